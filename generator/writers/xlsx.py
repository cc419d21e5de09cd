"""XLSX: a sheet for each table, with real numbers where amounts are printed."""

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from generator.document.grid import place, squares
from generator.document.tree import Align, Cell, Document, Row, Table
from generator.source.widths import halves
from generator.writers.dated import DatedZip
from generator.writers.ooxml import clean
from generator.writers.xlsx_figures import Placed, Results, amount_format, format_of, name_figures, number, write_sums

FONT = "宋体"
TITLE, CAPTION, GRID = "决算表标题", "决算表说明", "决算表"
SIZES = {TITLE: 18, CAPTION: 10, GRID: 10}
# 一行能容纳的半角字符数(10磅)和行高(磅)
PORTRAIT, LANDSCAPE = 112, 168
LINE, TITLE_LINE = 15, 30
A4 = 9
DATE = datetime(1980, 1, 1)
INDENTS = {5: 1, 7: 2}  # 款、项的编码有几位，名称就退几格
WITHOUT_RESULT = re.compile(rb'(<c r="(\w+)"[^>]*><f>[^<]*</f>)<v ?(?:/>|></v>)')
NOT_IN_NAME = re.compile(r"[\\/*?:\[\]]")
NAME_LENGTH = 28  # Excel 允许31个字符,留3个给重名时的序号
GENERAL = "General"
Look = tuple[str, str, bool, int]  # 样式名、数字格式、前面有没有引号、退几格
FORMULA_SIGNS = ("=", "+", "-", "@")


def write_xlsx(document: Document, formulas: bool = False) -> bytes:
    """The tables of a document as a workbook, the same bytes each time; raises ValueError where there is none."""
    book, placed = _filled(document)
    name_figures(book, placed)
    return packed(book, write_sums(placed) if formulas else {})


def workbook(document: Document) -> Workbook:
    """The tables of a document as sheets; raises ValueError where there is none."""
    return _filled(document)[0]


def _filled(document: Document) -> tuple[Workbook, list[Placed]]:
    """The workbook and every number in it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = clean(document.title)
    book.properties.creator = clean(document.department)
    book.properties.created = book.properties.modified = DATE
    for style in _styles():
        book.add_named_style(style)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if not tables:
        raise ValueError("文本里没有表，不能生成 XLSX。")
    placed = [each for table in tables for each in _add_sheet(book, table, document.draft)]
    return book, placed


def _styles() -> Iterator[NamedStyle]:
    yield _style(TITLE, "center", True)
    for align in ("left", "center", "right"):
        yield _style(CAPTION, align, False)
        yield _style(GRID, align, False)
        yield _style(GRID, align, True)


def _style(zone: str, align: Align, bold: bool) -> NamedStyle:
    edge = Side(style="thin" if zone == GRID else None)
    return NamedStyle(
        _style_name(zone, align, bold),
        font=Font(name=FONT, size=SIZES[zone], bold=bold, charset=134),
        border=Border(edge, edge, edge, edge),
        alignment=Alignment(align, "center", wrap_text=True),
    )


def _style_name(zone: str, align: Align, bold: bool) -> str:
    return " ".join((zone, {"left": "左", "center": "中", "right": "右"}[align], *(["粗"] if bold else [])))


def _add_sheet(book: Workbook, table: Table, draft: bool) -> list[Placed]:
    """Add the sheet of a table; every number in it."""
    sheet: Worksheet = book.create_sheet(_sheet_name(table))
    above = [(TITLE, _across(table, table.title, "center", True)), *_head_lines(table)]
    rows = [*above, *((GRID, row) for row in (*table.head, *table.body))]
    rows += [(CAPTION, _across(table, note, "left")) for note in table.notes]
    _set_page(sheet, table, len(above), draft)
    _set_sizes(sheet, table, [row for _, row in rows])
    return list(_write(sheet, rows, amount_format(table)))


def _sheet_name(table: Table) -> str:
    name = NOT_IN_NAME.sub("", clean(table.number or table.title))[:NAME_LENGTH].strip("'")
    return name or "表"


def _across(table: Table, text: str, align: Align, bold: bool = False) -> Row:
    return Row((Cell(text, None, align, len(table.widths), bold=bold),))


def _head_lines(table: Table) -> Iterator[tuple[str, Row]]:
    """The number on a line of its own, then 部门, 年度 and 金额单位 over about 2/5, 1/5 and 2/5 of the width."""
    if table.number:
        yield CAPTION, _across(table, table.number, "right")
    texts = (table.left, table.middle, table.right)
    columns = len(table.widths)
    if not any(texts):
        return
    if columns < len(texts):
        yield CAPTION, _across(table, "　".join(filter(None, texts)), "left")
        return
    first = _boundary(table, 2, 1)
    second = _boundary(table, 3, first + 1)
    spans = (first, second - first, columns - second)
    aligns: tuple[Align, Align, Align] = ("left", "center", "right")
    yield CAPTION, Row(tuple(Cell(*part) for part in zip(texts, (None,) * 3, aligns, spans, strict=True)))


def _boundary(table: Table, fifths: int, least: int) -> int:
    """The column edge, from `least` on, that is nearest to so many fifths of the width and leaves room after it."""
    last = len(table.widths) - (4 - fifths)
    return min(
        range(least, last + 1),
        key=lambda edge: abs(5 * sum(table.widths[:edge]) - fifths * sum(table.widths)),
    )


def _set_page(sheet: Worksheet, table: Table, above: int, draft: bool) -> None:
    sheet.page_setup.orientation = "landscape" if table.landscape else "portrait"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    if draft and sheet.oddHeader is not None:
        sheet.oddHeader.center.text = "草稿"
    if table.head:
        sheet.print_title_rows = f"{above + 1}:{above + len(table.head)}"
        sheet.freeze_panes = f"A{above + len(table.head) + 1}"


def _set_sizes(sheet: Worksheet, table: Table, rows: list[Row]) -> None:
    """Widths in characters; heights for the wrapped text, since merged cells do not grow by themselves."""
    line = LANDSCAPE if table.landscape else PORTRAIT
    widths = [max(1, line * width // sum(table.widths)) for width in table.widths]
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    lines = [1] * len(rows)
    for row, column, cell in place(rows):
        room = sum(widths[column : column + cell.colspan]) - 1
        lines[row] = max(lines[row], -(-halves(cell.text) // max(1, room) // cell.rowspan))
    for row, count in enumerate(lines, 1):
        sheet.row_dimensions[row].height = count * (TITLE_LINE if row == 1 else LINE)


def _write(sheet: Worksheet, rows: list[tuple[str, Row]], amounts: str) -> Iterator[Placed]:
    """Fill the sheet, and give what shows a number; all places that a cell covers have its look and so its lines.

    `merge_cells` would compare each range with all before it, and looking a style up by name is slow.
    """
    looks: dict[Look, Any] = {}
    code = ""
    for row, column, cell in place([row for _, row in rows]):
        covered: list[Any] = [sheet.cell(r + 1, c + 1) for r, c in squares(row, column, cell)]
        indent = INDENTS.get(len(code), 0) if cell.align == "left" and column else 0
        look = (_style_name(rows[row][0], cell.align, cell.bold), *_fill(covered[0], cell, amounts), indent)
        if cell.text or cell.figure:  # 类、款、项各占一格的，空着的一格不算断开
            code = (code if column else "") + cell.text if cell.figure is None and cell.text.isdecimal() else ""
        for made in covered:
            made._style = looks.get(look) or looks.setdefault(look, _styled(made, look))
        if len(covered) > 1:
            last = row + cell.rowspan, column + cell.colspan
            sheet.merged_cells.ranges.add(CellRange(None, column + 1, row + 1, last[1], last[0]))
        if number(cell) is not None:
            yield Placed(cell, covered[0])


def _styled(made: Any, look: Look) -> Any:
    made.style, made.number_format, made.quotePrefix, indent = look
    if indent:
        made.alignment = Alignment(made.alignment.horizontal, "center", wrap_text=True, indent=indent)
    return made._style


def _fill(made: SheetCell, cell: Cell, amounts: str) -> tuple[str, bool]:
    """A number where a figure is printed as a plain one, else text, never a formula; its format, and if a sign leads."""
    value = number(cell)
    if value is not None:
        made.value = value
        return format_of(cell, amounts), False
    if cell.text:
        made.value = clean(cell.text)
        made.data_type = "s"
    return GENERAL, cell.text.startswith(FORMULA_SIGNS)


def packed(book: Workbook, results: Results = MappingProxyType({})) -> bytes:
    """The workbook in a zip whose entries all carry the same date, its formulas with their `results` for what does not compute."""
    content = BytesIO()
    ExcelWriter(book, _Package(content, book, results)).save()
    return content.getvalue()


class _Package(DatedZip):
    """A zip that puts the results of formulas into the sheets that are written to it."""

    def __init__(self, file: Any, book: Workbook, results: Results) -> None:
        super().__init__(file)
        titles = {f"xl/worksheets/sheet{n}.xml": sheet.title for n, sheet in enumerate(book.worksheets, 1)}
        self.results = {path: results[title] for path, title in titles.items() if title in results}

    def write(self, file: Any, name: Any = None, compression: int | None = None, level: int | None = None) -> None:
        """Add a file."""
        results, data = self.results.get(str(name), {}), Path(file).read_bytes()
        filled = WITHOUT_RESULT.sub(lambda cell: cell[1] + f"<v>{results[cell[2].decode()]}</v>".encode(), data) if results else data
        self.writestr(str(name or file), filled)
