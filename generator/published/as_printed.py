"""A document tree to the blocks that reading its printed file would give, without printing it."""

from collections.abc import Iterator

from generator.document.grid import place
from generator.document.tree import Contents, Cover, Document, Heading, Paragraph, Picture, Row, Table
from generator.readers.blocks import Block, Grid, Piece
from generator.readers.blocks import Paragraph as Told
from generator.source.place import Place


def printed_blocks(document: Document, file: str) -> Iterator[Block]:
    """Paragraphs and tables in order, the contents left out; the line of a place counts the blocks."""
    for number, block in enumerate(document.blocks, 1):
        here = Place(file, number, 1)
        match block:
            case Cover():
                yield from (_told(line, here) for line in block.lines)
            case Heading() | Paragraph():
                yield _told(block.text, here)
            case Table():
                yield from (_told(line, here) for line in (block.title, block.number, block.left, block.middle, block.right) if line)
                yield _grid((*block.head, *block.body), len(block.widths), file, number)
                yield from (_told(note, here) for note in block.notes)
            case Contents() | Picture():
                pass


def _told(text: str, here: Place) -> Told:
    return Told((Piece(text, here),))


def _grid(rows: tuple[Row, ...], columns: int, file: str, number: int) -> Grid:
    """The cells, each where it begins, the places it covers besides left empty; a cell's column is its place's."""
    texts = {(row, column): cell.text for row, column, cell in place(rows)}
    empty = [Piece("", Place(file, number, column + 1)) for column in range(columns)]
    return Grid(
        tuple(
            tuple(Piece(text, blank.place) if (text := texts.get((row, at), "")) else blank for at, blank in enumerate(empty))
            for row in range(len(rows))
        )
    )
