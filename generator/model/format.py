"""How every number is printed: the only module that rounds or formats."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cache, lru_cache

from babel import Locale
from babel.numbers import NumberPattern, parse_pattern

LOCALE = Locale.parse("zh_CN")
TABLE_PLACES = 2
WIDE = Context(prec=60)
COUNT_PLACES = 2
EXACT_PLACES = 6


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How prose prints amounts and percents; `strip_rates` is for percents, `plain_zero` prints nothing as 0.

    `level` where amounts are rounded before they are added up, so that what is printed adds up.
    """

    grouping: bool = False
    amount_places: int = 2
    percent_places: int = 2
    strip_zeros: bool = False
    strip_rates: bool = False
    plain_zero: bool = False
    level: bool = False

    @property
    def places(self) -> int:
        """How many decimals of an amount are printed both in prose and in tables."""
        return min(self.amount_places, TABLE_PLACES)


@cache
def _pattern(grouping: bool, places: int) -> NumberPattern:
    return parse_pattern(("#,##0" if grouping else "0") + ("." + "0" * places if places else ""))


def rounded(value: Decimal, places: int) -> Decimal:
    """The value rounded half up to so many decimals."""
    room = Context(prec=max(WIDE.prec, value.adjusted() + places + 2))
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, room)


@lru_cache(maxsize=1 << 14)
def _print(value: Decimal, grouping: bool, places: int, strip: bool) -> str:
    shown = rounded(value, places)
    if strip:
        places = max(0, -int(shown.normalize().as_tuple().exponent))
    with localcontext(WIDE):
        return str(_pattern(grouping, places).apply(shown if shown else Decimal(0), LOCALE))


def table_amount(value: Decimal, grouping: bool = True) -> str:
    """An amount in a table: thousands separators unless the form has none, two decimals (5,107.53)."""
    return _print(value, grouping, TABLE_PLACES, False)


def amount(value: Decimal, style: NumberStyle) -> str:
    """An amount in prose, without its unit."""
    return _print(value, style.grouping, style.amount_places, style.strip_zeros or _nought(value, style.amount_places, style))


def percent(value: Decimal, style: NumberStyle) -> str:
    """A percent in prose, without the sign %."""
    return _print(value, False, style.percent_places, style.strip_rates or _nought(value, style.percent_places, style))


def _nought(value: Decimal, places: int, style: NumberStyle) -> bool:
    """Whether a value shows as zero and is to be printed as a plain 0."""
    return style.plain_zero and not rounded(value, places)


def count(value: Decimal) -> str:
    """A count: no more decimals than it has."""
    return _print(value, False, COUNT_PLACES, True)


def exact(value: Decimal) -> str:
    """A number as data: all its decimals, six where it has more, without separators or exponent."""
    return f"{rounded(value, EXACT_PLACES) if int(value.as_tuple().exponent) < -EXACT_PLACES else value:f}"


def plain(value: Decimal) -> str:
    """A number for explanations: two decimals at least where it has any, all that matter up to six."""
    shown = rounded(value, EXACT_PLACES).normalize()
    places = max(-int(shown.as_tuple().exponent), 0)
    return _print(value, True, max(places, 2) if places else 0, False)
