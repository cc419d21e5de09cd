"""The contents of a published document against its body: the same titles under the same numbers."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Heading, Report
from generator.source.words import said

LIKE, UNLIKE, ENOUGH, MOSTLY = 0.8, 0.6, 0.5, 0.75
CUT = 24  # a longer title is known only as far as this
FILLERS = said("篇.目录里不比的字")


def _parts(headings: Sequence[Heading]) -> dict[str, list[Heading]]:
    """The headings 一、二、 by the part (第三部分) they stand in."""
    found: dict[str, list[Heading]] = {}
    part = ""
    for heading in headings:
        part = heading.number if heading.level == 1 else part
        if heading.level == 2 and part:
            found.setdefault(part, []).append(heading)
    return found


def _alike(one: Heading, other: Heading) -> float:
    left, right = (FILLERS.sub("", heading.title) for heading in (one, other))
    return 1.0 if left == right else SequenceMatcher(None, left, right).ratio()


@rule("W615", "目录与正文的标题对不上", of=PRINTED,
    reason="目录的序号和标题应与正文一样，对不上说明改了一处忘了另一处",
    basis="《党政机关公文处理工作条例》：结构层次清楚，序号依次标注",
    good="目录和正文都是“八、政府性基金预算收入支出决算情况”",
    bad="目录\n"
    "第三部分 2021年度部门决算情况说明\n"
    "一、收入支出决算总体情况说明\n"
    "二、收入决算情况说明\n"
    "三、⟦政府采购情况→支出决算情况⟧说明\n"
    "第三部分 2021年度部门决算情况说明\n"
    "一、收入支出决算总体情况说明\n"
    "详见附表，本年收支平衡。\n"
    "二、收入决算情况说明\n"
    "详见附表，本年收入增加。\n"
    "三、支出决算情况说明\n"
    "详见附表，本年支出增加。",
)
def contents(report: Report) -> Iterator[Problem]:
    """Entries of the contents whose title stands under another number in the body, or not at all."""
    odd = list(_odd(report.contents))
    yield from odd
    told = {problem.places[0] for problem in odd}
    body = _parts(report.headings)
    for part, entries in _parts(report.contents).items():
        titles = body.get(part, [])
        known = [entry for entry in entries if any(_alike(entry, other) >= LIKE for other in titles)]
        for entry in entries if len(known) >= ENOUGH * len(entries) else ():
            if entry.place not in told and (problem := _against(entry, titles)):
                yield problem


def _odd(contents: Sequence[Heading]) -> Iterator[Problem]:
    """Entries with a title that one before has in the same part, and those that are no table in the part that lists the tables."""
    for entries in _parts(contents).values():
        tables = sum("表" in entry.title for entry in entries)
        titles: dict[str, Heading] = {}
        for entry in entries:
            shown, first = f"{entry.number}{entry.title}", titles.setdefault(entry.title, entry)
            if first is not entry and len(entry.title) < CUT:
                message = f"目录里“{shown}”与“{first.number}{first.title}”的标题一样。请核对，改成正文里的标题。"
                yield Problem(message, (entry.place, first.place), shown)
            elif tables >= MOSTLY * len(entries) and "表" not in entry.title and len(entry.title) < CUT:
                yield Problem(f"目录的这一部分列的是表，“{shown}”不是表名。请核对。", (entry.place,), shown)


def _against(entry: Heading, titles: Sequence[Heading]) -> Problem | None:
    best = max(titles, key=lambda other: (_alike(entry, other), other.number == entry.number))
    likeness = _alike(entry, best)
    shown = f"{entry.number}{entry.title}"
    if likeness >= LIKE and best.number != entry.number:
        message = f"目录里是“{shown}”，正文里是“{best.number}{best.title}”，序号不同。请改成一致。"
        return Problem(message, (entry.place, best.place), shown, entry.number, best.number)
    same = next((other for other in titles if other.number == entry.number), None)
    if likeness < LIKE and same is not None and _alike(entry, same) < UNLIKE:
        message = f"目录里的“{shown}”，正文里同一序号是“{same.number}{same.title}”。请核对标题，改成一致。"
        return Problem(message, (entry.place, same.place), shown, entry.title, same.title)
    return None
