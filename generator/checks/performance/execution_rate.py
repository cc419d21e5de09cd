"""The 执行率 that a published 自评表 prints, against the 全年执行数 and 全年预算数 beside it."""

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.performance.points import EVALUATION
from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Report, places_of
from generator.model.figure import PERCENT, Figure, add, ratio
from generator.model.format import count, plain
from generator.model.interval import Verdict, verdict

NAME = "绩效自评"
WHOLE = "资金"
SOURCES = ("当年财政拨款", "上年结转资金", "其他资金")
BUDGET, ACTUAL = "全年预算", "全年执行"


@rule("E520", "自评表的执行率与执行数、预算数不符", of=PRINTED, projects=True,
    reason="执行率由表里的全年执行数除以全年预算数得出，得分按它计算；总额一行是 0 或者不等于各来源之和的，各来源之和也算数",
    basis="省级部门整体支出绩效自评报告提纲和自评表：执行率 = 全年执行数 ÷ 全年预算数",
    good="全年预算数 90 万元，全年执行数 89.974 万元，执行率 99.97%",
    bad=EVALUATION.format(rate="⟦75%→95%⟧", total="99.5"),
)
def execution_rate(report: Report) -> Iterator[Problem]:
    """A printed 执行率, of all funding or of one source, that is none of the quotients of its row."""
    for row in (WHOLE, *SOURCES):
        stated = report.figure(f"{NAME}.{row}.印出执行率")
        known = list(_rates(report, row))
        if stated is None or not known or any(_agrees(stated, rate) for rate, _ in known):
            continue
        rate, whence = known[0]
        executed, budget = rate.formula.terms if rate.formula else (rate, rate)
        value = min(_meant(stated), key=lambda meant: abs(meant - rate.value))
        shown = f"{plain(stated.value)}{stated.unit}"
        message = (
            f"“{'年度资金总额' if row == WHOLE else row}”的执行率写的是 {shown}，{whence}全年执行数 {plain(executed.value)} ÷ "
            f"全年预算数 {plain(budget.value)} 是 {count(rate.value)}%，相差 {count(abs(value - rate.value))} 个百分点。"
            f"{_by_first_budget(report, row, stated)}请改正执行率，并核对它的得分。"
        )
        places = (*report.near(stated.name)[:1], *places_of(rate))
        yield Problem(message, places, shown, shown, f"{count(rate.value)}%", "impossible")


def _rates(report: Report, row: str) -> Iterator[tuple[Figure, str]]:
    """The quotients that a row may print, with the words for whence they are: its own, and that of the sum of its sources."""
    own = _pair(report, row)
    parts = [pair for source in SOURCES if (pair := _pair(report, source)) is not None] if row == WHOLE else []
    total = tuple(add(column, amounts) for column, amounts in zip((BUDGET, ACTUAL), zip(*parts, strict=True), strict=False))
    summed = ratio("执行率", total[1], total[0]) if parts and total[0].value else None
    holds = own is not None and all(figure.value for figure in own)
    contradicted = own is not None and any(_exceeds(mine, sum_, len(parts)) for mine, sum_ in zip(own, total, strict=False))
    if summed is not None and (not holds or contradicted):
        yield summed, "各来源相加，"
    if own is not None and own[0].value and (holds or summed is None):
        yield ratio("执行率", own[1], own[0]), ""


def _pair(report: Report, row: str) -> tuple[Figure, Figure] | None:
    """全年预算数 and 全年执行数 of a row, where both are given."""
    budget, actual = (report.figure(f"{NAME}.{row}.{column}") for column in (BUDGET, ACTUAL))
    return (budget, actual) if budget is not None and actual is not None else None


def _exceeds(whole: Figure, parts: Figure, number: int) -> bool:
    """Whether a total is not that of its sources; one source alone may be but a part of it."""
    return parts.value > whole.value or (number > 1 and verdict(whole.value, parts) is Verdict.IMPOSSIBLE)


def _meant(stated: Figure) -> tuple[Decimal, ...]:
    """What a printed rate may mean in percent: 99.97% itself, without the sign 99.97 or 0.9997."""
    return (stated.value,) if stated.unit == PERCENT else (stated.value, stated.value.scaleb(2))


def _agrees(stated: Figure, rate: Figure) -> bool:
    return any(verdict(meant, rate) is not Verdict.IMPOSSIBLE for meant in _meant(stated))


def _by_first_budget(report: Report, row: str, stated: Figure) -> str:
    """A sentence where the rate is that on 年初预算数, else nothing."""
    first, actual = report.figure(f"{NAME}.{row}.年初预算"), report.figure(f"{NAME}.{row}.{ACTUAL}")
    if first is None or actual is None or not first.value or not actual.value or not _agrees(stated, ratio("", actual, first)):
        return ""
    return "写的是除以年初预算数的，分母应是全年预算数。"
