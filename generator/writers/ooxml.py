"""Raw OOXML, all of it: each helper returns the XML that its docstring shows. Lengths are twips (1/20 pt)."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from generator.document.tree import Align
from generator.writers.docx_look import Page

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
EMU = 635  # 每个1/20磅
KEEP_NEXT, KEEP_LINES = "<w:keepNext/>", "<w:keepLines/>"
PAGE_BREAK = "<w:pageBreakBefore/>"
JOINED, JOINED_SIZE = '<w:spacing w:before="0" w:after="60" w:line="500" w:lineRule="exact"/>', 32
OWN_HEIGHT = '<w:spacing w:before="120" w:line="240" w:lineRule="auto"/>'
TAB = "<w:r><w:tab/></w:r>"

Merge = Literal["", "restart", "continue"]


def clean(text: str) -> str:
    """The text without the control characters that XML cannot hold."""
    return NOT_XML.sub("", text)


def run(text: str, style: str = "", size: int = 0) -> str:
    """<w:r><w:rPr><w:rStyle/><w:rFonts w:hint="eastAsia"/><w:sz/></w:rPr><w:t>text</w:t></w:r>; nothing for no text.

    The hint makes Word draw “ ” … ① ℃ with the Chinese font. `size` is in half points, 0 that of the style.
    """
    if not text:
        return ""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    hint = "" if text.isascii() else '<w:rFonts w:hint="eastAsia"/>'
    sized = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    properties = f"<w:rPr>{named}{hint}{sized}</w:rPr>" if named or hint or sized else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'


def paragraph(style: str, content: str, before: str = "", after: str = "") -> str:
    """<w:p><w:pPr><w:pStyle/>before… after…</w:pPr>content</w:p>: keepNext, pageBreakBefore, tabs; then jc, sectPr."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{before}{after}</w:pPr>{content}</w:p>'


def kept(how: str, with_next: bool = False) -> str:
    """What keeps a paragraph on one page, and on that of the next where it is `tied` to it."""
    return KEEP_NEXT * (how == "tied" or with_next) + KEEP_LINES * bool(how)


def end_section(last: str, section: str) -> str:
    """The paragraph `last` made the end of a section: <w:p><w:pPr>…<w:sectPr/></w:pPr>…</w:p>."""
    return last.replace("</w:pPr>", f"{section}</w:pPr>", 1)


def justify(align: Align) -> str:
    """<w:jc w:val="right"/>; nothing for left, which the styles have."""
    return "" if align == "left" else f'<w:jc w:val="{align}"/>'


def tabs(*stops: tuple[Align, int]) -> str:
    """<w:tabs><w:tab w:val="center" w:pos="4422"/>…</w:tabs>."""
    listed = "".join(f'<w:tab w:val="{align}" w:pos="{place}"/>' for align, place in stops)
    return f"<w:tabs>{listed}</w:tabs>"


def bookmark(number: int, name: str, content: str) -> str:
    """<w:bookmarkStart w:id="1" w:name="_Toc1"/>content<w:bookmarkEnd w:id="1"/>."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def commented(number: int, content: str) -> str:
    """<w:commentRangeStart w:id="0"/>content<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>."""
    return (
        f'<w:commentRangeStart w:id="{number}"/>{content}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def link(name: str, content: str) -> str:
    """<w:hyperlink w:anchor="_Toc1" w:history="1">content</w:hyperlink>."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{content}</w:hyperlink>'


def field_start(code: str) -> str:
    """<w:r><w:fldChar begin/></w:r><w:r><w:instrText> code </w:instrText></w:r><w:r><w:fldChar separate/></w:r>."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def field(code: str, result: str) -> str:
    """A whole field: its start, <w:r><w:t>result</w:t></w:r>, its end."""
    return field_start(code) + run(result) + FIELD_END


def cell(content: str, width: int, columns: int = 1, merge: Merge = "") -> str:
    """<w:tc><w:tcPr><w:tcW/><w:gridSpan/><w:vMerge/><w:vAlign/></w:tcPr>content</w:tc>, its content paragraphs."""
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{size}{span}{down}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def row(cells: Iterable[str], head: bool) -> str:
    """<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>cells</w:tr>; head rows repeat on each page."""
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def table(style: str, widths: Sequence[int], caption: str, description: str, rows: Iterable[str]) -> str:
    """<w:tbl><w:tblPr>style, width, layout, caption, description</w:tblPr><w:tblGrid>…</w:tblGrid>rows</w:tbl>."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(clean(caption))}/><w:tblDescription w:val={quoteattr(clean(description))}/>"
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def picture(number: int, relation: str, width: int, height: int, alt: str) -> str:
    """<w:r><w:drawing><wp:inline><wp:extent/><wp:docPr descr="alt"/>…<a:blip r:embed="rId9"/>…</wp:inline></w:drawing></w:r>."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    size = f'cx="{width * EMU}" cy="{height * EMU}"'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="{number}" name="图{number}" descr={quoteattr(clean(alt))}/>'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture"><pic:pic xmlns:pic="{drawing}/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="图{number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def footer_reference(kind: str, relation: str) -> str:
    """<w:footerReference w:type="default" r:id="rId8"/>."""
    return f'<w:footerReference w:type="{kind}" r:id="{relation}"/>'


def section(page: Page, footers: str, first: bool) -> str:
    """<w:sectPr>footers, nextPage, <w:pgSz/><w:pgMar/><w:pgNumType w:start="1"/><w:docGrid/></w:sectPr>.

    `first` numbers pages from 1 here; footers left out are those of the section before.
    """
    orient = ' w:orient="landscape"' if page.width > page.height else ""
    start = '<w:pgNumType w:start="1"/>' if first else ""
    return (
        f'<w:sectPr>{footers}<w:type w:val="nextPage"/><w:pgSz w:w="{page.width}" w:h="{page.height}"{orient}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}" '
        f'w:header="{page.header}" w:footer="{page.footer}" w:gutter="0"/>{start}<w:cols w:space="425"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{page.pitch}"/></w:sectPr>'
    )


def body(blocks: Iterable[str], section: str) -> str:
    """<w:body>blocks<w:sectPr/></w:body>, the section that of the last blocks."""
    return f"<w:body {NAMESPACES}>{''.join(blocks)}{section}</w:body>"
