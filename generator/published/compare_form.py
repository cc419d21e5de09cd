"""Whether the cover, the headings and the words in the tables of a published text are those that the data make."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from generator.document.tree import Cover, Document, Heading, Paragraph, Table, lines
from generator.model.numerals import TITLED
from generator.published.differences import Difference, Kind
from generator.published.outline import Sheet
from generator.published.passages import LONG, folded, title_of, title_only
from generator.published.publication import Publication, body, contents
from generator.readers.blocks import Piece

COVER, TITLES, CELLS = "封面", "标题", "表格"
ALIKE, SAME_PAGE = 0.6, 0.3
SHORTEST = 4
NUMBERED = re.compile(f"^{TITLED}")
WORD = re.compile(r"[一-鿿]")


def form(document: Document, publication: Publication) -> Iterator[Difference]:
    """The differences in cover, headings and tables."""
    yield from _cover(document, publication)
    yield from _titles(document, publication)
    for table in document.blocks:
        if isinstance(table, Table):
            sheets = [sheet for sheet in publication.sheets if title_of(table.title) in map(title_of, sheet.above)]
            yield from _cells(table, sheets)


def _cover(document: Document, publication: Publication) -> Iterator[Difference]:
    """The title page, where the text has one: what stands before its contents or its first heading."""
    cover = next((block for block in document.blocks if isinstance(block, Cover)), None)
    each = publication.lines
    ends = [contents(each).start or len(each), *(n for n, line in enumerate(each) if line.heading)]
    head = each[: min(ends)]
    told = "".join(line.text.text for line in head)
    if cover is None or not head or all(folded(line) in told for line in cover.lines):
        return
    if _ratio(folded("".join(cover.lines)), told) > SAME_PAGE:
        yield Difference(Kind.WORDING, COVER, "".join(cover.lines), told, None, head[0].text.place(0), of=COVER)


def _titles(document: Document, publication: Publication) -> Iterator[Difference]:
    """Headings without their numbers; one that begins a paragraph is there too."""
    each = body(publication.lines)
    ours = [block.text for block in document.blocks if isinstance(block, Heading) or (isinstance(block, Paragraph) and block.style == "题")]
    wanted = [title for title in ours if len(_title(title)) >= SHORTEST]
    said, own = "".join(line.text.text for line in each), folded("".join(lines(document)))
    missing = [title for title in dict.fromkeys(wanted) if _title(title) not in said]
    headings = [line for line in each if line.heading and title_only(line) and len(_title(line.text.text)) >= SHORTEST]
    strange = [line for line in headings if _title(line.text.text) not in own]
    short = [line for line in each if not line.heading and SHORTEST <= len(line.text.text) < LONG and line.text.text not in own]
    for title in missing:
        others = [*strange, *short]
        near = _nearest(_title(title), [_title(line.text.text) for line in others])
        if near is None:
            yield Difference(Kind.MISSING, TITLES, title, "", of=TITLES)
        else:
            line = others[near]
            (strange if line in strange else short).remove(line)
            yield Difference(Kind.WORDING, TITLES, title, line.text.text, None, line.text.place(0), of=TITLES)
    yield from (Difference(Kind.EXTRA, TITLES, "", line.text.text, None, line.text.place(0), of=TITLES) for line in strange)


def _title(text: str) -> str:
    """A heading without its number, folded."""
    return NUMBERED.sub("", folded(text))


def _cells(table: Table, sheets: Sequence[Sheet]) -> Iterator[Difference]:
    """The words of a table and of the line over it; cells that were split or run together are not told apart."""
    if not sheets:
        return
    pieces = [piece for sheet in sheets for row in sheet.grid.rows for piece in row if WORD.search(piece.text)]
    ours = [cell.text for row in (*table.head, *table.body) for cell in row.cells if WORD.search(cell.text)]
    own = folded("".join((table.title, table.number, table.left, table.middle, table.right, *ours, *table.notes)))
    told = folded("".join("".join(sheet.above) + "".join(p.text for row in sheet.grid.rows for p in row) for sheet in sheets))
    missing = [text for text in dict.fromkeys(ours) if folded(text) not in told]
    strange = list({folded(piece.text): piece for piece in pieces if folded(piece.text) not in own}.values())
    for text in tuple(missing):
        near = _nearest(folded(text), [folded(piece.text) for piece in strange])
        if near is not None:
            piece = strange.pop(near)
            missing.remove(text)
            yield Difference(Kind.WORDING, table.title, text, piece.text, None, piece.place, of=CELLS)
    yield from _rest(table.title, missing, strange)
    above = [(line, sheet) for sheet in sheets for line in sheet.above]
    for text in filter(None, (table.left, table.middle, table.right)):
        near = None if folded(text) in told else _nearest(folded(text), [folded(line) for line, _ in above])
        if near is not None:
            line, sheet = above[near]
            yield Difference(Kind.WORDING, table.title, text, line, None, sheet.grid.rows[0][0].place, of=CELLS)


def _rest(title: str, missing: Sequence[str], strange: Sequence[Piece]) -> Iterator[Difference]:
    """The words that have no counterpart, those of a table as one."""
    if missing:
        yield Difference(Kind.MISSING, title, "、".join(missing), "", of=CELLS)
    if strange:
        yield Difference(Kind.EXTRA, title, "", "、".join(piece.text for piece in strange), None, strange[0].place, of=CELLS)


def _nearest(text: str, others: Sequence[str]) -> int | None:
    """Which of some texts is most like another, None where none is like it."""
    ratios = [_ratio(text, other) for other in others]
    best = max(ratios, default=0)
    return ratios.index(best) if best > ALIKE else None


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()

