"""Counts and amounts told in prose, as in reports on projects: kinds and their total, so many at so much each, what was left over."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate

from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Report
from generator.model.format import plain
from generator.model.interval import last_unit
from generator.source.words import said

KINDS, ADDED = said("核对.共几个其中各几个"), said("核对.各几个共几个")
PART, OVERLAPPING = said("核对.里面的几个"), said("核对.会重叠的分项")
EACH, LISTED = said("核对.几个每个多少"), said("核对.几个项目各多少")
ITEM, LEFT = said("核对.一个项目多少"), said("核对.预算支出和结余")
VERBS = said("核对.每个的动词")
Told = tuple[str, Decimal, Decimal, str]  # 原文，写的数，算得的数，怎么算


@rule("W246", "文中的几个数对不上", of=PRINTED,
    reason="同一句话里的个数、每份多少、预算与结余，彼此算得出来，算不拢，必有一处写错",
    basis="公文数字准确的一般要求",
    good="奖励 8 个项目，每个 10 万元，共支出 80 万元",
    bad="一、基本情况\n"
    "开展主题活动379次，其中国家级11次、省级68次、市级⟦310→300⟧次。",
)
def narrated(report: Report) -> Iterator[Problem]:
    """Counts of kinds that do not make their total, amounts of each that do not make theirs, remainders, projects counted."""
    for passage in report.passages:
        for quote, stated, computed, how in (*_kinds(passage.text), *_each(passage.text), *_listed(passage.text), *_left(passage.text)):
            message = f"“{quote[:60]}”：写的是 {plain(stated)}，{how} {plain(computed)}。请核对，改错的一处。"
            yield Problem(message, (passage.place,), quote[:40], plain(stated), plain(computed), "impossible")


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _kinds(text: str) -> Iterator[Told]:
    """Kinds named alike that come to more than the total before them, or to another than the total behind them."""
    for pattern in (KINDS, ADDED):
        for found in pattern.finditer(text):
            parts = [(part["name"], _number(part["count"])) for part in PART.finditer(found["parts"])]
            total, whole = sum((count for _, count in parts), Decimal(0)), _number(found["whole"])
            apart = len({name[-1] for name, _ in parts}) == 1 and not any(OVERLAPPING.search(name) for name, _ in parts)
            apart = apart and whole not in accumulate(count for _, count in parts)  # 前几项已经是全部，后面的是另一种分法
            if (pattern is ADDED and total != whole) or (apart and total > whole):
                yield found.group(), whole, total, "各项相加是"


def _each(text: str) -> Iterator[Told]:
    """So many at so much each that come to more than the amount spent on them, or to less where all of it went to them."""
    for found in EACH.finditer(text):
        whole, count, each = (_number(found[name]) for name in ("whole", "count", "each"))
        noun = VERBS.sub("", found["noun"])
        if noun not in found["of"]:  # 每个项目的钱，前面数的是别的；最高、平均也不是
            continue
        if count * each > whole or (count * each != whole and "主要" not in found.group()):
            yield found.group(), whole, count * each, f"{plain(count)} × {plain(each)} ="


def _listed(text: str) -> Iterator[Told]:
    """So many projects, and another number of them listed with their amounts."""
    for found in LISTED.finditer(text):
        listed = Decimal(len(ITEM.findall(found["items"])))
        if listed != _number(found["count"]):
            yield found.group(), _number(found["count"]), listed, "列出的个数是"


def _left(text: str) -> Iterator[Told]:
    """A budget, what was spent of it, and a remainder that is not the difference."""
    for found in LEFT.finditer(text):
        budget, spent, left = (_number(found[name]) for name in ("budget", "spent", "left"))
        if abs(budget - spent - left) > 2 * last_unit(left):
            yield found.group(), left, budget - spent, f"{plain(budget)} − {plain(spent)} ="
