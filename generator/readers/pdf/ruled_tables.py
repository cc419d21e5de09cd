"""Tables drawn with rules on a PDF page: cells, also merged ones, from the rules around them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.readers.pdf.glyphs import Glyph, Page, Rule
from generator.readers.pdf.lines import joined_text

_NEAR = 25
_BRIDGED = 35
_MOST_CELLS = 20_000
_MOST_MEETINGS = 1_000_000

Run = tuple[int, int]
Runs = dict[int, list[Run]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A text from one edge of its table to another."""

    text: str
    x0: int
    x1: int
    top: int = 0
    bottom: int = 0


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table, or the part of one on a page: its upright edges and the cells that begin in each row."""

    top: int
    bottom: int
    edges: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


def ruled_tables(page: Page) -> tuple[list[Ruled], list[Glyph]]:
    """The tables of a page, and the glyphs that stand in none."""
    tables, rest = [], list(page.glyphs)
    for lattice in _lattices(page.rules):
        owned = [(lattice.owner(glyph), glyph) for glyph in rest]
        rest = [glyph for owner, glyph in owned if owner is None]
        tables.append(lattice.table((owner, glyph) for owner, glyph in owned if owner is not None))
    return tables, rest


@dataclass(frozen=True, slots=True)
class _Lattice:
    """The rows and columns that rules make, and which cell, named by its first row and column, owns each place."""

    xs: tuple[int, ...]
    ys: tuple[int, ...]
    owners: tuple[tuple[Run, ...], ...]
    spans: dict[Run, int]

    def owner(self, glyph: Glyph) -> Run | None:
        """The cell a glyph stands in."""
        column = bisect_right(self.xs, (glyph.x0 + glyph.x1) // 2) - 1
        row = bisect_right(self.ys, (glyph.top + glyph.bottom) // 2) - 1
        inside = 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1
        return self.owners[row][column] if inside else None

    def table(self, owned: Iterable[tuple[Run, Glyph]]) -> Ruled:
        """The table with these glyphs in the cells that own them."""
        held: dict[Run, list[Glyph]] = {cell: [] for cell in self.spans}
        for owner, glyph in owned:
            held[owner].append(glyph)
        rows: list[list[Cell]] = [[] for _ in self.ys[1:]]
        for (row, column), span in sorted(self.spans.items()):
            low = next((n for n in range(row + 1, len(self.owners)) if self.owners[n][column] != (row, column)), len(self.owners))
            cell = Cell(joined_text(held[row, column]), self.xs[column], self.xs[column + span], self.ys[row], self.ys[low])
            rows[row].append(cell)
        return Ruled(self.ys[0], self.ys[-1], self.xs, tuple(map(tuple, rows)))


def _lattices(rules: Sequence[Rule]) -> Iterator[_Lattice]:
    level = _merged((rule.top, rule.x0, rule.x1) for rule in rules if rule.top == rule.bottom)
    upright = _merged((rule.x0, rule.top, rule.bottom) for rule in rules if rule.top != rule.bottom)
    for levels, uprights in _connected(level, upright):
        if not uprights:  # 不成表的线,如图里的
            continue
        xs, ys = _edges(uprights, levels), _heights(uprights, levels)
        if len(xs) > 2 and len(ys) > 1 and len(xs) * len(ys) < _MOST_CELLS:
            yield _lattice(xs, ys, levels, uprights)


def _merged(strokes: Iterable[tuple[int, int, int]]) -> Runs:
    """Strokes (position, from, to) put on common positions, those that touch made one run."""
    found: Runs = {}
    at = -_NEAR - 1
    for position, start, end in sorted(strokes):
        at = at if position - at <= _NEAR else position
        found.setdefault(at, []).append((start, end))
    return {at: list(_bridged(sorted(runs))) for at, runs in found.items()}


def _bridged(runs: list[Run]) -> Iterator[Run]:
    start, end = runs[0]
    for after, last in runs[1:]:
        if after > end + _BRIDGED:
            yield start, end
            start, end = after, last
        end = max(end, last)
    yield start, end


def _connected(level: Runs, upright: Runs) -> Iterator[tuple[Runs, Runs]]:
    """Level and upright runs of each table apart: those of one table touch each other."""
    levels = [(y, run) for y, runs in level.items() for run in runs]
    uprights = [(x, run) for x, runs in upright.items() for run in runs]
    while levels and len(levels) * len(uprights) < _MOST_MEETINGS:
        mine, yours = [levels.pop(0)], list[tuple[int, Run]]()
        grown = True
        while grown:
            more = {v for v in uprights if any(_touch(h, v) for h in mine)}
            uprights = [v for v in uprights if v not in more]
            yours += more
            below = {h for h in levels if any(_touch(h, v) for v in more)}
            levels = [h for h in levels if h not in below]
            mine += below
            grown = bool(below)
        yield _runs(mine), _runs(yours)


def _touch(level: tuple[int, Run], upright: tuple[int, Run]) -> bool:
    y, (x0, x1) = level
    x, (top, bottom) = upright
    return x0 - _BRIDGED <= x <= x1 + _BRIDGED and top - _BRIDGED <= y <= bottom + _BRIDGED


def _runs(found: list[tuple[int, Run]]) -> Runs:
    runs: Runs = {}
    for at, run in found:
        runs.setdefault(at, []).append(run)
    return runs


def _edges(uprights: Runs, levels: Runs) -> tuple[int, ...]:
    """The upright edges; a table open at its sides ends where its level rules do."""
    left = min(run[0] for runs in levels.values() for run in runs)
    right = max(run[1] for runs in levels.values() for run in runs)
    xs = sorted(uprights)
    if xs and left < xs[0] - _BRIDGED:
        xs.insert(0, left)
    if xs and right > xs[-1] + _BRIDGED:
        xs.append(right)
    return tuple(xs)


def _heights(uprights: Runs, levels: Runs) -> tuple[int, ...]:
    """The level edges; a table cut by the end of its page ends where most of its upright rules do."""
    ys = sorted(levels)
    tops, bottoms = [runs[0][0] for runs in uprights.values()], [runs[-1][1] for runs in uprights.values()]
    above, below = sorted(tops)[len(tops) // 2], sorted(bottoms)[len(bottoms) // 2]
    return (*([above] if above < ys[0] - _BRIDGED else []), *ys, *([below] if below > ys[-1] + _BRIDGED else []))


def _lattice(xs: tuple[int, ...], ys: tuple[int, ...], levels: Runs, uprights: Runs) -> _Lattice:
    walls = [[_covers(uprights.get(x, []), pair) for x in xs] for pair in pairwise(ys)]
    floors = [[_covers(levels.get(y, []), pair) for pair in pairwise(xs)] for y in ys]
    owners: dict[Run, Run] = {}
    spans: dict[Run, int] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) not in owners:
                spans[row, column] = _claim(row, column, walls, floors, owners)
    table = tuple(tuple(owners[r, c] for c in range(len(xs) - 1)) for r in range(len(ys) - 1))
    return _Lattice(xs, ys, table, spans)


def _covers(runs: list[Run], pair: Run) -> bool:
    middle = sum(pair) // 2
    return any(start <= middle <= end for start, end in runs)


def _claim(row: int, column: int, walls: list[list[bool]], floors: list[list[bool]], owners: dict[Run, Run]) -> int:
    """Give a cell every place up to the next wall and floor; returns the columns it spans."""
    right = column + 1
    while right < len(walls[0]) - 1 and not walls[row][right] and (row, right) not in owners:
        right += 1
    low = row + 1
    while low < len(floors) - 1 and not any(floors[low][column:right]):
        low += 1
    for r in range(row, low):
        for c in range(column, right):
            owners.setdefault((r, c), (row, column))
    return right - column
