"""Whose files these are and of which year: told by the head lines of tables, titles and what the text calls itself."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.published.prose.labels import OWNER
from generator.published.publication import Publication
from generator.published.text import folded
from generator.readers.blocks import UnreadablePublication

YEAR = re.compile(r"(20[0-4]\d)年?度?")
OF_YEAR = re.compile(r"(20[0-4]\d)年度")
HEAD = re.compile(r"^(?:填报|编制|公开|汇总|决算|预算)?(?:部门|单位)(?:名称)?(?:（盖?章?）)?[:：](?P<name>[^:：]{3,40})$")
NUMBERING = re.compile(r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d+[、.．])")
ENTITY = rf"(?P<name>{OWNER})(?:单位|部门)?"
CALLED = (
    re.compile(rf"^{ENTITY}(?:基本)?概况$"),
    re.compile(rf"^(?:关于)?(?:20\d\d年度?)?{ENTITY}(?:20\d\d年度?)?(?:部门|单位)?(?:整体支出|财政拨款)?(?:“?三公”?经费)?(?:支出)?(?:决算|绩效).{{0,12}}$"),
    re.compile(rf"(?:^|[。：]){ENTITY}(?:本级|内设机构)"),
    re.compile(rf"^{ENTITY}$"),
)


def year_of(publications: Sequence[Publication]) -> int:
    """The latest year that a file is of; raises UnreadablePublication where none says."""
    years = [publication.report.year or _by_tables(publication) or _by_titles(publication) for publication in publications]
    if not any(years):
        raise UnreadablePublication("认不出是哪一年度的决算：文字和表头里都没有写年度。请在文件里写上年度再试。")
    return max(years)


def _by_tables(publication: Publication) -> int:
    """The year most often named in the lines above tables."""
    years = Counter(year for sheet in publication.sheets for line in sheet.above for year in YEAR.findall(line))
    return int(max(years, key=lambda year: (years[year], year))) if years else 0


def _by_titles(publication: Publication) -> int:
    """The year most often named as 20XX年度 in lines that are no sentences."""
    titles = (line.text.text for line in publication.lines if "。" not in line.text.text)
    years = Counter(year for title in titles for year in OF_YEAR.findall(title))
    return int(max(years, key=lambda year: (years[year], year))) if years else 0


def name_of(publications: Sequence[Publication]) -> str:
    """The department's full name; empty where nothing says it."""
    for found in (_above(publications), *(_called(publications, pattern) for pattern in CALLED)):
        names = Counter(found)
        if names:
            return max(names, key=lambda name: (names[name], len(name)))
    return ""


def _above(publications: Sequence[Publication]) -> Iterator[str]:
    """The name after 部门： above a table, or in its first rows."""
    for publication in publications:
        for sheet in publication.sheets:
            rows = (folded(piece) for row in sheet.grid.rows[:3] for piece in row)
            for text in (*sheet.above, *rows):
                if (match := HEAD.match(text)) and not match["name"].endswith(("元", "年度")):
                    yield match["name"]


def _called(publications: Sequence[Publication], pattern: re.Pattern[str]) -> Iterator[str]:
    """The name in lines of one shape."""
    for publication in publications:
        for line in publication.lines:
            text = NUMBERING.sub("", NUMBERING.sub("", line.text.text))
            if match := pattern.search(text):
                yield re.sub(r"^(?:20\d\d年度?|本|我)", "", match["name"])
