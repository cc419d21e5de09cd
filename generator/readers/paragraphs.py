"""Lines put back together into the paragraphs they were broken from."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from generator.model.numerals import NUMERALS, RING
from generator.model.unit_names import is_head
from generator.readers.blocks import Paragraph, Piece
from generator.source.place import Place
from generator.source.words import said

_NUMERAL = f"[{NUMERALS}]{{1,4}}"
_OPENING = re.compile(
    rf"第\s*({_NUMERAL}|\d+)\s*(部分|章|节)|{_NUMERAL}\s*[、.．]|[（(]\s*({_NUMERAL}|\d{{1,2}})\s*[）)]"
    rf"|\d{{1,2}}\s*([、）)]|[.．](?!\d))|{RING}|目\s*录$|附\s*[件表]|备?注\s*[:：\d１２]"
    r"|公开\s*\d+\s*表"
)
_ENDING = re.compile(r"([。；：！？;:!?…]|(?<=[^\x00-\x7f])\.)[”’」』）)\]】》\"']*$")
_MID = re.compile(r"[，,、（(“‘《〈—]$")
_TAIL = re.compile(r"[，。；：、！？）」』】》〉”’%％]")
_UNIT, _AMOUNT = said("篇.断开的单位"), said("篇.断开的金额")
_WITHIN, _SUBJECT = said("篇.不会开头的"), said("篇.开头的某类")
_SPLIT_NUMBER = re.compile(r"\d[.,]$")
_CLOSED = {"）": "（", ")": "(", "”": "“", "》": "《"}
_NEAR, _LOOK_BACK = 40, 6
LONG, WIDE = 44, 30
_PROSE = re.compile(r"[，。；：、]")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of text, stripped: `full` reaches the right edge, `near` comes close to it, `indented` stands in from the left."""

    text: str
    place: Place
    full: bool = False
    indented: bool = False
    level: int = 0
    near: bool = False


def width(text: str) -> int:
    """The printed width in half characters: a Chinese character counts two."""
    return sum(1 if char < "\u0080" else _cell(char) for char in text)


def _cell(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def opens(text: str) -> bool:
    """Whether a line begins a heading, a list item, a note or the head of a table."""
    return _OPENING.match(text) is not None or is_head(text)


def ends(text: str) -> bool:
    """Whether a line ends a sentence or a clause that stands alone."""
    return _ENDING.search(text[-12:]) is not None


def prose(text: str) -> bool:
    """Whether a text has the punctuation of a sentence, which titles lack behind their number."""
    number = _OPENING.match(text)
    return _PROSE.search(text, number.end() if number else 0) is not None


def paragraphs(lines: Iterable[PrintedLine], indents: bool = False) -> Iterator[Paragraph]:
    """Join broken lines; where the file `indents` its paragraphs, a full line runs on past a full stop."""
    held: list[PrintedLine] = []
    for line in lines:
        if held and not _continues(held, line, indents):
            yield _paragraph(held)
            held = []
        held.append(line)
    if held:
        yield _paragraph(held)


def _continues(held: list[PrintedLine], line: PrintedLine, indents: bool) -> bool:
    last = held[-1]
    on = indents and _goes_on(held, line)
    if last.level or line.level or opens(line.text) or (ends(last.text) and _SUBJECT.match(line.text) and not on):
        return False
    if on or _torn(last.text, line.text) or _closes(held, line.text):
        return True
    if not last.full or line.indented:
        return not line.indented and _unfinished(last.text)
    return indents or not ends(last.text)


def _goes_on(held: list[PrintedLine], line: PrintedLine) -> bool:
    """Whether a line at the left edge goes on with a paragraph that began indented, past a semicolon or a nearly full line.

    A line is often set short of the edge where that makes those after it more even, also at the end of a sentence.
    """
    last = held[-1]
    return held[0].indented and not line.indented and (last.text.endswith("；") or (last.near and ends(last.text)))


def _unfinished(text: str) -> bool:
    """Whether a line of a good length is a sentence that has begun and not ended, wherever its right edge lies."""
    return width(text) >= LONG and not ends(text) and re.search(r"[，；。]", text) is not None


def _torn(before: str, after: str) -> bool:
    """Whether two lines cannot stand apart: a clause, an amount or its unit is torn between them."""
    if _TAIL.match(after) or _MID.search(before) or (_WITHIN.match(after) and not ends(before)):
        return True
    if _SPLIT_NUMBER.search(before) and after[0].isdecimal():
        return True
    if _AMOUNT.match(after) and width(before) >= WIDE and not ends(before):
        return True
    counted = before[-1:].isdecimal() and not before.isascii()
    return counted and _UNIT.match(after) is not None


def _closes(held: list[PrintedLine], after: str) -> bool:
    """Whether a line soon closes a bracket or a quotation that the lines before it have opened and left open."""
    before = "".join(line.text for line in held[-_LOOK_BACK:])
    for mark in after[:_NEAR]:
        if mark in "。；" or mark in _CLOSED.values():
            return False
        if mark in _CLOSED:
            return before.count(_CLOSED[mark]) > before.count(mark)
    return False


def _paragraph(held: list[PrintedLine]) -> Paragraph:
    texts = spaced([line.text for line in held])
    pieces = (Piece(text, line.place) for text, line in zip(texts, held, strict=True))
    return Paragraph(tuple(pieces), held[0].level)


def spaced(lines: Sequence[str]) -> list[str]:
    """Lines to be run together: each with the space after it that two Latin words need."""
    return [line + _between(line, after) for line, after in zip_longest(lines, lines[1:], fillvalue="")]


def _between(before: str, after: str) -> str:
    seam = before[-1:] + after[:1]
    return " " if len(seam) == 2 and seam.isascii() and seam.isalpha() else ""
