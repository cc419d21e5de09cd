"""The items of an inspection of disclosures, each answered by what rules found and what the text has; the items are data."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Any

from generator.checks.demands import attached, demands, judged, met, section_of, tables_lacking
from generator.checks.inspection_own import OWN, SHOWN, TABLES, WHOLE, Given, Told, shown
from generator.checks.ledger import Outcome, State
from generator.checks.report import Report, Section
from generator.model.titles import title
from generator.source.finding import Finding
from generator.source.place import Place
from generator.source.resources import find
from generator.source.template import read_yaml
from generator.source.words import label

ITEMS = "检查表.yaml"


class Answer(Enum):
    """How an item is answered."""

    YES = "是"
    NO = "否"
    NOT_ASKED = "不适用"
    UNKNOWN = "无法判断"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the inspection: number, kind, what is asked, basis, what decides it by its words in the file, what else is needed."""

    number: str
    kind: str
    asked: str
    basis: str
    by: Mapping[str, Any]
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to an item, where and in which words it stands, and what is still needed."""

    item: Item
    answer: Answer
    said: str = ""
    places: tuple[Place, ...] = ()
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What an inspection looks at: the report, what was found, what became of each rule, the days that were given."""

    report: Report
    findings: Sequence[Finding]
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    given: Given = field(default_factory=Given)


@cache
def items() -> tuple[Item, ...]:
    """All items in order; raises TemplateError."""
    own = {"编号", "类别", "检查", "依据", "还需要"}
    return tuple(
        Item(row["编号"], row["类别"], row["检查"], row["依据"], {k: v for k, v in row.items() if k not in own}, row.get("还需要", ""))
        for row in read_yaml(find("读法", ITEMS))
    )


def inspect(seen: Inspected) -> tuple[Answered, ...]:
    """Every item answered, in order."""
    return tuple(_answered(seen, item) for item in items())


def unread(findings: Sequence[Finding]) -> tuple[Answered, ...]:
    """The answers where a file could not be read: only whether it can be read is known."""
    rules = (set(item.by.get("规则", ())) for item in items())
    codes = {finding.code for finding in findings}
    return tuple(
        Answered(item, Answer.NO, findings[0].message) if codes & own & {"A132"} else Answered(item, Answer.UNKNOWN, needs="能读的文件")
        for item, own in zip(items(), rules, strict=True)
    )


def _answered(seen: Inspected, item: Item) -> Answered:
    if "谁" in item.by:
        return Answered(item, Answer.UNKNOWN, needs=item.needs)
    if seen.report.year and seen.report.year < int(item.by.get("自", 0)):
        return Answered(item, Answer.NOT_ASKED, f"{item.by['自']} 年度起要求")
    if seen.report.budget:
        return Answered(item, Answer.NOT_ASKED, "这是预算公开，本表查决算")
    told = [one for key, decide in DECIDE.items() if key in item.by for one in decide(seen, item)]
    return _together(item, told)


def _together(item: Item, told: Sequence[Told]) -> Answered:
    """One answer of several: no where one says so, unknown where one is not known, else yes."""
    for answer in (Answer.NO, Answer.NOT_ASKED, Answer.UNKNOWN):
        if found := [one for one in told if one.answer == answer.value]:
            said = "；".join(dict.fromkeys(one.said for one in found if one.said))
            needs = "；".join(dict.fromkeys(filter(None, (one.needs or item.needs for one in found)))) if answer is Answer.UNKNOWN else ""
            return Answered(item, answer, said, tuple(p for one in found for p in one.places)[:3], needs)
    if not told:
        return Answered(item, Answer.UNKNOWN, needs=item.needs)
    said = "；".join(dict.fromkeys(one.said for one in told if one.said))
    return Answered(item, Answer.YES, said, tuple(p for one in told for p in one.places)[:3])


def _by_rules(seen: Inspected, item: Item) -> Iterator[Told]:
    """No where one of the rules found something of the kind, unknown where none had anything to look at or not all of it is there."""
    codes = set(item.by["规则"])
    found = [finding for finding in seen.findings if finding.code in codes and _of_kind(seen, item, finding)]
    for finding in found[:3]:
        yield Told("否", f"{finding.code} {finding.message}", finding.places[:1])
    states = {code: seen.outcomes[code] for code in codes if code in seen.outcomes}
    looked = [code for code, outcome in states.items() if outcome.state in {State.FOUND, State.CLEAN}]
    if not found and (needs := _needed(seen.report, item)):
        yield Told("无法判断", needs=needs)
    elif not found and states and not looked and _alone(item):
        lacking = dict.fromkeys(topic for outcome in states.values() for topic in outcome.lacking)
        yield Told("无法判断", "", needs=item.needs or f"文中没有可查的{'、'.join(lacking)}")
    elif not found and looked:
        yield Told("是", f"查了 {'、'.join(sorted(looked))}，没有发现")


def _alone(item: Item) -> bool:
    """Whether nothing but rules decides an item."""
    return not (set(item.by) & set(DECIDE)) - {"规则"}


def _needed(report: Report, item: Item) -> str:
    """What is not there without which rules that found nothing do not make a yes: the whole text, the tables."""
    wanted = item.by.get("看", "")
    if not report.whole and (wanted or _alone(item)):
        return WHOLE
    return TABLES if wanted == "决算表" and not report.tables else ""


def _of_kind(seen: Inspected, item: Item, finding: Finding) -> bool:
    """Whether a finding stands in the section and speaks of what the item asks."""
    if (want := item.by.get("引")) and not re.search(want, finding.quote):
        return False
    if (other := item.by.get("不引")) and re.search(other, finding.quote):
        return False
    section = item.by.get("节")
    places = {passage.place for passage in seen.report.passages if passage.name == section} if section else set()
    return not section or bool(places & set(finding.places))


def _by_demands(seen: Inspected, item: Item) -> Iterator[Told]:
    known = {demand.name: demand for demand in demands()}
    for name in item.by["要求"]:
        demand = known[name]
        section = section_of(seen.report, demand.section)
        if not seen.report.whole:
            yield Told("无法判断", needs=WHOLE)
        elif judged(seen.report, demand) and not met(seen.report, demand):
            yield Told("否", f"没有见到{name}", (section.place,) if section else ())
        elif judged(seen.report, demand):
            yield Told("是", _quoted(section, demand.told), (section.place,) if section else ())
        elif demand.spent and (spent := seen.report.figure(demand.spent)) is not None and not spent.value:
            yield Told("是", f"{name}：没有支出", (spent.place,) if spent.place else ())


def _quoted(section: Section | None, words: re.Pattern[str] | None) -> str:
    """The line that says it, else the first of the section."""
    lines = [line for line in section.text.split("\n") if line.strip()] if section else []
    line = next((line for line in lines if words is None or words.search(line)), lines[0] if lines else "")
    found = words.search(line) if words else None
    return shown(line, max(found.start() - SHOWN // 3, 0) if found else 0)


def _by_tables(seen: Inspected, item: Item) -> Iterator[Told]:
    known = {table.kind: table for table in seen.report.tables}
    wanted = [next(iter(known), "任一")] if item.by["表"] == ["任一"] else item.by["表"]
    lacking = {due.kind: due.name for due in tables_lacking(seen.report)}
    for kind in wanted:
        if kind in known:
            yield Told("是", f"{kind}表在", (known[kind].place,))
        elif seen.report.whole and not attached(seen.report) and (kind in lacking or (kind == "任一" and lacking)):
            yield Told("否", f"没有见到{lacking.get(kind, '决算表')}")
        else:
            yield Told("无法判断", needs=TABLES)


def _by_parts(seen: Inspected, item: Item) -> Iterator[Told]:
    names = {each.name for each in seen.report.sections if each.text.strip()}
    for part in item.by["部分"]:
        own = {demand.section for demand in demands() if demand.where == part and not demand.after}
        if names & own:
            yield Told("是", f"有{part}")
        else:
            yield Told("否", f"没有见到{part}") if seen.report.whole else Told("无法判断", needs="全文")


def _by_figures(seen: Inspected, item: Item) -> Iterator[Told]:
    for name in item.by["数"]:
        figure = seen.report.figure(name)
        if figure is None:
            yield Told("无法判断", needs=f"没有读出{title(name, seen.report.catalogue)}")
        else:
            yield Told("是", "", (figure.place,) if figure.place else ())


def _by_words(seen: Inspected, item: Item) -> Iterator[Told]:
    section, words = section_of(seen.report, item.by["节"]), label(item.by["说到"], "{}")
    if section is None:
        yield Told("无法判断", needs=f"文中没有{item.by['节']}一节")
    elif words.search(section.text):
        yield Told("是", _quoted(section, words), (section.place,))
    else:
        yield Told("否", f"{item.by['节']}一节没有说到", (section.place,))


def _by_own(seen: Inspected, item: Item) -> Iterator[Told]:
    return OWN[item.by["特"]](seen.report, seen.given, item.needs)


DECIDE = {
    "特": _by_own, "部分": _by_parts, "表": _by_tables, "要求": _by_demands, "数": _by_figures, "说到": _by_words, "规则": _by_rules,
}  # fmt: skip
