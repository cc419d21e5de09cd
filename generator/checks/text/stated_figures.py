"""Prose that states figures: 万 left out, figures that contradict the fact they name, figures that are no fact at all."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from generator.checks.registry import DATA, Problem, rule
from generator.checks.report import Passage, Report
from generator.checks.text.marks import around, text_of
from generator.model.figure import WAN, Figure, ratio
from generator.model.figure_labels import called, in_own_words
from generator.model.format import plain
from generator.model.interval import verdict
from generator.model.slots import HOLE
from generator.source.words import said

TRUTH = "《预算法》第七十五条：收支真实、数额准确、内容完整"
ADVICE = "请改正；用 {{ %s|万元 }} 引用，改了数文字会跟着变。"
SUBJECT = "绩效自评.整体情况.1"
YUAN = said("核对.以元写的数")
MONEY = said("核对.以万元写的数")
CLAUSE = re.compile(r"[^，。；\n]+")
BUDGETED = said("核对.预算的分项")
ELSEWHERE = said("核对.不是本年的数")
LEAD = said("核对.数的前面")
WHOLES = ("支出.合计", "财政拨款.合计", "一般公共预算.合计", "基本支出明细.合计", "三公经费.决算")
SHARE, STATEMENT = said("核对.占的比率"), said("核对.写的数额")


@cache
def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _matches(text: str, figure: Figure) -> bool:
    value = _number(text)
    return value == figure.value or verdict(value, figure).holds


@rule("E602", "像是漏了“万”字", of=DATA,
    reason="数额与决算里的万元数相同，单位却写成元，差一万倍",
    basis=TRUTH,
    good="支出预算为60.64万元",
    bad={SUBJECT: "全年公用经费开支了328.00元，都用于日常运转。"},
)
def missing_wan(report: Report) -> Iterator[Problem]:
    """An amount in 元, with decimals, that is a figure in 万元: known by its number, as nothing is read out of prose here.

    Of a published text E216 says it, and says more, by what each amount was read to be: there many a 元 is no slip.
    """
    known = {
        fact.value: fact.name
        for fact in report.facts.values()
        if isinstance(fact, Figure) and fact.unit == WAN and fact.value
    }
    for passage in report.passages:
        for found in YUAN.finditer(text_of(passage)):
            if name := known.get(_number(found.group(1))):
                near = around(text_of(passage), *found.span())
                message = (
                    f"“{near}”里的 {found.group()} 与 {name} 的 {found.group(1)} 万元数字相同，像是漏了“万”字。请改正。"
                )
                yield Problem(message, (passage.place,), found.group(), found.group(), f"{found.group(1)}万元")


def _planned(passage: Passage, clause: re.Match[str]) -> bool:
    """Whether a clause lists the parts of a budget."""
    return BUDGETED.search(text_of(passage)[: clause.end()]) is not None


def _named(text: str, tail: re.Pattern[str]) -> Iterator[tuple[str, int, re.Match[str]]]:
    """Each name of a figure that such words stand behind: the name, where it begins, the words."""
    for name in in_own_words().finditer(text):
        if found := tail.match(text, name.end()):
            yield name.group(), name.start(), found


def _statements(report: Report) -> Iterator[tuple[Passage, str, str, tuple[Figure, ...]]]:
    """Passage, words, number and facts of every statement on a fact that is named beyond doubt and of this year."""
    for passage in report.passages:
        for clause in CLAUSE.finditer(text_of(passage)):
            text = clause.group()
            name, start, found = next(_named(text, STATEMENT), ("", 0, None))
            if found is None or not LEAD.search(text[:start]):
                continue
            rest = text.replace(f"{report.year}年", "").replace("比例", "")
            facts = tuple(f for fact in called(name) if (f := report.figure(fact)) is not None)
            if facts and not _planned(passage, clause) and not ELSEWHERE.search(rest):
                yield passage, text[start : found.end()], found[1], facts


@rule("E614", "文中的数与决算不符", of=DATA,
    reason="文字指明了是哪个数，写的却与表里不同，公开文件前后矛盾",
    basis=TRUTH,
    good="基本支出2590.81万元（与公开03表相同）",
    bad={SUBJECT: "全年基本支出1865.10万元，保障了机构正常运转。"},
)
def contradictions(report: Report) -> Iterator[Problem]:
    """A figure under its own name that is none of the figures of that name."""
    for passage, words, number, facts in _statements(report):
        if not any(_matches(number, fact) for fact in facts):
            other = facts[0]
            message = (
                f"文中写“{words}”，{other.name} 是 {plain(other.value)} 万元，"
                f"相差 {plain(abs(_number(number) - other.value))} 万元。"
            )
            message += ADVICE % other.name
            places = (passage.place, *((other.place,) if other.place else ()))
            yield Problem(message, places, words, number, plain(other.value), "impossible")


@rule("H613", "文中的数在决算里没有", of=DATA,
    reason="文字说的是本部门的经费，数额却与决算里哪个数都不同，可能抄错，也可能是其中的一部分",
    basis=TRUTH,
    good="文中的数用 {{ }} 引用",
    bad={SUBJECT: "其中用于驻村工作的公用经费约有27.31万元，保障了帮扶工作。"},
)
def strange_figures(report: Report) -> Iterator[Problem]:
    """Amounts and shares in clauses on the department's own expenses that follow from no fact, not even rounded."""
    told: dict[Passage, set[str]] = {}
    for passage, words, _, _ in _statements(report):
        told.setdefault(passage, set()).add(words)
    amounts = [fact for fact in report.facts.values() if isinstance(fact, Figure) and fact.unit == WAN]
    for passage in report.passages:
        strange = _strange_amounts(report, passage, told.get(passage, set()), amounts)
        for near, found in (*strange, *_strange_shares(report, passage)):
            message = f"“{near}”里的 {found} 在本文件里没有，也算不出。请核对是否抄错；是其中一部分的，不必改。"
            yield Problem(message, (passage.place,), found, found)


def _strange_amounts(
    report: Report, passage: Passage, told: set[str], amounts: list[Figure]
) -> Iterator[tuple[str, str]]:
    """Clause and amount, where it is no fact; what contradicts a fact by its name (`told`) is E614's."""
    for clause in CLAUSE.finditer(text_of(passage)):
        here = clause.group().replace(f"{report.year}年", "")
        own = in_own_words().search(here) and not ELSEWHERE.search(here) and not _planned(passage, clause)
        if own and not any(words in here for words in told):
            for found in MONEY.finditer(clause.group()):
                if not any(_matches(found.group(1), fact) for fact in amounts):
                    yield clause.group().replace(HOLE, "…").strip(), found.group()


def _strange_shares(report: Report, passage: Passage) -> Iterator[tuple[str, str]]:
    """Words and share, where it is the share of the fact named in none of the totals."""
    wholes = [whole for name in WHOLES if (whole := report.figure(name)) is not None and whole.value]
    text = text_of(passage)
    for name, start, found in _named(text, SHARE):
        parts = [part for fact in called(name) if (part := report.figure(fact)) is not None]
        shares = [ratio("占比", part, whole) for part in parts for whole in wholes]
        words = text[start : found.end()]
        if shares and not ELSEWHERE.search(words) and not any(_matches(found[1], s) for s in shares):
            yield words.replace(HOLE, "…"), f"{found[1]}%"
