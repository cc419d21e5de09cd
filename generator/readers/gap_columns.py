"""Tables without rules: cells told apart by the gaps between them and put in columns by where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.readers.blocks import Piece
from generator.readers.tables import Row
from generator.source.place import Place

_MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Span:
    """A text between two edges."""

    piece: Piece
    x0: int
    x1: int


def align(lines: Sequence[Sequence[Span]]) -> list[Row]:
    """Rows with a cell for every column; a text over several columns stands in the first."""
    bands: list[tuple[int, int]] = []
    for line in sorted(lines, key=len, reverse=True):
        for span in line:
            _widen(bands, span)
    return [_row(line, bands) for line in lines]


def _widen(bands: list[tuple[int, int]], span: Span) -> None:
    """Let a text widen the column it stands in, or begin one; one that stands in several does neither."""
    met = [n for n, (x0, x1) in enumerate(bands) if span.x0 < x1 and x0 < span.x1]
    if not met:
        bands.append((span.x0, span.x1))
        bands.sort()
    elif len(met) == 1:
        x0, x1 = bands[met[0]]
        bands[met[0]] = (min(x0, span.x0), max(x1, span.x1))


def _row(line: Sequence[Span], bands: list[tuple[int, int]]) -> Row:
    place = line[0].piece.place
    cells = [Piece("", Place(place.file, place.line, n, place.page)) for n, _ in enumerate(bands, 1)]
    for span in line:
        at = next(n for n, (x0, x1) in enumerate(bands) if span.x0 < x1 and x0 < span.x1)
        cells[at] = Piece(cells[at].text + span.piece.text, span.piece.place)
    return tuple(cells)


def tabular(counts: Sequence[int]) -> list[tuple[int, int]]:
    """Runs (start, end) of lines that look like a table, given how many texts set apart by gaps each line has."""
    runs, start = [], 0
    for n, count in enumerate([*counts, 0]):
        if not 1 < count < _MOST_COLUMNS:
            if sum(each > 2 for each in counts[start:n]) > 2:
                runs.append((start, n))
            start = n + 1
    return runs
