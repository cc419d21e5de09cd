"""Words that relate a figure to others: growth, share, completion, last year."""

from collections.abc import Mapping

from generator.model.figure import Figure, ratio
from generator.model.figure_labels import named_whole, whole_of
from generator.published.prose.figures import clause
from generator.published.prose.labels import fact_names, item_name, sure_prefix
from generator.source.words import said

CHANGE, FALL = said("正文.增减的数"), said("正文.减少的数")
SHARE, DONE, ALL = said("正文.占比"), said("正文.完成率"), said("正文.占全部")
NEUTRAL, VERSUS_TAIL = said("正文.没有自己的名称"), said("正文.名称后的比较")
VERSUS, AGAINST_BUDGET, LAST_YEAR = said("正文.与上年或某年比"), said("正文.与预算比较"), said("正文.上年的数")


def neutral(words: str) -> bool:
    """Whether the words before a change name nothing of their own: 比上年, 各, 收入支出总体与上年相比."""
    return NEUTRAL.fullmatch(words) is not None


def subject_of(words: str) -> str:
    """The words without the comparison behind them: 支出合计 of 支出合计与上年相比."""
    return VERSUS_TAIL.sub("", words)


def of_last_year(label: str, year: int) -> bool:
    """Whether a label says that its amount is last year's: 上年, 与2018年, 上年决算数."""
    found = LAST_YEAR.search(label)
    return found is not None and (found["year"] is None or int(found["year"]) + 1 == year)


def against_budget(text: str, year: int) -> bool:
    """Whether the clause that ends a text compares with the budget and not with last year; `year` is the document's own."""
    last = clause(text, len(text))
    budget = [match.start() for match in AGAINST_BUDGET.finditer(last)]
    prior = [match.start() for match in VERSUS.finditer(last) if match["year"] != str(year)]
    return bool(budget) and max(budget) > max(prior, default=-1)


def share_base(section: str, words: str, stated: Mapping[str, Figure]) -> tuple[tuple[Figure, ...], bool]:
    """The figures that a share may be a share of, those named or else the wholes of the section; whether that is sure."""
    sure = True
    if not words or ALL.fullmatch(words):
        names = whole_of(section)
    else:
        whole = named_whole(words)
        own = fact_names(section, words) if sure_prefix(section, words) else ()
        item = item_name(words) if section == "三公经费" else ""
        names = (f"{item}.决算",) if item else own or (whole.names if whole else ())
        first = not own or own[0] in stated or not any(name in stated for name in own)
        sure = bool(item or own or (whole and whole.pattern.fullmatch(words))) and first
    return tuple(dict.fromkeys(figure for name in names if (figure := stated.get(name)) is not None)), sure


def quotient(part: Figure, whole: Figure) -> Figure | None:
    """The ratio in percent; None on a zero base."""
    try:
        return ratio("比率", part, whole)
    except ArithmeticError:
        return None
