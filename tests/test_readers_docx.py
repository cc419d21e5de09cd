"""DOCX files as Word and WPS make them: numbers counted by the program, merged cells, boxes, tracked changes, fields."""

import io
import zipfile
from pathlib import Path

import pytest

from generator.readers.blocks import Block, Paragraph
from generator.readers.docx.numbers import numeral
from generator.readers.open import read_blocks
from tests.read_blocks import grids, raws

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
DECLARED = " ".join(f'xmlns:{short}="{name}"' for short, name in NAMES.items())
STYLES = """<w:style w:type="paragraph" w:default="1" w:styleId="a"/>
<w:style w:type="paragraph" w:styleId="1"><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="标题一"><w:basedOn w:val="1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="环"><w:basedOn w:val="环"/></w:style>
<w:style w:type="character" w:styleId="藏"><w:rPr><w:vanish/></w:rPr></w:style>"""
LEVELS = [
    ("chineseCounting", "%1、"),
    ("japaneseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimalEnclosedCircle", "%4"),
]


def levels() -> str:
    return "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(LEVELS)
    )


NUMBERING = f"""<w:abstractNum w:abstractNumId="7">{levels()}</w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>"""


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def item(text: str, depth: int, number: int = 1) -> str:
    return paragraph(run(text), f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


@pytest.fixture
def read(tmp_path: Path):
    def blocks(body: str) -> list[Block]:
        parts = {
            "document": f"<w:document {DECLARED}><w:body>{body}<w:sectPr/></w:body></w:document>",
            "styles": f"<w:styles {DECLARED}>{STYLES}</w:styles>",
            "numbering": f"<w:numbering {DECLARED}>{NUMBERING}</w:numbering>",
        }
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, xml in parts.items():
                package.writestr(f"word/{name}.xml", xml)
        path = tmp_path / "决算.docx"
        path.write_bytes(out.getvalue())
        return read_blocks(path)

    return blocks


def test_numbers_that_word_counts_are_read_as_printed(read):
    body = [
        item("职责", 0),
        item("机构", 0),
        item("内设", 1),
        item("下属", 1),
        item("一个", 2),
        item("甲", 3),
        item("乙", 3),
    ]
    body += [
        item("决算", 0),
        item("收入", 1),
        item("不编号", 0, 0),
        item("重来", 0, 2),
        item("接着", 0, 2),
        item("点", 0, 3),
    ]
    assert raws(read("".join(body))) == [
        "一、职责", "二、机构", "（一）内设", "（二）下属", "1.一个", "①甲", "②乙",
        "三、决算", "（一）收入", "不编号", "一、重来", "二、接着", "点",
    ]  # fmt: skip


def test_a_style_brings_number_and_heading_level(read):
    styled = [paragraph(run(text), '<w:pStyle w:val="标题一"/>') for text in ("总体", "收入")]
    plain = paragraph(run("正文"), '<w:pStyle w:val="环"/>')
    own = paragraph(run("小标题"), '<w:outlineLvl w:val="2"/>')
    blocks = read("".join([*styled, plain, own]))
    assert [(b.raw, b.level) for b in blocks if isinstance(b, Paragraph)] == [
        ("一、总体", 1), ("二、收入", 1), ("正文", 0), ("小标题", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "form", "printed"),
    [
        (10, "chineseCounting", "十"), (11, "japaneseCounting", "十一"), (20, "chineseCountingThousand", "二十"),
        (105, "chineseCountingThousand", "一百零五"), (21, "chineseCounting", "二十一"), (3, "ideographTraditional", "丙"),
        (12, "chineseLegalSimplified", "壹拾贰"), (4, "decimalEnclosedCircleChinese", "④"), (7, "decimalZero", "07"),
        (3, "decimalFullWidth", "３"), (27, "lowerLetter", "aa"), (14, "upperRoman", "XIV"), (5, "不认识", "5"),
    ],
)  # fmt: skip
def test_number_forms(value, form, printed):
    assert numeral(value, form) == printed


def test_tracked_changes_are_taken_as_accepted(read):
    body = paragraph(
        run("支出")
        + '<w:del w:id="1"><w:r><w:delText>100</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2">{run("200")}</w:ins>'
        + f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('万元')}</w:moveTo>"
    )
    erased = paragraph('<w:del w:id="3"><w:r><w:delText>全删</w:delText></w:r></w:del>', "<w:rPr><w:del/></w:rPr>")
    row = table(cell("项目") + cell("金额"), cell("合计") + cell("1.00"))
    dropped = row.replace(
        "</w:tbl>", f'<w:tr><w:trPr><w:del w:id="4"/></w:trPr>{cell("旧")}{cell("2.00")}</w:tr></w:tbl>'
    )
    blocks = read(body + erased + dropped)
    assert raws(blocks) == ["支出200万元"]
    assert grids(blocks) == [[["项目", "金额"], ["合计", "1.00"]]]


def test_a_deleted_item_counts_for_no_number(read):
    erased = "<w:r><w:delText>删</w:delText></w:r>"
    gone = paragraph(
        f'<w:del w:id="1">{erased}</w:del>', '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>'
    )
    assert raws(read(item("甲", 0) + gone + item("乙", 0))) == ["一、甲", "二、乙"]


def test_hidden_text_is_left_out(read):
    body = run("看得见") + run("看不见", "<w:vanish/>") + run("也不见", '<w:rStyle w:val="藏"/>')
    body += run("又见", '<w:rStyle w:val="藏"/><w:vanish w:val="0"/>')
    assert raws(read(paragraph(body))) == ["看得见又见"]


def field(code: str, result: str) -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}{result}{end}"


def test_contents_lose_their_page_numbers_and_other_fields_keep_their_result(read):
    entry = run("一、部门职责") + "<w:r><w:tab/></w:r>" + field("PAGEREF _Toc1 \\h", run("12"))
    typed = run("二、机构设置") + "<w:r><w:tab/></w:r>" + run("13")
    simple = run("三、说明") + '<w:fldSimple w:instr=" PAGEREF _Toc3 ">' + run("14") + "</w:fldSimple>"
    opened = field('TOC \\o "1-2"', entry).rpartition('<w:r><w:fldChar w:fldCharType="end"/></w:r>')[0]
    closed = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    total = run("合计") + field("=SUM(ABOVE)", run("5,107.53")) + run("万元")
    body = paragraph(opened) + paragraph(typed) + paragraph(simple + closed) + paragraph(total)
    assert raws(read(body)) == ["一、部门职责", "二、机构设置", "三、说明", "合计5,107.53万元"]


def test_a_field_left_open_swallows_no_more_than_its_paragraph(read):
    broken = paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("域"))
    assert raws(read(broken + paragraph(run("后文")))) == ["后文"]


def test_a_text_box_is_read_once_where_it_is_anchored(read):
    inner = f"<w:txbxContent>{paragraph(run('第二部分'))}{table(cell('甲') + cell('1'), cell('乙') + cell('2'))}</w:txbxContent>"
    modern = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
    old = f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
    anchor = f"<w:r><mc:AlternateContent>{modern}{old}</mc:AlternateContent></w:r>"
    body = paragraph(run("前文")) + paragraph(anchor + run("锚在此段")) + paragraph(run("后文"))
    blocks = read(body)
    assert raws(blocks) == ["前文", "第二部分", "锚在此段", "后文"]
    assert grids(blocks) == [[["甲", "1"], ["乙", "2"]]]


def test_merged_cells_are_read_once_with_empty_ones_for_what_they_cover(read):
    span, down, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        cell("项目", span) + cell("支出", down) + cell("收入"),
        cell("编码") + cell("名称") + cell("", on) + cell("1"),
        "<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cell("合计") + cell("3.00") + cell("2"),
    ]
    assert grids(read(table(*rows))) == [
        [["项目", "", "支出", "收入"], ["编码", "名称", "", "1"], ["", "合计", "3.00", "2"]]
    ]


def test_lines_in_a_cell_run_together_and_controls_are_looked_into(read):
    wrapped = (
        f"<w:tc>{paragraph(run('公务用车'))}{paragraph(run('运行') + '<w:r><w:br/></w:r>' + run('维护费'))}</w:tc>"
    )
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{cell('40.64')}</w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtContent>{table(wrapped + control, cell('合计') + cell('40.64'))}</w:sdtContent></w:sdt>"
    assert grids(read(body)) == [[["公务用车运行维护费", "40.64"], ["合计", "40.64"]]]


def test_a_table_over_a_section_break_is_one_and_another_title_begins_another(read):
    head, first, second = cell("科目") + cell("金额"), cell("甲") + cell("1"), cell("乙") + cell("2")
    end = paragraph("", "<w:sectPr/>")
    body = table(head, first) + end + table(head, second) + paragraph(run("收入决算表")) + table(head, first)
    assert grids(read(body)) == [[["科目", "金额"], ["甲", "1"], ["乙", "2"]], [["科目", "金额"], ["甲", "1"]]]


def test_title_and_notes_inside_a_table_are_no_rows_of_it(read):
    whole = '<w:gridSpan w:val="2"/>'
    rows = [cell("支出决算表", whole), cell("部门：示例县水务局") + cell("金额单位：万元"), cell("项目") + cell("金额")]
    blocks = read(table(*rows, cell("合计") + cell("1.00"), cell("注：本表反映支出。", whole)))
    assert raws(blocks) == ["支出决算表", "部门：示例县水务局", "金额单位：万元", "注：本表反映支出。"]
    assert grids(blocks) == [[["项目", "金额"], ["合计", "1.00"]]]


def test_a_frame_around_text_is_no_table(read):
    assert raws(read(table(cell("（此页为空）")))) == ["（此页为空）"]


def test_lines_of_a_paragraph_stand_alone_where_a_sentence_ends(read):
    line_break = "<w:r><w:br/></w:r>"
    body = (
        run("支出合计")
        + line_break
        + run("5107.53万元。")
        + line_break
        + run("收入合计同上，")
        + line_break
        + run("二、收入")
    )
    blocks = read(paragraph(body))
    assert raws(blocks) == ["支出合计5107.53万元。", "收入合计同上，", "二、收入"]
    assert isinstance(blocks[0], Paragraph)
    assert [(piece.place.line, piece.place.column) for piece in blocks[0].pieces] == [(1, 1), (1, 6)]
