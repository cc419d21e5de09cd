"""The document tree: plain text with origin, which every writer draws and none changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from generator.model.catalogue import Catalogue
from generator.model.figure import Figure

Align = Literal["left", "center", "right"]
Style = Literal["正文", "题", "注", "右"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; one that prints a figure knows it. `note` is what the margin of a draft says of it.

    `wants` is the name of the figure that is to be filled in, or the first of them, so that one can stand here; `said` that
    of the department's own text from which the piece is.
    """

    text: str
    figure: Figure | None = None
    note: str = ""
    wants: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """The title page: lines such as 2021年度 and the title proper, one paragraph each."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: level 1 for a part, 2 for a section; anchor names the heading."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, on pages of its own; writers add the page numbers where it is `numbered`."""

    title: str
    entries: tuple[Entry, ...]
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 a part (starts a page), 2 一、, 3 （一）, 4 1、. `number` is printed before the text.

    That of a part has the page to itself or, where it is not `apart`, its part begins below it.
    """

    level: int
    number: str
    runs: tuple[Run, ...]
    anchor: str
    apart: bool = True

    @property
    def text(self) -> str:
        """Number and title as printed."""
        return self.number + plain(self.runs)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: 正文 is indented by two characters, 题 is a centred report title, 注 is small print, 右 is flush right.

    `source` is where the template of the sentence stands, its file where no row of it is known.
    """

    runs: tuple[Run, ...]
    style: Style = "正文"
    source: str = ""

    @property
    def text(self) -> str:
        """The text as printed."""
        return plain(self.runs)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell. `figure` is the number behind the text; a zero is blank text with its figure.

    `lacks` is the name of a sum that is not known because a part of it was not given; `note` and `wants` are as those of a run.
    `strong` are the stretches of the text that stand out, from where to where.
    """

    text: str
    figure: Figure | None = None
    align: Align = "left"
    colspan: int = 1
    rowspan: int = 1
    bold: bool = False
    lacks: str = ""
    note: str = ""
    strong: tuple[tuple[int, int], ...] = ()
    wants: str = ""

    @property
    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, each with whether it stands out."""
        done = 0
        for start, end in self.strong:
            yield self.text[done:start], False
            yield self.text[start:end], True
            done = end
        yield self.text[done:], False


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; places covered by a rowspan from above are left out, as in HTML."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title, number (公开01表) and head line (部门, 年度, 金额单位); `head` rows repeat on each page.

    `widths` are relative and give the number of columns. The title counts as a level 2 heading under `anchor`.
    A `sheet` stands on a page of its own; a `small` one is set in small print however much room there is.
    """

    title: str
    number: str
    left: str
    middle: str
    right: str
    widths: tuple[int, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    landscape: bool = False
    anchor: str = ""
    sheet: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a picture: what is printed at its end, and its length, negative to the left."""

    runs: tuple[Run, ...]
    length: Decimal

    @property
    def text(self) -> str:
        """The text as printed."""
        return plain(self.runs)


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars that stand under one label, such as 预算 and 决算."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A bar chart with a numbered caption below it; only the caption is text, `alt` tells the rest to those who cannot see it."""

    caption: str
    groups: tuple[Bars, ...]

    @property
    def runs(self) -> tuple[Run, ...]:
        """What is printed at the ends of all bars."""
        return tuple(run for group in self.groups for bar in group.bars for run in bar.runs)

    @property
    def alt(self) -> str:
        """Every label with the figures printed at its bars."""
        told = (f"{group.label}：{'，'.join(bar.text for bar in group.bars)}" for group in self.groups)
        return f"{self.caption}，横条图。{'；'.join(told)}。"


Block = Cover | Contents | Heading | Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """A whole disclosure. `draft` makes writers mark every page 草稿; the `catalogue` names the 科目 of its figures."""

    title: str
    department: str
    year: int
    blocks: tuple[Block, ...]
    draft: bool = False
    catalogue: Catalogue | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Where a block stands: the title of the heading or table, and its anchor."""

    title: str
    anchor: str


def plain(runs: tuple[Run, ...]) -> str:
    """The text of runs."""
    return "".join(run.text for run in runs)


def sectioned(document: Document) -> Iterator[tuple[Section, Block]]:
    """Each block with the section or table that it stands in or, below a table, after."""
    section = Section("", "")
    for block in document.blocks:
        match block:
            case Heading(level=1 | 2 | 3):
                section = Section(block.text, block.anchor)
            case Table(title=title) if title:
                section = Section(title, block.anchor)
        yield section, block


def printings(document: Document) -> Iterator[tuple[Section, Figure, str]]:
    """Each printing of a figure: where, which, and its text, empty in the cell of a zero."""
    for section, block in sectioned(document):
        match block:
            case Heading() | Paragraph():
                parts: Iterable[Run | Cell] = block.runs
            case Table():
                parts = (cell for row in block.body for cell in row.cells)
            case Picture():
                parts = block.runs
            case _:
                parts = ()
        yield from ((section, part.figure, part.text) for part in parts if part.figure is not None)


def lines(document: Document) -> Iterator[str]:
    """Every line of text in reading order: what DOCX, PDF and HTML must all give back, cells one by one."""
    for block in document.blocks:
        match block:
            case Cover():
                yield from block.lines
            case Contents():
                yield block.title
                yield from (entry.text for entry in block.entries)
            case Heading() | Paragraph():
                yield block.text
            case Table():
                yield from table_lines(block)
            case Picture():
                yield block.caption


def table_lines(table: Table) -> Iterator[str]:
    """Title, number and head lines of a table, then its cells row by row, then its notes; empty ones left out."""
    yield from filter(None, (table.title, table.number, table.left, table.middle, table.right))
    for row in (*table.head, *table.body):
        yield from (cell.text for cell in row.cells if cell.text)
    yield from table.notes
