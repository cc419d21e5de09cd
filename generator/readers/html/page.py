"""HTML to blocks: the text of a page without the navigation around it, its tables with merged cells spread out."""

import re
from collections.abc import Iterator

import lxml.html
from lxml import etree

from generator.readers.blocks import Block, UnreadablePublication, up_to_most
from generator.readers.captions import without_leader
from generator.readers.html.main_text import PageText, hidden
from generator.readers.html.table import collapsed, is_layout, line_of, rows_of, table_like
from generator.readers.integers import integer
from generator.readers.paragraphs import PrintedLine, paragraphs, prose, width
from generator.readers.run_together import segments
from generator.readers.tables import blocks_of, joined
from generator.source.place import Place

_BLOCKS = re.compile(
    r"address|article|blockquote|body|caption|center|d[dlt]|details|div|fieldset|fig(ure|caption)|form|h[1-6]|header|hr"
    r"|legend|li|main|nav|ol|p|pre|section|summary|t(able|body|d|foot|h|head|r)|ul"
)
_HEADING = re.compile(r"h([1-6])$")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BEGINS = re.compile(r"<(?=(?:tr|p|li|h[1-6])[\s>])", re.IGNORECASE)
_LISTING = frozenset(("div", "ul", "ol", "dl", "nav", "table", "td", "section", "header", "p"))
_FULL = 48
_GAP = "\u3000"
_DEEPEST = 200


def read_html(text: str, file: str) -> list[Block]:
    """The blocks of an HTML page; the line of a place is that of the element, the column of a table its cell."""
    return blocks_of_page(parsed(text, file), file)


def blocks_of_page(page: etree._Element, file: str) -> list[Block]:
    """The blocks of a parsed page."""
    whole = PageText(page)
    reader = _Reader(file, whole)
    return joined(up_to_most(block for part in whole.content() for block in reader.blocks(part)))


def parsed(text: str, file: str) -> etree._Element:
    """The root of an HTML page; raises UnreadablePublication.

    Of a page with many rows or paragraphs on a line each counts as a line of its own, so that no two have one place.
    """
    parser = lxml.html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(_one_a_line(_DECLARATION.sub("", text)), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadablePublication(
            f"{file.rpartition('/')[2]} 不是完整的网页，读不了。请重新保存网页后再试。"
        ) from error


def _one_a_line(text: str) -> str:
    """The source of a page with a line end before each row and paragraph of a line that has several."""
    lines = (_BEGINS.sub("\n<", line) if len(_BEGINS.findall(line)) > 1 else line for line in text.split("\n"))
    return "\n".join(lines)


class _Reader:
    """Gathers the text of inline elements into lines, and lines into paragraphs at the next block."""

    def __init__(self, file: str, page: PageText) -> None:
        self.file, self.page = file, page
        self.lines: list[PrintedLine] = []
        self.text, self.marker, self.line, self.level = "", "", 1, 0
        self.counts: dict[etree._Element, int] = {}

    def blocks(self, node: etree._Element) -> Iterator[Block]:
        """The blocks of an element."""
        yield from self.walk(node, 0)
        yield from self.flush()

    def walk(self, node: etree._Element, depth: int) -> Iterator[Block]:
        """The blocks completed while reading an element; the text after it is left to the caller."""
        if hidden(node) or depth > _DEEPEST or (node.tag in _LISTING and self.page.surrounds(node)):
            return
        if node.tag == "br":
            self.end_line(True)
        elif (node.tag == "table" and not is_layout(node)) or table_like(node):
            yield from self.flush()
            yield from self.table(node)
        elif _BLOCKS.fullmatch(node.tag):
            yield from self.boxed(node, depth)
        else:
            self.text += _GAP if node.tag == "span" and _set_apart(node) else ""
            yield from self.inside(node, depth)

    def boxed(self, node: etree._Element, depth: int) -> Iterator[Block]:
        """A block element: what it holds begins and ends a paragraph."""
        yield from self.flush()
        heading, before = _HEADING.match(node.tag), self.level
        self.level = int(heading.group(1)) if heading else self.level
        self.marker = self.number(node) or self.marker
        yield from self.inside(node, depth)
        yield from self.flush()
        self.level = before

    def number(self, node: etree._Element) -> str:
        """The number of an item of an ordered list, whose items must be asked for in order."""
        parent = node.getparent()
        if node.tag != "li" or parent is None or parent.tag != "ol":
            return ""
        count = self.counts.get(parent, integer(parent.get("start"), 1) - 1) + 1
        self.counts[parent] = count
        return f"{count}."

    def inside(self, node: etree._Element, depth: int) -> Iterator[Block]:
        """Text and children in order."""
        self.add(node.text, node)
        for child in node:
            yield from self.walk(child, depth + 1)
            self.add(child.tail, child)

    def add(self, text: str | None, node: etree._Element) -> None:
        """Add running text, the line of whose first word is remembered."""
        if text:
            if not self.text.strip():
                self.line = line_of(node)
            self.text += text

    def end_line(self, broken: bool) -> None:
        """End a line; one `broken` off within its paragraph may go on in the next."""
        shown = collapsed(self.text)
        parts = list(segments(without_leader(self.marker + shown))) if shown.strip() else []
        for n, (at, text) in enumerate(parts, 1):
            indented = n == 1 and at > 1
            full = broken and n == len(parts) and width(text) >= _FULL and prose(text)
            self.lines.append(PrintedLine(text, Place(self.file, self.line, at + 1), full, indented, self.level))
        self.text, self.marker = "", "" if parts else self.marker

    def flush(self) -> Iterator[Block]:
        """The paragraphs of the lines gathered."""
        self.end_line(False)
        lines, self.lines = self.lines, []
        yield from paragraphs(lines)

    def table(self, node: etree._Element) -> Iterator[Block]:
        """A table with its caption."""
        for caption in node.iterchildren("caption"):
            yield from self.boxed(caption, 0)
        yield from blocks_of(rows_of(node, self.file))


def _set_apart(node: etree._Element) -> bool:
    """Whether a span is one of the parts that a style sheet sets apart in the head line of a table or on the cover."""
    return any(above.tag in ("caption", "header") for above in node.iterancestors())
