"""绩效自评 indicators: whether a target was met, and what the score and the reasons make of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.checks.registry import BOTH, Problem, rule
from generator.checks.report import Report
from generator.source.words import said

NAME = "绩效自评"
FAR = Decimal("1.5")
SHORT = "财预〔2020〕10号：没有完成的指标按完成程度计分"
DEVIATION = "单位自评表：偏差原因分析及改进措施"
MEASURE = said("绩效.指标值")
LEAST, MOST = said("绩效.至少"), said("绩效.至多")
LESS_IS_BETTER = said("绩效.越少越好")


@dataclass(frozen=True, slots=True)
class Measure:
    """A target or result that is a number: +1 at least, -1 at most, 0 as it stands; and its unit."""

    value: Decimal
    unit: str
    bound: int


def measure(text: str) -> Measure | None:
    """The number of ≥8.5%, 78%以上 or 4000亿元; None for words and for texts with more than one number."""
    match = MEASURE.fullmatch(text.strip())
    if match is None:
        return None
    before, number, unit, after = match.groups()
    signs = [sign for sign in (before, after) if sign]
    bound = 1 if any(map(LEAST.fullmatch, signs)) else -1 if any(map(MOST.fullmatch, signs)) else 0
    return Measure(Decimal(number.replace(",", "")), unit, bound)


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with a numeric target and result in one unit."""

    name: str
    title: str
    target: Measure
    result: Measure
    full: bool
    excused: bool

    @property
    def least(self) -> bool:
        """Whether the target is the least to be reached; a plain number is, unless less is better of its kind."""
        return self.target.bound > 0 or (self.target.bound == 0 and not LESS_IS_BETTER.search(self.title))

    @property
    def known(self) -> bool:
        """Whether it can be said which side of the target is good: not for a plain number where less may be better."""
        return self.target.bound != 0 or self.least

    @property
    def missed(self) -> bool:
        """Whether the result falls short of the least, or goes beyond the most."""
        if not self.known or self.result.bound:
            return False
        return self.result.value < self.target.value if self.least else self.result.value > self.target.value


def _indicators(report: Report) -> Iterator[Indicator]:
    """Every indicator whose target and result can be compared."""
    for item in report.facts.names(f"{NAME}.指标"):
        target, result = measure(report.text(f"{item}.指标值")), measure(report.text(f"{item}.完成值"))
        weight, score = report.figure(f"{item}.分值"), report.figure(f"{item}.得分")
        if target is not None and result is not None and target.unit == result.unit:
            full = weight is not None and score is not None and score.value >= weight.value
            title = report.text(f"{item}.二级") + report.text(f"{item}.名称")
            yield Indicator(item, title, target, result, full, bool(report.text(f"{item}.偏差原因")))


def _told(report: Report, indicator: Indicator, rest: str) -> Problem:
    item = indicator.name
    title, target, result = (report.text(f"{item}.{field}") for field in ("名称", "指标值", "完成值"))
    message = f"“{title}”的指标值是 {target}，完成值是 {result}，{rest}"
    return Problem(message, report.near(f"{item}.完成值"), title, result, target)


@rule("W505", "没有完成的指标得了满分", of=BOTH, projects=True,
    reason="没有完成的指标应按完成比例扣分",
    basis=SHORT,
    good="指标值16%，完成值15.4%，分值6，得分5",
    bad={"绩效自评.指标.3.得分": "10"},
)
def missed_with_full_score(report: Report) -> Iterator[Problem]:
    """Targets missed with a full score."""
    for indicator in _indicators(report):
        if indicator.missed and indicator.full:
            yield _told(report, indicator, "没有完成，却得了满分。请核对完成值，或按完成比例扣分。")


@rule("W506", "没有完成的指标没有说明偏差原因", of=BOTH, projects=True,
    reason="没有完成的指标要分析偏差的原因，并写改进措施",
    basis=DEVIATION,
    good="偏差原因: 雨季较长，部分工程推迟。改进措施：提前招标",
    bad={"绩效自评.指标.3.偏差原因": ""},
)
def missed_without_reason(report: Report) -> Iterator[Problem]:
    """Targets missed without a word why."""
    for indicator in _indicators(report):
        if indicator.missed and not indicator.excused:
            yield _told(report, indicator, "没有完成，也没有写偏差原因。请写上原因和改进措施。")


@rule("H507", "完成值远超指标值", of=BOTH, projects=True,
    reason="完成值超过指标值一半以上，说明目标定得过低或数字有误，宜在偏差原因里说明",
    basis=DEVIATION,
    good="完成值与指标值相差不大，或写了原因",
    bad={"绩效自评.指标.1.完成值": "86万亩"},
)
def far_exceeded(report: Report) -> Iterator[Problem]:
    """Results beyond one and a half times a least target, unless explained."""
    for indicator in _indicators(report):
        beyond = indicator.known and indicator.least and indicator.target.value > 0
        if beyond and indicator.result.value > indicator.target.value * FAR and not indicator.excused:
            yield _told(report, indicator, "超过一半以上。请核对数字；确实如此的，宜说明原因。")


@rule("H508", "得了满分又写偏差原因", of=BOTH, projects=True,
    reason="偏差原因是给没有完成的指标写的；得满分的指标写了，分数或说明有一处不对",
    basis=DEVIATION,
    good="得满分的指标不写偏差原因",
    bad={"绩效自评.指标.2.偏差原因": "个别地块复验后合格"},
)
def full_score_with_reason(report: Report) -> Iterator[Problem]:
    """A full score beside a reason for falling short, where the target was not in truth missed or gone beyond."""
    other = {i.name for i in _indicators(report) if i.missed or i.result.value != i.target.value}
    for item in report.facts.names(f"{NAME}.指标"):
        weight, score = report.figure(f"{item}.分值"), report.figure(f"{item}.得分")
        full = weight is not None and score is not None and score.value == weight.value
        if full and report.text(f"{item}.偏差原因").strip("无/-—") and item not in other:
            title = report.text(f"{item}.名称")
            message = f"“{title}”得了满分，又写了偏差原因。请扣分，或删去偏差原因。"
            yield Problem(message, report.near(f"{item}.偏差原因"), title)
