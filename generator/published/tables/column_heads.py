"""Rows of 科目 tables: codes in one cell or in three, before the name or behind it, and which column is which by its head."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.model.numerals import ONE, THREE, TWO
from generator.published.tables.labels import Column
from generator.published.text import folded
from generator.readers.blocks import Grid, Piece
from generator.readers.cells import AMOUNT, CODE, CODE_HEAD, NUMBER, TOTAL, WORD
from generator.source.words import said

GLUED = said("表.编码和名称连写")
NAMES = said("表.科目名称的表头")
PART = re.compile(r"\d{1,2}")
RANK = said("表.行次")
AS_AMOUNT = re.compile(r"(?:\d{3}|\d,?\d{3},\d{3}|\d{2},\d{3}|\d{5}|\d{7})\.0+")
ORDINAL = re.compile(f"^(?:{ONE}|{TWO}|{THREE})")
LISTED = re.compile(r"(?:一、|（一）).")
WIDEST_CODE, DEEPEST_HEAD, LONGEST_TAIL = 4, 8, 4
LEVELS = ("类", "款", "项")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its cells folded for matching and as they stand."""

    cells: tuple[str, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the fact it states (empty for none), the label of its row, and the unit where it is no amount of money."""

    name: str
    piece: Piece
    label: str
    unit: str = ""


def bare(label: str) -> str:
    """The label of a row without its number."""
    return ORDINAL.sub("", label).removeprefix("其中：")


def unwrapped(rows: Iterable[Row]) -> list[Row]:
    """The rows, a label that runs on into a row of its own, which holds nothing but its last words, put together."""
    found: list[Row] = []
    for row in rows:
        at = next((n for n, cell in enumerate(row.cells) if cell), -1)
        last = found[-1].cells if found else ()
        alone = at >= 0 and not any(row.cells[at + 1 :]) and len(row.cells[at]) <= LONGEST_TAIL and WORD.search(row.cells[at])
        if alone and not is_total(row) and not ORDINAL.match(row.cells[at]) and at + 1 < len(last) and last[at] and any(last[at + 1 :]):
            found[-1] = Row((*last[:at], last[at] + row.cells[at], *last[at + 1 :]), found[-1].pieces)
        else:
            found.append(row)
    return found


def rows_of(grid: Grid) -> list[Row]:
    """The rows of a 科目 table as they are read: columns of codes first, those that count the rows last, codes never as amounts."""
    rows = [Row(tuple(map(folded, row)), row) for row in grid.rows]
    codes = _code_columns(rows)
    width = max((len(row.cells) for row in rows), default=0)
    body = [row.cells for row in rows if any(CODE.fullmatch(row.cells[n]) for n in codes if n < len(row.cells))]
    counted = [n for n in range(min(codes, default=0)) if not any(WORD.search(cells[n]) for cells in body)]
    order = (*codes, *(n for n in range(width) if n not in (*codes, *counted)), *counted)
    ordered = [in_order(_plain(row, codes), order) for row in rows]
    return list(_carried(ordered)) if len(codes) >= len(LEVELS) else ordered


def _carried(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows with the 类 and 款 that stand above them, where each is printed once and the rows below give their own part alone."""
    above = ["", "", ""]
    for row in rows:
        own = row.cells[: len(LEVELS)]
        level = next((n for n, cell in enumerate(own) if cell), None)
        part = level and PART.fullmatch(own[level]) and all(above[:level])
        cells = (*above[:level], *own[level:], *row.cells[len(LEVELS) :]) if level and part else row.cells
        if level is not None and (part or CODE.fullmatch(own[level])):
            above = [cell if n < 1 or PART.fullmatch(cell) else "" for n, cell in enumerate(cells[: len(LEVELS)])]
        yield replace(row, cells=cells)


def _code_columns(rows: Sequence[Row]) -> tuple[int, ...]:
    """The columns whose head says that they hold codes, where they stand side by side, with the nameless ones behind that hold parts."""
    head = [row.cells for row in rows[:DEEPEST_HEAD]]
    named = sorted({n for cells in head for n, cell in enumerate(cells) if CODE_HEAD.fullmatch(cell)})
    if not named or named != list(range(named[0], named[-1] + 1)):
        return ()
    while all(_of_code(row.cells[named[-1] + 1 : named[-1] + 2]) for row in rows) and named[-1] - named[0] < WIDEST_CODE:
        named.append(named[-1] + 1)
    return tuple(named)


def _of_code(cell: Sequence[str]) -> bool:
    """Whether a cell may stand in a column of codes that has no head of its own."""
    return bool(cell) and (not cell[0] or CODE.fullmatch(cell[0]) is not None or PART.fullmatch(cell[0]) is not None)


def _plain(row: Row, codes: Sequence[int]) -> Row:
    shown = {n: cell for n, cell in enumerate(row.cells) if n in codes and AS_AMOUNT.fullmatch(cell)}
    whole = {n: cell.replace(",", "").partition(".")[0] for n, cell in shown.items()}
    return replace(row, cells=tuple(whole.get(n, cell) for n, cell in enumerate(row.cells)))


def in_order(row: Row, order: Sequence[int]) -> Row:
    """A row with these of its columns only, in that order."""
    kept = [n for n in order if n < len(row.cells)]
    return Row(tuple(row.cells[n] for n in kept), tuple(row.pieces[n] for n in kept))


def code_of(row: Row) -> tuple[str, int]:
    """The code at the head of a row and the column of the name behind it, the first there that holds a word.

    Empty where there is no code; the column is −1 where no name follows.
    """
    told = False
    for at, cell in enumerate(row.cells[:3]):
        told = told or WORD.search(cell) is not None
        if TOTAL.fullmatch(cell):
            break
        if glued := GLUED.fullmatch(cell):
            return glued["code"], at
        if CODE.fullmatch(cell) and (len(cell) > 3 or (cell[0] == "2" and not told)):
            code, last = _joined(row.cells, at)
            name = _name_behind(row.cells, last)
            return (code, name) if name > 0 else (cell, _name_behind(row.cells, at))
    return "", -1


def _joined(cells: Sequence[str], at: int) -> tuple[str, int]:
    """The code that begins at a cell, with the parts in the cells behind it, and where it ends."""
    code, last = cells[at], at
    for n in range(at + 1, min(at + 3, len(cells))):
        cell = cells[n]
        if len(code) < 7 and PART.fullmatch(cell):
            code, last = code + cell.zfill(2), n
        elif CODE.fullmatch(cell) and cell.startswith(code):
            code, last = cell, n
        elif cell:
            break
    return code, last


def _name_behind(cells: Sequence[str], last: int) -> int:
    """The first cell behind a code that holds a word; −1 where something else comes first."""
    filled = next((n for n in range(last + 1, min(last + 1 + WIDEST_CODE, len(cells))) if cells[n]), -1)
    return filled if filled > 0 and WORD.search(cells[filled]) else -1


def is_total(row: Row) -> bool:
    """Whether a row is the total of the table."""
    return any(TOTAL.fullmatch(cell) for cell in row.cells[:4])


def first_amount(rows: Sequence[Row]) -> int:
    """The column of the first amount: the one behind the names of the 科目, or behind the head over them, else behind 合计."""
    named = next((at + 1 for row in rows if (at := code_of(row)[1]) >= 0), None)
    if named is not None:
        return named
    heads = [n + 1 for row in rows[:DEEPEST_HEAD] for n, cell in enumerate(row.cells) if NAMES.fullmatch(cell)]
    if heads:
        return max(heads)
    total = next((row for row in rows if is_total(row)), None)
    if total is None:
        return 2
    numbers = [n for n, cell in enumerate(total.cells) if AMOUNT.fullmatch(cell)]
    numbers = numbers or [n for n, cell in enumerate(total.cells) if NUMBER.fullmatch(cell)]
    return numbers[0] if numbers else 2


def columns_of(rows: Sequence[Row], form: Sequence[Column]) -> list[str]:
    """The column names by place, "" for one the form does not know; in the order of the form where the head is torn."""
    head = head_rows(rows)
    first, width = first_amount(rows), max((len(row.cells) for row in rows), default=0)
    paths = [path_of(head, at) for at in range(first, width)]
    by_place = [next((column.name for column in form if column.path.search(path)), "") if path else "" for path in paths]
    text = "|".join(cell for row in head for cell in row.cells)
    present = [column.name for column in form if column.words.search(text)]
    known = [name for name in by_place if name]
    whole = len(known) == len(set(known)) and set(known) >= set(present)
    used = sum(any(NUMBER.fullmatch(row.cells[n]) for row in rows if len(row.cells) > n) for n in range(first, width))
    return by_place if whole or used > len(present) else present


def head_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows above the first amounts, without that of the column numbers."""
    head: list[Row] = []
    for row in rows[:DEEPEST_HEAD]:
        counts = counts_columns(row)
        if code_of(row)[0] or any(LISTED.match(cell) for cell in row.cells) or (not counts and any(map(NUMBER.fullmatch, row.cells))):
            return [*head, row] if is_total(row) and sum(WORD.search(cell) is not None for cell in row.cells[2:]) > 1 else head
        if not counts:
            head.append(row)
    return head


def counts_columns(row: Row) -> bool:
    """Whether a row numbers the columns (栏次), some of them left out or not, or is blank."""
    numbers = [cell for cell in row.cells if NUMBER.fullmatch(cell)]
    counted = all(cell.isdecimal() and len(cell) < 3 for cell in numbers) and sorted({*numbers}, key=int) == numbers
    plain = not any(WORD.search(cell) for cell in row.cells if not RANK.fullmatch(cell))
    return "栏次" in row.cells or (plain and counted) or (bool(numbers) and numbers == [str(n) for n in range(1, len(numbers) + 1)])


def path_of(head: Sequence[Row], at: int) -> str:
    """The labels over a column from the top down, parted by /: its own ones, and above the lowest those that span to it from the left."""
    return "/".join(dict.fromkeys(_labels(head, at)))


def _labels(head: Sequence[Row], at: int) -> Iterator[str]:
    own = [row.cells[at] if at < len(row.cells) and WORD.search(row.cells[at]) else "" for row in head]
    lowest = max((n for n, cell in enumerate(own) if cell), default=-1)
    for n, row in enumerate(head[: lowest + 1]):
        label = own[n] or next((cell for cell in reversed(row.cells[:at]) if WORD.search(cell)), "")
        if label:
            yield label
