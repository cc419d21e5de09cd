"""Rows of a published table as wholes: one that is printed twice, and totals that its layout prints and that it has not."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.document.table_layout import NONE, Groups, Items, Pairs, Subjects
from generator.model.claim import Claim
from generator.published.outline import Sheet
from generator.published.tables.column_heads import Row, bare, code_of, is_total, rows_of
from generator.published.tables.forms import BALANCED, Form
from generator.published.text import fold, folded
from generator.readers.cells import WORD
from generator.source.place import Place
from generator.source.words import said

OF_SUBJECTS = frozenset({"收入", "支出", "一般公共预算", "政府性基金", "国有资本经营"})
OF_ITEMS = frozenset({"收支总计", "财政拨款收支总计", "基本支出明细", "三公经费"})
TOTALS = said("表.总数的行")
AMOUNT = re.compile(r"-?[\d,]*[1-9][\d,]*(?:\.\d+)?|-?[\d,]*\.\d*[1-9]\d*")
FEWEST = 2
Twice = tuple[str, Place, Place]


def printed_twice(sheet: Sheet) -> Iterator[Twice]:
    """What each row is called that stands twice with the same amounts, where it stands first and where again.

    Of rows of 科目 wherever they stand, unless the table has a code with other amounts again, so that it is one by units; of others
    one below the other.
    """
    if sheet.kind in OF_SUBJECTS | OF_ITEMS and not sheet.grid.blurred:
        rows = [row for row in rows_of(sheet.grid) if _amounts(row)]
        yield from _twice(rows, sheet.kind in OF_SUBJECTS)


def _twice(rows: Sequence[Row], subjects: bool) -> Iterator[Twice]:
    by_units = any(code and one.cells != two.cells for code, one, two in _again(rows))
    if not by_units:
        yield from ((f"{code} {_name(two)}".strip(), _place(one), _place(two)) for code, one, two in _again(rows) if code)
    for one, two in pairwise(rows):
        code, total = code_of(one)[0], is_total(one)
        plain = not subjects and (total or _name(one) or len(_amounts(one)) >= FEWEST)
        if one.cells == two.cells and (by_units if code else plain or total):
            yield (f"{code} {_name(two)}".strip() or "金额"), _place(one), _place(two)


def _again(rows: Sequence[Row]) -> Iterator[tuple[str, Row, Row]]:
    """Each row of a code that stands above with its first one."""
    first: dict[str, Row] = {}
    for row in rows:
        code = code_of(row)[0]
        if code in first:
            yield code, first[code], row
        elif code:
            first[code] = row


def _amounts(row: Row) -> list[str]:
    """The amounts of a row but its codes and what numbers it, none of them nought."""
    code, at = code_of(row)
    return [cell for cell in row.cells[at + 1 if code else 0 :] if "." in cell and AMOUNT.fullmatch(cell)]


def _name(row: Row) -> str:
    return next((cell for cell in row.cells if WORD.search(cell)), "")


def _place(row: Row) -> Place:
    return next(piece.place for piece in row.pieces if piece.text.strip())


def totals_lacking(sheets: Sequence[Sheet], forms: Sequence[Form | None], told: Sequence[Sequence[Claim]]) -> list[tuple[str, ...]]:
    """Of each table the facts of the totals that its layout prints and that it has not; none of a table without amounts.

    Where no layout is known, a table of 科目 is to have its 合计 as the others of the document have theirs, a 总表 its 总计.
    """
    names = [frozenset(claim.slip.under if claim.slip else claim.name for claim in claims) for claims in told]
    usual = any(sheet.kind in OF_SUBJECTS and _has_total(sheet.kind, own) for sheet, own in zip(sheets, names, strict=True))
    return [
        tuple(_lacking(sheet, form, own, usual)) if any(claim.value for claim in claims) else ()
        for sheet, form, own, claims in zip(sheets, forms, names, told, strict=True)
    ]


def _lacking(sheet: Sheet, form: Form | None, names: frozenset[str], usual: bool) -> Iterator[str]:
    kind, body = sheet.kind, form.layout.body if form else None
    labels = {bare(folded(piece)) for row in sheet.grid.rows for piece in row}
    if isinstance(body, Pairs | Items):
        lines = [line for side in (body.sides if isinstance(body, Pairs) else (body.side,)) for line in side.foot]
        totals = (line for line in lines if TOTALS.search(line.label) and bare(fold(line.label)) not in labels)
        yield from (line.names[0] for line in totals if not names.intersection(line.names))
    elif isinstance(body, Groups):
        foot = (cell for cell in body.foot if fold(cell.label) not in labels)
        yield from (name for cell in foot if (name := f"{body.grid}.{cell.field}") not in names)
    elif body is None and kind in BALANCED:
        sides = tuple(f"{kind}.{side}" for side in ("收入", "支出"))
        yield from sides if names and not names.intersection(sides) else ()
    elif kind in OF_SUBJECTS and not _has_total(kind, names) and (body.total != NONE if isinstance(body, Subjects) else usual):
        yield f"{kind}.合计"


def _has_total(grid: str, names: frozenset[str]) -> bool:
    return any(not re.match(rf"{grid}\.\d", name) for name in names)
