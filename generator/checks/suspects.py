"""Which figures of a report are in conflict, and what else they may be: one wrong figure should give one finding."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from generator.checks.missing_rows import row_left_out
from generator.checks.report import Report, places_of
from generator.derive.ledger import Equation
from generator.model.claim import Claim
from generator.model.figure import Figure, Op
from generator.model.format import rounded
from generator.model.interval import interval, verdict
from generator.model.misprint import telling
from generator.model.titles import CODE
from generator.source.place import Place

CODED = re.compile(r"\.\d{3}")
KEPT = 8  # 一个文件和它的几个项目


@dataclass(frozen=True, slots=True)
class Fault:
    """Equations that one wrong figure breaks, that figure wherever it is printed (empty where it cannot be told), what it should be.

    The sums come first, then, `again`, the same figure as it is printed elsewhere, other than the culprit.
    """

    equations: tuple[Equation, ...]
    culprits: tuple[Figure, ...] = ()
    better: Decimal = Decimal(0)
    again: tuple[Equation, ...] = ()


def holds(equation: Equation) -> bool:
    """Whether the sides of an equation differ by no more than rounding."""
    return interval(equation.stated).meets(interval(equation.computed))


@lru_cache(maxsize=KEPT)
def broken(report: Report) -> tuple[Equation, ...]:
    """The equations whose sides differ by more than rounding; of data each once, since what is derived follows from one another."""
    found = tuple(equation for equation in report.equations if not holds(equation))
    return found if report.published else tuple(independent(found))  # 公开的每处都是印出来的


def independent(equations: Iterable[Equation]) -> Iterator[Equation]:
    """The equations whose sides differ, without those that differ by as much at a place where another does."""
    seen: set[tuple[Decimal, Place | None]] = set()
    for equation in equations:
        stated, computed = equation.stated, equation.computed
        gap = abs(stated.value - computed.value)
        causes = (stated.place,) if stated.place else places_of(stated, computed)
        if gap and not any((gap, place) in seen for place in causes):
            seen.add((gap, stated.place))
            yield equation


def _restated(report: Report) -> Iterator[Equation]:
    """Figures of a published text that are printed again, against the place where they are printed first."""
    for claim in report.claims:
        other = report.figure(claim.name) if claim.kind == "数" else None
        if other is not None and other.place != claim.place:
            yield Equation(claim.name, claim.figure, other)


@lru_cache(maxsize=KEPT)
def faults(report: Report) -> tuple[Fault, ...]:
    """The broken sums, put together where one figure explains several of them; without a culprit where several figures would.

    That a figure is printed otherwise elsewhere tells as much as a sum. Of several figures that explain as much, the one is
    wrong of which fewest sums and repetitions hold.
    """
    again = [(equation, holds(equation)) for equation in _restated(report)] if broken(report) else []
    sums = frozenset(map(id, broken(report)))
    held = [equation for equation in report.equations if id(equation) not in sums] + [one for one, right in again if right]
    rows = [equation for equation in broken(report) if row_left_out(report, equation)]
    rest = [equation for equation in broken(report) if not any(equation is one for one in rows)]
    return (*map(Fault, _by_row(rows)), *_faults([*rest, *(one for one, right in again if not right)], sums, held))


def _faults(rest: Sequence[Equation], sums: frozenset[int], held: Sequence[Equation]) -> Iterator[Fault]:
    while any(id(equation) in sums for equation in rest):
        ways = [found for found in _ways(rest).values() if any(id(one) in sums for one, _, _ in found)]
        most = max(map(len, ways), default=0)
        if most < 2:
            yield from map(Fault, _by_row([equation for equation in rest if id(equation) in sums]))
            return
        best = [found for found in ways if len(found) == most]
        equations = tuple(equation for equation, _, _ in best[0])
        alike = [found for found in best if all(one is other for (one, _, _), other in zip(found, equations, strict=True))]
        first = tuple(sorted(equations, key=lambda one: id(one) not in sums))
        if (likeliest := _likeliest(alike, held)) is None:
            yield Fault(tuple(one for one in first if id(one) in sums))
        else:
            culprits = tuple({figure.place: figure for _, figure, _ in likeliest}.values())
            better = Counter(better for _, _, better in likeliest).most_common(1)[0][0]
            yield Fault(first, culprits, better, tuple(one for one in first if id(one) not in sums))
        rest = [equation for equation in rest if not any(equation is one for one in equations)]


def _by_row(equations: Sequence[Equation]) -> Iterator[tuple[Equation, ...]]:
    """The broken sums, those of the columns of one row together where they miss by as much: by a row or a figure in its column."""
    rows: dict[tuple[str, ...], list[Equation]] = {}
    for equation in equations:
        row, gap = equation.stated.name.rpartition(".")[0], equation.stated.value - equation.computed.value
        key = (row, str(rounded(abs(gap), 1))) if CODE.search(f"{row}.") else (str(id(equation)),)
        rows.setdefault(key, []).append(equation)
    yield from map(tuple, rows.values())


def _likeliest(alike: Sequence[Sequence["_Repair"]], held: Sequence[Equation]) -> Sequence["_Repair"] | None:
    """The one of several ways to explain the same equations that goes against fewest others; None where two do so alike."""
    if len(alike) == 1:
        return alike[0]
    known = Counter(leaf.place for equation in held for leaf in (*equation.stated.leaves, *equation.computed.leaves))
    costs = [sum(known[place] for place in {figure.place for _, figure, _ in found}) for found in alike]
    return alike[costs.index(min(costs))] if costs.count(min(costs)) == 1 else None


_Slip = tuple[str | Place | None, Decimal, Decimal]
_Repair = tuple[Equation, Figure, Decimal]


def _ways(rest: Sequence[Equation]) -> dict[_Slip, list[_Repair]]:
    """Each wrong figure that there may be, with the equations that it explains, each once."""
    ways: dict[_Slip, list[_Repair]] = {}
    for equation in rest:
        own: dict[_Slip, _Repair] = {}
        for figure, better in repairs(equation):
            if figure.place is not None:
                own.setdefault(_slip(figure, better), (equation, figure, better))
        for slip, repair in own.items():
            ways.setdefault(slip, []).append(repair)
    return ways


def _slip(figure: Figure, better: Decimal) -> _Slip:
    """What is wrong by how much: an amount in all its rows and tables, a nought at its place."""
    return figure.place if not figure.value else None, figure.value, rounded(better - figure.value, 1)


def repairs(equation: Equation) -> Iterator[tuple[Figure, Decimal]]:
    """Each figure of an equation with the value that would make it hold; only sums are looked into."""
    gap = equation.stated.value - equation.computed.value
    if equation.stated.formula is None:
        yield from _sensible(equation.stated, equation.stated.value - gap)
    for leaf in equation.computed.leaves if _summed(equation.computed) else ():
        yield from _sensible(leaf, leaf.value + gap)


def _sensible(figure: Figure, better: Decimal) -> Iterator[tuple[Figure, Decimal]]:
    """The figure and what it would have to be, but never nothing or less where it is not so already."""
    if better > 0 or figure.value <= 0:
        yield figure, better


def copied(equation: Equation) -> Figure | None:
    """The part of a sum that is printed with the very figure of the sum, though there are others: one was copied to the other."""
    others = [leaf for leaf in equation.computed.leaves if leaf.value] if _summed(equation.computed) else []
    same = [leaf for leaf in others if leaf.value == equation.stated.value]
    return same[0] if len(same) == 1 and len(others) > 2 else None


def additive(figure: Figure) -> bool:
    """Whether a figure is printed itself, or made of such by sums and differences alone."""
    return figure.formula is None or (figure.formula.op in {Op.SUM, Op.DIFFERENCE} and all(map(additive, figure.formula.terms)))


def _summed(figure: Figure) -> bool:
    return figure.formula is None or (figure.formula.op.value == "+" and all(map(_summed, figure.formula.terms)))


@lru_cache(maxsize=KEPT)
def _lists(report: Report) -> tuple[Equation, ...]:
    """The lists of a text that do not make their total."""
    lists = (Equation(claim.name, claim.figure, total) for claim, total in report.computed("列和", "和", "约和"))
    return tuple(equation for equation in lists if not holds(equation))


def alternatives(report: Report, figure: Figure, lists: bool = False) -> set[Decimal]:
    """The other values that the document gives or implies for a figure, by its sums or also by its `lists`.

    Those that are rather a like fact's are left out.
    """
    known = report.figure(figure.name)
    found = {known.value} if known is not None else set()
    again = (claim for claim in report.claims if claim.kind == "数" and claim.name == figure.name)
    found |= {claim.value for claim in again if not like(report, claim)}
    for equation in (*broken(report), *(_lists(report) if lists else ())):
        found |= {better for one, better in repairs(equation) if one.name == figure.name or _same(one, figure)}
    return found - {figure.value}


def like(report: Report, claim: Claim) -> bool:
    """Whether the printed value is that of a fact of like name: 基本支出 of all funds for that of one."""
    column = claim.name.rpartition(".")[2]
    return bool(claim.value) and any(
        name != claim.name and name.rpartition(".")[2] == column and fact.unit == claim.unit
        and name.count(".") == claim.name.count(".") and not name.startswith("三公经费") and not CODED.search(name)
        for name, fact in _by_value(report).get(claim.value, ())
    )  # fmt: skip


@lru_cache(maxsize=KEPT)
def _by_value(report: Report) -> Mapping[Decimal, Sequence[tuple[str, Figure]]]:
    """The figures of a report with their names, by value."""
    found: dict[Decimal, list[tuple[str, Figure]]] = {}
    for name, fact in report.facts.items():
        if isinstance(fact, Figure):
            found.setdefault(fact.value, []).append((name, fact))
    return found


def _same(one: Figure, other: Figure) -> bool:
    """Whether two figures are one amount that stands under two names: no chance makes so many digits alike."""
    return one.value == other.value and one.unit == other.unit and telling(one.value)


def follows(report: Report, value: Decimal, computed: Figure, lists: bool = False) -> bool:
    """Whether a printed figure is right once one of the figures it is computed from is put right, as sums or also `lists` tell."""
    return any(
        verdict(value, with_leaf(computed, leaf, other)).holds
        for leaf in computed.leaves
        if leaf.name
        for other in alternatives(report, leaf, lists)
    )


def with_leaf(figure: Figure, leaf: Figure, value: Decimal) -> Figure:
    """A computed figure with one of its leaves changed, reckoned again."""
    return changed(figure, lambda other: replace(other, value=value) if other is leaf or other == leaf else other)


def changed(figure: Figure, change: Callable[[Figure], Figure]) -> Figure:
    """A computed figure with its leaves changed, reckoned again where one is; the figure itself where none is."""
    if figure.formula is None:
        return change(figure)
    terms = tuple(changed(term, change) for term in figure.formula.terms)
    if all(new is old for new, old in zip(terms, figure.formula.terms, strict=True)):
        return figure
    return _reckoned(replace(figure, formula=replace(figure.formula, terms=terms)))


def _reckoned(figure: Figure) -> Figure:
    assert figure.formula is not None
    first, *rest = (term.value for term in figure.formula.terms)
    match figure.formula.op.value:
        case "+":
            value = first + sum(rest, Decimal(0))
        case "−":
            value = first - sum(rest, Decimal(0))
        case "÷":
            value = first / rest[0] * 100 if rest[0] else Decimal(0)
        case _:
            value = first * rest[0] / 100
    return replace(figure, value=value)
