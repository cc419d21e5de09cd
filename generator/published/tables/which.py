"""Which of the nine 决算表 a table is that no layout wrote, by its title and its words; the marks are data in 读法/表.yaml."""

import re

from generator.model.claim import TableKind
from generator.model.numerals import ONE
from generator.published.outline import Sheet
from generator.published.tables.labels import marks
from generator.published.text import folded
from generator.source.words import said

TITLE = said("表.表名")
NUMBER = said("表.表号")
RUN_TOGETHER = re.compile(rf"-?[\d,]+\.\d{{2}}\s*(?:-?[\d,]+\.\d{{2}}|{ONE}.*|本年(?:收入|支出)合计)")
HEAD = 6


def kind_of(sheet: Sheet) -> TableKind:
    """Which table a grid is; empty for none of the nine, 条目 for one with a row for each item.

    Empty too where cells have run together or lost their places: its columns cannot be told, so it is not read.
    """
    if sheet.grid.blurred or any(RUN_TOGETHER.fullmatch(piece.text.strip()) for row in sheet.grid.rows for piece in row):
        return ""
    rows = ["".join(map(folded, row)) for row in sheet.grid.rows]
    title = next((line for each in reversed(sheet.above) if TITLE.search(line := NUMBER.sub("", each))), "")
    head = "".join(rows[:HEAD])
    texts = {"表名": title, "表头": head, "两处": title + head, "全表": "".join(rows)}
    return next((mark.kind for mark in marks() if all(found.search(texts[where]) for where, found in mark.words)), "")
