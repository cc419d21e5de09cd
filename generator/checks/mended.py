"""A published report as it would be with its wrong figures put right: what is no longer found in it only followed from them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from generator.checks.report import Report
from generator.checks.suspects import Fault, changed, faults
from generator.derive.ledger import Equation
from generator.model.claim import Claim, Comparison
from generator.model.facts import Facts
from generator.model.figure import Figure
from generator.model.misprint import telling
from generator.model.titles import CODE

LARGE = 100  # 两个数恰好都是这样的整数，少见
Change = Callable[[Figure], Figure]


def mended(report: Report) -> Report | None:
    """The report with each figure that a fault names put right, wherever it is printed; None where there is none."""
    known = [fault for fault in faults(report) if fault.culprits]
    return _with(report, _change(known)) if known else None


def _change(known: list[Fault]) -> Change:
    """What puts right the figures at the places of the culprits, and the same amount elsewhere."""
    at = {figure.place: fault.better for fault in known for figure in fault.culprits}
    like = {key: fault.better for fault in known for figure in fault.culprits for key in _keys(figure)}

    def change(figure: Figure) -> Figure:
        better = at.get(figure.place) if figure.place else None
        betters = (like[key] for key in _keys(figure) if key in like)
        better = next(betters, None) if better is None else better
        return figure if better is None or figure.formula is not None else replace(figure, value=better)

    return change


def _keys(figure: Figure) -> Iterator[tuple[str, Decimal]]:
    """By what the same amount is known elsewhere: its digits where they are many, else its name, or the 类 that it belongs to."""
    code = CODE.search(figure.name)
    yield (code[1][:3] if code else figure.name), figure.value
    if telling(figure.value) or figure.value >= LARGE:
        yield figure.unit, figure.value


def _with(report: Report, change: Change) -> Report:
    facts = Facts({name: change(fact) if isinstance(fact, Figure) else fact for name, fact in report.facts.items()})
    return replace(
        report,
        facts=facts,
        equations=tuple(Equation(e.name, changed(e.stated, change), changed(e.computed, change)) for e in report.equations),
        claims=tuple(_claim(claim, change) for claim in report.claims),
        comparisons=tuple(_comparison(each, change) for each in report.comparisons),
    )


def _claim(claim: Claim, change: Change) -> Claim:
    value = change(claim.figure).value
    computed = changed(claim.computed, change) if claim.computed else None
    return claim if value == claim.value and computed is claim.computed else replace(claim, value=value, computed=computed)


def _comparison(each: Comparison, change: Change) -> Comparison:
    return replace(each, left=changed(each.left, change), right=changed(each.right, change))
