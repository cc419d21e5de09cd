"""Plain texts of published documents: what line and page ends broke is put together, what stands apart stays apart."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.readers.blocks import Block, Grid, Paragraph
from generator.readers.open import read_blocks
from generator.readers.txt.document import read_text
from tests.read_blocks import grids, raws
from tests.seeds import each_seed

LONG = "2022年度部门支出合计1234.56万元，其中：基本支出1000.00万元，占81.0%；项目支出234.56万元，占19.0%，主要用于"
REST = "水利工程维修养护和防汛抗旱物资储备等方面。"
PROSE = [
    "一、支出决算情况说明",
    f"　　{LONG}{REST}",
    "　　与上年相比，支出增加100.00万元，增长8.8%，主要原因是：追加了农村饮水安全巩固提升工程的配套资金。",
    "（一）机关运行经费支出情况",
    "　　本部门2022年度机关运行经费支出88.00万元，比年初预算数减少2.00万元，降低2.2%，主要原因是厉行节约，压减公用经费。",
    "1. 因公出国（境）费支出决算为0.00万元，全年安排因公出国（境）团组0个，累计0人次。",
    "十一、政府采购支出说明",
    "　　本部门2022年度政府采购支出总额10.00万元，其中：货物支出10.00万元、工程支出0.00万元、服务支出0.00万元。",
]


def read(text: str) -> list[Block]:
    return read_text(text, "决算.txt")


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def wrapped(text: str, edge: int) -> list[str]:
    """Lines no wider than `edge` half characters, closing marks hanging over it as printers set them."""
    lines, line = [], ""
    for char in text:
        if columns(line + char) > edge and char not in "，。；：、）”%":
            lines.append(line)
            line = ""
        line += char
    return [*lines, line]


@pytest.mark.parametrize("edge", [52, 56, 64, 76, 90])
def test_a_text_broken_at_a_width_is_put_together_again(edge):
    broken = [line for paragraph in PROSE * 3 for line in wrapped(paragraph, edge)]
    assert raws(read("\n".join(broken))) == [paragraph.strip() for paragraph in PROSE * 3]


@given(st.integers(min_value=34, max_value=len(LONG) - 1))
def test_a_sentence_broken_at_a_page_end_is_joined_wherever_it_breaks(at):
    text = "\n\n".join(["二、支出情况", LONG[:at], LONG[at:] + REST, "三、其他情况"])
    if LONG[at - 1] not in "：；":
        assert raws(read(text)) == ["二、支出情况", LONG + REST, "三、其他情况"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("支出为0.94", "万元（含租场费）。"),
        ("增长33", "%。"),
        ("共计5,107.", "53万元。"),
        ("包括办公费、", "印刷费。"),
        ("支出", "，下降。"),
    ],
)
def test_an_amount_or_a_clause_torn_apart_is_joined_though_the_line_is_short(before, after):
    assert raws(read(f"{before}\n\n{after}")) == [before + after]


def test_pieces_keep_line_and_column_of_each_line():
    blocks = read(f"\n  {LONG}\n\n{REST}\n")
    assert isinstance(blocks[0], Paragraph)
    assert [(p.text, p.place.line, p.place.column, p.place.page) for p in blocks[0].pieces] == [
        (LONG, 2, 3, 0),
        (REST, 4, 1, 0),
    ]


def test_titles_and_items_stay_apart_however_long():
    lines = [
        "克孜勒苏柯尔克孜自治州阿图什市农业农村和水利水电事业发展服务中心2022年度部门决算公开说明",
        "目录",
        "第一部分 部门概况",
        "2、负责全市小型水库、山塘、灌区、泵站、农村供水工程等水利设施的建设、运行、维护与监督管理",
        "3、负责全市水土保持、河道采砂、水生态修复、节约用水等方面的规划、审批、监督与综合执法工作",
        "①统筹安排水利发展资金，用于中小河流治理、病险水库除险加固和山洪灾害防治等方面的支出",
        "（2）组织开展绩效自评",
        "附件：2022年度部门整体支出绩效自评表",
    ]
    assert raws(read("\n".join(lines))) == lines


def test_page_numbers_and_leaders_of_the_contents_are_no_text():
    text = "一、部门职责..........3\n二、机构设置……………………12\n三、决算表\t5\n— 1 —\n- 2 -\n第3页 共40页\n无"
    assert raws(read(text)) == ["一、部门职责", "二、机构设置", "三、决算表", "无"]


def test_the_head_line_of_a_table_is_taken_apart():
    assert raws(read("部门：示例县水务局　　　2022年度    金额单位：万元")) == [
        "部门：示例县水务局",
        "2022年度",
        "金额单位：万元",
    ]
    assert raws(read("部门：示例县水务局\t2022年度\t金额单位：万元\n")) == [
        "部门：示例县水务局",
        "2022年度",
        "金额单位：万元",
    ]


def test_rows_of_cells_parted_by_tabs():
    text = "支出决算表\n公开03表\n\n项目\t\t合计\t基本支出\n201\t\t18.45\t\n\n20104\t发展与改革事务\t3.00\t\n\n注：本表反映支出情况。"
    blocks = read(text)
    assert grids(blocks) == [
        [["项目", "", "合计", "基本支出"], ["201", "", "18.45", ""], ["20104", "发展与改革事务", "3.00", ""]]
    ]
    assert raws(blocks) == ["支出决算表", "公开03表", "注：本表反映支出情况。"]
    grid = next(block for block in blocks if isinstance(block, Grid))
    assert (grid.rows[2][1].place.line, grid.rows[2][1].place.column) == (7, 7)


def test_a_head_repeated_on_the_next_page_is_dropped_and_another_table_is_not_joined():
    head = "科目编码\t科目名称\t金额"
    text = f"{head}\n201\t甲\t1.00\n\n{head}\n202\t乙\t2.00\n二、下一张\n{head}\n203\t丙\t3.00"
    assert [[row[0] for row in grid] for grid in grids(read(text))] == [["科目编码", "201", "202"], ["科目编码", "203"]]


def test_rows_short_of_their_last_cells_are_filled_up():
    assert grids(read("项目\t行次\t金额\n一、收入\t1\n合计\t2\t3.00")) == [
        [["项目", "行次", "金额"], ["一、收入", "1", ""], ["合计", "2", "3.00"]]
    ]


def test_tabs_after_a_number_or_for_an_indent_are_no_table():
    text = "一、\t部门职责\n\t承担全县水资源管理工作。\n1.\t办公室\n2.\t人事股"
    assert raws(read(text)) == ["一、 部门职责", "承担全县水资源管理工作。", "1. 办公室", "2. 人事股"]


def test_tables_drawn_with_bars():
    text = "| 项目 | 行次 | 金额 |\n|---|---|---|\n| 合计 | 1 | |\n"
    assert grids(read(text)) == [[["项目", "行次", "金额"], ["合计", "1", ""]]]


def test_tables_set_out_with_spaces():
    rows = [
        "项目            行次      金额",
        "一、收入          1     12.50",
        "二、支出          2",
        "合计              3     12.50",
    ]
    blocks = read("\n".join([*rows, "以上为全部收支。"]))
    assert grids(blocks) == [
        [["项目", "行次", "金额"], ["一、收入", "1", "12.50"], ["二、支出", "2", ""], ["合计", "3", "12.50"]]
    ]
    assert raws(blocks) == ["以上为全部收支。"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_tables_with_a_cell_to_a_line(gap):
    head = ["功能分类科目编码", "科目名称", "合计", "基本支出", "项目支出", "栏次", "1", "2", "3"]
    rows = [["201", "一般公共服务支出", "3.00", "1.00", "2.00"], ["20104", "发展与改革事务", "3.00", "1.00", "2.00"]]
    total = ["合计", "3.00", "1.00", "2.00"]
    lines = ["支出决算表", *head, *total, *rows[0], *rows[1], "注：本表反映支出情况。"]
    blocks = read(gap.join(lines))
    assert grids(blocks)[0][-3:] == [["合计", "", "3.00", "1.00", "2.00"], *rows]
    assert raws(blocks)[0] == "支出决算表" and raws(blocks)[-1] == "注：本表反映支出情况。"


def test_cells_to_a_line_are_left_alone_where_some_are_missing():
    lines = [
        "科目编码",
        "科目名称",
        "合计",
        "基本支出",
        "栏次",
        "1",
        "2",
        "合计",
        "3.00",
        "1.00",
        "201",
        "一般公共服务支出",
        "3.00",
    ]
    assert raws(read("\n".join(lines))) == lines


def test_sections_run_together_on_one_line_are_taken_apart():
    sections = [
        (
            "一、收入支出决算总体情况说明",
            "2022年度收、支总计1234.56万元，与上年相比增加100.00万元，主要是因为项目增加。" * 2,
        ),
        ("二、收入决算情况说明", "本年收入合计1234.56万元，其中：财政拨款收入1234.56万元，占100.0%。" * 3),
        ("三、支出决算情况说明", "本年支出合计1234.56万元，其中：基本支出1000.00万元，占81.0%。" * 3),
        ("四、机关运行经费支出说明", "本部门2022年度机关运行经费支出88.00万元，主要是第一、二季度的办公费。" * 3),
    ]
    glued = "".join(title + body for title, body in sections)
    assert len(glued) > 400
    assert raws(read(glued)) == [part for section in sections for part in section]


def test_markdown_marks_are_no_text_and_a_heading_keeps_its_level():
    blocks = read("## 第三部分 情况说明\n\n- 一、总体情况\n* 二、收入情况")
    assert [(b.raw, b.level) for b in blocks if isinstance(b, Paragraph)] == [
        ("第三部分 情况说明", 2), ("一、总体情况", 0), ("二、收入情况", 0),
    ]  # fmt: skip


@given(st.text(alphabet="一二三四、。（）1 2.,\t\n|：。万元%支出", max_size=200))
def test_no_text_is_lost_and_none_is_refused(text):
    kept = "".join(c for r in raws(read(text)) for c in r) + "".join(c for g in grids(read(text)) for r in g for c in r)
    assert set(kept) <= {*text, " "} and {c for c in text if c in "支出万元"} <= set(kept)


@each_seed
def test_published_texts_are_read_whole(seed):
    """Every paragraph of a published text that is more than a title ends as one, and no two headings are run together."""
    blocks = read_blocks(seed)
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    unfinished = [
        p.raw for p in paragraphs if "，" in p.raw and len(p.raw) > 60 and p.raw.strip()[-1] not in "。；：！.;:"
    ]
    assert len(unfinished) <= 2
    text = "".join("".join(block.raw if isinstance(block, Paragraph) else "" for block in blocks).split())
    assert all(
        "".join(line.split()) in text
        for line in seed.read_text("utf-8").splitlines()
        if "\t" not in line and line[:1] != "-"
    )
