"""Lines that are rows of a table whose cells fell into the text, as in a PDF without rules: their amounts are named, not read."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.checks.report import UnreadTable
from generator.published.outline import Line, Sheet
from generator.source.words import said

TORN = said("表.散行里的数")
SENTENCE = said("篇.句子的标点")
FEWEST, LONGEST, ROW, APART, ABOVE, HEADING = 2, 40, 120, 3, 3, 3


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with amounts, where it stands among the parts, the texts of the lines just above it, and its heading."""

    at: int
    line: Line
    amounts: int
    above: tuple[str, ...]
    heading: str


def torn_tables(parts: Sequence[Line | Sheet]) -> Iterator[UnreadTable]:
    """Runs of lines that hold amounts without a unit and are no sentences, each as a table that was not read."""
    rows = list(_rows(parts))
    starts = [n for n, row in enumerate(rows) if n == 0 or row.at - rows[n - 1].at > APART]
    for start, end in pairwise([*starts, len(rows)]):
        figures = sum(row.amounts for row in rows[start:end])
        if end - start >= FEWEST:
            title, heading = _titles(rows[start])
            yield UnreadTable(short(title), figures, rows[start].line.text.place(0), True, short(heading))


def _rows(parts: Sequence[Line | Sheet]) -> Iterator[_Row]:
    above, heading = deque[str](maxlen=ABOVE), ""
    for at, line in enumerate(parts):
        if isinstance(line, Line):
            if count := _amounts(line):
                yield _Row(at, line, count, tuple(above), heading)
            above.append(line.text.text)
            heading = line.text.text if titled(line) else heading


def _amounts(line: Line) -> int:
    text = line.text.text
    return 0 if line.heading or len(text) > ROW or SENTENCE.search(text) else len(TORN.findall(text))


def _titles(first: _Row) -> tuple[str, str]:
    """The title of a table that begins with a row, else the heading or its first words; and the heading, where it is another."""
    named = (text for text in reversed(first.above) if text.endswith("表"))
    title = next(named, first.heading or first.line.text.text)
    return title, first.heading if first.heading != title else ""


def titled(line: Line) -> bool:
    """Whether a line is the heading of a section, and no numbered note or item that ends as a sentence."""
    return 0 < line.level <= HEADING and not line.text.text.endswith("。")


def short(text: str) -> str:
    """A title, cut where it is long."""
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
