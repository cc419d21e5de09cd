"""The cells of rows that are parted by single blanks, where head and line numbers leave no doubt which column each stands in."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from generator.readers.blocks import Piece
from generator.readers.cells import CODE, TOTAL, WORD
from generator.readers.tables import Row
from generator.source.words import said

Words = Sequence[Piece]
NUMBER = re.compile(r"[-－]?\d[\d,]*(?:\.\d+)?[%％]?|[-—－]")
_RANK, _ITEM, _ORDINAL = "栏次", "项目", "行次"
_NAMING = said("表.左边的表头")
_HALF, _MOST_SIDES = 3, 4


def cells(lines: Sequence[Words]) -> list[Row] | None:
    """The rows of a table from the words of its lines, its head first; None where a word could stand in two columns."""
    start = next((n for n, words in enumerate(lines) if _is_body(words)), len(lines))
    head, known = lines[:start], {_text(words) for words in lines[:start]}
    body = [words for words in lines[start:] if _text(words) not in known]
    for form in (_sides, _halves, _subjects):
        rows = form(head, body)
        if rows is not None:
            return rows
    return None


def ranked(words: Words) -> bool:
    """Whether a line numbers the columns."""
    return words[0].text == _RANK and len(words) > 1


def _text(words: Words) -> str:
    return " ".join(word.text for word in words)


def _is_body(words: Words) -> bool:
    total = TOTAL.fullmatch(words[0].text) is not None and not any(WORD.search(word.text) for word in words[1:])
    numbers = [word.text for word in words if NUMBER.fullmatch(word.text)]
    counts = numbers == [str(n) for n in range(1, len(numbers) + 1)] and len(numbers) == len(words)
    return not ranked(words) and not counts and (bool(numbers) or total)


def _blank(row: Words) -> Piece:
    return Piece("", row[-1].place)


def _name(words: Words, beside: Words) -> Piece:
    """The words of one cell as one; a blank one beside others where there are none."""
    return Piece("".join(word.text for word in words), words[0].place) if words else _blank(beside)


def _subjects(head: Sequence[Words], body: Sequence[Words]) -> list[Row] | None:
    """Rows of a code, a name and amounts: each has all of its amounts or none, and the head as many columns."""
    rows = [_subject(words) for words in body]
    told = [row for row in rows if row is not None]
    widths = {len(amounts) for *_, amounts in told} - {0}
    numbered = {len(words) - 1 for words in head if ranked(words)}
    columns = widths or numbered
    if len(told) < len(body) or len(columns) != 1 or not numbered <= columns:
        return None
    count = columns.pop()
    heads = _heads(head, count, bool(numbered))
    if heads is None or not body:
        return None
    first = heads[0]
    named = (Piece("科目编码", first.place), Piece("科目名称", first.place), *heads)
    return [named, *((code, name, *(amounts or [_blank([code])] * count)) for code, name, amounts in told)]


def _subject(words: Words) -> tuple[Piece, Piece, list[Piece]] | None:
    """Code, name and amounts of a row; of a total the code is its label."""
    coded = CODE.fullmatch(words[0].text) is not None
    names = [word for word in words[1:] if not NUMBER.fullmatch(word.text)]
    amounts = list(words[1 + len(names) :])
    plain = all(NUMBER.fullmatch(word.text) for word in amounts)
    fits = bool(names) if coded else TOTAL.fullmatch(words[0].text) is not None and not names
    return (words[0], _name(names, words), amounts) if plain and fits else None


def _heads(head: Sequence[Words], count: int, numbered: bool) -> list[Piece] | None:
    """The labels of the columns of amounts: the lowest line that has as many, or all together; without 栏次 no line has more."""
    lines = [[word for word in words if not _NAMING.fullmatch(word.text)] for words in head if not ranked(words)]
    if not numbered and any(len(line) > count for line in lines):
        return None
    every = [word for line in lines for word in line]
    return next((line for line in reversed([every, *lines]) if len(line) == count), None)


def _halves(head: Sequence[Words], body: Sequence[Words]) -> list[Row] | None:
    """Rows of a code, a name and an amount, several times side by side; an amount is left out where it is blank."""
    top = next((words for words in head if sum(_is_code_head(word) for word in words) > 1), None)
    if top is None or len(top) != _HALF * sum(map(_is_code_head, top)):
        return None
    rows: list[Row] = [tuple(top)]
    for words in body:
        found = [cell for half in _parts(words) for cell in half]
        if len(found) > len(top) or not all(NUMBER.fullmatch(word.text) or WORD.search(word.text) for word in words):
            return None
        rows.append((*found, *(_blank(words),) * (len(top) - len(found))))
    return rows


def _is_code_head(word: Piece) -> bool:
    return word.text.endswith(("编码", "代码"))


def _parts(words: Words) -> Iterator[tuple[Piece, Piece, Piece]]:
    """Code, name and amount of each half; of the total of one, its label, nothing and its amount."""
    starts = [n for n, word in enumerate(words) if _begins(words, n, word)]
    for start, end in pairwise([*starts, len(words)]):
        names = [word for word in words[start:end] if not NUMBER.fullmatch(word.text)]
        behind = words[start + len(names) + _coded(words[start]) : end]
        amount = behind[0] if len(behind) == 1 else _blank(words)
        yield (words[start], _name(names, words), amount) if _coded(words[start]) else (_name(names, words), _blank(words), amount)


def _coded(word: Piece) -> bool:
    return CODE.fullmatch(word.text) is not None


def _begins(words: Words, n: int, word: Piece) -> bool:
    """Whether a half begins: with a code before a name, or with a label behind an amount."""
    if _coded(word):
        return n + 1 < len(words) and WORD.search(words[n + 1].text) is not None
    before = words[n - 1].text if n else "0.0"
    return WORD.search(word.text) is not None and NUMBER.fullmatch(before) is not None and not (n and _coded(words[n - 1]))


def _sides(head: Sequence[Words], body: Sequence[Words]) -> list[Row] | None:
    """Rows of a label, a line number and amounts, side by side; the line numbers go on from row to row and part the sides."""
    top = next((words for words in head if sum(word.text == _ORDINAL for word in words) > 1), None)
    if top is None:
        return None
    starts = [n for n, word in enumerate(top) if word.text == _ITEM]
    widths = [end - start - 2 for start, end in pairwise([*starts, len(top)])]
    if len(starts) != sum(word.text == _ORDINAL for word in top) or min(widths, default=0) < 1 or len(starts) > _MOST_SIDES:
        return None
    rows: list[Row] = [tuple(top)]
    expected = _first_numbers(body[0]) if body else []
    for words in body:
        found = list(_ways(words, expected, widths)) if len(expected) == len(widths) else []
        if len(found) != 1:
            return None
        rows.append(found[0])
        expected = [str(int(number) + 1) for number in expected]
    return rows


def _first_numbers(words: Words) -> list[str]:
    """The first number behind each label."""
    runs = groupby(words, key=lambda word: NUMBER.fullmatch(word.text) is not None)
    return [text for numbers, run in runs if numbers and (text := next(run).text).isdecimal()]


def _ways(words: Words, expected: Sequence[str], widths: Sequence[int]) -> Iterator[Row]:
    """Each way in which the words of a row can be its labels, these line numbers, and amounts or none behind each."""
    if not expected:
        if not words:
            yield ()
        return
    label = next((n for n, word in enumerate(words) if NUMBER.fullmatch(word.text)), len(words))
    if label == len(words) or words[label].text != expected[0]:
        return
    opening = (_name(words[:label], words), words[label])
    for count in (0, widths[0]):
        amounts, rest = words[label + 1 : label + 1 + count], words[label + 1 + count :]
        if len(amounts) == count and all(NUMBER.fullmatch(word.text) for word in amounts):
            for behind in _ways(rest, expected[1:], widths[1:]):
                yield (*opening, *(amounts or [_blank(words)] * widths[0]), *behind)
