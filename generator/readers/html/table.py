"""Tables of an HTML page, also those built of other elements, as rows of cells."""

import re
from collections.abc import Iterator

from lxml import etree

from generator.readers.blocks import Piece
from generator.readers.html.main_text import hidden
from generator.readers.integers import integer
from generator.readers.paragraphs import spaced
from generator.readers.tables import MOST_COLUMNS, Row, up_to_bounds
from generator.source.place import Place

_SPACES = re.compile(r"[ \t\r\n\f\u200b\ufeff]+")
_SEAM = re.compile(r"(?<=[^\x00-\x7f])[ \t]*[\r\n]\s*(?=[^\x00-\x7f])")
_LINES = frozenset(("br", "p", "div", "li", "tr", "section"))
_ROW_STYLE = re.compile(r"display\s*:\s*table-row\b")
_TABLE_STYLE = re.compile(r"display\s*:\s*table\b(?!-)")
_AMOUNT = re.compile(r"[-－]?[\d,]+(\.\d+)?%?")
_LONG_CELL = 60
_DEEPEST = 2000


def collapsed(text: str) -> str:
    """Text as it is shown: white space is one space, a line end between Chinese characters none."""
    return _SPACES.sub(" ", _SEAM.sub("", text)).strip(" ")


def line_of(node: etree._Element) -> int:
    """The line of the file an element stands on."""
    return getattr(node, "sourceline", None) or 1


def is_layout(table: etree._Element) -> bool:
    """Whether a table only places things on the page: it holds another table, or a single cell."""
    cells = list(table.iter("td", "th"))
    return next(table.iterdescendants("table"), None) is not None or len(cells) < 2


def table_like(node: etree._Element) -> bool:
    """Whether an element is a table without being called one: by role, by style, or by rows all alike with amounts."""
    if node.tag in ("table", "tbody", "tr"):
        return False
    if node.get("role") == "table" or _TABLE_STYLE.search(node.get("style", "")):
        return next(_rows_in(node), None) is not None
    return _alike(node)


def _alike(node: etree._Element) -> bool:
    rows = list(node)
    counts = {len(row) for row in rows}
    if len(rows) < 3 or len(counts) != 1 or counts < {3} or min(counts) < 3:
        return False
    cells = [collapsed("".join(map(str, cell.itertext()))) for row in rows for cell in row]
    amounts = sum(_AMOUNT.fullmatch(cell) is not None for cell in cells)
    return max(map(len, cells)) <= _LONG_CELL and amounts > len(rows) // 2 and not list(node.iterdescendants("a"))


def rows_of(node: etree._Element, file: str) -> list[Row]:
    """The rows of a table, head first and foot last; places that a merged cell covers are empty."""
    covered: dict[int, int] = {}
    return up_to_bounds(_row(row, covered, file) for row in _in_order(node))


def _row(row: etree._Element, covered: dict[int, int], file: str) -> Row:
    line = line_of(row)
    return tuple(Piece(text, Place(file, line, n)) for n, text in enumerate(_placed(row, covered), 1))


def _placed(row: etree._Element, covered: dict[int, int]) -> Iterator[str]:
    """The texts of a row with "" for covered places; `covered` counts the rows each column is still covered for."""
    column = 0
    for cell in _cells_in(row):
        while covered.get(column):
            covered[column] -= 1
            column += 1
            yield ""
        across, down = _span(cell, "colspan", max(MOST_COLUMNS - column, 1)), _span(cell, "rowspan", _DEEPEST)
        for n in range(across):
            covered[column] = down - 1
            column += 1
            yield "" if n else cell_text(cell)
    while covered.get(column):
        covered[column] -= 1
        column += 1
        yield ""


def _span(cell: etree._Element, name: str, most: int) -> int:
    return max(integer(cell.get(name), 1, most), 1)


def _in_order(node: etree._Element) -> Iterator[etree._Element]:
    rows = list(_rows_in(node))
    for kind in ("thead", "", "tfoot"):
        yield from (row for row in rows if _part(row) == kind)


def _part(row: etree._Element) -> str:
    parent = row.getparent()
    return str(parent.tag) if parent is not None and parent.tag in ("thead", "tfoot") else ""


def _rows_in(node: etree._Element) -> Iterator[etree._Element]:
    if node.tag == "table":
        found = list(node.iter("tr"))
    else:
        named = [n for n in node.iterdescendants() if n.get("role") == "row" or _ROW_STYLE.search(n.get("style", ""))]
        found = named or list(node)
    yield from (row for row in found if not hidden(row))


def _cells_in(row: etree._Element) -> Iterator[etree._Element]:
    yield from (cell for cell in row if not hidden(cell))


def cell_text(cell: etree._Element) -> str:
    """The text of a cell, its lines run together."""
    lines = [line for part in "".join(_running(cell)).split("\0") if (line := collapsed(part).strip())]
    return "".join(spaced(lines))


def _running(node: etree._Element) -> Iterator[str]:
    """The text of an element with a NUL where a line ends."""
    yield node.text or ""
    for child in node:
        if not hidden(child):
            ends = child.tag in _LINES
            yield "\0" if ends else ""
            yield from _running(child)
            yield "\0" if ends else ""
        yield child.tail or ""
