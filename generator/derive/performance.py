"""绩效自评: 执行率, scores, sums by 一级指标, 总分 and 等级."""

from decimal import Decimal

from generator.derive.ledger import Ledger
from generator.model.articulation import DEFAULTS
from generator.model.figure import Figure, product, ratio
from generator.model.format import COUNT_PLACES, rounded

NAME = "绩效自评"
FUNDING = f"{NAME}.资金"
FULL_MARKS, WHOLE_MARKS = Decimal(10), Decimal(100)
GRADES, WORST = ((90, "优"), (80, "良"), (60, "中")), "差"  # 自评表注：各档的最低分
SOURCES = ("当年财政拨款", "上年结转资金", "其他资金")


def derive_performance(ledger: Ledger) -> None:
    """Settle the funding row, its score, the sums by 一级指标, 总分 and 等级."""
    if not any(True for _ in ledger.facts.under(NAME)):
        return
    _funding(ledger)
    _execution(ledger)
    _groups(ledger)
    score = ledger.get(f"{NAME}.总分")
    if score is not None:
        ledger.say(f"{NAME}.等级", grade_of(rounded(score.value, COUNT_PLACES)))


def grade_of(points: Decimal) -> str:
    """The grade of points out of 100."""
    return next((word for least, word in GRADES if points >= least), WORST)


def _funding(ledger: Ledger) -> None:
    for column in ("年初预算", "全年预算", "全年执行"):
        ledger.whole(f"{FUNDING}.{column}", [f"{NAME}.{source}.{column}" for source in SOURCES])
        ledger.facts.parts.pop(f"{FUNDING}.{column}", None)  # 一个来源也没有写：要写的是总额
    for column in ("年初预算", "全年执行"):
        ledger.default(f"{FUNDING}.{column}", DEFAULTS[f"{FUNDING}.{column}"])


def _execution(ledger: Ledger) -> None:
    """执行率 = 全年执行数 ÷ 全年预算数; its score is 分值 × 执行率, at most 分值."""
    budget, actual = ledger.get(f"{FUNDING}.全年预算"), ledger.get(f"{FUNDING}.全年执行")
    marks = ledger.get(f"{NAME}.执行分值") or Figure(f"{NAME}.执行分值", FULL_MARKS, "分")
    if budget is None or actual is None or not budget.value:
        if ledger.facts.names(f"{NAME}.指标") and not _marked_apart(ledger):
            unusable = (("全年预算", not (budget and budget.value)), ("全年执行", actual is None))
            ledger.facts.partial[f"{FUNDING}.得分"] = tuple(f"{FUNDING}.{name}" for name, lacks in unusable if lacks)
            ledger.facts[f"{FUNDING}.分值"] = marks
        return
    rate = ratio(f"{FUNDING}.执行率", actual, budget)
    ledger.facts |= {rate.name: rate, f"{FUNDING}.分值": marks}
    score = product(f"{FUNDING}.得分", marks, rate)
    ledger.facts[score.name] = score if score.value <= marks.value else marks


def _groups(ledger: Ledger) -> None:
    """Sum 分值 and 得分 by 一级指标 in order of appearance, and over all with the execution row."""
    members: dict[str, list[str]] = {}
    for item in ledger.facts.names(f"{NAME}.指标"):
        members.setdefault(ledger.facts.text(f"{item}.一级"), []).append(item)
    groups = tuple(f"{NAME}.一级指标.{i}" for i in range(1, len(members) + 1))
    for group, (title, items) in zip(groups, members.items(), strict=True):
        ledger.say(f"{group}.名称", title)
        ledger.facts[f"{group}.指标"] = tuple(items)
        for column in ("分值", "得分"):
            ledger.whole(f"{group}.{column}", [f"{item}.{column}" for item in items])
    ledger.facts[f"{NAME}.一级指标"] = groups
    rows = groups if ledger.get(f"{FUNDING}.分值") is None else (FUNDING, *groups)
    for column, total in (("分值", "总分值"), ("得分", "总分")) if groups else ():
        ledger.whole(f"{NAME}.{total}", [f"{row}.{column}" for row in rows])


def _marked_apart(ledger: Ledger) -> bool:
    """Whether the indicators make all 100 points by themselves, so that 执行率 has none."""
    marks = [ledger.get(f"{item}.分值") for item in ledger.facts.names(f"{NAME}.指标")]
    return sum((mark.value for mark in marks if mark is not None), Decimal(0)) == WHOLE_MARKS
