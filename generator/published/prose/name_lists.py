"""Lists of names in published prose: the 款 of 基本支出, and things counted and then named."""

import re
from collections.abc import Iterable, Iterator

from generator.checks.report import Listing
from generator.published.outline import Line
from generator.source.words import each, said

INCLUDED = said("正文.经费包括的")
TAIL = said("正文.名称后的等")


def listings(lines: Iterable[Line]) -> Iterator[Listing]:
    """Every list of 款 and every counted list."""
    for line in lines:
        text = line.text.text
        for match in INCLUDED.finditer(text):
            names = split(match["names"])
            yield Listing(match["whole"], names, None, _open(match["names"]), line.text.place(match.start("names")))
        yield from _counted(line)


def _open(names: str) -> bool:
    """Whether a list ends with 等, 等支出 or the like: it does not name all."""
    return (found := TAIL.search(names.rstrip())) is not None and bool(found.group())


def _counted(line: Line) -> Iterator[Listing]:
    """The counted lists of a paragraph: one of the first three kinds, and what the others find elsewhere in it."""
    text, told = line.text.text, set[int]()
    first, others = each("正文.有几个和是哪些"), each("正文.冒号后面是哪些")
    for pattern in (*first, *others):
        for match in pattern.finditer(text):
            if match.start() in told or (told and pattern in first):
                continue
            told |= set(range(*match.span()))
            names = split(re.split(r"[，,]", match["names"])[0])
            if len(names) > 1:
                yield Listing(match["what"] or "项", names, int(match["count"]), False, line.text.place(match.start("count")))


def split(text: str) -> tuple[str, ...]:
    """The names of a list, split at 、 and ， outside brackets; 等 at the end is no name."""
    names, depth, current = [], 0, ""
    for character in TAIL.sub("", text):
        depth += (character == "（") - (character == "）")
        if character in "、，," and depth == 0:
            names.append(current)
            current = ""
        else:
            current += character
    return tuple(name for name in [*names, current] if name)
