"""Glyphs and rules of PDF pages, as PDFium finds them; lengths are tenths of a point from the top left corner."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.published.blocks import UnreadablePublication
from generator.published.pdf_rules import Box, strokes

_MOST_PAGES = 600
_MOST_GLYPHS = 60_000
_THIN = 25
_BESIDE = 20
_RADICALS = range(0x2E80, 0x2FE0)
_HALF_TURN = 3.141592653589793


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character in its box."""

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
    """What is printed on a page, turned so that its text stands upright."""

    number: int
    width: int
    height: int
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]


def read_pages(content: bytes, name: str) -> Iterator[Page]:
    """The pages in order; raises UnreadablePublication where the file is damaged, locked or far too long."""
    import pypdfium2

    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadablePublication(_refused(error, name)) from error
    try:
        if len(file) > _MOST_PAGES:
            raise UnreadablePublication(f"{name} 有 {len(file)} 页，不像一份决算公开文本，没有读。")
        for number in range(len(file)):
            yield _page(file, number, name)
    finally:
        file.close()


def _refused(error: Exception, name: str) -> str:
    if "assword" in str(error):
        return f"{name} 有密码，读不了。请去掉密码后再试。"
    return f"{name} 已损坏，打不开。请重新下载，或另存一份再试。"


def _page(file: Any, number: int, name: str) -> Page:
    import pypdfium2

    try:
        page = file[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise UnreadablePublication(f"{name} 第{number + 1}页已损坏，打不开。请重新下载，或另存一份再试。") from error
    drawn, turn = _glyphs(text)
    frame = _Frame(page, turn)
    placed = (Glyph(char, *frame.place(box)) for char, box in drawn)
    rules = tuple(rule for box in strokes(page) if (rule := _rule(*frame.place(box))) is not None)
    read = Page(number + 1, frame.width, frame.height, tuple(filter(frame.holds, placed)), rules)
    text.close()
    page.close()
    return read


class _Frame:
    """Turns PDF coordinates into tenths of a point from the top left corner of the page as it is read."""

    def __init__(self, page: Any, text_turn: int) -> None:
        self.turn = text_turn
        self.left, self.bottom, right, top = page.get_bbox()
        size = (int(10 * (right - self.left)), int(10 * (top - self.bottom)))
        self.across, self.up = size
        self.width, self.height = size[::-1] if self.turn % 2 else size

    def place(self, box: Box) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of a box given as left, bottom, right, top."""
        left, right = int(10 * (box[0] - self.left)), int(10 * (box[2] - self.left))
        low, high = int(10 * (box[1] - self.bottom)), int(10 * (box[3] - self.bottom))
        match self.turn:
            case 3:
                return low, left, high, right
            case 2:
                return self.across - right, low, self.across - left, high
            case 1:
                return self.up - high, self.across - right, self.up - low, self.across - left
        return left, self.up - high, right, self.up - low

    def holds(self, glyph: Glyph) -> bool:
        """Whether a glyph is on the page and not beside it."""
        return -_BESIDE < glyph.x0 < self.width + _BESIDE and -_BESIDE < glyph.top < self.height + _BESIDE


def _glyphs(text: Any) -> tuple[list[tuple[str, Box]], int]:
    """Characters with their boxes, and the quarter turns they are drawn at; those at another angle (stamps) left out."""
    import pypdfium2.raw as raw

    rect = raw.FS_RECTF()
    found: dict[int, list[tuple[str, Box]]] = {0: []}
    for n in range(min(text.count_chars(), _MOST_GLYPHS)):
        char = _char(raw.FPDFText_GetUnicode(text, n))
        if not char or raw.FPDFText_IsGenerated(text, n) == 1:
            continue
        turn = _turn(raw.FPDFText_GetCharAngle(text, n))
        if turn is not None and raw.FPDFText_GetLooseCharBox(text, n, rect):
            found.setdefault(turn, []).append((char, (rect.left, rect.bottom, rect.right, rect.top)))
    turn = max(found, key=lambda each: len(found[each]))
    return found[turn], turn


def _turn(radians: Any) -> int | None:
    """A clockwise angle in quarter turns, None where it is not a whole number of them."""
    eighths = int(radians / _HALF_TURN * 16 + 0.5)
    return eighths // 8 % 4 if eighths % 8 == 0 else None


def _char(code: int) -> str:
    """A printed character; radicals that some fonts name in place of characters become those."""
    char = chr(code) if code < 0xD800 or 0xE000 <= code < 0x110000 else ""
    if code in _RADICALS:
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
