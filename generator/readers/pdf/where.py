"""Where the characters and cells that places tell of stand on the pages of a PDF."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.readers.pdf.document import Entry, column, edges_of, entries_of, sheets_of, tables_of
from generator.readers.pdf.glyphs import Glyph, Page
from generator.readers.pdf.lines import TextLine
from generator.readers.pdf.ruled_tables import Ruled
from generator.source.place import Place

_MARGIN = 10  # 十分之一磅


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a page that is turned so that its text stands upright: fractions of its width and height from the top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Where:
    """The pages of a PDF, and on them each line and cell."""

    def __init__(self, content: bytes, name: str) -> None:
        sheets = sheets_of(content, name)
        self.pages = {sheet.page.number: sheet.page for sheet in sheets}
        entries = [entry for sheet in sheets for entry in entries_of(sheet, "")]
        self.lines = {(e.place.page, e.place.line): e.item for e in entries if isinstance(e.item, TextLine)}
        self.cells = dict(_cells(entries))

    def words(self, places: Iterable[Place]) -> Iterator[Area]:
        """The areas of characters, those on a line as one."""
        for (page, line), here in groupby(places, key=lambda place: (place.page, place.line)):
            item = self.lines.get((page, line))
            glyphs = list(_glyphs(item, [place.column for place in here])) if item else []
            if glyphs:
                yield _area(self.pages[page], [(g.x0, g.top, g.x1, g.bottom) for g in glyphs])

    def cell(self, place: Place) -> Iterator[Area]:
        """The area of a cell, or of a text set apart by gaps."""
        line = self.lines.get((place.page, place.line))
        if line is not None:
            parts = line.parts
            x0, x1 = parts[min(place.column, len(parts)) - 1][1:]
            yield _area(self.pages[place.page], [(x0, line.top, x1, line.bottom)])
        elif box := self.cells.get((place.page, place.line, place.column)):
            yield _area(self.pages[place.page], [box], 0)


def _glyphs(line: TextLine, columns: Sequence[int]) -> Iterator[Glyph]:
    """The glyphs of a line at some of its columns, which count the spaces put between them too."""
    each = iter(glyph for glyph in line.glyphs for _ in glyph.text)
    at = {n: next(each) for n, character in enumerate(line.text, 1) if not character.isspace()}
    return (at[n] for n in columns if n in at)


def _cells(entries: Sequence[Entry]) -> Iterator[tuple[tuple[int, int, int], tuple[int, int, int, int]]]:
    """The boxes of the cells of tables with rules, by page, line and column."""
    for ruled, group in groupby(entries, key=lambda entry: isinstance(entry.item, Ruled)):
        for parts in tables_of(list(group)) if ruled else ():
            edges = edges_of(parts)
            for part, place in parts:
                for n, cells in enumerate(part.rows):
                    for cell in cells:
                        yield (place.page, place.line + n, column(cell.x0, edges) + 1), (cell.x0, cell.top, cell.x1, cell.bottom)


def _area(page: Page, boxes: Sequence[tuple[int, int, int, int]], margin: int = _MARGIN) -> Area:
    left, top = min(box[0] for box in boxes) - margin, min(box[1] for box in boxes) - margin
    right, bottom = max(box[2] for box in boxes) + margin, max(box[3] for box in boxes) + margin
    return Area(page.number, left / page.width, top / page.height, right / page.width, bottom / page.height)
