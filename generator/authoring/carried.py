"""A department's own text from last year to this: years go on by one, figures that no slot prints are to be filled in anew."""

import re
from collections.abc import Iterator

from generator.checks.unfilled import PENDING
from generator.model.figure import Words
from generator.published.mentions import FIGURE, THRESHOLD

OWN = ("概况.正文", "情况说明")
SLOT = re.compile(r"(\{\{.*?\}\})")
YEAR = re.compile(r"20\d\d(?=年)")


def carried(words: Words) -> Words:
    """The text for the year after."""
    return Words("".join(_pieces(words.text)), words.place)


def _pieces(text: str) -> Iterator[str]:
    for number, piece in enumerate(SLOT.split(text)):
        yield piece if number % 2 else YEAR.sub(lambda year: str(int(year.group()) + 1), FIGURE.sub(_blank, piece))


def _blank(figure: re.Match[str]) -> str:
    """A figure to be filled in; a threshold (100万元以上) stays."""
    return figure.group() if THRESHOLD.match(figure.string, figure.end()) else PENDING + figure["unit"]
