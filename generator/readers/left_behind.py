"""What a file holds besides what it shows: revisions, comments, hidden text, sheets and rows, names in its properties."""

import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Literal

from lxml import etree

from generator.model.numerals import TITLED
from generator.readers.blocks import UnreadablePublication
from generator.readers.docx.styles import read_styles
from generator.readers.office_package import Package
from generator.readers.open import Held
from generator.source.place import Place
from generator.source.words import said

Kind = Literal["修订", "批注", "隐藏", "作者", "图片"]
AMOUNT = said("词.金额")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REVISIONS = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
PEOPLE = frozenset(("creator", "lastModifiedBy"))
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MAIN = "word/document.xml"
XMP = re.compile(rb"/Subtype\s*/XML\b[^<>]{0,200}>>\s*stream\r?\n")
CREATOR = re.compile(rb"<dc:creator>\s*<rdf:Seq>\s*<rdf:li[^>]{0,40}>([^<]{1,240})<")
SHOWN, MOST, TITLE, LONGEST, BEFORE, LARGEST = 24, 50, 24, 36, 12, 1 << 20


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Something that is not shown: its kind, its words where there are any, its place, the paragraph as it is kept, how far in it."""

    kind: Kind
    text: str
    place: Place
    within: str = ""
    at: int = 0


def left_behind(held: Held, file: str) -> tuple[LeftBehind, ...]:
    """What a docx, xlsx, html or pdf that was read holds besides, at most fifty of them."""
    return at_most(_of(held, file))


def at_most(found: Iterator[LeftBehind]) -> tuple[LeftBehind, ...]:
    """The first fifty; none where a part of the file that they are looked for in cannot be read."""
    with suppress(UnreadablePublication, etree.XMLSyntaxError, ValueError):
        return tuple(islice(found, MOST))
    return ()


def _of(held: Held, file: str) -> Iterator[LeftBehind]:
    if isinstance(held, Package):
        yield from _of_word(held, file) if "word/document.xml" in held.parts else _of_workbook(held, file)
        yield from _people(held, file)
    elif isinstance(held, bytes):
        yield from (LeftBehind("作者", name, Place(file, 1, 1)) for name in dict.fromkeys(_authors(held)))
    elif held is not None:
        yield from _of_page(held, file)


def _of_word(package: Package, file: str) -> Iterator[LeftBehind]:
    """Revisions, hidden runs and comments, each by the heading and the sentence that it stands in."""
    root, styles = package.xml(MAIN), read_styles(package.xml("word/styles.xml"))
    if root is None or next(root.iter(*REVISIONS, f"{W}vanish", f"{W}commentReference"), None) is None:
        return
    comments = package.xml("word/comments.xml")
    said = {node.get(f"{W}id"): _text(node) for node in comments.iter(f"{W}comment")} if comments is not None else {}
    heading = ""
    for line, paragraph in enumerate(root.iter(f"{W}p"), 1):
        text = _kept(paragraph)
        if text and (styles.level(paragraph) or (len(text) < TITLE and re.match(TITLED, text))):
            heading = text[:TITLE]
        for kind, found, at in _in_paragraph(paragraph, said):
            place = Place(file, line, 1, words=f"{heading}“{_around(text, at)}”")
            yield LeftBehind(kind, found[:SHOWN], place, text, at)


def _in_paragraph(paragraph: etree._Element, said: Mapping[str | None, str]) -> Iterator[tuple[Kind, str, int]]:
    """What is in a paragraph besides, and how many characters of what is kept stand before it."""
    at = 0
    for node in paragraph.iter():
        if node.tag in REVISIONS and (text := _text(node)):
            yield "修订", text, at
        elif node.tag == f"{W}r" and _is_hidden(node) and (text := _text(node)):
            yield "隐藏", text, at
        elif node.tag == f"{W}commentReference":
            yield "批注", said.get(node.get(f"{W}id"), ""), at
        elif node.tag == f"{W}t" and not _is_gone(node):
            at += len(node.text or "")


def _kept(paragraph: etree._Element) -> str:
    """A paragraph as it reads once its revisions are accepted."""
    return "".join(node.text or "" for node in paragraph.iter(f"{W}t") if not _is_gone(node))


def _is_gone(node: etree._Element) -> bool:
    return next(node.iterancestors(f"{W}del", f"{W}moveFrom"), None) is not None


def _around(text: str, at: int) -> str:
    """The part of a long paragraph in which a character stands."""
    begin = max(0, min(at - BEFORE, len(text) - LONGEST)) if len(text) > LONGEST else 0
    return ("…" if begin else "") + text[begin : begin + LONGEST] + ("…" if begin + LONGEST < len(text) else "")


def _is_hidden(run: etree._Element) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val") not in {"0", "false", "off"}


def _text(node: etree._Element) -> str:
    return "".join(each.text or "" for each in node.iter(f"{W}t", f"{W}delText")).strip()


def _of_workbook(package: Package, file: str) -> Iterator[LeftBehind]:
    """Hidden sheets by their names, hidden rows and columns that hold something, and comments."""
    root, named = package.xml("xl/workbook.xml"), sheet_names(package)
    for sheet in root.iter(f"{S}sheet") if root is not None else ():
        if sheet.get("state") in {"hidden", "veryHidden"}:
            name = sheet.get("name") or ""
            yield LeftBehind("隐藏", f"工作表“{name}”", Place(file, 1, 1, sheet=name))
    for part in sorted(package.parts):
        if part.startswith("xl/worksheets/sheet") and (root := package.xml(part)) is not None:
            rows = [row for row in root.iter(f"{S}row") if row.get("hidden") == "1" and row.find(f"{S}c/{S}v") is not None]
            if rows:
                place = Place(file, int(rows[0].get("r") or 1), 1, sheet=named.get(part.rpartition("/")[2], ""))
                yield LeftBehind("隐藏", f"第 {rows[0].get('r')} 行等 {len(rows)} 行", place)
        elif re.fullmatch(r"xl/(?:threadedComments|comments)[^/]*\.xml|xl/comments/.*\.xml", part):
            yield LeftBehind("批注", "单元格里的批注", Place(file, 1, 1))


def sheet_names(package: Package) -> dict[str, str]:
    """The name of the sheet that each part of xl/worksheets is."""
    root, links = package.xml("xl/workbook.xml"), package.xml("xl/_rels/workbook.xml.rels")
    targets = {node.get("Id"): (node.get("Target") or "").rpartition("/")[2] for node in links} if links is not None else {}
    sheets = root.iter(f"{S}sheet") if root is not None else ()
    return {targets.get(sheet.get(RELATION), ""): sheet.get("name") or "" for sheet in sheets}


def _people(package: Package, file: str) -> Iterator[LeftBehind]:
    """The names in the properties."""
    root = package.xml("docProps/core.xml")
    names = {(node.text or "").strip() for node in root if etree.QName(node).localname in PEOPLE} if root is not None else set()
    for name in sorted(filter(None, names)):
        yield LeftBehind("作者", name, Place(file, 1, 1))


def _authors(content: bytes) -> Iterator[str]:
    """The authors in the information of a PDF and in its XMP, however they are stored."""
    import pypdfium2

    with suppress(pypdfium2.PdfiumError), closing(pypdfium2.PdfDocument(content)) as file:
        if name := file.get_metadata_value("Author").strip():
            yield name
    for match in XMP.finditer(content):
        stream = content[match.end() : content.find(b"endstream", match.end())]
        with suppress(zlib.error):
            stream = zlib.decompressobj().decompress(stream, LARGEST) if not stream.lstrip().startswith(b"<") else stream
        for name in CREATOR.findall(stream):
            yield unescape(name.decode("utf-8", "replace")).strip()


def _of_page(root: etree._Element, file: str) -> Iterator[LeftBehind]:
    """Hidden elements of a page that speak of money; menus and notices are hidden on most pages."""
    for node in root.iter(etree.Element):
        style = (node.get("style") or "").replace(" ", "")
        text = "".join("".join(map(str, node.itertext())).split()) if "display:none" in style or node.get("hidden") is not None else ""
        line: object = node.sourceline
        if node.tag not in {"script", "style"} and AMOUNT.search(text):
            yield LeftBehind("隐藏", text[:SHOWN], Place(file, line if isinstance(line, int) else 1, 1))
