"""The contents of a published document against its body: the same titles under the same numbers."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Heading, Report
from generator.model.numerals import value_of
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
    return _likeness(one.title, other.title)


@lru_cache(1 << 12)  # 每一条与每个标题比几遍
def _likeness(one: str, other: str) -> float:
    left, right = FILLERS.sub("", one), FILLERS.sub("", other)
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
        if len(known) >= ENOUGH * len(entries):
            yield from _against([entry for entry in entries if entry.place not in told], entries, titles)


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


def _against(asked: Sequence[Heading], entries: Sequence[Heading], titles: Sequence[Heading]) -> Iterator[Problem]:
    """Entries under another number than in the body, those moved alike once; those of another title there; those it has not."""
    moved: list[tuple[Heading, Heading]] = []
    for entry in asked:
        own = _own_title(entry, entries, titles)
        if own is None:
            same = next((other for other in titles if other.number == entry.number), None)
            yield from _of_other_title(entry, None if same and _is_anothers(same, entry, entries) else same)
        elif own.number != entry.number:
            if moved and _shift(entry, own) != _shift(*moved[-1]):
                yield _renumbered(moved)
                moved = []
            moved.append((entry, own))
    if moved:
        yield _renumbered(moved)


def _own_title(entry: Heading, entries: Sequence[Heading], titles: Sequence[Heading]) -> Heading | None:
    """The title of the body that is that of an entry, and not more that of another; None where it has none."""
    free = [other for other in titles if not _is_anothers(other, entry, entries)]
    best = max(free, key=lambda other: (_alike(entry, other), other.number == entry.number), default=None)
    return best if best is not None and _alike(entry, best) >= LIKE else None


def _is_anothers(title: Heading, entry: Heading, entries: Sequence[Heading]) -> bool:
    """Whether a title of the body is more like another entry than like this."""
    likeness = _alike(entry, title)
    return likeness < 1 and any(_alike(other, title) > max(likeness, LIKE) for other in entries if other is not entry)


def _shift(entry: Heading, own: Heading) -> int:
    return value_of(own.number) - value_of(entry.number)


def _renumbered(moved: Sequence[tuple[Heading, Heading]]) -> Problem:
    """Entries one after the other whose numbers differ by as much from those of the body."""
    entry, own = moved[0]
    shown = f"{entry.number}{entry.title}"
    more = f"以下 {len(moved) - 1} 个标题也这样。" if len(moved) > 1 else ""
    message = f"目录里是“{shown}”，正文里是“{own.number}{own.title}”，序号不同。{more}请改成一致。"
    return Problem(message, (entry.place, own.place), shown, entry.number, own.number)


def _of_other_title(entry: Heading, same: Heading | None) -> Iterator[Problem]:
    """What to say of an entry whose title the body has not: the title there under its number, or that there is none."""
    shown = f"{entry.number}{entry.title}"
    if same is not None and _alike(entry, same) < UNLIKE:
        message = f"目录里的“{shown}”，正文里同一序号是“{same.number}{same.title}”。请核对标题，改成一致。"
        yield Problem(message, (entry.place, same.place), shown, entry.title, same.title)
    elif same is None and not entry.section:  # 认得的节没有，由 W721 一类说
        yield Problem(f"目录里有“{shown}”，正文没有这个标题。请补上，或改正目录。", (entry.place,), shown)
