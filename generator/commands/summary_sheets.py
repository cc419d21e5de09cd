"""The summary as a workbook: the table and every finding, with a filter, a head that stays, colours and links to the files."""

from collections.abc import Sequence
from copy import copy
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from generator.commands.checked import Checked
from generator.commands.summary import ALIGNS, HEAD, TITLE, SummaryLine
from generator.document.tree import Align, Cell, Cover, Document, Row, Table
from generator.model.figure import Figure
from generator.source.finding import ordered
from generator.writers.xlsx import packed, workbook

FIRST, FINDINGS = "各文件情况", "全部发现"
WIDTHS = (16, 6, 5, 5, 5, 5, 6, 6, 6, 9, 14, 22, 26)
DETAILS = ("单位", "代码", "级别", "发现", "位置", "说明")
DETAIL_WIDTHS = (12, 8, 7, 14, 20, 39)
PLAIN: list[Align] = ["left" for _ in DETAILS]
LEVEL, STATE, FILE = DETAILS.index("级别"), HEAD.index("结论"), HEAD.index("文件")
COLOURS = {"错误": "FFE3E6", "警告": "FFF3D6", "好": "E3F4E6"}
ABOVE = 2  # 题目一行，表头一行
MOST_LINKS = 65_000  # Excel 一张表里的链接不能再多


def workbook_of(files: Sequence[Checked], table: Sequence[SummaryLine], links: Sequence[str], notes: Sequence[str]) -> bytes:
    """The workbook of a summary; each link belongs to the line in its place."""
    names = {each.file: each.department for each in table}
    found = [(checked, finding) for checked in files for finding in ordered(checked.findings)]
    details = [
        (names.get(c.file, c.file), f.code, f.level.value, f.title, str(f.places[0]) if f.places else c.file, f.message)
        for c, f in found
    ]
    sheets = [_table(FIRST, HEAD, WIDTHS, [each.values for each in table], ALIGNS, tuple(notes))]
    if details:
        sheets.append(_table(FINDINGS, DETAILS, DETAIL_WIDTHS, details, PLAIN))
    book = workbook(Document(TITLE, "", 0, (Cover((TITLE,)), *sheets)))
    _finish(book, FIRST, [each.tone for each in table], STATE, len(HEAD))
    for number, address in enumerate(links[:MOST_LINKS], ABOVE + 1):
        cell = _own(book[FIRST].cell(number, FILE + 1))
        cell.hyperlink, cell.font = address, Font(name=cell.font.name, size=cell.font.size, color="0B5CAD", underline="single")
    if details:
        _finish(book, FINDINGS, [finding.level.value for _, finding in found], LEVEL, len(DETAILS))
    return packed(book)


def _finish(book: Workbook, title: str, tones: Sequence[str], column: int, columns: int) -> None:
    """A filter over the rows below the head, and the cell that says how each of them stands coloured."""
    sheet: Worksheet = book[title]
    sheet.auto_filter.ref = f"A{ABOVE}:{get_column_letter(columns)}{ABOVE + len(tones)}"
    for number, tone in enumerate(tones, ABOVE + 1):
        if tone in COLOURS:
            _own(sheet.cell(number, column + 1)).fill = PatternFill("solid", fgColor=COLOURS[tone])


def _own(cell: Any) -> Any:
    """A cell whose look is its own: those written alike share one."""
    cell._style = copy(cell._style)
    return cell


def _table(
    title: str,
    head: Sequence[str],
    widths: tuple[int, ...],
    body: Sequence[Sequence[str | int]],
    aligns: Sequence[Align],
    notes: tuple[str, ...] = (),
) -> Table:
    top = Row(tuple(Cell(text, align="center", bold=True) for text in head))
    rows = tuple(Row(tuple(_cell(value, align) for value, align in zip(row, aligns, strict=True))) for row in body)
    return Table(title, "", "", "", "", widths, (top,), rows, notes, True, title)


def _cell(value: str | int, align: Align) -> Cell:
    return Cell(str(value), Figure("", Decimal(value), "处") if isinstance(value, int) else None, align)
