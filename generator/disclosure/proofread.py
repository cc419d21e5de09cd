"""A department's document with all findings: text of its own is also read as it will be published, by the rules for that."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from generator.checks.acceptance import KEY
from generator.checks.text.own_text import PROOF
from generator.disclosure.department import PROFILE, Department, common, compose, examine
from generator.document.builder import REPORT
from generator.document.profile import load_profile
from generator.document.tree import Document
from generator.model.figure import Words
from generator.model.keys import OWN_PARTS
from generator.model.slots import SLOT
from generator.source.finding import Finding, Level
from generator.source.place import Place
from generator.source.words import said

OWN = (*OWN_PARTS, REPORT)
MARK = re.compile(r"^(?:#{1,3}|@\w)[ \t]+")
PRINTED = "成文"
LEAST = 8
FIGURE = said("词.金额或比率")
WHERE = re.compile(rf"{PRINTED}:\d+:\d+")


def examined(department: Department, draft: bool = False) -> tuple[Document | None, tuple[Finding, ...]]:
    """The document and all findings, those of the proof-reader last."""
    if made := department.supposed:
        return compose(department, draft)[0], common(made, [examined(each, draft)[1] for each in made])
    document, findings = examine(department, draft)
    whole = [words for name in OWN for words in department.facts.words(name) if words.place]
    typed = list(_typed(department))
    if document is None or not (whole or typed):
        return document, findings
    lines = {finding.places[0].line for finding in findings if finding.places and finding.level is not Level.HINT}
    codes = {finding.code for finding in (*findings, *(entry.finding for entry in department.accepted))}
    told = {(finding.code, finding.published) for finding in findings if finding.published}
    proofs = _proofs(document, department.facts.text(PROFILE), whole, typed, told)
    return document, (*findings, *(p for p in proofs if p.places[0].line not in lines and p.code not in codes - {PROOF.code}))


def _typed(department: Department) -> Iterator[Words]:
    """Texts of the department's own, kept inside what the profile says, that have a figure typed in them."""
    for name, fact in department.facts.items():
        own = isinstance(fact, Words) and fact.place and not name.startswith((*OWN, KEY)) and len(fact.text) >= LEAST
        if own and isinstance(fact, Words) and any(FIGURE.search(text) for text in SLOT.split(fact.text)):
            yield fact


def _proofs(
    document: Document, form: str, whole: Sequence[Words], typed: Sequence[Words], told: Collection[tuple[str, str]]
) -> Iterator[Finding]:
    """What is found in a published document, where it stands in text of the department's own, once for a paragraph.

    What was `told` of the figures in the data, by its code and what is printed, is not told again of the text that prints them.
    """
    from generator.checks.registry import run
    from generator.published.as_printed import printed_blocks
    from generator.published.audit import audited
    from generator.published.places_in_lines import within

    publication = audited(printed_blocks(document, PRINTED), load_profile(form))
    patterns = [(_pattern(words), words.place, True) for words in whole] + [(_pattern(w), w.place, False) for w in typed]
    for finding in run(publication.report):
        lines = (line for place in finding.places for line in publication.lines if within(line, place))
        texts = [line.text.text.removeprefix(line.number) for line in lines]
        places = [place for text in texts for pattern, place, all_ in patterns if place and _says(pattern, text, all_)]
        if places and (finding.code, finding.published) not in told:
            yield _proof(finding, places[0])


def _says(pattern: re.Pattern[str], text: str, whole: bool) -> bool:
    """Whether a paragraph is, or has in it, what was written."""
    return (pattern.fullmatch(text) if whole else pattern.search(text)) is not None


def _pattern(words: Words) -> re.Pattern[str]:
    """What a paragraph may print, its slots left open."""
    from generator.published.passages import NUMBERED, folded

    literals = SLOT.split(NUMBERED.sub("", folded(MARK.sub("", words.text))))
    return re.compile(".*?".join(map(re.escape, literals)))


def _proof(finding: Finding, place: Place) -> Finding:
    """A finding told at the place of the own text; an error there is one of words against data, and no error."""
    message = WHERE.sub(PRINTED, finding.message)
    if finding.level is not Level.ERROR:
        return replace(finding, message=message, places=(place,))
    told = f"{finding.title}（{finding.code}）：{message}"
    return Finding(PROOF.code, PROOF.level, PROOF.title, told, (place,), finding.quote, finding.published, finding.expected)
