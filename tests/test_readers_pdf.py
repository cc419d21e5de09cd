"""PDF pages, each character put where the test says: uneven baselines, broken lines, page furniture, ruled tables."""

from itertools import pairwise
from pathlib import Path

import pytest

from generator.readers.blocks import Block, Grid, Paragraph
from generator.readers.open import read_blocks
from tests.raw_pdf import bar, grid, line, pdf, text
from tests.read_blocks import grids, raws

LEFT, SIZE, LEADING = 80, 16, 29
CHARACTERS = 27
TOP = 700


@pytest.fixture(params=[True, False], ids=["embedded", "named"])
def read(tmp_path: Path, request: pytest.FixtureRequest):
    """Reads pages twice: with the font in the file, and with its name alone."""

    def blocks(*pages: bytes, turn: int = 0) -> list[Block]:
        path = tmp_path / "决算.pdf"
        path.write_bytes(pdf(pages, embedded=request.param, turn=turn))
        return read_blocks(path)

    return blocks


def set_lines(*lines: str, top: int = TOP) -> bytes:
    """Lines one under the other; a leading full-width space is an indent."""
    return b"".join(
        text(LEFT + SIZE * (len(each) - len(each.lstrip("　"))), top - LEADING * n, each.lstrip("　"), SIZE)
        for n, each in enumerate(lines)
    )


def broken(paragraph: str) -> list[str]:
    """Lines as wide as the page holds, digits taking half a character."""
    lines, line, used = [], "", 0
    for char in "　　" + paragraph:
        used += 1 if char.isascii() else 2
        if used > 2 * CHARACTERS and char not in "，。；：":
            lines.append(line)
            line, used = "", 1 if char.isascii() else 2
        line += char
    return [*lines, line]


FIRST = "2022年度支出合计1234.56万元，其中：基本支出1000.00万元，占81.0%；项目支出234.56万元，占19.0%，主要用于水利工程维修养护。"
SECOND = (
    "与上年相比，支出增加100.00万元，增长8.8%，主要原因是：追加了农村饮水安全巩固提升工程的配套资金，并补发了绩效奖金。"
)


def test_digits_off_the_baseline_stay_in_their_line(read):
    page = (
        text(80, 700, "支出合计")
        + text(144, 704, "5107.53")
        + text(200, 700, "万元，占")
        + text(264, 695, "50.7%")
        + text(304, 700, "。")
    )
    assert raws(read(page)) == ["支出合计5107.53万元，占50.7%。"]


def test_lines_close_to_each_other_stay_two(read):
    page = text(80, 700, "一、支出情况", 16) + text(80, 684, "二、收入情况", 16)
    assert raws(read(page)) == ["一、支出情况", "二、收入情况"]


def test_broken_lines_are_joined_and_paragraphs_kept_apart(read):
    lines = ["一、总体情况", *broken(FIRST), *broken(SECOND), "二、收入情况", *broken(FIRST)]
    assert raws(read(set_lines(*lines))) == ["一、总体情况", FIRST, SECOND, "二、收入情况", FIRST]


def test_an_amount_moved_to_the_next_line_as_a_whole_begins_no_paragraph(read):
    told = ("一般公共预算财政拨款支出年初预算为", "0.01万元，支出决算为100.00万元。")
    lines = [*broken(FIRST), f"\u3000\u3000{told[0]}", told[1]]
    assert raws(read(set_lines(*lines))) == [FIRST, "".join(told)]


@pytest.mark.parametrize("short", range(4))
def test_a_sentence_that_ends_near_the_edge_does_not_end_its_indented_paragraph(read, short):
    first = "　　" + "会" * (CHARACTERS - 3 - short) + "。"
    lines = [*broken(FIRST), first, "与上年相比增加12.49万元。", *broken(SECOND)]
    assert raws(read(set_lines(*lines))) == [FIRST, first.strip("　") + "与上年相比增加12.49万元。", SECOND]


def test_short_sentences_at_the_edge_stay_paragraphs_of_their_own(read):
    lines = ["　　一、支出情况说明如下。", "支出合计100.00万元。", "收入合计200.00万元。"]
    assert raws(read(set_lines(*broken(FIRST), *lines))) == [FIRST, *(each.strip("　") for each in lines)]


def test_a_paragraph_goes_on_over_a_page_end_between_page_number_and_running_head(read):
    lines = [*broken(SECOND), *broken(FIRST)]
    head = text(200, 800, "示例县水务局部门决算", 10)
    pages = [
        head + set_lines(*lines[:5]) + text(280, 60, "— 1 —", 14),
        head + set_lines(*lines[5:]) + text(280, 60, "2", 14),
        head + set_lines("三、其他") + text(280, 60, "第 3 页", 14),
    ]
    blocks = read(*pages)
    assert raws(blocks) == [SECOND, FIRST, "三、其他"]
    assert isinstance(blocks[1], Paragraph)
    assert [(p.place.page, p.place.line) for p in blocks[1].pieces] == [(1, 4), (1, 5), (2, 1)]


def test_a_title_over_two_lines_is_one(read):
    title = ["示例市示例县水务局所属事业单位整体支出", "绩效自评报告"]
    page = b"".join(text(297 - 11 * len(each), 700 - 36 * n, each, 22) for n, each in enumerate(title))
    assert raws(read(page + set_lines(*broken(FIRST), top=600)))[0] == "".join(title)


def test_letters_of_a_bold_title_printed_twice_are_read_once(read):
    page = text(80, 700, "第一部分") + text(81, 700, "第一部分")
    assert raws(read(page + set_lines("一、人人有责", top=600))) == ["第一部分", "一、人人有责"]


def test_radicals_named_by_a_font_are_read_as_characters(read):
    assert raws(read(set_lines("⼀、⼯作职责⽅⾯"))) == ["一、工作职责方面"]


def cells(xs: list[int], ys: list[int], rows: list[list[str]]) -> bytes:
    return b"".join(
        text(xs[c] + 4, ys[r + 1] + 6, word, 10) for r, row in enumerate(rows) for c, word in enumerate(row) if word
    )


XS, YS = [80, 160, 280, 360, 440], [700, 680, 660, 640]
ROWS = [
    ["科目编码", "科目名称", "合计", "基本支出"],
    ["201", "一般公共服务支出", "18.45", ""],
    ["206", "科学技术支出", "", "25.65"],
]


def test_a_ruled_table_with_what_stands_around_it(read):
    around = (
        text(200, 740, "收入支出决算表", 18)
        + text(80, 715, "部门：示例县水务局", 10)
        + text(360, 715, "金额单位：万元", 10)
    )
    blocks = read(around + grid(XS, YS) + cells(XS, YS, ROWS) + text(80, 620, "注：本表反映收支。", 10))
    assert grids(blocks) == [ROWS]
    assert raws(blocks) == ["收入支出决算表", "部门：示例县水务局", "金额单位：万元", "注：本表反映收支。"]


def test_a_table_ruled_with_thin_bars_in_pieces(read):
    bars = [bar(x, y, after - x, 1) for y in YS for x, after in pairwise(XS)]
    bars += [bar(x, low, 1, high - low) for x in XS for high, low in pairwise(YS)]
    assert grids(read(b"".join(bars) + cells(XS, YS, ROWS))) == [ROWS]


def test_merged_cells_and_lines_within_a_cell(read):
    xs, ys = [80, 180, 280, 380], [700, 660, 620, 580]
    rules = line(80, 700, 380, 700) + line(180, 660, 380, 660) + line(80, 620, 380, 620) + line(80, 580, 380, 580)
    rules += line(80, 700, 80, 580) + line(180, 700, 180, 580) + line(280, 660, 280, 580) + line(380, 700, 380, 580)
    words = text(100, 672, "科目", 12) + text(100, 656, "编码", 12) + text(250, 675, "决算数", 12)
    words += cells(xs, ys, [["", "", ""], ["", "基本支出", "项目支出"], ["201", "1.00", "2.00"]])
    assert grids(read(rules + words)) == [
        [["科目编码", "决算数", ""], ["", "基本支出", "项目支出"], ["201", "1.00", "2.00"]]
    ]


def test_a_table_over_pages_is_one_without_its_repeated_head(read):
    more = [ROWS[0], ["208", "社会保障和就业支出", "383.22", "383.22"], ["合计", "", "427.32", ""]]
    pages = [grid(XS, YS) + cells(XS, YS, rows) for rows in (ROWS, more)]
    blocks = read(*pages)
    assert grids(blocks) == [[*ROWS, *more[1:]]]
    assert [row[0].place.page for block in blocks if isinstance(block, Grid) for row in block.rows] == [1, 1, 1, 2, 2]


def test_two_tables_of_other_widths_on_one_page_stay_two(read):
    other = [60, 300, 500]
    page = (
        grid(XS, YS)
        + cells(XS, YS, ROWS)
        + grid(other, [600, 580, 560])
        + cells(other, [600, 580, 560], [["甲", "1"], ["乙", "2"]])
    )
    assert grids(read(page)) == [ROWS, [["甲", "1"], ["乙", "2"]]]


def test_a_table_open_at_its_sides(read):
    rules = b"".join(line(80, y, 440, y) for y in YS) + b"".join(line(x, 700, x, 640) for x in XS[1:-1])
    assert grids(read(rules + cells(XS, YS, ROWS))) == [ROWS]


def test_aligned_columns_without_rules(read):
    rows = [["项目", "行次", "金额"], ["一、收入", "1", "12.50"], ["二、支出", "2", ""], ["合计", "3", "12.50"]]
    page = cells([80, 240, 360, 440], [700, 680, 660, 640, 620], rows) + text(80, 560, "以上为全部收支情况的说明。", 10)
    blocks = read(page)
    assert grids(blocks) == [rows]
    assert raws(blocks) == ["以上为全部收支情况的说明。"]


@pytest.mark.parametrize("turn", [0, 90])
def test_a_landscape_table_turned_on_an_upright_page(read, turn):
    page = line(100, 100, 100, 500) + line(130, 100, 130, 500) + line(160, 100, 160, 500)
    page += b"".join(line(100, y, 160, y) for y in (100, 300, 500))
    words = [(120, 110, "科目名称"), (120, 310, "决算数额"), (150, 110, "基本支出"), (150, 310, "1,000.00")]
    page += b"".join(text(x, y, word, 12, turned=True) for x, y, word in words)
    assert grids(read(page, turn=turn)) == [[["科目名称", "决算数额"], ["基本支出", "1,000.00"]]]


def test_a_stamp_across_the_page_is_no_text(read):
    stamp = "BT /F 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm <{}> Tj ET\n".format("草稿".encode("utf-16-be").hex()).encode()
    assert raws(read(set_lines("一、总体情况说明如下") + stamp)) == ["一、总体情况说明如下"]


def test_a_table_cut_by_the_end_of_a_page_keeps_its_last_row(read) -> None:
    ruled = b"".join([
        *(line(60, y, 460, y) for y in (700, 660)), *(line(x, 620, x, 700) for x in (60, 260, 460)),
        text(70, 672, "办公费"), text(270, 672, "1.00"), text(70, 632, "水费"), text(270, 632, "2.00"),
    ])  # fmt: skip
    found = [block for block in read(ruled) if isinstance(block, Grid)]
    assert [[piece.text for piece in row] for row in found[0].rows] == [["办公费", "1.00"], ["水费", "2.00"]]
