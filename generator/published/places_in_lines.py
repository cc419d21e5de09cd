"""Whether a place lies in a line of a file: several lines may stand in one row, as they do in HTML."""

from generator.published.outline import Line
from generator.source.place import Place

Row = tuple[str, int, int]


def row(place: Place) -> Row:
    """The file, page and row of a place."""
    return place.file, place.page, place.line


def within(line: Line, place: Place) -> bool:
    """Whether the character at a place belongs to a line."""
    text = line.text
    ends = (*text.starts[1:], len(text.text))
    return any(
        row(first) == row(place) and first.column <= place.column <= first.column + end - start
        for start, end, first in zip(text.starts, ends, text.places, strict=False)
    )
