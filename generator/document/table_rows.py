"""The body rows of the four kinds of 决算表."""

from collections.abc import Iterator
from itertools import chain, zip_longest

from generator.document.table_layout import Groups, LayoutLine, Pairs, Side, Single, Subjects
from generator.document.tree import Cell, Row
from generator.model.catalogue import Catalogue
from generator.model.facts import Facts
from generator.model.format import TABLE_PLACES, rounded, table_amount
from generator.model.numerals import heading_number

TOTAL = "合计"
TOTALS = (TOTAL, "总计")


def amount_cell(facts: Facts, name: str, bold: bool = False) -> Cell:
    """The amount of that name; blank where it is unknown or prints as zero, a zero keeping its figure."""
    figure = facts.figure(name)
    shown = figure is not None and rounded(figure.value, TABLE_PLACES)
    text = table_amount(figure.value) if figure and shown else ""
    return Cell(text, figure, "right", bold=bold, lacks=name if facts.lacking(name) else "")


def pair_rows(body: Pairs, facts: Facts, catalogue: Catalogue) -> tuple[Row, ...]:
    """Both lists side by side; the shorter one is filled up with empty items before its foot."""
    left, right = _items(body.left, catalogue), _items(body.right, catalogue)
    length = max(len(left), len(right))
    lefts = _cells([*_filled(left, length), *body.left.foot], 1, body.left.amounts, facts)
    start = 1 + length + len(body.left.foot)
    rights = _cells([*_filled(right, length), *body.right.foot], start, body.right.amounts, facts)
    return tuple(Row((*one, *two)) for one, two in zip(lefts, rights, strict=True))


def _items(side: Side, catalogue: Catalogue) -> list[LayoutLine]:
    """The items with their ordinals; a 类 that is not in the catalogue of the year is left out."""
    named = [(catalogue.name(item.code) if item.code else item.label, item) for item in side.items]
    shown = [(name, item) for name, item in named if name]
    return [LayoutLine(heading_number(2, n) + name, item.names) for n, (name, item) in enumerate(shown, 1)]


def _filled(items: list[LayoutLine], length: int) -> list[LayoutLine]:
    return [*items, *[LayoutLine()] * (length - len(items))]


def _cells(lines: list[LayoutLine], start: int, amounts: int, facts: Facts) -> Iterator[Iterator[Cell]]:
    return (_line(line, number, amounts, facts) for number, line in enumerate(lines, start))


def _line(line: LayoutLine, number: int, amounts: int, facts: Facts) -> Iterator[Cell]:
    total = line.label.endswith(TOTALS)
    yield Cell(line.label, None, "center" if total else "left", bold=total)
    yield Cell(str(number), None, "center")
    for name in line.names or ("",) * amounts:
        yield amount_cell(facts, name, total)


def subject_rows(body: Subjects, facts: Facts) -> tuple[Row, ...]:
    """The row 合计, then a row for every 科目 that has an amount."""
    total = Cell(TOTAL, None, "center", colspan=2, bold=True)
    first = Row((total, *(amount_cell(facts, f"{body.grid}.{field}", True) for field in body.fields)))
    return (first, *(_subject(prefix, body.fields, facts) for prefix in facts.names(f"{body.grid}.各科目")))


def _subject(prefix: str, fields: tuple[str, ...], facts: Facts) -> Row:
    words = (Cell(facts.text(f"{prefix}.{word}")) for word in ("编码", "名称"))
    return Row((*words, *(amount_cell(facts, f"{prefix}.{field}") for field in fields)))


def group_rows(body: Groups, facts: Facts, catalogue: Catalogue) -> tuple[Row, ...]:
    """The lists of codes of the year side by side, then the totals."""
    groups = [[code for code in codes if catalogue.known(code)] for codes in body.codes]
    rows = (
        Row(tuple(chain.from_iterable(_coded(body.grid, code, facts, catalogue) for code in codes)))
        for codes in zip_longest(*groups, fillvalue="")
    )
    foot = chain.from_iterable(
        (
            Cell(total.label, None, "center", total.colspan, bold=True),
            amount_cell(facts, f"{body.grid}.{total.field}", True),
        )
        for total in body.foot
    )
    return (*rows, Row(tuple(foot)))


def _coded(grid: str, code: str, facts: Facts, catalogue: Catalogue) -> tuple[Cell, Cell, Cell]:
    return Cell(code), Cell(catalogue.name(code) or ""), amount_cell(facts, f"{grid}.{code}")


def single_rows(body: Single, facts: Facts) -> tuple[Row, ...]:
    """The one row of amounts."""
    return (Row(tuple(amount_cell(facts, name) for name in body.names)),)
