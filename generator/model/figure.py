"""A figure: an exact number that knows its unit and where it came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from generator.source.place import Place

WAN = "万元"
PERCENT = "%"


class Op(Enum):
    """How a derived figure follows from its terms; the value is the sign printed between them."""

    SUM = "+"
    DIFFERENCE = "−"
    RATIO = "÷"
    PRODUCT = "×"


@dataclass(frozen=True, slots=True)
class Formula:
    """An operation on figures: SUM of any number, DIFFERENCE (first less the others), RATIO (in %), PRODUCT (by a %)."""

    op: Op
    terms: tuple["Figure", ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in 万元, % or a counting unit; authored ones have a place, derived ones a formula.

    `rounded` where it is printed without decimals in a text that prints none, so that it stands for all that round to it.
    """

    name: str
    value: Decimal
    unit: str = WAN
    place: Place | None = None
    formula: Formula | None = None
    rounded: bool = False

    @property
    def leaves(self) -> tuple["Figure", ...]:
        """The authored figures this one depends on, each once, in order of appearance."""
        if self.formula is None:
            return (self,)
        return tuple(dict.fromkeys(leaf for term in self.formula.terms for leaf in term.leaves))


def down(figures: Iterable[Figure]) -> list[Figure]:
    """The figures, each once, and after them all that they are computed from."""
    found = list(dict.fromkeys(figures))
    known = set(found)
    for figure in found:  # 边看边添
        terms = figure.formula.terms if figure.formula else ()
        found += (new := [term for term in dict.fromkeys(terms) if term not in known])
        known.update(new)
    return found


@dataclass(frozen=True, slots=True)
class Words:
    """Authored or listed text with its place."""

    text: str
    place: Place | None = None


def add(name: str, terms: tuple[Figure, ...]) -> Figure:
    """The sum of figures in one unit; a sum of one figure is that figure."""
    if len(terms) == 1:
        return terms[0]
    value = sum((t.value for t in terms), Decimal(0))
    return Figure(name, value, terms[0].unit if terms else WAN, None, Formula(Op.SUM, terms))


def subtract(name: str, first: Figure, *others: Figure) -> Figure:
    """The first figure less the others."""
    if not others:
        return first
    value = first.value - sum((o.value for o in others), Decimal(0))
    return Figure(name, value, first.unit, None, Formula(Op.DIFFERENCE, (first, *others)))


def ratio(name: str, part: Figure, whole: Figure) -> Figure:
    """part ÷ whole in percent; raises ZeroDivisionError (decimal.InvalidOperation for 0 ÷ 0) on a zero whole."""
    value = part.value / whole.value * 100
    return Figure(name, value, PERCENT, None, Formula(Op.RATIO, (part, whole)))


def product(name: str, whole: Figure, rate: Figure) -> Figure:
    """A percentage of a figure, in the unit of that figure."""
    value = whole.value * rate.value / 100
    return Figure(name, value, whole.unit, None, Formula(Op.PRODUCT, (whole, rate)))
