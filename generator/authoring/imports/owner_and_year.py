"""Whose files these are and of which year: told by the head lines of tables, titles and what the text calls itself."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.model.numerals import FOUR, TITLED
from generator.model.unit_names import head_of
from generator.published.publication import Publication
from generator.published.reading import PublishedFile
from generator.published.text import folded
from generator.readers.blocks import UnreadablePublication
from generator.source.words import each

YEAR = re.compile(r"(20[0-4]\d)年?度?")
OF_YEAR = re.compile(r"(20[0-4]\d)年度")
NAMED = re.compile(r"(20[0-4]\d)年")
NUMBERING = re.compile(f"^(?:{TITLED}|{FOUR})")


def year_of(files: Sequence[PublishedFile], named: Sequence[str]) -> int:
    """The latest year that a file is of, by what is in it, else by the names of the files; raises UnreadablePublication where none says."""
    years = [file.year or _by_tables(file) or _by_titles(file) for file in files]
    if not any(years):
        years = [int(year) for name in named for year in NAMED.findall(name)]
    if not years:
        raise UnreadablePublication(
            "认不出是哪一年度的决算：文字、表头和文件名里都没有写年度。请改文件名再试，如 某局2024年度部门决算.xlsx。"
        )
    return max(years)


def _by_tables(file: PublishedFile) -> int:
    """The year most often named in the lines above tables."""
    years = Counter(year for sheet in file.sheets for line in sheet.above for year in YEAR.findall(line))
    return int(max(years, key=lambda year: (years[year], year))) if years else 0


def _by_titles(file: PublishedFile) -> int:
    """The year most often named as 20XX年度 in lines that are no sentences."""
    titles = (line.text.text for line in file.lines if "。" not in line.text.text)
    years = Counter(year for title in titles for year in OF_YEAR.findall(title))
    return int(max(years, key=lambda year: (years[year], year))) if years else 0


def name_of(publications: Sequence[Publication], files: Sequence[str] = ()) -> str:
    """The department's full name, as the publications or, behind them, the names of the `files` say it; empty where nothing does."""
    texts = [line.text.text for publication in publications for line in publication.lines]
    ways = [_called(lines, pattern) for lines in (texts, files) for pattern in each("单位.称呼")]
    for found in (_above(publications), *ways):
        names = Counter(found)
        if names:
            return max(names, key=lambda name: (names[name], len(name)))
    return ""


def of_one_unit(publications: Sequence[Publication]) -> bool:
    """Whether the titles speak of 单位决算 more than of 部门决算."""
    titles = [line.text.text for publication in publications for line in publication.lines if "。" not in line.text.text]
    return sum("单位决算" in title for title in titles) > sum("部门决算" in title for title in titles)


def _above(publications: Sequence[Publication]) -> Iterator[str]:
    """The name after 部门： above a table, or in its first rows."""
    for publication in publications:
        for sheet in publication.sheets:
            rows = (folded(piece) for row in sheet.grid.rows[:3] for piece in row)
            for text in (*sheet.above, *rows):
                if name := head_of(text):
                    yield name


def _called(texts: Sequence[str], pattern: re.Pattern[str]) -> Iterator[str]:
    """The name in texts of one shape."""
    for text in texts:
        if match := pattern.search(NUMBERING.sub("", NUMBERING.sub("", text))):
            yield re.sub(r"^(?:20\d\d年度?|本|我)", "", match["name"])
