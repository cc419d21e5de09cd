"""Figures of a 科目 table that stand rows away from their 科目: found by the sums that hold once they are moved back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

Column = Sequence[Decimal | None]
Moves = list[int | None]  # 印在各行的数各属于哪一行，None 是多出来的数
FARTHEST, LEAST_BROKEN, LEAST_GAIN = 5, 3, 2
ROUNDING = Decimal("0.006")


@dataclass(frozen=True, slots=True)
class _Step:
    """The figures of some columns from a row on moved down by rows, up where negative."""

    names: tuple[str, ...]
    start: int
    by: int


@dataclass(frozen=True, slots=True)
class _Sum:
    """Cells that are to add up to another one, as (column, row)."""

    whole: tuple[str, int]
    parts: tuple[tuple[str, int], ...]

    def cells(self) -> Iterator[tuple[str, int]]:
        yield self.whole
        yield from self.parts


def belonging(codes: Sequence[str], columns: Mapping[str, Column], across: Mapping[str, Sequence[str]]) -> dict[str, Moves]:
    """For each column in which figures slipped, the row to which the figure printed in each row belongs.

    `codes` are those of the rows ("" the total), `columns` their figures, None where blank; `across` names the columns that
    add up to another in every row. Empty where no slip makes most of the broken sums true.
    """
    sums = [*_down(codes, columns), *_across(columns, across)]
    still: Moves = list(range(len(codes)))
    values: Mapping[str, Column] = columns
    before = _broken(sums, values)
    if len(before) < LEAST_BROKEN:
        return {}
    moves = dict.fromkeys(columns, still)
    while step := _best(sums, values):
        values = _after(step, values)
        for name in step.names:
            moves[name] = [_to(row, step.start, step.by, len(codes)) for row in moves[name]]
    left = len(_broken(sums, values))
    slipped = {name: rows for name, rows in moves.items() if rows != still}
    return slipped if left * 5 <= len(before) * 2 else {}


def _down(codes: Sequence[str], columns: Mapping[str, Column]) -> Iterator[_Sum]:
    """Each 类, 款 and the total against what stands one level below it in the same column."""
    total = any(column[row] for column in columns.values() for row, code in enumerate(codes) if not code)
    at = {code: row for row, code in enumerate(codes) if code or total}
    below: dict[str, list[int]] = {}
    for code, row in at.items():
        if code:
            below.setdefault(code[:-2] if len(code) > 3 else "", []).append(row)
    for parent, rows in below.items():
        if parent in at:
            for name in columns:
                yield _Sum((name, at[parent]), tuple((name, row) for row in rows))


def _across(columns: Mapping[str, Column], across: Mapping[str, Sequence[str]]) -> Iterator[_Sum]:
    """The columns that add up to another in each row, unless most rows have that one alone."""
    for whole, parts in across.items():
        rows = [row for row, value in enumerate(columns[whole]) if value]
        if 2 * sum(any(columns[part][row] for part in parts) for row in rows) > len(rows):
            yield from (_Sum((whole, row), tuple((part, row) for part in parts)) for row in range(len(columns[whole])))


def _gap(sum_: _Sum, values: Mapping[str, Column]) -> Decimal:
    whole, *parts = (values[name][row] or Decimal(0) for name, row in sum_.cells())
    return abs(whole - sum(parts, Decimal(0))) - ROUNDING * (1 + len(parts))


def _broken(sums: Sequence[_Sum], values: Mapping[str, Column]) -> list[_Sum]:
    return [sum_ for sum_ in sums if _gap(sum_, values) > 0]


def _score(sums: Sequence[_Sum], values: Mapping[str, Column]) -> int:
    """How many sums of something hold, less those that are broken."""
    return sum(-1 if _gap(sum_, values) > 0 else bool(values[sum_.whole[0]][sum_.whole[1]]) for sum_ in sums)


def _best(sums: Sequence[_Sum], values: Mapping[str, Column]) -> _Step | None:
    """The move that makes most sums true; only those that mend one of the first broken ones are weighed, since weighing is slow."""
    first = sorted(_broken(sums, values), key=_last_row)[:LEAST_BROKEN]
    now = _score(sums, values)
    best, gain = None, LEAST_GAIN - 1
    for step in _steps(first, values):
        moved = _after(step, values)
        if any(_gap(sum_, moved) <= 0 for sum_ in first):
            lost = sum(_lost(values[name], step.start, step.by) for name in step.names)
            if (found := _score(sums, moved) - now - lost) > gain:
                best, gain = step, found
    return best


def _last_row(sum_: _Sum) -> int:
    return max(row for _, row in sum_.cells())


def _steps(first: Sequence[_Sum], values: Mapping[str, Column]) -> Iterator[_Step]:
    """Moves of all columns, of all but the first, or of one, that begin near where sums begin to be broken."""
    starts = {row for sum_ in first[:1] for _, row in sum_.cells()}
    names = tuple(values)
    for each in dict.fromkeys((names, names[1:], *((name,) for name in names))):
        for start in range(max(min(starts, default=0) - FARTHEST, 0), max(starts, default=-1) + 1 + FARTHEST):
            for n in range(1, FARTHEST + 1):
                yield _Step(each, start, n)
                yield _Step(each, start, -n)


def _after(step: _Step, values: Mapping[str, Column]) -> dict[str, Column]:
    return {name: _moved(column, step.start, step.by) if name in step.names else column for name, column in values.items()}


def _lost(column: Column, start: int, by: int) -> int:
    """What a move costs: figures that fall off the table, and twice those that others take the place of."""
    fallen = column[max(len(column) - by, start) :] if by > 0 else column[start : -by] if start < -by else ()
    covered = column[max(start + by, 0) : start] if by < 0 else ()
    return sum(map(bool, fallen)) + 2 * sum(map(bool, covered))


def _moved(column: Column, start: int, by: int) -> list[Decimal | None]:
    """The figures from a row on moved down, or up where `by` is negative; the rows they leave are blank."""
    rows: list[Decimal | None] = [None] * len(column)
    for row, value in enumerate(column):
        to = _to(row, start, by, len(column))
        if to is not None and (value is not None or row < start):
            rows[to] = value
    return rows


def _to(row: int | None, start: int, by: int, length: int) -> int | None:
    """Where the figure of a row comes to stand; None where it falls off, or is overwritten."""
    if row is None or (by < 0 and start + by <= row < start):
        return None
    to = row + by if row >= start else row
    return to if 0 <= to < length else None
