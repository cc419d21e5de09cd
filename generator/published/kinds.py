"""What adds up in published tables that tell 基本 and 项目 of a 科目 apart, or that tell it by 经济分类."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from generator.derive.ledger import Equation
from generator.model.articulation import BY_ECONOMIC, CAME, ECONOMIC, HELD, KINDS, LEFT, OF_ROW
from generator.model.figure import Figure, add, subtract
from generator.model.interval import interval

PARTS = frozenset(chain.from_iterable(OF_ROW.values()))
OF_WAY = re.compile(rf"(?:(?:{'|'.join(KINDS)})\.)?{ECONOMIC}\.\d{{3}}(?:\d\d)?")
Stated = Mapping[str, Figure]


def columns_of_kinds(grid: str, names: Iterable[str]) -> set[str]:
    """The columns of these that a grid has."""
    plain = (re.sub(rf"^{grid}\.(\d+\.)?", "", name) for name in names)
    return {column for column in plain if column in PARTS or OF_WAY.fullmatch(column)}


def of_kinds(grid: str, names: set[str], stated: Stated) -> Iterator[Equation]:
    """The sums across the rows of a grid; `names` are the facts that tables state of it, in which a blank cell is nothing.

    A table may print but some of the 类 or 款: these are only held against each other where all rows but one add up.
    """
    columns = columns_of_kinds(grid, names)
    rows = (grid, *sorted({found[0] for name in names if (found := re.match(rf"{grid}\.\d+", name))})) if columns else ()
    for whole, parts in OF_ROW.items():
        if {*parts} <= columns:
            yield from _sums(rows, whole, parts, names, stated)
    for kind, spent in KINDS.items():
        if {f"{kind}.{column}" for column in (HELD, CAME, LEFT)} <= columns:
            yield from filter(None, (_left(f"{row}.{kind}", f"{row}.{spent}", names, stated) for row in rows))
    for way, whole in BY_ECONOMIC.items():
        items = sorted(column.rpartition(".")[2] for column in columns if column.rpartition(".")[0] == way)
        classes = [item for item in items if len(item) == 3]
        yield from _mostly(_sums(rows, whole, [f"{way}.{item}" for item in classes], names, stated))
        for parent in classes:
            below = [f"{way}.{item}" for item in items if len(item) > 3 and item.startswith(parent)]
            yield from _mostly(_sums(rows, f"{way}.{parent}", below, names, stated))


def _sums(rows: Iterable[str], whole: str, parts: Sequence[str], names: set[str], stated: Stated) -> Iterator[Equation]:
    for row in rows:
        known = tuple(stated[name] for part in parts if (name := f"{row}.{part}") in names)
        if known and f"{row}.{whole}" in names:
            yield Equation(f"{row}.{whole}", stated[f"{row}.{whole}"], add(f"{row}.{whole}", known))


def _left(kind: str, spent: str, names: set[str], stated: Stated) -> Equation | None:
    """年末 = 年初 + 收入 − 支出 of one kind of spending."""
    name = f"{kind}.{LEFT}"
    came = tuple(stated[part] for column in (HELD, CAME) if (part := f"{kind}.{column}") in names)
    if name not in names or not came:
        return None
    return Equation(name, stated[name], subtract(name, add(name, came), *([stated[spent]] if spent in names else [])))


def _mostly(found: Iterable[Equation]) -> Sequence[Equation]:
    """The equations where all hold, or but one of several; else none: parts that are not printed are missed in the total too."""
    every = [*found]
    missed = sum(not interval(each.stated).meets(interval(each.computed)) for each in every)
    return every if missed * 3 <= len(every) and missed < 2 else []
