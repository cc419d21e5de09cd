"""绩效自评: its budget and spending, among themselves and against those of the 决算."""

from collections.abc import Iterator

from generator.checks.registry import BOTH, Problem, rule
from generator.checks.report import Report
from generator.model.catalogue import FUNDS
from generator.model.figure import Figure, add
from generator.model.format import count, plain
from generator.model.interval import Verdict, verdict
from generator.source.words import said

NAME = "绩效自评"
FUNDING = f"{NAME}.资金"
SOURCES = (f"{NAME}.当年财政拨款", f"{NAME}.上年结转资金", f"{NAME}.其他资金")
OUTLINE = "省级部门整体支出绩效自评报告提纲和自评表"
GRADE = said("绩效.评的等级")


@rule("W509", "全年执行数超过全年预算数", of=BOTH, projects=True,
    reason="全年预算数是年初预算加上年中追加和上年结转，执行数不会超过它；执行率的分母不能用年初预算数",
    basis=f"{OUTLINE}：执行率 = 全年执行数 ÷ 全年预算数",
    good="全年预算数不小于全年执行数，执行率不超过100%",
    bad={"绩效自评.项目.1.全年预算": "550.00"},
)
def execution(report: Report) -> Iterator[Problem]:
    """Spending beyond the year's budget: of the whole, of one source, of one project."""
    for row in (FUNDING, *SOURCES, *report.facts.names(f"{NAME}.项目")):
        budget, actual = report.figure(f"{row}.全年预算"), report.figure(f"{row}.全年执行")
        if budget is not None and actual is not None and actual.value > budget.value:
            title = report.text(f"{row}.名称") or row
            message = (
                f"“{title}”的全年执行数 {plain(actual.value)} 大于全年预算数 {plain(budget.value)}，"
                f"多 {plain(actual.value - budget.value)} 万元，执行率超过 100%。请核对全年预算数是否计入了追加和结转。"
            )
            places = (*report.near(actual.name)[:1], *report.near(budget.name)[:1])
            yield Problem(message, places, f"{row}.全年执行", plain(actual.value), plain(budget.value))


def _against(report: Report, name: str, *expected: str) -> Problem | None:
    """A problem where a figure of the 自评 is none of those of the 决算 that are known."""
    figure = report.figure(name)
    known = [other for other in map(report.figure, expected) if other is not None]
    if figure is None or not known or any(_agree(figure, other) for other in known):
        return None
    other = known[0]
    message = (
        f"{name} 写的是 {plain(figure.value)}，决算里的 {other.name} 是 {plain(other.value)}，"
        f"相差 {plain(abs(figure.value - other.value))} 万元。两处应相等，请改错的一处。"
    )
    places = (*report.near(name)[:1], *((other.place,) if other.place else ()))
    return Problem(message, places, name, plain(figure.value), plain(other.value), "impossible")


def _agree(figure: Figure, other: Figure) -> bool:
    return verdict(figure.value, other) is not Verdict.IMPOSSIBLE or figure.value == other.value


@rule("E510", "自评的全年执行数与决算不一致", of=BOTH,
    reason="整体支出绩效自评说的就是本年支出，两处同公开在一份文件里",
    basis=f"{OUTLINE}；《预算法》第七十五条：收支真实、数额准确、内容完整",
    good="自评的全年执行数等于支出决算表的本年支出合计",
    bad={"绩效自评.其他资金.全年执行": "29.00"},
)
def executed(report: Report) -> Iterator[Problem]:
    """全年执行 that is neither the whole spending nor that of 财政拨款."""
    if problem := _against(report, f"{FUNDING}.全年执行", "支出.合计", "财政拨款.合计"):
        yield problem


@rule("W511", "自评的年初预算数与决算不一致", of=BOTH,
    reason="年初预算在情况说明和自评表里各写一次，应是同一个数",
    basis=OUTLINE,
    good="自评的年初预算数等于各项年初预算之和",
    bad={"绩效自评.当年财政拨款.年初预算": "2800.00"},
)
def budgeted(report: Report) -> Iterator[Problem]:
    """年初预算 of 财政拨款 that is not the sum of the three funds' 年初预算."""
    parts = [
        figure
        for grid in FUNDS
        if (figure := _budget(report, grid)) is not None
    ]
    stated = report.figure(f"{NAME}.当年财政拨款.年初预算")
    if stated is None or not parts or _missing_budgets(report):
        return
    total, general = add("各项年初预算之和", tuple(parts)), parts[0]
    if not _agree(stated, total) and not _agree(stated, general):
        message = (
            f"自评表当年财政拨款的年初预算数是 {plain(stated.value)}，各项的年初预算相加是 {plain(total.value)}，"
            f"相差 {plain(abs(stated.value - total.value))} 万元。请改错的一处。"
        )
        yield Problem(
            message, report.near(stated.name), stated.name, plain(stated.value), plain(total.value), "impossible"
        )


def _budget(report: Report, grid: str) -> Figure | None:
    """年初预算 of a fund, as it stands or as the sum of its 项."""
    if (figure := report.figure(f"{grid}.年初预算")) is not None:
        return figure
    items = tuple(
        f for item in report.facts.names(f"{grid}.各项") if (f := report.figure(f"{item}.年初预算")) is not None
    )
    return add(f"{grid}.年初预算", items) if items else None


def _missing_budgets(report: Report) -> bool:
    grids = ("政府性基金", "国有资本经营")
    return any(
        report.figure(f"{item}.年初预算") is None for grid in grids for item in report.facts.names(f"{grid}.各项")
    )


@rule("H512", "自评项目的合计超过项目支出", of=BOTH,
    reason="自评的项目是本部门项目支出的一部分，合计不会更大；大了说明口径不同，应在报告里说明",
    basis=OUTLINE,
    good="各项目全年执行数之和不超过项目支出",
    bad={"绩效自评.项目.2.全年执行": "900.00", "绩效自评.项目.2.全年预算": "900.00"},
)
def projects(report: Report) -> Iterator[Problem]:
    """Projects, all with an amount, that add up to more than all 项目支出."""
    rows = report.facts.names(f"{NAME}.项目")
    spent = tuple(figure for row in rows if (figure := report.figure(f"{row}.全年执行")) is not None)
    whole = report.figure("支出.项目支出")
    if whole is None or not spent or len(spent) != len(rows):
        return
    total = add("各项目全年执行数之和", spent)
    if total.value > whole.value:
        message = (
            f"{len(rows)} 个项目的全年执行数相加为 {plain(total.value)}，大于项目支出 {plain(whole.value)}，"
            f"多 {plain(total.value - whole.value)} 万元。请核对；口径不同的，请在项目情况里说明。"
        )
        places = (*report.near(spent[0].name)[:1], *report.near(whole.name)[:1])
        yield Problem(message, places, f"{NAME}.项目", plain(total.value), plain(whole.value))


@rule("W514", "自评涉及资金超过支出合计", of=BOTH,
    reason="纳入自评的资金是本年支出的一部分，不会超过本年支出合计",
    basis=OUTLINE,
    good="涉及资金不超过本年支出合计",
    bad={"预算绩效.涉及资金": "12090.00"},
)
def covered(report: Report) -> Iterator[Problem]:
    """涉及资金 beyond all spending."""
    covered_by, whole = report.figure("预算绩效.涉及资金"), report.figure("支出.合计")
    if covered_by is not None and whole is not None and covered_by.value > whole.value:
        message = (
            f"预算绩效.涉及资金 写的是 {plain(covered_by.value)}，大于本年支出合计 {plain(whole.value)}，"
            f"多 {plain(covered_by.value - whole.value)} 万元。请核对。"
        )
        yield Problem(
            message, report.near(covered_by.name), covered_by.name, plain(covered_by.value), plain(whole.value)
        )


@rule("W516", "评价结论与自评等级不一致", of=BOTH,
    reason="情况说明里的结论和自评表的等级说的是同一件事",
    basis="自评表注：90分（含）以上为优，80分（含）至90分为良，60分（含）至80分为中，60分以下为差",
    good="自评得分98分，结论写“绩效评价结果为优”",
    bad={"预算绩效.结论": "各项绩效目标基本实现，综合评价结果为良"},
)
def conclusion(report: Report) -> Iterator[Problem]:
    """A grade in the prose other than that of the score."""
    grade, score = report.text(f"{NAME}.等级"), report.figure(f"{NAME}.总分")
    if not grade or score is None:
        return
    for passage in report.passages:
        found = GRADE.search(passage.text)
        if found and found.group(1) != grade and passage.name.startswith(("预算绩效", NAME)):
            message = (
                f"文中写等级为“{found.group(1)}”，自评得分 {count(score.value)} 分，等级应为“{grade}”。请改错的一处。"
            )
            yield Problem(message, (passage.place,), found.group(), found.group(1), grade)
