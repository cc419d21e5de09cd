"""绩效自评: 执行率, scores, sums by 一级指标, 总分 and 等级."""

from decimal import Decimal

from generator.derive.ledger import Ledger
from generator.model.figure import Figure, add, product, ratio
from generator.model.format import COUNT_PLACES, rounded

NAME = "绩效自评"
FUNDING = f"{NAME}.资金"
FULL_MARKS = Decimal(10)
GRADES, WORST = ((90, "优"), (80, "良"), (60, "中")), "差"
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
        printed = rounded(score.value, COUNT_PLACES)
        ledger.say(f"{NAME}.等级", next((word for least, word in GRADES if printed >= least), WORST))


def _funding(ledger: Ledger) -> None:
    for column in ("年初预算", "全年预算", "全年执行"):
        ledger.total(f"{FUNDING}.{column}", [f"{NAME}.{source}.{column}" for source in SOURCES])
    ledger.default(f"{FUNDING}.年初预算", "一般公共预算.年初预算")
    ledger.default(f"{FUNDING}.全年执行", "支出.合计")


def _execution(ledger: Ledger) -> None:
    """执行率 = 全年执行数 ÷ 全年预算数; its score is 分值 × 执行率, at most 分值."""
    budget, actual = ledger.get(f"{FUNDING}.全年预算"), ledger.get(f"{FUNDING}.全年执行")
    if budget is None or actual is None or not budget.value:
        return
    rate = ratio(f"{FUNDING}.执行率", actual, budget)
    marks = ledger.get(f"{NAME}.执行分值") or Figure(f"{NAME}.执行分值", FULL_MARKS, "分")
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
            ledger.total(f"{group}.{column}", [f"{item}.{column}" for item in items])
    ledger.facts[f"{NAME}.一级指标"] = groups
    for column, total in (("分值", "总分值"), ("得分", "总分")):
        parts = [ledger.get(f"{name}.{column}") for name in (FUNDING, *groups)]
        if groups and any(parts):
            name = f"{NAME}.{total}"
            ledger.settle(name, add(name, tuple(part for part in parts if part is not None)))
