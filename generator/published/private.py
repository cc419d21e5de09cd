"""What a published text tells of persons: numbers of identity cards, mobile telephones, bank accounts and passports, home addresses."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from generator.checks.report import Passage
from generator.published.outline import Line, Sheet
from generator.published.text import folded
from generator.readers.cells import AMOUNT
from generator.source.words import said

IDENTITY, MOBILE = said("不公开.身份证号"), said("不公开.手机号")
NAMED = {
    "身份证号": said("不公开.写明的身份证号"),
    "银行账号": said("不公开.银行账号"),
    "护照号": said("不公开.护照号"),
    "住址": said("不公开.住址"),
}
PUBLIC, NOT_PERSONAL = said("不公开.公开的电话"), said("不公开.不是个人的号")
LABEL, DIGITS = re.compile("[证号户址地照卡]"), re.compile(r"\d{4}")
WEIGHTS, CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


def private_numbers(parts: Iterable[Line | Sheet]) -> Iterator[Passage]:
    """Each number with what it is (name), its digits partly hidden, and its place."""
    for part in parts:
        if isinstance(part, Line):
            for name, text, at in _numbers(part.text.text):
                yield Passage(name, masked(text), part.text.place(at))
        else:
            yield from _of_table(part)


def _of_table(sheet: Sheet) -> Iterator[Passage]:
    """The numbers in cells; what they are may be said by the head of the column, or by the cell before."""
    heads: dict[int, str] = {}
    for row in sheet.grid.rows:
        texts, before = [folded(piece) for piece in row], ""
        for column, (text, piece) in enumerate(zip(texts, row, strict=True)):
            labels = ("", *(f"{label}：" for label in (before, heads.get(column, "")) if LABEL.search(label)))
            around = ("".join(texts[:column]), heads.get(column, ""))
            told = labels if text and not AMOUNT.fullmatch(text) else ()
            found = {(name, number) for label in told for name, number, at in _numbers(f"{label}{text}", around) if at >= len(label)}
            yield from (Passage(name, masked(number), piece.place) for name, number in sorted(found))
            if text and not DIGITS.search(text):
                before = heads[column] = text


def _numbers(text: str, around: Sequence[str] = ("",)) -> Iterator[tuple[str, str, int]]:
    """Each with what it is, and where it begins; `around` is what stands before it in the row and above it in a table."""

    def told(pattern: re.Pattern[str], at: int) -> bool:
        return any(pattern.search(f"{before}{text[:at]}") for before in around)

    for found in IDENTITY.finditer(text):
        if is_identity(found.group()) and not told(NOT_PERSONAL, found.start()):
            yield "身份证号", found.group(), found.start()
    for found in MOBILE.finditer(text):
        if not told(PUBLIC, found.start()) and not told(NOT_PERSONAL, found.start()):
            yield "手机号", found.group(), found.start()
    for name, pattern in NAMED.items():
        for found in pattern.finditer(text):
            if not (name == "身份证号" and is_identity(found["digits"])):  # 上面已经说了
                yield name, found["digits"], found.start("digits")


def is_identity(number: str) -> bool:
    """Whether a number is one of eighteen digits of an identity card: a day of birth, and the right last one."""
    if len(number) != 18:
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    return born.year >= 19 * 100 and CHECKS[total % 11] == number[-1].upper()


def masked(number: str) -> str:
    """A number with its middle hidden, so that a finding does not publish it again."""
    plain = re.sub(r"[\s-]|^\+?86(?=[\s-]?1\d{2})", "", number)
    return f"{plain[:3]}{'*' * (len(plain) - 5)}{plain[-2:]}"


@lru_cache(1 << 12)  # 一行、一列的名称，每一格都要说
def hidden(text: str) -> str:
    """A text as long as it was, the middle of each number in it hidden: what is quoted of a file to say where something stands."""
    for _, number, at in _numbers(text):
        text = f"{text[: at + 3]}{'*' * (len(number) - 5)}{text[at + len(number) - 2 :]}"
    return text
