"""PDF to blocks: lines joined over line and page ends, tables put together over pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, zip_longest

from generator.readers.blocks import Block, Piece, UnreadablePublication
from generator.readers.captions import without_leader
from generator.readers.gap_columns import Span, align, tabular
from generator.readers.paragraphs import PrintedLine, ends, paragraphs, prose
from generator.readers.pdf.glyphs import Page
from generator.readers.pdf.lines import TextLine
from generator.readers.pdf.page_items import Margins, Sheet, sheet_of, without_running_heads
from generator.readers.pdf.pdfium import read_pages
from generator.readers.pdf.ruled_tables import Ruled
from generator.readers.pdf.unseen import FEWEST_GLYPHS, scanned
from generator.readers.run_together import segments
from generator.readers.tables import Row, blocks_of, joined, together
from generator.readers.visible import PRIVATE
from generator.source.place import Place

_SAME_EDGE = 40
_NEAR_EDGE = 5  # characters


def read_pdf(content: bytes, file: str) -> list[Block]:
    """The blocks of a PDF; places carry the page, the line on it and for tables the cell."""
    sheets = sheets_of(content, file.rpartition("/")[2])
    return [*_blocks(sheets, file), *scanned([sheet.page for sheet in sheets], file)]


@lru_cache(1)  # 报告要再看一次字在哪里
def sheets_of(content: bytes, name: str) -> list[Sheet]:
    """The pages of a PDF in order; raises UnreadablePublication."""
    sheets, glyphs, private = [], 0, 0
    for page in read_pages(content, name):
        glyphs += len(page.glyphs)
        private += sum(ord(glyph.text[0]) in PRIVATE for glyph in page.glyphs)
        sheets.append(sheet_of(page))
    if glyphs < FEWEST_GLYPHS * len(sheets):
        raise UnreadablePublication(f"{name} 是扫描件，里面没有文字。请找它的 Word 或网页版本，或先做文字识别。")
    if private * 5 > glyphs:
        raise UnreadablePublication(f"{name} 的字体没有文字编码，读出来是乱码。请找它的 Word 或网页版本。")
    return without_running_heads(sheets)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line or table with its place."""

    item: TextLine | Ruled
    page: Page
    place: Place


def _blocks(sheets: Sequence[Sheet], file: str) -> list[Block]:
    margins = Margins(sheets)
    entries = [entry for sheet in sheets for entry in entries_of(sheet, file)]
    blocks: list[Block] = []
    for kind, group in groupby(entries, key=lambda entry: type(entry.item)):
        members = list(group)
        if kind is Ruled:
            blocks += _rows(members)
        else:
            blocks += _texts(members, margins)
    return joined(blocks)


def entries_of(sheet: Sheet, file: str) -> Iterator[Entry]:
    """What stands on a page, each with its place."""
    line = 1
    for item in sheet.items:
        yield Entry(item, sheet.page, Place(file, line, 1, sheet.page.number))
        line += len(item.rows) if isinstance(item, Ruled) else 1


def _texts(entries: list[Entry], margins: Margins) -> Iterator[Block]:
    """Paragraphs, and tables without rules, from lines that follow each other."""
    lines = [entry.item for entry in entries if isinstance(entry.item, TextLine)]
    start = 0
    for first, end in tabular([len(line.parts) for line in lines]):
        yield from paragraphs(_lines(entries[start:first], margins), True)
        rows = [_spans(line, entry.place) for line, entry in zip(lines, entries, strict=True)][first:end]
        yield from blocks_of(align(rows))
        start = end
    yield from paragraphs(_lines(entries[start:], margins), True)


def _spans(line: TextLine, place: Place) -> list[Span]:
    return [
        Span(Piece(text, Place(place.file, place.line, n, place.page)), x0, x1)
        for n, (text, x0, x1) in enumerate(line.parts, 1)
    ]


def _lines(entries: Sequence[Entry], margins: Margins) -> Iterator[PrintedLine]:
    """Lines as they stand on the page, each part of the head line of a table by itself."""
    full = centred = False
    for entry, after in zip_longest(entries, entries[1:]):
        line, edges = entry.item, margins.of(entry.page)
        assert isinstance(line, TextLine)
        indented = line.x0 - edges[0] > line.size and not (full and centred and _centred(line, edges))
        centred = _symmetric(line, edges) and not prose(line.text)
        following = after.item if after else None
        full = isinstance(following, TextLine) and _alike(line, following) and _full(line, following, edges)
        near = edges[1] - line.x1 < _NEAR_EDGE * line.size
        parts = list(segments(without_leader(line.text)))
        for n, (at, text) in enumerate(parts, 1):
            place = Place(entry.place.file, entry.place.line, at + 1, entry.place.page)
            last = n == len(parts)
            yield PrintedLine(text, place, full and last, indented and n == 1, near=near and last)


def _alike(line: TextLine, following: TextLine) -> bool:
    """Whether two lines are set in one size, which a heading and its text seldom are."""
    return 8 * abs(line.size - following.size) < line.size


def _full(line: TextLine, following: TextLine, edges: tuple[int, int]) -> bool:
    """Whether the next line goes on with this one: there was no room here for its beginning, or it breaks a sentence off."""
    left, right = edges
    wanted, length = following.first_word() + line.size // 2, line.x1 - line.x0
    torn = prose(line.text) and not ends(line.text) and following.x0 - left < line.size
    if _centred(line, edges) and _centred(following, edges) and not prose(line.text):
        return 5 * length > 3 * (right - left) and not following.text[:4].isdecimal()
    return right - line.x1 < wanted or (torn and 2 * length > right - left)


def _centred(line: TextLine, edges: tuple[int, int]) -> bool:
    return _symmetric(line, edges) and line.x0 - edges[0] > line.size


def _symmetric(line: TextLine, edges: tuple[int, int]) -> bool:
    return abs(line.x0 - edges[0] - edges[1] + line.x1) < line.size


def _rows(entries: list[Entry]) -> Iterator[Block]:
    """Tables that follow each other; parts of one over pages have the same sides."""
    for parts in tables_of(entries):
        yield from _table(parts)


def tables_of(entries: Sequence[Entry]) -> Iterator[list[tuple[Ruled, Place]]]:
    """The parts of each of the tables that follow each other."""
    held: list[tuple[Ruled, Place]] = []
    for entry in entries:
        assert isinstance(entry.item, Ruled)
        if held and not _same_sides(held[-1][0], entry.item):
            yield held
            held = []
        held.append((entry.item, entry.place))
    yield held


def _same_sides(upper: Ruled, lower: Ruled) -> bool:
    return all(abs(upper.edges[at] - lower.edges[at]) < _SAME_EDGE for at in (0, -1))


def _table(parts: Sequence[tuple[Ruled, Place]]) -> Iterator[Block]:
    edges = edges_of(parts)
    yield from blocks_of(together([list(_grid_rows(part, place, edges)) for part, place in parts]))


def edges_of(parts: Sequence[tuple[Ruled, Place]]) -> list[int]:
    """The edges of a table from its parts, with a column between any two edges that one of them has."""
    edges: list[int] = []
    for edge in sorted(edge for part, _ in parts for edge in part.edges):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    return edges


def _grid_rows(part: Ruled, place: Place, edges: list[int]) -> Iterator[Row]:
    for n, cells in enumerate(part.rows):
        texts = [""] * (len(edges) - 1)
        for cell in cells:
            texts[column(cell.x0, edges)] = cell.text
        line = place.line + n
        yield tuple(Piece(text, Place(place.file, line, c, place.page)) for c, text in enumerate(texts, 1))


def column(x: int, edges: Sequence[int]) -> int:
    """The column, from 0, that begins nearest to a place."""
    return min(range(len(edges) - 1), key=lambda n: abs(edges[n] - x))
