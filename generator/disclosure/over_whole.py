"""Shares that a document yet to be published prints as more than all of it."""

from collections.abc import Iterable, Iterator
from itertools import chain

from generator.checks.printed.ratios import WHOLE, beyond, is_share
from generator.checks.registry import RULES, Problem
from generator.checks.report import places_of
from generator.document.kinds import SHARE
from generator.document.tree import Document, Heading, Paragraph
from generator.model.catalogue import Catalogue
from generator.model.titles import title
from generator.source.finding import Finding


def over_whole(document: Document, catalogue: Catalogue, known: Iterable[Finding]) -> Iterator[Finding]:
    """A finding for each such share, once for each part, but for those that `known` findings are on."""
    rule = RULES["W413"]
    told = {finding.quote for finding in known}
    for run in chain.from_iterable(block.runs for block in document.blocks if isinstance(block, Heading | Paragraph)):
        rate = run.figure
        if rate and rate.formula and SHARE in rate.name and rate.value > WHOLE and is_share(rate):
            part = rate.formula.terms[0]
            if part.name not in told:
                told.add(part.name)
                message = beyond(rate, f"{title(part.name, catalogue)}印作“占{run.text}”")
                yield rule.finding(Problem(message, places_of(part), part.name))
