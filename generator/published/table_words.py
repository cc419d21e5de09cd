"""The words of printed tables, kept as data in templates/读法/表.yaml: what a column or a row of one states."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.published.vocabulary import data_of

FILE = "表.yaml"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a 科目 table: the labels over it (`path`, from the top down, parted by /), the words of a torn head, its fact."""

    path: re.Pattern[str]
    words: re.Pattern[str]
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a table of items: its label, the columns it has, the fact of each ({列} in its name), the unit where that is not money."""

    label: re.Pattern[str]
    roles: tuple[str, ...]
    name: str
    unit: str


@cache
def columns(kind: str) -> tuple[Column, ...]:
    """The columns of a 科目 table; empty for another table."""
    rows: list[dict[str, str]] = _data()["科目表"].get(kind, [])
    return tuple(Column(re.compile(row["表头"]), re.compile(row["字样"]), row["数"]) for row in rows)


@cache
def role(path: str) -> str:
    """What a column with these labels over it gives of each item: 决算, 预算, 年初预算, 全年预算, 行次; empty for none of them."""
    return next((row["列"] for row in _data()["列"] if re.search(row["表头"], path)), "")


@cache
def items() -> tuple[Item, ...]:
    """The items of tables that have a row for each."""
    rows: list[dict[str, str]] = _data()["条目"]
    return tuple(
        Item(re.compile(row["字样"]), tuple(row.get("列", "决算").split("|")), row["数"], row.get("单位", "")) for row in rows
    )


@cache
def sides() -> dict[str, tuple[tuple[re.Pattern[str], str], ...]]:
    """The labels of the 收支 tables, side by side, each with its fact."""
    found: dict[str, list[dict[str, str]]] = _data()["收支"]
    return {side: tuple((re.compile(row["字样"]), row["数"]) for row in rows) for side, rows in found.items()}


def _data() -> dict[str, Any]:
    data: dict[str, Any] = data_of(FILE)
    return data
