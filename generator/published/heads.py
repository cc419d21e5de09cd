"""Rows of 科目 tables: codes in one cell or in three, the first amount, and which column is which by its head."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.published.blocks import Piece

CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
CLASS, PART = re.compile(r"\d{3}"), re.compile(r"(?:\d{2})?")
WORD = re.compile(r"[一-鿿]")
PLAIN_NUMBERS = re.compile(r"(?:栏次)?[\d.]*")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its cells folded for matching and as they stand."""

    cells: tuple[str, ...]
    pieces: tuple[Piece, ...]


def code_of(row: Row) -> tuple[str, int]:
    """The code at the head of a row and the column of the name behind it; empty where there is none."""
    for at, cell in enumerate(row.cells[:3]):
        if CLASS.fullmatch(cell) and len(row.cells) > at + 3:
            one, two, name = row.cells[at + 1 : at + 4]
            if PART.fullmatch(one) and PART.fullmatch(two) and (one or not two) and WORD.search(name):
                return cell + one + two, at + 3
        if CODE.fullmatch(cell):
            return cell, at + 1
    return "", -1


def is_total(row: Row) -> bool:
    """Whether a row is the total of the table."""
    return any(cell == "合计" for cell in row.cells[:4])


def first_amount(rows: Sequence[Row]) -> int:
    """The column of the first amount: the one behind the names of the 科目, else behind 合计."""
    named = next((at + 1 for row in rows if (at := code_of(row)[1]) > 0), None)
    if named is not None:
        return named
    total = next((row for row in rows if is_total(row)), None)
    if total is None:
        return 2
    numbers = [n for n, cell in enumerate(total.cells) if re.fullmatch(r"-?[\d,]+\.\d+", cell)]
    return numbers[0] if numbers else 2


def columns_of(rows: Sequence[Row], form: Sequence[tuple[str, str]]) -> list[str]:
    """The column names by place, "" for one the form does not know; in the order of the form where the head is torn."""
    head = head_rows(rows)
    first, width = first_amount(rows), max((len(row.cells) for row in rows), default=0)
    by_place = [_name([_label(row.cells, at) for row in head], form) for at in range(first, width)]
    text = "|".join(cell for row in head for cell in row.cells)
    present = [name for words, name in form if re.search(words, text)]
    known = [name for name in by_place if name]
    return by_place if sorted(known) == sorted(present) else present


def head_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows above the first amounts, without that of the column numbers."""
    head: list[Row] = []
    for row in rows[:8]:
        if code_of(row)[0] or (is_total(row) and any(re.fullmatch(r"-?[\d,]+\.\d+", cell) for cell in row.cells)):
            break
        if not all(PLAIN_NUMBERS.fullmatch(cell) for cell in row.cells):
            head.append(row)
    return head


def _label(cells: Sequence[str], at: int) -> tuple[str, str]:
    """The cell of a head row at a place, and the one that spans to it from the left."""
    own = cells[at] if at < len(cells) else ""
    left = next((cell for cell in reversed(cells[: at + 1]) if cell), "")
    return own, left


def _name(labels: Sequence[tuple[str, str]], form: Sequence[tuple[str, str]]) -> str:
    """The column that a place is, by its own lowest label; a spanning one above only where it has none."""
    own = [cell for cell, _ in labels if cell]
    for text in (own[-1:], own[:1] if len(own) > 1 else []):
        for label in text:
            if name := next((name for words, name in form if re.search(words, label)), ""):
                return name
    return ""
