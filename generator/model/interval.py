"""Printed figures as intervals: two of them are compared by whether rounding can have made them differ."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache, reduce
from itertools import product as pairs

from generator.model.figure import Figure, Op


class Verdict(Enum):
    """How a printed figure and what it is computed from compare."""

    EXACT = "exact"
    ROUNDING = "rounding"
    IMPOSSIBLE = "impossible"
    UNDEFINED = "undefined"

    @property
    def holds(self) -> bool:
        """Whether the two may be the same number."""
        return self in {Verdict.EXACT, Verdict.ROUNDING}


@dataclass(frozen=True, slots=True)
class Interval:
    """All values that a printed figure may stand for, ends included."""

    low: Decimal
    high: Decimal

    def meets(self, other: "Interval") -> bool:
        """Whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high

    def widened(self, by: Decimal) -> "Interval":
        """The interval with both ends moved out."""
        return Interval(self.low - by, self.high + by)


def last_unit(value: Decimal) -> Decimal:
    """One unit of the last digit of a number as printed: 0.01 for 5107.53, 1 for 12."""
    return _unit(int(value.as_tuple().exponent))


@lru_cache(maxsize=1 << 10)
def _unit(exponent: int) -> Decimal:
    return Decimal(1).scaleb(min(exponent, 0))


def printed(value: Decimal, exact: bool = False) -> Interval:
    """The values that a number as printed may stand for; an exact one (a count, a zero) only for itself."""
    half = Decimal(0) if exact else last_unit(value) / 2
    return Interval(value - half, value + half)


def interval(figure: Figure) -> Interval:
    """The values a figure may have, carried through its formula; raises ZeroDivisionError where a base may be zero."""
    if figure.formula is None:
        whole = figure.value == figure.value.to_integral_value() and last_unit(figure.value) == 1
        return printed(figure.value, exact=not figure.rounded and (whole or not figure.value))
    terms = [interval(term) for term in figure.formula.terms]
    match figure.formula.op:
        case Op.SUM:
            return reduce(_add, terms, Interval(Decimal(0), Decimal(0)))
        case Op.DIFFERENCE:
            rest = reduce(_add, terms[1:], Interval(Decimal(0), Decimal(0)))
            return Interval(terms[0].low - rest.high, terms[0].high - rest.low)
        case Op.RATIO:
            return _quotient(*terms)
        case Op.PRODUCT:
            ends = [a * b / 100 for a, b in pairs(*((t.low, t.high) for t in terms))]
            return Interval(min(ends), max(ends))


def _add(one: Interval, other: Interval) -> Interval:
    return Interval(one.low + other.low, one.high + other.high)


def _quotient(part: Interval, whole: Interval) -> Interval:
    if whole.low <= 0 <= whole.high:
        raise ZeroDivisionError
    ends = [a / b * 100 for a, b in pairs((part.low, part.high), (whole.low, whole.high))]
    return Interval(min(ends), max(ends))


def verdict(value: Decimal, computed: Figure) -> Verdict:
    """How a number as printed compares with a computed figure; off by one unit of its last digit is still rounding."""
    try:
        reachable = interval(computed)
    except ArithmeticError:
        return Verdict.UNDEFINED
    if abs(value - computed.value) <= last_unit(value) / 2:
        return Verdict.EXACT
    slack = last_unit(value) / 2 if last_unit(value) < 1 else Decimal(0)
    return Verdict.ROUNDING if printed(value).widened(slack).meets(reachable) else Verdict.IMPOSSIBLE
