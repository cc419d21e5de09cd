"""Tables read by the layouts that write them: under each head and beside each label stands the fact that the layout prints there."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from generator.derive.units import OWN_LEVEL, UNITS
from generator.document.table_layout import BLANKS, Groups, Items, LayoutLine, Pairs, Side, Single, Units
from generator.published.outline import Sheet
from generator.published.prose.labels import Names
from generator.published.tables.column_heads import Cell, Row, bare, counts_columns, is_total, unwrapped
from generator.published.tables.forms import Form, rows_within
from generator.published.text import fold
from generator.readers.blocks import Piece
from generator.readers.cells import CODE, NUMBER

Found = Iterator[tuple[str, Piece, str]]


def cells_of(form: Form, sheet: Sheet, names: Names) -> Iterator[Cell]:
    """The cells below the head of a form, each with the fact that its layout prints there; none of a table of 科目."""
    units = dict(form.units)
    for name, piece, label in _read(form, sheet, names):
        if name not in BLANKS:
            yield Cell(name, piece, label, units.get(name, ""))


def _read(form: Form, sheet: Sheet, names: Names) -> Found:
    rows = rows_within(sheet, len(form.heads))
    rows = unwrapped(rows[form.begins(rows) :])
    match form.layout.body:
        case Pairs(sides=sides, numbered=numbered) as body:
            begins = accumulate(map(body.width, sides), initial=0)
            for at, side in zip(begins, sides, strict=False):
                yield from _side(rows, at, numbered, side, names)
        case Items(side=side, numbered=numbered):
            yield from _side(rows, 0, numbered, side, names)
        case Groups() as body:
            yield from _groups(rows, body)
        case Units() as body:
            yield from _units(rows, body, names.units)
        case Single(names=single):
            row = next((row for row in rows if any(map(NUMBER.fullmatch, row.cells)) and not counts_columns(row)), Row((), ()))
            yield from ((name, piece, name.rpartition(".")[2]) for name, piece in zip(single, row.pieces, strict=False))


def _side(rows: Sequence[Row], at: int, numbered: bool, side: Side, names: Names) -> Found:
    """The amounts beside each label of a column: those of the next line of the layout that is called so, else of the first."""
    lines, last = (*side.items, *side.foot), 0
    for row in rows:
        label = bare(row.cells[at]) if at < len(row.cells) else ""
        code = names.code((label,))
        called = (n for n in (*range(last, len(lines)), *range(last)) if label and _called(lines[n], label, code))
        if (found := next(called, None)) is not None:
            last = found + 1
            for name, piece in zip(lines[found].names, row.pieces[at + 1 + numbered :], strict=False):
                yield name, piece, label


def units_in(form: Form, sheet: Sheet) -> Iterator[str]:
    """The units below the department that a table by units lists, in order, without its own level, which is the first row."""
    if isinstance(body := form.layout.body, Units):
        rows = rows_within(sheet, len(form.heads))
        named = _by_unit(unwrapped(rows[form.begins(rows) :]), body)
        yield from [name for name, _ in named if name][1:]


def _units(rows: Sequence[Row], body: Units, units: Sequence[str]) -> Found:
    """The amounts behind the total, the department's own level and each unit below it."""
    own = next((name for name, _ in _by_unit(rows, body) if name), "")
    places = {**{name: f"{UNITS}.{number}" for number, name in enumerate(units, 1)}, own: OWN_LEVEL, "": ""}
    for label, row in _by_unit(rows, body):
        amounts = row.pieces[1 + body.numbered :]
        if label in places:
            yield from ((name, piece, label) for name, piece in zip(body.names(places[label]), amounts, strict=False))


def _by_unit(rows: Sequence[Row], body: Units) -> Iterator[tuple[str, Row]]:
    """The rows of a table by units with the name of each, the total with none."""
    for row in rows:
        name = "" if is_total(row) else row.cells[body.numbered] if len(row.cells) > body.numbered else ""
        if (name or is_total(row)) and not counts_columns(row):
            yield name, row


def _called(line: LayoutLine, label: str, code: str) -> bool:
    return line.code == code if line.code else bare(fold(line.label)) == label


def _groups(rows: Sequence[Row], body: Groups) -> Found:
    """The amount behind each code and its name, and behind each label of the foot."""
    ends = [*accumulate(cell.colspan + 1 for cell in body.foot)]
    for row in rows:
        if body.split:
            names = body.names(row.cells[0]) if CODE.fullmatch(row.cells[0]) else body.names() if is_total(row) else ()
            yield from ((name, piece, row.cells[1] or row.cells[0]) for name, piece in zip(names, row.pieces[2:], strict=False))
            continue
        for at in range(0, len(row.cells) - 2, 3):
            if CODE.fullmatch(row.cells[at]):
                yield f"{body.grid}.{row.cells[at]}", row.pieces[at + 2], row.cells[at + 1]
        for end, cell in zip(ends, body.foot, strict=True):
            if end <= len(row.cells) and row.cells[end - 1 - cell.colspan] == fold(cell.label):
                yield f"{body.grid}.{cell.field}", row.pieces[end - 1], cell.label
