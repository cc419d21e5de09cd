"""XLSX: what a spreadsheet shows of each table."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.worksheet.worksheet import Worksheet

from generator.document.grid import place
from generator.document.tree import Cell, Document, Row, Table
from generator.model.figure import Figure, add, subtract
from generator.readers.xlsx import shown as shown_by
from generator.writers.xlsx import write_xlsx
from tests import sample_tree

DOCUMENT = sample_tree.document()
TABLES = [block for block in DOCUMENT.blocks if isinstance(block, Table)]
each_table = pytest.mark.parametrize("number", range(len(TABLES)), ids=[table.title for table in TABLES])


def read(document: Document) -> Workbook:
    return load_workbook(BytesIO(write_xlsx(document)))


BOOK = read(DOCUMENT)


def above(table: Table) -> int:
    """How many rows stand above the head: title, number and head line where there are any."""
    return 1 + bool(table.number) + bool(table.left + table.middle + table.right)


def placed(sheet: Worksheet, table: Table) -> Iterator[tuple[Cell, SheetCell]]:
    """Each cell of a table with the cell of the sheet that shows it."""
    for row, column, cell in place((*table.head, *table.body)):
        found = sheet.cell(above(table) + row + 1, column + 1)
        assert isinstance(found, SheetCell)
        yield cell, found


def shown(cell: SheetCell) -> str:
    """The text that a spreadsheet program shows for a cell."""
    return "" if cell.value is None else shown_by(cell.value, cell.number_format)


def small(*rows: Row, title: str = "小表", left: str = "") -> Document:
    """A document with one table of two columns."""
    return Document("标题", "部门", 2021, (Table(title, "", left, "", "", (1, 1), (), rows),))


@each_table
def test_every_cell_shows_the_text_of_its_table(number: int) -> None:
    table, sheet = TABLES[number], BOOK.worksheets[number]
    for cell, found in placed(sheet, table):
        assert shown(found) == cell.text


@each_table
def test_amounts_are_numbers_and_all_else_is_text(number: int) -> None:
    for cell, found in placed(BOOK.worksheets[number], TABLES[number]):
        plain = cell.figure and not cell.text.strip("-0123456789,.")
        assert found.data_type == ("n" if plain or not cell.text else "s")
    codes = [row.cells[0].text for row in TABLES[1].body]
    column = [found.value for found in BOOK.worksheets[1]["A"][-len(codes) - 1 : -1]]
    assert column == codes


@each_table
def test_cells_that_span_are_merged(number: int) -> None:
    table, sheet = TABLES[number], BOOK.worksheets[number]
    spans = {
        (above(table) + row + 1, column + 1, above(table) + row + cell.rowspan, column + cell.colspan)
        for row, column, cell in place((*table.head, *table.body))
        if cell.colspan * cell.rowspan > 1
    }
    inside = range(above(table) + 1, above(table) + len(table.head) + len(table.body) + 1)
    merged = {(r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges}
    assert {span for span in merged if span[0] in inside} == spans


@each_table
def test_title_head_line_and_notes_stand_around_the_table(number: int) -> None:
    table, sheet = TABLES[number], BOOK.worksheets[number]
    lines = [[cell.value for cell in row if cell.value] for row in sheet.iter_rows()]
    assert lines[0] == [table.title]
    heads = [text for line in lines[1 : above(table)] for text in line]
    assert heads == [text for text in (table.number, table.left, table.middle, table.right) if text]
    if table.notes:
        assert [text for line in lines[-len(table.notes) :] for text in line] == list(table.notes)


@each_table
def test_every_cell_of_the_grid_is_ruled_aligned_and_in_song(number: int) -> None:
    table, sheet = TABLES[number], BOOK.worksheets[number]
    for cell, found in placed(sheet, table):
        assert found.alignment.horizontal == cell.align
        assert (found.font.name, bool(found.font.b)) == ("宋体", cell.bold)
    first, last = above(table) + 1, above(table) + len(table.head) + len(table.body)
    for row in sheet.iter_rows(first, last, 1, len(table.widths)):
        assert all(cell.border.bottom.style for cell in row if row[0].row == last)
        assert row[0].border.left.style and row[-1].border.right.style


@each_table
def test_pages_fit_the_width_and_repeat_the_head(number: int) -> None:
    table, sheet = TABLES[number], BOOK.worksheets[number]
    assert sheet.page_setup.orientation == ("landscape" if table.landscape else "portrait")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    head = f"${above(table) + 1}:${above(table) + len(table.head)}"
    assert sheet.print_title_rows == (head if table.head else None)


def test_sheets_are_named_by_number_or_title() -> None:
    assert BOOK.sheetnames == [table.number or table.title for table in TABLES]


@pytest.mark.parametrize("title", ["[a]:b*c?d/e\\f", "'引号'", "长" * 60, "", "?"])
def test_any_title_makes_a_valid_sheet_name(title: str) -> None:
    twice = small(Row((Cell("甲"), Cell("乙"))), title=title)
    names = read(replace(twice, blocks=twice.blocks * 3)).sheetnames
    assert len({name.lower() for name in names}) == 3
    for name in names:
        assert 0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") and not name.startswith("'")


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://example.com","甲")', "+1", "-1", "@SUM(A1)", "#REF!", "=", "2021"]
)
def test_authored_text_is_never_a_formula_or_a_number(text: str) -> None:
    sheet = read(small(Row((Cell(text), Cell("乙"))), title=text, left=text)).worksheets[0]
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(found) == 3
    assert {cell.data_type for cell in found} == {"s"}
    assert all(bool(cell.quotePrefix) == text.startswith(("=", "+", "-", "@")) for cell in found)


def test_a_control_character_does_not_break_the_file() -> None:
    assert read(small(Row((Cell("甲\x07乙\x0b"), Cell("丙"))))).worksheets[0]["A2"].value == "甲乙"


@pytest.mark.parametrize("text", ["5,107.53", "-12.30", "0.01", "1234.5", "62", "12,345,678,901.23"])
def test_a_number_is_shown_as_it_is_printed(text: str) -> None:
    cell = Cell(text, sample_tree.money(text), "right")
    found = read(small(Row((cell, Cell("乙"))))).worksheets[0]["A2"]
    assert isinstance(found.value, (int, float))
    assert Decimal(str(found.value)) == Decimal(text.replace(",", ""))
    assert shown(found) == text


def test_a_zero_that_is_left_blank_is_a_zero_that_shows_nothing_and_what_is_not_known_is_empty() -> None:
    blank, unknown = Cell("", sample_tree.money("0"), "right"), Cell("", None, "right")
    sheet = read(small(Row((blank, unknown)))).worksheets[0]
    assert (sheet["A2"].value, shown(sheet["A2"])) == (0, "")
    assert sheet["B2"].value is None


@pytest.mark.parametrize(("texts", "pattern"), [
    (("12.30", "5,107.53", ""), "#,##0.00;-#,##0.00;"), (("12.30", "5107.53"), "0.00;-0.00;"), (("12.30", "0.00"), "#,##0.00")
])  # fmt: skip
def test_all_amounts_have_one_format(texts: tuple[str, ...], pattern: str) -> None:
    rows = [Row((Cell(text, sample_tree.money(text.replace(",", "") or "0"), "right"), Cell("乙"))) for text in texts]
    sheet = read(small(*rows)).worksheets[0]
    assert {sheet.cell(row, 1).number_format for row in range(2, 2 + len(rows))} == {pattern}


def test_the_names_of_subjects_are_indented_by_their_level() -> None:
    rows = [Row((Cell(code), Cell("名称"))) for code in ("201", "20104", "2010499", "")]
    sheet = read(small(*rows)).worksheets[0]
    assert [sheet.cell(row, 2).alignment.indent for row in range(2, 6)] == [0, 1, 2, 0]
    assert {sheet.cell(row, 1).alignment.indent for row in range(2, 6)} == {0}
    apart = [Row(tuple(map(Cell, codes))) for codes in (("201", "", "", "名称"), ("201", "04", "", "名称"), ("201", "04", "99", "名称"))]
    sheet = read(Document("标题", "部门", 2021, (replace(TABLES[0], widths=(1,) * 4, head=(), body=tuple(apart)),))).worksheets[0]
    assert [sheet.cell(row, 4).alignment.indent for row in range(4, 7)] == [0, 1, 2]


BASIC, PROJECT = (Figure(f"支出.2150501.{name}", Decimal(value)) for name, value in (("基本支出", "2590.814"), ("项目支出", "2516.714")))
SPENT = add("支出.合计（万元）", (BASIC, PROJECT))
LEFT = subtract("结余", SPENT, PROJECT)


def summed(total: str) -> Document:
    rows = [Row((Cell("项"), Cell(text, figure, "right"))) for text, figure in (("2,590.81", BASIC), ("2,516.71", PROJECT), (total, SPENT))]
    apart = replace(small(Row((Cell("余"), Cell("2,590.81", LEFT, "right"))), title="另一张表")).blocks
    return replace(small(*rows), blocks=(*small(*rows).blocks, *apart))


def test_each_figure_has_a_name_where_it_first_stands() -> None:
    book = read(summed("5,107.53"))
    assert {name: each.attr_text for name, each in book.defined_names.items()} == {
        "支出.2150501.基本支出": "'小表'!$B$2",
        "支出.2150501.项目支出": "'小表'!$B$3",
        "支出.合计_万元_": "'小表'!$B$4",
        "结余": "'另一张表'!$B$2",
    }


def test_sums_are_formulas_on_request_where_what_is_printed_adds_up() -> None:
    assert "f" not in {cell.data_type for row in read(summed("5,107.52")).worksheets[0].iter_rows() for cell in row}
    data = write_xlsx(summed("5,107.52"), formulas=True)
    assert data == write_xlsx(summed("5,107.52"), formulas=True)
    written, results = load_workbook(BytesIO(data)), load_workbook(BytesIO(data), data_only=True)
    assert (written["小表"]["B4"].value, results["小表"]["B4"].value) == ("=B2+B3", 5107.52)
    tails = load_workbook(BytesIO(write_xlsx(summed("5,107.53"), formulas=True)))
    assert (tails["小表"]["B4"].value, tails["另一张表"]["B2"].value) == (5107.53, 2590.81)
    assert written["另一张表"]["B2"].value == "='小表'!B4-'小表'!B3"


def test_a_draft_says_so_on_every_page() -> None:
    for draft, text in ((True, "草稿"), (False, None)):
        for sheet in read(replace(DOCUMENT, draft=draft)).worksheets:
            assert sheet.oddHeader is not None
            assert sheet.oddHeader.center.text == text


def test_the_file_is_the_same_each_time() -> None:
    data = write_xlsx(DOCUMENT)
    assert data == write_xlsx(DOCUMENT)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "1980-01-01" in archive.read("docProps/core.xml").decode()
        assert "<f>" not in "".join(archive.read(name).decode() for name in archive.namelist())


def test_a_document_without_tables_is_refused() -> None:
    with pytest.raises(ValueError, match="没有表"):
        write_xlsx(Document("标题", "部门", 2021, ()))
