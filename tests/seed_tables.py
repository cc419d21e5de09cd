"""Reads the nine 决算表 of a published text whose table cells are parted by tabs."""

import re
from collections.abc import Iterable
from pathlib import Path

TITLE = re.compile(r"\S+决算(总|明细)?表")
HEADS = {"栏次", "科目编码"}


def read_tables(path: Path) -> dict[str, list[list[str]]]:
    """The body rows of each table under its title, cells stripped."""
    tables: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for line in path.read_text("utf-8").splitlines():
        if TITLE.fullmatch(line):
            rows = tables.setdefault(line, [])
        elif "\t" in line:
            rows.append([cell.strip() for cell in line.split("\t")])
        elif line.startswith("第三部分"):
            rows = []
    return {title: _tidy(_body(rows)) for title, rows in tables.items() if rows}


def _body(rows: list[list[str]]) -> list[list[str]]:
    """The rows after the last head row, without the empty columns that stand after 公开07表."""
    last = max(n for n, row in enumerate(rows) if HEADS & set(row[:2]) or row[:2] == ["1", "2"])
    width = len([cell for cell in rows[last] if cell]) if rows[last][0] == "1" else len(rows[last])
    return [row[:width] for row in rows[last + 1 :]]


def _tidy(rows: list[list[str]]) -> list[list[str]]:
    """合计 moved to the first of the cells it spans; a foot printed as labels over amounts made one row."""
    for row in rows:
        if row[:2] == ["", "合计"]:
            row[:2] = ["合计", ""]
    if len(rows) > 1 and rows[-2][0].endswith("合计") and not rows[-1][0]:
        foot = [label or amount for label, amount in zip(rows[-2], rows.pop(), strict=True)]
        rows[-1] = foot
    return rows


def spread(rows: Iterable[tuple[int, int, str]], columns: int) -> list[list[str]]:
    """Rows of texts from placed cells, blank where a cell is covered by another."""
    lines: list[list[str]] = []
    for row, column, text in rows:
        while len(lines) <= row:
            lines.append([""] * columns)
        lines[row][column] = text.strip("　")
    return lines
