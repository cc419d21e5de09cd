"""Tables whose cells were put on lines of their own, where each row can be told from the codes and amounts in it."""

import re
from collections.abc import Sequence

from generator.readers.blocks import Block, Grid, Paragraph, Piece
from generator.readers.captions import bare, is_caption
from generator.readers.paragraphs import ends
from generator.readers.tables import MOST_COLUMNS, Row
from generator.source.place import Place

_RANK = "栏次"
_TOTAL = "合计"
_CODE = re.compile(r"\d{3}(\d{2}){0,2}")
_AMOUNT = re.compile(r"[-－]?\d[\d,]*(\.\d+)?|[-—－]|")
_LONGEST_HEAD = 24
_MOST_HEADS = 20
_LONGEST_TABLE = 20_000  # 格


def unstacked(paragraphs: Sequence[Paragraph]) -> list[Block]:
    """Paragraphs, with a grid in place of those that are the cells of a table."""
    found: list[Block] = []
    start = 0
    while start < len(paragraphs):
        table = _table(paragraphs, start) if bare(paragraphs[start].raw) == _RANK else None
        if table is None:
            found.append(paragraphs[start])
            start += 1
            continue
        rows, start = table
        heads = _heads(found)
        del found[len(found) - len(heads) :]
        found.append(Grid((*_rows_of_heads(heads, len(rows[0])), *rows)))
    return found


def _table(paragraphs: Sequence[Paragraph], start: int) -> tuple[list[Row], int] | None:
    """The rows from 栏次 on and where they end; None where they cannot be told apart without a doubt."""
    behind = min(len(paragraphs) - start - 1, MOST_COLUMNS)
    columns = next((n for n in range(behind) if bare(paragraphs[start + 1 + n].raw) != str(n + 1)), behind)
    if columns == 0:
        return None
    pieces = [paragraph.pieces[0] for paragraph in paragraphs[start : start + _LONGEST_TABLE]]
    rows, at = [_row(pieces[0], None, pieces[1 : columns + 1])], columns + 1
    while at < len(pieces) and (labels := _labels(bare(pieces[at].text))):
        amounts = pieces[at + labels : at + labels + columns]
        if len(amounts) < columns or not all(_AMOUNT.fullmatch(bare(amount.text)) for amount in amounts):
            return None
        rows.append(_row(pieces[at], pieces[at + 1] if labels == 2 else None, amounts))
        at += labels + columns
    return (rows, start + at) if len(rows) > 2 else None


def _labels(text: str) -> int:
    """How many cells stand before the amounts in a row that begins so; 0 where no row does."""
    return 1 if text == _TOTAL else 2 if _CODE.fullmatch(text) else 0


def _row(first: Piece, second: Piece | None, amounts: Sequence[Piece]) -> Row:
    return (first, second or _blank(first), *amounts)


def _blank(piece: Piece) -> Piece:
    return Piece("", piece.place)


def _heads(blocks: list[Block]) -> list[Piece]:
    """The column heads at the end of what was read so far: short lines after the title and head line of the table."""
    heads: list[Piece] = []
    for block in reversed(blocks[-_MOST_HEADS:]):
        if not isinstance(block, Paragraph) or len(block.raw) > _LONGEST_HEAD:
            break
        if is_caption(block.raw) or ends(block.raw):
            break
        heads.insert(0, block.pieces[0])
    return heads


def _rows_of_heads(heads: list[Piece], columns: int) -> list[Row]:
    rows = [heads[at : at + columns] for at in range(0, len(heads), columns)]
    return [(*row, *(Piece("", _after(row)),) * (columns - len(row))) for row in rows]


def _after(row: list[Piece]) -> Place:
    return row[-1].place
