"""Tables fitted to the page: column widths in twips, cells in their columns, a letter size that fits, row heights."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from generator.document.tree import Cell, Row, Table
from generator.writers.docx_look import TABLE_TEXTS, Look, Page, Type

PADDING = 120  # 单元格左右边距与边线,缇
BORDER = 10
BLANK = Cell("")


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in its place, `width` twips over `columns`; without a cell it continues the one above."""

    cell: Cell | None
    width: int
    columns: int

    def lines(self, type: Type) -> int:
        """How many lines of its row the text takes; a cell over several rows shares them out."""
        if self.cell is None or not self.cell.text:
            return 1
        lines = type.lines(halves(self.cell.text), self.width - PADDING)
        return -(-lines // self.cell.rowspan)

    def fits(self, type: Type) -> bool:
        """Whether a number or a code stays on one line."""
        if self.cell is None or not self.cell.text.isascii():
            return True
        return len(self.cell.text) * type.half <= self.width - PADDING


PlacedRow = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to be drawn: widths in twips, the name of its text style, rows, and their heights in twips."""

    widths: tuple[int, ...]
    style: str
    head: tuple[PlacedRow, ...]
    body: tuple[PlacedRow, ...]
    head_heights: tuple[int, ...]
    body_heights: tuple[int, ...]


def halves(text: str) -> int:
    """The width of text in half characters: a Chinese character two, a letter or digit one."""
    return len(text.encode("gb18030", "replace"))


def fit(widths: Sequence[int], available: int) -> tuple[int, ...]:
    """Relative widths as twips that add up to the available width exactly."""
    total = sum(widths)
    edges = (available * edge // total for edge in accumulate(widths, initial=0))
    return tuple(right - left for left, right in pairwise(edges))


def make_grid(table: Table, page: Page, look: Look) -> Grid:
    """The table in the largest letters that keep numbers whole and, where possible, the table on one page."""
    widths = fit(table.widths, page.text_width)
    lines = tuple(place((*table.head, *(table.body or (Row(()),))), widths))
    heads = len(table.head)
    notes = len(table.notes) * look.types["公文注"].height(1)
    style = TABLE_TEXTS[1] if table.small else choose(lines, page.text_height - heading_height(table, look) - notes, look)
    heights = tuple(row_height(line, look.types[style]) for line in lines)
    return Grid(widths, style, lines[:heads], lines[heads:], heights[:heads], heights[heads:])


def place(rows: Sequence[Row], widths: tuple[int, ...]) -> Iterator[PlacedRow]:
    """Each row with its cells in their columns, places covered from above and missing cells filled in."""
    covered: dict[int, tuple[int, int]] = {}  # 列 → 还要覆盖的行数、列数
    for row in rows:
        cells, line, column = iter(row.cells), [], 0
        while column < len(widths):
            rows_left, columns = covered.pop(column, (0, 0))
            cell = None if rows_left else next(cells, BLANK)
            if cell is not None:
                rows_left, columns = cell.rowspan, cell.colspan
            if rows_left > 1:
                covered[column] = (rows_left - 1, columns)
            line.append(Slot(cell, sum(widths[column : column + columns]), columns))
            column += columns
        yield tuple(line)


def choose(lines: Sequence[PlacedRow], room: int, look: Look) -> str:
    """The largest text style that keeps the table on one page of `room` twips; a longer table is set in the middle one.

    Either way numbers stay whole where any style can do that.
    """
    fitting = [name for name in TABLE_TEXTS if all_fit(lines, look.types[name])] or [TABLE_TEXTS[-1]]
    for name in fitting:
        if sum(row_height(line, look.types[name]) for line in lines) <= room:
            return name
    return TABLE_TEXTS[1] if TABLE_TEXTS[1] in fitting else fitting[-1]


def all_fit(lines: Sequence[PlacedRow], type: Type) -> bool:
    """Whether every number stays whole."""
    return all(slot.fits(type) for line in lines for slot in line)


def row_height(line: PlacedRow, type: Type) -> int:
    """The height of a row in twips."""
    return type.height(max(slot.lines(type) for slot in line)) + BORDER


def heading_height(table: Table, look: Look) -> int:
    """The height of the title, the number and the head line in twips, one line each."""
    present = (table.title, table.number, table.left or table.middle or table.right)
    names = [name for name, text in zip(("表题", "表号", "表首"), present, strict=True) if text]
    return sum(look.types[name].height(1) for name in names)
