"""绩效自评 weights and scores: 100 in all, by 一级指标 as stated and as is usual."""

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.registry import BOTH, Problem, rule
from generator.checks.report import Report
from generator.model.format import count
from generator.source.words import said

NAME = "绩效自评"
FUNDING = f"{NAME}.资金"
FULL = Decimal(100)
STATED_WEIGHT = said("绩效.写明的分值")
USUAL = {"产出": Decimal(50), "效益": Decimal(30), "满意度": Decimal(10)}
WITHOUT_SATISFACTION = {"产出": Decimal(50), "效益": Decimal(40)}
WEIGHTS = "财预〔2020〕10号附单位自评表：预算执行率10分、产出50分、效益30分、满意度10分，合计100分"


@rule("E501", "绩效指标的分值合计不是100分", of=BOTH, projects=True,
    reason="自评按百分制，加上预算执行率的分值应正好是100分，否则总分和等级没有意义",
    basis=WEIGHTS,
    good="执行率10分 + 产出50分 + 效益30分 + 满意度10分 = 100分",
    bad={"绩效自评.指标.1.分值": "16"},
)
def weights(report: Report) -> Iterator[Problem]:
    """Weights that do not add up to 100, where every indicator has one."""
    total = report.figure(f"{NAME}.总分值")
    complete = all(report.figure(f"{item}.分值") for item in report.facts.names(f"{NAME}.指标"))
    if total is not None and complete and report.figure(f"{FUNDING}.分值") and total.value != FULL:
        groups = (f"{report.text(f'{g}.名称')}{_points(report, g)}" for g in report.facts.names(f"{NAME}.一级指标"))
        parts = "、".join([f"执行率{_points(report, FUNDING)}", *groups])
        message = (
            f"各项分值合计 {count(total.value)} 分（{parts}），应为 100 分，"
            f"相差 {count(abs(total.value - FULL))} 分。请核对各条分值。"
        )
        yield Problem(message, report.near(f"{NAME}.指标.1.分值")[:1], f"{NAME}.总分值", count(total.value), "100")


def _points(report: Report, name: str) -> str:
    figure = report.figure(f"{name}.分值")
    return f"{count(figure.value)}分" if figure is not None else ""


@rule("E502", "一级指标注明的分值与各条之和不符", of=BOTH, projects=True,
    reason="一级指标后面注的分值是它下面各条的合计",
    basis=WEIGHTS,
    good="产出指标（50分）下面各条相加为50分",
    bad={f"绩效自评.指标.{number}.一级": "产出指标（45分）" for number in range(1, 5)},
)
def stated_weights(report: Report) -> Iterator[Problem]:
    """A weight in brackets after the 一级指标 that its indicators do not add up to."""
    for group in report.facts.names(f"{NAME}.一级指标"):
        title, total = report.text(f"{group}.名称"), report.figure(f"{group}.分值")
        stated = STATED_WEIGHT.search(title)
        if stated and total is not None and Decimal(stated.group(1)) != total.value:
            first = report.facts.names(f"{group}.指标")[0]
            message = (
                f"“{title}”下面各条分值相加为 {count(total.value)} 分，与注明的 {stated.group(1)} 分不符。请核对。"
            )
            yield Problem(message, report.near(f"{first}.一级"), title, stated.group(1), count(total.value))


@rule("H503", "一级指标的权重与通行的不同", of=BOTH, projects=True,
    reason="通行的权重是产出50、效益30、满意度10；可以按本部门情况调整，但值得看一眼",
    basis=WEIGHTS,
    good="产出50分、效益30分、满意度10分；没有满意度指标时效益40分",
    bad={"绩效自评.指标.5.分值": "25", "绩效自评.指标.5.得分": "25", "绩效自评.指标.6.分值": "5", "绩效自评.指标.6.得分": "5",
         "绩效自评.指标.5.一级": "产出指标"},
)  # fmt: skip
def usual_weights(report: Report) -> Iterator[Problem]:
    """Weights of 产出, 效益 and 满意度 other than the usual ones, where they add up to 100."""
    total = report.figure(f"{NAME}.总分值")
    found = {
        key: figure.value
        for group in report.facts.names(f"{NAME}.一级指标")
        for key in USUAL
        if report.text(f"{group}.名称").startswith(key) and (figure := report.figure(f"{group}.分值")) is not None
    }
    if total is None or total.value != FULL or not found or found in (USUAL, WITHOUT_SATISFACTION) or sum(found.values()) == FULL:
        return
    shown = "、".join(f"{key}{count(value)}分" for key, value in found.items())
    message = f"各一级指标的分值是 {shown}，通行的是产出50分、效益30分、满意度10分。有本地规定的从其规定，否则请核对。"
    yield Problem(message, report.near(f"{NAME}.指标.1.分值")[:1], f"{NAME}.一级指标", shown)


@rule("E504", "得分超过分值", of=BOTH, projects=True,
    reason="一条指标最多得满分",
    basis=WEIGHTS,
    good="分值6，得分6",
    bad={"绩效自评.指标.1.得分": "15.5"},
)
def scores(report: Report) -> Iterator[Problem]:
    """Scores beyond their weight."""
    for item in report.facts.names(f"{NAME}.指标"):
        weight, score = report.figure(f"{item}.分值"), report.figure(f"{item}.得分")
        if weight is not None and score is not None and score.value > weight.value:
            title = report.text(f"{item}.名称")
            message = (
                f"“{title}”的得分 {count(score.value)} 大于分值 {count(weight.value)}，"
                f"多 {count(score.value - weight.value)} 分。请改正得分。"
            )
            yield Problem(message, report.near(score.name), title, count(score.value), count(weight.value))
