"""Glyphs to lines of text: those side by side belong together, however unevenly they are set."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from generator.readers.pdf.glyphs import Glyph

_TOKEN = re.compile(
    r"[“‘（(《〈【]*([-\d,.]+(万元|亿元|元|[%％‰℃万])?|[A-Za-z0-9.-]+|.)[，。；：、！？）)》〉”’】%％]*"
)
GAP = "  "


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a page with its glyphs from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def x0(self) -> int:
        """Its left edge."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> int:
        """Its right edge."""
        return max(glyph.x1 for glyph in self.glyphs)

    @property
    def top(self) -> int:
        """Its upper edge."""
        return min(glyph.top for glyph in self.glyphs)

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return max(glyph.bottom for glyph in self.glyphs)

    @property
    def size(self) -> int:
        """The usual height of its glyphs."""
        return median_low(glyph.bottom - glyph.top for glyph in self.glyphs)

    @property
    def text(self) -> str:
        """Its text, with a space where Latin words part and two where parts are set apart."""
        return GAP.join(text for text, _, _ in self.parts())

    def parts(self) -> list[tuple[str, int, int]]:
        """The texts set apart by wide gaps, each with its left and right edge."""
        size = self.size
        parts: list[list[Glyph]] = [[self.glyphs[0]]]
        for before, glyph in pairwise(self.glyphs):
            if glyph.x0 - before.x1 > size * 5 // 4:
                parts.append([])
            parts[-1].append(glyph)
        return [(_text(part, size), part[0].x0, max(part[-1].x1, part[0].x0 + 1)) for part in parts]

    def first_word(self) -> int:
        """The width of what must stay together at its beginning."""
        text = "".join(glyph.text for glyph in self.glyphs)
        match = _TOKEN.match(text)
        count = sum(1 for _ in match.group()) if match else 1
        return self.glyphs[min(count, len(self.glyphs)) - 1].x1 - self.x0


def _text(glyphs: list[Glyph], size: int) -> str:
    text = glyphs[0].text
    for before, glyph in pairwise(glyphs):
        apart = glyph.x0 - before.x1 > size // 4 and (before.text.isascii() or glyph.text.isascii())
        text += " " + glyph.text if apart else glyph.text
    return text


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Lines from top to bottom; a glyph belongs to a line where half of its height does."""
    found: list[list[Glyph]] = []
    top = bottom = 0
    for glyph in sorted(glyphs, key=lambda each: each.top + each.bottom):
        common = min(bottom, glyph.bottom) - max(top, glyph.top)
        if found and 2 * common >= min(bottom - top, glyph.bottom - glyph.top):
            found[-1].append(glyph)
            top, bottom = min(top, glyph.top), max(bottom, glyph.bottom)
        else:
            found.append([glyph])
            top, bottom = glyph.top, glyph.bottom
    return [TextLine(tuple(_once(sorted(line, key=lambda each: each.x0)))) for line in found]


def _once(glyphs: list[Glyph]) -> Iterator[Glyph]:
    """Glyphs without those printed twice, a little apart, to look bold."""
    for n, glyph in enumerate(glyphs):
        near = glyphs[max(n - 2, 0) : n]
        if not any(g.text == glyph.text and 3 * (glyph.x0 - g.x0) < glyph.x1 - glyph.x0 for g in near):
            yield glyph


def joined_text(glyphs: Iterable[Glyph]) -> str:
    """The text of a cell, its lines run together."""
    lines = lines_of(glyphs)
    if not lines:
        return ""
    text = " ".join(text for text, _, _ in lines[0].parts())
    for line in lines[1:]:
        more = " ".join(part for part, _, _ in line.parts())
        text += " " + more if text[-1:].isalpha() and (text[-1:] + more[:1]).isascii() else more
    return text
