"""The growth of the “三公” 经费 in all against that of its items, where a text gives nothing of last year but rates."""

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.printed.same_figure import LAW
from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Report, places_of
from generator.model.articulation import THREE_PUBLIC, TITLES, three_public
from generator.model.claim import Claim, Note
from generator.model.figure import PERCENT, Figure, add, ratio, subtract
from generator.model.format import NumberStyle, count, percent, plain
from generator.model.interval import interval

SPENT = THREE_PUBLIC[1]
STYLE = NumberStyle(percent_places=2, strip_rates=True)
ALL = Figure("上年", Decimal("100.000000"), PERCENT)


@rule("W237", "总数的增减率与各项的合不上", of=PRINTED, final=True,
    reason="由各项的决算数和增减率可以倒推各项上年的数，加起来就是上年的合计；总数的增减率应当由它算得",
    basis=LAW,
    good="公务接待费 5 万元，增长 25%，公务用车运行维护费 10 万元，下降 10%，合计 15 万元，下降 0.74%",
    bad="七、“三公”经费财政拨款支出决算情况说明\n"
    "2021年“三公”经费财政拨款支出15.00万元，比上年⟦增长10.00%→下降0.74%⟧。其中：因公出国（境）费0万元；"
    "公务用车购置及运行维护费10.00万元，比上年下降10.00%，主要是车辆使用减少；公务接待费5.00万元，比上年增长25.00%，主要是来访增多。",
)
def weighted_growth(report: Report) -> Iterator[Problem]:
    """The rate of the total, where every item has an amount and a rate, or is nothing."""
    rates = {claim.name: claim for claim in reversed(report.claims) if claim.kind == "增减率" and claim.note is Note.ALONE}
    total, now = rates.get(SPENT.format("")), report.figure(SPENT.format(""))
    before = _before(report, rates) if total and now else None
    if total is None or now is None or before is None or not before.value:
        return
    if interval(_last_year(now, total)).meets(interval(before)):
        return
    right = ratio("增减率", subtract("增减额", now, before), before)
    message = (
        f"“{total.quote}”：由各项的决算数和增减率倒推，上年合计是 {count(before.value)} 万元，"
        f"总数的增减率应是 {percent(right.value, STYLE)}%。"
        "请核对总数和各项的增减率；本年是零、上年有支出的项目，请写明上年的数。"
    )
    yield Problem(message, (total.place, *places_of(before)), total.quote, plain(total.value) + PERCENT)


def _before(report: Report, rates: dict[str, Claim]) -> Figure | None:
    """What last year comes to by the rates of the items, each or the two of vehicles together; None where one lacks its rate."""
    _, (_, items) = three_public(SPENT)
    for names in (items, [SPENT.format(f"{item}.") for item in TITLES]):
        known = [(figure, rates.get(name)) for name in names if (figure := report.figure(name)) is not None]
        if len(known) == len(names) and all(rate or not figure.value for figure, rate in known):
            return add("上年合计", tuple(_last_year(figure, rate) for figure, rate in known if rate and figure.value))
    return None


def _last_year(now: Figure, rate: Claim) -> Figure:
    """Last year's amount by this year's and its rate of change."""
    return ratio("上年数", now, add("比上年", (ALL, rate.figure)))
