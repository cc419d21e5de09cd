"""Glyphs and rules of a PDF page turned upright; lengths are tenths of a point from its top left corner."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

Box = tuple[float, float, float, float]  # left, bottom, right, top in points
Area = tuple[int, int, int, int]  # left, top, right and bottom in tenths of a point
Char = tuple[str, int | None, Box]  # text, quarter turns clockwise, box

_THIN = 25
_BESIDE = 20
_FAR = 100_000  # points
_A4 = (0, 0, 595, 842)


class Glyph(NamedTuple):
    """A character in its box; there are tens of thousands in a file, and a tuple is made in a third of the time."""

    text: str
    x0: int
    top: int
    x1: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, level where top equals bottom, else upright."""

    x0: int
    top: int
    x1: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed on a page, turned so that its text stands upright; `turned` are the clockwise quarter turns that it is shown at.

    Of its `pictures` there is where they are, of the shapes that it is drawn with how many (`outlines`).
    """

    number: int
    width: int
    height: int
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    turned: int = 0
    pictures: tuple[Area, ...] = ()
    outlines: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """The boxes of straight strokes and of filled shapes of a page, and those of its pictures."""

    strokes: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)


def assembled(number: int, bounds: Box, chars: Sequence[Char], drawn: Drawn, shown: int = 0) -> Page:
    """A page turned the way most of its text is; text at another angle, such as a stamp, is left out.

    `shown` are the clockwise quarter turns by which viewers turn the page that the boxes are on.
    """
    bounds = bounds if _sane(bounds) and bounds[0] < bounds[2] and bounds[1] < bounds[3] else _A4
    chars = [char for char in chars if _sane(char[2])]
    turns = Counter(turn for _, turn, _ in chars if turn is not None)
    turn = max(turns, key=lambda each: turns[each], default=0)
    frame = _Frame(bounds, turn)
    glyphs = (Glyph(text, *frame.place(box)) for char, at, box in chars if at == turn and (text := _printed(char)))
    rules = tuple(rule for box in drawn.strokes if _sane(box) and (rule := _rule(*frame.place(box))) is not None)
    pictures = tuple(frame.place(box) for box in drawn.pictures if _sane(box))
    size, turned = (frame.width, frame.height), (turn + shown) % 4
    return Page(number, *size, tuple(filter(frame.holds, glyphs)), rules, turned, pictures, len(drawn.strokes))


def _sane(box: Box) -> bool:
    """Whether a box lies within reach of a page; one of no number or without end does not."""
    left, bottom, right, top = box
    return -_FAR < left < _FAR and -_FAR < bottom < _FAR and -_FAR < right < _FAR and -_FAR < top < _FAR


def turn_of(matrix: Sequence[Any]) -> int | None:
    """The clockwise quarter turns of text drawn under a matrix, None where it is not a whole number of them."""
    across, up = matrix[0], matrix[1]
    if abs(up) * 20 < abs(across):
        return 0 if across > 0 else 2
    if abs(across) * 20 < abs(up):
        return 3 if up > 0 else 1
    return None


class _Frame:
    """Turns PDF coordinates into tenths of a point from the top left corner of the page as it is read."""

    def __init__(self, bounds: Box, turn: int) -> None:
        self.turn = turn
        self.left, self.bottom, right, top = bounds
        size = (int(10 * (right - self.left)), int(10 * (top - self.bottom)))
        self.across, self.up = size
        self.width, self.height = size[::-1] if self.turn % 2 else size

    def place(self, box: Box) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of a box given as left, bottom, right, top."""
        left, right = int(10 * (box[0] - self.left)), int(10 * (box[2] - self.left))
        low, high = int(10 * (box[1] - self.bottom)), int(10 * (box[3] - self.bottom))
        if left > right:
            left, right = right, left
        if low > high:
            low, high = high, low
        match self.turn:
            case 0:
                return left, self.up - high, right, self.up - low
            case 3:
                return low, left, high, right
            case 2:
                return self.across - right, low, self.across - left, high
        return self.up - high, self.across - right, self.up - low, self.across - left

    def holds(self, glyph: Glyph) -> bool:
        """Whether a glyph is on the page and not beside it."""
        return -_BESIDE < glyph.x0 < self.width + _BESIDE and -_BESIDE < glyph.top < self.height + _BESIDE


@lru_cache(1 << 14)
def _printed(char: str) -> str:
    """A printed character; radicals that some fonts name in place of characters become those."""
    if "\u2e80" <= char <= "\u2fdf" and len(char) == 1:
        return unicodedata.normalize("NFKC", char)
    return char if char.isprintable() and not char.isspace() else ""


def _rule(x0: int, top: int, x1: int, bottom: int) -> Rule | None:
    """A rule from a box that is thin one way; None where it is neither level nor upright."""
    if bottom - top <= _THIN < x1 - x0:
        middle = (top + bottom) // 2
        return Rule(x0, middle, x1, middle)
    if x1 - x0 <= _THIN < bottom - top:
        middle = (x0 + x1) // 2
        return Rule(middle, top, middle, bottom)
    return None
