"""Mistakes put into the blocks of a good document as officers make them: each is one cause.

A mistake takes the blocks, where a table is among them and a source of chance, and gives the blocks with the mistake and what it
did, or None where the table has no room for it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from generator.published.tables.column_heads import code_of, is_total, rows_of
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


def _coded(grid: Grid, pattern: str) -> list[int]:
    """The rows with amounts whose code is of a pattern, however many cells it stands in."""
    filled = {row for row, _ in amounts(grid)}
    return [row for row, each in enumerate(rows_of(grid)) if row in filled and re.fullmatch(pattern, code_of(each)[0])]


def _totals(grid: Grid) -> list[int]:
    filled = {row for row, _ in amounts(grid)}
    return [row for row, each in enumerate(rows_of(grid)) if row in filled and is_total(each)]


def _without(blocks: Blocks, at: int, rows: Sequence[int], random: Random) -> Made:
    """The table without one of some rows."""
    grid = table(blocks, at)
    if not rows:
        return None
    row = random.choice(rows)
    return _put(blocks, at, replace(grid, rows=grid.rows[:row] + grid.rows[row + 1 :])), _row(grid, row)


def total_left_out(blocks: Blocks, at: int, random: Random) -> Made:
    """The row of the total left out."""
    grid = table(blocks, at)
    return _without(blocks, at, _totals(grid) if len({row for row, _ in amounts(grid)}) > 1 else (), random)


def class_left_out(blocks: Blocks, at: int, random: Random) -> Made:
    """The row of a 类 or 款 left out, what stands below it kept."""
    return _without(blocks, at, _coded(table(blocks, at), r"\d{3}(?:\d\d)?"), random)


def economic_left_out(blocks: Blocks, at: int, random: Random) -> Made:
    """The code, name and amount of a 款 of table 06 blanked, as where its row was deleted."""
    grid = table(blocks, at)
    cells = [(r, c) for r, c in amounts(grid) if c > 1 and re.fullmatch(r"3\d{4}", text(grid, (r, c - 2)))]
    if not cells:
        return None
    row, column = random.choice(cells)
    what = text(grid, (row, column - 2)) + text(grid, (row, column - 1))
    return _put(blocks, at, written(grid, {(row, column - n): "" for n in range(3)})), what


def _copied(grid: Grid, row: int, to: int) -> Grid:
    """The table with a row again behind another one, at places of its own."""
    moved = tuple(replace(piece, place=replace(piece.place, line=piece.place.line + 1_000_000)) for piece in grid.rows[row])
    return replace(grid, rows=(*grid.rows[: to + 1], moved, *grid.rows[to + 1 :]))


def row_twice(blocks: Blocks, at: int, random: Random) -> Made:
    """A row printed twice, one below the other."""
    grid = table(blocks, at)
    rows = _coded(grid, r"\d{3,7}") or sorted({row for row, _ in amounts(grid)})
    if not rows:
        return None
    row = random.choice(rows)
    return _put(blocks, at, _copied(grid, row, row)), _row(grid, row)


def item_twice(blocks: Blocks, at: int, random: Random) -> Made:
    """The row of a 项 again further down."""
    grid = table(blocks, at)
    rows = _coded(grid, r"2\d{6}")
    if len(rows) < 2:
        return None
    row = random.choice(rows[:-1])
    to = random.choice([each for each in rows if each > row])
    return _put(blocks, at, _copied(grid, row, to)), _row(grid, row)


def of_other_table(blocks: Blocks, at: int, random: Random) -> Made:
    """The amounts of a row those of another row of another table."""
    grid = table(blocks, at)
    rows = _coded(grid, r"2\d{6}")
    others = [block for block in blocks if isinstance(block, Grid) and block is not grid and _coded(block, r"2\d{6}")]
    if not rows or not others:
        return None
    row, other = random.choice(rows), random.choice(others)
    source = random.choice(_coded(other, r"2\d{6}"))
    if len(other.rows[source]) != len(grid.rows[row]) or _row(other, source) == _row(grid, row):
        return None
    new = {(row, column): text(other, (source, column)) for column in range(2, len(grid.rows[row]))}
    return _put(blocks, at, written(grid, new)), f"{_row(grid, row)} ← {_row(other, source)}"


def tables_exchanged(blocks: Blocks, at: int, random: Random) -> Made:
    """The rows below the head of two tables of as many columns exchanged."""
    grid = table(blocks, at)
    first = min(row for row, _ in amounts(grid))
    width = len(grid.rows[-1])
    alike = ((n, block) for n, block in enumerate(blocks) if isinstance(block, Grid) and block is not grid)
    others = [n for n, block in alike if len(block.rows[-1]) == width and len(amounts(block)) > LEAST]
    if not others:
        return None
    to = random.choice(others)
    other = table(blocks, to)
    begin = min(row for row, _ in amounts(other))
    one = replace(grid, rows=grid.rows[:first] + other.rows[begin:])
    two = replace(other, rows=other.rows[:begin] + grid.rows[first:])
    return _put(_put(blocks, at, one), to, two), f"与第 {to} 块"


def column_empty(blocks: Blocks, at: int, random: Random) -> Made:
    """A column left empty."""
    grid = table(blocks, at)
    cells = amounts(grid)
    column = random.choice(sorted({column for _, column in cells}))
    cells = [cell for cell in cells if cell[1] == column]
    return (_put(blocks, at, written(grid, dict.fromkeys(cells, ""))), f"第 {column} 列") if len(cells) > 2 else None


def old_total(blocks: Blocks, at: int, random: Random) -> Made:
    """The total typed over with last year's."""
    grid = table(blocks, at)
    rows = _totals(grid)
    if not rows:
        return None
    row = random.choice(rows)
    cell = random.choice([cell for cell in amounts(grid) if cell[0] == row])
    old = Decimal(text(grid, cell).replace(",", ""))
    new = f"{old * Decimal('0.9137') + Decimal('3.31'):,.2f}"
    return _put(blocks, at, written(grid, {cell: new})), f"{_row(grid, row)} {old} → {new}"


def counted_twice(blocks: Blocks, at: int, random: Random) -> Made:
    """A 款 counted twice in the total of its column."""
    grid = table(blocks, at)
    rows, parts = _totals(grid), _coded(grid, r"\d{5}")
    if not rows or not parts:
        return None
    part = random.choice(parts)
    column = random.choice([c for r, c in amounts(grid) if r == part])
    cell = (rows[0], column)
    if cell not in amounts(grid):
        return None
    old, more = (Decimal(text(grid, each).replace(",", "")) for each in (cell, (part, column)))
    return _put(blocks, at, written(grid, {cell: f"{old + more:,.2f}"})), f"{old} + {more}" if more else None


def page_lost(blocks: Blocks, at: int, random: Random) -> Made:
    """The last third of a table lost."""
    grid = table(blocks, at)
    rows = sorted({row for row, _ in amounts(grid)})
    if len(rows) < 9:
        return None
    start = rows[len(rows) * 2 // 3]
    return _put(blocks, at, replace(grid, rows=grid.rows[:start])), f"第 {start} 行起"


def row_in_yuan(blocks: Blocks, at: int, random: Random) -> Made:
    """One cell of a row in 元."""
    grid = table(blocks, at)
    cell = random.choice(amounts(grid))
    return _scaled(blocks, at, [cell], 10000), f"{_row(grid, cell[0])} {text(grid, cell)}"


def merged(blocks: Blocks, at: int, random: Random) -> Made:
    """Two amounts of a column in one cell, the lower one blank."""
    grid = table(blocks, at)
    cells = amounts(grid)
    pairs = [((r, c), (r + 1, c)) for r, c in cells if (r + 1, c) in cells]
    if not pairs:
        return None
    one, two = random.choice(pairs)
    return _put(blocks, at, written(grid, {one: text(grid, one), two: ""})), f"{_row(grid, two[0])} {text(grid, two)} 没有了"


def whole_wan(blocks: Blocks, at: int, random: Random) -> Made:
    """Every amount of a table rounded to whole 万元: no mistake that may be called one of sums."""
    grid = table(blocks, at)
    new = {cell: f"{Decimal(text(grid, cell).replace(',', '')):,.0f}" for cell in amounts(grid)}
    return _put(blocks, at, written(grid, new)), "整数"


def sign_lost(blocks: Blocks, at: int, random: Random) -> Made:
    """An amount negative that is not."""
    grid = table(blocks, at)
    cells = [cell for cell in amounts(grid) if Decimal(text(grid, cell).replace(",", ""))]
    cell = random.choice(cells)
    return _put(blocks, at, written(grid, {cell: f"-{text(grid, cell)}"})), f"{_row(grid, cell[0])} {text(grid, cell)}"


def digit_in_total(blocks: Blocks, at: int, random: Random) -> Made:
    """The total row moved off by one digit in every column, as where the row of another document was pasted."""
    grid = table(blocks, at)
    rows = _totals(grid)
    if not rows:
        return None
    return _scaled(blocks, at, [cell for cell in amounts(grid) if cell[0] == rows[0]], 2), _row(grid, rows[0])


MISTAKES: Mapping[str, Mistake] = {
    "编码错": code, "编码对调": codes, "用元": in_yuan, "别年": of_another_year, "小数点": point,
    "改一位": digit, "换两位": two_digits, "各表都错": in_all_tables, "各处都错": everywhere,
    "漏合计": total_left_out, "漏类款": class_left_out, "漏经济款": economic_left_out, "重一行": row_twice, "重一项": item_twice,
    "贴别表行": of_other_table, "两表对调": tables_exchanged, "空一列": column_empty, "旧合计": old_total, "重复计入": counted_twice,
    "缺末页": page_lost, "一格用元": row_in_yuan, "少一格": merged, "取整": whole_wan, "多负号": sign_lost, "合计行错": digit_in_total,
    "下移": down, "上移": up, "漏一行": row_left_out, "两列对调": columns,
}  # fmt: skip


def made(blocks: Blocks, tables: Sequence[int], mistake: Mistake, name: str) -> Iterator[tuple[int, Blocks, str]]:
    """The mistake made once in each of some tables, always the same one: which table, the blocks, what was done."""
    for at in tables:
        if amounts(table(blocks, at)) and (done := mistake(blocks, at, Random(f"{name}{at}"))) is not None:
            yield at, *done
