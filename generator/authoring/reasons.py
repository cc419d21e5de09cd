"""Reasons in sentences that no template matched, each kept with the figure it explains."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from generator.authoring.within import Row, row, within
from generator.model.claim import Claim
from generator.model.facts import Facts
from generator.model.figure import Figure, Words
from generator.published.backwards import lists
from generator.published.outline import Line

REASON = re.compile(
    r"(?:(?:增加|减少|增长|下降|降低|大于|小于|等于)?(?:年初)?(?:预算数?)?的?(?:主要)?原因(?:主要)?(?:是|为|系|在于)*[：:]?|主要是?(?:因为|由于)[：:]?)(?P<why>[^。]{2,})"
)
AGAINST_LAST_YEAR = re.compile(r"上年|上一?年|20\d\d年[^，。]{0,20}相比|与20\d\d年|去年")
AGAINST_BUDGET = re.compile(r"预算数|完成预算|年初预算|决算数[大小等]于|持平")
OF_SECTION = {
    "收支总体": "收支总计", "财政拨款收支总体": "财政拨款收支总计", "一般公共预算": "一般公共预算", "三公经费": "三公经费",
    "机关运行经费": "机关运行经费",
}  # fmt: skip
CHANGED = re.compile(
    r"(?:上年|上一年|20\d\d年)[^，。；]{0,12}(?:，[^，。；]{0,16})?(?P<way>增加|减少|增长|上升|下降|降低)了?(?P<amount>\d[\d,]*(?:\.\d+)?)万元"
)
MEASURED = {"收支总计": "收入", "财政拨款收支总计": "收入", "一般公共预算": "合计"}
CONSISTS = re.compile(r"(?P<whole>人员经费|公用经费)[^。；]*?主要(?:包括|是|用于)[：:]?(?P<parts>[^。；，]+)")
RECEIVED = re.compile(r"人次，主要是(?P<why>[^。]{4,})")
CHANGE_ONLY = {"收支总计", "财政拨款收支总计", "一般公共预算"}


def reasons(lines: Iterable[Line], claims: Sequence[Claim], stated: Facts) -> Facts:
    """The reasons that lines give, by the key they belong to, with last year's figures and the lists they tell."""
    by_row: dict[Row, list[Claim]] = {}
    for claim in claims:
        if claim.kind == "数":
            by_row.setdefault(row(claim.place), []).append(claim)
    facts = Facts()
    for line in lines:
        owner = _owner(line, by_row)
        for name, words in _told(line, owner) if owner else ():
            facts.setdefault(name, words)
        if (before := _last_year(line, owner, stated)) is not None:
            facts.setdefault(before.name, before)
        for name, words in _listed(line):
            facts.setdefault(name, words)
    return lists(facts)


def _owner(line: Line, by_row: Mapping[Row, list[Claim]]) -> str:
    """What the reasons of a line explain: the 科目 or item that its figures are of, else its section."""
    rows = dict.fromkeys(row(place) for place in line.text.places)
    names = [claim.name for at in rows for claim in by_row.get(at, ()) if within(line, claim.place) and claim.quote in line.text.text]
    for name in names:
        if match := re.match(r"(?:一般公共预算|政府性基金|支出)\.(\d{3,7})\.", name):
            return f"支出.{match[1]}"
        if match := re.match(r"三公经费\.[^.]+(?=\.(?:预算|决算)$)", name):
            return match[0]
    return OF_SECTION.get(line.section, "")


def _last_year(line: Line, owner: str, stated: Facts) -> Figure | None:
    """Last year's figure, from this year's and the change that a line tells."""
    name = f"{owner}.{MEASURED.get(owner, '决算')}"
    now, match = stated.figure(name), CHANGED.search(line.text.text)
    if now is None or match is None or not owner or owner.startswith("支出."):
        return None
    change = Decimal(match["amount"].replace(",", ""))
    before = now.value - (change if match["way"] in "增加增长上升" else -change)
    return Figure(f"上年.{name}", before, now.unit, line.text.place(match.start("amount")))


def _listed(line: Line) -> Iterator[tuple[str, Words]]:
    """The 款 that 人员经费 and 公用经费 consist of, and what receptions were for."""
    text = line.text.text
    for match in CONSISTS.finditer(text) if line.section == "基本支出明细" else ():
        for number, part in enumerate(match["parts"].split("、"), 1):
            yield f"基本支出明细.{match['whole']}科目.{number}", Words(part, line.text.place(match.start("parts")))
    if line.section == "三公经费" and (told := RECEIVED.search(text)):
        yield "三公经费.公务接待费.说明", Words(told["why"], line.text.place(told.start("why")))


def _told(line: Line, owner: str) -> Iterator[tuple[str, Words]]:
    """Each reason with its key: against last year or against the budget, by the words before it."""
    text = line.text.text
    for match in REASON.finditer(text):
        sentence = max(text.rfind("。", 0, match.start()), text.rfind("；", 0, match.start())) + 1
        whole = 0 if sentence == match.start() else sentence
        before = text[whole : match.start("why")]
        last, budget = (max((m.end() for m in p.finditer(before)), default=-1) for p in (AGAINST_LAST_YEAR, AGAINST_BUDGET))
        changed = last > budget or (last == budget and owner in CHANGE_ONLY)
        if changed and owner.startswith("支出."):
            continue
        if not changed and owner in CHANGE_ONLY:
            continue
        told = match["why"].lstrip("，：、")
        why = re.split(r"，(?:与|比)上年|，其中：", told.rstrip("。；"))[0]
        at = match.end("why") - len(told)
        yield f"{owner}.{'较上年原因' if changed else '原因'}", Words(why, line.text.place(at))
