"""科目 named in published prose, against the code lists of all years."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property

from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import PublishedTable, Report
from generator.model.catalogue import load_catalogue, names_of_all_years, years_listed
from generator.model.claim import Claim
from generator.model.years import completely_listed
from generator.source.words import said

BETWEEN = said("核对.级别之间")


def _unknown(report: Report) -> Iterator[tuple[Claim, str, str, str]]:
    """Each unknown 科目 once: its claim, the name, the part of it that no year knows, and the nearest name that one does."""
    seen = set()
    for claim in report.claims:
        name = claim.unknown.lstrip(".、．").replace("“", "").replace("”", "")
        if claim.unknown and name not in seen:
            seen.add(name)
            strange = next((part for part in _parts(name) if part not in names_of_all_years()), "")
            near = get_close_matches(strange, sorted(names_of_all_years()), n=8, cutoff=0.5) if strange else []
            best = max(near, key=lambda other: _likeness(strange, other), default="")
            if not completely_listed().hold(report.year) and (len(best) != len(strange) or _likeness(strange, best)[1] < len(strange) - 1):
                best = ""
            if not strange and report.year and (now := _renamed(name, report)):
                strange, best = _parts(name)[0], now
            yield claim, name, strange, best


def _renamed(name: str, report: Report) -> str:
    """What a 类 that a text names as other years did is called this year; empty where it is so called, or is no 类."""
    first = next(iter(_parts(name)), "")
    older = (load_catalogue(year).names for year in years_listed())
    code = next((code for names in older for code, old in names.items() if len(code) == 3 and old.removesuffix("支出") == first), "")
    now = (report.catalogue.name(code) or "").removesuffix("支出") if code.startswith("2") else ""
    return now if now != first else ""


def _likeness(one: str, other: str) -> tuple[float, int]:
    """How alike two names are, those first that have most characters in the same place."""
    return SequenceMatcher(None, one, other).ratio(), sum(a == b for a, b in zip(one, other, strict=False))


def _parts(name: str) -> list[str]:
    """类, 款 and 项 of a 科目 as named in full, each without 支出."""
    return [part.removesuffix("支出") for part in BETWEEN.split(name) if part]


@rule("E217", "科目名称与科目表不符", of=PRINTED, final=True,
    reason="文字里的科目名称应与决算表和当年科目表一致",
    basis="财政部当年《政府收支分类科目》",
    good="商业服务业等（类）支出",
    bad="五、一般公共预算财政拨款支出决算情况说明\n"
    "一般公共预算财政拨款支出100.00万元，用于：⟦商品→商业⟧服务业等（类）支出100.00万元，占100%。",
)
def unknown_subjects(report: Report) -> Iterator[Problem]:
    """科目 named in prose that no table and no year's code list knows, and that are nearly like one that they do."""
    for claim, name, strange, near in _unknown(report):
        if near:
            year = f" {report.year} 年度" if report.year else ""
            message = f"“{name}”里的“{strange}”不是{year}科目表里的名称，是不是“{near}”？请对照决算表改正。"
            yield Problem(message, (claim.place,), claim.quote, name, near)


@rule("H217", "科目名称不在当年科目表里", of=PRINTED, final=True,
    reason="名称是别的年度的，或类、款、项不是一路下来的，读者在科目表里找不到",
    basis="财政部当年《政府收支分类科目》",
    good="2020年度起称“行政事业单位养老支出（款）”",
    bad="五、一般公共预算财政拨款支出决算情况说明\n"
    "1.社会保障和就业支出（类）行政事业单位⟦离退休→养老支出⟧（款）机关事业单位基本养老保险缴费支出（项）。支出决算为5.00万元。",
)
def other_subjects(report: Report) -> Iterator[Problem]:
    """科目 named in prose that this year's list does not have in that place."""
    for claim, name, _, near in _unknown(report):
        if not near:
            yield Problem(f"“{name}”不在 {report.year} 年度的科目表里。请对照决算表核对名称。", (claim.place,), claim.quote, name)


ASK, FEW = "请核对编码和名称。", 2


@rule("W242", "表内的编码与名称不是一个科目", of=PRINTED,
    reason="编码和名称各指一个科目，读者不知道钱用在哪里；多半是抄错了编码，或沿用了往年的名称",
    basis="财政部当年《政府收支分类科目》",
    good="2130104 事业运行",
    bad="支出决算表\n"
    "单位：万元\n"
    "|科目编码|科目名称|本年支出合计|基本支出|项目支出|\n"
    "|213|农林水支出|90.00|60.00|30.00|\n"
    "|21301|农业农村|90.00|60.00|30.00|\n"
    "|⟦2130106→2130104⟧|事业运行|90.00|60.00|30.00|\n"
    "|合计||90.00|60.00|30.00|\n",
)
def codes_with_other_names(report: Report) -> Iterator[Problem]:
    """Rows of tables whose name is that of another code of the 类 this year, or of the same code in earlier years only.

    Many of one table are told together: its codes or its names are those of another year, or stand rows away.
    """
    told: set[str] = set()
    lists = _Lists(report)
    for table in report.tables if completely_listed().hold(report.year) else ():
        found = list(_other_names(report, lists, table, told))
        if len(found) <= FEW:
            yield from found
            continue
        rows = "、".join(f"{problem.quote}“{problem.published}”" for problem in found)
        message = (
            f"{table.kind}表里有 {len(found)} 行的编码与名称不是一个科目：{rows}。例如{found[0].message.removesuffix(ASK)}"
            "多半是整列错了行，或沿用了往年的科目。请对照当年的科目表逐行核对编码和名称。"
        )
        first = found[0]
        yield Problem(message, tuple(problem.places[0] for problem in found), first.quote, first.published, first.expected)


def _other_names(report: Report, lists: "_Lists", table: PublishedTable, told: set[str]) -> Iterator[Problem]:
    """Each such row of a table with a code that was not told of before."""
    for (code, place), name in zip(table.codes, table.names, strict=False):
        now, bare = (report.catalogue.name(code) or ""), name.removesuffix("支出")
        if not bare or code in told or now.removesuffix("支出") == bare or not (remedy := lists.meant(code, bare)):
            continue
        told.add(code)
        yield Problem(f"{table.kind}表里 {code} 的名称是“{name}”，{remedy}{ASK}", (place,), code, name, now)


class _Lists:
    """The list of 科目 of the year by name, and those of the years before."""

    def __init__(self, report: Report) -> None:
        self.year, self.names = report.year, report.catalogue.names
        self.called: dict[tuple[str, str], list[str]] = {}
        for code, name in self.names.items():
            self.called.setdefault((code[:-2], name.removesuffix("支出")), []).append(code)

    @cached_property
    def before(self) -> list[Mapping[str, str]]:
        """The names of each earlier year."""
        return [load_catalogue(year).names for year in years_listed() if year < self.year]

    def meant(self, code: str, bare: str) -> str:
        """What a row may mean: the code that has its name this year, or the name that its code has now; empty where unknown."""
        other = [each for each in self.called.get((code[:-2], bare), ()) if len(each) == len(code) and each != code]
        if len(other) == 1:
            return f"{self.year} 年科目表里这个名称的编码是 {other[0]}。"
        older = any(names.get(code, "").removesuffix("支出") == bare for names in self.before)
        return f"这是往年的名称，{self.year} 年叫“{self.names[code]}”。" if older and code in self.names else ""
