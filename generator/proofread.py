"""A department's document with all findings: text of its own is also read as it will be published, by the rules for that."""

import re
from collections.abc import Iterator, Sequence

from generator.checks.own_text import PROOF
from generator.checks.prose import SLOT
from generator.checks.unfilled import heard
from generator.department import Department, examine
from generator.document.builder import REPORT
from generator.document.tree import Document
from generator.model.figure import Words
from generator.model.keys import OWN_PARTS
from generator.source.finding import Finding, Level
from generator.source.place import Place

OWN = (*OWN_PARTS, REPORT)
MARK = re.compile(r"^(?:#{1,3}|@\w)[ \t]+")
PRINTED = "成文"
WHERE = re.compile(rf"{PRINTED}:\d+:\d+")


def examined(department: Department, draft: bool = False) -> tuple[Document | None, tuple[Finding, ...]]:
    """The document and all findings, those of the proof-reader last."""
    document, findings = examine(department, draft)
    own = [words for name in OWN for words in department.facts.words(name) if words.place]
    if document is None or not own:
        return document, findings
    known = {finding.places[0].line for finding in findings if finding.places and finding.level is not Level.HINT}
    proofs = (proof for proof in _proofs(document, own) if proof.places[0].line not in known)
    return document, heard((*findings, *proofs))


def _proofs(document: Document, own: Sequence[Words]) -> Iterator[Finding]:
    """What is an error in a published document, where it stands in text of the department's own, once for a paragraph."""
    from generator.authoring.within import within
    from generator.checks.registry import run
    from generator.published.audit import audited
    from generator.published.printed import printed_blocks

    publication = audited(list(printed_blocks(document, PRINTED)))
    patterns = [(_pattern(words), words.place) for words in own]
    for finding in run(publication.report):
        lines = (line for place in finding.places for line in publication.lines if within(line, place))
        texts = [line.text.text.removeprefix(line.number) for line in lines if finding.level is Level.ERROR]
        places = [place for text in texts for pattern, place in patterns if place and pattern.fullmatch(text)]
        if places:
            yield _proof(finding, places[0])


def _pattern(words: Words) -> re.Pattern[str]:
    """What a paragraph may print, its slots left open."""
    from generator.published.passages import NUMBERED, folded

    literals = SLOT.split(NUMBERED.sub("", folded(MARK.sub("", words.text))))
    return re.compile(".*?".join(map(re.escape, literals)))


def _proof(finding: Finding, place: Place) -> Finding:
    message = f"{finding.title}（{finding.code}）：{WHERE.sub(PRINTED, finding.message)}"
    return Finding(PROOF.code, PROOF.level, PROOF.title, message, (place,), finding.quote, finding.published, finding.expected)
