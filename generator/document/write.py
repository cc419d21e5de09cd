"""Nodes and facts to runs of text: the writing direction of a template."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any, TypeVar

from generator.document.grammar import Choice, FixedText, Nodes, Quoted, Repeat, Slot, Test, parse
from generator.document.kinds import KINDS, TextKind
from generator.document.spelling import verified
from generator.document.tree import Run
from generator.model.facts import PRIOR, Fact, Facts
from generator.model.figure import Figure, Words
from generator.model.format import NumberStyle, rounded
from generator.source.place import Place
from generator.source.template import TemplateError

Body = TypeVar("Body")
COMPARE: dict[str, Callable[[Any, Any], bool]] = {"==": eq, "!=": ne, ">": gt, "<": lt, ">=": ge, "<=": le}
ENDINGS = "。；;.，, "
TO_CONFIRM = "【待核】"
PROPOSED = "这个原因是程序由数字拟写的，不是单位写的。请核对：对的写进数据文件，不对的改写。"


class MissingFact(Exception):
    """A slot whose fact is not there; carries the name, and the place of the authored text that has the slot."""

    place: Place | None = None

    def __init__(self, name: str) -> None:
        super().__init__(f"没有“{name}”")
        self.name = name


class WrongBase(Exception):
    """A ratio whose base is zero; carries the slot as written, and the place of the authored text that has it."""

    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What names mean: the facts, the style of numbers, the loop variables, and the facts only proposed."""

    facts: Facts
    style: NumberStyle
    variables: Mapping[str, str] = field(default_factory=dict)
    flagged: frozenset[str] = frozenset()
    quoted: bool = False

    def resolve(self, name: str) -> str:
        """The full name of a fact: a loop variable at its head stands for the name it is bound to."""
        head, dot, rest = name.partition(".")
        return self.variables.get(head, head) + dot + rest

    def get(self, name: str) -> Fact | None:
        """The fact of a name."""
        return self.facts.get(self.resolve(name))

    def bind(self, variable: str, name: str) -> "Scope":
        """This scope with one more loop variable."""
        return replace(self, variables={**self.variables, variable: name})


@dataclass(frozen=True, slots=True)
class Written:
    """A slot as it was written: which, in which turn of the loops around it, and the runs that show it."""

    slot: Slot
    turns: tuple[int, ...]
    runs: tuple[Run, ...]


def write(nodes: Nodes, scope: Scope) -> tuple[Run, ...]:
    """The runs of one paragraph; raises MissingFact or WrongBase."""
    items = trace(nodes, scope)
    return tuple(run for item in items for run in (item.runs if isinstance(item, Written) else (item,)))


def trace(nodes: Nodes, scope: Scope, turns: tuple[int, ...] = ()) -> Iterator[Run | Written]:
    """Runs of literal text and written slots, in order."""
    for node in nodes:
        match node:
            case FixedText():
                yield Run(node.text)
            case Slot():
                yield Written(node, turns, show(node, scope))
            case Choice():
                yield from trace(branch(node.branches, scope), scope, turns)
            case Repeat():
                yield from _repeat(node, scope, turns)


def _repeat(node: Repeat, scope: Scope, turns: tuple[int, ...]) -> Iterator[Run | Written]:
    for turn, name in enumerate(names_of(scope, node.names)):
        if turn and node.separator:
            yield Run(node.separator)
        yield from trace(node.body, scope.bind(node.variable, name), (*turns, turn))


def names_of(scope: Scope, name: str) -> tuple[str, ...]:
    """The list of that name."""
    fact = scope.get(name)
    return fact if isinstance(fact, tuple) else ()


def branch(branches: tuple[tuple[Test | None, Body], ...], scope: Scope) -> Body:
    """The body of the first branch whose test holds."""
    return next(body for test, body in branches if test is None or holds(test, scope))


def show(slot: Slot, scope: Scope) -> tuple[Run, ...]:
    """The runs that a slot prints; only authored text that quotes figures has more than one."""
    kind = KINDS[slot.kind]
    if isinstance(kind, TextKind):
        return _show_text(slot, scope)
    figures = [_figure(name, scope) for name in (slot.name, *slot.others)]
    try:
        figure = kind.shown(*figures)
    except ArithmeticError as error:
        raise WrongBase(slot.expression) from error
    return (Run(kind.write(figure, scope.style), None if slot.kind == "年" else figure),)


def _show_text(slot: Slot, scope: Scope) -> tuple[Run, ...]:
    fact = scope.get(slot.name)
    if isinstance(fact, tuple) and fact and slot.kind == "名":
        return _listed(slot, fact, scope)
    if not isinstance(fact, Words):
        raise MissingFact(scope.resolve(slot.name))
    text = fact.text.rstrip(ENDINGS) if slot.kind == "因" else fact.text
    name = scope.resolve(slot.name)
    runs = authored(_quoting(Words(text, fact.place), scope), name if fact.place or name in scope.flagged else "")
    return (*runs, Run(TO_CONFIRM, note=PROPOSED)) if name in scope.flagged else runs


def authored(runs: tuple[Run, ...], name: str) -> tuple[Run, ...]:
    """The runs, as those of the department's own text of that name where they are of no other."""
    return tuple(replace(run, said=name) if name and not run.said else run for run in runs)


def _listed(slot: Slot, names: tuple[str, ...], scope: Scope) -> tuple[Run, ...]:
    """The texts of a list, with 、 between; of facts that are no text, their names."""
    named = [name if isinstance(scope.get(name), Words) else f"{name}.名称" for name in names]
    texts = [_show_text(replace(slot, name=name), scope) for name in named]
    return tuple(run for number, runs in enumerate(texts) for run in ((Run("、"),) * (number > 0) + runs))


def _quoting(words: Words, scope: Scope) -> tuple[Run, ...]:
    """The runs of authored text; what it quotes may not quote in turn."""
    if "{" not in words.text:
        return (Run(words.text),)
    try:
        if scope.quoted:
            raise TemplateError(f"“{words.text}”里有引用，不能再被别的文字引用。")
        return write(prose(words), replace(scope, quoted=True))
    except (MissingFact, WrongBase, TemplateError) as error:
        error.place = error.place or words.place
        raise


def prose(words: Words) -> Nodes:
    """Authored text as nodes: it may quote figures as templates do; raises TemplateError, for names that cannot be too."""
    return verified(parse(words.text, "")) if "{" in words.text else (FixedText(words.text),)


def _figure(name: str, scope: Scope) -> Figure:
    fact = scope.get(name)
    if not isinstance(fact, Figure):
        raise MissingFact(scope.resolve(name))
    return fact


def holds(test: Test, scope: Scope) -> bool:
    """Whether a test holds; a comparison with a fact that is not there does not."""
    match test:
        case Test("not", (Test() as inner,)):
            return not holds(inner, scope)
        case Test("and", (Test() as left, Test() as right)):
            return holds(left, scope) and holds(right, scope)
        case Test("or", (Test() as left, Test() as right)):
            return holds(left, scope) or holds(right, scope)
        case Test("defined", (str(name),)):
            return scope.get(name) is not None
        case Test("has", (str(name),)):
            return _weight(_known(name, scope), scope.style)
    return _compare(test, scope)


def _compare(test: Test, scope: Scope) -> bool:
    """Figures compare as they are printed; two are equal where their difference would be printed as zero."""
    first, second = (_operand(operand, scope) for operand in test.operands)
    if first is None or second is None:
        return False
    if isinstance(first, Decimal) and isinstance(second, Decimal):
        if test.op in {"==", "!="}:
            first, second = first - second, Decimal(0)
        first, second = (rounded(value, scope.style.amount_places) for value in (first, second))
    return isinstance(first, str) == isinstance(second, str) and COMPARE[test.op](first, second)


def _known(name: str, scope: Scope) -> Fact | None:
    """A fact that is asked about; raises MissingFact for a sum of which a part was not given: it is not none.

    Last year's figures are only compared with: there such a sum is as one that was not given.
    """
    full = scope.resolve(name)
    if scope.facts.lacking(full) and not full.startswith(PRIOR):
        raise MissingFact(full)
    return scope.facts.get(full)


def _weight(fact: Fact | None, style: NumberStyle) -> bool:
    if isinstance(fact, Figure):
        return bool(rounded(fact.value, style.amount_places))
    return bool(fact.text if isinstance(fact, Words) else fact)


def _operand(operand: object, scope: Scope) -> Decimal | str | None:
    """What is compared: a number or a text."""
    if isinstance(operand, str):
        fact = _known(operand, scope)
        if isinstance(fact, Figure):
            return fact.value
        return fact.text if isinstance(fact, Words) else None
    return operand.text if isinstance(operand, Quoted) else operand if isinstance(operand, Decimal) else None
