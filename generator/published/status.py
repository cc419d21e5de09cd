"""What stands behind each figure of a published text: proved by another place or by arithmetic, contradicted, not provable, not read.

A figure is proved where every change of one digit of it, its last decimal left aside, would be found: where it stands in a
sum, a ratio or a repetition that holds, and that would hold no longer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from generator.checks.costs.limits import micro_within_small, running_is_public
from generator.checks.costs.quantities import costs_without_quantity, quantities_without_cost
from generator.checks.printed.near_misses import near_misses
from generator.checks.printed.weighted_growth import weighted
from generator.checks.registry import Check
from generator.checks.report import Report
from generator.checks.sums.long_sums import room, unlikely
from generator.checks.suspects import additive, faults, holds, like, with_leaf
from generator.model.articulation import USUALLY_SAME
from generator.model.claim import Claim, Note, SlipWay
from generator.model.facts import Facts
from generator.model.figure import Figure
from generator.model.interval import interval, last_unit, verdict
from generator.model.misprint import telling
from generator.published.grounds import added_up, agreed, differing, wanting
from generator.source.place import Place

OF_TWO = frozenset({"完成率", "增减率"})
YUAN = Decimal("0.0001")  # 印作整数元的
OF_NOUGHT: tuple[Check, ...] = (costs_without_quantity, quantities_without_cost)
OF_USUAL: tuple[Check, ...] = (near_misses, running_is_public, micro_within_small)


SLIPS: dict[SlipWay, str] = {
    "行": "印在别的一行", "列": "印在别的一列", "码": "印在别的科目下", "位": "小数点错了位，或单位不对", "表": "整张表与别处不同",
    "空": "该有数的格子空着",
}  # fmt: skip


class Status(Enum):
    """How a figure of a published text stands."""

    VERIFIED = "印证"
    CONTRADICTED = "矛盾"
    UNPROVABLE = "无从印证"
    UNREAD = "没有认出"


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with what proves or contradicts it in words, or what would prove it where nothing speaks of it.

    `behind` are the places of the other figures of what proves or contradicts it.
    """

    claim: Claim
    status: Status
    by: str = ""
    behind: tuple[Place, ...] = ()


Ground = tuple[str, tuple[Place, ...]]
"""What proves or contradicts a figure, in words and by the places of the others."""


def _others(place: Place | None, *figures: Figure) -> tuple[Place, ...]:
    """Where the figures stand that these are computed from, but for one of them."""
    places = (leaf.place for figure in figures for leaf in figure.leaves)
    return tuple(dict.fromkeys(each for each in places if each is not None and each != place))


def judged(claims: Sequence[Claim], report: Report) -> Iterator[Judged]:
    """Each claim with its status, in order."""
    refuted, proved = _refuted(claims, report), _proved(claims, report)
    tables = {claim.section for claim in claims if claim.tabled}
    for claim in claims:
        if claim.place in refuted:
            yield Judged(claim, Status.CONTRADICTED, *refuted[claim.place])
        elif claim.place in proved:
            yield Judged(claim, Status.VERIFIED, *proved[claim.place])
        else:
            yield Judged(claim, Status.UNPROVABLE, wanting(claim, tables))


def _refuted(claims: Sequence[Claim], report: Report) -> dict[Place, Ground]:
    """The places of figures that differ from what they are computed from or from another place, or that break a sum."""
    found: dict[Place, Ground] = {}
    for claim in claims:
        other = _beside(claim, report)
        if claim.slip is not None:
            found[claim.place] = SLIPS[claim.slip.way], ()
        elif (claim.computed is None and claim.kind in OF_TWO and claim.note in {None, Note.OPPOSITE}) or _differs(claim, report):
            found[claim.place] = differing(claim, other, report), _others(claim.place, *([other] if other else []))
    for fault in faults(report):
        for culprit in fault.culprits or [equation.stated for equation in fault.equations]:
            if culprit.place is not None:
                broken = fault.equations[0]
                found[culprit.place] = added_up(broken, report, holds=False), _others(culprit.place, broken.stated, broken.computed)
    return found


def _differs(claim: Claim, report: Report) -> bool:
    other = _beside(claim, report)
    return other is not None and not verdict(claim.value, other).holds


def _beside(claim: Claim, report: Report) -> Figure | None:
    """What a claim is computed from, or the same fact where it is stated first, for a claim that states it again."""
    if claim.computed is not None:
        return claim.computed
    other = report.figure(claim.name) if claim.states else None
    return other if other is not None and other.place != claim.place else None


def _proved(claims: Sequence[Claim], report: Report) -> dict[Place, Ground]:
    """The places of figures of which some relation that holds would hold no longer, were a digit another; and which relation."""
    found: dict[Place, Ground] = {}
    tails = not unlikely(report)
    for claim in claims:
        other = _beside(claim, report)
        if other is not None and verdict(claim.value, other).holds:
            for leaf in _felt_by(claim, other, report, tails):
                if leaf.place is not None and leaf.place not in found:
                    words = agreed(claim, other, leaf.place, report)
                    found[leaf.place] = words, _others(leaf.place, claim.figure, other)
    for equation in filter(holds, report.equations):
        for leaf in _felt_in_sum(equation.stated, equation.computed, tails):
            if leaf.place is not None and leaf.place not in found:
                found[leaf.place] = added_up(equation, report), _others(leaf.place, equation.stated, equation.computed)
    asked = _asked([claim for claim in claims if claim.place not in found], report)
    return {place: (words, ()) for place, words in (*_weighted(report), *asked)} | found


def _weighted(report: Report) -> Iterator[tuple[Place, str]]:
    """The rates of a total and of its items that come to as much last year, and would do so no longer."""
    for each in weighted(report):
        for claim in (each.rate, *(rate for _, rate in each.items)):
            step = last_unit(claim.value) * _step(claim.figure)
            if each.fits and not any(other.fits for other in each.others(claim.place, step)):
                yield claim.place, "由总数和各项的决算数、增减率倒推的上年数相等"


def _asked(claims: Sequence[Claim], report: Report) -> Iterator[tuple[Place, str]]:
    """The places of facts that rules hold against one another fact alone, asked with every digit of them another."""
    usual = {name for pair in USUALLY_SAME for name in pair}
    for claim in claims if not report.budget else ():
        figure = report.figure(claim.name) if claim.states else None
        if figure is None or figure.place != claim.place or (claim.value and claim.name not in usual):
            continue
        checks = OF_USUAL if claim.value else OF_NOUGHT
        others = (Facts(report.facts | {claim.name: replace(figure, value=value)}) for value in _slips(claim.value))
        if all(_told(claim.place, replace(report, facts=other), checks) for other in others):
            yield claim.place, "多半与它相等的数正与它相等" if claim.value else "没有支出，数量为零；有支出，就有数量"


def _told(place: Place, report: Report, checks: Sequence[Check]) -> bool:
    return any(place in problem.places for check in checks for problem in check(report))


def _slips(value: Decimal) -> Iterator[Decimal]:
    """A number with each of its digits, its last decimal aside, the nearest others."""
    unit = last_unit(value) * (10 if last_unit(value) not in {1, YUAN} else 1)
    while unit <= max(abs(value), Decimal(1)):
        digit = int(value / unit) % 10
        yield from (value + unit * (other - digit) for other in (digit - 1, digit + 1) if 0 <= other <= 9)
        unit *= 10


def _step(figure: Figure) -> int:
    """The least change of a digit that must be found, in units of the last one: that of the last decimal is left aside."""
    return 10 if last_unit(figure.value) not in {1, YUAN} else 1


def _felt_by(claim: Claim, other: Figure, report: Report, tails: bool) -> Iterator[Figure]:
    """The figures of which a change would show; where the claim was chosen because it fits, those that would be too near a miss."""
    stated = claim.figure
    if tails and claim.kind in {"列和", "预算和"}:
        yield from _felt_in_sum(replace(stated, rounded=True), other, tails)
        return
    for leaf in _felt(stated, other):
        of_another = claim.computed is None and leaf is not stated and like(report, claim)
        if of_another or leaf.place in claim.replaceable:
            continue
        if not claim.fitted or (telling(leaf.value) and telling(claim.value) and (leaf is stated or additive(other))):
            yield leaf


def _felt(stated: Figure, computed: Figure) -> Iterator[Figure]:
    """The figures of an equality of which a change of a digit shows as a contradiction."""
    for leaf in (stated, *computed.leaves):
        change = last_unit(leaf.value) * _step(leaf)
        values = (leaf.value + change, leaf.value - change)
        if leaf is stated:
            kept = any(verdict(value, computed).holds for value in values)
        else:
            kept = any(verdict(stated.value, with_leaf(computed, leaf, value)).holds for value in values)
        if not kept:
            yield leaf


def _felt_in_sum(stated: Figure, computed: Figure, tails: bool) -> Iterator[Figure]:
    """The same for sums and differences, whose sides move by as much as one of their figures does."""
    if not (additive(stated) and additive(computed)):
        return
    one, other = interval(stated), interval(computed)
    widest = (one.high - one.low + other.high - other.low) / 2
    slack = abs(stated.value - computed.value) + (min(room(stated, computed), widest) if tails else widest)
    for leaf in (*stated.leaves, *computed.leaves):
        if last_unit(leaf.value) * _step(leaf) > slack:
            yield leaf
