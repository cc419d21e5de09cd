"""A table of 科目 by columns: sums from 项 to 款 to 类 to the total row, and across the columns."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import islice

from generator.derive.ledger import Ledger
from generator.model.catalogue import Catalogue
from generator.model.figure import Figure, Words

TOTAL = ""
SUM = "合计"
LEVELS = (3, 5, 7)
CODE = re.compile(r"(\d+)\.")


def cell(grid: str, row: str, column: str) -> str:
    """The name of a cell; row TOTAL is the total row."""
    return f"{grid}.{row}.{column}" if row else f"{grid}.{column}"


def rows_of(ledger: Ledger, grid: str) -> set[str]:
    """The 科目 codes that have facts in a grid; only facts that are new since it was last asked are looked at."""
    seen, found = ledger.scanned.get(grid, (0, set[str]()))
    found |= codes(islice(ledger.facts, seen, None), grid)
    ledger.scanned[grid] = len(ledger.facts), found
    return set(found)


def codes(facts: Iterable[str], grid: str) -> set[str]:
    """The 科目 codes that have facts in a grid."""
    start = f"{grid}."
    begin = len(start)
    return {match.group(1) for name in facts if name.startswith(start) and (match := CODE.match(name, begin))}


def family(rows: set[str]) -> dict[str, list[str]]:
    """Each row's children in code order; the parents that are missing are added, the total row is TOTAL."""
    for code in list(rows):
        rows.update(code[:n] for n in LEVELS if n < len(code))
    children: dict[str, list[str]] = {row: [] for row in (TOTAL, *sorted(rows))}
    for code in sorted(rows):
        children[code[:-2] if len(code) > LEVELS[0] else TOTAL].append(code)
    return children


def leaves(rows: set[str]) -> list[str]:
    """The rows without children, in code order."""
    return [code for code, children in family(rows).items() if code and not children]


def fill(ledger: Ledger, grid: str, columns: Sequence[str]) -> None:
    """Settle every cell of a grid; `columns` are those that add up to 合计."""
    children = family(rows_of(ledger, grid))
    for row in sorted(children, key=len, reverse=True):
        for column in columns if children[row] else ():
            ledger.settle(cell(grid, row, column), _down(ledger, grid, row, children[row], column, columns))
        across = ledger.sum_of(cell(grid, row, SUM), [cell(grid, row, column) for column in columns])
        down = _down(ledger, grid, row, children[row], SUM, columns)
        ledger.settle(cell(grid, row, SUM), down, across)
    totals = [cell(grid, TOTAL, column) for column in columns]
    if any(ledger.get(total) for total in totals):
        for total in totals:
            if not ledger.empty(total):
                ledger.facts.setdefault(total, Figure(total, Decimal(0)))


def add_column(ledger: Ledger, grid: str, column: str) -> None:
    """Settle the sums of a column that stands beside the others, such as 本年收入: absent is none."""
    children = family(rows_of(ledger, grid))
    for row in sorted(children, key=len, reverse=True):
        ledger.total(cell(grid, row, column), [cell(grid, child, column) for child in children[row]])


def add_wanted(ledger: Ledger, grid: str, column: str) -> None:
    """Settle the sums of a column that every row with an amount must have, such as 年初预算: absent there is not known."""
    children = family(rows_of(ledger, grid))
    for row in sorted(children, key=len, reverse=True):
        cells = {child: cell(grid, child, column) for child in children[row]}
        spent = {child for child in cells if (figure := ledger.get(cell(grid, child, SUM))) is not None and figure.value}
        ledger.whole(cell(grid, row, column), [name for child, name in cells.items() if child in spent or name in ledger.facts])


def _down(
    ledger: Ledger, grid: str, row: str, children: list[str], column: str, columns: Sequence[str]
) -> Figure | None:
    """The sum of a column over the children, None where a child is known only as a total that is not split."""
    if not children:
        return None
    cells = {child: cell(grid, child, column) for child in children}
    if column != SUM and any(name not in ledger.facts and _unsplit(ledger, grid, child, columns) for child, name in cells.items()):
        return None
    return ledger.sum_of(cell(grid, row, column), cells.values())


def _unsplit(ledger: Ledger, grid: str, row: str, columns: Sequence[str]) -> bool:
    given = ledger.nonzero(cell(grid, row, SUM)) or ledger.empty(cell(grid, row, SUM))
    return given and not any(ledger.get(cell(grid, row, c)) for c in columns)


def label(ledger: Ledger, grid: str, catalogue: Catalogue, columns: Sequence[str]) -> None:
    """Keep the names of all 科目 of a grid and its lists: 各科目 and 各类 with an amount, 各项 with one or a budget.

    A 类 or 款 that has nothing below it, its 项 being secret, is listed among 各项 as it is.
    """
    below = family(rows_of(ledger, grid))
    rows = sorted(below.keys() - {TOTAL})
    for code in rows:
        _name(ledger, grid, code, catalogue)
    filled = [code for code in rows if _has_amount(ledger, grid, code, columns)]
    ledger.facts[f"{grid}.各科目"] = tuple(f"{grid}.{code}" for code in filled)
    ledger.facts[f"{grid}.各类"] = tuple(f"{grid}.{code}" for code in filled if len(code) == LEVELS[0])
    ledger.facts[f"{grid}.各项"] = tuple(
        f"{grid}.{code}"
        for code in rows
        if not below[code] and (code in filled or ledger.get(f"{grid}.{code}.年初预算"))
    )


def _name(ledger: Ledger, grid: str, code: str, catalogue: Catalogue) -> None:
    row = f"{grid}.{code}"
    ledger.facts.setdefault(f"{row}.编码", Words(code))
    if f"{row}.名称" not in ledger.facts:
        ledger.say(f"{row}.名称", ledger.facts.text(f"支出.{code}.名称") or catalogue.name(code) or code)
    ledger.say(f"{row}.简称", ledger.facts.text(f"{row}.名称").removesuffix("支出"))
    for level, length in zip(("类名", "款名", "项名"), LEVELS, strict=True):
        if length <= len(code):
            ledger.say(f"{row}.{level}", ledger.facts.text(f"{grid}.{code[:length]}.名称"))


def _has_amount(ledger: Ledger, grid: str, code: str, columns: Sequence[str]) -> bool:
    figures = (ledger.get(cell(grid, code, column)) for column in (*columns, SUM))
    return any(figure.value for figure in figures if figure is not None)
