"""Figures of a table that stand rows away from their label: found by what the other tables say of the same facts.

Where a slip breaks sums, `slipped` finds it; that of the list of 类 in a 收支总表 breaks none.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.model.claim import Claim, Slip
from generator.source.place import Place

FARTHEST, LEAST = 5, 3
Column = Sequence[tuple[str, Place]]  # 一列各行的格：它说的是哪个数，在哪里
Known = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class _Step:
    """The figures of the rows from `start` to `end` that belong so many rows further down, up where negative."""

    start: int
    end: int
    by: int


def moved_back(claims: list[Claim], known: Known, columns: Callable[[], Sequence[Column]]) -> list[Claim]:
    """The claims of a table, those that stand in the row of another fact named as what they are; `known` is what other tables say.

    `columns` gives the cells of the table, blank ones too, and is asked only where a figure differs from other tables.
    """
    if not any(_differs(claim.name, claim.value, known) for claim in claims):
        return claims
    at = {claim.place: claim for claim in claims}
    moved: dict[Place, Claim] = {}
    for column in columns():
        for row, to in _moves(column, at, known):
            claim = at[column[row][1]]
            moved[claim.place] = replace(claim, name=column[to][0], slip=Slip(claim.name, to - row))
    return [moved.get(claim.place, claim) for claim in claims]


def _differs(name: str, value: Decimal, known: Known) -> bool:
    return name in known and known[name] != value


def _moves(column: Column, at: Mapping[Place, Claim], known: Known) -> Iterator[tuple[int, int]]:
    """The rows of a column whose figures stand wrong, with the row to which each belongs."""
    values = {row: at[place].value for row, (_, place) in enumerate(column) if place in at and at[place].value}
    wrong = [row for row, value in values.items() if known.get(column[row][0]) != value]
    steps = [step for step in _steps(wrong, len(column)) if _told(step, column, values, known) >= LEAST]
    best = max(steps, key=lambda step: _told(step, column, values, known), default=None)
    if best is not None:
        yield from ((row, row + best.by) for row in values if best.start <= row < best.end and 0 <= row + best.by < len(column))


def _steps(wrong: Sequence[int], length: int) -> Iterator[_Step]:
    """Moves that begin at a figure that is wrong, to the last of them or to the end of the column."""
    for start in wrong[:FARTHEST]:
        for end in dict.fromkeys((*(row + 1 for row in wrong[-FARTHEST:] if row >= start), length)):
            for by in range(1, FARTHEST + 1):
                yield _Step(start, end, by)
                yield _Step(start, end, -by)


def _told(step: _Step, column: Column, values: Mapping[int, Decimal], known: Known) -> int:
    """How many figures are what other tables say once they are moved, less twice those that are so no longer or not then."""
    right = 0
    for row, value in values.items():
        if step.start <= row < step.end:
            to = row + step.by
            name = column[to][0] if 0 <= to < len(column) else ""
            right += 1 if name and known.get(name) == value else -2 * (known.get(column[row][0]) == value or _differs(name, value, known))
    return right
