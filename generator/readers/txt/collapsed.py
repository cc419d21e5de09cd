"""Tables in a plain text whose gaps were collapsed to single blanks, as by copying from a PDF: read, or shown to be unread."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.readers.blocks import Grid, Piece
from generator.readers.captions import is_caption, is_note
from generator.readers.cells import AMOUNT, CODE, TOTAL, WORD
from generator.readers.paragraphs import opens
from generator.readers.tables import pad
from generator.readers.txt.collapsed_rows import NUMBER, cells, ranked
from generator.readers.txt.rows import BLANK, RawLine, is_rule
from generator.source.place import Place
from generator.source.words import said

_WORD = re.compile(rf"[^{BLANK} ]+")
_SENTENCE, _UNIT = said("篇.句子的标点"), said("篇.句子里的单位")
_PART = re.compile(r"第[一二三四五六七八九十\d]+[部章节]")
_LONGEST, _HEADS, _BETWEEN, _LABEL = 1000, 8, 6, 10
_FEWEST, _CODED, _WHOLE, _BARE = 2, 3, 5, 4

Words = list[Piece]


def parted(lines: Sequence[RawLine], file: str) -> Iterator[Grid | list[RawLine]]:
    """The lines in order: those of each table as a grid, `blurred` where its columns cannot be told, the others as they are."""
    words = [_words(line, file) for line in lines]
    kept = at = 0
    while at < len(lines):
        if not _is_row(words[at]):
            at += 1
            continue
        start, end = _upwards(words, kept, at), _downwards(words, at)
        found = [line for line in words[start:end] if line]
        if _is_table(found):
            if start > kept:
                yield list(lines[kept:start])
            rows = cells(found)
            yield Grid(tuple(pad(rows or list(map(tuple, found)))), blurred=rows is None)
            kept = end
        at = end
    if kept < len(lines):
        yield list(lines[kept:])


def _words(line: RawLine, file: str) -> Words:
    if len(line.text) > _LONGEST or is_rule(line.text):
        return []
    return [Piece(found.group(), Place(file, line.number, found.start() + 1)) for found in _WORD.finditer(line.text)]


def _numbers(words: Words) -> int:
    return sum(NUMBER.fullmatch(word.text) is not None for word in words)


def _is_row(words: Words) -> bool:
    """Whether a line has a row of numbers in it, or a code, a name and a number, and none of the marks of a sentence."""
    return _plain(words) and _numbers(words) > 1


def _plain(words: Words) -> bool:
    texts = [word.text for word in words]
    units = (_UNIT.fullmatch(text) for before, text in pairwise(texts) if NUMBER.fullmatch(before))
    return bool(texts) and not any(map(_SENTENCE.search, texts)) and not any(units)


def _goes_on(words: Words) -> bool:
    """Whether a line may be a row among others: a code and its name, a label and one number, a total."""
    coded = len(words) > 1 and CODE.fullmatch(words[0].text) is not None
    return _plain(words) and (coded or _numbers(words) > 0 or TOTAL.fullmatch(words[0].text) is not None)


def _is_loose(words: Words) -> bool:
    """Whether a line may be part of a head or of a label: a few words, no title, no note."""
    text = "".join(word.text for word in words)
    return _plain(words) and not (is_caption(text) or is_note(text) or _PART.match(text))


def _upwards(words: Sequence[Words], least: int, at: int) -> int:
    """Where the head of a table begins whose first row of numbers is at `at`; a blank line may stand below the head, not in it."""
    start = at
    for n in range(at - 1, max(least, at - 2 * _HEADS) - 1, -1):
        line = words[n]
        if not line and start < at:
            break
        if line:
            short = len(line) > 1 or len(line[0].text) <= _LABEL
            if not _is_loose(line) or not short or opens(line[0].text):
                break
            start = n
    return start


def _downwards(words: Sequence[Words], at: int) -> int:
    """Where the rows end that begin at `at`: a few words may stand between two of them, as a name that was broken off."""
    end, between, listed = at + 1, 0, opens(words[at][0].text)
    for n in range(at + 1, len(words)):
        line = words[n]
        if line and _goes_on(line):
            end, between, listed = n + 1, 0, listed or opens(line[0].text)
        elif line:
            between += 1
            if between > _BETWEEN or not _is_loose(line) or (opens(line[0].text) and not listed):
                break
    return end


def _is_table(lines: Sequence[Words]) -> bool:
    """Whether lines that may be a table are one: by rows of amounts, by codes, by many rows, or by a line that numbers the columns."""
    texts = [[word.text for word in line] for line in lines]
    amounts = any(AMOUNT.fullmatch(text) for line in texts for text in line)
    coded = sum(CODE.fullmatch(line[0]) is not None and any(map(WORD.search, line)) for line in texts)
    bare = any(len(line) >= _BARE and all(map(NUMBER.fullmatch, line)) for line in texts)
    rows = sum(map(_is_row, lines))
    return any(map(ranked, lines)) or (amounts and (rows >= _FEWEST or bare)) or coded >= _CODED or rows >= _WHOLE
