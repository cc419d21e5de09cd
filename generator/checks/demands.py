"""What law and form want a published text to say, and what of it is not there; the demands themselves are data in templates/读法."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from generator.checks.registry import Problem
from generator.checks.report import Heading, Report, Section
from generator.source.place import Place
from generator.source.resources import find
from generator.source.template import read_yaml
from generator.source.words import label, said

DEMANDS, TABLES = "要求.yaml", "应有的表.yaml"
BY_ITEM = "条目"
APART = {"名词解释", "自评报告", "绩效自评表", "概况"}
ATTACHED = said("篇.表在附件里")
NARRATIVE = "情况说明"
FEWEST = 4


@dataclass(frozen=True, slots=True)
class Demand:
    """A thing that must be said: its name, the code of its rule, the section it belongs to, where it should stand, the basis.

    `told` are the words that say it there, `elsewhere` those that say it in any section, or `within` these; `figures` say it
    too, and the `table` where the contents list other sections and not this. It is asked from the year `since`, where the one
    named `after` is met and, of `spent`, that amount is not known to be nought.
    """

    name: str
    code: str
    section: str
    where: str
    basis: str
    told: re.Pattern[str] | None = None
    elsewhere: re.Pattern[str] | None = None
    within: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    spent: str = ""
    after: str = ""
    since: int = 0
    table: str = ""


@cache
def demands() -> tuple[Demand, ...]:
    """All demands in order; raises TemplateError for a pattern that is none."""
    return tuple(
        Demand(
            row["缺"], row["代码"], row["节"], row["在"], row["依据"], _pattern(row, "说到"), _pattern(row, "别处"),
            tuple(row.get("看", ())), tuple(row.get("数", ())), row.get("有了", ""), row.get("先有", ""), int(row.get("自", 0)),
            row.get("表", ""),
        )
        for row in read_yaml(find("读法", DEMANDS))
    )  # fmt: skip


def _pattern(row: dict[str, str], key: str) -> re.Pattern[str] | None:
    return label(row[key], "{}") if key in row else None


def lacking(report: Report, code: str) -> Iterator[Problem]:
    """What a whole published text does not say of what a rule asks for, each once."""
    lost = _lost_parts(report)
    for demand in demands():
        if demand.code == code and demand.where not in lost and judged(report, demand) and not met(report, demand):
            yield _problem(report, demand.name, demand.basis, demand.where, demand.section)


def lost_parts(report: Report) -> Iterator[Problem]:
    """The parts of which nothing is there, each in one finding."""
    for where in sorted(_lost_parts(report)):
        first = next(demand for demand in demands() if demand.where == where)
        yield _problem(report, f"“{where}”这一部分", first.basis, where, first.section)


def judged(report: Report, demand: Demand) -> bool:
    """Whether a text is to be judged by a demand."""
    before = next((other for other in demands() if other.name == demand.after), None)
    spent = report.figure(demand.spent) if demand.spent else None
    asked = not demand.spent or (spent is not None and bool(spent.value))
    return report.whole and report.year >= demand.since and asked and (before is None or (judged(report, before) and met(report, before)))


def met(report: Report, demand: Demand) -> bool:
    """Whether a text says what is demanded: in its section, by a figure that was read, or elsewhere."""
    if any(report.figure(name) is not None for name in demand.figures) or _by_table(report, demand):
        return True
    own = section_of(report, demand.section)
    others = [each for each in report.sections if each.name in demand.within or not (demand.within or each.name in APART)]
    if demand.elsewhere and any(demand.elsewhere.search(each.text) for each in others):
        return True
    if own is None:
        return False
    return bool(demand.told.search(f"{own.titles}\n{own.text}")) if demand.told else bool(own.text.strip())


def _by_table(report: Report, demand: Demand) -> bool:
    """Whether the table says it: in a form whose contents list the sections, and none of this."""
    named = set(listed(report))
    asked = {other.section for other in demands()} - APART
    there = any(due.kind == demand.table and _has(report, due) for due in due_tables())
    return there and demand.section not in named and len(named & asked) >= FEWEST


def section_of(report: Report, name: str) -> Section | None:
    """The section of that name in the body."""
    return next((each for each in report.sections if each.name == name), None)


def _lost_parts(report: Report) -> set[str]:
    """The parts with several demands of which none is met."""
    by_part: dict[str, list[Demand]] = {}
    for demand in demands():
        if not demand.after and judged(report, demand):
            by_part.setdefault(demand.where, []).append(demand)
    return {where for where, several in by_part.items() if len(several) > 1 and not any(met(report, one) for one in several)}


def _problem(report: Report, name: str, basis: str, where: str, section: str) -> Problem:
    message = f"没有见到{name}。{basis}。请在{where}里补上；没有发生的写明没有。"
    entry = None if _begun(section_of(report, section)) else listed(report).get(section)
    if entry:
        message = message.replace("。", "，目录里有，正文没有。", 1)
    return Problem(message, (entry.place if entry else near(report, section),), name)


def _begun(section: Section | None) -> bool:
    """Whether the body has a section, if only its heading, and not just the title of its table."""
    return section is not None and bool(section.text.strip() or any(not _titles_table(title) for title in section.titles.split("\n")))


def _titles_table(title: str) -> bool:
    return any(due.title.search(title) for due in due_tables())


def listed(report: Report) -> dict[str, Heading]:
    """The entries of the contents by the section that they name; those that name a table left out."""
    entries = (entry for entry in report.contents if entry.section and not _titles_table(entry.title))
    return {entry.section: entry for entry in entries}


def near(report: Report, section: str) -> Place:
    """Where something that is not there should stand: in its section, else where the one before it in the form begins."""
    order = list(report.asked) if section in report.asked else [demand.section for demand in demands()]
    before = order[: order.index(section) + 1] if section in order else order
    known = [each.place for name in reversed(before) if (each := section_of(report, name)) and _begun(each)]
    return next(iter(known), report.passages[0].place)


@dataclass(frozen=True, slots=True)
class DueTable:
    """A table that must be there, if only empty: its kind, its name, the words of its title, the year since when."""

    kind: str
    name: str
    title: re.Pattern[str]
    since: int


@cache
def due_tables() -> tuple[DueTable, ...]:
    """The tables of a final account in order; raises TemplateError."""
    rows = read_yaml(find("读法", TABLES))
    return tuple(DueTable(row["表"], row["表名"], label(row["题目"], "{}"), int(row.get("自", 0))) for row in rows)


def tables_lacking(report: Report) -> list[DueTable]:
    """The tables that a whole text has not, neither read nor by their title; none where unread ones may be they."""
    found = [due for due in due_tables() if due.since <= report.year and not _has(report, due)]
    return found if len(found) > len(report.unread) and not attached(report) else []


def _has(report: Report, due: DueTable) -> bool:
    titles = [*(table.title for table in report.unread), *(line for each in report.sections for line in _short(each))]
    listed = (claim for claim in report.claims if claim.tabled and claim.section == BY_ITEM)  # 机构运行信息表等也列“三公”经费
    told = any(table.kind == due.kind for table in report.tables) or any(claim.name.startswith(f"{due.kind}.") for claim in listed)
    return told or any(map(due.title.search, titles))


def _short(section: Section) -> list[str]:
    return [line for line in f"{section.titles}\n{section.text}".split("\n") if len(line) < 45 and "，" not in line and "。" not in line]


def attached(report: Report) -> bool:
    """Whether a text without tables says that they are in another file."""
    return not report.tables and any(ATTACHED.search(each.text) for each in report.sections)
