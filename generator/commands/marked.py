"""A published text with its findings in place and each bound figure explained, as HTML lines."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TypeVar

from generator.model.explain import explain_line
from generator.published.outline import Line
from generator.published.publication import Publication
from generator.published.status import Judged
from generator.source.finding import Finding
from generator.source.place import Place

T = TypeVar("T")
Rows = dict[tuple[int, int], list[tuple[int, T]]]
Span = tuple[int, int, str, str]


def marked(publication: Publication, findings: Sequence[Finding]) -> list[str]:
    """One piece of HTML for each line: findings in <mark>, bound figures in <span>, with what is to be said as title."""
    claims = _by_row((each.claim.place, each) for each in publication.judged)
    found = _by_row((place, finding) for finding in findings for place in finding.places[:1])
    return [_line(line, _here(line, claims), _here(line, found)) for line in publication.lines]


def _by_row(placed: Iterable[tuple[Place | None, T]]) -> Rows[T]:
    """Things by page and line of the file."""
    rows: Rows[T] = defaultdict(list)
    for n, (place, thing) in enumerate(placed):
        if place is not None:
            rows[place.page, place.line].append((n, thing))
    return rows


def _here(line: Line, rows: Rows[T]) -> list[T]:
    """The things that stand in one of the pieces of a line, in their order."""
    own = {(place.page, place.line) for place in line.text.places}
    numbered = sorted((entry for row in own for entry in rows.get(row, ())), key=lambda entry: entry[0])
    return [thing for _, thing in numbered]


def _line(line: Line, claims: Sequence[Judged], findings: Sequence[Finding]) -> str:
    text = line.text.text
    spans = sorted((*_findings(line, findings), *_figures(line, claims)), key=lambda span: (span[0], -span[1]))
    out, position = [], 0
    for start, end, tag, title in spans:
        if start < position:
            continue
        out.append(f"{escape(text[position:start])}<{tag} title=\"{escape(title)}\">{escape(text[start:end])}</{tag.split()[0]}>")
        position = end
    return "".join([*out, escape(text[position:])])


def _findings(line: Line, findings: Sequence[Finding]) -> Iterator[Span]:
    for finding in findings:
        at = line.text.text.find(finding.quote) if finding.quote else -1
        if at >= 0:
            title = f"{finding.code} {finding.title}：{finding.message}"
            yield at, at + len(finding.quote), f"mark class={finding.level.name.lower()}", title


def _figures(line: Line, claims: Sequence[Judged]) -> Iterator[Span]:
    for each in claims:
        claim = each.claim
        at = line.text.text.find(claim.quote) if claim.quote else -1
        if at >= 0:
            said = explain_line(claim.computed) if claim.computed is not None else claim.name or claim.unknown
            tag = f'span class="bound {each.status.value}"'
            yield at, at + len(claim.quote), tag, f"{said}（{each.status.value}：{each.by}）"
