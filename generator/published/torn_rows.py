"""Lines that are rows of a table whose cells fell into the text, as in a PDF without rules: their amounts are named, not read."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.checks.report import UnreadTable
from generator.published.outline import Line, Sheet
from generator.source.words import said

TORN = said("表.散行里的数")
SENTENCE = re.compile(r"[，。；！？]|(?<!其中)：")
FEWEST, LONGEST, ROW, APART, ABOVE, HEADING = 2, 40, 120, 3, 3, 3


def torn_tables(parts: Sequence[Line | Sheet]) -> Iterator[UnreadTable]:
    """Runs of lines that hold amounts without a unit and are no sentences, each as a table that was not read."""
    rows = [(at, line, count) for at, line in _lines(parts) if (count := _amounts(line))]
    starts = [n for n, row in enumerate(rows) if n == 0 or row[0] - rows[n - 1][0] > APART]
    for start, end in pairwise([*starts, len(rows)]):
        figures = sum(count for *_, count in rows[start:end])
        if end - start >= FEWEST:
            at, line, _ = rows[start]
            title, heading = _titles([before for n, before in _lines(parts[:at])], line.text.text)
            yield UnreadTable(short(title), figures, line.text.place(0), True, short(heading))


def _lines(parts: Sequence[Line | Sheet]) -> Iterator[tuple[int, Line]]:
    return ((at, part) for at, part in enumerate(parts) if isinstance(part, Line))


def _amounts(line: Line) -> int:
    text = line.text.text
    return 0 if line.heading or len(text) > ROW or SENTENCE.search(text) else len(TORN.findall(text))


def _titles(before: Sequence[Line], first: str) -> tuple[str, str]:
    """The title of a table that begins behind these lines, else the heading or its first words; and the heading, where it is another."""
    heading = next((line.text.text for line in reversed(before) if titled(line)), "")
    title = next((line.text.text for line in reversed(before[-ABOVE:]) if line.text.text.endswith("表")), heading or first)
    return title, heading if heading != title else ""


def titled(line: Line) -> bool:
    """Whether a line is the heading of a section, and no numbered note or item that ends as a sentence."""
    return 0 < line.level <= HEADING and not line.text.text.endswith("。")


def short(text: str) -> str:
    """A title, cut where it is long."""
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
