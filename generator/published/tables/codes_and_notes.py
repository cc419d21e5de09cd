"""What rules ask of a published table: its codes, whether it has amounts, and the note under it that says it has none."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.checks.report import PublishedTable
from generator.published.outline import Line, Sheet
from generator.published.tables.column_heads import Row, code_of, rows_of
from generator.published.tables.whole_rows import printed_twice
from generator.published.text import folded
from generator.readers.blocks import Piece
from generator.source.place import Place
from generator.source.words import said

AMOUNT = re.compile(r"-?\d+(?:,\d{3})*\.\d+")
NOTE, TAILS = said("表.没有数的说明"), said("表.尾差的说明")
CODE = re.compile(r"2\d{2}(?:\d{2}){0,2}")
FUNDS = ("政府性基金", "国有资本经营")
BEHIND = 4


def published_tables(
    parts: Sequence[Line | Sheet],
    right: Mapping[Place, str] = MappingProxyType({}),
    lacking: Mapping[int, tuple[str, ...]] = MappingProxyType({}),
) -> Iterator[PublishedTable]:
    """Each of the nine tables in `parts`; `right` are the codes that are to stand where others are printed.

    `lacking` are the totals that a table has not, by its index among the tables.
    """
    number = -1
    for i, part in enumerate(parts):
        number += isinstance(part, Sheet)
        if isinstance(part, Sheet) and part.kind and part.grid.rows:
            cells = [piece for row in part.grid.rows for piece in row]
            amounts = any(AMOUNT.fullmatch(t) and re.search("[1-9]", t) for t in (folded(c) for c in cells))
            texts = list(_texts(cells, parts[i + 1 : i + 1 + BEHIND]))
            note = next(_notes(part.kind, texts), None)
            rounding = any(TAILS.search(text) for text, _ in texts)
            twice = tuple(printed_twice(part))
            again = {place for _, _, place in twice}
            found = [entry for row in rows_of(part.grid) for entry in _code(row) if entry[1] not in again]
            codes, names = tuple((right.get(place, code), place) for code, place, _ in found), tuple(entry[2] for entry in found)
            told, place = note or ("", cells[0].place)
            tails = frozenset(cell.place for cell in cells if rounding)
            yield PublishedTable(part.kind, amounts, told, place, codes, names, tails, twice, lacking.get(number, ()))


def _code(row: Row) -> Iterator[tuple[str, Place, str]]:
    """The code at the head of a row, in one cell or in three, with the place of its first cell and the name behind it."""
    code, at = code_of(row)
    if CODE.fullmatch(code):
        name = re.sub(r"[\s\d]", "", row.cells[at]) if at >= 0 else ""
        yield code, next(piece.place for piece in row.pieces if piece.text.strip()), name


def _texts(cells: Sequence[Piece], behind: Sequence[Line | Sheet]) -> Iterator[tuple[str, Place]]:
    """What stands in the cells of a table and in the lines behind it up to the next table or heading."""
    yield from ((cell.text.strip(), cell.place) for cell in cells)
    for part in behind:
        if isinstance(part, Sheet) or part.level:
            break
        yield part.text.text, part.text.place(0)


def _notes(kind: str, texts: Sequence[tuple[str, Place]]) -> Iterator[tuple[str, Place]]:
    """The notes that say that a table of that kind has no amounts."""
    for text, place in texts:
        named = [fund for fund in FUNDS if fund in text]
        if NOTE.search(text) and "如" not in text and (not named or kind in named):
            yield text, place
