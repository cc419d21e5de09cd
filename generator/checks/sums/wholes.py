"""Relations between figures that are no sums: a part is not more than its whole, an amount not below zero."""

import re
from collections.abc import Iterable, Iterator

from generator.checks.registry import BOTH, DATA, Problem, rule
from generator.checks.report import Report, places_of
from generator.checks.suspects import alternatives, broken
from generator.checks.two_figures import conflict, exceeds, number, shown
from generator.derive.grid import SUM, cell, codes
from generator.derive.units import OWN_LEVEL
from generator.model.articulation import BASIC, BASIC_COSTS, CLOSING, OPENING, PERSONNEL, PUBLIC, WITHIN
from generator.model.catalogue import FUNDS
from generator.model.figure import Figure, add, subtract
from generator.model.interval import interval

FORM = "财政部部门决算报表编制说明：表内、表间勾稽关系"


def _excesses(report: Report, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, Figure, Figure]]:
    """Each pair of names, part and whole, where both are known and the part is more."""
    for part_name, whole_name in pairs:
        part, whole = report.figure(part_name), report.figure(whole_name)
        if part is not None and whole is not None and exceeds(part, whole):
            yield part_name, whole_name, part, whole


def _fiscal_pairs(report: Report) -> Iterator[tuple[str, str]]:
    """The cells of 一般公共预算 and of the other funds beside those of 支出, the 项 before their 款 and 类."""
    rows = sorted(codes(report.facts, "支出"), key=len, reverse=True)
    for row in (*rows, ""):
        for column in (SUM, "基本支出", "项目支出"):
            yield from ((cell(fund, row, column), cell("支出", row, column)) for fund in FUNDS)
    yield "收入.财政拨款", "收入.合计"


@rule("E203", "财政拨款大于全部资金", of=BOTH,
    reason="财政拨款是全部资金的一部分；大于全部，多半是两列填反或漏填了合计",
    basis=FORM,
    good="各科目的财政拨款支出不大于该科目的支出",
    bad={"支出.2130104.基本支出": "402.00", "支出.2130104.项目支出": "40.00"},
)
def fiscal_within_all(report: Report) -> Iterator[Problem]:
    """Cells where 财政拨款 exceeds 支出; of a 项, its 款 and 类, only the 项 is reported."""
    seen: set[str] = set()
    for name, _, part, whole in _excesses(report, _fiscal_pairs(report)):
        if report.published and (alternatives(report, part) or alternatives(report, whole)):
            continue  # 公开的数别处另有一个：这里的多半是印错，由 E201、E211 说
        if whole.formula is not None and any(sum_.stated is part for sum_ in broken(report)):
            continue  # 全部由各科目推出，财政拨款与各科目不等，E201 已经说了
        row, column = name.split(".")[1], name.rpartition(".")[2]
        if not any(key.startswith(row) or row == column for key in seen):
            yield conflict(part, "大于该科目全部支出的 ", whole, "请核对两处的基本支出和项目支出。")
        seen.add(row)


@rule("E225", "下属单位的数大于全部门", of=DATA,
    reason="部门决算包含本级和所属单位；所属单位的数加起来大于部门的，分单位的表里本级就成了负数",
    basis=FORM,
    good="各下属单位的收入、支出之和不大于部门的",
    bad={"概况.下属单位": "[{名称: 清溪县农业技术推广中心, 收入: {财政拨款: 412.00, 事业收入: 26.50}}, "
                       "{名称: 清溪县动物疫病预防控制中心, 收入: {财政拨款: 96.00}}]"},
)
def units_within_whole(report: Report) -> Iterator[Problem]:
    """What the units have leaves less than nothing for the department's own level."""
    for name in report.facts.under(OWN_LEVEL):
        left, field = report.figure(name), name.removeprefix(f"{OWN_LEVEL}.")
        if left is not None and interval(left).high < 0 and left.formula:
            whole, *parts = left.formula.terms
            units = add(name, tuple(parts))
            more = number(subtract(name, units, whole))
            message = f"{shown(whole, field)}，各下属单位加起来是 {number(units)}，多 {more}。请核对两处的数。"
            yield Problem(message, places_of(whole, units), name)


@rule("E204", "财政拨款结转大于结转合计", of=BOTH,
    reason="财政拨款结转和结余包含在结转和结余合计里，各类预算的又包含在财政拨款里",
    basis=FORM,
    good="结转和结余合计不小于其中的财政拨款",
    bad={"结转结余.结余分配": "30.00", "结转结余.年末.合计": "67.50"},
)
def balances_within(report: Report) -> Iterator[Problem]:
    """Opening and closing balances of 财政拨款 that exceed the whole."""
    pairs = ((f"{when}.财政拨款", f"{when}.合计") for when in (OPENING, CLOSING))
    for name, whole_name, part, whole in _excesses(report, pairs):
        remedy = "请核对年初数、收入、支出和结余分配。"
        yield conflict(part, "大于 ", whole, remedy, (name, whole_name))


@rule("E205", "数小于零", of=BOTH,
    reason="公开的各表里收入、支出、结转和结余都不小于零；负数多半是笔误",
    basis=FORM,
    good="各数都不小于零",
    bad={"一般性支出.会议费.年初预算": "-8.00"},
)
def negatives(report: Report) -> Iterator[Problem]:
    """Written figures below zero."""
    for name in sorted(report.authored):
        figure = report.figure(name)
        if figure is not None and figure.value < 0:
            yield Problem(f"{shown(figure, name)}，小于零。请核对符号。", report.near(name), name, number(figure))


@rule("W209", "年末结转结余算得小于零", of=DATA,
    reason="年末结转和结余 = 年初 + 收入 − 支出；小于零是支出大于可用的资金，多半漏填了年初数或收入",
    basis=FORM,
    good="收入加年初结转和结余不少于支出",
    bad={"收入.2230105.财政拨款": "4.00", "收入.2130108.财政拨款": "104.00", "结转结余.年末": ""},
)
def overspent(report: Report) -> Iterator[Problem]:
    """Closing balances that follow from other figures and are below zero, all in one finding."""
    names = [f"{CLOSING}.{column}" for column in ("合计", "财政拨款", *FUNDS)]
    short = [(n, f) for n in names if n not in report.authored and (f := report.figure(n)) and interval(f).high < 0]
    if short:
        told = "、".join(shown(figure, name) for name, figure in short)
        places = tuple(dict.fromkeys(place for name, _ in short for place in report.near(name)))[:3]
        yield Problem(f"{told}，小于零。请核对年初结转和结余、收入和支出是否漏填。", places, short[0][0], number(short[0][1]))


@rule("E206", "基本支出列支数大于“三公”经费", of=BOTH, final=True,
    reason="“三公”经费包括基本支出和项目支出列支的全部，不会小于其中基本支出的一款",
    basis="财预〔2016〕143号：“三公”经费公开口径；部门决算公开06表与“三公”经费表的勾稽关系",
    good="因公出国（境）费用、公务接待费、公务用车各款都不大于“三公”经费的决算数",
    bad={"基本支出明细.30217": "7.80", "基本支出明细.30201": "35.00"},
)
def basic_within_three_public(report: Report) -> Iterator[Problem]:
    """Economic codes of 基本支出 that exceed the 三公 item they belong to."""
    pairs = ((f"{BASIC}.{code}", f"三公经费.{part}.决算") for code, part in BASIC_COSTS.items())
    for name, whole_name, part, whole in _excesses(report, pairs):
        yield conflict(part, "大于 ", whole, "三公经费应包括基本支出里的这一款，请核对两处。", (name, whole_name))


@rule("E207", "经济分类不在基本支出表内", of=DATA,
    reason="基本支出明细表只列301、302、303、307、310、399各类，写在别的类下的数不会印出，也不计入合计",
    basis="部门决算公开06表；《政府收支分类科目》支出经济分类",
    good="基本支出明细只写基本支出会用到的款",
    bad={"基本支出明细.30906": "5.00"},
)
def codes_outside_table(report: Report) -> Iterator[Problem]:
    """Economic codes with an amount that table 06 has no place for."""
    for name in sorted(report.facts.under(BASIC)):
        figure = report.figure(name)
        outside = re.fullmatch(r".+\.\d{5}", name) and not name.startswith(tuple(f"{BASIC}.{c}" for c in (*PERSONNEL, *PUBLIC)))
        if outside and figure is not None and figure.value:
            message = f"{shown(figure)}，基本支出明细表没有这一类，数不会印出。请改用表内的款，或从基本支出里移出。"
            yield Problem(message, report.near(name), name, number(figure))


@rule("W208", "部分大于全部", of=BOTH,
    reason="“三公”经费、会议费、培训费、采购都是支出的一部分；大于支出总额，多半是元与万元混写",
    basis=FORM,
    good="各项都不大于支出合计",
    bad={"政府采购.货物": "4000.00"},
)
def parts_within_spending(report: Report) -> Iterator[Problem]:
    """Costs that exceed all spending."""
    for name, whole_name, part, whole in _excesses(report, WITHIN):
        yield conflict(part, "大于 ", whole, "请核对金额的单位是元还是万元。", (name, whole_name))
