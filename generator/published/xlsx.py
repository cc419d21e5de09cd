"""XLSX to blocks: the lines above and below a table as paragraphs, numbers as their cells show them."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from itertools import repeat
from typing import Any

from generator.published.blocks import Block, Paragraph, Piece
from generator.published.captions import bare, is_caption, is_note
from generator.published.tables import Row, blocks_of
from generator.published.zips import Package
from generator.source.place import Place

NO_RESULT = "="
_MOST_ROWS, _MOST_COLUMNS, _MOST_SHEETS = 10_000, 120, 200
_POINT = re.compile(r"\"\.\"|[\\!]\.")
_QUOTED = re.compile(r"\"[^\"]*\"|[\\!].|_.|\*.|\[[^\]]*\]")
_SET = "\x00"  # a point that a format sets among the digits (0!.0, shows 元 as 万元)
_DIGITS = re.compile(rf"[0#?,{_SET}]*[0#?](?:\.(0*)[#?]*)?(,*)")
_NO_RESULT = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>|<f[^<>]*/>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_EXACT = 12  # digits that survive being stored as a binary fraction and added up


def read_xlsx(content: bytes, file: str) -> list[Block]:
    """The blocks of a workbook, sheet after sheet, hidden ones too; a place carries the sheet, its row and column.

    A formula for which the file stores no result is the text "=", so that what reads the table can say so.
    """
    package = Package(content, file.rpartition("/")[2])
    package.refuse_entities()
    import openpyxl

    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
        lost = _without_result(package)
        formulas = openpyxl.load_workbook(BytesIO(content), read_only=True) if lost else book
        sheets = list(zip(book.worksheets, formulas.worksheets, strict=True))[:_MOST_SHEETS]
        return [block for n, pair in enumerate(sheets, 1) for block in _blocks(list(_rows(*pair, n, file)))]
    except Exception as error:  # openpyxl lets whatever a broken part makes fail come through
        raise package.damaged() from error


def _without_result(package: Package) -> bool:
    """Whether a sheet has a formula for which no result is stored, as programs leave that only write formulas."""
    sheets = (part for part in package.parts if part.startswith("xl/worksheets/") and part.endswith(".xml"))
    return any(_NO_RESULT.search(package.read(part)) for part in sheets)


def _rows(sheet: Any, formulas: Any, number: int, file: str) -> Iterator[Row]:
    """The rows that hold anything; `formulas` is the same sheet with its formulas, or the sheet itself where none lacks a result."""
    name = str(sheet.title).strip()
    for cells, written in zip(_cells(sheet), _cells(formulas) if formulas is not sheet else repeat(()), strict=False):
        texts = [(cell.row, cell.column, shown(cell.value, cell.number_format)) for cell in cells if cell.value is not None]
        known = {column for _, column, _ in texts}
        texts += [(cell.row, cell.column, NO_RESULT) for cell in written if cell.data_type == "f" and cell.column not in known]
        if not texts:
            continue
        row = [Piece("", Place(file, texts[0][0], n, number, name)) for n in range(1, max(known | {c for _, c, _ in texts}) + 1)]
        for line, column, text in texts:
            row[column - 1] = Piece(text, Place(file, line, column, number, name))
        yield tuple(row)


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS)
    return rows


def _blocks(rows: list[Row]) -> Iterator[Block]:
    """The tables of a sheet, each under the lines that stand above it."""
    start = 0
    for n in range(1, len(rows)):
        if _title(rows[n]) and not _above(rows[n - 1]):
            yield from _table(rows[start:n])
            start = n
    yield from _table(rows[start:])


def _table(rows: list[Row]) -> Iterator[Block]:
    wide = next((n for n, row in enumerate(rows) if len(_filled(row)) > 1 and not _above(row)), len(rows))
    for row in rows[:wide]:
        yield from (Paragraph((piece,)) for piece in _filled(row))
    yield from blocks_of(rows[wide:])


def _filled(row: Row) -> list[Piece]:
    return [piece for piece in row if bare(piece.text)]


def _above(row: Row) -> bool:
    return all(is_caption(piece.text) for piece in _filled(row))


def _title(row: Row) -> bool:
    texts = [bare(piece.text) for piece in _filled(row)]
    return len(texts) == 1 and texts[0].endswith("表") and is_caption(texts[0]) and not is_note(texts[0])


def shown(value: Any, pattern: str) -> str:
    """A cell's value as the sheet shows it under its number format, without the dust of binary fractions."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        return _number(Decimal(str(value)), pattern or "General")
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value).strip().replace("\r", "").replace("\n", "")


def _number(value: Decimal, pattern: str) -> str:
    if not value.is_finite():
        return ""
    sections = [_QUOTED.sub("", _POINT.sub(_SET, section)) for section in pattern.split(";")]
    if value.is_zero() and len(sections) > 2 and not _DIGITS.search(sections[2]):
        return ""
    found = _DIGITS.search(sections[0])
    if found is None or "E" in sections[0]:
        return _general(value)
    percent = "%" in sections[0]
    places = Decimal(1).scaleb(-len(found.group(1) or ""))
    rounded = value.scaleb(2 * percent - 3 * len(found.group(2))).quantize(places, ROUND_HALF_UP)
    if (set_at := _digits_behind_point(found.group())) and "." not in found.group():
        rounded = rounded.scaleb(-set_at)
    grouped = "," in found.group().rstrip(",")
    return (f"{rounded:,f}" if grouped else f"{rounded:f}") + ("%" if percent else "")


def _digits_behind_point(digits: str) -> int:
    """How many digits of a format stand behind the point that it sets among them; 0 where it sets none."""
    _, point, behind = digits.partition(_SET)
    return sum(digit in "0#?" for digit in behind) if point else 0


def _general(value: Decimal) -> str:
    """A number without a format of its own: as many digits as it has."""
    if value.is_zero():
        return "0"
    places = max(_EXACT - 1 - value.adjusted(), 0)
    text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
