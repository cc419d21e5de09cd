"""Sums of many figures that miss by what rounding could explain and hardly ever does: seldom do all of them round one way."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Report, places_of
from generator.checks.suspects import KEPT, additive, holds
from generator.model.figure import Figure
from generator.model.format import plain, rounded
from generator.model.interval import interval, verdict

DEVIATIONS = 5  # 各数独立地四舍五入，差到五个标准差的不到百万分之一
SYSTEMATIC = 3
LISTED = ("一般公共服务", "外交", "国防", "公共安全", "教育", "科学技术", "卫生健康", "住房保障")


@dataclass(frozen=True, slots=True)
class LongSum:
    """A total, what its parts come to, and what it is called."""

    stated: Figure
    computed: Figure
    name: str

    @property
    def gap(self) -> Decimal:
        """What the total is more than its parts."""
        return self.stated.value - self.computed.value


def room(stated: Figure, computed: Figure) -> Decimal:
    """By how much two sums may differ: as far as rounding can take them, but where many are added up as far as it does."""
    widths = [(ends := interval(leaf)).high - ends.low for figure in (stated, computed) for leaf in figure.leaves]
    spread = sum((width * width for width in widths), Decimal(0)) / 12
    return min(sum(widths, Decimal(0)) / 2, DEVIATIONS * spread.sqrt())


@lru_cache(maxsize=KEPT)
def unlikely(report: Report) -> tuple[LongSum, ...]:
    """The sums that hold only if nearly all of their parts were rounded one way; none where many do, as where all was cut off."""
    sums = [LongSum(e.stated, e.computed, e.name) for e in report.equations if holds(e)]
    listed = report.computed("列和", "预算和")
    sums += [LongSum(replace(c.figure, rounded=True), w, c.name or c.quote) for c, w in listed if verdict(c.value, w).holds]
    found = [s for s in sums if additive(s.stated) and additive(s.computed) and abs(s.gap) > room(s.stated, s.computed)]
    return tuple(found) if len({each.gap for each in found}) <= SYSTEMATIC else ()


@rule("W244", "许多个数的合计，尾差大得不像四舍五入", of=PRINTED,
    reason="各数四舍五入有大有小，相加时大半抵消；许多个数相加还差好几个末位，多半是其中一个数写错了一位",
    basis="四舍五入的通行规则；部门决算公开表注：本套报表金额单位转换时可能存在尾数误差",
    good="二十七个款相加，与类的合计差 0.01 或 0.02 万元",
    bad="五、一般公共预算财政拨款支出决算情况说明\n2021年度一般公共预算财政拨款支出90.00万元，具体情况如下：\n"
    + "".join(f"{n}、{name}支出（类）支出10.00万元。\n" for n, name in enumerate(LISTED, 1))
    + "9、其他支出（类）支出⟦10.05→10.00⟧万元。",
)
def tails_too_long(report: Report) -> Iterator[Problem]:
    """Sums of many parts whose gap is not that of rounding; of those that share a gap the first."""
    told = set[Decimal]()
    for each in unlikely(report):
        if each.gap not in told:
            told.add(each.gap)
            yield _problem(each)


def _problem(each: LongSum) -> Problem:
    stated, computed = each.stated, each.computed
    count, usual = len(computed.leaves), room(stated, computed)
    message = (
        f"{each.name} 写的是 {plain(stated.value)}，{count} 个数相加是 {plain(computed.value)}，相差 {plain(abs(each.gap))}{stated.unit}。"
        f"{count} 个数四舍五入的尾差相加，几乎不会超过 {plain(rounded(usual, 2))}{stated.unit}，多半是其中一个数写错了一位。请逐个核对。"
    )
    places = tuple(dict.fromkeys((*places_of(stated), *places_of(computed))))
    return Problem(message, places, each.name, plain(stated.value), plain(computed.value), "rounding")
