"""Glyphs to lines of text: those side by side belong together, however unevenly they are set."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from generator.readers.pdf.glyphs import Glyph

_TOKEN = re.compile(
    r"[“‘（(《〈【]*([-\d,.]+(万元|亿元|元|[%％‰℃万])?|[A-Za-z0-9.-]+|.)[，。；：、！？）)》〉”’】%％]*"
)
GAP = "  "


@dataclass(frozen=True)
class TextLine:
    """A line of a page with its glyphs from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def x0(self) -> int:
        """Its left edge."""
        return self.glyphs[0].x0

    @cached_property
    def x1(self) -> int:
        """Its right edge."""
        return max(glyph.x1 for glyph in self.glyphs)

    @cached_property
    def top(self) -> int:
        """Its upper edge."""
        return min(glyph.top for glyph in self.glyphs)

    @cached_property
    def bottom(self) -> int:
        """Its lower edge."""
        return max(glyph.bottom for glyph in self.glyphs)

    @cached_property
    def size(self) -> int:
        """The usual height of its glyphs."""
        return sorted([glyph.bottom - glyph.top for glyph in self.glyphs])[(len(self.glyphs) - 1) // 2]

    @cached_property
    def text(self) -> str:
        """Its text, with a space where Latin words part and two where parts are set apart."""
        return GAP.join(text for text, _, _ in self.parts)

    @cached_property
    def parts(self) -> tuple[tuple[str, int, int], ...]:
        """The texts set apart by wide gaps, each with its left and right edge."""
        size = self.size
        wide = size * 5 // 4
        parts: list[list[Glyph]] = [[self.glyphs[0]]]
        for before, glyph in pairwise(self.glyphs):
            if glyph.x0 - before.x1 > wide:
                parts.append([])
            parts[-1].append(glyph)
        return tuple((_text(part, size), part[0].x0, max(part[-1].x1, part[0].x0 + 1)) for part in parts)

    def first_word(self) -> int:
        """The width of what must stay together at its beginning."""
        text = "".join(glyph.text for glyph in self.glyphs)
        match = _TOKEN.match(text)
        count = sum(1 for _ in match.group()) if match else 1
        return self.glyphs[min(count, len(self.glyphs)) - 1].x1 - self.x0


def _text(glyphs: list[Glyph], size: int) -> str:
    text, apart = glyphs[0].text, size // 4
    for before, glyph in pairwise(glyphs):
        spaced = glyph.x0 - before.x1 > apart and (before.text.isascii() or glyph.text.isascii())
        text += " " + glyph.text if spaced else glyph.text
    return text


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Lines from top to bottom; a glyph belongs to a line where half of its height does."""
    found: list[list[Glyph]] = []
    top = bottom = 0
    for glyph in sorted(glyphs, key=_middle):
        upper, lower = glyph.top, glyph.bottom
        common = (lower if lower < bottom else bottom) - (upper if upper > top else top)
        if found and (2 * common >= bottom - top or 2 * common >= lower - upper):
            found[-1].append(glyph)
            top, bottom = (upper if upper < top else top), (lower if lower > bottom else bottom)
        else:
            found.append([glyph])
            top, bottom = upper, lower
    return [TextLine(tuple(_once(sorted(line, key=_left)))) for line in found]


def _middle(glyph: Glyph) -> int:
    return glyph.top + glyph.bottom


def _left(glyph: Glyph) -> int:
    return glyph.x0


def _once(glyphs: list[Glyph]) -> Iterator[Glyph]:
    """Glyphs without those printed twice, a little apart, to look bold."""
    last = other = None
    for glyph in glyphs:
        if not (_twice(last, glyph) or _twice(other, glyph)):
            yield glyph
        last, other = glyph, last


def _twice(before: Glyph | None, glyph: Glyph) -> bool:
    return before is not None and before.text == glyph.text and 3 * (glyph.x0 - before.x0) < glyph.x1 - glyph.x0


def joined_text(glyphs: Iterable[Glyph]) -> str:
    """The text of a cell, its lines run together."""
    lines = lines_of(glyphs)
    if not lines:
        return ""
    text = " ".join(text for text, _, _ in lines[0].parts)
    for line in lines[1:]:
        more = " ".join(part for part, _, _ in line.parts)
        text += " " + more if text[-1:].isalpha() and (text[-1:] + more[:1]).isascii() else more
    return text
