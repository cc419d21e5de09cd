"""A department's own text from last year to this: years go on by one, figures that no slot prints are to be filled in anew."""

import re
from itertools import zip_longest

from generator.model.figure import Words
from generator.model.schema import PENDING
from generator.model.slots import SLOT
from generator.published.prose.figures import FIGURE, THRESHOLD

YEAR = re.compile(r"20\d\d(?=年)")


def carried(words: Words) -> Words:
    """The text for the year after."""
    literals, slots = map(_moved, SLOT.split(words.text)), SLOT.findall(words.text)
    return Words("".join(literal + slot for literal, slot in zip_longest(literals, slots, fillvalue="")), words.place)


def _moved(literal: str) -> str:
    return YEAR.sub(lambda year: str(int(year.group()) + 1), FIGURE.sub(_blank, literal))


def _blank(figure: re.Match[str]) -> str:
    """A figure to be filled in; a threshold (100万元以上) stays."""
    return figure.group() if THRESHOLD.match(figure.string, figure.end()) else PENDING + figure["unit"]
