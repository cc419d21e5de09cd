"""Words that relate a figure to others: growth, share, completion, last year."""

import re
from collections.abc import Mapping

from generator.model.figure import Figure, ratio
from generator.published.prose.figures import clause
from generator.published.prose.labels import fact_names, item_name, sure_prefix

UP = r"增加|增长|上升|提高|增支|增幅|多支出|上涨|增收|(?:大于|超过|高于|多于)(?:年初|全年)?预算数?"
DOWN = r"减少|下降|降低|减支|降幅|减幅|压减|压缩|节约|少支出|减收|(?:小于|低于|少于)(?:年初|全年)?预算数?"
END = r"(?:了|额|幅度|比例|率|支出)?(?:为|达|约|：)?$"
CHANGE = re.compile(rf"(?:{UP}|{DOWN})(?:了)?(?:{UP}|{DOWN})?{END}")
FALL = re.compile(rf"(?:{DOWN}){END}")
SHARE = re.compile(r"(?:占比?|比重)(?P<base>[^占]*?)(?:的)?(?:比例|比重|比)?(?:为|约|达|是)?$")
DONE = re.compile(
    r"(?:完成|占|为)(?:了|到)?[^，。；]*?(?:年初|全年|调整|当年|支出)?预算(?:数|安排)?(?:的)?(?:比例)?(?:为)?$"
    r"|(?:完成率|执行率|完成预算比例?|完成比例)(?:为|达到?)?$|^(?:完成|为)$"
)
COMPARED = (
    r"(?:与|比|较|同)?(?:20\d\d年度?|上年度?|去年|上一年度?|年初|全年|调整)?(?:（[^）]*）)?(?:的|同期)?"
    r"(?:预算|决算|执行)?(?:数|安排)?(?:相比|同期|比较|对比)?[\d.]*"
)
NEUTRAL = re.compile(
    rf"^(?:{COMPARED}|其中|总体|收支|收入支出|支出|收入|决算|决算数|总额|合计|总计|各|分别|共|均|则|也|又|有所|按?同口径|同比|本年|本年度"
    r"|“?三公”?经费|总支出|总收入|实际|[：:·的“”、]|增减|变动|（[^）]*）|20\d\d年度?)*$"
)
VERSUS = re.compile(r"(?:与|比|较于?|同)(?:上年|去年|上一年|(?P<year>20\d\d)年)|同比")
VERSUS_TAIL = r"(?:均|也)?(?:相?(?:与|比|较|同)[^，。；]{0,16}|同比)"
AGAINST_BUDGET = re.compile(r"(?:与|比|较|大于|小于|高于|低于|超过|少于|多于)[^，。；]{0,24}预算")
DEFAULT_BASE = {
    "收支总体": ("收支总计.收入", "收支总计.支出"),
    "收入": ("收入.合计", "收支总计.收入"),
    "支出": ("支出.合计", "收支总计.支出"),
    "财政拨款收支总体": ("财政拨款收支总计.收入", "财政拨款.合计"),
    "三公经费": ("三公经费.决算",),
    "政府采购": ("政府采购.合计",),
    "基本支出明细": ("基本支出明细.合计", "一般公共预算.基本支出"),
    "一般公共预算": ("一般公共预算.合计", "财政拨款.合计"),
    "政府性基金": ("政府性基金.合计",),
}
EXTRA_BASES = {
    "货物支出金额": ("政府采购.货物",),
    "工程支出金额": ("政府采购.工程",),
    "服务支出金额": ("政府采购.服务",),
    "货物支出": ("政府采购.货物",),
    "工程支出": ("政府采购.工程",),
    "服务支出": ("政府采购.服务",),
    "全年支出": ("支出.合计",),
    "总支出": ("支出.合计", "收支总计.支出"),
    "支出总额": ("支出.合计", "收支总计.支出", "政府采购.合计"),
    "支出合计": ("支出.合计", "一般公共预算.合计"),
    "全年收入": ("收入.合计",),
    "总收入": ("收入.合计", "收支总计.收入"),
    "收入总额": ("收入.合计", "收支总计.收入"),
    "基本支出": ("基本支出明细.合计", "一般公共预算.基本支出", "支出.基本支出"),
    "一般公共预算项目支出总额": ("一般公共预算.项目支出",),
    "财政拨款支出": ("一般公共预算.合计", "财政拨款.合计"),
}


def neutral(words: str) -> bool:
    """Whether the words before a change name nothing of their own: 比上年, 各, 收入支出总体与上年相比."""
    return NEUTRAL.fullmatch(words) is not None


def subject_of(words: str) -> str:
    """The words without the comparison behind them: 支出合计 of 支出合计与上年相比."""
    return re.sub(rf"{VERSUS_TAIL}$", "", words)


def of_last_year(label: str, year: int) -> bool:
    """Whether a label says that its amount is last year's: 上年, 与2018年, 上年决算数."""
    before = f"|{year - 1}年" if year else ""
    return re.search(rf"(?:上年|去年|上一年{before})度?(?:的|同期)?(?:实际|累计)?(?:决算|支出|收入)?数?$", label) is not None


def against_budget(text: str, year: int) -> bool:
    """Whether the clause that ends a text compares with the budget and not with last year; `year` is the document's own."""
    said = clause(text, len(text))
    budget = [match.start() for match in AGAINST_BUDGET.finditer(said)]
    prior = [match.start() for match in VERSUS.finditer(said) if match["year"] != str(year)]
    return bool(budget) and max(budget) > max(prior, default=-1)


def share_base(section: str, words: str, stated: Mapping[str, Figure]) -> tuple[tuple[Figure, ...], bool]:
    """The figures that a share may be a share of, those named or else the wholes of the section; whether that is sure."""
    sure = True
    if not words or re.fullmatch(r"总额|总数|全部|比重?|总支出额?", words):
        names: tuple[str, ...] = DEFAULT_BASE.get(section, ())
    else:
        own = fact_names(section, words) if sure_prefix(section, words) else ()
        item = item_name(words) if section == "三公经费" else ""
        names = (f"{item}.决算",) if item else own or _extra(words)
        first = not own or own[0] in stated or not any(name in stated for name in own)
        sure = bool(item or own or words in EXTRA_BASES) and first
    return tuple(dict.fromkeys(figure for name in names if (figure := stated.get(name)) is not None)), sure


def _extra(words: str) -> tuple[str, ...]:
    """The wholes that words such as 总支出 may mean; the longest words that fit decide."""
    fitting = [text for text in EXTRA_BASES if words.endswith(text)]
    return EXTRA_BASES[max(fitting, key=len)] if fitting else ()


def quotient(part: Figure, whole: Figure) -> Figure | None:
    """The ratio in percent; None on a zero base."""
    try:
        return ratio("比率", part, whole)
    except ArithmeticError:
        return None
