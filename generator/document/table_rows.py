"""The body rows of the kinds of 决算表."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from itertools import count as count_from

from generator.derive.units import OWN_LEVEL, UNITS
from generator.document.table_layout import (
    BLANKS,
    FIRST,
    LAST,
    ORDINAL,
    Groups,
    Items,
    LayoutLine,
    Listed,
    Look,
    Pairs,
    Side,
    Single,
    Subjects,
    Units,
)
from generator.document.tree import Cell, Row
from generator.model.catalogue import Catalogue
from generator.model.facts import Facts
from generator.model.figure import WAN, Figure, Words
from generator.model.format import TABLE_PLACES, count, rounded, table_amount
from generator.model.numerals import heading_number

TOTAL = "合计"
TOTALS = (TOTAL, "总计")
SLOT = re.compile(r"\{(.+?)\}")
NAME = "名称"
OWN = "（本级）"


@dataclass(frozen=True, slots=True)
class Filling:
    """What the cells of a table are filled from."""

    facts: Facts
    catalogue: Catalogue
    look: Look

    def amount(self, name: str, bold: bool = False) -> Cell:
        """The amount of that name; blank where it is unknown, a zero as the look prints it, keeping its figure."""
        if name in BLANKS:
            return Cell(name, None, "center" if name else "right", bold=bold)
        figure = self.facts.figure(name)
        text = self.printed(figure) if figure else ""
        return Cell(text, figure, "right", bold=bold, lacks=name if self.facts.lacking(name) else "")

    def holds(self, name: str, nothing: bool) -> bool:
        """Whether there is an amount of that name, be it `nothing` or not, or one still to be filled in."""
        figure = self.facts.figure(name)
        return bool(nothing or figure.value if figure else self.facts.lacking(name))

    def printed(self, figure: Figure) -> str:
        """A figure as a table prints it: amounts with two decimals, counts as they are."""
        if not rounded(figure.value, TABLE_PLACES):
            return self.look.zero
        return table_amount(figure.value, self.look.grouping) if figure.unit == WAN else count(figure.value)

    def amounts(self, names: Sequence[str], bold: bool = False) -> Iterator[Cell]:
        """The amounts of those names."""
        return (self.amount(name, bold) for name in names)

    def text(self, template: str) -> str:
        """A short text with the words, or counts, that it names in braces."""
        return SLOT.sub(self._slot, template)

    def _slot(self, slot: re.Match[str]) -> str:
        figure = self.facts.figure(slot[1])
        return count(figure.value) if figure else self.facts.text(slot[1])


def pair_rows(body: Pairs, filling: Filling) -> tuple[Row, ...]:
    """The lists side by side; the shorter ones are filled up with empty items before their foot."""
    listed = [_items(side, filling.catalogue) for side in body.sides]
    length = max(map(len, listed))
    blocks, start = [], 1
    for items, side in zip(listed, body.sides, strict=True):
        blocks.append(_cells([*_filled(items, length), *side.foot], start, side.amounts, body.numbered, filling))
        start += length + len(side.foot)
    return tuple(Row(tuple(chain.from_iterable(cells))) for cells in zip(*blocks, strict=True))


def item_rows(body: Items, filling: Filling) -> tuple[Row, ...]:
    """A row for each item."""
    return tuple(Row(tuple(cells)) for cells in _cells(body.side.foot, 1, body.side.amounts, body.numbered, filling))


def _items(side: Side, catalogue: Catalogue) -> list[LayoutLine]:
    """The items with their ordinals; a 类 that is not in the catalogue of the year is left out."""
    named = [(catalogue.name(item.code) if item.code else item.label, item) for item in side.items]
    shown = [(name, item) for name, item in named if name or not (item.code or side.ordinals)]
    numbers = (heading_number(2, n) if side.ordinals else "" for n in count_from(1))
    return [LayoutLine(number + (name or ""), item.names) for number, (name, item) in zip(numbers, shown, strict=False)]


def _filled(items: list[LayoutLine], length: int) -> list[LayoutLine]:
    return [*items, *[LayoutLine()] * (length - len(items))]


def _cells(lines: Sequence[LayoutLine], start: int, amounts: int, numbered: bool, filling: Filling) -> Iterator[Iterator[Cell]]:
    return (_line(line, number if numbered else None, amounts, filling) for number, line in enumerate(lines, start))


def _line(line: LayoutLine, number: int | None, amounts: int, filling: Filling) -> Iterator[Cell]:
    total = line.label.endswith(TOTALS)
    yield Cell(line.label, None, "center" if total else "left", bold=total)
    if number is not None:
        yield Cell(str(number), None, "center")
    yield from filling.amounts(line.names or ("",) * amounts, total)


def subject_rows(body: Subjects, filling: Filling) -> tuple[Row, ...]:
    """A row for every 科目 that has an amount in these columns, and the row 合计 before or after them.

    Where the columns are but some of the grid, a 科目 with nothing in them has no row.
    """
    amounts = filling.amounts(body.names(body.grid), True)
    total = Row((Cell(TOTAL, None, "center", colspan=1 + body.codes, bold=True), *amounts))
    every, whole = filling.facts.names(f"{body.grid}.各科目"), TOTAL in body.fields
    printed = (row for row in every if any(filling.holds(name, whole) for name in body.names(row)))
    rows = [_subject(prefix, body, filling) for prefix in printed]
    return (*(total,) * (body.total == FIRST), *rows, *(total,) * (body.total == LAST))


def _subject(prefix: str, body: Subjects, filling: Filling) -> Row:
    code, name = (filling.facts.text(f"{prefix}.{word}") for word in ("编码", NAME))
    codes = (code,) if body.codes == 1 else (code[:3], code[3:5], code[5:])
    return Row((*map(Cell, codes), Cell(name), *filling.amounts(body.names(prefix))))


def group_rows(body: Groups, filling: Filling) -> tuple[Row, ...]:
    """The lists of codes of the year side by side, then the totals."""
    groups = [[code for code in codes if filling.catalogue.known(code)] for codes in body.codes]
    if body.split:
        return _split_rows(body, groups[0], filling)
    rows = (
        Row(tuple(chain.from_iterable(_coded(body.grid, code, filling) for code in codes)))
        for codes in zip_longest(*groups, fillvalue="")
    )
    foot = chain.from_iterable(
        (
            Cell(total.label, None, "center", total.colspan, bold=True),
            filling.amount(f"{body.grid}.{total.field}", True),
        )
        for total in body.foot
    )
    return (*rows, Row(tuple(foot)))


def _split_rows(body: Groups, codes: Sequence[str], filling: Filling) -> tuple[Row, ...]:
    """A row for each code, its amount under each column that it belongs to, and the row 合计 before or after them."""
    total = Row((Cell(TOTAL, None, "center", colspan=2, bold=True), *filling.amounts(body.names(), True)))
    rows = [Row((Cell(code), Cell(filling.catalogue.name(code) or ""), *filling.amounts(body.names(code)))) for code in codes]
    return (*(total,) * (body.total == FIRST), *rows, *(total,) * (body.total == LAST))


def _coded(grid: str, code: str, filling: Filling) -> tuple[Cell, Cell, Cell]:
    return Cell(code), Cell(filling.catalogue.name(code) or ""), filling.amount(f"{grid}.{code}")


def single_rows(body: Single, filling: Filling) -> tuple[Row, ...]:
    """The one row of amounts."""
    return (Row(tuple(filling.amounts(body.names))),)


def unit_rows(body: Units, filling: Filling) -> tuple[Row, ...]:
    """A row for the department's own level and for each unit below it, and the row 合计 before or after them."""
    units = filling.facts.names(UNITS)
    own = filling.facts.text("部门.名称") + (OWN if units else "")
    named = [(OWN_LEVEL, own), *((unit, filling.facts.text(f"{unit}.{NAME}")) for unit in units)]
    rows = [Row((*_number(body, str(n)), Cell(name), *filling.amounts(body.names(row)))) for n, (row, name) in enumerate(named, 1)]
    total = Row((Cell(TOTAL, None, "center", 1 + body.numbered, bold=True), *filling.amounts(body.names(""), True)))
    return (*(total,) * (body.total == FIRST), *rows, *(total,) * (body.total == LAST))


def _number(body: Units, number: str) -> tuple[Cell, ...]:
    return (Cell(number, None, "center"),) if body.numbered else ()


def listed_rows(body: Listed, filling: Filling) -> tuple[Row, ...]:
    """A row of words for each entry, after the first row where there is one; 序号 counts them."""
    first = [{field: filling.text(dict(body.first).get(field, "")) for field in body.fields}] if body.first else []
    entries = [{field: _word(name, field, filling.facts) for field in body.fields} for name in filling.facts.names(body.names)]
    return tuple(Row(tuple(_worded(field, row, n) for field in body.fields)) for n, row in enumerate([*first, *entries], 1))


def _word(name: str, field: str, facts: Facts) -> str:
    """A field of an entry; of an entry that is but a word, its 名称 is the word."""
    fact = facts.get(name)
    return fact.text if isinstance(fact, Words) and field == NAME else facts.text(f"{name}.{field}")


def _worded(field: str, row: dict[str, str], number: int) -> Cell:
    return Cell(str(number), None, "center") if field == ORDINAL else Cell(row[field])
