"""Numbers of persons in a published text: of identity cards, mobile telephones and bank accounts."""

from collections.abc import Iterable, Iterator
from datetime import date

from generator.checks.report import Passage
from generator.published.outline import Line, Sheet
from generator.source.place import Place
from generator.source.words import said

IDENTITY, MOBILE, ACCOUNT = said("不公开.身份证号"), said("不公开.手机号"), said("不公开.银行账号")
PUBLIC = said("不公开.公开的电话")
WEIGHTS, CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


def private_numbers(parts: Iterable[Line | Sheet]) -> Iterator[Passage]:
    """Each number with what it is (name), its digits partly hidden, and its place."""
    for part in parts:
        if isinstance(part, Line):
            yield from _numbers(part.text.text, part.text.place(0))
        else:
            for row in part.grid.rows:
                head = "".join(piece.text for piece in row)
                for piece in row:
                    yield from _numbers(piece.text, piece.place, head)


def _numbers(text: str, place: Place, around: str = "") -> Iterator[Passage]:
    for found in IDENTITY.finditer(text):
        if is_identity(found.group()):
            yield Passage("身份证号", masked(found.group()), place)
    for found in MOBILE.finditer(text):
        if not PUBLIC.search(f"{around}{text[: found.start()]}"):
            yield Passage("手机号", masked(found.group()), place)
    for found in ACCOUNT.finditer(text):
        yield Passage("银行账号", masked(found["digits"]), place)


def is_identity(number: str) -> bool:
    """Whether eighteen digits are an identity number: a day of birth, and the right last one."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    return born.year >= 19 * 100 and CHECKS[total % 11] == number[-1].upper()


def masked(number: str) -> str:
    """A number with its middle hidden, so that a finding does not publish it again."""
    return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"
