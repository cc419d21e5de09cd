"""The words of printed tables, kept as data in templates/读法/表.yaml: what a column or a row of one states."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from generator.document.shape import closest, fault
from generator.model.claim import TableKind
from generator.model.figure_labels import data_of
from generator.source.template import reading_rows, reading_sections
from generator.source.words import label

FILE = "表.yaml"
SIDES = ("收入", "支出", "财政拨款收入", "财政拨款支出", "资金")
WHERE = ("表名", "表头", "两处", "全表")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a 科目 table: the labels over it (`path`, from the top down, parted by /), the words of a torn head, its fact."""

    path: re.Pattern[str]
    words: re.Pattern[str]
    name: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells a table: the words that its title, its head, both together or all of it must have."""

    kind: TableKind
    words: tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a table of items: its label, the columns it has, the fact of each ({列} in its name), the unit where that is not money."""

    label: re.Pattern[str]
    roles: tuple[str, ...]
    name: str
    unit: str


@cache
def marks() -> tuple[Mark, ...]:
    """What tells the tables, in the order they are tried; raises TemplateError for a table that there is not."""
    return tuple(map(_mark, reading_rows(_data()["哪张表"], "表", optional=WHERE)))


def _mark(row: dict[str, str]) -> Mark:
    kinds: tuple[TableKind, ...] = get_args(TableKind)
    kind = next((kind for kind in kinds if kind == row["表"]), None)
    if kind is None:
        raise fault(f"没有“{row['表']}”这种表。{closest(row['表'], kinds)}", row["表"])
    return Mark(kind, tuple((where, label(row[where], "{}")) for where in WHERE if where in row))


@cache
def columns(kind: str) -> tuple[Column, ...]:
    """The columns of a 科目 table; empty for another table."""
    rows = reading_rows(reading_sections(_data()["科目表"]).get(kind, []), "表头", "字样", "数")
    return tuple(Column(label(row["表头"], "{}"), label(row["字样"], "{}"), row["数"]) for row in rows)


@cache
def role(path: str) -> str:
    """What a column with these labels over it gives of each item: 决算, 预算, 年初预算, 全年预算, 行次; empty for none of them."""
    return next((name for pattern, name in _roles() if pattern.search(path)), "")


@cache
def _roles() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((label(row["表头"], "{}"), row["列"]) for row in reading_rows(_data()["列"], "表头", "列"))


@cache
def items() -> tuple[Item, ...]:
    """The items of tables that have a row for each."""
    rows = reading_rows(_data()["条目"], "字样", "数", optional=("列", "单位"))
    return tuple(
        Item(label(row["字样"], "{}"), tuple(row.get("列", "决算").split("|")), row["数"], row.get("单位", "")) for row in rows
    )


@cache
def sides() -> dict[str, tuple[tuple[re.Pattern[str], str], ...]]:
    """The labels of the 收支 tables, side by side, each with its fact."""
    found = {side: reading_rows(rows, "字样", "数") for side, rows in reading_sections(_data()["收支"], *SIDES).items()}
    return {side: tuple((label(row["字样"], "{}"), row["数"]) for row in rows) for side, rows in found.items()}


def _data() -> dict[str, Any]:
    return reading_sections(data_of(FILE), "哪张表", "科目表", "收支", "列", "条目")
