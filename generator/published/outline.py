"""Which section of a disclosure each published paragraph belongs to, told by its headings."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from generator.model.claim import TableKind
from generator.model.figure_labels import section_titles
from generator.model.numerals import FOUR, ONE, PART, RING, THREE, TWO, value_of
from generator.published.text import FoldedText, normalise
from generator.readers.blocks import Block, Cut, Grid
from generator.readers.captions import is_chart_caption
from generator.source.words import said

HEAD = re.compile(
    rf"(?P<part>{PART})|(?P<one>{ONE})|(?P<two>{TWO})|(?P<three>{THREE})|{FOUR}|(?P<ring>{RING})"
)
LEVELS = {"part": 1, "one": 2, "two": 3, "three": 4, "ring": 6}
SLIPS = {4: (2, 3), 5: (3, 2)}
LONGEST, SHORT = 45, 40
INNER = {"收支总体", "财政拨款收支总体", "一般公共预算"}
BARE = said("篇.总体情况")
REPORT_TITLE = said("篇.自评报告")
BALANCES = said("篇.结转结余")
REPORT = "自评报告"
COSTS = "三公经费"
OVERVIEW, TABLE_TITLE = "概况", said("篇.决算表的题目")
COSTS_TITLE = said("篇.三公经费的题目")
LONGEST_TITLE = 60
YEAR, SEVERAL = said("篇.决算的年度"), 2
ENDS, SAID = said("篇.标题的末尾"), said("篇.标题里没有的")
OF_REPORT = {"", REPORT, "收支总体", "收入", "支出", "一般公共预算", "基本支出明细", "预算绩效", "概况"}


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or heading with the section it stands in; `level` is 0 for a paragraph.

    `number` is its own numbering, which a paragraph may have too, and `rank` the level of that numbering.
    """

    text: FoldedText
    section: str
    level: int
    number: str
    title: str
    rank: int = 0

    @property
    def heading(self) -> bool:
        """Whether this is a heading."""
        return self.level > 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with the lines just above it, and which of the 决算表 it is (条目: one with a row for each item; empty: none)."""

    grid: Grid
    above: tuple[str, ...]
    section: str
    kind: TableKind = ""


def outline(blocks: Iterable[Block]) -> Iterator[Line | Sheet]:
    """Every paragraph with its section, every table with the lines above it; the captions of charts are left out."""
    read = (block for block in blocks if not isinstance(block, Cut))
    parts = [block if isinstance(block, Grid) else _line(normalise(block)) for block in read]
    parts = [part for part in parts if isinstance(part, Grid) or not is_chart_caption(part.text.text)]
    report = _is_report([part for part in parts if isinstance(part, Line)])
    section = upper = whole = _of_costs([part for part in parts if isinstance(part, Line)])
    above: list[str] = []
    last: dict[int, int] = {}
    begun, inner = 0, list[int]()
    for part in parts:
        if isinstance(part, Grid):
            yield Sheet(part, tuple(above[-8:]), section)
            above.clear()
            continue
        line = replace(part, level=_meant(part, last))
        if line.level:
            last = {level: value for level, value in last.items() if level < line.level} | {line.level: value_of(line.number)}
        above.append(line.text.text)
        found = classify(line.title) if line.level else ""
        if report and line.level == 2 and goes_on(begun, inner, value_of(line.number)):
            report = False
        elif line.level == 2:
            inner.append(value_of(line.number))
        if line.level == 1 or (line.level == 2 and found):
            report = (report and line.level != 1) or found == REPORT
        if found == REPORT:
            begun, inner = value_of(line.number), []
        report = report or found == REPORT
        if line.level in (1, 2):
            section = upper = found or whole
        elif line.level == 3:
            own = found and not (upper and (found in {"收入", "支出"} or BARE.fullmatch(line.title)))
            section = found if own else upper
        elif line.level == 4 and (found or BALANCES.search(line.title)) and upper in INNER and len(line.title) < 12:
            section = found or upper
        elif section == OVERVIEW and titles_table(line):
            section = upper = whole
        shown = REPORT if report and section in OF_REPORT else section
        yield replace(line, section=shown)


def goes_on(begun: int, inner: Sequence[int], number: int) -> bool:
    """Whether a heading is the next behind the one that `begun` a part, and not one of that part's own, numbered `inner` so far."""
    return begun > 0 and number == begun + 1 and (not inner or inner[-1] != begun)


def titles_table(line: Line) -> bool:
    """Whether a line without a number is the title of a table of the 决算, so that 概况 ends before it."""
    return not line.level and len(line.text.text) <= LONGEST and TABLE_TITLE.search(line.text.text) is not None


def _line(text: FoldedText) -> Line:
    """A paragraph with its numbering and, where it is or begins with a heading, its title and level."""
    match = HEAD.match(text.text)
    if match is None:
        title = text.text if len(text.text) <= LONGEST and REPORT_TITLE.search(text.text) else ""
        return Line(text, "", 2 if title else 0, "", title)
    level = LEVELS.get(match.lastgroup or "", 5)
    rest = text.text[match.end() :]
    title = ENDS.split(rest, maxsplit=1)[0]
    short = level < 6 and (len(rest) <= LONGEST or rest.rstrip("。").endswith("（项）")) and not SAID.search(rest)
    begins = level <= 3 and len(title) <= LONGEST and bool(classify(title)) and not SAID.search(title)
    return Line(text, "", level if short or begins else 0, match.group(), title if short or begins else "", level)


def _meant(line: Line, last: Mapping[int, int]) -> int:
    """The level of a heading; of one that goes on numbering those above it in other figures (（一）（二）（3）), theirs."""
    value = value_of(line.number)
    begun = line.level in last or value < 2
    for upper in () if begun else SLIPS.get(line.level, ()):
        if last.get(upper) == value - 1 and (line.level == 5 or classify(line.title)):
            return upper
    return line.level


def _is_report(lines: Sequence[Line]) -> bool:
    """Whether the file is a 自评 report alone: it speaks of 绩效 and has none of the sections of a 决算."""
    named = {classify(line.title) for line in lines if line.level}
    return not named & {"收支总体", "财政拨款收支总体", "三公经费"} and any("绩效" in line.text.text for line in lines)


def _of_costs(lines: Sequence[Line]) -> str:
    """三公经费 where the file is a notice on that alone: its title says so and no heading names another section."""
    named = {classify(line.title) for line in lines if line.level} - {""}
    titled = any(len(line.text.text) <= LONGEST_TITLE and COSTS_TITLE.search(line.text.text) for line in lines[:3])
    return COSTS if titled and named <= {COSTS} else ""


@cache
def classify(title: str) -> str:
    """The section that a title names, empty where it names none."""
    return next((name for name, pattern in section_titles() if pattern.search(title)), "")


def year_of(lines: Sequence[Line]) -> int:
    """The year most often named as that of the 决算, by titles and headings before the text.

    A year that one title alone names, and none of several sentences that name another, is a slip of that title.
    """
    titles, every = (_years(chosen) for chosen in ([line for line in lines if line.level or len(line.text.text) < SHORT], lines))
    best, most = _commonest(titles), _commonest(every)
    slip = best and titles[best] == every[best] == 1 and every[most] >= SEVERAL
    return int((most if slip else best) or most or 0)


def _years(lines: Iterable[Line]) -> Counter[str]:
    return Counter(match for line in lines for match in YEAR.findall(line.text.text))


def _commonest(years: Counter[str]) -> str:
    """The year named most often, the latest of several; empty where none is."""
    return max(years, key=lambda year: (years[year], year), default="")
