"""How the figures of published files were kept: as figures, as slots in prose, as they stand in prose, or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.authoring.slots import Quoting
from generator.model.facts import Facts
from generator.published.audit import Publication
from generator.published.outline import Line


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


def shares(publications: Sequence[Publication], quoting: Quoting, known: Facts, unread: Iterable[Line]) -> Shares:
    """The count of each; a figure in a sentence that a template matched was kept by it."""
    loose = set(unread)
    figures = lost = 0
    for publication in publications:
        cells = [claim for claim in publication.claims if claim.section.endswith("表")]
        figures += sum(claim.name in known for claim in cells)
        lost += sum(claim.name not in known for claim in cells) + publication.loose
        for entry in publication.seen:
            spot = entry.line, entry.mention.start
            if spot in quoting.live or spot in quoting.frozen:
                continue
            kept = entry.bound or entry.line not in loose
            figures, lost = figures + kept, lost + (not kept)
    return Shares(figures, len(quoting.live), len(quoting.frozen), lost)
