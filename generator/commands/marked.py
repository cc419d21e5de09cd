"""A published file as a report shows it: its lines and tables, with the words of each finding and each bound figure told apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.commands.shown import WHOLE, Run, Shown, Table, Text, every, name
from generator.model.explain import explain_line
from generator.model.titles import title
from generator.published.outline import Line, Sheet
from generator.published.places_in_words import spots_of
from generator.published.publication import Publication
from generator.published.status import Status
from generator.published.unread import title_of
from generator.published.words_at import PRINTED, Parts, Words, key
from generator.readers.blocks import Piece
from generator.source.finding import Finding
from generator.source.place import Place

LONGEST = 24
MOST = 8
UNREAD = "没有认出它说的是哪一项，没有核对"


def marked(publication: Publication, findings: Sequence[Finding], file: str) -> Shown:
    """A published file with the findings on it marked."""
    places = Parts(publication.parts)
    told = [(place, finding.quote) for finding in findings for place in every(finding, file)]
    found = [(name(place), places.at(place, quote)) for place, quote in told]
    spots = spots_of(publication, file, counted=True)
    words = {name(place): spots.worded(place).words for place, _ in told}
    figures = list(figures_of(publication))
    known = {key(each.place): each.known for each in figures if each.cell}
    marks = _Marks(found, places, figures)
    sections: dict[str, str] = {}
    parts: list[Text | Table] = []
    section = WHOLE
    for part in publication.parts:
        if isinstance(part, Sheet):
            table = _table(part, marks, known)
            within = title_of(part) if part.kind == "条目" else f"{part.kind}表" if part.kind else section
            sections |= {at: within for row in table.rows for run in row for at in run.at}
            parts.append(table)
            continue
        section = _short(part.text.text) if 0 < part.level < 3 else section
        text = Text(tuple(_runs(part, marks)), part.level)
        sections |= {at: section for run in text.runs for at in run.at}
        parts.append(text)
    return Shown(tuple(parts), sections, words)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


Known = tuple[str, str, str, str]
"""Of a figure: its status, what is told of it, the name of its place, the names of those behind it."""
NOTHING: Known = ("", "", "", "")


@dataclass(frozen=True, slots=True)
class Figured:
    """A figure as it is printed: where, in a `cell` or in a line, its status, and what it is and what stands behind it in words.

    `behind` are the names of the places of the figures that prove or contradict it.
    """

    place: Place
    quote: str
    cell: bool
    status: str
    told: str
    behind: str = ""

    @property
    def known(self) -> Known:
        """For the page."""
        return self.status, self.told, name(self.place), self.behind


def figures_of(publication: Publication) -> Iterator[Figured]:
    """Every figure of a published file that was judged, then those that were not read."""
    catalogue = publication.report.catalogue
    for each in publication.judged:
        claim = each.claim
        named = claim.unknown or (claim.name and title(claim.name, catalogue))
        said = explain_line(claim.computed) if claim.computed is not None else named
        told = f"{said}（{each.status.value}：{each.by}）" if said else f"{each.status.value}：{each.by}"
        behind = " ".join(name(place) for place in each.behind[:MOST] if place.file == claim.place.file)
        yield Figured(claim.place, claim.quote, claim.tabled, each.status.value, told, behind)
    for seen in publication.seen:
        if not seen.bound:
            text, mention = seen.line.text, seen.mention
            yield Figured(text.place(mention.start), text.text[mention.start : mention.end], False, Status.UNREAD.value, UNREAD)
    for piece in publication.loose:
        yield Figured(piece.place, piece.text, True, Status.UNREAD.value, UNREAD)


def spot(figure: Figured, parts: Parts) -> Words | None:
    """The characters of a figure in a line: itself, or what is quoted where it does not stand at its place; None for one in a cell."""
    for quote in ("", figure.quote) if not figure.cell else ():
        words = parts.at(figure.place, quote)
        if isinstance(words, Words) and (quote or PRINTED.fullmatch(words.line.text.text, words.start, words.end)):
            return words
    return None


Span = tuple[int, int, str, Known]  # 从第几个字到第几个字，哪一处发现，或者一个数知道什么


class _Marks:
    """What is to be marked in lines and cells."""

    def __init__(self, found: Iterable[tuple[str, Words | Piece | None]], places: Parts, figures: Iterable[Figured]) -> None:
        self.lines: dict[int, list[Span]] = {}
        self.cells: set[int] = set()
        for at, words in found:
            if isinstance(words, Piece):
                self.cells.add(id(words))
            elif words is not None:
                self.lines.setdefault(id(words.line), []).append((words.start, words.end, at, NOTHING))
        for each in figures:
            if (words := spot(each, places)) is not None:
                self.lines.setdefault(id(words.line), []).append((words.start, words.end, "", each.known))


def _table(sheet: Sheet, marks: _Marks, known: dict[tuple[int, int, int], Known]) -> Table:
    return Table(tuple(tuple(_cell(piece, marks, known) for piece in row) for row in sheet.grid.rows))


def _cell(piece: Piece, marks: _Marks, known: dict[tuple[int, int, int], Known]) -> Run:
    at = (name(piece.place),) if id(piece) in marks.cells else ()
    return Run(piece.text, at, at, *known.get(key(piece.place), NOTHING))


def _runs(line: Line, marks: _Marks) -> Iterator[Run]:
    """The text of a line, as it stands in the file, cut wherever a mark begins or ends."""
    kept = [*line.text.kept, len(line.text.raw)]
    spans = sorted((kept[a], kept[b - 1] + 1, at, told) for a, b, at, told in marks.lines.get(id(line), ()) if a < b < len(kept))
    cuts = sorted({0, len(line.text.raw), *(end for span in spans for end in span[:2])})
    for start, end in pairwise(cuts):
        here = [span for span in spans if span[0] <= start and end <= span[1]]
        at = tuple(dict.fromkeys(span[2] for span in here if span[2]))
        begins = tuple(each for each in at if start == min(s[0] for s in spans if s[2] == each))
        told = next((span[3] for span in here if not span[2]), NOTHING)
        yield Run(line.text.raw[start:end], at, begins, *told)
