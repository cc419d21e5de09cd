"""How the figures of published files were kept: as figures, as slots in prose, as they stand in prose, or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.authoring.slots import Quoting
from generator.document.tree import Document, lines
from generator.model.claim import Claim
from generator.model.facts import Facts
from generator.model.interval import Verdict, verdict
from generator.published.audit import Publication
from generator.published.outline import Line
from generator.published.passages import NUMBERED, folded, loosely
from generator.source.place import Place

FITS = {Verdict.EXACT, Verdict.ROUNDING}


@dataclass(frozen=True, slots=True)
class Shares:
    """How many figures were kept in which way."""

    figures: int
    slots: int
    frozen: int
    lost: int

    @property
    def total(self) -> int:
        """All figures that were seen."""
        return self.figures + self.slots + self.frozen + self.lost


def shares(
    publications: Sequence[Publication], quoting: Quoting, known: Facts, document: Document | None, unread: Iterable[Line]
) -> Shares:
    """The count of each: a figure is kept where the data, read again, give it, or where the document prints its sentence.

    A sentence that a template read may be printed in other words: there its figure has to be printed.
    """
    told = frozenset(_plain(text) for text in lines(document)) if document else frozenset[str]()
    whole, loose = "\n".join(told), set(unread)
    figures = lost = 0
    for publication in publications:
        at: dict[Place, list[Claim]] = {}
        for claim in publication.claims:
            at.setdefault(claim.place, []).append(claim)
        cells = [_given(claim, known) for claim in publication.claims if claim.section.endswith("表")]
        figures, lost = figures + sum(cells), lost + cells.count(False)
        for entry in publication.seen:
            spot = entry.line, entry.mention.start
            if spot in quoting.live or spot in quoting.frozen:
                continue
            here = at.get(entry.line.text.place(entry.mention.start), ())
            text, mention = entry.line.text.text, entry.mention
            printed = entry.line not in loose and _plain(text[mention.start : mention.end]) in whole
            kept = printed or any(_given(claim, known) for claim in here) or _plain(text) in told
            figures, lost = figures + kept, lost + (not kept)
    return Shares(figures, len(quoting.live), len(quoting.frozen), lost)


def _given(claim: Claim, known: Facts) -> bool:
    """Whether the data give what a figure states: it itself, or all that it is computed from."""
    if claim.kind == "数":
        figure = known.figure(claim.name)
        return figure is not None and verdict(claim.value, figure) in FITS
    computed = claim.computed
    if computed is None or computed.formula is None or verdict(claim.value, computed) not in FITS:
        return False
    return all(known.figure(term.name) is not None for term in computed.formula.terms)


def _plain(text: str) -> str:
    return loosely(NUMBERED.sub("", folded(text)))
