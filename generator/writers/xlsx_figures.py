"""The figures of a workbook: one format for amounts, a name for each, and sums as formulas that come to what is printed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from generator.document.tree import Cell, Table
from generator.model.figure import WAN, Op

NUMBER = re.compile(r"-?[\d,]+(?:\.(\d+))?")
NOT_IN_NAME = re.compile(r"[^\w.]")
SIGNS = {Op.SUM: "+", Op.DIFFERENCE: "-"}
MOST_TERMS = 200  # 再长，Excel 的一个公式就放不下了
Results = Mapping[str, Mapping[str, str]]  # 工作表 → 格子 → 公式算得的数


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of the document that holds a number, and the cell of a sheet that shows it."""

    cell: Cell
    made: SheetCell

    @property
    def name(self) -> str:
        """The name of its figure."""
        return self.cell.figure.name if self.cell.figure else ""

    @property
    def value(self) -> Decimal:
        """The number as printed."""
        return number(self.cell) or Decimal(0)


def number(cell: Cell) -> Decimal | None:
    """The number that a cell prints, nought for one whose zero is left blank; None where it prints words or nothing."""
    if cell.figure is None or (cell.text and not NUMBER.fullmatch(cell.text)):
        return None
    return Decimal(cell.text.replace(",", "") or 0)


def amount_format(table: Table) -> str:
    """The format of all amounts of a table: with separators unless it has none, a zero left blank unless it shows one."""
    cells = [cell for row in table.body for cell in row.cells if cell.figure and cell.figure.unit == WAN]
    pattern = "0.00" if any(map(_ungrouped, cells)) and not any("," in cell.text for cell in cells) else "#,##0.00"
    return pattern if any(cell.text and not number(cell) for cell in cells) else f"{pattern};-{pattern};"


def _ungrouped(cell: Cell) -> bool:
    return abs(number(cell) or Decimal(0)) >= 1000 and "," not in cell.text


def format_of(cell: Cell, amounts: str) -> str:
    """The number format of a cell; what has not the two decimals of an amount is shown with those it has."""
    found = NUMBER.fullmatch(cell.text)
    decimals = found[1] or "" if found else ""
    money = len(decimals) == 2 and cell.figure and cell.figure.unit == WAN
    if not cell.text or (money and not (_ungrouped(cell) and "," in amounts)):
        return amounts
    return ("#,##0" if "," in cell.text else "0") + ("." + "0" * len(decimals) if decimals else "")


def name_figures(book: Workbook, placed: Iterable[Placed]) -> None:
    """Give each figure its name in the workbook, 支出.2150501.基本支出, at the first cell that shows it."""
    taken: set[str] = set()
    for each in placed:
        name = NOT_IN_NAME.sub("_", each.name)
        if name.casefold() not in taken:
            taken.add(name.casefold())
            book.defined_names[name] = DefinedName(name, attr_text=_address(each.made, absolute=True))


def write_sums(placed: Sequence[Placed]) -> Results:
    """Make formulas of the sums and differences whose terms are all shown, and come to the sum as printed; what they come to."""
    first: dict[str, Placed] = {}
    here: dict[tuple[str, str], Placed] = {}
    for each in placed:
        first.setdefault(each.name, each)
        here.setdefault((_sheet(each.made), each.name), each)
    results: dict[str, dict[str, str]] = {}
    for each in placed:
        formula = each.cell.figure.formula if each.cell.figure else None
        if formula is None or formula.op not in SIGNS or not 1 < len(formula.terms) <= MOST_TERMS:
            continue
        terms = [here.get((_sheet(each.made), term.name)) or first.get(term.name) for term in formula.terms]
        shown = [term for term in terms if term is not None]
        rest = sum((term.value for term in shown[1:]), Decimal(0))
        if len(shown) == len(terms) and each.value == shown[0].value + (rest if formula.op is Op.SUM else -rest):
            results.setdefault(_sheet(each.made), {})[each.made.coordinate] = str(each.value)
            each.made.value = "=" + SIGNS[formula.op].join(_addresses(each, shown))
    return results


def _addresses(where: Placed, terms: Iterable[Placed]) -> Iterator[str]:
    for term in terms:
        yield term.made.coordinate if term.made.parent is where.made.parent else _address(term.made)


def _address(made: SheetCell, absolute: bool = False) -> str:
    cell = f"${made.column_letter}${made.row}" if absolute else made.coordinate
    return f"{quote_sheetname(_sheet(made))}!{cell}"


def _sheet(made: SheetCell) -> str:
    return str(made.parent.title)
