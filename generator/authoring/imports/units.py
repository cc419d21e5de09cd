"""The table of the units that a 部门决算 covers: their names, what else it says of them, and its rows as lines of text."""

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.authoring.imports.terms import listed
from generator.document.tree import Table
from generator.model.facts import Fact, Facts
from generator.model.figure import Words
from generator.published.outline import Line, Sheet
from generator.published.publication import Publication
from generator.published.text import FoldedText, folded
from generator.readers.blocks import Piece
from generator.source.place import Place
from generator.source.words import said

UNITS, NAME = "概况.下属单位", "名称"
HEADS = {NAME: said("表.单位名称的表头"), "性质": said("表.单位性质的表头"), "备注": said("表.备注的表头")}
NUMBER, OWN_LEVEL = said("表.序号的表头"), said("单位.本级")
WIDEST = 5


def unit_columns(titles: Sequence[str]) -> dict[str, int]:
    """Which columns of a table of units say what, by the titles above them; none where it is another table."""
    found = {field: at for field, head in HEADS.items() for at, title in reversed([*enumerate(titles)]) if head.fullmatch(title)}
    numbered = any(NUMBER.fullmatch(title) for title in titles)
    return found if NAME in found and numbered and len([title for title in titles if title]) <= WIDEST else {}


def _rows(sheet: Sheet) -> Iterator[dict[str, Piece]]:
    """The cells of each row that names a unit, by what they say."""
    head, *rows = sheet.grid.rows or ((),)
    columns = unit_columns([folded(piece) for piece in head])
    for row in rows if columns else ():
        cells = {field: row[at] for field, at in columns.items() if at < len(row)}
        if NAME in cells and re.search(r"[一-鿿]{2}", cells[NAME].text):
            yield cells


def unit_rows(sheet: Sheet) -> tuple[Piece, ...]:
    """The cells that name units, in order; none where a table has another head, or figures."""
    return tuple(cells[NAME] for cells in _rows(sheet))


def unit_lines(sheet: Sheet) -> Iterator[Line]:
    """The rows of a table of units as numbered paragraphs."""
    for number, piece in enumerate(unit_rows(sheet), 1):
        yield Line(FoldedText(f"{number}、{folded(piece)}", (0,), (piece.place,)), sheet.section, 0, "", "")


def told_units(table: Table) -> Iterator[str]:
    """What unit_lines would read of a table that a profile draws."""
    columns = unit_columns([cell.text for row in table.head[:1] for cell in row.cells])
    for number, row in enumerate(table.body if columns else (), 1):
        yield f"{number}、{row.cells[columns[NAME]].text}"


def units_of(publications: Iterable[Publication], name: str, first: Sequence[str], place: Place) -> Facts:
    """The units below the department that tables list, with what they say of each: those `first` that have figures, in their order."""
    rows = [cells for publication in publications for sheet in publication.sheets if not sheet.kind for cells in _rows(sheet)]
    told = {folded(cells[NAME]): cells for cells in rows}
    below = {unit: cells for unit, cells in told.items() if unit != name and not OWN_LEVEL.search(unit)}
    units = {unit: below.get(unit, {}) for unit in (*first, *below)}
    facts = listed(UNITS, (Words(unit, cells[NAME].place if cells else place) for unit, cells in units.items()))
    for path, cells in zip(facts.names(UNITS), units.values(), strict=True):
        facts.update(_more(path, cells))
    return facts


def _more(path: str, cells: dict[str, Piece]) -> Iterator[tuple[str, Fact]]:
    """What the other columns say of the unit at that path."""
    for field, piece in cells.items():
        if field != NAME and (text := folded(piece)):
            yield f"{path}.{field}", Words(text, piece.place)
