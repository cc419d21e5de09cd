"""What readers share on tables: rows of one length, captions lifted out, a table over two pages made one."""

from collections.abc import Iterator, Sequence

from generator.published.blocks import Block, Grid, Paragraph, Piece
from generator.published.captions import bare, is_caption, is_note
from generator.source.place import Place

Row = tuple[Piece, ...]


def pad(rows: Sequence[Row]) -> list[Row]:
    """Rows of one length; added cells stand where their row ends."""
    columns = max(map(len, rows), default=0)
    return [(*row, *(_blank(row),) * (columns - len(row))) for row in rows]


def _blank(row: Row) -> Piece:
    return Piece("", row[-1].place if row else Place("", 1, 1))


def blocks_of(rows: Sequence[Row]) -> Iterator[Block]:
    """A table as read: captions above it and notes below it as paragraphs, what lies between as a grid."""
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


def continued(upper: Grid, lower: Grid) -> Grid:
    """Two parts of one table as one, without the head rows repeated in the second."""
    repeated = 0
    for above, below in zip(upper.rows, lower.rows, strict=False):
        if [bare(a.text) for a in above] != [bare(b.text) for b in below]:
            break
        repeated += 1
    return Grid(tuple(pad((*upper.rows, *lower.rows[repeated:]))))


def columns(grid: Grid) -> int:
    """The number of columns."""
    return len(grid.rows[0])


def joined(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in which a table that directly follows one of as many columns continues it."""
    out: list[Block] = []
    for block in blocks:
        before = out[-1] if out else None
        if isinstance(block, Grid) and isinstance(before, Grid) and columns(block) == columns(before):
            out[-1] = continued(before, block)
        else:
            out.append(block)
    return out
