"""What the DOCX writer takes from reference.docx: style ids, the page, and the sizes that estimates need."""

from dataclasses import dataclass
from typing import cast

from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length
from docx.styles.style import ParagraphStyle

TABLE_TEXTS = ("表格文字", "表格小字", "表格密字")
PARAGRAPHS = (
    "封面", "Title", "TOC Heading", "toc 1", "toc 2", "Heading 1", "Heading 2", "Heading 3", "Heading 4",
    "公文正文", "公文题", "公文注", "公文落款", "表题", "表号", "表首", *TABLE_TEXTS, "Header", "分节",
)  # fmt: skip
SMALLEST_TITLE, SMALLEST_ENTRY = 36, 19
OTHERS = ("表头字", "Strong", "决算表")


@dataclass(frozen=True, slots=True)
class Page:
    """A page, its margins and the pitch of its lines in twips."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    footer: int
    pitch: int

    @property
    def text_width(self) -> int:
        """Width between the margins in twips."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        """Height between the margins in twips."""
        return self.height - self.top - self.bottom

    def turned(self) -> "Page":
        """The page turned to landscape: margins turn with it, head and foot keep their distance from the text."""
        return Page(
            self.height, self.width, self.left, self.top, self.right, self.bottom,
            max(0, self.header + self.left - self.top), max(0, self.footer + self.right - self.bottom), self.pitch,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Type:
    """The measures of a paragraph style in twips; `half` is half the width of a Chinese character."""

    half: int
    line: int
    before: int
    after: int

    def lines(self, halves: int, width: int) -> int:
        """How many lines text of so many half widths takes, at least one."""
        columns = max(2, width // self.half // 2 * 2)
        return max(1, -(-halves // columns))

    def fitting(self, halves: int, width: int, smallest: int = SMALLEST_TITLE) -> int:
        """The size in half points that puts a text on one line; 0 where it need not or cannot shrink so far."""
        size = width // (halves * 5) if halves else 0
        return size if smallest <= size < self.half // 5 else 0

    def height(self, lines: int) -> int:
        """The height of a paragraph of so many lines in twips."""
        return self.before + lines * self.line + self.after


@dataclass(frozen=True, slots=True)
class Look:
    """Style ids and measures by style name, the portrait page, and footers as (type, relationship id)."""

    ids: dict[str, str]
    types: dict[str, Type]
    page: Page
    footers: tuple[tuple[str, str], ...]


class MissingStyles(ValueError):
    """A reference document without some of the styles."""


def read_look(word: WordFile) -> Look:
    """The look of an opened reference document; raises MissingStyles that names those it lacks."""
    styles = {style.name: style for style in word.styles if style.name}
    missing = [name for name in (*PARAGRAPHS, *OTHERS) if name not in styles]
    if missing:
        raise MissingStyles(f"版式文件缺少样式：{'、'.join(missing)}")
    page = read_page(word.sections[0])
    types = {name: read_type(cast(ParagraphStyle, styles[name]), page.pitch) for name in PARAGRAPHS}
    ids = {name: style.style_id for name, style in styles.items()}
    return Look(ids, types, page, read_footers(word.sections[0]))


def read_page(section: Section) -> Page:
    """The page of a section, GB/T 9704's pitch of 28.95 pt where it sets no grid."""
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    lengths = (section.page_width, section.page_height, *margins, section.header_distance, section.footer_distance)
    width, height, top, right, bottom, left, header, footer = (twips(length, 0) for length in lengths)
    pitch = section._sectPr.xpath("string(w:docGrid/@w:linePitch)")
    return Page(width, height, top, right, bottom, left, header, footer, int(pitch or 579))


def read_type(style: ParagraphStyle, pitch: int) -> Type:
    """The measures of a style; where it does not state a size or an exact line, those of body text."""
    spacing = style.paragraph_format
    line = spacing.line_spacing
    closer = int(style.element.xpath("string(w:rPr/w:spacing/@w:val)") or 0)
    return Type(
        (twips(style.font.size, 320) + closer) // 2,
        line.twips if isinstance(line, Length) else pitch,
        twips(spacing.space_before, 0),
        twips(spacing.space_after, 0),
    )


def twips(length: Length | None, default: int) -> int:
    """A length in twips, or the default where none is stated."""
    return default if length is None else length.twips


def read_footers(section: Section) -> tuple[tuple[str, str], ...]:
    """Type and relationship id of the footers of a section, those of a first page left out."""
    found = section._sectPr.xpath("w:footerReference[not(@w:type='first')]")
    return tuple((each.get(qn("w:type")), each.get(qn("r:id"))) for each in found)
