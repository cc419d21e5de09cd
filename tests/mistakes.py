"""Mistakes put into the blocks of a good document as officers make them: each is one cause.

A mistake takes the blocks, where a table is among them and a source of chance, and gives the blocks with the mistake and what it
did, or None where the table has no room for it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from generator.readers.blocks import Block, Grid, Paragraph

Blocks = tuple[Block, ...]
Made = tuple[Blocks, str] | None
Mistake = Callable[[Blocks, int, Random], Made]
Cell = tuple[int, int]
AMOUNT = re.compile(r"[\d,]+\.\d\d")
ITEM = re.compile(r"2\d{6}")
LEAST = 5


def table(blocks: Blocks, at: int) -> Grid:
    """The table at an index."""
    grid = blocks[at]
    assert isinstance(grid, Grid)
    return grid


def text(grid: Grid, cell: Cell) -> str:
    """What stands in a cell; nothing where the row is shorter."""
    row, column = cell
    return grid.rows[row][column].text.strip() if column < len(grid.rows[row]) else ""


def amounts(grid: Grid) -> list[Cell]:
    """The cells that hold an amount."""
    cells = ((row, column) for row, pieces in enumerate(grid.rows) for column in range(len(pieces)))
    return [cell for cell in cells if AMOUNT.fullmatch(text(grid, cell))]


def written(grid: Grid, new: Mapping[Cell, str]) -> Grid:
    """The table with other words in some cells."""
    rows = [list(row) for row in grid.rows]
    for (row, column), words in new.items():
        rows[row][column] = replace(rows[row][column], text=words)
    return replace(grid, rows=tuple(map(tuple, rows)))


def _put(blocks: Blocks, at: int, grid: Grid) -> Blocks:
    return (*blocks[:at], grid, *blocks[at + 1 :])


def _row(grid: Grid, row: int) -> str:
    return "".join(piece.text for piece in grid.rows[row][:2])


def other_digit(number: str, random: Random) -> str:
    """A number of as many digits with one of them another, the last one aside."""
    at = random.choice([n for n, sign in enumerate(number) if sign.isdigit()][:-1])
    return number[:at] + str((int(number[at]) + random.randrange(1, 9)) % 10) + number[at + 1 :]


def swapped(number: str) -> str:
    """The first two neighbouring digits that differ, the other way round; empty where there are none."""
    pairs = (n for n in range(len(number) - 1) if number[n : n + 2].isdigit() and number[n] != number[n + 1])
    at = next(pairs, None)
    return "" if at is None else number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def digit(blocks: Blocks, at: int, random: Random) -> Made:
    """One digit of one cell."""
    grid = table(blocks, at)
    cell = random.choice(amounts(grid))
    old, new = text(grid, cell), other_digit(text(grid, cell), random)
    return _put(blocks, at, written(grid, {cell: new})), f"{_row(grid, cell[0])} {old} → {new}"


def two_digits(blocks: Blocks, at: int, random: Random) -> Made:
    """Two digits of one cell the other way round."""
    grid = table(blocks, at)
    cells = [cell for cell in amounts(grid) if swapped(text(grid, cell))]
    if not cells:
        return None
    cell = random.choice(cells)
    old, new = text(grid, cell), swapped(text(grid, cell))
    return _put(blocks, at, written(grid, {cell: new})), f"{_row(grid, cell[0])} {old} → {new}"


def _everywhere(blocks: Blocks, at: int, random: Random, prose: bool) -> Made:
    """A wrong amount typed wherever it is printed in a table, or in the prose too."""
    grid = table(blocks, at)
    cells = [cell for cell in amounts(grid) if len(text(grid, cell)) > LEAST and swapped(text(grid, cell))]
    if not cells:
        return None
    old = text(grid, random.choice(cells))
    new = swapped(old)
    changed: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid):
            changed.append(written(block, {cell: new for cell in amounts(block) if text(block, cell) == old}))
        elif prose and isinstance(block, Paragraph):
            changed.append(replace(block, pieces=tuple(replace(p, text=_retyped(p.text, old, new)) for p in block.pieces)))
        else:
            changed.append(block)
    return tuple(changed), f"{old} → {new}"


def _retyped(words: str, old: str, new: str) -> str:
    for one, other in ((old, new), (old.replace(",", ""), new.replace(",", ""))):
        words = re.sub(rf"(?<![\d.,]){re.escape(one)}(?!\d)", other, words)
    return words


def in_all_tables(blocks: Blocks, at: int, random: Random) -> Made:
    """A wrong amount that all tables have, the prose the right one."""
    return _everywhere(blocks, at, random, prose=False)


def everywhere(blocks: Blocks, at: int, random: Random) -> Made:
    """A wrong amount that tables and prose have alike."""
    return _everywhere(blocks, at, random, prose=True)


def _slip(blocks: Blocks, at: int, random: Random, by: int) -> Made:
    """The figures of one column from a row on, printed a row further down, or up where `by` is negative."""
    grid = table(blocks, at)
    rows: dict[int, list[int]] = {}
    for row, column in amounts(grid):
        rows.setdefault(column, []).append(row)
    long = [column for column, found in rows.items() if len(found) > LEAST]
    if not long:
        return None
    column = random.choice(long)
    first, last = rows[column][0], rows[column][-1]
    start = random.randrange(first + 1, last - 2)
    old = {row: text(grid, (row, column)) for row in range(start - 1, last + 1)}
    old[start - 1 if by > 0 else last + 1] = ""
    new = {(row, column): old[row - by] for row in range(start, last + 1) if old[row] != old[row - by]}
    return (_put(blocks, at, written(grid, new)), f"第 {start} 行起") if len(new) > LEAST else None


def down(blocks: Blocks, at: int, random: Random) -> Made:
    """The figures of a column a row too far down."""
    return _slip(blocks, at, random, 1)


def up(blocks: Blocks, at: int, random: Random) -> Made:
    """The figures of a column a row too far up."""
    return _slip(blocks, at, random, -1)


def row_left_out(blocks: Blocks, at: int, random: Random) -> Made:
    """The row of a 项 left out, its amounts still in all totals."""
    grid = table(blocks, at)
    rows = [row for row in sorted({row for row, _ in amounts(grid)}) if ITEM.fullmatch(text(grid, (row, 0)))]
    if not rows:
        return None
    row = random.choice(rows)
    return _put(blocks, at, replace(grid, rows=grid.rows[:row] + grid.rows[row + 1 :])), _row(grid, row)


def columns(blocks: Blocks, at: int, random: Random) -> Made:
    """The figures of two columns exchanged."""
    grid = table(blocks, at)
    rows: dict[int, set[int]] = {}
    for row, column in amounts(grid):
        rows.setdefault(column, set()).add(row)
    long = [column for column, found in rows.items() if len(found) >= LEAST]
    pairs = [(a, b) for a in long for b in long if a < b and any(text(grid, (row, a)) != text(grid, (row, b)) for row in rows[a])]
    if not pairs:
        return None
    a, b = random.choice(pairs)
    new = {(row, to): text(grid, (row, column)) for row in rows[a] | rows[b] for column, to in ((a, b), (b, a))}
    return _put(blocks, at, written(grid, new)), f"第 {a}、{b} 列"


def _items(grid: Grid) -> list[int]:
    return [row for row in range(len(grid.rows)) if ITEM.fullmatch(text(grid, (row, 0)))]


def code(blocks: Blocks, at: int, random: Random) -> Made:
    """One code of a 项 with its first digits those of another 类."""
    grid = table(blocks, at)
    if not (rows := _items(grid)):
        return None
    row = random.choice(rows)
    old, other = text(grid, (row, 0)), text(grid, (rows[0] if row != rows[0] else rows[-1], 0))
    new = f"{other[:3]}{old[3:5]}9{old[6]}" if other[:3] != old[:3] else f"229{old[3:]}"
    return _put(blocks, at, written(grid, {(row, 0): new})), f"{old} → {new}"


def codes(blocks: Blocks, at: int, random: Random) -> Made:
    """The codes of two 项 of different 类 exchanged."""
    grid = table(blocks, at)
    rows = _items(grid)
    pairs = [(a, b) for a in rows for b in rows if text(grid, (a, 0))[:3] < text(grid, (b, 0))[:3]]
    if not pairs:
        return None
    a, b = random.choice(pairs)
    one, two = text(grid, (a, 0)), text(grid, (b, 0))
    return _put(blocks, at, written(grid, {(a, 0): two, (b, 0): one})), f"{one} {two}"


def _scaled(blocks: Blocks, at: int, cells: Sequence[Cell], times: int) -> Blocks:
    grid = table(blocks, at)
    return _put(blocks, at, written(grid, {cell: f"{Decimal(text(grid, cell).replace(',', '')) * times:,.2f}" for cell in cells}))


def in_yuan(blocks: Blocks, at: int, random: Random) -> Made:
    """All of a table in 元."""
    return _scaled(blocks, at, amounts(table(blocks, at)), 10000), "元"


def of_another_year(blocks: Blocks, at: int, random: Random) -> Made:
    """All of a table another, its sums right."""
    return _scaled(blocks, at, amounts(table(blocks, at)), 3), "别年"


def point(blocks: Blocks, at: int, random: Random) -> Made:
    """The decimal point of a column a place off."""
    cells = amounts(table(blocks, at))
    column = random.choice(sorted({column for _, column in cells}))
    return _scaled(blocks, at, [cell for cell in cells if cell[1] == column], 10), f"第 {column} 列"


MISTAKES: Mapping[str, Mistake] = {
    "编码错": code, "编码对调": codes, "用元": in_yuan, "别年": of_another_year, "小数点": point,
    "改一位": digit, "换两位": two_digits, "各表都错": in_all_tables, "各处都错": everywhere,
    "下移": down, "上移": up, "漏一行": row_left_out, "两列对调": columns,
}  # fmt: skip


def made(blocks: Blocks, tables: Sequence[int], mistake: Mistake, name: str) -> Iterator[tuple[int, Blocks, str]]:
    """The mistake made once in each of some tables, always the same one: which table, the blocks, what was done."""
    for at in tables:
        if amounts(table(blocks, at)) and (done := mistake(blocks, at, Random(f"{name}{at}"))) is not None:
            yield at, *done
