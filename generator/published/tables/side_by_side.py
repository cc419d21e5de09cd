"""Tables of 收入 and 支出 side by side: a label, a 行次, then amounts, in two or three blocks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.published.prose.labels import Names
from generator.published.tables.column_heads import Cell, Row, bare, head_rows, path_of
from generator.published.tables.labels import role, sides
from generator.readers.blocks import Piece
from generator.readers.cells import WORD
from generator.source.words import said

FUNDS = ("财政拨款", "一般公共预算", "政府性基金", "国有资本经营")
PLANNED = ("年初预算", "全年预算")
OTHER, YEAR, LEAST = said("表.别的数的列"), re.compile(r"(20\d\d)年"), 2
GENERAL = "一般公共预算"


def pairs(rows: Sequence[Row], kind: str, names: Names) -> Iterator[Cell]:
    """The cells of a 收支 table; where a side has columns of several kinds or years (budget and final), they are told apart by the head."""
    reader = _Pairs(kind == "财政拨款收支总计", names)
    head = head_rows(rows)
    paths = [path_of(head, at) for at in range(max((len(row.cells) for row in rows), default=0))]
    skip = 2 if any("行次" in row.cells for row in rows[:4]) else 1
    opening = False
    for row in rows[len(head) :] if _several(paths) else rows:
        labels = [at for at, cell in enumerate(row.cells) if WORD.search(cell)]
        for position, at in enumerate(labels):
            end = labels[position + 1] if position + 1 < len(labels) else len(row.cells)
            left = position == 0 and (at == 0 or len(labels) > 1)
            label = bare(row.cells[at])
            opening = opening or "年初财政拨款" in label
            if _several(paths[at + 1 : end]):
                yield from reader.by_head(label, left, opening, list(zip(paths, row.pieces, strict=False))[at + 1 : end])
            else:
                yield from reader.by_order(label, left, opening, row.pieces[at + skip : end], _funds(paths[at + skip : end]))


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Names the amounts behind a label; `fiscal`: of the table of 财政拨款, with a column for each fund on the right."""

    fiscal: bool
    names: Names

    def by_order(self, label: str, left: bool, opening: bool, amounts: Sequence[Piece], funds: Sequence[str]) -> Iterator[Cell]:
        """The amounts in the order of the form: one, or on the right of 财政拨款 one for each of the funds."""
        if left or not self.fiscal:
            yield from (Cell(self.fact(label, left, opening, FUNDS[0]), piece, label) for piece in amounts[:1])
        else:
            for fund, piece in zip(funds, amounts, strict=False):
                yield Cell(self.fact(label, left, opening, fund), piece, label)

    def by_head(self, label: str, left: bool, opening: bool, cells: Sequence[tuple[str, Piece]]) -> Iterator[Cell]:
        """The amounts under the heads 年初预算, 全年预算 and 决算, or of the latest year; the first that is not blank under each."""
        taken: set[str] = set()
        years = _years(path for path, _ in cells)
        for path, piece in cells:
            fund = _first("资金", path.rpartition("/")[2]) if self.fiscal and not left else ""
            name = self.fact(label, left, opening, fund or FUNDS[0])
            kind = role(path) if len(years) < LEAST else "决算" if years & _years([path]) == {max(years)} else ""
            fact = name if kind == "决算" else _planned(kind, name) if kind in PLANNED else ""
            if fact and piece.text.strip() and fact not in taken:
                taken.add(fact)
                yield Cell(fact, piece, label)

    def fact(self, label: str, left: bool, opening: bool, fund: str) -> str:
        """The fact that an amount behind a label is; `fund` counts on the right of the table of 财政拨款 only."""
        if names := _first(("财政拨款" if self.fiscal else "") + ("收入" if left else "支出"), label):
            return names.split("|")[FUNDS.index(fund) if "|" in names else 0]
        if not left:
            return self.spent(label, fund if self.fiscal else "支出")
        own = _first("资金", label) if self.fiscal else ""
        return own and (f"结转结余.年初.{own}" if opening else f"收入.{own}")

    def spent(self, label: str, grid: str) -> str:
        """The spending of the 类 of that name; empty where there is none."""
        code = self.names.code((label,))
        return f"{grid}.{code}.合计" if code.startswith("2") else ""


def _several(paths: Sequence[str]) -> bool:
    """Whether the heads of some columns speak of budgets or of another year, so that not every amount is the final one."""
    lowest = [path.rpartition("/")[2] for path in paths]
    return any(role(path) in PLANNED for path in paths) or any(map(OTHER.search, lowest)) or len(_years(paths)) >= LEAST


def _years(paths: Iterable[str]) -> set[str]:
    """The years that the lowest labels over some columns name."""
    return {found[1] for path in paths if (found := YEAR.match(path.rpartition("/")[2]))}


def _funds(paths: Sequence[str]) -> Sequence[str]:
    """The fund of each column by its head, where some were left out; else all in the order of the form."""
    named = [_first("资金", path.rpartition("/")[2]) for path in paths]
    return named if named[:1] == [FUNDS[0]] and all(named) and len(set(named)) == len(named) else FUNDS


def _planned(kind: str, name: str) -> str:
    """The fact of a budget: of 一般公共预算 its own, of others the fact itself under the name of the budget."""
    if kind == "年初预算" and name.startswith(f"{GENERAL}.") and name.endswith(".合计"):
        return name.removesuffix("合计") + kind
    return name and f"{kind}.{name}"


def _first(side: str, label: str) -> str:
    return next((name for words, name in sides()[side] if words.search(label)), "")
