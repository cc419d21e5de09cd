"""A document as plain text, with its tables laid out in the ways that offices lay them out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.document.tree import Contents, Cover, Document, Heading, Paragraph, Picture, Row, Table

CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
NUMBER = re.compile(r"-?[\d,]+\.\d+")


@dataclass(frozen=True)
class Layout:
    """How tables are laid out: cells set apart by `by`, amounts in 元, 0.00 for blank, codes in three columns, no 行次."""

    by: str = "\t"
    yuan: bool = False
    zeros: bool = False
    split_codes: bool = False
    numbered: bool = True


LAYOUTS = {
    "制表符": Layout(),
    "竖线": Layout(by="|"),
    "元": Layout(yuan=True),
    "补零": Layout(zeros=True),
    "编码三列": Layout(split_codes=True),
    "无行次": Layout(numbered=False),
}


def text_of(document: Document, layout: Layout = Layout()) -> str:
    """Every block on lines of its own."""
    lines: list[str] = []
    for block in document.blocks:
        match block:
            case Cover():
                lines += block.lines
            case Contents():
                lines += [block.title, *(entry.text for entry in block.entries)]
            case Heading() | Paragraph():
                lines.append(block.text)
            case Table():
                lines += [block.title, block.number, block.left, _unit(block, layout), *_rows(block, layout), *block.notes]
            case Picture():
                lines.append(block.caption)
        lines.append("")
    return "\n".join(lines)


def _unit(table: Table, layout: Layout) -> str:
    return table.right.replace("万元", "元") if layout.yuan and table.number else table.right


def _rows(table: Table, layout: Layout) -> list[str]:
    grid = spread((*table.head, *table.body), len(table.widths))
    if table.number:
        grid = _laid_out(grid, layout)
    if layout.by == "|":
        return ["|" + "|".join(cell or " " for cell in row) + "|" for row in grid]
    return [layout.by.join(row) for row in grid]


def spread(rows: Sequence[Row], columns: int) -> list[list[str]]:
    """Cells in their columns; the places that a merged cell covers are empty."""
    held, out = [0] * columns, []
    for row in rows:
        cells, at = [""] * columns, 0
        for cell in row.cells:
            while held[at]:
                at += 1
            cells[at] = cell.text.replace("\n", "")
            held[at : at + cell.colspan] = [cell.rowspan] * len(held[at : at + cell.colspan])
            at += cell.colspan
        held = [max(rest - 1, 0) for rest in held]
        out.append(cells)
    return out


def _laid_out(grid: list[list[str]], layout: Layout) -> list[list[str]]:
    if not layout.numbered and "行次" in grid[1]:
        keep = [n for n, cell in enumerate(grid[1]) if cell != "行次"]
        grid = [[row[n] for n in keep] for row in grid if not row[0].startswith("栏次")]
    if layout.split_codes and any("功能分类科目编码" in cell for cell in grid[1]):
        grid = [_split(row) for row in grid]
    if layout.yuan:
        grid = [[f"{Decimal(c.replace(',', '')) * 10000:.2f}" if NUMBER.fullmatch(c) else c for c in row] for row in grid]
    if layout.zeros:
        grid = [_filled(row) for row in grid]
    return grid


def _split(row: list[str]) -> list[str]:
    code = row[0] if CODE.fullmatch(row[0]) else ""
    first = [code[:3], code[3:5], code[5:]] if code else [row[0], "", ""]
    return [*first, *row[1:]]


def _filled(row: list[str]) -> list[str]:
    """0.00 for the blanks of a row of amounts."""
    amounts = [n for n, cell in enumerate(row) if NUMBER.fullmatch(cell)]
    if not amounts or not (CODE.fullmatch(row[0]) or row[0] == "合计"):
        return row
    return [cell or ("0.00" if n > 1 else "") for n, cell in enumerate(row)]
