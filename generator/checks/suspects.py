"""Which figures of a report are in conflict, and what else they may be: one wrong figure should give one finding."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.checks.report import Report
from generator.derive.ledger import Equation
from generator.model.figure import Figure, Op
from generator.model.format import rounded
from generator.model.interval import interval, verdict
from generator.model.titles import CODE
from generator.source.place import Place


@dataclass(frozen=True, slots=True)
class Fault:
    """Equations that one wrong figure breaks, that figure wherever it is printed (empty where it cannot be told), what it should be."""

    equations: tuple[Equation, ...]
    culprits: tuple[Figure, ...] = ()
    better: Decimal = Decimal(0)


def holds(equation: Equation) -> bool:
    """Whether the sides of an equation differ by no more than rounding."""
    return interval(equation.stated).meets(interval(equation.computed))


def broken(report: Report) -> list[Equation]:
    """The equations whose sides differ by more than rounding."""
    return [equation for equation in report.equations if not holds(equation)]


def faults(report: Report) -> Iterator[Fault]:
    """The broken equations, put together where one figure explains several of them; without a culprit where several figures would."""
    rest = broken(report)
    while rest:
        ways: dict[_Slip, list[tuple[Equation, Figure, Decimal]]] = {}
        for equation in rest:
            for figure, better in repairs(equation):
                if figure.place is not None:
                    ways.setdefault(_slip(figure, better), []).append((equation, figure, better))
        most = max(map(len, ways.values()), default=0)
        if most < 2:
            yield from (Fault((equation,)) for equation in rest)
            return
        best = [found for found in ways.values() if len(found) == most]
        equations = tuple(equation for equation, _, _ in best[0])
        alike = [found for found in best if all(one is other for (one, _, _), other in zip(found, equations, strict=True))]
        culprits = tuple({figure.place: figure for _, figure, _ in best[0]}.values())
        yield Fault(equations, culprits, best[0][0][2]) if len(alike) == 1 else Fault(equations)
        rest = [equation for equation in rest if not any(equation is one for one in equations)]


_Slip = tuple[str | Place | None, Decimal, Decimal]


def _slip(figure: Figure, better: Decimal) -> _Slip:
    """What is wrong by how much: of the 科目 of a 类 the same figure in all rows and tables, else the figure at its place."""
    code = CODE.search(figure.name)
    return code[1][:3] if code else figure.place, figure.value, rounded(better - figure.value, 1)


def repairs(equation: Equation) -> Iterator[tuple[Figure, Decimal]]:
    """Each figure of an equation with the value that would make it hold; only sums are looked into."""
    gap = equation.stated.value - equation.computed.value
    if equation.stated.formula is None:
        yield from _sensible(equation.stated, equation.stated.value - gap)
    for leaf in equation.computed.leaves if _summed(equation.computed) else ():
        yield from _sensible(leaf, leaf.value + gap)


def _sensible(figure: Figure, better: Decimal) -> Iterator[tuple[Figure, Decimal]]:
    """The figure and what it would have to be, but never less than nothing where it is not so already."""
    if better >= 0 or figure.value < 0:
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


def alternatives(report: Report, figure: Figure) -> set[Decimal]:
    """The other values that the document gives or implies for a figure."""
    known = report.figure(figure.name)
    found = {known.value} if known is not None else set()
    found |= {claim.value for claim in report.claims if claim.kind == "数" and claim.name == figure.name}
    for equation in broken(report):
        found |= {better for one, better in repairs(equation) if one.name == figure.name}
    return found - {figure.value}


def follows(report: Report, value: Decimal, computed: Figure) -> bool:
    """Whether a printed figure is right once one of the figures it is computed from is put right."""
    return any(
        verdict(value, with_leaf(computed, leaf, other)).holds
        for leaf in computed.leaves
        if leaf.name
        for other in alternatives(report, leaf)
    )


def with_leaf(figure: Figure, leaf: Figure, value: Decimal) -> Figure:
    """A computed figure with one of its leaves changed, reckoned again."""
    if figure is leaf or figure == leaf:
        return replace(figure, value=value)
    if figure.formula is None:
        return figure
    terms = tuple(with_leaf(term, leaf, value) for term in figure.formula.terms)
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
