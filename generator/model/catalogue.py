"""The code lists of a year: names of 功能分类 and 经济分类 科目, and the fund of each."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from generator.source.resources import find

Fund = Literal["一般公共预算", "政府性基金", "国有资本经营"]
FUNDS: tuple[Fund, ...] = get_args(Fund)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The 科目 in force in a year, by code of 3 digits (类), 5 (款) or 7 (项)."""

    year: int
    names: dict[str, str]
    funds: dict[str, Fund]

    def name(self, code: str) -> str | None:
        """The name of a code in this year, or None."""
        return self.names.get(code)

    def known(self, code: str) -> bool:
        """Whether the code is in force in this year."""
        return code in self.names

    def fund(self, code: str) -> Fund:
        """The fund of a 功能分类 code: its own, else that of its 款 or 类, else 一般公共预算."""
        lineage = (code, code[:5], code[:3])
        return next((self.funds[part] for part in lineage if part in self.funds), "一般公共预算")

    @staticmethod
    def parent(code: str) -> str:
        """The 款 of a 项, the 类 of a 款; empty for a 类."""
        return code[:-2] if len(code) > 3 else ""


def load_catalogue(year: int) -> Catalogue:
    """Read both code lists for a year; raises FileNotFoundError where they are missing."""
    names: dict[str, str] = {}
    funds: dict[str, Fund] = {}
    for file in ("功能分类.csv", "经济分类.csv"):
        for code, name, group in _rows(find("科目", file), year):
            names[code] = name
            funds.update((code, fund) for fund in FUNDS if fund == group)
    return Catalogue(year, names, funds)


def _rows(path: Path, year: int) -> Iterator[tuple[str, str, str]]:
    """Code, name and fund (or 经费 group) of each row in force; an open end of validity is blank."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for code, _level, name, first, last, group, _confidence in rows:
            if (not first or int(first) <= year) and (not last or year <= int(last)):
                yield code, name, group
