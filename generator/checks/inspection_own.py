"""Ways of answering an item of the inspection that no rule and no demand has: days, empty tables, what the form adds."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.checks.demands import demands, section_of
from generator.checks.on_time import APPROVED, IN_TIME, PUBLISHED
from generator.checks.report import Report
from generator.model.dates import DAY, day_of
from generator.model.years import years_of_keys
from generator.source.place import Place
from generator.source.words import said

TOLD_DAY, NONE = said("篇.公开的日期"), said("核对.说没有的")
SINCE_2022, BEFORE = "100万元", "50万元"
OLDER = "国有资产.单价50万元以上通用设备"
FIRMS = re.compile(r"(?<!占)(?<!占授予)中小(?:微)?企业")
SHARE = re.compile(FIRMS.pattern + r"(?:(?!小微)[^。\n])*?(?:占|比重|比例)[^。\n]{0,30}?\d[\d.]*\s*[%％]")
RESERVED = said("核对.预留给中小企业")
PROJECT = "绩效自评.项目名称"
SHOWN = 60
FIGURE = re.compile(r"\d[\d,.]*(?:[%％]|[万亿千]?元|[年月日个人次辆台批])?")
WHOLE = "全文：这像是节选，没有看是否齐全"
TABLES = "决算表（另作附件公开的，连附件一起核对）"


@dataclass(frozen=True, slots=True)
class Given:
    """The days that were given or are in the data, of approval and of publication; whether last year's balances are known."""

    approved: date | None = None
    published: date | None = None
    prior: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One answer (是、否、不适用、无法判断), what it rests on, where, and what is needed to answer."""

    answer: str
    said: str = ""
    places: tuple[Place, ...] = ()
    needs: str = ""


def shown(text: str, at: int = 0, most: int = SHOWN) -> str:
    """What is quoted of a text, from `at` on: cut at a stop or with “…”, never inside a figure."""
    start, end = _outside(text, at), _outside(text, at + most) if at + most < len(text) else len(text)
    if end <= start:
        end = min(start + most, len(text))
    part = text[start:end]
    stop = max(map(part.rfind, "。；")) + 1
    if end < len(text) and stop > most // 2:
        part, end = part[:stop], len(text)
    return f"{'…' if start else ''}{part}{'…' if end < len(text) else ''}"


def _outside(text: str, at: int) -> int:
    """The position, or the beginning of the figure that it is in."""
    return next((found.start() for found in FIGURE.finditer(text) if found.start() < at < found.end()), at)


Own = Callable[[Report, Given, str], Iterator[Told]]


def _printed(report: Report) -> tuple[date, tuple[Place, ...]] | None:
    """The day of publication that the text prints."""
    for passage in report.passages:
        found = TOLD_DAY.search(passage.text)
        day = day_of(match.group()) if found and (match := DAY.search(passage.text, found.end())) else None
        if day:
            return day, (passage.place,)
    return None


def _in_time(report: Report, given: Given, needs: str) -> Iterator[Told]:
    """Whether the days are not more than twenty apart; not known where they cannot be right."""
    printed = _printed(report)
    published = given.published or (printed[0] if printed else None)
    if given.approved is None or published is None:
        yield Told("无法判断", needs=needs)
        return
    days, places = (published - given.approved).days, printed[1] if printed else ()
    both = f"批复 {given.approved}，公开 {published}"
    early = [f"{name} {day}" for name, day in ((APPROVED, given.approved), (PUBLISHED, published)) if day.year <= report.year]
    if early:
        yield Told("无法判断", both, places, f"核对日期：{'、'.join(early)} 不在 {report.year} 年度结束之后")
    elif days < 0:
        yield Told("无法判断", both, places, "核对日期：公开早于批复，是不是写反了")
    else:
        yield Told("是" if days <= IN_TIME.days else "否", f"{both}，第 {days} 日", places)


def _day_is_told(report: Report, given: Given, needs: str) -> Iterator[Told]:
    """Only what the text prints tells that readers find the day, not what was typed."""
    printed = _printed(report)
    yield Told("是", f"公开日期 {printed[0]}", printed[1]) if printed else Told("无法判断", needs=needs)


def _empty_tables(report: Report, given: Given, needs: str) -> Iterator[Told]:
    """Not asked where every table has amounts; no where an empty one has no note under it, whatever the text says."""
    empty = [table for table in report.tables if not table.amounts]
    if report.tables and not empty:
        yield Told("不适用", "各表都有数据")
    for table in empty:
        if table.note:
            yield Told("是", f"{table.kind}表：{shown(table.note, most=30)}", (table.place,))
        else:
            yield Told("否", f"{table.kind}表是空的，表下没有说明", (table.place,))
    if not report.tables:
        yield Told("无法判断", needs=TABLES)


def _project_scores(report: Report, given: Given, needs: str) -> Iterator[Told]:
    names = [name for each in (report, *report.projects) if (name := each.text(PROJECT))]
    yield Told("是", f"读出 {len(names)} 张：{shown('、'.join(names), most=40)}") if names else Told("无法判断", needs=needs)


def _whole_scores(report: Report, given: Given, needs: str) -> Iterator[Told]:
    own = section_of(report, "自评报告")
    table = "绩效自评.指标" in report.facts and not report.text(PROJECT)  # 只有一张项目的表，不是整体的
    if own and table:
        yield Told("是", "自评报告和自评表都在", (own.place,))
    else:
        lacking = "、".join(name for name, there in (("自评报告", own), ("自评表", table)) if not there)
        yield Told("无法判断", needs=f"没有见到{lacking}；{needs}")


def _form(report: Report, given: Given, needs: str) -> Iterator[Told]:
    """Sections that the known form adds to those asked of everybody."""
    added = [name for name in report.asked if name not in {demand.section for demand in demands()}]
    lost = [name for name in added if section_of(report, name) is None]
    if not report.asked:
        yield Told("无法判断", "不知道是哪里的样式", needs=needs)
    elif lost:
        yield Told("否", f"没有见到{'、'.join(lost)}") if report.whole else Told("无法判断", needs=WHOLE)
    else:
        yield Told("是", f"有{'、'.join(added)}") if added else Told("不适用", "样式没有另加的节")


def _share_of_firms(report: Report, given: Given, needs: str) -> Iterator[Told]:
    """No where an amount for 中小企业 is told without its share; that it is told at all is a demand."""
    own = section_of(report, "政府采购")
    amount, total = report.figure("政府采购.授予中小企业"), report.figure("政府采购.合计")
    none = (amount is not None and not amount.value) or (total is not None and not total.value)
    if own and not none and FIRMS.search(own.text):
        found = SHARE.search(own.text) or RESERVED.search(own.text)
        yield Told("是", shown(found.group()), (own.place,)) if found else Told("否", "没有见到授予中小企业的占比", (own.place,))


def _small_firms(report: Report, given: Given, needs: str) -> Iterator[Told]:
    own = section_of(report, "政府采购")
    total = report.figure("政府采购.合计")
    if total is not None and not total.value:
        yield Told("不适用", "没有政府采购")
    elif own is None:
        yield Told("无法判断", needs="文中没有政府采购一节")
    elif "小微企业" in own.text or report.figure("政府采购.授予小微企业") is not None:
        yield Told("是", "写了授予小微企业的金额", (own.place,))
    else:
        yield Told("不适用", "没有政府采购") if NONE.search(own.text) and total is None else Told("否", "没有说到小微企业", (own.place,))


def _equipment(report: Report, given: Given, needs: str) -> Iterator[Told]:
    """Which amount equipment is counted from: fifty before 2022, a hundred since, in 2022 either."""
    older = years_of_keys()[OLDER]
    own = section_of(report, "国有资产")
    if own is None:
        yield Told("无法判断", needs="文中没有国有资产一节")
    elif not older.hold(report.year) and not older.hold(report.year - 1) and BEFORE in own.text:  # 改口径的当年两种都有
        yield Told("否", f"用了“50万元以上通用设备”，这是{older.last}年度及以前的口径", (own.place,))
    elif report.year and older.hold(report.year) and BEFORE not in own.text and "设备" in own.text:
        yield Told("否", f"没有“50万元以上通用设备”，{older.last}年度及以前用这个口径", (own.place,))
    elif "设备" in own.text or NONE.search(own.text):
        yield Told("是", "设备的口径与年度相合", (own.place,))
    else:
        yield Told("否", "没有说到设备", (own.place,))


def _readable(report: Report, given: Given, needs: str) -> Iterator[Told]:
    """Yes where there are text and tables; what was not read is found by rules."""
    told = f"读出 {len(report.passages)} 段文字、{len(report.tables)} 张决算表"
    yield Told("是", told) if report.tables else Told("无法判断", told, needs=TABLES)


def _searched(report: Report, given: Given, needs: str) -> Iterator[Told]:
    """Yes where nothing is found: secrets are for a person to look for."""
    yield Told("是", f"没有见到个人的号码、修订、批注和隐藏的内容；{needs}")


def _last_year(report: Report, given: Given, needs: str) -> Iterator[Told]:
    """Not known without the file of last year."""
    yield Told("是", "与上年的数据比较过") if given.prior else Told("无法判断", needs=needs)


OWN: dict[str, Own] = {
    "二十日": _in_time, "公开日期": _day_is_told, "空表": _empty_tables, "项目自评表": _project_scores,
    "整体自评": _whole_scores, "样式": _form, "中小企业": _share_of_firms, "小微企业": _small_firms, "资产口径": _equipment,
    "可读": _readable, "号码和隐藏": _searched, "上年文件": _last_year,
}  # fmt: skip
