"""A published text with its findings in place and each bound figure explained, as HTML lines."""

from collections.abc import Iterator, Sequence
from html import escape

from generator.model.claim import Claim
from generator.model.explain import explain_line
from generator.published.audit import Publication
from generator.published.outline import Line
from generator.source.finding import Finding

Span = tuple[int, int, str, str]


def marked(publication: Publication, findings: Sequence[Finding]) -> list[str]:
    """One piece of HTML for each line: findings in <mark>, bound figures in <span>, with what is to be said as title."""
    return [_line(line, publication.claims, findings) for line in publication.lines]


def _line(line: Line, claims: Sequence[Claim], findings: Sequence[Finding]) -> str:
    text = line.text.text
    spans = sorted((*_findings(line, findings), *_figures(line, claims)), key=lambda span: (span[0], -span[1]))
    out, position = [], 0
    for start, end, tag, title in spans:
        if start < position:
            continue
        out.append(f"{escape(text[position:start])}<{tag} title=\"{escape(title)}\">{escape(text[start:end])}</{tag.split()[0]}>")
        position = end
    return "".join([*out, escape(text[position:])])


def _here(line: Line, places: Sequence[object]) -> bool:
    """Whether a place lies in one of the pieces of a line."""
    rows = {(place.page, place.line) for place in line.text.places}
    return any((getattr(place, "page", 0), getattr(place, "line", 0)) in rows for place in places)


def _findings(line: Line, findings: Sequence[Finding]) -> Iterator[Span]:
    for finding in findings:
        at = line.text.text.find(finding.quote) if finding.quote and _here(line, finding.places[:1]) else -1
        if at >= 0:
            title = f"{finding.code} {finding.title}：{finding.message}"
            yield at, at + len(finding.quote), f"mark class={finding.level.name.lower()}", title


def _figures(line: Line, claims: Sequence[Claim]) -> Iterator[Span]:
    for claim in claims:
        at = line.text.text.find(claim.quote) if claim.quote and _here(line, [claim.place]) else -1
        if at >= 0:
            said = explain_line(claim.computed) if claim.computed is not None else claim.name
            yield at, at + len(claim.quote), "span class=bound", said
