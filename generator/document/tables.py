"""A 决算表 from its layout and the facts."""

import re
from functools import partial

from generator.document.table_layout import Groups, Layout, Pairs, Single, Subjects
from generator.document.table_rows import group_rows, pair_rows, single_rows, subject_rows
from generator.document.tree import Row, Table
from generator.model.catalogue import Catalogue
from generator.model.facts import Facts
from generator.model.figure import WAN
from generator.model.format import count

SLOT = re.compile(r"\{(.+?)\}")


def build_table(layout: Layout, number: str, facts: Facts, catalogue: Catalogue) -> Table:
    """The table filled with amounts in 万元; `number` is printed above it (公开01表)."""
    rows = _rows(layout, facts, catalogue)
    year = facts.figure("年度")
    return Table(
        title=layout.title,
        number=number,
        left=f"部门：{facts.text('部门.名称')}",
        middle=f"{count(year.value)}年度" if year else "",
        right=f"金额单位：{WAN}",
        widths=layout.widths,
        head=layout.head,
        body=rows,
        notes=_notes(layout, rows, facts),
        landscape=layout.landscape,
    )


def _rows(layout: Layout, facts: Facts, catalogue: Catalogue) -> tuple[Row, ...]:
    match layout.body:
        case Pairs() as body:
            return pair_rows(body, facts, catalogue)
        case Subjects() as body:
            return subject_rows(body, facts)
        case Groups() as body:
            return group_rows(body, facts, catalogue)
        case Single() as body:
            return single_rows(body, facts)


def _notes(layout: Layout, rows: tuple[Row, ...], facts: Facts) -> tuple[str, ...]:
    """The notes, numbered where there are several, and after them why the table is empty."""
    several = len(layout.notes) > 1
    notes = [f"{n}. {note}" if several else note for n, note in enumerate(layout.notes, 1)]
    if notes:
        notes[0] = f"注：{notes[0]}"
    if layout.empty_note and not any(cell.figure and cell.text for row in rows for cell in row.cells):
        notes.append(SLOT.sub(partial(_word, facts), layout.empty_note))
    return tuple(notes)


def _word(facts: Facts, slot: re.Match[str]) -> str:
    return facts.text(slot[1])
