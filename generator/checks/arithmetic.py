"""Figures that are reached in two ways must be equal, within what rounding allows."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.derive.ledger import Equation
from generator.model.figure import Figure
from generator.model.format import plain
from generator.source.finding import Finding, Level
from generator.source.place import Place


def check_equations(equations: Iterable[Equation]) -> Iterator[Finding]:
    """An error for each equation whose sides differ by more than their rounding, a hint for one within it."""
    seen: set[tuple[Figure, Decimal]] = set()
    for equation in equations:
        difference = equation.stated.value - equation.computed.value
        key = (equation.stated, equation.computed.value)
        if difference and key not in seen:
            seen.add(key)
            yield _finding(equation, difference)


def leeway(*figures: Figure) -> Decimal:
    """How far figures may be off by rounding alone: half a unit of the last digit of each authored part."""
    leaves = {leaf for figure in figures for leaf in figure.leaves}
    return sum((_half_unit(leaf.value) for leaf in leaves), Decimal(0))


def _half_unit(value: Decimal) -> Decimal:
    exponent = min(int(value.as_tuple().exponent), 0)
    return Decimal(0) if not exponent else Decimal(5).scaleb(exponent - 1)


def _finding(equation: Equation, difference: Decimal) -> Finding:
    stated, computed = equation.stated, equation.computed
    rounding = abs(difference) <= leeway(stated, computed)
    sides = (f"{equation.name} 写的（或由别处得出的）是 {plain(stated.value)}，由各部分算得 {plain(computed.value)}，"
             f"相差 {plain(abs(difference))}{stated.unit}。")  # fmt: skip
    if rounding:
        remedy = "在四舍五入的尾差以内，按写的数印出。"
        return Finding("E202", Level.HINT, "合计有尾差", sides + remedy, tuple(_places(stated)), equation.name)
    remedy = "两处应相等。请改错的一处，或删去可以推算的合计。"
    places = (*_places(stated), *_places(computed))
    return Finding("E201", Level.ERROR, "合计与各部分不符", sides + remedy, tuple(dict.fromkeys(places)), equation.name)


def _places(figure: Figure) -> Iterator[Place]:
    """Where a figure was written, or the first places of what it is made of."""
    places = [leaf.place for leaf in figure.leaves if leaf.place is not None]
    yield from places[:3]
