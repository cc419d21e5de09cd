"""What a file holds besides what it shows: revisions, comments, hidden text, sheets and rows, names in its properties."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from lxml import etree

from generator.readers.blocks import UnreadablePublication
from generator.readers.office_package import Package
from generator.source.place import Place
from generator.source.words import said

Kind = Literal["修订", "批注", "隐藏", "作者"]
AMOUNT = said("词.金额")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REVISIONS = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
PEOPLE = frozenset(("creator", "lastModifiedBy"))
PDF_AUTHOR = re.compile(rb"/Author\s*(\((?:[^()\\]|\\.){0,80}\)|<[0-9A-Fa-f]{0,160}>)")
SHOWN, MOST = 24, 50


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Something that is not shown: its kind, its words where there are any, where it stands."""

    kind: Kind
    text: str
    place: Place


def left_behind(path: Path) -> tuple[LeftBehind, ...]:
    """What a docx, xlsx, html or pdf that can be read holds besides, at most fifty of them."""
    content = path.read_bytes()
    with suppress(UnreadablePublication, etree.XMLSyntaxError, ValueError):
        return tuple(islice(_of(content, path), MOST))
    return ()


def _of(content: bytes, path: Path) -> Iterator[LeftBehind]:
    file = path.as_posix()
    if content.startswith(b"PK\x03\x04"):
        package = Package(content, path.name)
        yield from _of_word(package, file) if b"word/" in content else _of_workbook(package, file)
        yield from _people(package, file)
    elif b"%PDF-" in content[:1024]:
        yield from _of_pdf(content, file)
    elif path.suffix.lower() in {".html", ".htm"}:
        yield from _of_page(content, file)


def _of_word(package: Package, file: str) -> Iterator[LeftBehind]:
    """Revisions and hidden runs by the paragraph they stand in, and the comments."""
    root = package.xml("word/document.xml")
    paragraphs = root.iter(f"{W}p") if root is not None else ()
    for line, paragraph in enumerate(paragraphs, 1):
        for node in paragraph.iter():
            if node.tag in REVISIONS and (text := _text(node)):
                yield LeftBehind("修订", text, Place(file, line, 1))
            elif node.tag == f"{W}r" and _is_hidden(node) and (text := _text(node)):
                yield LeftBehind("隐藏", text, Place(file, line, 1))
    comments = package.xml("word/comments.xml")
    for comment in comments.iter(f"{W}comment") if comments is not None else ():
        yield LeftBehind("批注", _text(comment), Place(file, 1, 1))


def _is_hidden(run: etree._Element) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val") not in {"0", "false", "off"}


def _text(node: etree._Element) -> str:
    return "".join(each.text or "" for each in node.iter(f"{W}t", f"{W}delText")).strip()[:SHOWN]


def _of_workbook(package: Package, file: str) -> Iterator[LeftBehind]:
    """Hidden sheets by their names, hidden rows and columns that hold something, and comments."""
    root = package.xml("xl/workbook.xml")
    for sheet in root.iter(f"{S}sheet") if root is not None else ():
        if sheet.get("state") in {"hidden", "veryHidden"}:
            name = sheet.get("name") or ""
            yield LeftBehind("隐藏", f"工作表“{name}”", Place(file, 1, 1, sheet=name))
    for part in sorted(package.parts):
        if part.startswith("xl/worksheets/sheet") and (root := package.xml(part)) is not None:
            rows = [row for row in root.iter(f"{S}row") if row.get("hidden") == "1" and row.find(f"{S}c/{S}v") is not None]
            if rows:
                yield LeftBehind("隐藏", f"第 {rows[0].get('r')} 行等 {len(rows)} 行", Place(file, int(rows[0].get("r") or 1), 1))
        elif re.fullmatch(r"xl/(?:threadedComments|comments)[^/]*\.xml|xl/comments/.*\.xml", part):
            yield LeftBehind("批注", "单元格里的批注", Place(file, 1, 1))


def _people(package: Package, file: str) -> Iterator[LeftBehind]:
    """The names in the properties."""
    root = package.xml("docProps/core.xml")
    names = {(node.text or "").strip() for node in root if etree.QName(node).localname in PEOPLE} if root is not None else set()
    for name in sorted(filter(None, names)):
        yield LeftBehind("作者", name, Place(file, 1, 1))


def _of_pdf(content: bytes, file: str) -> Iterator[LeftBehind]:
    """The author in the information of a PDF, where it is stored plainly."""
    for raw in dict.fromkeys(PDF_AUTHOR.findall(content)):
        data = bytes.fromhex(raw[1:-1].decode("ascii")) if raw.startswith(b"<") else re.sub(rb"\\(.)", rb"\1", raw[1:-1])
        name = data.decode("utf-16" if data.startswith((b"\xfe\xff", b"\xff\xfe")) else "utf-8", "replace").strip()
        if name:
            yield LeftBehind("作者", name, Place(file, 1, 1))


def _of_page(content: bytes, file: str) -> Iterator[LeftBehind]:
    """Hidden elements of a page that speak of money; menus and notices are hidden on most pages."""
    from lxml import html

    from generator.readers.open import charset, decode

    root = html.document_fromstring(decode(content, file, charset(content)))
    for node in root.iter(etree.Element):
        style = (node.get("style") or "").replace(" ", "")
        text = "".join("".join(map(str, node.itertext())).split()) if "display:none" in style or node.get("hidden") is not None else ""
        line: object = node.sourceline
        if node.tag not in {"script", "style"} and AMOUNT.search(text):
            yield LeftBehind("隐藏", text[:SHOWN], Place(file, line if isinstance(line, int) else 1, 1))
