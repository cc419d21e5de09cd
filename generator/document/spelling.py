"""Whether the names in a template can be facts at all, of the sort that their place asks for: a misspelt one is never a blank."""

from collections.abc import Generator, Iterator, Mapping
from decimal import Decimal

from generator.derive.names import elements, known, listed_below, nearest
from generator.document.grammar import (
    Branches,
    Choice,
    FixedText,
    Lines,
    Loop,
    Nodes,
    Quoted,
    Repeat,
    Slot,
    TemplateLine,
    Test,
)
from generator.document.kinds import KINDS, TextKind
from generator.document.shape import closest
from generator.model.facts import PRIOR, Fact
from generator.model.figure import PERCENT, WAN, Figure, Words
from generator.source.place import Place
from generator.source.template import TemplateError, where

Bound = Mapping[str, tuple[str, ...]]
Own = tuple[tuple[str, str], ...]  # 版式的“其他数”：名称和单位
OTHERS = "其他数."
UNITS = {"万元": WAN, "百分比": PERCENT, "年": "年"}
SORTS = {Figure: "数", Words: "文字", tuple: "列表"}
HELP = "数据里能写的名称见键表（docs/keys.md）。"
TEXT_KINDS = "文、名、因、段"


class UnknownName(TemplateError):
    """A name that no department can have; carries it."""

    def __init__(self, name: str, message: str, place: Place | None) -> None:
        super().__init__(message, place)
        self.name = name


def misspelt(
    items: Lines | Nodes, bound: Bound | None = None, place: Place | None = None, own: Own | None = None
) -> Iterator[TemplateError]:
    """What is wrong with the names in a template; `bound` are loop variables with what they may stand for.

    `place` is that of a text that is no file of its own, else each name knows where it stands.
    `own` are the figures that the profile declares under 其他数; where they are not known, every name there may be one.
    """
    return _Speller(place, own).items(items, bound or {})


def check_name(name: str, sort: type = Figure, place: Place | None = None, own: Own | None = None) -> Iterator[TemplateError]:
    """What is wrong with a name by itself, in a layout of a table, which asks for a fact of that sort."""
    speller = _Speller(place or where(name), own)
    facts = yield from speller.facts(name, {})
    if facts and not any(isinstance(fact, sort) for fact in facts):
        yield speller.wrong(name, f"“{name}”是{_sort(facts)}，这里要写{SORTS[sort]}的名称。")


def verified(nodes: Nodes) -> Nodes:
    """The nodes of authored text once their names can be facts; raises TemplateError."""
    if error := next(misspelt(nodes), None):
        raise error
    return nodes


class _Speller:
    """Walks a template with the loop variables that are in force."""

    def __init__(self, place: Place | None, own: Own | None) -> None:
        self.place = place
        self.own = own if own is None else dict(own)

    def fact(self, name: str) -> Fact | None:
        """A fact of that name for its sort and unit, None where there can be none."""
        plain = name.removeprefix(PRIOR)
        if self.own is None or not plain.startswith(OTHERS):
            return known().get(name)
        unit = self.own.get(plain.removeprefix(OTHERS))
        return None if unit is None else Figure(name, Decimal(1), unit)

    def unknown(self, name: str, bound: Bound) -> str:
        """What to say of a name that there cannot be."""
        plain = name.removeprefix(PRIOR)
        if self.own is None or not plain.startswith(OTHERS):
            return unknown(name, bound)
        wrong = plain.removeprefix(OTHERS)
        return f"版式的 profile.yaml 没有在“其他数”里列出“{wrong}”。{closest(wrong, [*self.own])}"

    def wrong(self, name: str, message: str) -> TemplateError:
        return TemplateError(message, self.place or where(name))

    def items(self, items: Lines | Nodes, bound: Bound) -> Iterator[TemplateError]:
        for item in items:
            match item:
                case FixedText():
                    pass
                case TemplateLine():
                    yield from self.items(item.nodes, bound)
                case Slot():
                    yield from self.slot(item, bound)
                case Branches() | Choice():
                    for test, body in item.branches:
                        yield from self.test(test, bound) if test else ()
                        yield from self.items(body, bound)
                case Loop() | Repeat():
                    yield from self.loop(item, bound)

    def loop(self, item: Loop | Repeat, bound: Bound) -> Iterator[TemplateError]:
        """The list of a loop, then its body with the variable standing for the list's elements."""
        facts = yield from self.facts(item.names, bound)
        names = [name for full in _resolved(item.names, bound) for name in elements(full)]
        if facts and not names:
            yield self.wrong(item.names, f"“{item.names}”是{_sort(facts)}，不是列表，不能写在 for … in 后面。")
        if names:
            yield from self.items(item.body, {**bound, item.variable: tuple(dict.fromkeys(names))})

    def facts(self, name: str, bound: Bound) -> Generator[TemplateError, None, list[Fact]]:
        """The facts that a name may be; yields what is wrong where there is none."""
        found = [fact for full in _resolved(name, bound) if (fact := self.fact(full)) is not None]
        if not found:
            yield UnknownName(name, self.unknown(name, bound), self.place or where(name))
        return found

    def slot(self, slot: Slot, bound: Bound) -> Iterator[TemplateError]:
        """The names of a slot, and whether its kind prints such facts."""
        kind = KINDS[slot.kind]
        every = []
        for name in (slot.name, *slot.others):
            facts = yield from self.facts(name, bound)
            every.append(facts)
            if not facts:
                continue
            if isinstance(kind, TextKind):
                if not any(isinstance(fact, Words) or (isinstance(fact, tuple) and slot.kind == "名") for fact in facts):
                    yield self.wrong(name, _unfit(name, slot.kind, facts))
            elif not any(isinstance(fact, Figure) and fact.unit in ("", UNITS.get(slot.kind, fact.unit)) for fact in facts):
                yield self.wrong(name, _unfit(name, slot.kind, facts))
        if all(every) and not set.intersection(*map(_units, every)) and all(map(_units, every)):
            others = "、".join(slot.others)
            yield self.wrong(slot.name, f"“{slot.name}”与“{others}”的单位不同，不能比。请核对名称。")

    def test(self, test: Test, bound: Bound) -> Iterator[TemplateError]:
        """The names of a condition; what is compared must be of one sort."""
        if test.op in ("has", "defined"):
            yield from self.operands(test, bound)
            return
        sides = yield from self.operands(test, bound)
        names = [operand for operand in test.operands if isinstance(operand, str)]
        if names and all(sides):
            yield from self.compared(test, names, [fact for side in sides for fact in side])

    def operands(self, test: Test, bound: Bound) -> Generator[TemplateError, None, list[list[Fact]]]:
        """The facts that each operand that is a name may be; yields what is wrong with them and with inner conditions."""
        sides = []
        for operand in test.operands:
            if isinstance(operand, Test):
                yield from self.test(operand, bound)
            elif isinstance(operand, str):
                sides.append((yield from self.facts(operand, bound)))
        return sides

    def compared(self, test: Test, names: list[str], facts: list[Fact]) -> Iterator[TemplateError]:
        """What is wrong with a comparison of these facts, with a number or a quoted text among the operands or not."""
        number = any(isinstance(operand, Decimal) for operand in test.operands)
        quoted = next((operand.text for operand in test.operands if isinstance(operand, Quoted)), None)
        sorts = {type(fact) for fact in facts} | ({Figure} if number else set()) | ({Words} if quoted is not None else set())
        if tuple in sorts or (len(sorts) > 1 and len(names) < 2 and len({type(fact) for fact in facts}) == 1):
            yield self.wrong(names[0], f"“{names[0]}”是{_sort(facts)}，不能这样比较。数与数比，文字与加引号的文字比。")
        elif quoted is not None and (choices := known().choices.get(names[0].removeprefix(PRIOR))) and quoted not in choices:
            yield self.wrong(names[0], f"“{names[0]}”没有“{quoted}”这个值。只能是 {'、'.join(choices)}。")


def unknown(name: str, bound: Bound | None = None) -> str:
    """What to say of a name that no department can have."""
    head, _, rest = name.partition(".")
    bound = bound or {}
    if rest and head in bound:
        near = next((f"{head}.{close.removeprefix(full + '.')}" for full in bound[head]
                     if (close := nearest(f"{full}.{rest}")).startswith(full + ".")), "")  # fmt: skip
        below = next((listed_below(full).replace(full, head, 1) for full in bound[head] if listed_below(full)), "")
    else:
        near = nearest(name, bound)
        above = name.rpartition(".")[0]
        below = listed_below(above)
    advice = f"是不是“{near}”？" if near else f"{below}。" if below else HELP
    return f"没有“{name}”这个名称。{advice}"


def _resolved(name: str, bound: Bound) -> tuple[str, ...]:
    """What a name may stand for."""
    head, dot, rest = name.partition(".")
    return tuple(full + dot + rest for full in bound.get(head, (head,)))


def _units(facts: list[Fact]) -> set[str]:
    return {fact.unit for fact in facts if isinstance(fact, Figure) and fact.unit}


def _sort(facts: list[Fact]) -> str:
    return next(word for sort, word in SORTS.items() if isinstance(facts[0], sort))


def _unfit(name: str, kind: str, facts: list[Fact]) -> str:
    """A sentence on a fact that a kind does not print."""
    first = facts[0]
    if isinstance(first, tuple):
        return f"“{name}”是列表，不能用“{kind}”印出。请写在 {{% for … in {name} %}} 里，逐条印。"
    if isinstance(first, Words):
        return f"“{name}”是文字，不能用“{kind}”印出。印文字用 {TEXT_KINDS}。"
    if isinstance(KINDS[kind], TextKind):
        return f"“{name}”是数，不能用“{kind}”印出。金额用 万元，个数用 数，年份用 年。"
    return f"“{name}”的单位是{first.unit}，不能用“{kind}”印出。"
