"""XLSX to blocks: the lines above and below a table as paragraphs, numbers as their cells show them."""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from itertools import repeat
from typing import Any

from generator.readers.blocks import Block, Cut, Paragraph, Piece, UnreadablePublication
from generator.readers.captions import bare, is_caption, is_note
from generator.readers.office_package import Package
from generator.readers.tables import MOST_CELLS, Row, blocks_of
from generator.source.place import Place

NO_RESULT = "="
_MOST_SHEETS, _LAST_ROW, _LONGEST = 200, 1 << 20, 32_767  # Excel 自己的行数和一格的字数
_MOST_CUTS, _LARGEST = 20, 64 << 20  # 字节
_POINT = re.compile(r"\"\.\"|[\\!]\.")
_QUOTED = re.compile(r"\"[^\"]*\"|[\\!].|_.|\*.|\[[^\]]*\]")
_SET = "\x00"  # a point that a format sets among the digits (0!.0, shows 元 as 万元)
_DIGITS = re.compile(rf"[0#?,{_SET}]*[0#?](?:\.(0*)[#?]*)?(,*)")
_NO_RESULT = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>|<f[^<>]*/>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_EXACT = 12  # digits that survive being stored as a binary fraction and added up


def read_xlsx(package: Package, file: str) -> list[Block]:
    """The blocks of a workbook, sheet after sheet, hidden ones too; a place carries the sheet, its row and column.

    A formula for which the file stores no result is the text "=", so that what reads the table can say so.
    """
    package.refuse_entities()
    _refuse_repeated(package)
    import openpyxl

    try:
        with warnings.catch_warnings():  # openpyxl 对坏处的英文提示,用户看不懂
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(package.content), read_only=True, data_only=True)
            lost = _without_result(package)
            formulas = openpyxl.load_workbook(BytesIO(package.content), read_only=True) if lost else book
            return list(_Reader(file).blocks(list(zip(book.worksheets, formulas.worksheets, strict=True))))
    except MemoryError:
        raise
    except Exception as error:  # openpyxl lets whatever a broken part makes fail come through
        raise package.damaged() from error


def _without_result(package: Package) -> bool:
    """Whether a sheet has a formula for which no result is stored, as programs leave that only write formulas."""
    sheets = (part for part in package.parts if part.startswith("xl/worksheets/") and part.endswith(".xml"))
    return any(_NO_RESULT.search(package.read(part)) for part in sheets)


def _refuse_repeated(package: Package) -> None:
    """Raise UnreadablePublication where sheets, one part given out as many perhaps, come to more than a workbook is."""
    book, links = package.xml("xl/workbook.xml"), package.xml("xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return
    sizes = {part.rpartition("/")[2]: package.size(part) for part in package.parts}
    linked = {str(link.get("Id")): sizes.get(str(link.get("Target")).rpartition("/")[2], 0) for link in links}
    total = sum(linked.get(str(value), 0) for sheet in book.iter("{*}sheet") for value in sheet.values())
    if total > _LARGEST:
        raise UnreadablePublication(
            f"{package.name} 的各张表共 {total >> 20} MB，大得不正常，没有读。请删去多余的表后再试。"
        )


class _Reader:
    """Reads sheets until there are more cells or rows than any publication has."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.cells = self.passed = 0
        self.cuts: list[Cut] = []

    def blocks(self, sheets: Sequence[tuple[Any, Any]]) -> Iterator[Block]:
        """The blocks of sheet after sheet, each with the same sheet as formulas or itself; what was left out at the end."""
        for number, pair in enumerate(sheets[:_MOST_SHEETS], 1):
            yield from _blocks(list(self.rows(*pair, number)))
        if len(sheets) > _MOST_SHEETS:
            self.cut(f"工作簿有 {len(sheets)} 张表，只读了前 {_MOST_SHEETS} 张", Place(self.file, 1, 1, _MOST_SHEETS))
        yield from self.cuts

    def rows(self, sheet: Any, formulas: Any, number: int) -> Iterator[Row]:
        """The rows of a sheet that hold anything, a formula without a result as "="."""
        name = str(sheet.title).strip()
        for cells, written in zip(
            _cells(sheet), _cells(formulas) if formulas is not sheet else repeat(()), strict=False
        ):
            self.passed += 1
            if self.cells > MOST_CELLS or self.passed > _LAST_ROW:
                if cell := next((cell for cell in cells if cell.value is not None), None):
                    place = Place(self.file, cell.row, 1, number, name)
                    self.cut(f"工作簿超过 {MOST_CELLS} 格，第 {number} 张表只读到第 {cell.row - 1} 行", place)
                    return
                continue
            filled = [cell for cell in (*cells, *written) if cell.value is not None]
            at = {cell.column: Place(self.file, cell.row, cell.column, number, name) for cell in filled}
            texts = {cell.column: self.text(cell, at[cell.column]) for cell in cells if cell.value is not None}
            texts = {c.column: NO_RESULT for c in written if c.data_type == "f"} | texts
            if texts:
                yield self.row(texts, at)

    def row(self, texts: Mapping[int, str], at: Mapping[int, Place]) -> Row:
        """A row up to its last text."""
        columns = range(1, max(texts) + 1)
        self.cells += len(columns)
        first = next(iter(at.values()))
        return tuple(Piece(texts.get(n, ""), at.get(n) or replace(first, column=n)) for n in columns)

    def text(self, cell: Any, place: Place) -> str:
        """What a cell shows, no longer than Excel lets it be."""
        text = shown(cell.value, cell.number_format)
        if len(text) > _LONGEST:
            self.cut(f"一格里有 {len(text)} 个字，只读了前 {_LONGEST} 个", place)
        return text[:_LONGEST]

    def cut(self, what: str, place: Place) -> None:
        """Note that something was left out, no more than a few times."""
        if len(self.cuts) < _MOST_CUTS:
            self.cuts.append(Cut(what, place))


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(max_row=_LAST_ROW)
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
