"""The document tree as the JSON that look/page.typ draws: plain text, which cannot be taken for Typst code."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator.document.grid import place
from generator.document.tree import Block, Cell, Contents, Cover, Document, Heading, Paragraph, Picture, Row, Table
from generator.writers.chart import draw
from generator.writers.html import AMOUNT, FRONT
from generator.writers.page_ends import kept
from generator.writers.table_fit import one_line, overlong, short, size

TURNS = re.compile(f"({AMOUNT.pattern})")


def to_json(document: Document) -> str:
    """Title, department, year, draft mark, and the blocks before the body and in it."""
    front = [block for block in document.blocks if isinstance(block, FRONT)]
    main = [block for block in document.blocks if not isinstance(block, FRONT)]
    depths = _depths((*front, *main))
    tree = {
        "title": document.title,
        "department": document.department,
        "year": document.year,
        "draft": document.draft,
        "front": [_block(block, next(depths)) for block in front],
        "main": [_block(block, next(depths)) | _joined(before) | {"held": keep} for before, block, keep in _around(main)],
    }
    return json.dumps(tree, ensure_ascii=False)


def _around(blocks: Sequence[Block]) -> Iterator[tuple[Block | None, Block, str]]:
    """Each block with the one before it, and whether it is kept whole or with the next."""
    return zip((None, *blocks), blocks, kept(blocks), strict=False)


def _joined(before: Block | None) -> dict[str, bool]:
    """Whether a block stands on the page that begins with the title of its part."""
    return {"joined": isinstance(before, Heading) and not before.apart}


def _depths(blocks: Iterable[Block]) -> Iterator[int]:
    """For each block the level of its heading, or of the one before it, with none left out, as PDF/UA wants."""
    depth = 0
    for block in blocks:
        match block:
            case Contents():
                depth = 1
            case Heading():
                depth = min(block.level, depth + 1)
            case Table() if block.title:
                depth = min(2, depth + 1)
        yield depth


def _block(block: Block, depth: int) -> dict[str, Any]:
    match block:
        case Cover():
            return {"kind": "cover", "lines": block.lines}
        case Contents():
            entries = [{"level": each.level, "text": each.text, "anchor": each.anchor} for each in block.entries]
            return {"kind": "contents", "title": block.title, "entries": entries}
        case Heading():
            text = _pieces(block.text)
            return {"kind": "heading", "level": block.level, "depth": depth, "anchor": block.anchor, "text": text, "apart": block.apart}
        case Paragraph():
            return {"kind": "paragraph", "style": block.style, "text": _pieces(block.text)}
        case Table():
            return {"kind": "table", "depth": depth, **_table(block)}
        case Picture():
            svg = draw(block, "svg").decode()
            return {"kind": "picture", "svg": svg, "alt": block.alt, "caption": block.caption}


def _pieces(text: str) -> list[str]:
    """Text and amounts with their units by turns, the latter to be kept on one line; a stop that follows never begins a line."""
    return TURNS.split(text)


def _table(table: Table) -> dict[str, Any]:
    letters = size(table)
    broken, low, body, again = overlong(table, letters), one_line(table, letters), _rows(table, table.body), _leading(table)
    if again is not None:
        body[again][0]["leads"] = table.anchor
    return {
        "title": table.title,
        "anchor": table.anchor,
        "number": table.number,
        "sheet": table.sheet,
        "short": short(table, letters),
        "line": [table.left, table.middle, table.right] if table.left or table.middle or table.right else [],
        "widths": table.widths,
        "size": letters,
        "head": _rows(table, table.head),
        "again": [] if again is None else body[again],
        "body": [{"whole": n not in broken, "low": n in low, "cells": cells} for n, cells in enumerate(body)],
        "kept": _kept(table, broken),
        "notes": table.notes,
        "landscape": table.landscape,
    }


def _kept(table: Table, broken: set[int]) -> bool:
    """Whether the last two rows can be kept on a page with the notes: none too high for that, each with a last cell of its own."""
    last = range(len(table.body) - 2, len(table.body))
    ends = {row for row, column, cell in place(table.body) if column + cell.colspan == len(table.widths) and cell.rowspan == 1}
    return ends.issuperset(last) and broken.isdisjoint(last)


def _leading(table: Table) -> int | None:
    """The row in a table without a head that heads the rows below it: the last with all its cells in bold, each over one column."""
    if table.head:
        return None
    wide = (n for n, row in enumerate(table.body) if len(row.cells) == len(table.widths) and all(cell.bold for cell in row.cells))
    return max(wide, default=None)


def _rows(table: Table, rows: Sequence[Row]) -> list[list[dict[str, Any]]]:
    """The cells row by row; those at the right edge say so."""
    told: list[list[dict[str, Any]]] = [[] for _ in rows]
    for row, column, cell in place(rows):
        told[row].append(_cell(cell) | ({"end": True} if column + cell.colspan == len(table.widths) else {}))
    return told


def _cell(cell: Cell) -> dict[str, Any]:
    """What differs from a plain cell is told, for most are plain."""
    told: dict[str, Any] = {"text": cell.text, "align": cell.align}
    if cell.colspan > 1:
        told["colspan"] = cell.colspan
    if cell.rowspan > 1:
        told["rowspan"] = cell.rowspan
    if cell.bold:
        told["bold"] = True
    if cell.strong:
        told["pieces"] = [{"text": text, "strong": strong} for text, strong in cell.pieces]
    return told
