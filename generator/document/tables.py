"""A 决算表 from its layout and the facts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from typing import Any

from generator.derive.ledger import Equation
from generator.document.table_layout import Groups, Items, Layout, Listed, Look, Pairs, Single, Subjects, Units
from generator.document.table_rows import (
    SLOT,
    Filling,
    group_rows,
    item_rows,
    listed_rows,
    pair_rows,
    single_rows,
    subject_rows,
    unit_rows,
)
from generator.document.tree import Row, Table
from generator.model.catalogue import Catalogue
from generator.model.facts import Facts
from generator.model.figure import Formula, Op
from generator.model.format import TABLE_PLACES, rounded

NUMBER = "{表号}"
ADDING = (Op.SUM, Op.DIFFERENCE)


def build_table(
    layout: Layout, position: int, facts: Facts, catalogue: Catalogue, look: Look | None = None, sums: Sequence[Equation] = ()
) -> Table:
    """The table filled with amounts in 万元, the `position`th of its part; a list of words has nothing above it.

    `look` is that of the profile; the layout may say otherwise. `sums` are what adds up to what, besides the formulas of figures.
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
        notes=_notes(layout, rows, filling, sums),
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
        case Units() as body:
            return unit_rows(body, filling)


def _notes(layout: Layout, rows: tuple[Row, ...], filling: Filling, sums: Sequence[Equation]) -> tuple[str, ...]:
    """The notes, that on rounding only where a sum needs it, numbered where there are several, and after them why the table is empty."""
    told = [*map(filling.text, layout.notes)]
    if filling.look.tails and _rounds(rows, sums):
        told.append(filling.text(filling.look.tails))
    several = len(told) > 1
    notes = [f"{n}. {note}" if several else note for n, note in enumerate(told, 1)]
    if notes:
        notes[0] = f"注：{notes[0]}"
    if layout.empty_note and not any(cell.figure and cell.text.strip("0.") for row in rows for cell in row.cells):
        notes.append(filling.text(layout.empty_note))
    return tuple(notes)


def _rounds(rows: Iterable[Row], sums: Iterable[Equation]) -> bool:
    """Whether a sum as printed differs from its parts as printed, all of them in this table."""
    figures = {cell.figure.name: cell.figure for row in rows for cell in row.cells if cell.figure}
    printed = {name: rounded(figure.value, TABLE_PLACES) for name, figure in figures.items()}
    ways = chain(((figure, figure) for figure in figures.values()), ((each.stated, each.computed) for each in sums))
    return any(
        printed[whole.name] != _added(way.formula, printed)
        for whole, way in ways
        if whole.name in printed and way.formula and way.formula.op in ADDING and all(term.name in printed for term in way.formula.terms)
    )


def _added(formula: Formula, printed: Mapping[str, Decimal]) -> Decimal:
    """What the terms of a sum or a difference come to as printed."""
    first, *others = (printed[term.name] for term in formula.terms)
    return first + sum(others) if formula.op is Op.SUM else first - sum(others)


__all__ = ["SLOT", "build_table"]
