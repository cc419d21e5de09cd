"""Lines in which several paragraphs were run together, cut at their headings."""

import re
from collections.abc import Iterator

from generator.model.numerals import NUMERALS, PART, value_of
from generator.readers.captions import head_line
from generator.source.words import said

_STOPS = "。；\n\t 　"
_LONG = 400
_GAP = re.compile(rf"(?<![\s　])[\s　]{{2,}}(?=[（(]?([{NUMERALS}]{{1,3}}|\d{{1,2}})[、.．）)](?!\d))")
_PART = re.compile(PART)
_SECTION = re.compile(rf"(?<![{NUMERALS}第之〇\d（(])([{NUMERALS}]{{1,3}})、(?=[^{NUMERALS}])")
_ITEM = re.compile(rf"(?<=[。；：:;\s])([（(]([{NUMERALS}]{{1,3}})[）)]|(\d{{1,2}})[、.．](?!\d))")
_TITLE = said("篇.标题接着正文")


def segments(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a line with the character each begins at; one that is not glued comes back whole."""
    cuts = sorted({0, *(match.end() for match in _GAP.finditer(text)), *head_line(text), *_glued(text)})
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        part = text[start:end]
        body = part.strip()
        if body:
            yield start + part.index(body), body.replace("\t", " ")


def _glued(text: str) -> set[int]:
    """Where headings begin, and the text after each, in a line that holds a run of sections."""
    if len(text) < _LONG:
        return set()
    sections = list(_in_sequence(text))
    parts = [match.start() for match in _PART.finditer(text)]
    if len(sections) + len(parts) < 3:
        return set()
    heads = {*parts, *sections, *(match.start() for match in _ITEM.finditer(text))}
    return heads | {end for start in heads if (end := _title_end(text, start))}


def _in_sequence(text: str) -> Iterator[int]:
    """Where 一、 二、 三、 begin: each ends a sentence before it, follows the one before or starts again."""
    expected = 1
    for match in _SECTION.finditer(text):
        number = value_of(match.group(1))
        if number in (1, expected) or text[max(match.start() - 1, 0)] in _STOPS:
            expected = number + 1
            yield match.start()


def _title_end(text: str, start: int) -> int | None:
    match = _TITLE.match(text, start)
    return match.end() if match else None
