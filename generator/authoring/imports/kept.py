"""How the figures of published files were kept: as figures, as slots in prose, as they stand in prose, or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.authoring.imports.quoting import BASES, Quoting
from generator.document.tree import Document, lines
from generator.model.claim import Claim
from generator.model.facts import PRIOR, Facts
from generator.model.figure import ratio, subtract
from generator.model.interval import Verdict, verdict
from generator.published.outline import Line
from generator.published.passages import NUMBERED, folded, loosely
from generator.published.prose.figures import Mention
from generator.published.prose.relation_words import CHANGE, FALL
from generator.published.publication import Publication
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
    publications: Sequence[Publication], quoting: Quoting, known: Facts, document: Document | None, unread: Iterable[Line], lost: int = 0
) -> Shares:
    """The count of each, beside those `lost` with their tables.

    A figure is kept where the data, read again, give it, or where the document prints its sentence.
    A sentence that a template read may be printed in other words: there its figure has to be printed.
    """
    told = frozenset(_plain(text) for text in lines(document)) if document else frozenset[str]()
    whole, loose = "\n".join(told), set(unread)
    figures = 0
    subject = ""
    for publication in publications:
        at: dict[Place, list[Claim]] = {}
        for claim in publication.claims:
            at.setdefault(claim.place, []).append(claim)
        cells = [_given(claim, known) for claim in publication.claims if claim.tabled]
        figures, lost = figures + sum(cells), lost + cells.count(False)
        for entry in publication.seen:
            spot = entry.line, entry.mention.start
            if spot in quoting.live or spot in quoting.frozen:
                continue
            here = at.get(entry.line.text.place(entry.mention.start), ())
            text, mention = entry.line.text.text, entry.mention
            printed = entry.line not in loose and _plain(text[mention.start : mention.end]) in whole
            subject = next((claim.name.removeprefix(PRIOR) for claim in here if claim.kind == "数"), subject)
            kept = printed or any(_given(claim, known) for claim in here) or _plain(text) in told or _change(mention, subject, known)
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


def _change(mention: Mention, subject: str, known: Facts) -> bool:
    """Whether a figure is what the fact named last has changed by, or the rate of that, as the data give both years or the budget."""
    now = known.figure(subject)
    if now is None or not (mention.money or mention.percent) or not CHANGE.search(mention.label):
        return False
    stated = mention.value if mention.percent else mention.figure.value
    signed = -stated if FALL.search(mention.label) else stated
    bases = (known.figure(base.format(name=subject, head=subject.rpartition(".")[0])) for base in BASES)
    changes = ((subtract("变动", now, base), base) for base in bases if base is not None)
    if mention.percent:
        return any(base.value and verdict(signed, ratio("变动率", by, base)) in FITS for by, base in changes)
    return any(verdict(signed, by) in FITS for by, _ in changes)


def _plain(text: str) -> str:
    return loosely(NUMBERED.sub("", folded(text)))
