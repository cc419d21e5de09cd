"""Figures in tables that no claim speaks of, the tables that no layout fits, and lines that are rows of a torn table."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from generator.checks.report import UnreadTable
from generator.model.claim import Claim
from generator.published.outline import Line, Sheet
from generator.published.tables.column_heads import Row, counts_columns, head_rows, path_of, rows_of
from generator.published.tables.labels import role
from generator.published.torn_rows import LONGEST, short, titled, torn_tables
from generator.readers.blocks import Grid, Piece
from generator.readers.cells import AMOUNT, NUMBER, WORD
from generator.source.place import Place
from generator.source.words import said

CODE = re.compile(r"[23]\d{2}(?:\d{2}){0,2}|\d{1,2}")
RATE = re.compile(r"-?\d+(?:\.\d+)?%")
WITH_UNIT = said("词.带元的数")  # 格子里连单位一起写的数
MONEY = said("表.金额单位")
OF_MONEY = said("表.金额的列")
HEADED = said("表.单位的一行")
NO_RESULT = re.compile(r"=(?:[A-Z(].*)?|#(?:REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!)")
NUMBERED = said("表.只有表号")
FEWEST = 2


def left_over(
    parts: Sequence[Line | Sheet], told: Mapping[int, Sequence[Claim]]
) -> tuple[tuple[Piece, ...], int, tuple[UnreadTable, ...]]:
    """The figures in the tables of `parts` of which no claim speaks, how many are in torn rows, the tables of which nothing was read.

    `told` has the claims of a table under its index; a table that is not in it is read elsewhere.
    """
    loose, unread, heading = list[Piece](), list[UnreadTable](), ""
    for at, part in enumerate(parts):
        if isinstance(part, Line):
            heading = part.text.text if titled(part) else heading
        elif at in told:
            figures = loose_figures(part, told[at])
            loose += figures
            unread += unread_table(part, figures, heading) if not told[at] else ()
    torn = list(torn_tables(parts))
    return tuple(loose), sum(table.figures for table in torn), (*unread, *torn)


def loose_figures(sheet: Sheet, claims: Iterable[Claim]) -> list[Piece]:
    """The cells of a table that hold a figure, no code, 行次 or number of a column, and that none of its claims was read from."""
    claimed = Counter(claim.place for claim in claims)  # in a page without line ends cells share a place
    found = []
    for piece in _figures(sheet):
        if claimed[piece.place]:
            claimed[piece.place] -= 1
        else:
            found.append(piece)
    return found


def _figures(sheet: Sheet) -> list[Piece]:
    if sheet.grid.blurred:  # 行次和数分不开，只数带小数的
        return [piece for row in sheet.grid.rows for piece in row if AMOUNT.fullmatch(piece.text)]
    rows = rows_of(sheet.grid)
    head = list(takewhile(lambda row: not any(map(WITH_UNIT.fullmatch, row.cells)), head_rows(rows)))
    width = max((len(row.cells) for row in rows), default=0)
    ranks = {at for at in range(width) if role(path_of(head, at)) == "行次" or _ordinals(rows, at)}
    body = [row for row in rows[len(head) :] if not counts_columns(row)]
    return [
        piece
        for row in body
        for at, piece in enumerate(row.pieces)
        if at not in ranks and _is_figure(row.cells, at)
    ]


def _ordinals(rows: Sequence[Row], at: int) -> bool:
    """Whether a column counts the rows from 1."""
    numbers = [row.cells[at] for row in rows if at < len(row.cells) and NUMBER.fullmatch(row.cells[at])]
    return len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _is_figure(cells: Sequence[str], at: int) -> bool:
    """Whether a cell is a number, and not a code or part of one before a name."""
    cell = cells[at]
    if not NUMBER.fullmatch(cell):
        return bool(RATE.fullmatch(cell) or WITH_UNIT.fullmatch(cell))
    behind = next((other for other in cells[at + 1 :] if other and not CODE.fullmatch(other)), "")
    return not (CODE.fullmatch(cell) and WORD.search(behind))


def unread_table(sheet: Sheet, loose: Sequence[Piece], heading: str = "") -> Iterator[UnreadTable]:
    """The table for a finding, with the heading it stands under, where it has amounts of money; a list of persons or units is none."""
    head = "".join(piece.text for row in sheet.grid.rows[:3] for piece in row)
    money = MONEY.search("".join(sheet.above) + head) or OF_MONEY.search(head)
    if len(loose) >= FEWEST and (money or any(map(_is_amount, loose))):
        yield _named(sheet, loose, heading)


def tables_left(sheets: Iterable[Sheet], claimed: Container[Place]) -> Iterator[UnreadTable]:
    """Every table with figures, of money or not, of which nothing was `claimed`."""
    for sheet in sheets:
        pieces = [piece for row in sheet.grid.rows for piece in row]
        figures = [] if any(piece.place in claimed for piece in pieces) else loose_figures(sheet, ())
        if figures:
            yield _named(sheet, figures)


def _named(sheet: Sheet, figures: Sequence[Piece], heading: str = "") -> UnreadTable:
    first = next(piece for row in sheet.grid.rows for piece in row if piece.text.strip())
    title = title_of(sheet)
    return UnreadTable(title, len(figures), first.place, sheet.grid.blurred, short(heading) if heading != title else "")


def title_of(sheet: Sheet) -> str:
    """The title above a table, else the heading or line before it, else its first words."""
    lines = [line for line in reversed(sheet.above) if not HEADED.search(line)]
    named = next((line for line in lines if line.endswith("表") and len(line) <= LONGEST and not NUMBERED.search(line)), "")
    title = named or next(iter(lines), "") or next(filter(None, (piece.text.strip() for row in sheet.grid.rows for piece in row)), "表")
    return short(title)


def _is_amount(piece: Piece) -> bool:
    text = "".join(piece.text.split())
    return bool(AMOUNT.fullmatch(text) or WITH_UNIT.fullmatch(text))


def without_result(grid: Grid) -> Iterator[Place]:
    """The cells of a table that hold a formula instead of its result, or the error that it gave."""
    return (piece.place for row in grid.rows for piece in row if NO_RESULT.fullmatch(piece.text.strip()))
