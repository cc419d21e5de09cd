"""The code lists of a year: names of 功能分类 and 经济分类 科目, and the fund of each."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from io import StringIO
from typing import Literal, get_args

from generator.model.facts import Facts
from generator.source.place import Place
from generator.source.resources import find, shown
from generator.source.template import TemplateError, read_template

Fund = Literal["一般公共预算", "政府性基金", "国有资本经营"]
UNSURE = "C"
ITEM_DIGITS = 7  # 项的编码
BY_NUMBER = "预算.csv"
NUMBERED = ("款", "名称", "起", "止", "预算", "说明")
FILES = ("功能分类.csv", "经济分类.csv")
COLUMNS = ("code", "level", "name", "valid_from", "valid_to", "fund", "confidence")
ENCODINGS = ("gb18030",)
HEAD = "科目表的第一行应是 {columns}（经济分类第六列是 group），写的是“{shown}”。请照程序自带的科目表补上各列，存成逗号分隔的 CSV。"
OWN, NAME = "科目", "名称"  # 数据文件里自己写的科目
FUNDS: tuple[Fund, ...] = get_args(Fund)
GROUPS = ("", *FUNDS, "人员经费", "公用经费")


@dataclass(frozen=True, slots=True)
class Group:
    """款 that belong to a fund by their number, whatever their 类: `pattern` has a ? for any digit."""

    pattern: str
    name: str
    fund: Fund

    def holds(self, code: str) -> bool:
        """Whether a code is one of them."""
        return fnmatchcase(code, self.pattern)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The 科目 in force in a year, by code of 3 digits (类), 5 (款) or 7 (项).

    `unsure` are codes whose row, in force or not, has no published source to stand on.
    `unfunded` are codes of a department's own of which it did not say the fund.
    """

    year: int
    names: dict[str, str]
    funds: dict[str, Fund]
    unsure: frozenset[str] = frozenset()
    groups: tuple[Group, ...] = ()
    unfunded: frozenset[str] = frozenset()

    def name(self, code: str) -> str | None:
        """The name of a code in this year, or None."""
        return self.names.get(code) or next((group.name for group in self.groups if group.name and group.holds(code)), None)

    def known(self, code: str) -> bool:
        """Whether the code is in force in this year."""
        return code in self.names

    def rules_out(self, code: str) -> bool:
        """Whether the list can be relied on for saying that there is no such code in this year; it does not list what is below a group."""
        if any(group.holds(code[:5]) for group in self.groups):
            return False
        return code not in self.names and not self.unsure.intersection((code, self.parent(code)))

    def fund(self, code: str) -> Fund | None:
        """The fund of a 功能分类 code: its own, else that of its 款 or 类; None for one that the list does not hold."""
        lineage = (code, code[:5], code[:3])
        found = [self.funds[part] for part in lineage if part in self.funds]
        found += [group.fund for group in self.groups if group.holds(code[:5])]
        return next(iter(found), "一般公共预算" if self.known(code) and code not in self.unfunded else None)

    def with_own(self, facts: Facts) -> "Catalogue":
        """This list with the codes that a department names itself under the key 科目: their names, and their funds where written."""
        codes = [name.split(".")[1] for name in facts.under(OWN) if name.endswith(f".{NAME}")]
        names = {code: facts.text(f"{OWN}.{code}.{NAME}") for code in codes}
        funds = {code: fund for code in codes for fund in FUNDS if fund == facts.text(f"{OWN}.{code}.预算")}
        added = frozenset(code for code in codes if code not in self.names and code not in funds)
        return replace(self, names=self.names | names, funds=self.funds | funds, unsure=self.unsure.difference(codes), unfunded=added)

    @staticmethod
    def parent(code: str) -> str:
        """The 款 of a 项, the 类 of a 款; empty for a 类."""
        return code[:-2] if len(code) > 3 else ""


def load_catalogue(year: int) -> Catalogue:
    """Read both code lists for a year; raises FileNotFoundError where they are missing, TemplateError where they are damaged.

    Shared: not to be changed. A list saved by Excel is in GBK, which is read too.
    """
    paths = [find("科目", file) for file in (BY_NUMBER, *FILES)]
    groups, *lists = ((read_template(path, ENCODINGS), shown(path)) for path in paths)
    return _catalogue(year, groups, *lists)


def every_name() -> dict[str, str]:
    """The newest name of every code of both lists, whatever the year."""
    return {row[0]: row[2] for row in sorted(_all_rows(), key=lambda row: row[3])}


def _all_rows() -> list[list[str]]:
    """The rows of both lists, of all years."""
    paths = [find("科目", file) for file in FILES]
    return [row for path in paths for row in _rows(read_template(path, ENCODINGS), shown(path))]


def years_listed() -> list[int]:
    """The years in which some row begins or is in force for the last time, in order: together their lists hold every row."""
    return sorted({int(year) for row in _all_rows() for year in row[3:5] if year})


@cache
def names_of_all_years() -> frozenset[str]:
    """The names of all 科目 in all years, without 支出."""
    years = (load_catalogue(year).names.values() for year in years_listed())
    return frozenset(name.removesuffix("支出") for names in years for name in names)


@cache
def _catalogue(year: int, groups: tuple[str, str], *lists: tuple[str, str]) -> Catalogue:
    names: dict[str, str] = {}
    funds: dict[str, Fund] = {}
    unsure: set[str] = set()
    for text, file in lists:
        for code, _level, name, first, last, group, confidence in _rows(text, file):
            in_force = _in_force(year, first, last)
            if in_force:
                names[code] = name
                funds.update((code, fund) for fund in FUNDS if fund == group)
            if confidence == UNSURE and (in_force or code not in names):
                unsure.add(code)
            elif in_force:
                unsure.discard(code)
    return Catalogue(year, names, funds, frozenset(unsure), tuple(_groups(year, *groups)))


def _in_force(year: int, first: str, last: str) -> bool:
    """Whether a row holds in a year; an open end is blank."""
    return (not first or int(first) <= year) and (not last or year <= int(last))


def _groups(year: int, text: str, file: str) -> Iterator[Group]:
    """The groups of a year: pattern, name, first and last year, fund, a remark; raises TemplateError at a row that is not so."""
    rows = csv.reader(StringIO(text, newline=""))
    next(rows, None)
    for row in filter(any, rows):
        if len(row) != len(NUMBERED) or not (_digits(row[2], 0, 4) and _digits(row[3], 0, 4)) or row[4] not in FUNDS:
            raise TemplateError(f"这一行应是 {'，'.join(NUMBERED)} 六列，起止是四位年份或空着。请改正。", Place(file, rows.line_num, 1))
        pattern, name, first, last, fund, _remark = row
        if _in_force(year, first, last):
            yield from (Group(pattern, name, known) for known in FUNDS if known == fund)


@cache
def _rows(text: str, file: str) -> tuple[list[str], ...]:
    """The rows of a list: code, level, name, first and last year (blank: open), fund or 经费 group, confidence.

    Raises TemplateError at the first row that is not so.
    """
    rows = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        head = [cell.strip() for cell in next(rows)]
        if head[: len(COLUMNS)] != [*COLUMNS] and head[: len(COLUMNS)] != [*COLUMNS[:5], "group", COLUMNS[6]]:
            raise TemplateError(HEAD.format(shown="，".join(head)[:60], columns="，".join(COLUMNS)), Place(file, 1, 1))
        return tuple(_checked(row, file, rows.line_num) for row in rows if any(row))
    except csv.Error:
        raise TemplateError("这一行不合 CSV 的写法，多半是引号没有成对。请核对。", Place(file, rows.line_num, 1)) from None


def _checked(row: list[str], file: str, line: int) -> list[str]:
    """The row once its code, name, years and fund are such."""
    cells = row[: len(COLUMNS)]
    if len(cells) == len(COLUMNS):
        code, _, name, first, last, group, _ = cells
        if _digits(code, 3, 5, 7) and name.strip() and _digits(first, 0, 4) and _digits(last, 0, 4) and group in GROUPS:
            return cells
    raise TemplateError(_wrong(cells), Place(file, line, 1))


def _digits(text: str, *lengths: int) -> bool:
    return len(text) in lengths and (not text or (text.isascii() and text.isdecimal()))


def _wrong(cells: list[str]) -> str:
    """What is wrong with a row."""
    if len(cells) != len(COLUMNS):
        return f"这一行有 {len(cells)} 列，应有 {len(COLUMNS)} 列（{'，'.join(COLUMNS)}）。请补上，空着的也要留逗号。"
    code, _, name, first, last, group, _ = cells
    if not _digits(code, 3, 5, 7):
        return f"科目编码“{code}”应是 3 位（类）、5 位（款）或 7 位（项）数字。请改正。"
    if not name.strip():
        return f"{code} 没有写科目名称。请补上。"
    if not (_digits(first, 0, 4) and _digits(last, 0, 4)):
        return f"{code} 的起止年份写的是“{first}”“{last}”，应是四位年份，或空着。请改正。"
    return f"{code} 的“{group}”不是预算或经费的名称，只能写 {'、'.join(name for name in GROUPS if name)}，或空着。请改正。"
