"""What the sentence around an amount says of it: its year, its fund, whether it is part of a whole, whether 万 is left out."""

import re

from generator.published.outline import REPORT, Line
from generator.published.prose.figures import LONGEST, Mention, before, clause, sentence

YEARS = re.compile(r"(?<![与比较同自从至])(20\d\d)年")
LISTED = re.compile(
    r"(?:^|[。；])[^。；\d]{0,30}(?:20\d\d年度?)?[^。；\d]{0,40}"
    r"(?<![较比与])预算(?:安排|数|总额|总计|合计|共计|共|为)*[\d,.]+万?元[，：]?其中[^。]*$"
)
LATER = re.compile(r"[^\d。；]{0,30}(20\d\d)年度?[^，。；\d]{0,24}预算(?=总|安排|较|比|为|合计|共|\d)")
WORDS = r"(?:[^。；\d]|20\d\d年)*"
SPLIT_NAMES = {"支出.基本支出", "支出.项目支出"}
SPENT_OF_FUND = re.compile(r"(一般公共预算|政府性基金|国有资本经营)(?:预算)?(?:财政拨款)?支出(?:合计)?[\d.,]+万?元[^。；]*其中[^。；]*$")
OF_FUND = re.compile(
    rf"(?:^|[。；]){WORDS}?(财政拨款|一般公共预算|政府性基金|国有资本经营){WORDS}(?<=收入)(?:总计|合计)?[\d,.]+万?元[^。；]*$"
)
EACH = re.compile(r"人均|平均|每|标准|单价|均价|定额|一次性")
OF_WAN, CENTS = re.compile(r"预算|支出|决算|安排|收入|资金"), re.compile(r"\d\.\d\d元$")


def other_year(label: str, year: int) -> int:
    """The year that a label names, 0 where it is none or the document's own."""
    years = YEARS.findall(label)
    return int(years[-1]) if years and year and int(years[-1]) != year else 0


def listed_year(mention: Mention, line: Line, year: int) -> int:
    """The year that a sentence begins with where an amount is listed behind its 其中, 0 where it names the document's own too."""
    said = sentence(line.text.text, mention.start)
    found = re.match(r"[^\d，。；]{0,12}(20\d\d)年度?[^。]*其中[^。]*$", said)
    return int(found[1]) if found and year and str(year) not in said and int(found[1]) != year else 0


def of_later_budget(mention: Mention, line: Line, year: int) -> bool:
    """Whether a figure stands in a sentence on the budget of a year after the document's own, or in one behind it."""
    said = sentence(line.text.text, mention.end)
    found = LATER.match(said if re.search(r"20\d\d年", said) else line.text.text)
    return found is not None and bool(year) and int(found[1]) > year


def in_budget_list(mention: Mention, line: Line) -> bool:
    """Whether an amount is listed behind 其中 in a sentence that begins with a budget."""
    return LISTED.search(before(line.text.text, mention.start)) is not None


def of_fund(names: tuple[str, ...], mention: Mention, line: Line) -> tuple[str, ...]:
    """In a sentence that begins with the income of one fund 结转结余 and 本年支出 are that fund's, so is its split behind its spending."""
    said = before(line.text.text, mention.start)
    if names and names[0].startswith("结转结余.") and (fund := OF_FUND.search(said)):
        return tuple(name.replace(".合计", f".{fund[1]}") for name in names)
    if names and names[0] == "支出.合计" and (fund := OF_FUND.search(said)):
        return (f"{fund[1]}.合计",)
    if names and names[0] in SPLIT_NAMES and (fund := SPENT_OF_FUND.search(said)):
        return tuple(re.sub(r"^支出\.", f"{fund[1]}.", name) for name in names)
    return names


def lacks_wan(mention: Mention, line: Line, yuan: bool) -> bool:
    """Whether an amount in 元, in a section whose amounts are all in 万元, looks like one with 万 left out."""
    odd = mention.unit == "元" and mention.figure.value == mention.value != 0 and not yuan
    if not odd or EACH.search(line.text.text[max(mention.start - 12, 0) : mention.start]):
        return False
    text = line.text.text
    said = clause(text, mention.start) + re.split(r"[。；]", text[mention.end : mention.end + LONGEST])[0]
    told = OF_WAN.search(mention.label) and CENTS.search(text[max(mention.end - 30, 0) : mention.end]) and "万元" in said
    return bool(told) if line.section == REPORT else line.section not in {"", "概况"}


def inner(text: str, start: int) -> bool:
    """Whether an offset is in brackets or after 其中 in its sentence."""
    said = clause(text, start)
    return said.count("（") > said.count("）") or re.search(r"其中|包括", said) is not None
