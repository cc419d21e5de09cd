"""What the sentence around an amount says of it: its year, its fund, whether it is part of a whole, whether 万 is left out."""

import re

from generator.published.outline import REPORT, Line
from generator.published.prose.figures import LONGEST, Mention, before, clause, sentence
from generator.source.words import said

YEARS, BEGINS = said("正文.别的年度"), said("正文.一句开头的别的年度")
LISTED, LATER, YEAR = said("正文.一句都是预算里面的"), said("正文.以后的预算"), said("词.某年")
SPENT_IN_ALL = said("正文.共花了的")
SPLIT_NAMES = {"支出.基本支出", "支出.项目支出"}
SPENT_OF_FUND, OF_FUND = said("正文.某笔资金的支出里面"), said("正文.某笔资金的收入起头")
EACH, INNER = said("正文.每一个的"), said("词.包括")
OF_WAN, CENTS = said("正文.漏写万的"), re.compile(r"\d\.\d\d元$")


def other_year(label: str, year: int) -> int:
    """The year that a label names, 0 where it is none or the document's own."""
    years = YEARS.findall(label)
    return int(years[-1]) if years and year and int(years[-1]) != year else 0


def listed_year(mention: Mention, line: Line, year: int) -> int:
    """The year that a sentence begins with where an amount is listed behind its 其中, 0 where it names the document's own too."""
    text = sentence(line.text.text, mention.start)
    found = BEGINS.match(text)
    return int(found[1]) if found and year and str(year) not in text and int(found[1]) != year else 0


def of_later_budget(mention: Mention, line: Line, year: int) -> bool:
    """Whether a figure stands in a sentence on the budget of a year after the document's own, or in one behind it."""
    text = sentence(line.text.text, mention.end)
    found = LATER.match(text if YEAR.search(text) else line.text.text)
    return found is not None and bool(year) and int(found[1]) > year


def in_budget_list(mention: Mention, line: Line) -> bool:
    """Whether an amount is listed behind 其中 in a sentence that begins with a budget, and not behind what was spent in all."""
    listed = LISTED.search(before(line.text.text, mention.start))
    return listed is not None and not SPENT_IN_ALL.search(listed.group())


def of_fund(names: tuple[str, ...], mention: Mention, line: Line) -> tuple[str, ...]:
    """In a sentence that begins with the income of one fund 结转结余 and 本年支出 are that fund's, so is its split behind its spending."""
    text = before(line.text.text, mention.start)
    if names and names[0].startswith("结转结余.") and (fund := OF_FUND.search(text)):
        return tuple(name.replace(".合计", f".{fund[1]}") for name in names)
    if names and names[0] == "支出.合计" and (fund := OF_FUND.search(text)):
        return (f"{fund[1]}.合计",)
    if names and names[0] in SPLIT_NAMES and (fund := SPENT_OF_FUND.search(text)):
        return tuple(f"{fund[1]}.{name.removeprefix('支出.')}" for name in names)
    return names


def lacks_wan(mention: Mention, line: Line, yuan: bool) -> bool:
    """Whether an amount in 元, in a section whose amounts are all in 万元, looks like one with 万 left out."""
    odd = mention.unit == "元" and mention.figure.value == mention.value != 0 and not yuan
    if not odd or EACH.search(line.text.text[max(mention.start - 12, 0) : mention.start]):
        return False
    text = line.text.text
    near = clause(text, mention.start) + re.split(r"[。；]", text[mention.end : mention.end + LONGEST])[0]
    told = OF_WAN.search(mention.label) and CENTS.search(text[max(mention.end - 30, 0) : mention.end]) and "万元" in near
    return bool(told) if line.section == REPORT else line.section not in {"", "概况"}


def inner(text: str, start: int) -> bool:
    """Whether an offset is in brackets or after 其中 in its sentence."""
    near = clause(text, start)
    return near.count("（") > near.count("）") or INNER.search(near) is not None
