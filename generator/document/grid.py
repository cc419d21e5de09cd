"""Where the cells of a table stand once column and row spans are laid out."""

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.document.tree import Cell, Row


def place(rows: Sequence[Row]) -> Iterator[tuple[int, int, Cell]]:
    """Row and column (from 0) of the top left corner of every cell, and the cell; laid out as in HTML."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells.cells:
            while (row, column) in taken:
                column += 1
            if cell.rowspan > 1:
                taken.update(squares(row, column, cell))
            yield row, column, cell
            column += cell.colspan


def squares(row: int, column: int, cell: Cell) -> Iterator[tuple[int, int]]:
    """Every place that a cell covers."""
    for down in range(cell.rowspan):
        for right in range(cell.colspan):
            yield row + down, column + right


def misfit(rows: Sequence[Row], columns: int) -> int | None:
    """The first row (from 0) whose cells do not cover each column exactly once, or None."""
    counts = Counter(square for found in place(rows) for square in squares(*found))
    for row in range(max(len(rows), 1 + max((row for row, _ in counts), default=-1))):
        covered = {column for at, column in counts if at == row}
        if covered != set(range(columns)) or any(counts[row, column] > 1 for column in covered):
            return row
    return None
