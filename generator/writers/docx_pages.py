"""Blocks laid on pages: portrait or landscape, starting a page or not, and on which page each heading stands.

The page numbers are an estimate for the contents, made by counting lines and rows in the measures of the look;
Word and WPS put in the exact ones when the contents are updated (F9).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from generator.document.tree import Block, Contents, Cover, Document, Heading, Paragraph, Picture, Table
from generator.writers import chart
from generator.writers.docx_grid import Grid, halves, heading_height, make_grid
from generator.writers.docx_look import Look, Page
from generator.writers.page_ends import kept

PARAGRAPH_STYLES = {"正文": "公文正文", "题": "公文题", "注": "公文注", "右": "公文落款"}
INDENT = 4  # 首行空两字
TWIPS = 20  # 每磅


@dataclass(frozen=True, slots=True)
class Laid:
    """A block on its kind of page: `front` for cover and contents, `fresh` where it must begin a page, `kept` as in page_ends."""

    block: Block
    page: Page
    front: bool
    fresh: bool
    grid: Grid | None = None
    kept: str = ""


def lay_out(document: Document, look: Look) -> tuple[Laid, ...]:
    """Every block with its page; tables fitted to it."""
    turned = look.page.turned()
    pairs = pairwise((None, *document.blocks))
    laid = (lay(block, previous, look, turned) for previous, block in pairs if block is not None)
    return tuple(replace(each, kept=keep) for each, keep in zip(laid, kept(document.blocks), strict=True))


def lay(block: Block, previous: Block | None, look: Look, turned: Page) -> Laid:
    """One block: a table after a table begins a page, and so does what follows the page of a part."""
    match block:
        case Cover() | Contents():
            return Laid(block, look.page, True, False)
        case Table():
            page = turned if block.landscape else look.page
            fresh = isinstance(previous, Table) or has_page(previous)
            return Laid(block, page, False, fresh, make_grid(block, page, look))
    return Laid(block, look.page, False, has_page(previous))


def picture_size(picture: Picture, page: Page) -> tuple[int, int]:
    """Width and height of a picture in twips, no wider than the text."""
    width = min(chart.WIDTH * TWIPS, page.text_width)
    return width, chart.height(picture) * width // chart.WIDTH


def is_part(block: Block | None) -> bool:
    """Whether a block is the heading of a part, which begins a page."""
    return isinstance(block, Heading) and block.level == 1


def has_page(block: Block | None) -> bool:
    """Whether a block is the heading of a part that has a page of its own."""
    return isinstance(block, Heading) and block.level == 1 and block.apart


def sections(laid: Sequence[Laid]) -> Iterator[tuple[Page, bool, tuple[Laid, ...]]]:
    """Runs of blocks on the same kind of page: the page, whether cover and contents, the blocks."""
    for (page, front), blocks in groupby(laid, lambda each: (each.page, each.front)):
        yield page, front, tuple(blocks)


def estimate(laid: Sequence[Laid], look: Look) -> dict[str, int]:
    """The page of every anchor, the first page after cover and contents being 1."""
    pager = Pager(look, look.page)
    for page, front, blocks in sections(laid):
        if not front:
            pager.begin(page)
            for each in blocks:
                pager.put(each)
    return pager.found


@dataclass(slots=True)
class Pager:
    """Fills pages from the top: `number` is the current page, `room` what is left of it in twips."""

    look: Look
    page: Page
    number: int = 0
    room: int = 0
    found: dict[str, int] = field(default_factory=dict)

    def begin(self, page: Page) -> None:
        """Begin a section on pages of that kind."""
        self.page, self.room = page, 0
        self.need(page.text_height)

    def need(self, height: int) -> None:
        """Begin a page unless so much room is left."""
        if self.room < height:
            self.number, self.room = self.number + 1, self.page.text_height

    def put(self, laid: Laid) -> None:
        """Place one block and note the page of its anchor."""
        if laid.fresh or is_part(laid.block):
            self.need(self.page.text_height)
        match laid.block:
            case Heading():
                self.put_heading(laid.block)
            case Paragraph():
                self.put_text(PARAGRAPH_STYLES[laid.block.style], laid.block.text)
            case Table() if laid.grid:
                self.put_table(laid.block, laid.grid)
            case Picture():
                self.put_picture(laid.block)

    def put_heading(self, heading: Heading) -> None:
        """A heading stays with the line after it."""
        style = f"Heading {heading.level}"
        self.need(self.look.types[style].height(1) + self.page.pitch)
        self.found.setdefault(heading.anchor, self.number)
        self.room += 0 if heading.apart else self.look.types[style].before
        self.put_text(style, heading.text)

    def put_text(self, style: str, text: str) -> None:
        """A paragraph, line by line."""
        type = self.look.types[style]
        self.room -= type.before
        for _ in range(type.lines(halves(text) + INDENT, self.page.text_width)):
            self.need(type.line)
            self.room -= type.line
        self.room -= type.after

    def put_picture(self, picture: Picture) -> None:
        """A picture stays with its caption."""
        height = picture_size(picture, self.page)[1]
        self.need(height + self.look.types["公文注"].line)
        self.room -= height
        self.put_text("公文注", picture.caption)

    def put_table(self, table: Table, grid: Grid) -> None:
        """A title stays with the head and the first row; rows are not split and the head is repeated."""
        above = heading_height(table, self.look)
        self.need(above + sum(grid.head_heights) + grid.body_heights[0])
        self.found.setdefault(table.anchor, self.number)
        self.room -= above + sum(grid.head_heights)
        for height in grid.body_heights:
            if self.room < height:
                self.need(self.page.text_height)
                self.room -= sum(grid.head_heights)
            self.room -= height
        for note in table.notes:
            self.put_text("公文注", note)
