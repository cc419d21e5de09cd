"""Slips of the pen in sentences on changes: both directions at once, a reason that was not written, a date there is not."""

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.checks.registry import BOTH, Problem, rule
from generator.checks.report import Report
from generator.checks.text.marks import FORM, PARAGRAPH, STYLE, text_of
from generator.model.figure import Words
from generator.source.place import Place
from generator.source.words import said

LEVEL = said("原因.有增减又持平")
BUDGET = said("原因.说的是预算")
UNSAID = said("原因.没有写完")
DATE = said("原因.日期")
LEAP = 4  # 没有写年的，2月29日也算有


@rule("E631", "说了增减又说持平", of=BOTH,
    reason="与同一个数相比，有增减就不是持平；多半是照模板改写时两种说法都留下了",
    basis=FORM,
    good="公务接待费支出决算减少1.20万元，下降10%；没有变化的写“与上年持平”",
    bad={PARAGRAPH: "贯彻执行农业农村工作的法律法规，培训支出减少3.00万元，与上年持平，拟订规划。"},
)
def changed_and_level(report: Report) -> Iterator[Problem]:
    """A change of an amount above zero, or to an amount, and 与上年持平 right behind it."""
    for passage in report.passages:
        text = text_of(passage)
        for found in LEVEL.finditer(text):
            nothing = not found["to"] and not Decimal(found["amount"].replace(",", ""))
            if not nothing and not BUDGET.search(text[: found.start()].rpartition("。")[2].rpartition("；")[2]):
                message = f"“{found.group()}”：前面说有增减，后面说没有变化，不能都对。请核对，只留一种。"
                yield Problem(message, (passage.place,), found.group())


@rule("W632", "原因没有写完", of=BOTH,
    reason="“主要原因是”后面没有原因，多半是填写时把原因写到了下一句，或者漏填了",
    basis=FORM,
    good="主要原因是：村干部人员减少。",
    bad={PARAGRAPH: "贯彻执行农业农村工作的法律法规，规划有调整，主要原因是。机构改革，职能转变。"},
)
def unsaid(report: Report) -> Iterator[Problem]:
    """主要原因是 with a full stop right behind it."""
    for passage in report.passages:
        text = text_of(passage)
        for found in UNSAID.finditer(text):
            begins = max(text.rfind(mark, 0, found.start()) for mark in "，。；") + 1
            # 公开的一段可以止于“原因：”，下一段逐条写；数据的一段后面没有别的
            last = found.end() == len(text) and report.published and found.group()[-1] in "：:"
            if not last:
                near = text[begins : found.end() + 14]
                yield Problem(f"“{near}”里的“{found.group()}”后面没有写原因。请补上，或删去重复的一处。", (passage.place,), near)


@rule("E633", "日期不存在", of=BOTH,
    reason="没有这一天，必是写错了",
    basis=STYLE,
    good="2021年12月31日",
    bad={PARAGRAPH: "贯彻执行农业农村工作的法律法规，截止2021年12月32日拟订全县农业农村发展规划。"},
)
def dates(report: Report) -> Iterator[Problem]:
    """Days that no month has, in prose and in score tables; a month and day without a year only with 月 and 日."""
    for text, place in _texts(report):
        for found in DATE.finditer(text):
            if _is_date(found) and not _exists(found):
                message = f"“{found.group()}”：没有这一天。请改正日期。"
                yield Problem(message, (place,), found.group())


def _texts(report: Report) -> Iterator[tuple[str, Place]]:
    """Every passage, and every text of score tables, with its place."""
    yield from ((text_of(passage), passage.place) for passage in report.passages)
    for each in (report, *report.projects):
        for name in each.facts.under("绩效自评"):
            fact = each.facts[name]
            if isinstance(fact, Words) and fact.place is not None:
                yield fact.text, fact.place


def _is_date(found: re.Match[str]) -> bool:
    """Whether a match is meant for a date: one sign throughout, or 年, 月 and 日."""
    if found["year"]:
        return found["sign"] == found["by"] or (found["sign"], found["by"]) == ("年", "月")
    return found["by"] == "月" and found.group().endswith("日")


def _exists(found: re.Match[str]) -> bool:
    from calendar import monthrange

    month, day = int(found["month"]), int(found["day"])
    return 1 <= month <= 12 and 1 <= day <= monthrange(int(found["year"] or LEAP), month)[1]
