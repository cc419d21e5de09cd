"""Sums that add up as printed: every amount is rounded first, and what is then left over goes into the largest part of the sum."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.derive.ledger import Equation, Ledger
from generator.derive.year import derive
from generator.model.catalogue import Catalogue
from generator.model.facts import PRIOR, Facts
from generator.model.figure import WAN, Figure, Op
from generator.model.format import rounded
from generator.model.interval import interval

MOST = 24  # 一处凑平可能牵动另一处；到此不再凑，剩下的仍作尾差说


@dataclass(frozen=True, slots=True)
class Levelled:
    """A sum that its parts missed by rounding, and the part, before and after, that now makes up for it."""

    equation: Equation
    before: Figure
    after: Figure


def rounded_first(authored: Facts, places: int) -> Facts:
    """The facts with every amount rounded to so many decimals of 万元."""
    facts = Facts(authored)
    facts.update({name: _rounded(fact, places) for name, fact in authored.items() if isinstance(fact, Figure) and fact.unit == WAN})
    return facts


def _rounded(figure: Figure, places: int) -> Figure:
    shown = rounded(figure.value, places)
    return figure if shown == figure.value else replace(figure, value=shown, rounded=True)


def level(authored: Facts, catalogue: Catalogue, prior: Facts | None, places: int) -> tuple[Ledger, tuple[Levelled, ...]]:
    """Everything that follows from the facts rounded first, and what was changed so that the sums hold."""
    facts, done = rounded_first(authored, places), list[Levelled]()
    ledger = derive(facts, catalogue, prior)
    while len(done) < MOST and (tail := next(_tails(ledger, facts), None)) is not None:
        done.append(tail)
        facts[tail.after.name] = tail.after
        ledger = derive(facts, catalogue, prior)
    return ledger, tuple(done)


def _tails(ledger: Ledger, authored: Facts) -> Iterator[Levelled]:
    """The sums that differ by what rounding explains, each with the largest authored amount that is added once in it."""
    for equation in ledger.equations:
        gap = equation.stated.value - equation.computed.value
        if gap and interval(equation.stated).meets(interval(equation.computed)):
            times = Counter[str]()
            for figure, sign in (*_signed(equation.computed, 1), *_signed(equation.stated, -1)):
                times[figure.name] += sign
            parts = [part for name, n in times.items() if n == 1 and (part := _own(name, authored)) is not None]
            if parts:
                before = max(parts, key=lambda part: part.value)
                yield Levelled(equation, before, replace(before, value=before.value + gap))


def _own(name: str, authored: Facts) -> Figure | None:
    """An amount of this year that was written and is not nothing."""
    figure = authored.figure(name)
    return figure if figure is not None and figure.value and not name.startswith(PRIOR) else None


def _signed(figure: Figure, sign: int) -> Iterator[tuple[Figure, int]]:
    """The amounts that a figure is added up from, with 1 or −1 as they are added or taken away."""
    if figure.formula is None or figure.formula.op not in (Op.SUM, Op.DIFFERENCE):
        yield figure, sign
        return
    first, *others = figure.formula.terms
    yield from _signed(first, sign)
    for other in others:
        yield from _signed(other, -sign if figure.formula.op is Op.DIFFERENCE else sign)
