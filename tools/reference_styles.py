"""The styles of a 公文 as OOXML, for make_reference.py."""

from dataclasses import dataclass

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY, KAI, HEI, TITLE, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
LATIN = "Times New Roman"
LEFT, CENTRE, RIGHT = (f'<w:jc w:val="{side}"/>' for side in ("left", "center", "right"))
FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
BELOW = '<w:ind w:leftChars="200" w:left="560" w:firstLineChars="0" w:firstLine="0"/>'
SIGNED = '<w:ind w:rightChars="200" w:right="640" w:firstLineChars="0" w:firstLine="0"/>'
KEEP = "<w:keepNext/><w:keepLines/>"
BREAK = "<w:pageBreakBefore/>"
NO_GAPS = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'  # 汉字与数字之间不另加空
NO_GRID = '<w:snapToGrid w:val="0"/>'
DOTS = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8845"/></w:tabs>'
NARROW = '<w:spacing w:val="-5"/>'  # 使 28 个三号字正好排进 156 毫米
NATURAL = '<w:spacing w:val="0"/>'


@dataclass(frozen=True)
class Style:
    """A paragraph style: `size` in half points; line, before and after in twips; XML around the spacing, and of the letters."""

    name: str
    font: str = BODY
    size: int = 32
    line: int = 579
    before: int = 0
    after: int = 0
    first: str = ""
    last: str = FLUSH + LEFT
    level: int | None = None
    latin: str = ""
    letters: str = ""

    def xml(self) -> str:
        """The <w:style> element."""
        return (
            f'<w:style w:type="paragraph" {self.identity()}<w:uiPriority w:val="1"/><w:qFormat/>'
            f'<w:pPr>{self.first}<w:spacing w:before="{self.before}" w:after="{self.after}" '
            f'w:line="{self.line}" w:lineRule="exact"/>{self.last}{self.outline()}</w:pPr>'
            f"<w:rPr>{fonts(self.font, self.latin)}{self.letters or (NARROW if self.size == 32 else NATURAL)}"
            f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/></w:rPr></w:style>'
        )

    def identity(self) -> str:
        """Attributes that tell a built-in style from our own, and the name."""
        kind = "" if self.name.isascii() else 'w:customStyle="1" '
        default = 'w:default="1" ' if self.name == "Normal" else ""
        base = "" if self.name == "Normal" else '<w:basedOn w:val="Normal"/>'
        return f'{kind}{default}w:styleId="{self.name.replace(" ", "")}"><w:name w:val="{self.name}"/>{base}'

    def outline(self) -> str:
        """The level at which the navigation pane and the contents show the paragraph."""
        return "" if self.level is None else f'<w:outlineLvl w:val="{self.level}"/>'


STYLES = (
    Style("Normal", first='<w:widowControl w:val="0"/>' + NO_GAPS, last=FLUSH + '<w:jc w:val="both"/>'),
    Style("封面", TITLE, 60, 960, 3000, last=FLUSH + CENTRE),
    Style("Title", TITLE, 60, 960, last=FLUSH + CENTRE),
    Style("heading 1", TITLE, 44, 800, 4000, first=KEEP + BREAK, last=FLUSH + CENTRE, level=0),
    Style("heading 2", HEI, first=KEEP, last=INDENT, level=1),
    Style("heading 3", KAI, first=KEEP, last=INDENT, level=2),
    Style("heading 4", BODY, first=KEEP, last=INDENT, level=3),
    Style("公文正文", last=INDENT + '<w:jc w:val="both"/>'),
    Style("公文题", TITLE, 44, 579, 579, 579, first=KEEP, last=FLUSH + CENTRE),
    Style("公文注", size=21, line=320, first=NO_GRID),
    Style("caption", HEI, 21, 320, first=NO_GRID, last=FLUSH + CENTRE),
    Style("公文落款", last=SIGNED + RIGHT),
    Style("表题", TITLE, 36, 560, first=KEEP, last=FLUSH + CENTRE, level=1),
    Style("表号", size=21, line=300, first=KEEP + NO_GRID, last=FLUSH + RIGHT),
    Style("表首", size=21, line=300, after=60, first=KEEP + NO_GRID),
    Style("表格文字", size=21, line=262, before=35, after=35, first=NO_GRID),
    Style("表格小字", size=18, line=225, before=35, after=35, first=NO_GRID),
    Style("表格密字", size=15, line=188, before=35, after=35, first=NO_GRID),
    Style("TOC Heading", TITLE, 44, 800, first=BREAK, last=FLUSH + CENTRE),
    Style("toc 1", HEI, 28, first=DOTS, latin=LATIN),
    Style("toc 2", size=28, first=DOTS, last=BELOW + LEFT),
    Style("header", HEI, 52, 520, last=FLUSH + CENTRE, letters='<w:color w:val="C00000"/><w:spacing w:val="520"/>'),
    Style("footer", SONG, 28, 400, first=NO_GRID),
    Style("分节", size=2, line=20, first=NO_GRID),
)


def fonts(chinese: str, latin: str = "") -> str:
    """The fonts of a style, for every script, so that no theme font is ever asked."""
    latin = latin or (LATIN if chinese in (BODY, KAI) else chinese)
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"/>'


def character_styles() -> str:
    """Styles of letters: 表头字 for the heads of tables, Strong for totals."""
    return (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="character" w:customStyle="1" w:styleId="表头字"><w:name w:val="表头字"/>'
        f'<w:uiPriority w:val="1"/><w:qFormat/><w:rPr>{fonts(HEI)}</w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/>'
        '<w:uiPriority w:val="1"/><w:qFormat/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>'
    )


def table_styles() -> str:
    """The style of tables: thin lines, little room at the sides of a cell."""
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="决算表"><w:name w:val="决算表"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="1"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>"
        '<w:left w:w="50" w:type="dxa"/><w:right w:w="50" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


def styles() -> str:
    """The styles part: defaults, styles not to be shown, and ours."""
    return (
        f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts(BODY)}"
        '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" '
        'w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
        f"{''.join(map(Style.xml, STYLES))}{character_styles()}{table_styles()}</w:styles>"
    )
