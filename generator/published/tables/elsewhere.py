"""Tables, and columns of them, whose figures are all wrong alike as the rest of the document tells: in 元, of another year."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from generator.model.claim import Claim, Slip
from generator.model.figure import WAN
from generator.model.format import rounded
from generator.model.misprint import telling
from generator.published.outline import Line
from generator.source.place import Place

NUMBER = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?")
IN_YUAN = Decimal(10000)
POWERS = tuple(Decimal(10) ** n for n in (4, 1, 2, 3, -1, -2, -3))
LEAST, MOST_OTHERWISE, FEW = 3, 5, 5
Printed = Counter[Decimal]  # 一个数在几处印了：各张表、文字，各算一处
CENTS = 2


def amounts_said(lines: Iterable[Line]) -> frozenset[Decimal]:
    """The numbers of a text."""
    return frozenset(Decimal(match.group().replace(",", "")) for line in lines for match in NUMBER.finditer(line.text.text))


def printed_in(said: frozenset[Decimal], tables: Iterable[Sequence[Claim]]) -> Printed:
    """In how many of the text and some tables an amount is printed."""
    return Counter(chain(said, *({claim.value for claim in table} for table in tables)))


def of_the_right_size(claims: list[Claim], at: Mapping[Place, int], others: Printed) -> list[Claim]:
    """The claims of a table, those of a whole table or column that is printed so many times too large as what they are.

    `at` are the columns of the cells, `others` the amounts of the other tables and of the text, in which next to none stands as
    it is printed here.
    """
    if whole := _times(claims, others, whole=True):
        return [_divided(claim, whole) for claim in claims]
    columns: dict[int, list[Claim]] = {}
    for claim in claims:
        columns.setdefault(at.get(claim.place, 0), []).append(claim)
    times = {column: _times(found, others) for column, found in columns.items()} if len(columns) > 1 else {}
    return [_divided(claim, times.get(at.get(claim.place, 0))) for claim in claims] if any(times.values()) else claims


def of_another_table(claims: list[Claim], known: Mapping[str, Decimal], others: Printed, places: int = 2) -> list[Claim]:
    """The claims of a table, without their names where others state nearly all of them otherwise and few of its amounts are theirs.

    Where all are so many times what they are elsewhere, they are counted as what they are.

    What is `known` instead must be printed in so many `places` of the `others`: either of two tables could be the wrong one.
    """
    told = [claim for claim in claims if claim.value and known.get(claim.name)]
    differ = [known[claim.name] for claim in told if not _alike(known[claim.name], claim.value)]
    if sum(others[value] >= places for value in differ) < LEAST or len(differ) * FEW < len(told) * (FEW - 1):
        return claims
    values = {claim.value for claim in claims if claim.value}
    if 2 * len(values & others.keys()) > len(values):
        return claims
    for power in POWERS:
        if all(known[claim.name] in {*_divisions(claim.value, power)} for claim in told):
            return [_divided(claim, power) for claim in claims]
    return [replace(claim, name="", slip=Slip(claim.name, way="表")) for claim in claims]


def _alike(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts are one, printed with more or fewer decimals: a table in 元, the text in 万元."""
    places = min(CENTS, *(max(-int(each.as_tuple().exponent), 0) for each in (one, other)))
    return one == other or (places == CENTS and rounded(one, places) == rounded(other, places))


def _times(claims: Sequence[Claim], others: Printed, whole: bool = False) -> Decimal | None:
    """How many times too large the figures are printed, of a `whole` table all; None where they are not, or nothing tells."""
    values = {claim.value for claim in claims if claim.unit == WAN and claim.value}
    for power in POWERS if len(values) >= LEAST else ():
        yuan = power == IN_YUAN
        known = values if yuan and min(values) >= IN_YUAN / 100 else {value for value in values if telling(value)}
        as_printed = len(known & others.keys())
        found = sum(any(others[each] > (not yuan) for each in _divisions(value, power)) for value in known)
        enough = (yuan and not as_printed) or 2 * found > len(known) - as_printed
        if enough and found >= LEAST and found > MOST_OTHERWISE * as_printed and not (whole and as_printed):
            return power
    return None


def _divisions(value: Decimal, times: Decimal) -> Iterator[Decimal]:
    """What a figure would be, with as many decimals as other places may print: one with few digits in full."""
    exact, short = value / times, rounded(value / times, CENTS)
    yield from (each for each in (exact, short) if telling(each) or (times == IN_YUAN and short == exact))


def _divided(claim: Claim, times: Decimal | None) -> Claim:
    if times is None or claim.unit != WAN or not claim.value:
        return claim
    right = claim.value / times
    shown = rounded(right, CENTS) if times == IN_YUAN else right
    return replace(claim, value=shown, slip=Slip(claim.name, way="位", times=times))
