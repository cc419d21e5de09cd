"""Government web pages and workbooks: the text without what surrounds it, tables whatever they are built of."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from generator.readers.blocks import Block, Grid, Paragraph
from generator.readers.open import read_blocks
from generator.readers.xlsx import shown
from tests.read_blocks import grids, raws

BODY = "<p>2022年度支出合计1234.56万元，其中：基本支出1000.00万元。</p><p>与上年相比增加100.00万元。</p>"
TEXTS = ["2022年度支出合计1234.56万元，其中：基本支出1000.00万元。", "与上年相比增加100.00万元。"]
MENU = "<ul>" + "".join(f'<li><a href="/{n}">栏目{n}</a></li>' for n in range(30)) + "</ul>"


@pytest.fixture
def read(tmp_path: Path):
    def blocks(body: str) -> list[Block]:
        path = tmp_path / "决算.html"
        path.write_text(f"<!DOCTYPE html><html><head><title>网站</title></head><body>{body}</body></html>", "utf-8")
        return read_blocks(path)

    return blocks


@pytest.fixture
def workbook(tmp_path: Path):
    def blocks(book: openpyxl.Workbook) -> list[Block]:
        path = tmp_path / "决算.xlsx"
        book.save(path)
        return read_blocks(path)

    return blocks


@pytest.mark.parametrize(
    "holder", ['<div id="zoom">{}</div>', "<article>{}</article>", "<table><tr><td>{}</td></tr></table>"]
)
def test_what_surrounds_the_text_is_left_out(read, holder):
    top = f'<div class="top"><div>今天是2022年9月1日</div>{MENU}</div>'
    foot = '<div class="foot">主办单位：示例县人民政府 备案号：123456</div><footer>版权所有。侵权必究。</footer>'
    page = f"{top}<div class=wrap><h1>示例县水务局2022年度部门决算</h1><div>{holder.format(BODY)}</div></div>{foot}"
    assert raws(read(page)) == ["示例县水务局2022年度部门决算", *TEXTS]


def test_text_in_several_parts_is_read_in_all(read):
    assert raws(read(f"<div>{MENU}</div><div>{BODY}</div><div>{BODY}</div>")) == [*TEXTS, *TEXTS]


def test_what_is_not_shown_is_not_read(read):
    unseen = (
        '<script>var a="。。";</script><style>p{}</style><p style="display: none">藏。</p><p hidden>藏。</p>'
        '<span class="sr-only">给读屏的说明。</span><i aria-hidden="true">图标</i><!-- 注释 -->'
    )
    assert raws(read(f'{unseen}<p title="公式：甲÷乙">占<a href="#" title="解释">50.7%</a>。</p>{BODY}')) == [
        "占50.7%。",
        *TEXTS,
    ]


def test_breaks_entities_and_space_in_the_source(read):
    page = "<div>　　支出合计&nbsp;1,234.56&#19975;元，\n  占&lt;100%&gt;。<br/>　　收入<b>合</b><i>计</i>\n同上。<br>一、职责</div>"
    assert [raw.replace("\xa0", " ") for raw in raws(read(page + BODY))][:3] == [
        "支出合计 1,234.56万元，占<100%>。",
        "收入合计同上。",
        "一、职责",
    ]


def test_a_sentence_torn_by_a_break_is_joined(read):
    first, rest = "2022年度支出合计1234.56万元，其中：基本支出1000.00万元，占", "81.0%；项目支出234.56万元。"
    assert raws(read(f"<div>{first}<br>{rest}</div>{BODY}"))[0] == first + rest


def test_headings_have_levels_and_ordered_items_numbers(read):
    blocks = read(f"<h2>第三部分 说明</h2><ol start=3><li><p>办公费</p></li><li>印刷费</li></ol>{BODY}")
    assert [(b.raw, b.level) for b in blocks if isinstance(b, Paragraph)][:3] == [
        ("第三部分 说明", 2),
        ("3.办公费", 0),
        ("4.印刷费", 0),
    ]


def test_a_table_with_merged_cells_its_foot_last_and_its_captions_apart(read):
    page = """<table><caption>支出决算表</caption><tfoot><tr><td>合计<td>3.00<td>1.00</tfoot>
    <tr><td colspan=3>金额单位：万元</td></tr>
    <tr><th rowspan="2">科目</th><th colspan="2">决算<br>数</th></tr><tr><th>小计</th><th>基本</th></tr>
    <tr><td>甲</td><td><p>3.00</p></td><td>&nbsp;</td></tr></table>"""
    blocks = read(page + BODY)
    assert raws(blocks)[:2] == ["支出决算表", "金额单位：万元"]
    assert grids(blocks) == [
        [["科目", "决算数", ""], ["", "小计", "基本"], ["甲", "3.00", ""], ["合计", "3.00", "1.00"]]
    ]


def test_a_table_within_a_table_that_only_places_it(read):
    inner = "<table><tr><td>项目</td><td>金额</td></tr><tr><td>合计</td><td>3.00</td></tr></table>"
    blocks = read(f"<table><tr><td>{MENU}</td><td>{BODY}{inner}</td></tr></table>")
    assert grids(blocks) == [[["项目", "金额"], ["合计", "3.00"]]]
    assert raws(blocks)[-2:] == TEXTS


def rows(outer: str, row: str, cell: str) -> str:
    words = [["项目", "行次", "金额"], ["收入", "1", "12.50"], ["支出", "2", "12.50"]]
    made = ("".join(cell.format(word) for word in line) for line in words)
    return outer.format("".join(row.format(line) for line in made))


@pytest.mark.parametrize(
    ("outer", "row", "cell"),
    [
        ('<div style="display:table">{}</div>', '<div style="display: table-row">{}</div>', "<div>{}</div>"),
        ('<div role="table">{}</div>', '<div role="row">{}</div>', '<span role="cell">{}</span>'),
        ("<div>{}</div>", "<ul>{}</ul>", "<li>{}</li>"),
    ],
)
def test_tables_made_of_other_elements(read, outer, row, cell):
    assert grids(read(BODY + rows(outer, row, cell))) == [
        [["项目", "行次", "金额"], ["收入", "1", "12.50"], ["支出", "2", "12.50"]]
    ]


def test_deep_and_wide_pages_are_read_within_bounds(read):
    deep = "<div>" * 5000 + BODY + "</div>" * 5000
    assert isinstance(read(BODY + deep), list)
    wide = f'<table><tr><td colspan="1000000" rowspan="99999999">甲<td>1</tr><tr><td>乙<td>2</tr></table>{BODY}'
    assert all(len(row) < 500 for grid in grids(read(wide)) for row in grid)


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (5107.530000001, "General", "5107.53"), (0.1 + 0.2, "General", "0.3"), (1e21, "General", "1000000000000000000000"),
        (5107.5, "0.00", "5107.50"), (5107.53, "#,##0.00", "5,107.53"), (5107.535, '#,##0.00_ ;[Red]\\-#,##0.00', "5,107.54"),
        (0.507, "0.0%", "50.7%"), (-3, "0.00_);(0.00)", "-3.00"), (0, '#,##0.00;-#,##0.00;""', ""), (0, "0.00", "0.00"),
        (2150501, "General", "2150501"), ("0101", "@", "0101"), (12.5, '0.00"万元"', "12.50"), (True, "General", "是"),
        (16722000, "0!.0,", "1672.2"), (16722000, "#,##0!.0,", "1,672.2"), (624000, '0"."0,', "62.4"), (16722000, "0\\.0000", "1672.2000"),
        (16722050, "0!.0000", "1672.2050"), (-624000, "0!.0,", "-62.4"), (16722000, "#,##0.00,", "16,722.00"), (0, "0!.0,", "0.0"),
        (date(2022, 9, 1), "yyyy/m/d", "2022年9月1日"), (1234567.5, "@", "1234567.5"), (0.00001234, "General", "0.00001234"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_a_sheet_shows_them(value, pattern, text):
    assert shown(value, pattern) == text


def test_a_sheet_with_titles_numbers_merged_cells_and_two_tables(workbook):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["收入支出决算总表"])
    sheet.append(["部门：示例县水务局", None, "金额单位：万元"])
    for row in (
        ["收入", None, "支出"],
        ["财政拨款", 1.1 + 2.2, "12.50"],
        ["合计", 3.3, None],
        [],
        ["注：本表反映收支。"],
    ):
        sheet.append(row)
    sheet.merge_cells("A3:B3")
    for row in (["收入决算表"], ["项目", "金额"], ["合计", 3.3]):
        sheet.append(row)
    book.create_sheet("封面").append(["示例县水务局"])
    book["封面"].sheet_state = "hidden"
    blocks = workbook(book)
    assert grids(blocks) == [
        [["收入", "", "支出"], ["财政拨款", "3.3", "12.50"], ["合计", "3.3", ""]],
        [["项目", "金额"], ["合计", "3.3"]],
    ]
    assert raws(blocks) == [
        "收入支出决算总表", "部门：示例县水务局", "金额单位：万元", "注：本表反映收支。", "收入决算表", "示例县水务局",
    ]  # fmt: skip
    grid = next(block for block in blocks if isinstance(block, Grid))
    assert (grid.rows[1][1].place.page, grid.rows[1][1].place.line, grid.rows[1][1].place.column) == (1, 4, 2)


def test_a_cell_far_away_costs_nothing(workbook):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"], book.active["XFD1048576"] = "项目", "金额", 1
    assert grids(workbook(book)) == [[["项目", "金额"]]]
