"""The document tree as DOCX for Word and WPS, in the look of a reference document.

Styles, page, margins and footers come from the reference document, which anyone may change in Word. The page
numbers in the contents are given, or estimates (see docx_pages); F9 in Word or 更新目录 in WPS makes them exact.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any, cast

import docx
from docx.document import Document as WordFile
from docx.opc.packuri import PackURI
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import parse_xml
from docx.parts.document import DocumentPart

from generator.document.tree import Contents, Cover, Document, Entry, Heading, Paragraph, Picture, Run, Table, plain
from generator.source.template import TemplateError, first_line
from generator.writers import chart, ooxml
from generator.writers.dated import DatedZip
from generator.writers.docx_grid import halves
from generator.writers.docx_look import SMALLEST_ENTRY, Look, MissingStyles, read_look
from generator.writers.docx_pages import (
    INDENT,
    PARAGRAPH_STYLES,
    Laid,
    estimate,
    has_page,
    lay_out,
    picture_size,
    sections,
)
from generator.writers.docx_table import draw_table

NUMBERED = 700  # 目录一行里点和页码至少占的宽度,缇
TOC = r'TOC \o "1-2" \h \z \u'
NUMBERED_CAPTION = re.compile(r"(\D+)(\d+)")
DRAFT, PROGRAM = "草稿", "决算"
RENAMED = "请在 Word 的“样式”窗格里补上，或者移走这个文件，用程序自带的样式。样式的名称不能改。"
DAMAGED = "打不开这个 Word 文件，不是 DOCX，或者已经损坏。请由程序生成的 DOCX 重新另存一份，或者移走它，用程序自带的样式。"
LONGEST_PROPERTY = 255


def write_docx(document: Document, look: Path, pages: Mapping[str, int] | None = None) -> bytes:
    """The document as a DOCX file, the same bytes for the same input; raises TemplateError where the look is damaged.

    `pages` are those of the headings by anchor, as another has laid them out; what it does not tell is estimated.
    """
    word, styles = opened(look)
    drawing = Drawing(document, styles, word.part, pages or {})
    word.element.replace(word.element.body, parse_xml(drawing.body()))
    if document.draft:
        mark_draft(word)
    add_comments(word, drawing.notes, document.year)
    set_properties(word, document)
    return packed(word)


def opened(look: Path) -> tuple[WordFile, Look]:
    """The reference document and its look; whatever is wrong with it is told in a TemplateError."""
    try:
        word = docx.Document(str(look))
        return word, read_look(word)
    except MissingStyles as error:
        raise TemplateError(f"{error}。{RENAMED}", first_line(look)) from None
    except Exception as error:
        raise TemplateError(DAMAGED, first_line(look)) from error


class Drawing:
    """Draws the blocks of one document; holds its layout and the bookmarks and pages of its anchors."""

    def __init__(self, document: Document, look: Look, part: DocumentPart, pages: Mapping[str, int]) -> None:
        self.look, self.part = look, part
        self.pictures = 0
        self.notes: list[str] = []
        self.laid = lay_out(document, look)
        self.pages = estimate(self.laid, look)
        self.pages |= {anchor: number for anchor, number in pages.items() if anchor in self.pages}
        self.bookmarks = {anchor: number for number, anchor in enumerate(filter(None, self.pages), 1)}

    def body(self) -> str:
        """The body of the document; each section ends in its last paragraph, the last one in the body itself."""
        *ended, (blocks, last) = self.sections()
        before = (xml for drawn, section in ended for xml in (*drawn[:-1], ooxml.end_section(drawn[-1], section)))
        return ooxml.body((*before, *blocks), last)

    def sections(self) -> Iterator[tuple[list[str], str]]:
        """What each section holds and its properties; page numbers begin after cover and contents."""
        footers = "".join(ooxml.footer_reference(kind, relation) for kind, relation in self.look.footers)
        numbered = False
        for page, front, blocks in sections(self.laid):
            first = not front and not numbered
            yield self.drawn(blocks), ooxml.section(page, footers if first else "", first)
            numbered = numbered or first

    def drawn(self, blocks: tuple[Laid, ...]) -> list[str]:
        """The XML of blocks, a paragraph last."""
        done = [xml for each in blocks for xml in self.draw(each)]
        if done[-1].endswith("</w:tbl>"):
            done.append(self.paragraph("分节", ""))
        return done

    def draw(self, laid: Laid) -> Iterator[str]:
        """One block."""
        block, before = laid.block, ooxml.PAGE_BREAK if laid.fresh else ""
        match block:
            case Cover():
                yield from self.cover(block)
            case Contents():
                yield from self.contents(block)
            case Heading():
                style = f"Heading {block.level}"
                title = self.title(style, block.text) if has_page(block) else ooxml.run(block.text)
                if not block.apart:
                    title, before = ooxml.run(block.text, size=ooxml.JOINED_SIZE), before + ooxml.JOINED
                yield self.paragraph(style, self.marked(block.anchor, title), ooxml.kept(laid.kept) + before)
            case Paragraph():
                style = PARAGRAPH_STYLES[block.style]
                text = self.title(style, block.text) if block.style == "题" else self.runs(block.runs)
                yield self.paragraph(style, text, ooxml.kept(laid.kept, block.style == "右") + before)
            case Table() if laid.grid:
                title = self.marked(block.anchor, ooxml.run(block.title))
                yield from draw_table(block, laid.grid, laid.page, self.look, title, laid.fresh, self.noted)
            case Picture():
                yield from self.picture(block, before)

    def runs(self, runs: tuple[Run, ...]) -> str:
        """Text in as few runs as its comments allow."""
        pieces = groupby(runs, lambda run: run.note)
        return "".join(self.noted(ooxml.run(plain(tuple(together))), note) for note, together in pieces)

    def noted(self, content: str, note: str) -> str:
        """Content under a comment where there is something to say of it."""
        if not (content and note):
            return content
        self.notes.append(note)
        return ooxml.commented(len(self.notes) - 1, content)

    def paragraph(self, style: str, content: str, before: str = "") -> str:
        """A paragraph in the style of that name."""
        return ooxml.paragraph(self.look.ids[style], content, before)

    def marked(self, anchor: str, content: str) -> str:
        """A title under the bookmark of its anchor."""
        if anchor not in self.bookmarks:
            return content
        number = self.bookmarks[anchor]
        return ooxml.bookmark(number, bookmark_name(number), content)

    def title(self, style: str, text: str) -> str:
        """The run of a large title, made a little smaller where one line could then hold it."""
        size = self.look.types[style].fitting(halves(text), self.look.page.text_width)
        return ooxml.run(text, size=size)

    def picture(self, picture: Picture, before: str) -> Iterator[str]:
        """A chart on a line of its own, and its caption."""
        self.pictures += 1
        relation, _ = self.part.get_or_add_image(BytesIO(chart.draw(picture, "png")))
        size = picture_size(picture, self.look.page)
        style, centred = self.look.ids["公文注"], ooxml.justify("center")
        drawn = ooxml.picture(self.pictures, relation, *size, picture.alt)
        yield ooxml.paragraph(style, drawn, ooxml.KEEP_NEXT + before + ooxml.OWN_HEIGHT, centred)
        yield ooxml.paragraph(self.look.ids.get("Caption", style), self.caption(picture.caption), after=centred)

    def caption(self, text: str) -> str:
        """A caption that Word numbers, so that a list of figures can be made of them."""
        found = NUMBERED_CAPTION.match(text)
        if found is None:
            return ooxml.run(text)
        return ooxml.run(found[1]) + ooxml.field(rf"SEQ {found[1]} \* ARABIC", found[2]) + ooxml.run(text[found.end() :])

    def cover(self, cover: Cover) -> Iterator[str]:
        """The lines of the cover, the first one a third of the way down the page."""
        for index, line in enumerate(cover.lines):
            style = "Title" if index else "封面"
            yield self.paragraph(style, self.title(style, line))

    def contents(self, contents: Contents) -> Iterator[str]:
        """The title and a contents field whose entries lead to their headings."""
        yield self.paragraph("TOC Heading", ooxml.run(contents.title))
        last = len(contents.entries) - 1
        for index, entry in enumerate(contents.entries):
            start = "" if index else ooxml.field_start(TOC)
            end = ooxml.FIELD_END if index == last else ""
            yield self.paragraph(f"toc {entry.level}", start + self.entry(entry) + end)

    def entry(self, entry: Entry) -> str:
        """Text, dots and page of a line of the contents, a link to its heading."""
        name, type = bookmark_name(self.bookmarks[entry.anchor]), self.look.types[f"toc {entry.level}"]
        page = ooxml.field(rf"PAGEREF {name} \h", str(self.pages[entry.anchor]))
        room = self.look.page.text_width - NUMBERED - (INDENT * type.half if entry.level > 1 else 0)
        size = type.fitting(halves(entry.text), room, SMALLEST_ENTRY)
        return ooxml.link(name, ooxml.run(entry.text, size=size) + ooxml.TAB + page)


def bookmark_name(number: int) -> str:
    """A hidden bookmark such as Word gives to headings: _Toc1."""
    return f"_Toc{number}"


def mark_draft(word: WordFile) -> None:
    """Put 草稿 at the head of every page, odd and even."""
    section = word.sections[0]
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        header.paragraphs[0].style = "Header"
        header.paragraphs[0].text = DRAFT


def add_comments(word: WordFile, notes: list[str], year: int) -> None:
    """The comments that the body refers to, in its order, dated as the file is."""
    for note in notes:
        comment = word.comments.add_comment(ooxml.clean(note), author=PROGRAM, initials=PROGRAM)
        cast(Any, comment)._comment_elm.date = datetime(year, 12, 31)


def set_properties(word: WordFile, document: Document) -> None:
    """Title, department and a date that depends on nothing but the year reported."""
    properties = word.core_properties
    properties.title = ooxml.clean(document.title)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = ooxml.clean(document.department)[:LONGEST_PROPERTY]
    properties.language = "zh-CN"
    properties.created = properties.modified = datetime(document.year, 12, 31)
    properties.revision = 1


def packed(word: WordFile) -> bytes:
    """The file as bytes, every entry with the same date."""
    content, package = BytesIO(), word.part.package
    for part in package.parts:
        part.before_marshal()
    with DatedZip(content) as target:  # save() 用现在的时间，1980 年以前的写不进 zip
        entries, writer = _Entries(target), cast(Any, PackageWriter)
        writer._write_content_types_stream(entries, package.parts)
        writer._write_pkg_rels(entries, package.rels)
        writer._write_parts(entries, package.parts)
    return content.getvalue()


class _Entries:
    """Takes the parts of a package into a zip."""

    def __init__(self, target: DatedZip) -> None:
        self._target = target

    def write(self, uri: PackURI, blob: bytes) -> None:
        """Add one."""
        self._target.writestr(uri.membername, blob)
