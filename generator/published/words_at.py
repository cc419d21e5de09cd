"""The words or the cell of a published file that a finding is on, told by a place and what is quoted there."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.published.outline import Line, Sheet
from generator.published.text import fold
from generator.readers.blocks import Piece
from generator.source.place import Place

PRINTED = re.compile(r"-?\d[\d,.]*(?:%|‰|[万亿]?元|万)?")
SENTENCE = re.compile(r"[^。；！？]*[。；！？]?")
WHOLE = 60  # 字，不长的一行整行标出

Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Words:
    """Characters from one offset to another of the normalised text of a line."""

    line: Line
    start: int
    end: int

    @property
    def places(self) -> list[Place]:
        """Where each of the characters stands in the file."""
        return [self.line.text.place(at) for at in range(self.start, self.end)]


class Parts:
    """The lines and cells of a published file by where they stand."""

    def __init__(self, parts: Iterable[Line | Sheet]) -> None:
        self.rows: dict[tuple[int, int], list[Line]] = {}
        self.cells: dict[Key, Piece] = {}
        for part in parts:
            if isinstance(part, Sheet):
                for piece in (piece for row in part.grid.rows for piece in row):
                    if not (known := self.cells.get(key(piece.place))) or not known.text.strip():
                        self.cells[key(piece.place)] = piece
            else:
                for row in {(place.page, place.line) for place in part.text.places}:
                    self.rows.setdefault(row, []).append(part)

    def at(self, place: Place, quote: str) -> Words | Piece | None:
        """What stands at a place: a cell, or of a line the words quoted; None where nothing does."""
        return self.cells.get(key(place)) or next(self._words(place, quote), None)

    def _words(self, place: Place, quote: str) -> Iterator[Words]:
        for line in self.rows.get((place.page, place.line), ()):
            text = line.text
            for start, end, first in zip(text.starts, (*text.starts[1:], len(text.text)), text.places, strict=False):
                at = start + place.column - first.column
                if (first.page, first.line) == (place.page, place.line) and start <= at <= end:
                    yield Words(line, *span(text.text, min(at, max(len(text.text) - 1, 0)), fold(quote)))


def key(place: Place) -> Key:
    """A place without its file."""
    return place.page, place.line, place.column


def span(text: str, at: int, quote: str) -> tuple[int, int]:
    """Where the words stand that are meant by a place in a text: what is quoted, else the figure there, else the sentence."""
    found = [(m.start(), m.end()) for m in re.finditer(re.escape(quote), text)] if quote else []
    here = [each for each in found if each[0] <= at <= each[1]]
    if here or (found and at == 0):
        return (here or found)[0]
    if figure := PRINTED.match(text, at):
        return figure.span()
    if found:
        return min(found, key=lambda each: abs(each[0] - at))
    if len(text) <= WHOLE:
        return 0, len(text)
    return next((m.span() for m in SENTENCE.finditer(text) if m.start() <= at < m.end()), (0, len(text)))
