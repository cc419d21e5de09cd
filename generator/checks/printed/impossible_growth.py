"""Amounts of change that cannot be: an increase by more than what there is now."""

from collections.abc import Iterator

from generator.checks.printed.same_figure import LAW
from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Report, places_of
from generator.checks.two_figures import exceeds, number
from generator.model.interval import verdict
from generator.source.words import said

BALANCE = said("正文.结余的数")


@rule("E229", "增加的比本年的数还多", of=PRINTED,
    reason="比上年或比预算增加的数大于本年的数，上年或预算就成了负数；多半是“减少”写成了“增加”，或者抄错了数",
    basis=LAW,
    good="支出 27 万元，比上年减少 90 万元",
    bad="六、政府性基金预算财政拨款支出决算情况说明\n"
    "2021年度政府性基金预算财政拨款支出27.00万元，比上年决算数⟦增加→减少⟧90.30万元，主要是项目完工。",
)
def more_than_there_is(report: Report) -> Iterator[Problem]:
    """Increases of a known fact by more than the fact itself, but for balances, which may have been below zero."""
    for claim in report.claims:
        now = report.figure(claim.name) if claim.kind == "增减额" and claim.name and claim.value > 0 else None
        if now is None or BALANCE.search(claim.name) or not exceeds(claim.figure, now):
            continue
        if claim.computed is None or verdict(claim.value, claim.computed).holds:  # 与它的两个数不符的，另有一条说它
            message = f"“{claim.quote}”：增加 {number(claim.figure)}，而本年的数只有 {number(now)}。请核对两个数和“增加”“减少”。"
            yield Problem(message, (claim.place, *places_of(now)), claim.quote, number(claim.figure), number(now), "impossible")
