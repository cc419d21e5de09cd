"""DOCX to blocks: paragraphs with the numbers Word prints, tables, text boxes; deleted and hidden text left out."""

from collections.abc import Iterable, Iterator

from lxml import etree

from generator.readers.blocks import Block, Paragraph, Piece, UnreadablePublication, up_to_most
from generator.readers.captions import without_leader
from generator.readers.docx.numbers import Numbers, read_numbers
from generator.readers.docx.styles import Styles, child, on, read_styles, val, w
from generator.readers.docx.text import Fields, atoms
from generator.readers.integers import integer
from generator.readers.office_package import Package
from generator.readers.paragraphs import ends, opens, spaced
from generator.readers.run_together import segments
from generator.readers.tables import MOST_COLUMNS, Row, blocks_of, joined, up_to_bounds
from generator.source.place import Place

_LONGEST_NUMBER = 100
_MAIN = "word/document.xml"
_WRAPPERS = frozenset(map(w, ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")))


def read_docx(package: Package, file: str) -> list[Block]:
    """The blocks of a docx; the line of a place counts paragraphs and table rows, the column characters or cells."""
    root = package.xml(_MAIN)
    body = None if root is None else child(root, "body")
    if body is None:
        raise package.damaged()
    return joined(up_to_most(_reader(package, file).blocks(body)))


def nodes_of(content: bytes, file: str, body: etree._Element) -> dict[int, etree._Element]:
    """The paragraph or table row of each line that places count, in a body that was parsed from the same content."""
    reader = _reader(Package(content, file.rpartition("/")[2]), file)
    up_to_most(reader.blocks(body))
    return reader.nodes


def cell_of(row: etree._Element, column: int) -> etree._Element | None:
    """The cell of a row that covers a column, which counts from 1."""
    end = _room(child(row, "trPr", "gridBefore"), 0, 0)
    for cell in _flat(row):
        if cell.tag == w("tc"):
            end += _room(child(cell, "tcPr", "gridSpan"), 1, end)
            if column <= end:
                return cell
    return None


def _reader(package: Package, file: str) -> "_Reader":
    styles = read_styles(package.xml("word/styles.xml"))
    numbers = read_numbers(package.xml("word/numbering.xml"), styles)
    if numbers.longest > _LONGEST_NUMBER:
        raise UnreadablePublication(f"{package.name} 的自动编号有 {numbers.longest} 个字长，没有读。请改短编号的格式后再试。")
    return _Reader(file, styles, numbers)


class _Reader:
    """Walks a document once, in order: lists are counted and fields opened as it goes."""

    def __init__(self, file: str, styles: Styles, numbers: Numbers) -> None:
        self.file, self.styles, self.numbers = file, styles, numbers
        self.fields = Fields()
        self.line = 0
        self.nodes: dict[int, etree._Element] = {}

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """The blocks in a body, a cell or a text box."""
        for node in _flat(container):
            if node.tag == w("p"):
                self.line += 1
                self.nodes[self.line] = node
                yield from self.paragraph(node)
            elif node.tag == w("tbl"):
                yield from self.table(node)

    def paragraph(self, node: etree._Element) -> Iterator[Block]:
        """A paragraph, one for each of its lines that stands alone, with its text boxes at their place."""
        line, level = self.line, self.styles.level(node)
        text, before, after = self.text(node)
        for box in before:
            yield from self.blocks(box)
        yield from (Paragraph(pieces, level) for pieces in _parted(self.pieces(text, line)))
        for box in after:
            yield from self.blocks(box)

    def text(self, node: etree._Element) -> tuple[str, list[etree._Element], list[etree._Element]]:
        """Text with its number; the text boxes anchored before it, and those within or after."""
        text = ""
        before: list[etree._Element] = []
        after: list[etree._Element] = []
        for atom in atoms(node, self.styles, self.fields):
            if isinstance(atom, str):
                text += atom
            else:
                (after if text.strip() else before).append(atom)
        erased = not text.strip() and on(child(node, "pPr", "rPr", "del")) is not None
        label = "" if erased else self.numbers.label(node)
        return (label + text.lstrip() if text.strip() else "", before, after)

    def pieces(self, text: str, line: int) -> Iterator[tuple[bool, Piece]]:
        """What stands on each line of a paragraph, or in each part of the head line of a table; whether it is a part."""
        start = 1
        for whole in text.split("\n"):
            for n, (at, part) in enumerate(segments(without_leader(whole))):
                yield n > 0, Piece(part, Place(self.file, line, start + at))
            start += len(whole) + 1

    def table(self, node: etree._Element) -> Iterator[Block]:
        """A table; one of a single cell is only a frame around its content."""
        rows = [row for row in _flat(node) if row.tag == w("tr") and child(row, "trPr", "del") is None]
        cells = [[cell for cell in _flat(row) if cell.tag == w("tc")] for row in rows]
        if len(cells) == 1 and len(cells[0]) == 1:
            yield from self.blocks(cells[0][0])
        else:
            yield from blocks_of(up_to_bounds(self.row(*pair) for pair in zip(rows, cells, strict=True)))

    def row(self, node: etree._Element, cells: list[etree._Element]) -> Row:
        """A row with an empty cell for each place that a merged cell covers."""
        self.line += 1
        self.nodes[self.line] = node
        texts = [""] * _room(child(node, "trPr", "gridBefore"), 0, 0)
        for cell in cells:
            merged = child(cell, "tcPr", "vMerge")
            text = self.cell(cell)
            texts.append("" if merged is not None and val(merged) != "restart" else text)
            texts += [""] * (_room(child(cell, "tcPr", "gridSpan"), 1, len(texts) - 1) - 1)
        texts += [""] * _room(child(node, "trPr", "gridAfter"), 0, len(texts))
        return tuple(Piece(text, Place(self.file, self.line, n)) for n, text in enumerate(texts, 1))

    def cell(self, node: etree._Element) -> str:
        """The text of a cell, its lines and paragraphs run together."""
        lines: list[str] = []
        for paragraph in node.iter(w("p")):
            if not any(above.tag == w("txbxContent") for above in _between(paragraph, node)):
                lines += self.text(paragraph)[0].split("\n")
        kept = [line.strip() for line in lines if line.strip()]
        return "".join(spaced(kept))


def _flat(container: etree._Element) -> Iterator[etree._Element]:
    """The elements of a container, those inside controls and insertions too."""
    for node in container:
        if node.tag in _WRAPPERS:
            yield from _flat(node)
        else:
            yield node


def _between(node: etree._Element, above: etree._Element) -> Iterator[etree._Element]:
    for parent in node.iterancestors():
        if parent is above:
            return
        yield parent


def _room(node: etree._Element | None, otherwise: int, taken: int) -> int:
    """So many columns as an element says, no more than there is room for behind those taken."""
    return min(integer(val(node), otherwise), max(MOST_COLUMNS - taken, 0))


def _parted(pieces: Iterable[tuple[bool, Piece]]) -> Iterator[tuple[Piece, ...]]:
    """Pieces by paragraph: a line that ends a sentence, or before one that opens, is a paragraph to its readers."""
    held: list[Piece] = []
    for part, piece in pieces:
        if held and (part or ends(held[-1].text) or opens(piece.text)):
            yield tuple(held)
            held = []
        held.append(piece)
    if held:
        yield tuple(held)
