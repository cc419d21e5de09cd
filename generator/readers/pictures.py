"""Pictures and embedded files of a published file that are large enough to hold a table: what stands in them is not read."""

import re
from collections.abc import Iterator

from lxml import etree

from generator.readers.captions import is_chart_caption
from generator.readers.left_behind import LeftBehind, at_most, sheet_names
from generator.readers.office_package import Package
from generator.readers.open import Held
from generator.source.place import Place
from generator.source.words import said

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EMU, POINT = 36_000, 0.3528  # 一毫米多少 EMU，一磅多少毫米
WIDE, LARGE, PIXELS = 70, 2_000, 200  # 毫米，平方毫米，网页上的点
SIDE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)pt")
LENGTH = re.compile(r"\d+")
ATTACHED = re.compile(r"[^/?#]*\.(?:docx?|xlsx?|wps|et|pdf|zip|rar|7z)(?=$|[?#])", re.IGNORECASE)
SMALL, SITE = said("篇.网页的小图"), said("篇.网站自己的附件")
QUOTED = 16
BELOW = "string(following::text()[normalize-space()][1])"
EMBEDDED, ATTACHMENT, DRAWN = "嵌入的文件", "附件", "图片"


def pictures(held: Held, file: str) -> tuple[LeftBehind, ...]:
    """The pictures of a docx, xlsx, html or pdf that was read, and what is embedded in it or attached to it, at most fifty."""
    return at_most(_of(held, file))


def _of(held: Held, file: str) -> Iterator[LeftBehind]:
    if isinstance(held, Package):
        yield from _of_word(held, file) if "word/document.xml" in held.parts else _of_workbook(held, file)
    elif isinstance(held, bytes):
        yield from _of_pdf(held, file)
    elif held is not None:
        yield from _of_page(held, file)


def _of_pdf(content: bytes, file: str) -> Iterator[LeftBehind]:
    """Pages with pictures over which nothing is written; one with the caption of a chart shows that."""
    from generator.readers.pdf.document import sheets_of
    from generator.readers.pdf.lines import TextLine
    from generator.readers.pdf.unseen import scanned_pages, with_pictures

    sheets = sheets_of(content, file.rpartition("/")[2])
    told = scanned_pages([sheet.page for sheet in sheets])
    for sheet in sheets:
        named = any(isinstance(item, TextLine) and is_chart_caption(item.text) for item in sheet.items)
        if with_pictures(sheet.page) and not named and sheet.page.number not in told:
            yield LeftBehind("图片", f"第{sheet.page.number}页", Place(file, 1, 1, sheet.page.number))


def _of_word(package: Package, file: str) -> Iterator[LeftBehind]:
    """Pictures by the paragraph before each; a picture above the caption of a chart shows that."""
    root, before = package.xml("word/document.xml"), ""
    paragraphs = list(root.iter(f"{W}p")) if root is not None else []
    texts = ["".join(node.text or "" for node in each.iter(f"{W}t")).strip() for each in paragraphs]
    for n, (paragraph, text) in enumerate(zip(paragraphs, texts, strict=True)):
        after = next(filter(None, texts[n + 1 :]), "")
        for what in [] if is_chart_caption(after) or is_chart_caption(text) else _in_paragraph(paragraph):
            behind = text or before
            yield LeftBehind("图片", _behind(what, behind), Place(file, n + 1, 1), behind)
        before = text or before


def _in_paragraph(paragraph: etree._Element) -> Iterator[str]:
    for node in paragraph.iter(f"{W}drawing", f"{W}pict", f"{W}object"):
        if next(node.iterancestors(f"{W}p"), None) is not paragraph:
            continue
        if node.tag == f"{W}object":
            yield EMBEDDED
        elif next(node.iter("{*}blip", "{*}imagedata"), None) is not None and _large(*_millimetres(node)):
            yield DRAWN


def _millimetres(node: etree._Element) -> tuple[float, float]:
    """How wide and high a drawing is."""
    if (extent := next(node.iter("{*}extent", "{*}ext"), None)) is not None and extent.get("cx"):
        return int(extent.get("cx", "0")) / EMU, int(extent.get("cy", "0")) / EMU
    sides = {name: float(size) * POINT for each in node.iter() for name, size in SIDE.findall(each.get("style") or "")}
    return sides.get("width", 0), sides.get("height", 0)


def _large(wide: float, high: float) -> bool:
    return wide >= WIDE and wide * high >= LARGE


def _of_workbook(package: Package, file: str) -> Iterator[LeftBehind]:
    """Pictures and embedded files by the sheet that they are on."""
    for part, name in sheet_names(package).items():
        links = package.xml(f"xl/worksheets/_rels/{part}.rels")
        for target in (link.get("Target") or "" for link in links) if links is not None else ():
            drawing = package.xml(f"xl/drawings/{target.rpartition('/')[2]}") if "/drawings/" in target else None
            anchors = [each for each in drawing if next(each.iter("{*}pic"), None) is not None] if drawing is not None else []
            shown = [DRAWN for anchor in anchors if _covers(anchor)] + [EMBEDDED] * ("/embeddings/" in target)
            yield from (LeftBehind("图片", f"工作表“{name}”里的{what}", Place(file, 1, 1, sheet=name)) for what in shown)


def _covers(anchor: etree._Element) -> bool:
    """Whether a picture on a sheet is large: by its size, or by the columns and rows that it lies over."""
    ends = [int(node.findtext(f"{{*}}{name}") or 0) for node in anchor.iterfind("{*}to") for name in ("col", "row")]
    starts = [int(node.findtext(f"{{*}}{name}") or 0) for node in anchor.iterfind("{*}from") for name in ("col", "row")]
    if ends and starts:
        return ends[0] - starts[0] > 1 and ends[1] - starts[1] > 2
    return _large(*_millimetres(anchor))


def _of_page(root: etree._Element, file: str) -> Iterator[LeftBehind]:
    """Pictures of the text of a page but charts with a caption below, what is embedded in it, and the files that it links to."""
    from generator.readers.html.main_text import PageText

    if next(root.iter("img", "iframe", "embed", "object", "a"), None) is None:
        return
    page = PageText(root)
    for part in page.content():
        before = ""
        for node in part.iter(etree.Element):
            line: object = node.sourceline
            place = Place(file, line if isinstance(line, int) else 1, 1)
            if (what := _shown(node)) and not (what == DRAWN and is_chart_caption(str(node.xpath(BELOW)))):
                yield LeftBehind("图片", _behind(what, before) if what in {DRAWN, EMBEDDED} else what, place, before)
            before = next((text for text in ((node.tail or "").strip(), (node.text or "").strip()) if len(text) > 1), before)


def _shown(node: etree._Element) -> str:
    """What an element shows that is not read: a picture, a file within the page, one that it links to; else empty."""
    if node.tag in {"iframe", "embed", "object"} and ATTACHED.search(node.get("src") or node.get("data") or ""):
        return EMBEDDED
    if node.tag == "img":
        known = [int(found[0]) for name in ("width", "height") if (found := LENGTH.match(node.get(name) or ""))]
        small = any(size < PIXELS // 2 for size in known) or SMALL.search((node.get("src") or "") + (node.get("alt") or ""))
        return "" if small else DRAWN
    name = ATTACHED.search(node.get("href") or "") if node.tag == "a" else None
    text = "".join("".join(map(str, node.itertext())).split()) if name else ""
    return f"{ATTACHMENT}“{text[:36] or name[0]}”" if name and not SITE.search(text) else ""


def _behind(what: str, before: str) -> str:
    return f"“{before[:QUOTED]}{'…' if len(before) > QUOTED else ''}”后面的{what}" if before else what
