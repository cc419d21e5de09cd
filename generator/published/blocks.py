"""What every reader of published files gives: paragraphs and tables in reading order, each text with its place."""

from dataclasses import dataclass

from generator.source.place import Place


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
    """A table: rows of cells in order, a merged cell once with empty ones for the places it covers."""

    rows: tuple[tuple[Piece, ...], ...]


Block = Paragraph | Grid


class UnreadablePublication(Exception):
    """A published file that cannot be read; the message, in Chinese, says why and what to do."""
