"""Prose of a published file with its figures turned into slots, wherever they are bound to facts that print the same."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from generator.authoring.imports.quoted_texts import Span, Told, quotes, told_in
from generator.document.grammar import parse
from generator.document.kinds import DOWNWARD, UPWARD
from generator.document.tree import plain
from generator.document.write import MissingFact, Scope, WrongBase, write
from generator.model.claim import Claim
from generator.model.facts import Facts
from generator.model.figure import WAN, Figure, Op, Words
from generator.model.format import rounded
from generator.published.outline import Line
from generator.published.passages import loosely
from generator.published.places_in_lines import Row, row, within
from generator.published.prose.context import Seen
from generator.published.publication import Publication
from generator.source.place import Place
from generator.source.template import TemplateError
from generator.source.words import said

Spot = tuple[Line, int]
WAY = re.compile(f"(?:{'|'.join((*UPWARD, *DOWNWARD))})$")
FALLS = dict(zip(UPWARD, ("减少", "下降", "下降", "降低"), strict=True))
RISES = dict(zip(DOWNWARD, ("增加", "增长", "增长"), strict=True))
USUAL = {"增加减少额": "增减额", "增长降低率": "增减率"}
BASES = ("上年.{name}", "{head}.上年", "{head}.年初预算", "{head}.预算")
NUMBER, RATE_OF = said("词.数字"), said("正文.变动的幅度")


@dataclass(slots=True)
class Quoting:
    """Texts to texts with slots; `lines`, `seen` and `claims` say what stands where in the files.

    A figure at a place in `wrong` has a finding, which says what it ought to be: that is what its slot prints.
    """

    scope: Scope
    lines: Mapping[Row, Sequence[Line]]
    seen: Mapping[Line, Sequence[Seen]]
    claims: Mapping[Place, Sequence[Claim]]
    wrong: Mapping[Place, str]
    live: set[Spot] = field(default_factory=set)
    frozen: set[Spot] = field(default_factory=set)

    @classmethod
    def of(cls, publications: Sequence[Publication], scope: Scope, wrong: Mapping[Place, str]) -> "Quoting":
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
        return cls(scope, lines, seen, claims, wrong)

    def texts(self, facts: Facts, own: Set[str]) -> Facts:
        """Facts with every text quoted that stands in a line of the files; those named `own` quote reasons and lists too."""
        told = list(told_in(facts))
        return Facts({n: self.quoted(f, told if n in own else ()) if isinstance(f, Words) else f for n, f in facts.items()})

    def quoted(self, words: Words, told: Iterable[Told]) -> Words:
        """One text with slots for its bound figures and for what was `told` in it."""
        place, body = words.place, words.text.lstrip("# ") if words.text.startswith("#") else words.text
        found = self.lines.get(row(place), ()) if place else ()
        line = next((line for line in found if place and within(line, place) and body in line.text.text), None)
        at = line.text.text.find(body) if line is not None and body and "{" not in body else -1
        if line is None or at < 0:
            return words
        text, end = line.text.text, at + len(body)
        said = [(a, b, slot) for a, b, slot in quotes(line, told) if at <= a and b <= end and self.prints(slot, text[a:b])]
        inside = [s for s in self.seen.get(line, ()) if at <= s.mention.start and s.mention.end <= end]
        figures = [span for entry in inside if not _within(entry, said) for span in self.figure(line, entry) if at <= span[0]]
        out = ""
        for begin, close, slot in sorted((*said, *figures), reverse=True):
            out, end = slot + text[close:end] + out, begin
        head = words.text[: len(words.text) - len(body)]
        return Words(head + text[at:end] + out, words.place)

    def figure(self, line: Line, entry: Seen) -> Iterator[Span]:
        """The slot for a figure with its span, if there is one."""
        start = entry.mention.start
        claims = self.claims.get(line.text.place(start), ())
        sources = [*(s for claim in claims for s in slots_for(claim, line.text.text[:start])), *self.changes(line, entry)]
        found = next(self.slots(line.text.text, entry, sources, self.wrong.get(line.text.place(start), "")), None)
        (self.live if found else self.frozen).add((line, start))
        if found:
            yield found

    def changes(self, line: Line, entry: Seen) -> Iterator[str]:
        """The slots for a change, or a rate of one, of the figures before it on last year's or on their budgets, the nearest first."""
        before = line.text.text[: entry.mention.start]
        way = WAY.search(before)
        if way is None and not RATE_OF.search(before):
            return
        names = [name for other in self.seen.get(line, ()) if other.mention.start < len(before) for name in self.stated(line, other)]
        kinds = list(_changes("率" if entry.mention.percent else "额", way))
        names.reverse()
        for now in sorted(names, key=lambda name: name.endswith("预算")):
            for kind, base in product(kinds, BASES):
                yield f"{{{{ {now}|{kind}({base.format(name=now, head=now.rpartition('.')[0])}) }}}}"

    def stated(self, line: Line, entry: Seen) -> Iterator[str]:
        """The facts that a figure states."""
        claims = self.claims.get(line.text.place(entry.mention.start), ())
        return (quotable(claim.name) for claim in claims if claim.kind == "数")

    def slots(self, text: str, entry: Seen, sources: Iterable[str], right: str) -> Iterator[Span]:
        """The slots that print what stands there; then, where that is wrong, those that print what is `right`."""
        corrected: list[Span] = []
        start = entry.mention.start
        for source in sources:
            shown = self.shown(source)
            end = entry.mention.end - (len(entry.mention.unit) if source.endswith("|数 }}") else 0)
            way = WAY.match(shown[:2])
            begin = start - len(way.group()) if way else start
            if not shown or begin < 0:
                continue
            if loosely(text[begin:end]) == loosely(shown):
                yield begin, end, source
            elif right and _number(shown) == _number(right) and (begin == start or WAY.fullmatch(text[begin:start])):
                corrected.append((begin, end, source))
        yield from corrected

    def prints(self, source: str, text: str) -> bool:
        """Whether a slot prints just what stands there."""
        return loosely(self.shown(source)) == loosely(text)

    def shown(self, source: str) -> str:
        """What a slot prints; empty where it cannot."""
        try:
            return plain(write(parse(source, "文字"), self.scope))
        except (MissingFact, WrongBase, TemplateError):
            return ""


def _number(text: str) -> Decimal:
    """The size of the number in a text, of amounts and percents to two decimals."""
    found = NUMBER.search(text)
    return rounded(abs(Decimal(found.group().replace(",", ""))), 2) if found else Decimal(-1)


def slots_for(claim: Claim, before: str) -> Iterator[str]:
    """The slots that may print a claim, by the words before it."""
    terms = claim.computed.formula.terms if claim.computed and claim.computed.formula else ()
    match claim.kind:
        case "数":
            yield f"{{{{ {quotable(claim.name)}|{WAN if claim.unit == WAN else '数'} }}}}"
        case "占" | "完成率" if len(terms) == 2:
            yield f"{{{{ {terms[0].name}|{claim.kind}({terms[1].name}) }}}}"
        case "增减额" | "增减率" if len(terms) == 2:
            now, last = _compared(terms[0], terms[1])
            for kind in _changes(claim.kind[-1], WAY.search(before)):
                yield f"{{{{ {now}|{kind}({last}) }}}}"


def quotable(name: str) -> str:
    """A name as a slot may hold it: a part with brackets in it stands in quotation marks."""
    first, *rest = name.split(".")
    return first + "".join(f".{part}" if part.isalnum() else f'["{part}"]' for part in rest)


def _changes(measure: str, way: re.Match[str] | None) -> Iterator[str]:
    """The kinds for a change, or a rate of one, after a word for its way."""
    if way is not None:
        up, down = (way.group(), FALLS[way.group()]) if way.group() in UPWARD else (RISES[way.group()], way.group())
        kind = f"{up}{down}{measure}"
        yield USUAL.get(kind, kind)
    yield "差额" if measure == "额" else "幅度"


def _compared(first: Figure, second: Figure) -> tuple[str, str]:
    """The names of the two figures that a change or its rate compares."""
    inner = first.formula
    return (inner.terms[0].name, second.name) if inner and inner.op is Op.DIFFERENCE else (first.name, second.name)


def _within(entry: Seen, spans: Iterable[Span]) -> bool:
    return any(begin <= entry.mention.start < end for begin, end, _ in spans)
