"""A 决算表 from its layout and the facts."""

from dataclasses import replace
from typing import Any

from generator.document.table_layout import Groups, Items, Layout, Listed, Look, Pairs, Single, Subjects
from generator.document.table_rows import (
    SLOT,
    Filling,
    group_rows,
    item_rows,
    listed_rows,
    pair_rows,
    single_rows,
    subject_rows,
)
from generator.document.tree import Row, Table
from generator.model.catalogue import Catalogue
from generator.model.facts import Facts

NUMBER = "{表号}"


def build_table(layout: Layout, position: int, facts: Facts, catalogue: Catalogue, look: Look | None = None) -> Table:
    """The table filled with amounts in 万元, the `position`th of its part; a list of words has nothing above it.

    `look` is that of the profile; the layout may say otherwise.
    """
    own: dict[str, Any] = dict(layout.look)
    filling = Filling(facts, catalogue, replace(look or Look(), **own))
    rows = _rows(layout, filling)
    shown = filling.look if layout.title else Look("", "", "", "")
    return Table(
        title=filling.text(layout.title),
        number=filling.text(shown.number.replace(NUMBER, f"{position:02}")),
        left=filling.text(shown.left),
        middle=filling.text(shown.middle) if facts.figure("年度") else "",
        right=filling.text(shown.right),
        widths=layout.widths,
        head=layout.head,
        body=rows,
        notes=_notes(layout, rows, filling),
        landscape=layout.landscape,
        sheet=bool(layout.title),
    )


def _rows(layout: Layout, filling: Filling) -> tuple[Row, ...]:
    match layout.body:
        case Pairs() as body:
            return pair_rows(body, filling)
        case Items() as body:
            return item_rows(body, filling)
        case Subjects() as body:
            return subject_rows(body, filling)
        case Groups() as body:
            return group_rows(body, filling)
        case Single() as body:
            return single_rows(body, filling)
        case Listed() as body:
            return listed_rows(body, filling)


def _notes(layout: Layout, rows: tuple[Row, ...], filling: Filling) -> tuple[str, ...]:
    """The notes, numbered where there are several, and after them why the table is empty."""
    several = len(layout.notes) > 1
    told = map(filling.text, layout.notes)
    notes = [f"{n}. {note}" if several else note for n, note in enumerate(told, 1)]
    if notes:
        notes[0] = f"注：{notes[0]}"
    if layout.empty_note and not any(cell.figure and cell.text.strip("0.") for row in rows for cell in row.cells):
        notes.append(filling.text(layout.empty_note))
    return tuple(notes)


__all__ = ["SLOT", "build_table"]
