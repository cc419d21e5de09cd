"""Lists of names in published prose: the 款 of 基本支出, and things counted and then named."""

import re
from collections.abc import Iterable, Iterator

from generator.checks.report import Listing
from generator.published.outline import Line

INCLUDED = re.compile(r"(人员经费|公用经费)[^。；]*?主要(?:包括|用于|是指|是)[:：]?(?P<names>[^。；]+)")
COUNTED = re.compile(
    r"(?P<count>\d{1,2})个?(?P<what>[^，。；：、\d（）]{0,4}(?:股室|科室|处室|二级机构|下属单位|内设机构|事业单位|股|科|处)s?)?"
    r"(?:（[^）]*）)?[，,]?(?:分别(?:为|是)|包括|即|为)[:：]?(?P<names>[^。；]+)"
)
COLON = re.compile(
    r"(?P<what>(?:内设|职能)?(?:股室|科室|处室|机构))(?:共)?(?P<count>\d{1,2})个(?:[，,]?(?:包括|即))?[:：]"
    r"(?P<names>[^。；：]+、[^。；：]+)"
)
SET_UP = re.compile(
    r"(?:内设|下设|设有?)(?P<count>\d{1,2})个(?P<what>[^，。；：、\d（）]{0,4}(?:股室|科室|处室|机构|股|科))[:：]"
    r"(?P<names>[^。；：]+、[^。；：]+)"
)
APART = re.compile(
    r"内设(?P<count>\d{1,2})个(?P<what>股室|科室|处室|机构)[^：]{0,60}?内设(?P=what)分别(?:是|为)[:：]?(?P<names>[^。；：]+)"
)
COUNTED_AFTER = re.compile(
    r"(?P<what>[^，。；：、\d]{2,6}(?:个数)?)(?P<count>\d{1,2})个[，,]?分别(?:为|是)[:：]?(?P<names>[^。；]+)"
)
NAMED_THEN_COUNTED = re.compile(r"(?:内设|下设|包括)(?P<names>[^。；：]*、[^。；：]*?)等(?P<count>\d{1,2})个(?P<what>[^，。；、]{1,6})")
TAIL = re.compile(r"(?:等[^、]{0,10})?$")


def listings(lines: Iterable[Line]) -> Iterator[Listing]:
    """Every list of 款 and every counted list."""
    for line in lines:
        text = line.text.text
        for match in INCLUDED.finditer(text):
            names = split(match["names"])
            yield Listing(match[1], names, None, match["names"].rstrip().endswith("等"), line.text.place(match.start("names")))
        yield from _counted(line)


def _counted(line: Line) -> Iterator[Listing]:
    """The counted lists of a paragraph: one of the first three kinds, and what the others find elsewhere in it."""
    text, told = line.text.text, set[int]()
    for pattern in (COUNTED_AFTER, COUNTED, NAMED_THEN_COUNTED, COLON, SET_UP, APART):
        match = pattern.search(text)
        if match is None or match.start() in told or (told and pattern not in {COLON, SET_UP, APART}):
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
