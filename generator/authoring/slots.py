"""Prose of a published file with its figures turned into slots, wherever they are bound to facts that print the same."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.authoring.within import Row, row, within
from generator.document.grammar import TemplateError, parse
from generator.document.tree import plain
from generator.document.write import MissingFact, Scope, WrongBase, write
from generator.model.claim import Claim
from generator.model.facts import Facts
from generator.model.figure import WAN, Figure, Op, Words
from generator.published.audit import Publication
from generator.published.compare import loosely
from generator.published.outline import Line
from generator.published.state import Seen
from generator.source.place import Place

Spot = tuple[Line, int]


@dataclass(slots=True)
class Quoting:
    """Texts to texts with slots; `lines`, `seen` and `claims` say what stands where in the files."""

    scope: Scope
    lines: Mapping[Row, Sequence[Line]]
    seen: Mapping[Line, Sequence[Seen]]
    claims: Mapping[Place, Sequence[Claim]]
    live: set[Spot] = field(default_factory=set)
    frozen: set[Spot] = field(default_factory=set)

    @classmethod
    def of(cls, publications: Sequence[Publication], scope: Scope) -> "Quoting":
        """Where everything stands in the files."""
        seen: dict[Line, list[Seen]] = {}
        claims: dict[Place, list[Claim]] = {}
        for publication in publications:
            for entry in publication.seen:
                seen.setdefault(entry.line, []).append(entry)
            for claim in publication.claims:
                claims.setdefault(claim.place, []).append(claim)
        lines: dict[Row, list[Line]] = {}
        for line in (line for publication in publications for line in publication.lines):
            for place in line.text.places:
                lines.setdefault(row(place), []).append(line)
        return cls(scope, lines, seen, claims)

    def texts(self, facts: Facts) -> Facts:
        """Facts with every text quoted that stands in a line of the files."""
        return Facts({n: self.quoted(f) if isinstance(f, Words) else f for n, f in facts.items()})

    def quoted(self, words: Words) -> Words:
        """One text with slots for its bound figures."""
        place, body = words.place, words.text.lstrip("# ") if words.text.startswith("#") else words.text
        found = self.lines.get(row(place), ()) if place else ()
        line = next((line for line in found if place and within(line, place) and body in line.text.text), None)
        at = line.text.text.find(body) if line is not None and body and "{" not in body else -1
        if line is None or at < 0:
            return words
        text = line.text.text
        inside = [s for s in self.seen.get(line, ()) if at <= s.mention.start and s.mention.end <= at + len(body)]
        out, end = "", at + len(body)
        for entry in sorted(inside, key=lambda s: -s.mention.start):
            spot = line.text.place(entry.mention.start)
            begin, slot = self.slot(text, entry, self.claims.get(spot, ()))
            (self.live if slot else self.frozen).add((line, entry.mention.start))
            if slot and at <= begin:
                close = entry.mention.end if not slot.endswith("|数 }}") else entry.mention.end - len(entry.mention.unit)
                out, end = slot + text[close:end] + out, begin
        head = words.text[: len(words.text) - len(body)]
        return Words(head + text[at:end] + out, words.place)

    def slot(self, text: str, entry: Seen, claims: Iterable[Claim]) -> tuple[int, str]:
        """Where the slot for a figure begins and the slot; an empty one where none prints the same."""
        for claim in claims:
            for source in slots_for(claim):
                shown = self.shown(source)
                if not shown:
                    continue
                end = entry.mention.end - (len(entry.mention.unit) if source.endswith("|数 }}") else 0)
                words = shown[: len(shown) - len(shown.lstrip("增加减少长降低"))]
                begin = entry.mention.start - len(words)
                if begin >= 0 and loosely(text[begin:end]) == loosely(shown):
                    return begin, source
        return 0, ""

    def shown(self, source: str) -> str:
        """What a slot prints; empty where it cannot."""
        try:
            return plain(write(parse(source, "文字"), self.scope))
        except (MissingFact, WrongBase, TemplateError):
            return ""


def slots_for(claim: Claim) -> Iterator[str]:
    """The slots that may print a claim."""
    terms = claim.computed.formula.terms if claim.computed and claim.computed.formula else ()
    match claim.kind:
        case "数":
            yield f"{{{{ {claim.name}|{WAN if claim.unit == WAN else '数'} }}}}"
        case "占" | "完成率" if len(terms) == 2:
            yield f"{{{{ {terms[0].name}|{claim.kind}({terms[1].name}) }}}}"
        case "增减额" | "增减率" if len(terms) == 2:
            now, before = _compared(terms[0], terms[1])
            yield f"{{{{ {now}|{claim.kind}({before}) }}}}"


def _compared(first: Figure, second: Figure) -> tuple[str, str]:
    """The names of the two figures that a change or its rate compares."""
    inner = first.formula
    return (inner.terms[0].name, second.name) if inner and inner.op is Op.DIFFERENCE else (first.name, second.name)
