"""Changes that a published text tells, with the reason given for each: sentence by sentence."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import takewhile

from generator.checks.report import Passage, Report
from generator.model.articulation import TITLES
from generator.source.words import said

CHANGE, DONE, DIFFERS = said("原因.与上年相比的增减"), said("原因.完成预算的比率"), said("原因.大于或小于预算")
SAID, REASON, FIRST = said("原因.说了原因"), said("原因.一句原因"), said("原因.先说原因的句子")
BUDGET, AMONG = said("原因.与预算比较"), said("词.其中")
LISTED, OF_ALL, YEAR = said("原因.分项在下面"), said("原因.总的增减的原因"), re.compile(r"20\d\d(?=年)")
SENTENCE = re.compile("[^。]+。?")
SECTIONS = {"收支总体", "财政拨款收支总体", "一般公共预算", "三公经费", "机关运行经费"}
FUND = "政府性基金"
NEAR, SHOWN, WHOLE, FEWEST, FOLLOWED = 2, 18, 100, 3, 2


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change as a text tells it: its words, how it points, by how many percent (None: not known), its reason, the 三公 item."""

    passage: Passage
    words: str
    move: int
    share: Decimal | None
    reason: str
    explained: bool
    item: str = ""


def told_changes(report: Report) -> Iterator[ToldChange]:
    """Every change against last year, and every completion of a budget that no 大于 or 小于 speaks of, in the sections that explain."""
    passages = [passage for passage in report.passages if passage.name in SECTIONS]
    known = {each.name for each in report.sections} & (SECTIONS | {FUND, "收入", "支出"})
    reasons = _for_all(passages)
    for at, passage in enumerate(passages if report.whole or len(known) >= FEWEST else ()):  # 一两段的摘录，原因可能在别处
        sentences = SENTENCE.findall(passage.text)
        behind = [other.text for other in _behind(passages, at)]
        below = partial(_below, passages, at)
        of_all = any(what in passage.text for what in reasons[at])
        for number, sentence in enumerate(sentences):
            rest = sentences[:number], [*sentences[number + 1 :], *behind]
            for change in _against_last_year(passage, sentence, *rest, report.year):
                yield replace(change, explained=change.explained or of_all or _listed(sentences[number:], below, CHANGE))
            for change in _against_budget(passage, sentence, *rest) if report.whole else ():
                yield replace(change, explained=change.explained or _listed(sentences[number:], below, DONE))


def unexplained_budgets(report: Report) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Each 大于 or 小于 the budget for which no reason is given."""
    passages = [passage for passage in report.passages if passage.name in SECTIONS | {FUND}]
    for at, passage in enumerate(passages):
        sentences = SENTENCE.findall(passage.text)
        behind = [other.text for other in _behind(passages, at)]
        for number, sentence in enumerate(sentences):
            for match in DIFFERS.finditer(sentence):
                if not _explained(sentence, match, sentences[:number], [*sentences[number + 1 :], *behind]):
                    yield passage, match


def _below(passages: Sequence[Passage], at: int) -> Iterator[Passage]:
    """The paragraphs behind one to the end of its section."""
    return takewhile(partial(_of_section, passages[at].name), passages[at + 1 :])


def _of_section(name: str, passage: Passage) -> bool:
    return passage.name == name


def _for_all(passages: Sequence[Passage]) -> list[tuple[str, ...]]:
    """For each paragraph of what the reason for all is given in one sentence of it or of those below: its parts are explained too."""
    found: list[tuple[str, ...]] = [()] * len(passages)
    for at in reversed(range(len(passages))):
        below = found[at + 1] if at + 1 < len(passages) and passages[at + 1].name == passages[at].name else ()
        found[at] = tuple(dict.fromkeys([*(match["of"] for match in OF_ALL.finditer(passages[at].text)), *below]))
    return found


def _listed(sentences: Sequence[str], below: Callable[[], Iterable[Passage]], asked: re.Pattern[str]) -> bool:
    """Whether a paragraph ends, here or with one sentence without a figure, by saying that items follow, and one is explained."""
    last = sentences[-1]
    here = len(sentences) == 1 or (len(sentences) == FOLLOWED and not any(map(str.isdigit, last)))
    explained = (SAID.search(other.text, found.end()) for other in below() if (found := asked.search(other.text)))
    return here and bool(LISTED.search(last)) and any(explained)


def _behind(passages: Sequence[Passage], at: int) -> Iterator[Passage]:
    """The paragraphs of the section behind one, up to the next that tells a change."""
    for other in passages[at + 1 : at + 1 + NEAR]:
        if other.name != passages[at].name or _tells(other.text):
            return
        yield other


def _tells(text: str) -> bool:
    return bool(CHANGE.search(text) or DONE.search(text) or DIFFERS.search(text))


def _against_last_year(passage: Passage, sentence: str, before: Sequence[str], behind: Sequence[str], year: int) -> Iterator[ToldChange]:
    """Each change against the year before; those against earlier years are not asked for."""
    found = [match for match in CHANGE.finditer(sentence) if not _of_earlier(match, year)]
    for match in found:
        alone = len(found) == 1
        reason = _reason(sentence[match.end() :]) if alone else ""
        explained = bool(reason) or _explained(sentence, match, before, behind)
        item = _item(sentence[: match.start()].rpartition("；")[2]) if alone else ""
        move = 1 if match["more"] else -1
        yield ToldChange(passage, _shown(sentence, match), move, _share(match, sentence), reason, explained, item)


def _of_earlier(match: re.Match[str], year: int) -> bool:
    named = YEAR.search(match.group())
    return named is not None and int(named.group()) < year - 1


def _against_budget(passage: Passage, sentence: str, before: Sequence[str], behind: Sequence[str]) -> Iterator[ToldChange]:
    """Completions that no 大于 or 小于 in the paragraph speaks of; of a total whose items follow they are explained there."""
    for match in () if DIFFERS.search(passage.text) else DONE.finditer(sentence):
        rate = _number(match["rate"])
        if rate and not AMONG.search(sentence[match.end() :]):  # 零不知是没有花还是本来没有
            move, explained = 1 if rate > WHOLE else -1, _explained(sentence, match, before, behind)
            yield ToldChange(passage, _shown(sentence, match), move, abs(rate - WHOLE), "", explained)


def _explained(sentence: str, match: re.Match[str], before: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether a reason stands behind the change in its sentence, before it and not that of a budget, or in sentences that tell no other."""
    ahead = sentence[: match.start()]
    within = ahead.rpartition("；")[2] if CHANGE.search(ahead) else ahead  # 原因里又说到的增减，不另要原因
    own = bool(SAID.search(within)) and not BUDGET.search(ahead)
    near = (text for text in (*before[-1:], *behind) if not CHANGE.search(text) and not DONE.search(text))
    next_one = any(map(FIRST.search, behind[:1]))
    return own or next_one or bool(SAID.search(sentence[match.end() :])) or any(map(SAID.search, near))


def _reason(rest: str) -> str:
    """The reason right behind a change; empty where another comparison stands between."""
    found = REASON.search(rest)
    return found["why"] if found and not BUDGET.search(rest[: found.start()]) else ""


def _share(match: re.Match[str], sentence: str) -> Decimal | None:
    """The percentage that is printed, else that of the amount before, where it is of the same unit."""
    if rate := match["rate"] or (match["amount"] if match["unit"] == "%" else ""):
        return _number(rate)
    stated = re.findall(rf"(\d[\d,]*(?:\.\d+)?){match['unit']}", sentence[: match.start()])
    change = _number(match["amount"])
    base = _number(stated[-1]) + (-change if match["more"] else change) if stated else Decimal(0)
    return change / base * WHOLE if base > 0 else None


def _item(head: str) -> str:
    """The 三公 item that the words before a change name, where it is one alone."""
    named = [item for item, title in TITLES.items() if title in head]
    return named[0] if len(named) == 1 else ""


def _shown(sentence: str, match: re.Match[str]) -> str:
    return sentence[max(match.start() - SHOWN, 0) : match.end()]


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
