"""What readers share on tables: rows of one length, captions lifted out, a table over two pages made one."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from generator.readers.blocks import Block, Cut, Grid, Paragraph, Piece
from generator.readers.captions import bare, is_caption, is_note
from generator.source.place import Place
from generator.source.words import said

Row = tuple[Piece, ...]

CONTINUED = said("篇.续表")
MOST_COLUMNS, MOST_CELLS = 200, 50_000


def pad(rows: Sequence[Row]) -> list[Row]:
    """Rows of one length; added cells stand where their row ends."""
    columns = max(map(len, rows), default=0)
    return [(*row, *(_blank(row),) * (columns - len(row))) for row in rows]


def within_bounds(rows: Sequence[Row]) -> tuple[Sequence[Row], list[Cut]]:
    """The rows and columns that are read of a table, and what is to be said where it has more."""
    cuts: list[Cut] = []
    columns = max(map(len, rows), default=0)
    if columns > MOST_COLUMNS:
        wide = next(row for row in rows if len(row) == columns)
        if any(piece.text for row in rows for piece in row[MOST_COLUMNS:]):
            cuts.append(Cut(f"这张表有 {columns} 列，只读了前 {MOST_COLUMNS} 列", wide[0].place))
        rows, columns = [row[:MOST_COLUMNS] for row in rows], MOST_COLUMNS
    most = MOST_CELLS // max(columns, 1)
    if len(rows) > most:
        cuts.append(Cut(f"这张表有 {columns} 列、{most} 行以上，只读了前 {most} 行", rows[most][0].place))
        rows = rows[:most]
    return rows, cuts


def up_to_bounds(rows: Iterable[Row]) -> list[Row]:
    """Rows one by one, no further than shows that a table has more than is read of it."""
    read: list[Row] = []
    cells = 0
    for row in rows:
        read.append(row)
        cells += len(row)
        if cells > 2 * MOST_CELLS:
            break
    return read


def _blank(row: Row) -> Piece:
    return Piece("", row[-1].place if row else Place("", 1, 1))


def blocks_of(rows: Sequence[Row]) -> Iterator[Block]:
    """A table as read: captions above it and notes below it as paragraphs, what lies between as a grid."""
    rows, cuts = within_bounds(rows)
    yield from cuts
    kept = [row for row in rows if _texts(row)]
    first = next((n for n, row in enumerate(kept) if not _caption(row)), len(kept))
    last = next((n for n in range(len(kept), first, -1) if not _note(kept[n - 1])), first)
    yield from _lifted(kept[:first])
    if kept[first:last]:
        yield Grid(tuple(pad(_between(rows, kept[first], kept[last - 1]))))
    yield from _lifted(kept[last:])


def _between(rows: Sequence[Row], first: Row, last: Row) -> Sequence[Row]:
    places = [id(row) for row in rows]
    return rows[places.index(id(first)) : places.index(id(last)) + 1]


def _texts(row: Row) -> list[str]:
    return [bare(piece.text) for piece in row if bare(piece.text)]


def _caption(row: Row) -> bool:
    return all(map(is_caption, _texts(row)))


def _note(row: Row) -> bool:
    texts = _texts(row)
    return len(texts) == 1 and is_note(texts[0])


def _lifted(rows: Sequence[Row]) -> Iterator[Block]:
    for row in rows:
        yield from (Paragraph((piece,)) for piece in row if bare(piece.text))


def together(parts: Sequence[Sequence[Row]]) -> list[Row]:
    """Parts of one table, all of as many columns, as one, without the head rows repeated in later ones."""
    whole: list[Row] = []
    for part in parts:
        whole += part[_repeated(whole, part) :]
    return whole


def _repeated(upper: Sequence[Row], lower: Sequence[Row]) -> int:
    """How many rows at the head of a part repeat those at the head of the table so far, or a row of titles in its midst."""
    titles = [bare(piece.text) for piece in lower[0]] if lower else []
    if all(titles) and not any(map(str.isdecimal, "".join(titles))) and any([bare(p.text) for p in row] == titles for row in upper):
        return max(1, _same(upper, lower))
    return _same(upper, lower)


def _same(upper: Sequence[Row], lower: Sequence[Row]) -> int:
    for n, (above, below) in enumerate(zip(upper, lower, strict=False)):
        if [bare(a.text) for a in above] != [bare(b.text) for b in below]:
            return n
    return min(len(upper), len(lower))


def _without_continued(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks without the lines 续表 between two tables."""
    for before, block, after in zip((None, *blocks), blocks, (*blocks[1:], None), strict=False):
        told = isinstance(block, Paragraph) and CONTINUED.fullmatch(bare(block.raw))
        if not (told and isinstance(before, Grid) and isinstance(after, Grid)):
            yield block


def columns(grid: Grid) -> int:
    """The number of columns."""
    return len(grid.rows[0])


def joined(blocks: Iterable[Block]) -> list[Block]:
    """Blocks in which a table that directly follows one of as many columns continues it; 续表 may stand between."""
    out: list[Block] = []
    told = _without_continued(list(blocks))
    for _, group in groupby(told, key=lambda block: columns(block) if isinstance(block, Grid) and not block.blurred else 0):
        members = list(group)
        parts = [block.rows for block in members if isinstance(block, Grid) and not block.blurred]
        out += [Grid(tuple(together(parts)))] if parts else members
    return out
