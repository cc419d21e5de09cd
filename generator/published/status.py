"""What stands behind each figure of a published text: proved by another place or by arithmetic, contradicted, not provable, not read.

A figure is proved where every change of one digit of it, its last decimal left aside, would be found: where it stands in a
sum, a ratio or a repetition that holds, and that would hold no longer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from generator.checks.report import Report
from generator.checks.sums.long_sums import room, unlikely
from generator.checks.suspects import additive, faults, holds, with_leaf
from generator.model.claim import Claim
from generator.model.figure import Figure
from generator.model.interval import interval, last_unit, verdict
from generator.model.misprint import telling
from generator.source.place import Place

OF_TWO = frozenset({"完成率", "增减率"})


class Status(Enum):
    """How a figure of a published text stands."""

    VERIFIED = "印证"
    CONTRADICTED = "矛盾"
    UNPROVABLE = "无从印证"
    UNREAD = "没有认出"


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with what proves or contradicts it in words; `by` is empty where nothing speaks of it."""

    claim: Claim
    status: Status
    by: str = ""


def judged(claims: Sequence[Claim], report: Report) -> Iterator[Judged]:
    """Each claim with its status, in order."""
    refuted, proved = _refuted(claims, report), _proved(claims, report)
    for claim in claims:
        if claim.place in refuted:
            yield Judged(claim, Status.CONTRADICTED, refuted[claim.place])
        elif claim.place in proved:
            yield Judged(claim, Status.VERIFIED, proved[claim.place])
        else:
            yield Judged(claim, Status.UNPROVABLE)


def _refuted(claims: Sequence[Claim], report: Report) -> dict[Place, str]:
    """The places of figures that differ from what they are computed from or from another place, or that break a sum."""
    found = {}
    for claim in claims:
        if claim.slip is not None:
            found[claim.place] = "不在自己的行里"
        elif (claim.computed is None and claim.kind in OF_TWO and claim.note is None) or _differs(claim, report):
            found[claim.place] = "与算得的数或另一处不同"
    for fault in faults(report):
        for culprit in fault.culprits or [equation.stated for equation in fault.equations]:
            if culprit.place is not None:
                found[culprit.place] = f"{fault.equations[0].name} 与各部分不符"
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


def _proved(claims: Sequence[Claim], report: Report) -> dict[Place, str]:
    """The places of figures of which some relation that holds would hold no longer, were a digit another; and which relation."""
    found: dict[Place, str] = {}
    tails = not unlikely(report)

    def enter(by: str, leaves: Iterator[Figure]) -> None:
        for leaf in leaves:
            if leaf.place is not None:
                found.setdefault(leaf.place, by)

    for claim in claims:
        other = _beside(claim, report)
        if other is not None and verdict(claim.value, other).holds:
            enter("另一处是同一个数" if claim.computed is None else "由别处的数算得", _felt_by(claim, other, tails))
    for equation in report.equations:
        if holds(equation):
            enter(f"{equation.name} 等于各部分之和", _felt_in_sum(equation.stated, equation.computed, tails))
    return found


def _step(figure: Figure) -> int:
    """The least change of a digit that must be found, in units of the last one: that of the last decimal is left aside."""
    return 10 if last_unit(figure.value) < 1 else 1


def _felt_by(claim: Claim, other: Figure, tails: bool) -> Iterator[Figure]:
    """The figures of which a change would show; where the claim was chosen because it fits, those that would be too near a miss."""
    stated = claim.figure
    if tails and claim.kind in {"列和", "预算和"}:
        yield from _felt_in_sum(replace(stated, rounded=True), other, tails)
        return
    for leaf in _felt(stated, other):
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
