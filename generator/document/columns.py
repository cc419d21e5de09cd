"""The lists that stand side by side in a table: each has columns of labels (编码, 名称, 行次), then columns of amounts."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.document.grid import place
from generator.document.tree import Cell, Table


@dataclass(frozen=True, slots=True)
class Listing:
    """The columns of one list, from 0; one without labels has amounts only (“三公”经费)."""

    labels: range
    amounts: range

    def name(self, table: Table) -> int | None:
        """The column of the labels that are read, the widest: beside a 名称 stand a 编码 and a 行次."""
        return max(self.labels, key=lambda column: table.widths[column], default=None)


def listings(table: Table) -> tuple[Listing, ...]:
    """The lists of a table from left to right; a table of words alone is one list of labels."""
    amounts = sorted({column for _, column, cell in place(table.body) if _is_amount(cell) and cell.colspan == 1})
    return tuple(_listings(amounts, len(table.widths)))


def _listings(amounts: list[int], columns: int) -> Iterator[Listing]:
    start = 0
    while start < columns:
        first = next((column for column in amounts if column >= start), columns)
        end = next((column for column in range(first, columns) if column not in amounts), columns)
        yield Listing(range(start, first), range(first, end))
        start = end


def _is_amount(cell: Cell) -> bool:
    """Whether a cell is for an amount, be it filled or not."""
    return cell.figure is not None or cell.align == "right"
