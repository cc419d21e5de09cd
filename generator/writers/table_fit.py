"""The font size at which a table goes on paper: figures on one line, and the whole on one page where it can be."""

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.document.tree import Cell, Row, Table
from generator.source.widths import halves

# 版心的宽和高(单位 1/20 磅,下同)
PORTRAIT, LANDSCAPE = (8840, 12750), (12750, 8840)
SIZES = (210, 180, 160, 150, 140, 130)
ON_MANY_PAGES, ON_ONE_PAGE = 180, 160
CAPTION, NOTE, NOTE_SIZE = 1220, 320, 210
GAPS, RULES = 90, 70
NUMBER = re.compile(r"[\d,.-]*", re.ASCII)
Placed = tuple[int, int, Cell]  # 第几行、放字的宽度、格子


def size(table: Table) -> int:
    """The font size in twentieths of a point (210 is 10.5pt)."""
    if table.small:
        return ON_MANY_PAGES
    head, body = list(_placed(table, table.head)), list(_placed(table, table.body))
    figures = _longest(body)
    fitting = [size for size in SIZES if all(letters <= _room(size, width) for width, letters in figures.items())] or [SIZES[-1]]
    whole = (size for size in fitting if size >= ON_ONE_PAGE and _on_one_page(table, head, body, size))
    return next(whole, min(fitting[0], ON_MANY_PAGES))


def overlong(table: Table, size: int) -> set[int]:
    """The body rows, counted from 0, with a cell that hardly fits on a page under the head: they cannot be kept whole."""
    room = _page(table)[1] * 4 // 5 - _height(_placed(table, table.head), len(table.head), size)
    cells = _placed(table, table.body)
    tall = ((row, cell) for row, width, cell in cells if _lines(cell.text, size, width) * size * 5 // 4 > room)
    return {row + below for row, cell in tall for below in range(cell.rowspan)}


def short(table: Table, size: int) -> bool:
    """Whether a table takes less than half a page, so that it may be kept whole."""
    head, body = list(_placed(table, table.head)), list(_placed(table, table.body))
    rows = _height(head, len(table.head), size) + _height(body, len(table.body), size)
    return CAPTION + rows < _page(table)[1] // 2


def one_line(table: Table, size: int) -> set[int]:
    """The body rows, counted from 0, that are one line high for certain, so that nobody need lay them out to know."""
    cells = _placed(table, table.body)
    perhaps_not = ((row, cell) for row, width, cell in cells if cell.rowspan > 1 or not _surely_fits(cell.text, size, width))
    return set(range(len(table.body))) - {row + below for row, cell in perhaps_not for below in range(cell.rowspan)}


def _surely_fits(text: str, size: int, width: int) -> bool:
    """No letter is wider than high, but rare characters may come from any font."""
    halves = 1 if NUMBER.fullmatch(text) else 2
    return len(text) * size * halves <= 2 * width and text.isprintable() and all(letter <= "\uffff" for letter in text)


def _longest(cells: Iterable[Placed]) -> dict[int, int]:
    """The halves of a letter of the longest figure in each width: one that must stay on one line."""
    found: dict[int, int] = {}
    for _, width, cell in cells:
        if cell.figure:
            found[width] = max(found.get(width, 0), halves(cell.text))
    return found


def _on_one_page(table: Table, head: Sequence[Placed], body: Sequence[Placed], size: int) -> bool:
    width, height = _page(table)
    if (len(table.head) + len(table.body)) * _line(1, size) > height:  # 每行至少一行字
        return False
    notes = sum(NOTE * _lines(note, NOTE_SIZE, width) for note in table.notes)
    rows = _height(head, len(table.head), size) + _height(body, len(table.body), size)
    return CAPTION + rows + notes <= height


def _height(cells: Iterable[Placed], rows: int, size: int) -> int:
    """The height of so many rows; a cell of several of them is taken to need no more than they do."""
    lines = [1] * rows
    for row, width, cell in cells:
        if cell.rowspan == 1:
            lines[row] = max(lines[row], _lines(cell.text, size, width))
    return sum(_line(n, size) for n in lines)


def _line(lines: int, size: int) -> int:
    """The height of a row with so many lines."""
    return lines * size * 5 // 4 + RULES


def _placed(table: Table, rows: tuple[Row, ...]) -> Iterator[Placed]:
    """Every cell with its row and the width it has for text."""
    page, total = _page(table)[0], sum(table.widths)
    covered = [0] * len(table.widths)
    for number, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while covered[column]:
                column += 1
            end = column + cell.colspan
            yield number, page * sum(table.widths[column:end]) // total - GAPS, cell
            covered[column:end] = [cell.rowspan] * cell.colspan
            column = end
        covered = [max(0, rest - 1) for rest in covered]


def _lines(text: str, size: int, width: int) -> int:
    """How many lines the text takes; a Latin letter or digit is half as wide as a Chinese one."""
    return max(1, -(-halves(text) // _room(size, width)))


def _room(size: int, width: int) -> int:
    """How many halves of a letter go on a line."""
    return max(2, 2 * width // size)


def _page(table: Table) -> tuple[int, int]:
    return LANDSCAPE if table.landscape else PORTRAIT
