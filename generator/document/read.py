"""A template run backwards: which slots printed what, where, in a text that it may have written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import count

from generator.document.grammar import Choice, Nodes, Repeat, Slot, Text
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
    return list(found) if (found := _Pattern(nodes).match(text)) is not None else None


class _Pattern:
    """A regular expression for nodes, with a group for each slot and each repeated part."""

    def __init__(self, nodes: Nodes) -> None:
        self.numbers = count()
        self.slots: list[tuple[str, Slot]] = []
        self.repeats: list[tuple[str, Repeat]] = []
        self.source = self._source(nodes)

    def _source(self, nodes: Nodes) -> str:
        return "".join(self._of(node) for node in nodes)

    def _of(self, node: Text | Slot | Choice | Repeat) -> str:
        group = f"g{next(self.numbers)}"
        match node:
            case Text():
                return re.escape(node.text)
            case Slot():
                self.slots.append((group, node))
                return f"(?P<{group}>{KINDS[node.kind].pattern})"
            case Choice():
                bodies = sorted((body for _, body in node.branches), key=_literal, reverse=True)
                return "(?:" + "|".join(map(self._source, bodies)) + ")"
            case Repeat():
                self.repeats.append((group, node))
                body = _anonymous(node.body)
                return f"(?P<{group}>(?:{body}(?:{re.escape(node.separator)}{body})*)?)"

    def match(self, text: str) -> Iterator[Reading] | None:
        """The readings of a whole text."""
        found = re.compile(self.source, re.DOTALL).fullmatch(text)
        return None if found is None else iter(sorted(self._readings(found, 0, (), ()), key=lambda r: (r.start, r.end)))

    def _readings(self, found: re.Match[str], shift: int, turns: tuple[int, ...], loops: Loops) -> Iterator[Reading]:
        for group, slot in self.slots:
            if (printed := found[group]) is not None:
                start = shift + found.start(group)
                yield Reading(slot, turns, _value(slot, printed), start, start + len(printed), loops)
        for group, repeat in self.repeats:
            if found[group]:
                yield from _turns(repeat, found[group], shift + found.start(group), turns, loops)


def _literal(nodes: Nodes) -> int:
    """How much of a branch is fixed text: the branch that says most is tried before one that is all slot."""
    return sum(len(node.text) for node in nodes if isinstance(node, Text))


def _turns(repeat: Repeat, text: str, shift: int, turns: tuple[int, ...], loops: Loops) -> Iterator[Reading]:
    """The readings of each turn of a loop."""
    body, separator, anonymous = _Pattern(repeat.body), re.escape(repeat.separator), _anonymous(repeat.body)
    regex = re.compile(f"{body.source}(?=(?:{separator}{anonymous})*\\Z)(?:{separator})?", re.DOTALL)
    position, turn = 0, 0
    while position < len(text) and (found := regex.match(text, position)):
        yield from body._readings(found, shift, (*turns, turn), (*loops, (repeat.variable, repeat.names)))
        position, turn = max(found.end(), position + 1), turn + 1


def _anonymous(nodes: Nodes) -> str:
    """The expression without groups, for use inside a repetition."""
    return re.sub(r"\(\?P<g\d+>", "(?:", _Pattern(nodes).source)


def _value(slot: Slot, printed: str) -> Decimal | str:
    kind = KINDS[slot.kind]
    return printed if isinstance(kind, TextKind) else kind.read(printed)
