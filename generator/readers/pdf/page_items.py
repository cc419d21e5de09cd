"""Pages as lines and tables from top to bottom, without page numbers and running heads; their margins."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.readers.captions import bare, is_page_number
from generator.readers.pdf.glyphs import Page
from generator.readers.pdf.lines import TextLine, lines_of
from generator.readers.pdf.ruled_tables import Ruled, ruled_tables

_SAME_EDGE = 30
_UNEVEN = 200  # by how much the right margin may exceed the left one


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a page, from top to bottom."""

    page: Page
    items: tuple[TextLine | Ruled, ...]


def sheet_of(page: Page) -> Sheet:
    """A page put in order."""
    tables, rest = ruled_tables(page)
    items: list[TextLine | Ruled] = [*tables, *lines_of(rest)]
    return Sheet(page, tuple(sorted(items, key=lambda item: item.top)))


def without_running_heads(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages without page numbers and without the line that heads or foots most of them."""
    edges = Counter(key for sheet in sheets for key in {_edge(sheet, at) for at in (0, -1)} if key)
    common = {key for key, count in edges.items() if count > 2 and 2 * count > len(sheets)}
    return [_trimmed(sheet, common) for sheet in sheets]


def _edge(sheet: Sheet, at: int) -> tuple[str, int] | None:
    """The first or last line of a page and how high it stands; None where that is a table."""
    item = sheet.items[at] if sheet.items else None
    return (bare(item.text), item.top // _SAME_EDGE) if isinstance(item, TextLine) else None


def _trimmed(sheet: Sheet, common: set[tuple[str, int]]) -> Sheet:
    items = list(sheet.items)
    for at in (-1, 0):
        while items and isinstance(item := items[at], TextLine) and _runs(item, sheet.page, common):
            items.pop(at)
    return Sheet(sheet.page, tuple(items))


def _runs(line: TextLine, page: Page, common: set[tuple[str, int]]) -> bool:
    """Whether a line is no part of the text: a page number in the margin, or a head found on most pages."""
    text = bare(line.text)
    margin = line.bottom * 8 < page.height or line.top * 8 > page.height * 7
    numbered = is_page_number(text) or (text.isdecimal() and len(text) < 4)
    return (margin and numbered) or (text, line.top // _SAME_EDGE) in common


class Margins:
    """Where lines begin and end on pages of each format."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.edges: dict[int, tuple[int, int]] = {}
        for width in {sheet.page.width for sheet in sheets}:
            lines = [i for s in sheets if s.page.width == width for i in s.items if isinstance(i, TextLine)]
            self.edges[width] = _extent(lines, width)

    def of(self, page: Page) -> tuple[int, int]:
        """Left and right edge of the text."""
        return self.edges[page.width]


def _extent(lines: list[TextLine], width: int) -> tuple[int, int]:
    """Left and right edge, each reached by more than a stray line."""
    if not lines:
        return 0, width
    stray = len(lines) // 20
    left, right = sorted(line.x0 for line in lines)[stray], sorted(line.x1 for line in lines)[-1 - stray]
    return left, right if stray > 1 else max(right, width - left - _UNEVEN)
