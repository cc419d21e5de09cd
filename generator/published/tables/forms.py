"""Which layout a published table is printed in, told by its title and the labels over its columns."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from typing import get_args

from generator.derive.names import known
from generator.document.grid import place
from generator.document.layout_file import load_layout
from generator.document.profile import OwnFigure, Profile, load_profile, profiles
from generator.document.spelling import OTHERS
from generator.document.table_layout import (
    Body,
    Groups,
    Items,
    Layout,
    LayoutLine,
    Listed,
    Pairs,
    Single,
    Subjects,
    Units,
)
from generator.document.tables import SLOT
from generator.model.articulation import BASIC
from generator.model.claim import TableKind
from generator.model.figure import WAN, Figure
from generator.published.outline import Sheet
from generator.published.tables.column_heads import Row, bare, in_order, path_of
from generator.published.text import fold, folded
from generator.source.resources import every
from generator.source.template import TemplateError

QUOTES = re.compile(r"[“”\"《》]")
DEEPEST = 6
KINDS: tuple[TableKind, ...] = get_args(TableKind)
BALANCED: tuple[TableKind, ...] = ("财政拨款收支总计", "收支总计")
COSTS = "三公经费."
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A layout made ready for reading: its title as a pattern, None where it has none, and the labels over each of its columns.

    `high` is the number of rows of its head, `units` are those of its figures that are no amounts of money.
    """

    layout: Layout
    title: re.Pattern[str] | None
    heads: Cells
    high: int
    units: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> TableKind:
        """Which of the 决算表 it is by the facts that it prints; 条目 for one of a bureau's own, empty for a list of words."""
        match self.layout.body:
            case Listed():
                return ""
            case Groups(grid=grid):
                return "基本支出明细" if grid == BASIC else "条目"
            case Subjects(grid=grid):
                return grid if grid in KINDS else "条目"
            case Units():
                return "条目"
            case Pairs() as body:
                return next((kind for kind in BALANCED if any(name.startswith(f"{kind}.") for name in _names(body))), "条目")
            case body:
                return "三公经费" if all(name.startswith(COSTS) for name in _names(body)) else "条目"

    @property
    def labels(self) -> frozenset[str]:
        """The labels and codes of its rows."""
        codes = (code for group in self.layout.body.codes for code in group) if isinstance(self.layout.body, Groups) else ()
        return frozenset((*codes, *(bare(fold(line.label)) for line in _lines(self.layout.body))))

    def begins(self, rows: Sequence[Row]) -> int:
        """The row below its head; 0 where that is not the head of these rows."""
        heads = ((at, at + high) for high in range(1, self.high + 2) for at in range(DEEPEST))
        return next((end for at, end in heads if self._fits(rows[at:end])), 0)

    def _fits(self, head: Sequence[Row]) -> bool:
        """Whether rows have the labels of the head over each column, with more above them or less."""
        width = max((len(row.cells) for row in head), default=0)
        return width == len(self.heads) and all(_same(path_of(head, at), label) for at, label in enumerate(self.heads))


def forms() -> tuple[Form, ...]:
    """The forms of all layouts there are, an office's own first; one that cannot be read is none."""
    found: dict[Form, None] = {}
    for profile in profiles():
        for path in (path for folder in every(*profile.split("/")) for path in sorted(folder.glob("*/*.yaml"))):
            with suppress(TemplateError):
                layout = load_layout(path)
                found[replace(_form(layout), units=_units(profile, layout))] = None
    return tuple(found)


def orders(kind: TableKind) -> Iterator[tuple[str, ...]]:
    """The facts of the layouts of a table that have one row, in the order of their columns."""
    bodies = (form.layout.body for form in forms() if form.kind == kind)
    return (body.names for body in bodies if isinstance(body, Single) and len(body.names) > 1)


def forms_of(profile: Profile) -> tuple[Form, ...]:
    """The forms of the layouts that a profile prints."""
    paths = (profile.file(part.folder, f"{name}.yaml") for part in profile.parts for name, _, _ in part.files())
    found = []
    for path in filter(None, paths):
        with suppress(TemplateError):
            found.append(_form(load_layout(path)))
    return tuple(found)


def _units(profile: str, layout: Layout) -> tuple[tuple[str, str], ...]:
    names = _names(layout.body)
    own = load_profile(profile).figures if any(name.startswith(OTHERS) for name in names) else {}
    facts = ((name, own.get(name.removeprefix(OTHERS)) or known().get(name)) for name in names)
    return tuple((name, fact.unit) for name, fact in facts if isinstance(fact, Figure | OwnFigure) and fact.unit != WAN)


@cache
def _form(layout: Layout) -> Form:
    """The form of a layout, slots in its title left open."""
    words = SLOT.split(_plain(fold(layout.title)))[::2]
    title = re.compile(".+".join(map(re.escape, words))) if layout.title else None
    cells = [[""] * len(layout.widths) for _ in layout.head]
    for row, column, cell in place(layout.head):
        cells[row][column] = fold(cell.text)
    head = [Row(tuple(row), ()) for row in cells]
    return Form(layout, title, tuple(path_of(head, at) for at in range(len(layout.widths))), len(head))


def _same(one: str, other: str) -> bool:
    """Whether the labels over two columns are the same from the lowest up, as far as both go."""
    return one == other or (bool(one and other) and (f"/{one}".endswith(f"/{other}") or f"/{other}".endswith(f"/{one}")))


def form_of(sheet: Sheet, known_forms: Sequence[Form]) -> Form | None:
    """The form that a table is printed in, by its title and head; of several the one with most of its labels."""
    if sheet.grid.blurred:
        return None
    printed = {bare(folded(piece)) for row in sheet.grid.rows for piece in row}
    fitting = [form for form in _titled(sheet, known_forms) if form.begins(rows_within(sheet, len(form.heads)))]
    return max(fitting, key=lambda form: len(form.labels & printed), default=None)


def _titled(sheet: Sheet, known_forms: Sequence[Form]) -> list[Form]:
    """The forms whose title stands nearest above the head; where none does, those that have no title."""
    for line in reversed([*map(fold, sheet.above), *(folded(piece) for row in sheet.grid.rows[:DEEPEST] for piece in row)]):
        if found := [form for form in known_forms if form.title and form.title.fullmatch(_plain(line))]:
            return found
    return [form for form in known_forms if not form.title]


def _lines(body: Body) -> tuple[LayoutLine, ...]:
    """The rows that a layout lists one by one."""
    sides = body.sides if isinstance(body, Pairs) else (body.side,) if isinstance(body, Items) else ()
    return tuple(line for side in sides for line in (*side.items, *side.foot))


def _names(body: Body) -> tuple[str, ...]:
    """The facts that a layout names one by one."""
    return body.names if isinstance(body, Single) else tuple(name for line in _lines(body) for name in line.names)


def rows_within(sheet: Sheet, width: int) -> list[Row]:
    """The rows of a table; where they are wider than that, without the columns that have nothing in them."""
    rows = [Row(tuple(map(folded, row)), row) for row in sheet.grid.rows]
    wide = max((len(row.cells) for row in rows), default=0)
    used = [at for at in range(wide) if wide <= width or any(row.cells[at : at + 1] > ("",) for row in rows)]
    return [in_order(row, used) for row in rows]


def _plain(text: str) -> str:
    return QUOTES.sub("", text)
