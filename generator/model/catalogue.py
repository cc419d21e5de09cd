"""The code lists of a year: names of 功能分类 and 经济分类 科目, and the fund of each."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import Literal, get_args

from generator.source.resources import find

Fund = Literal["一般公共预算", "政府性基金", "国有资本经营"]
UNSURE = "C"
FILES = ("功能分类.csv", "经济分类.csv")
FUNDS: tuple[Fund, ...] = get_args(Fund)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The 科目 in force in a year, by code of 3 digits (类), 5 (款) or 7 (项).

    `unsure` are codes whose row, in force or not, has no published source to stand on.
    """

    year: int
    names: dict[str, str]
    funds: dict[str, Fund]
    unsure: frozenset[str] = frozenset()

    def name(self, code: str) -> str | None:
        """The name of a code in this year, or None."""
        return self.names.get(code)

    def known(self, code: str) -> bool:
        """Whether the code is in force in this year."""
        return code in self.names

    def rules_out(self, code: str) -> bool:
        """Whether the list can be relied on for saying that there is no such code in this year."""
        return code not in self.names and not self.unsure.intersection((code, self.parent(code)))

    def fund(self, code: str) -> Fund:
        """The fund of a 功能分类 code: its own, else that of its 款 or 类, else 一般公共预算."""
        lineage = (code, code[:5], code[:3])
        return next((self.funds[part] for part in lineage if part in self.funds), "一般公共预算")

    @staticmethod
    def parent(code: str) -> str:
        """The 款 of a 项, the 类 of a 款; empty for a 类."""
        return code[:-2] if len(code) > 3 else ""


def load_catalogue(year: int) -> Catalogue:
    """Read both code lists for a year; raises FileNotFoundError where they are missing. Shared: not to be changed."""
    return _catalogue(year, *(find("科目", file).read_text("utf-8-sig") for file in FILES))


@cache
def _catalogue(year: int, *texts: str) -> Catalogue:
    names: dict[str, str] = {}
    funds: dict[str, Fund] = {}
    unsure: set[str] = set()
    for text in texts:
        for code, _level, name, first, last, group, confidence in _rows(text):
            in_force = (not first or int(first) <= year) and (not last or year <= int(last))
            if in_force:
                names[code] = name
                funds.update((code, fund) for fund in FUNDS if fund == group)
            if confidence == UNSURE and (in_force or code not in names):
                unsure.add(code)
            elif in_force:
                unsure.discard(code)
    return Catalogue(year, names, funds, frozenset(unsure))


def _rows(text: str) -> Iterator[list[str]]:
    """The rows of a list: code, level, name, first and last year (blank: open), fund or 经费 group, confidence."""
    rows = csv.reader(StringIO(text))
    next(rows)
    yield from rows
