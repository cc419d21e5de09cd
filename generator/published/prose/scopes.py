"""Two scopes of “三公” 经费 in one document: of all 财政拨款, and of 一般公共预算 alone, which is part of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.derive.ledger import Equation
from generator.model.claim import Claim
from generator.model.facts import PRIOR
from generator.model.figure import Figure
from generator.published.equations import equations
from generator.published.outline import Line, Sheet
from generator.source.words import said

COSTS, OF_ONE = "三公经费.", "一般公共预算三公经费."
NARROW = said("篇.一般公共预算的三公经费")
WIDE = said("篇.财政拨款的三公经费")
BESIDE = said("篇.另外说的")
AMOUNT = said("词.金额")
SHORT = 45


def by_scope(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of a document, those apart that speak of 一般公共预算 where it speaks of all 财政拨款 too; else all, and none."""
    narrow = {id(line) for line in _narrow(lines)}
    stated = any(AMOUNT.search(line.text.text) for line in lines if id(line) in narrow)
    if not (stated and _wide([line for line in lines if id(line) not in narrow])):
        return tuple(lines), ()
    return tuple(line for line in lines if id(line) not in narrow), tuple(line for line in lines if id(line) in narrow)


def _wide(lines: Sequence[Line]) -> bool:
    """Whether an amount stands right under a heading that names all 财政拨款, or in a paragraph that begins with it."""
    named = False
    for line in lines:
        begun = line.section == "三公经费" and WIDE.search(line.text.text[:SHORT]) is not None
        named = begun or (named and not line.heading)
        if named and AMOUNT.search(line.text.text):
            return True
    return False


def _narrow(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines under a heading that names 一般公共预算, and those from a paragraph that begins 其中：一般公共预算… on."""
    under = 0
    for line in lines:
        text = line.text.text
        if line.section != "三公经费" or (line.heading and 0 < line.rank <= under) or (not line.heading and WIDE.match(text)):
            under = 0
        titled = line.heading and NARROW.search(text) and not WIDE.search(text)
        beside = (lead := BESIDE.match(text)) is not None and NARROW.search(text[: lead.end() + 16]) is not None
        if line.section == "三公经费" and (titled or beside):
            under = line.rank or SHORT
        if under:
            yield line


def of_one_fund(sheet: Sheet) -> bool:
    """Whether a table is of the “三公” 经费 of 一般公共预算."""
    above = "".join(sheet.above[-3:])
    return NARROW.search(above) is not None and WIDE.search(above) is None


def narrowed(claims: Iterable[Claim]) -> list[Claim]:
    """Claims on “三公” 经费 as those of 一般公共预算 alone."""
    return [replace(claim, name=_other(claim.name, COSTS, OF_ONE)) for claim in claims]


def widened(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """The figures of the “三公” 经费 of 一般公共预算 alone, under the names of those of all 财政拨款."""
    return {_other(name, OF_ONE, COSTS): figure for name, figure in figures.items() if OF_ONE in name}


def sums_of_one_fund(figures: Mapping[str, Figure], claims: Sequence[Claim]) -> Iterator[Equation]:
    """What must be equal among the “三公” 经费 of 一般公共预算 alone."""
    for equation in equations(widened(figures), claims, frozenset()):
        yield replace(equation, name=_other(equation.name, COSTS, OF_ONE))


def _other(name: str, one: str, other: str) -> str:
    """A name, of last year too, with one beginning for the other."""
    last = PRIOR if name.startswith(PRIOR) else ""
    rest = name.removeprefix(last)
    return f"{last}{other}{rest.removeprefix(one)}" if rest.startswith(one) else name
