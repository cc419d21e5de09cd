"""What every reader of published files gives: paragraphs and tables in reading order, each text with its place."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.source.place import Place

MOST_PARAGRAPHS = 30_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text on one line, beginning at a place."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph put together from the lines it was broken into; `level` is its heading level where the file says so."""

    pieces: tuple[Piece, ...]
    level: int = 0

    @property
    def raw(self) -> str:
        """The text as it stands in the file, lines joined."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells in order, a merged cell once with empty ones for the places it covers.

    `blurred` where the columns could not be told apart, so that a cell may not stand under its head and none is read.
    """

    rows: tuple[tuple[Piece, ...], ...]
    blurred: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """Where something was left out of a file: how much there is and how much was read, and what to do about it.

    Left out is what is more than any publication holds, and what is no text but a picture of it.
    """

    what: str
    place: Place
    remedy: str = "其余没有核对。请删去多余的部分，或另存一份再核对"


Block = Paragraph | Grid | Cut


def up_to_most(blocks: Iterable[Block]) -> list[Block]:
    """The blocks of a file, and a cut where it has more of them than any publication has."""
    read: list[Block] = []
    for block in blocks:
        if len(read) == MOST_PARAGRAPHS:
            place = block.rows[0][0].place if isinstance(block, Grid) else place_of(block)
            return [*read, Cut(f"文件有 {MOST_PARAGRAPHS} 段以上，只读了前 {MOST_PARAGRAPHS} 段", place)]
        read.append(block)
    return read


def place_of(block: Paragraph | Cut) -> Place:
    """Where a block that is no table begins."""
    return block.pieces[0].place if isinstance(block, Paragraph) else block.place


class UnreadablePublication(Exception):
    """A published file that cannot be read; the message, in Chinese, says why and what to do."""
