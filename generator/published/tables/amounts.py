"""The 决算表 of a published document to claims: read by their heads, codes as codes, blank as zero."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import assert_never

from generator.document.table_layout import BLANKS, Subjects
from generator.model.articulation import ECONOMIC, KINDS
from generator.model.claim import Claim, Slip, TableKind
from generator.model.figure import WAN, Figure
from generator.model.misprint import misprinted
from generator.published.outline import Sheet
from generator.published.prose.labels import Names
from generator.published.tables.by_layout import cells_of
from generator.published.tables.column_heads import (
    Cell,
    Row,
    code_of,
    columns_of,
    first_amount,
    is_total,
    rows_of,
    unwrapped,
)
from generator.published.tables.forms import Form
from generator.published.tables.items import by_item, three_public
from generator.published.tables.labels import columns
from generator.published.tables.side_by_side import pairs
from generator.published.tables.slipped import belonging
from generator.published.text import folded
from generator.readers.blocks import Piece
from generator.readers.cells import WORD
from generator.source.numbers import parse_number
from generator.source.place import Place

OF_KIND = re.compile(rf"\.(?:{'|'.join(KINDS)}|{ECONOMIC})\.|\.(?:人员经费|公用经费)$")
FEW = 5
OTHER_COLUMNS = (".合计", "结转结余", "本年收入", ".年初预算")


def read_sheet(sheet: Sheet, form: Form | None, names: Names, unit: int = 0) -> tuple[list[Claim], list[Claim]]:
    """The claims of one table, none where it is no 决算表, and its blank cells as claims of nought; `unit` −4 for amounts in 元.

    The layout that it is printed in comes first, labels and heads tell what that does not.
    """
    reader = _Reader(sheet.kind, names, unit)
    if form and isinstance(form.layout.body, Subjects):
        fields = ["" if each in BLANKS else each for each in form.layout.body.fields]
        return reader.subjects(rows_of(sheet.grid), fields, form.layout.body.grid), reader.blank
    claims = list(reader.cells(cells_of(form, sheet, names))) if form else []
    told = {claim.place for claim in claims}
    claims += [claim for claim in _by_labels(sheet, reader, names) if claim.place not in told]
    return claims, list({blank.place: blank for blank in reversed(reader.blank)}.values())


def columns_in(sheet: Sheet, form: Form | None, names: Names, claims: Sequence[Claim]) -> list[list[tuple[str, Place]]]:
    """The cells of a table by column in order, each with the fact it states: of a 收支总表 blank ones too, of others as claimed."""
    cells = [(cell.name, cell.piece.place) for cell in cells_of(form, sheet, names)] if form else []
    if not cells and sheet.kind in {"收支总计", "财政拨款收支总计"}:
        rows = [Row(tuple(map(folded, row)), row) for row in sheet.grid.rows]
        cells = [(cell.name, cell.piece.place) for cell in pairs(unwrapped(rows), sheet.kind, names)]
    named = {place: name for name, place in cells or ((claim.name, claim.place) for claim in claims)}
    columns: dict[int, list[tuple[str, Place]]] = {}
    for row in sheet.grid.rows:
        for column, piece in enumerate(row):
            if piece.place in named:
                columns.setdefault(column, []).append((named[piece.place], piece.place))
    return list(columns.values())


def _by_labels(sheet: Sheet, reader: "_Reader", names: Names) -> Iterable[Claim]:
    """The claims of a table by its labels and heads alone."""
    rows = [Row(tuple(map(folded, row)), row) for row in sheet.grid.rows]
    match sheet.kind:
        case "":
            return ()
        case "收支总计" | "财政拨款收支总计":
            return reader.cells(pairs(unwrapped(rows), sheet.kind, names))
        case "基本支出明细":
            return reader.groups(rows)
        case "三公经费":
            return reader.cells(three_public(rows, "".join(sheet.above[-3:])))
        case "条目":
            return reader.cells(by_item(rows))
        case "收入" | "支出" | "一般公共预算" | "政府性基金" | "国有资本经营":
            ordered = rows_of(sheet.grid)
            return reader.subjects(ordered, columns_of(ordered, columns(sheet.kind)), sheet.kind)
        case never:
            assert_never(never)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns rows into claims on facts; cells that are `blank` it keeps apart."""

    kind: TableKind
    names: Names
    unit: int
    blank: list[Claim] = field(default_factory=list)

    def claim(self, name: str, piece: Piece, quote: str, unit: str = "") -> Iterator[Claim]:
        """A claim where the cell holds a number; `unit` is that of a count."""
        value = parse_number("".join(piece.text.split()))
        if value is not None and name:
            shown = value if unit or not self.unit else value.scaleb(self.unit)
            figure = Figure(name, shown, unit or WAN, piece.place)
            text = f"{quote} {piece.text.strip()}"
            yield Claim(name, "数", figure.value, figure.unit, piece.place, text, section=self.kind, tabled=True)
        elif name and not unit and not piece.text.strip():
            self.blank.append(Claim(name, "数", Decimal(0), WAN, piece.place, f"{quote} 空着", section=self.kind, tabled=True))

    def cells(self, found: Iterable[Cell]) -> Iterator[Claim]:
        """Claims on cells whose facts are known."""
        for cell in found:
            yield from self.claim(cell.name, cell.piece, cell.label, cell.unit)

    def subjects(self, rows: Sequence[Row], names: Sequence[str], table: str) -> list[Claim]:
        """Rows of 科目: code, name, then the columns of those `names`; nothing where the rows do not add up across, so misread."""
        first = first_amount(rows)
        codes: list[str] = []
        found: list[list[Claim]] = []
        bare: list[Claim] = []
        for row in rows:
            code, at = code_of(row)
            if code or is_total(row):
                label, kept = row.cells[at] if 0 <= at < len(row.cells) else code or "合计", len(self.blank)
                cells = zip(names, row.pieces[at + 1 if at >= 0 else first :], strict=False)
                found.append([claim for column, piece in cells for claim in self.claim(_named(table, code, column), piece, label)])
                codes.append(code)
                if not found[-1]:
                    bare += self.blank[kept:] if code else []  # 表头里也有“合计”
                    del self.blank[kept:]
        if sum(not claims for claims in found) * FEW <= len(found) + FEW:  # 类、款的行都不印数的，不算空着
            self.blank.extend(bare)
        right = _set_right(table, codes, found, names)
        wrong = sum(not _adds_up(claims) for claims in right)
        if right is not found or wrong * 2 > len(found):
            self.blank.clear()
        return [] if wrong * 2 > len(found) else [claim for claims in right for claim in claims]

    def groups(self, rows: Sequence[Row]) -> Iterator[Claim]:
        """Table 06: code, name and amount, two or three times a row; then the two totals; or a column for each 款."""
        if not any(True for row in rows for _ in _economic(row)):
            yield from self.across(rows)
            return
        by_column = any("人员经费" in row.cells and "公用经费" in row.cells for row in rows[:4])
        totals: list[str] = []
        for row in rows:
            coded = list(_economic(row))
            for code, at in coded:
                yield from self.claim(f"基本支出明细.{code}", row.pieces[at + 1], row.cells[at])
            labelled = [(name, row.cells.index(f"{name}合计")) for name in ("人员经费", "公用经费") if f"{name}合计" in row.cells]
            numbers = [piece for piece in row.pieces if _is_number(piece)]
            if labelled and numbers:
                for (name, at), end in zip(labelled, [*(at for _, at in labelled[1:]), len(row.cells)], strict=True):
                    piece = next(filter(_is_number, row.pieces[at + 1 : end]), None)
                    if piece is not None:  # 空着的一格不由后面的数补上
                        yield from self.claim(f"基本支出明细.{name}", piece, f"{name}合计")
                continue
            totals += [name for name, _ in labelled]
            if by_column and is_total(row):
                totals = ["合计", "人员经费", "公用经费"]
            if totals and not coded:
                for name, piece in zip(totals, numbers, strict=False):
                    yield from self.claim(f"基本支出明细.{name}", piece, f"{name}合计")
                totals = [] if numbers else totals

    def across(self, rows: Sequence[Row]) -> Iterator[Claim]:
        """A table with a column for each 类 and 款 of 经济分类: its row of totals."""
        total = next((row for row in rows if is_total(row) and sum(parse_number(cell) is not None for cell in row.cells) > 1), None)
        if total is None:
            return
        head = [row.cells for row in rows[: rows.index(total)]]
        group = ""
        for at, piece in enumerate(total.pieces):
            labels = [cells[at] for cells in head if at < len(cells) and WORD.search(cells[at])]
            group = next((code for label in labels if (code := self.names.economic(label))), group)
            own = labels[-1] if labels else ""
            if own in {"合计", "总计"} and not group:
                yield from self.claim("基本支出明细.合计", piece, own)
            elif own in {"小计", "合计"} or self.names.economic(own) == group:
                yield from self.claim(f"基本支出明细.{group}" if group else "", piece, own)
            elif code := self.names.economic(own, group):
                yield from self.claim(f"基本支出明细.{code}", piece, own)


def _named(table: str, code: str, column: str) -> str:
    """The fact of a column in the row of a code, or in that of the total, which may be another (本年收入=收入.一般公共预算)."""
    column, _, whole = column.partition("=")
    return column and (f"{table}.{code}.{column}" if code else whole or f"{table}.{column}")


def _is_number(piece: Piece) -> bool:
    return parse_number(piece.text.strip()) is not None


def _economic(row: Row) -> Iterator[tuple[str, int]]:
    """Each 经济分类 code of a row, in one cell or in two, with the column of its name."""
    for at, cell in enumerate(row.cells):
        following = row.cells[at + 1] if at + 1 < len(row.cells) else ""
        if re.fullmatch(r"3\d{2}", cell) and re.fullmatch(r"\d{2}", following) and at + 3 < len(row.cells):
            yield cell + following, at + 2
        elif re.fullmatch(r"3\d{2}(?:\d{2})?", cell) and at + 2 < len(row.cells):
            yield cell, at + 1


def _set_right(table: str, codes: Sequence[str], found: list[list[Claim]], names: Sequence[str]) -> list[list[Claim]]:
    """The claims of the rows, those that stand in the row of another 科目 named as what they are."""
    shown = [name for name in names if name and "=" not in name]
    at = [{claim.name: claim for claim in claims} for claims in found]
    facts = {column: [_named(table, code, column) for code in codes] for column in shown}
    values = [{name: claim.value for name, claim in row.items()} for row in at]
    printed = {column: [row.get(name) for row, name in zip(values, facts[column], strict=True)] for column in shown}
    parts = [column for column in shown if _counts(f"{table}.{column}")]
    slipped = belonging(codes, printed, {"合计": parts} if "合计" in shown and parts else {})
    for column, moves in slipped.items():
        for row, to in enumerate(moves):
            claim = at[row].get(facts[column][row])
            if claim is not None and to != row:
                slip = Slip(claim.name, 0 if to is None else to - row)
                at[row][claim.name] = replace(claim, name="" if to is None else facts[column][to], slip=slip)
    return [list(claims.values()) for claims in at] if slipped else found


def _counts(name: str) -> bool:
    """Whether the fact of a column is one of those that make up the 合计 of its row."""
    return not (name.endswith(OTHER_COLUMNS) or OF_KIND.search(name) or name.startswith("收入.一般"))


def _adds_up(claims: Sequence[Claim]) -> bool:
    """Whether the columns of a row come to its 合计, or miss it by a slip of the pen, as far as it has both."""
    total = next((claim.value for claim in claims if claim.name.endswith(".合计")), None)
    parts = [claim.value for claim in claims if _counts(claim.name)]
    reached = sum(parts, Decimal(0))
    return total is None or not parts or abs(reached - total) < Decimal("0.1") or misprinted(total, reached)
