"""Write templates/look/reference.docx: styles, page and footers of a 公文 (GB/T 9704-2012).

Anyone may change that file in Word afterwards; run `python tools/make_reference.py` to start again.
"""

from pathlib import Path
from xml.sax.saxutils import quoteattr

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.section import _Footer
from docx.shared import Mm
from reference_styles import BODY, HEI, KAI, SONG, TITLE, W, styles

TARGET = Path(__file__).parent.parent / "templates" / "look" / "reference.docx"
SUBSTITUTES = {BODY: "仿宋", KAI: "楷体", HEI: "SimHei", TITLE: "华文中宋", SONG: "SimSun"}
KEPT = ("officeDocument", "core-properties", "styles", "settings", "fontTable", "theme")
# Word 的避头尾用字，另加“万”“亿”“元”，使金额与单位同在一行
NOT_LAST = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
NOT_FIRST = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠万亿元"
GUIDE = (
    ("公文题", "决算公开文本的版式"),
    ("公文正文", "本文件只管版式。在 Word 中修改样式、页边距、页脚并保存，再次生成的文本即用新版式。"),
    ("公文正文", "请不要改样式的名称。本页文字不会印入文本。"),
)


def settings() -> str:
    """The settings part: odd and even pages differ, Chinese punctuation, Word 2013 and later."""
    return (
        f'<w:settings {W}><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val={quoteattr(NOT_LAST)}/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val={quoteattr(NOT_FIRST)}/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def font_table() -> str:
    """The font table part: what to take where a font is missing."""
    listed = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in SUBSTITUTES.items()
    )
    return f"<w:fonts {W}>{listed}</w:fonts>"


def page_number(footer: _Footer, side: str) -> None:
    """Print — 1 — in a footer, one character in from the outer edge."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    dash = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    code = '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    footer.is_linked_to_previous = False
    footer._element[:] = [parse_xml(
        f'<w:p {W}><w:pPr><w:pStyle w:val="footer"/><w:ind w:{side}Chars="100" w:{side}="280"/>'
        f'<w:jc w:val="{side}"/></w:pPr>'
        f"{dash.format('— ')}{begin}{code}{separate}<w:r><w:t>1</w:t></w:r>{end}{dash.format(' —')}</w:p>"
    )]  # fmt: skip


def set_page(document: Document) -> None:
    """A4 with the margins of GB/T 9704, 22 lines to the page, and footers outside on odd and even pages."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.right_margin = Mm(37), Mm(26)
    section.bottom_margin, section.left_margin = Mm(35), Mm(28)
    section.header_distance, section.footer_distance = Mm(20), Mm(23)
    grid = parse_xml(f'<w:docGrid {W} w:type="lines" w:linePitch="579"/>')
    for old in section._sectPr.findall(grid.tag):
        section._sectPr.remove(old)
    section._sectPr.append(grid)
    page_number(section.footer, "right")
    page_number(section.even_page_footer, "left")


def drop_parts(document: Document) -> None:
    """Take away what the built-in template has and we do not want, such as its thumbnail."""
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if not relation.reltype.endswith(KEPT):
                del relations[key]


def fill(document: Document) -> None:
    """Put styles, settings, fonts and the words to the officer in place of those of the built-in template."""
    document.styles.element[:] = parse_xml(styles())[:]
    document.settings.element[:] = parse_xml(settings())[:]
    for relation in document.part.rels.values():
        if relation.reltype.endswith("fontTable"):
            relation.target_part._blob = font_table().encode()
    for style, text in GUIDE:
        document.add_paragraph(text, style)
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "", "", "决算公开文本的版式"


def main() -> None:
    """Write the reference document."""
    document = docx.Document()
    drop_parts(document)
    fill(document)
    set_page(document)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(TARGET))


if __name__ == "__main__":
    main()
