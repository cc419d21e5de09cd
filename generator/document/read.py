"""A template run backwards: which slots printed what, where, in a text that it may have written."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import count

from generator.document.grammar import Choice, FixedText, Nodes, Quoted, Repeat, Slot, Test
from generator.document.kinds import KINDS, TextKind

Loops = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A slot read from a text: the value it printed, the span of its text, the turns of the loops around it.

    `loops` are those loops' variables and lists, from the outside in.
    """

    slot: Slot
    turns: tuple[int, ...]
    value: Decimal | str
    start: int
    end: int
    loops: tuple[tuple[str, str], ...] = ()


def read(nodes: Nodes, text: str) -> list[Reading] | None:
    """The readings of a text that the template may have written, None where it cannot have."""
    return list(found) if (found := _pattern(nodes).match(text)) is not None else None


def equals(nodes: Nodes, text: str) -> list[tuple[str, str]]:
    """The pairs of facts that a text says are equal (与上年持平), by the branches it was written with."""
    pattern = _pattern(nodes)
    found = pattern.regex.fullmatch(text)
    return [] if found is None else [(left, right) for group, left, right in pattern.equal if found[group]]


def zeros(nodes: Nodes, text: str) -> list[str]:
    """The facts that a text says are there and nothing (没有车辆), by the branches it was written with."""
    pattern = _pattern(nodes)
    found = pattern.regex.fullmatch(text)
    return [] if found is None else [name for group, name in pattern.nothing if found[group]]


def quoted(nodes: Nodes, text: str) -> list[tuple[str, str]]:
    """The facts that a text says are a certain word (性质 is 事业), by the branches it was written with."""
    pattern = _pattern(nodes)
    found = pattern.regex.fullmatch(text)
    return [] if found is None else [(name, word) for group, name, word in pattern.words if found[group]]


class _Pattern:
    """A regular expression for nodes, with a group for each slot and each repeated part."""

    def __init__(self, nodes: Nodes) -> None:
        self.numbers = count()
        self.slots: list[tuple[str, Slot]] = []
        self.repeats: list[tuple[str, Repeat]] = []
        self.equal: list[tuple[str, str, str]] = []
        self.nothing: list[tuple[str, str]] = []
        self.words: list[tuple[str, str, str]] = []
        self.source = self._source(nodes)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression for a whole text."""
        return re.compile(self.source, re.DOTALL)

    def _source(self, nodes: Nodes) -> str:
        return "".join(self._of(node) for node in nodes)

    def _of(self, node: FixedText | Slot | Choice | Repeat) -> str:
        group = f"g{next(self.numbers)}"
        match node:
            case FixedText():
                return re.escape(node.text)
            case Slot():
                self.slots.append((group, node))
                return f"(?P<{group}>{KINDS[node.kind].pattern})"
            case Choice():
                branches = sorted(node.branches, key=lambda branch: _literal(branch[1]), reverse=True)
                tested = {test.operands[0] for test, _ in branches if test is not None and test.op == "has"}
                if len(node.branches) == 2 and node.branches[1][0] is None:
                    return "(?:" + "|".join(self._either(node.branches[0], test, body, tested) for test, body in branches) + ")"
                return "(?:" + "|".join(self._branch(test, body, tested) for test, body in branches) + ")"
            case Repeat():
                self.repeats.append((group, node))
                body = _anonymous(node.body)
                return f"(?P<{group}>(?:{body}(?:{re.escape(node.separator)}{body})*)?)"

    def _branch(self, test: Test | None, body: Nodes, tested: Collection[object]) -> str:
        """A branch; one taken where two facts are equal, or one `tested` before is nothing, has a group to say so."""
        match test:
            case Test("==", (str(left), str(right))) if _literal(body):
                group = f"e{next(self.numbers)}"
                self.equal.append((group, left, right))
                return f"(?P<{group}>{self._source(body)})"
            case Test("defined", (str(name),)) if name in tested and _literal(body):
                group = f"z{next(self.numbers)}"
                self.nothing.append((group, name))
                return f"(?P<{group}>{self._source(body)})"
        return self._source(body)

    def _either(self, first: tuple[Test | None, Nodes], test: Test | None, body: Nodes, tested: Collection[object]) -> str:
        """One of two branches; the second, where it says something, has a group to say that the first one's test fails."""
        if test is not None or not _literal(body) or first[0] is None:
            return self._branch(test, body, tested)
        group = f"z{next(self.numbers)}"
        amounts = {node.name for node in first[1] if isinstance(node, Slot) and not isinstance(KINDS[node.kind], TextKind)}
        for failed in first[0].operands if first[0].op == "or" else (first[0],):
            match failed:
                case Test("has", (str(name),)) if name in amounts:
                    self.nothing.append((group, name))
                case Test("!=", (str(name), Quoted(word))):
                    self.words.append((group, name, word))
        return f"(?P<{group}>{self._source(body)})"

    def match(self, text: str) -> Iterator[Reading] | None:
        """The readings of a whole text."""
        found = self.regex.fullmatch(text)
        return None if found is None else iter(sorted(self._readings(found, 0, (), ()), key=lambda r: (r.start, r.end)))

    def _readings(self, found: re.Match[str], shift: int, turns: tuple[int, ...], loops: Loops) -> Iterator[Reading]:
        for group, slot in self.slots:
            if (printed := found[group]) is not None:
                start = shift + found.start(group)
                yield Reading(slot, turns, _value(slot, printed), start, start + len(printed), loops)
        for group, repeat in self.repeats:
            if found[group]:
                yield from _turns(repeat, found[group], shift + found.start(group), turns, loops)


@lru_cache(2_000)  # 一句要与许多行比;部门自己写的句子也从这里过,不能只增不减
def _pattern(nodes: Nodes) -> _Pattern:
    return _Pattern(nodes)


def _literal(nodes: Nodes) -> int:
    """How much of a branch is fixed text: the branch that says most is tried before one that is all slot."""
    return sum(len(node.text) for node in nodes if isinstance(node, FixedText))


def _turns(repeat: Repeat, text: str, shift: int, turns: tuple[int, ...], loops: Loops) -> Iterator[Reading]:
    """The readings of each turn of a loop."""
    body, separator, anonymous = _pattern(repeat.body), re.escape(repeat.separator), _anonymous(repeat.body)
    regex = re.compile(f"{body.source}(?=(?:{separator}{anonymous})*\\Z)(?:{separator})?", re.DOTALL)
    position, turn = 0, 0
    while position < len(text) and (found := regex.match(text, position)):
        yield from body._readings(found, shift, (*turns, turn), (*loops, (repeat.variable, repeat.names)))
        position, turn = max(found.end(), position + 1), turn + 1


def _anonymous(nodes: Nodes) -> str:
    """The expression without groups, for use inside a repetition."""
    return re.sub(r"\(\?P<[gez]\d+>", "(?:", _pattern(nodes).source)


def _value(slot: Slot, printed: str) -> Decimal | str:
    kind = KINDS[slot.kind]
    return printed if isinstance(kind, TextKind) else kind.read(printed)
