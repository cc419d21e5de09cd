"""A table as OOXML: title, number, head line, rows and notes."""

from collections.abc import Callable, Iterator

from generator.document.tree import Align, Cell, Table
from generator.writers import ooxml
from generator.writers.docx_grid import Grid, PlacedRow, Slot, halves
from generator.writers.docx_look import Look, Page

SMALL = 12  # 夹在句子里的表，这么多行以内不分页
Noted = Callable[[str, str], str]


def draw_table(table: Table, grid: Grid, page: Page, look: Look, title: str, fresh: bool, noted: Noted) -> Iterator[str]:
    """The paragraphs and the table in order; `title` is the run of the title, `fresh` begins a page, `noted` puts a comment."""
    ids = look.ids
    if table.title or fresh:
        yield ooxml.paragraph(ids["表题"], title, ooxml.PAGE_BREAK if fresh else "")
    if table.number:
        yield ooxml.paragraph(ids["表号"], ooxml.run(table.number))
    yield from head_line(table, page, look)
    yield draw_grid(table, grid, look, noted)
    yield from (ooxml.paragraph(ids["公文注"], ooxml.run(note)) for note in table.notes)


def head_line(table: Table, page: Page, look: Look) -> Iterator[str]:
    """Left, middle and right on one line, the middle between the others; where they would touch, the left one on a line of its own."""
    style, width, half = look.ids["表首"], page.text_width, look.types["表首"].half
    left, middle, right = (halves(text) + 2 for text in (table.left, table.middle, table.right))
    centred = max(left, right) * 2 + middle <= width // half
    middle_at = width // 2 if centred else (left * half + width - right * half) // 2
    stops: list[tuple[Align, int]] = [("center", middle_at)] if table.middle else []
    rest = [text for text in (table.middle, table.right) if text]
    content = "".join(ooxml.TAB + ooxml.run(text) for text in rest)
    aligned = ooxml.tabs(*stops, ("right", width))
    if left + right + (middle if table.middle else 0) > width // half:
        yield ooxml.paragraph(style, ooxml.run(table.left))
        yield ooxml.paragraph(style, content, aligned)
    elif table.left or rest:
        yield ooxml.paragraph(style, ooxml.run(table.left) + content, aligned)


def draw_grid(table: Table, grid: Grid, look: Look, noted: Noted) -> str:
    """The table proper as one string."""
    described = " ".join(filter(None, (table.number, table.left, table.middle, table.right)))
    rows = [draw_row(line, grid.style, look, noted, head=True, keep=True) for line in grid.head]
    last = len(grid.body) - 1
    for index, line in enumerate(grid.body):
        small = not table.sheet and not table.landscape and last < SMALL
        keep = index == last - 1 or (small and index < last) or (index == last and bool(table.notes))
        rows.append(draw_row(line, grid.style, look, noted, head=False, keep=keep))
    return ooxml.table(look.ids["决算表"], grid.widths, table.title, described or table.title, rows)


def draw_row(line: PlacedRow, style: str, look: Look, noted: Noted, head: bool, keep: bool) -> str:
    """A row; `keep` holds it on the page of what follows."""
    before = ooxml.KEEP_NEXT if keep else ""
    cells = (draw_slot(slot, look.ids[style], letters(slot.cell, head, look), look.ids["Strong"], before, noted) for slot in line)
    return ooxml.row(cells, head)


def letters(cell: Cell | None, head: bool, look: Look) -> str:
    """The id of the character style of a cell, empty for plain ones."""
    if head:
        return look.ids["表头字"]
    return look.ids["Strong"] if cell and cell.bold else ""


def draw_slot(slot: Slot, style: str, letters: str, strong: str, before: str, noted: Noted) -> str:
    """A cell, or the continuation of the one above."""
    if slot.cell is None:
        return ooxml.cell(ooxml.paragraph(style, "", before), slot.width, slot.columns, "continue")
    runs = "".join(ooxml.run(text, strong if out else letters) for text, out in slot.cell.pieces)
    text = noted(runs, slot.cell.note)
    content = ooxml.paragraph(style, text, before, ooxml.justify(slot.cell.align))
    return ooxml.cell(content, slot.width, slot.columns, "restart" if slot.cell.rowspan > 1 else "")
