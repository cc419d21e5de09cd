"""Which lines of a plain text are rows of a table, by tabs, by bars or by the spaces between their cells."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from generator.readers.blocks import Piece
from generator.readers.gap_columns import Span, align, tabular
from generator.readers.paragraphs import opens, width
from generator.readers.tables import MOST_COLUMNS, Row
from generator.source.place import Place

_LONGEST_ROW, _SENTENCES, _CELLS = 1000, 10, 40
BLANK = " 　\t\f\v\xa0\ufeff\u200b"
_BARS = "|│┃"
_RULE = re.compile(r"[-:|+=\s\u2500-\u257f]+")
_MARKER = re.compile(r"\S{1,6}[、.．）)]|[①-⑳●•■◆]")
_PAGE = re.compile(r"\d{1,3}")
_GAP = re.compile(r"[ 　\xa0]{2,}")


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line of a file; with cells where it is a row."""

    number: int
    text: str
    row: Row = ()


def is_rule(text: str) -> bool:
    """Whether a line is only drawn."""
    return _RULE.fullmatch(text) is not None


def with_rows(lines: Sequence[RawLine], file: str) -> list[RawLine]:
    """The lines, each that is a row of a table with its cells."""
    parted = [replace(line, row=_cells(line, file)) for line in lines]
    found: list[RawLine] = []
    for rowed, group in groupby(parted, key=lambda line: bool(line.row)):
        members = list(group)
        found += _settled(members) if rowed else _aligned(members, file)
    return found


def _cells(line: RawLine, file: str) -> Row:
    text = line.text.strip(BLANK)
    if text[:1] in _BARS and text.count(text[:1]) > 1:
        return () if is_rule(text) else _split(line, text[1:].removesuffix(text[0]), text[0], file)
    return _split(line, line.text, "\t", file) if "\t" in text or "\t" in line.text else ()


def glued_tables(text: str) -> bool:
    """Whether a line holds a run of sentences with the rows of tables among them: a document that has lost its line ends."""
    cells = max(text.count("\t"), text.count("|"))
    return len(text) > _LONGEST_ROW and text.count("。") > _SENTENCES and cells > _CELLS


def _split(line: RawLine, part: str, by: str, file: str) -> Row:
    start, cells = line.text.find(part), []
    for cell in part.split(by, MOST_COLUMNS + 1):
        indent = len(cell) - len(cell.lstrip(BLANK))
        cells.append(Piece(cell.strip(BLANK), Place(file, line.number, start + indent + 1)))
        start += len(cell) + 1
    return tuple(cells)


def _settled(lines: list[RawLine]) -> Iterator[RawLine]:
    """Lines with tabs that follow each other: rows where one of them has the look of a row, or two are pairs."""
    tabled = any(_is_row(line.row) for line in lines)
    paired = sum(map(_is_pair, lines)) > 1
    for line in lines:
        filled = any(cell.text for cell in line.row)
        kept = filled and (tabled or (paired and _is_pair(line)))
        yield line if kept else replace(line, row=())


def _is_row(row: Row) -> bool:
    return len(row) > 2 and sum(bool(cell.text) for cell in row) > 1 and not _listed(row)


def _is_pair(line: RawLine) -> bool:
    return len(line.row) == 2 and all(cell.text for cell in line.row) and not _listed(line.row)


def _listed(row: Row) -> bool:
    """Whether tabs only set off a list number or the page number of a contents entry."""
    texts = [cell.text for cell in row if cell.text]
    if len(texts) != 2:
        return False
    return _MARKER.fullmatch(texts[0]) is not None or (opens(texts[0]) and _PAGE.fullmatch(texts[1]) is not None)


def _aligned(lines: list[RawLine], file: str) -> list[RawLine]:
    """Lines of which those that look like a table set out with spaces have become rows."""
    spans = [list(_spans(line, file)) if len(line.text) < _LONGEST_ROW else [] for line in lines]
    for start, end in tabular([len(line) for line in spans]):
        rows = align(spans[start:end])
        lines[start:end] = [replace(line, row=row) for line, row in zip(lines[start:end], rows, strict=True)]
    return lines


def _spans(line: RawLine, file: str) -> Iterable[Span]:
    start = 0
    for gap in (*_GAP.finditer(line.text), None):
        end = gap.start() if gap else len(line.text.rstrip(BLANK))
        text = line.text[start:end].strip(BLANK)
        if text:
            left = width(line.text[:start])
            place = Place(file, line.number, start + 1)
            yield Span(Piece(text, place), left, left + width(text))
        start = gap.end() if gap else end
