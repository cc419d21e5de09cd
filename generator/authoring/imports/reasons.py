"""Reasons in sentences that no template matched, each kept with the figure it explains."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from generator.model.claim import Claim
from generator.model.facts import PRIOR, Facts
from generator.model.figure import Figure, Words
from generator.model.figure_labels import items
from generator.published.outline import Line
from generator.published.places_in_lines import Row, row, within
from generator.published.templates_backwards import lists
from generator.source.words import said

REASON = said("原因.一句原因")
AGAINST_LAST_YEAR = said("原因.与上年比")
AGAINST_BUDGET = said("原因.与预算比较")
OF_SECTION = {
    "收支总体": "收支总计", "财政拨款收支总体": "财政拨款收支总计", "一般公共预算": "一般公共预算", "三公经费": "三公经费",
    "机关运行经费": "机关运行经费",
}  # fmt: skip
CHANGED = said("原因.较上年增减")
MEASURED = {"收支总计": "收入", "财政拨款收支总计": "收入", "一般公共预算": "合计"}
CONSISTS = said("正文.经费包括的")
RECEIVED = said("原因.接待的说明")
CHANGE_ONLY = {"收支总计", "财政拨款收支总计", "一般公共预算"}
COSTS = "三公经费"
WHOLE = said("词.三公")
AS_KEY = {"三公经费.公务用车购置及运行费": "三公经费.公务用车运行维护费"}
MONEY = said("词.金额")
BEYOND = said("原因.原因之后")
Span = tuple[int, Claim]


def reasons(lines: Iterable[Line], claims: Sequence[Claim], stated: Facts) -> Facts:
    """The reasons that lines give, by the key they belong to, with last year's figures and the lists they tell."""
    by_row: dict[Row, list[Claim]] = {}
    for claim in claims:
        if claim.kind == "数":
            by_row.setdefault(row(claim.place), []).append(claim)
    facts = Facts()
    for line in lines:
        stating = [claim for at in dict.fromkeys(map(row, line.text.places)) for claim in by_row.get(at, ()) if within(line, claim.place)]
        spans = [(_offset(line, claim), claim) for claim in stating if claim.quote in line.text.text]
        for name, words in _told(line, spans):
            facts.setdefault(name, words)
        whole = len(line.text.text)
        owner = _owner(line, 0, whole, spans) or _of_section(line, whole, spans)
        owner = "" if _names_sum(line.text.text) else owner  # 上年的只知道两项之和，没有键可写
        if (before := _last_year(line, owner, stated)) is not None:
            facts.setdefault(before.name, before)
        for name, words in _listed(line):
            facts.setdefault(name, words)
    return lists(facts)


def _offset(line: Line, claim: Claim) -> int:
    """Where in a line a figure stands."""
    return next((at for at in range(len(line.text.text)) if line.text.place(at) == claim.place), 0)


def _owner(line: Line, start: int, end: int, spans: Sequence[Span]) -> str:
    """What a stretch of a line is about: the item it names first, or the 科目 that its figures are of; empty where it names none."""
    if line.section == COSTS and (item := _first_item(line.text.text[start:end])):
        return item
    names = [claim.name for at, claim in spans if start <= at < end]
    for name in names:
        if match := re.match(r"(?:一般公共预算|政府性基金|支出)\.(\d{3,7})\.", name):
            return f"支出.{match[1]}"
        if match := re.match(r"三公经费\.[^.]+(?=\.(?:预算|决算)$)", name):
            return AS_KEY.get(match[0], match[0])
    return ""


def _of_section(line: Line, end: int, spans: Sequence[Span]) -> str:
    """The section of a line whose own figures, up to an offset, are that section's, or that has none."""
    section = OF_SECTION.get(line.section, "")
    names = [claim.name.removeprefix(PRIOR) for at, claim in spans if at < end]
    own = any(name.startswith(f"{section}.") for name in names) or not MONEY.search(line.text.text[:end])
    return section if own or section == COSTS else ""


def _first_item(text: str) -> str:
    """The 三公 item, or all of them, that a text names first, as it has a key."""
    first = _first_named(text)
    return AS_KEY.get(first, first)


def _first_named(text: str) -> str:
    """The 三公 item, or all of them, that a text names first."""
    found = [(match.start(), -match.end(), name) for pattern, name in items() for match in pattern.finditer(text)]
    found += [(match.start(), -match.end(), COSTS) for match in WHOLE.finditer(text)]
    return min(found, default=(0, 0, ""))[2]


def _names_sum(text: str) -> bool:
    """Whether the 三公 item that a text names first is the sum of two that have keys."""
    return _first_named(text) in AS_KEY


def _last_year(line: Line, owner: str, stated: Facts) -> Figure | None:
    """Last year's figure, from this year's and the change that a line tells."""
    name = f"{owner}.{MEASURED.get(owner, '决算')}"
    now, match = stated.figure(name), CHANGED.search(line.text.text)
    if now is None or match is None or not owner or owner.startswith("支出."):
        return None
    change = Decimal(match["amount"].replace(",", ""))
    before = now.value - (change if match["more"] else -change)
    return Figure(f"{PRIOR}{name}", before, now.unit, line.text.place(match.start("amount")))


def _listed(line: Line) -> Iterator[tuple[str, Words]]:
    """The 款 that 人员经费 and 公用经费 consist of, and what receptions were for."""
    text = line.text.text
    for match in CONSISTS.finditer(text) if line.section == "基本支出明细" else ():
        for number, part in enumerate(match["names"].split("，")[0].split("、"), 1):
            yield f"基本支出明细.{match['whole']}科目.{number}", Words(part, line.text.place(match.start("names")))
    if line.section == "三公经费" and (told := RECEIVED.search(text)):
        yield "三公经费.公务接待费.说明", Words(told["why"], line.text.place(told.start("why")))


def _told(line: Line, spans: Sequence[Span]) -> Iterator[tuple[str, Words]]:
    """Each reason with its key: what its sentence, or those before it, speak of, against last year or against the budget."""
    text = line.text.text
    for match in REASON.finditer(text):
        owner, changed = "", None
        for start, end in _sentences(text, match.start("why")):
            owner = owner or _owner(line, start, end, spans)
            changed = _changed(text[start:end], owner or OF_SECTION.get(line.section, "")) if changed is None else changed
        owner = owner or _of_section(line, match.start("why"), spans)
        if not owner or (changed and owner.startswith("支出.")) or (not changed and owner in CHANGE_ONLY):
            continue
        told = match["why"].lstrip("，：、")
        why = BEYOND.split(told.rstrip("。；"))[0]
        at = match.end("why") - len(told)
        yield f"{owner}.{'较上年原因' if changed else '原因'}", Words(why, line.text.place(at))


def _sentences(text: str, end: int) -> Iterator[tuple[int, int]]:
    """The stretches that may say what a reason is of, its own sentence first, those before it after."""
    while end > 0:
        start = max(text.rfind("。", 0, end), text.rfind("；", 0, end)) + 1
        yield start, end
        end = start - 1


def _changed(text: str, owner: str) -> bool | None:
    """Whether a text compares with last year rather than with the budget; None where it compares with neither."""
    last, budget = (max((m.end() for m in p.finditer(text)), default=-1) for p in (AGAINST_LAST_YEAR, AGAINST_BUDGET))
    return None if last == budget == -1 else last > budget or (last == budget and owner in CHANGE_ONLY)
