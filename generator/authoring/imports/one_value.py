"""Of all that files state, one value for each fact: tables before text, else the one that the rest bears out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.checks.suspects import faults
from generator.derive.year import derive
from generator.model.catalogue import FUNDS, Catalogue
from generator.model.claim import Claim
from generator.model.facts import Fact, Facts
from generator.model.figure import Figure, Words
from generator.model.format import rounded
from generator.model.interval import last_unit, printed, verdict
from generator.published.publication import Publication
from generator.source.finding import Finding
from generator.source.words import said

POINTS = said("绩效.写明的分值")
MISPLACED = {"W243": True, "W239": False}  # 有没有写在自己那里的，都不写


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact stated with values that no rounding explains: what was taken, what was not, and why in Chinese."""

    name: str
    taken: Claim
    others: tuple[Claim, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A figure as printed that is not written because something printed contradicts it, and why in Chinese.

    `better`: what its parts come to, where that is what refutes it.
    """

    printed: Figure
    why: str
    better: Decimal | None = None


def gather(
    publications: Sequence[Publication], catalogue: Catalogue, astray: Iterable[LeftOut] = ()
) -> tuple[Facts, list[Conflict]]:
    """The facts that claims and score tables state, without those that went `astray`, and the conflicts among them."""
    refuted = {figure.place for publication in publications for figure in _culprits(publication)}
    gone = {(each.printed.name, each.printed.place) for each in astray}
    claims = [c for p in publications for c in p.claims if c.states and (c.name, c.place) not in gone]
    by_name: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: not claim.tabled):
        by_name.setdefault(claim.name, []).append(claim)
    facts = Facts({name: most_precise(found).figure for name, found in by_name.items()})
    conflicts = []
    for name, found in by_name.items():
        if len(groups := _groups(found)) > 1:
            conflict = _settled(name, sorted(groups, key=lambda group: group[0].place in refuted), facts, catalogue)
            facts[name] = conflict.taken.figure
            conflicts.append(conflict)
    for publication in publications:
        for name in sorted(publication.report.authored):
            fact = publication.report.facts[name]
            if not isinstance(fact, Figure) or (name, fact.place) not in gone:
                facts.setdefault(name, _unscored(name, fact))
    return facts, conflicts


def astray(publications: Sequence[Publication], findings: Iterable[Finding]) -> list[LeftOut]:
    """The figures printed under a code that is not theirs: below another 类, or in another fund while they stand in their own too."""
    told = {finding.places[0]: finding for finding in findings if finding.code in MISPLACED and finding.places}
    stated = {claim.name: claim for publication in publications for claim in publication.claims if claim.states}
    rows = {tuple(name.split(".")[:2]) for name in stated}
    out: list[LeftOut] = []
    for publication in publications:
        for claim in publication.claims:
            grid, code, *_ = (*claim.name.split("."), "", "")
            finding = told.get(claim.place) if claim.states and code.isdecimal() else None
            own = finding and (publication.report.catalogue.fund(code), code) in rows
            if finding and (grid not in FUNDS or MISPLACED[finding.code] or own):
                out.append(LeftOut(claim.figure, f"{finding.title}（{finding.code}）"))
    return out


def _culprits(publication: Publication) -> Iterator[Figure]:
    """The figures that the sums of a file refute."""
    return (figure for fault in faults(publication.report) for figure in fault.culprits)




def without_refuted(facts: Facts, publications: Sequence[Publication], catalogue: Catalogue) -> tuple[Facts, list[LeftOut]]:
    """The facts without totals that the sums of their file refute, where their parts say what they are; and these."""
    wrong = {
        figure.name: (figure, fault.better)
        for publication in publications
        for fault in faults(publication.report)
        for figure in fault.culprits
        if facts.figure(figure.name) == figure
    }
    derived = derive(Facts({name: fact for name, fact in facts.items() if name not in wrong}), catalogue).facts
    left_out = [
        LeftOut(figure, "与各部分之和不符", told.value)
        for name, (figure, better) in wrong.items()
        if (told := derived.figure(name)) is not None and verdict(rounded(better, 1), told).holds
    ]
    names = {each.printed.name for each in left_out}
    return Facts({name: fact for name, fact in facts.items() if name not in names}), left_out


def _unscored(name: str, fact: Fact) -> Fact:
    """The name of a group of indicators without the points that tables print behind it."""
    if name.endswith((".一级", ".二级")) and isinstance(fact, Words):
        return Words(POINTS.sub("", fact.text), fact.place)
    return fact


def most_precise(found: Sequence[Claim]) -> Claim:
    """The first claim, or one after it that prints the same amount with more digits."""
    first = found[0]
    same = [claim for claim in found if printed(claim.value).meets(printed(first.value)) and claim.tabled == first.tabled]
    return min(same, key=lambda claim: last_unit(claim.value))


def _groups(found: Iterable[Claim]) -> list[list[Claim]]:
    """Claims by value, those that rounding may have made differ together."""
    groups: list[list[Claim]] = []
    for claim in found:
        home = next((g for g in groups if printed(claim.value).meets(printed(g[0].value))), None)
        if home is None:
            groups.append([claim])
        else:
            home.append(claim)
    return groups


def _settled(name: str, groups: Sequence[Sequence[Claim]], facts: Facts, catalogue: Catalogue) -> Conflict:
    """The first group, or, where none is in a table, the one that follows from all other facts."""
    chosen, reason = groups[0], "表里的数" if groups[0][0].tabled else "先印出的数"
    if any(group[0].tabled for group in groups[1:]) and not chosen[0].tabled:
        reason = "与各部分之和一致的数"
    elif not chosen[0].tabled:
        rest = Facts({other: fact for other, fact in facts.items() if other != name})
        derived = derive(rest, catalogue).facts.figure(name)
        for group in groups:
            if derived is not None and printed(group[0].value).meets(printed(derived.value)):
                chosen, reason = group, "与各部分之和一致的数"
    others = tuple(group[0] for group in groups if group is not chosen)
    return Conflict(name, most_precise(chosen), others, reason)
