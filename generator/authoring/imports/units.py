"""The table of the units that a 部门决算 covers: their names, and the rows as lines of text."""

import re
from collections.abc import Iterable, Iterator

from generator.authoring.imports.terms import listed
from generator.model.facts import Facts
from generator.model.figure import Words
from generator.published.outline import Line, Sheet
from generator.published.publication import Publication
from generator.published.text import FoldedText, folded
from generator.readers.blocks import Piece
from generator.source.words import said

UNITS = "概况.下属单位"
HEAD, NUMBER, OWN_LEVEL = said("表.单位名称的表头"), said("表.序号的表头"), said("单位.本级")
WIDEST = 5


def unit_rows(sheet: Sheet) -> tuple[Piece, ...]:
    """The cells that name units, in order; none where a table has another head, or figures."""
    head, *rows = sheet.grid.rows or ((),)
    titles = [folded(piece) for piece in head]
    at = next((column for column, title in enumerate(titles) if HEAD.fullmatch(title)), -1)
    numbered = any(NUMBER.fullmatch(title) for title in titles)
    if at < 0 or not numbered or len([title for title in titles if title]) > WIDEST:
        return ()
    return tuple(row[at] for row in rows if at < len(row) and re.search(r"[一-鿿]{2}", row[at].text))


def unit_lines(sheet: Sheet) -> Iterator[Line]:
    """The rows of a table of units as numbered paragraphs."""
    for number, piece in enumerate(unit_rows(sheet), 1):
        text = f"{number}、{folded(piece)}"
        yield Line(FoldedText(text, (0,), (piece.place,)), sheet.section, 0, "", "")


def units_of(publications: Iterable[Publication], name: str) -> Facts:
    """The units below the department that tables list."""
    cells = [piece for publication in publications for sheet in publication.sheets if not sheet.kind for piece in unit_rows(sheet)]
    told = {folded(piece): piece.place for piece in cells}
    return listed(UNITS, (Words(unit, place) for unit, place in told.items() if unit != name and not OWN_LEVEL.search(unit)))
