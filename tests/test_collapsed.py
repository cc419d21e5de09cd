"""Plain texts whose tables lost the gaps between their cells: read where the columns are plain, else said, never misread."""

from pathlib import Path

import pytest

from generator.commands.check import check_file
from generator.commands.checked import Checked, as_text
from generator.readers.blocks import Grid
from generator.readers.txt.document import read_text
from tests.read_blocks import grids, raws

OPENING = "云溪县发展改革局2023年度部门决算\n第二部分 2023年度部门决算表\n"
CLOSING = "\n第三部分 2023年度部门决算情况说明\n一、支出决算情况说明\n"
CLOSING += "2023年度本年支出合计325.34万元，其中：基本支出325.34万元，占100.0%；项目支出0.00万元，占0.0%。\n二、其他情况\n无。"
SPENT = """支出决算表
公开03表
部门：云溪县发展改革局 金额单位：万元
项目 本年支出合计 基本支出 项目支出 上缴上级支出 经营支出 对附属单位补助支出
功能分类科目编码 科目名称
栏次 1 2 3 4 5 6
合计 325.34 325.34 0.00 0.00 0.00 0.00
201 一般公共服务支出 325.34 325.34 0.00 0.00 0.00 0.00
20104 发展与改革事务 325.34 325.34 0.00 0.00 0.00 0.00
2010401 行政运行 3.00 3.00 0.00 0.00 0.00 0.00
2010499 其他发展与改革事务支出 322.34 322.34 0.00 0.00 0.00 0.00
注：本表反映部门本年度各项支出情况。
"""
BOTH = """收入支出决算总表
公开01表
金额单位：万元
收入 支出
项目 行次 金额 项目 行次 金额
栏次 1 栏次 2
一、一般公共预算财政拨款收入 1 325.34 一、一般公共服务支出 32 325.34
二、政府性基金预算财政拨款收入 2 二、外交支出 33
三、国有资本经营预算财政拨款收入 3 三、国防支出 34
4 四、公共安全支出 35
5 36
本年收入合计 6 325.34 本年支出合计 37 325.34
年初结转和结余 7 1.50 年末结转和结余 38 1.50
总计 8 326.84 总计 39 326.84
"""
BASIC = """一般公共预算财政拨款基本支出决算明细表
公开06表
金额单位：万元
人员经费 公用经费
科目编码 科目名称 决算数 科目编码 科目名称 决算数
301 工资福利支出 300.00 302 商品和服务支出 25.34
30101 基本工资 200.00 30201 办公费 20.34
30102 津贴补贴 100.00 30202 印刷费
30103 奖金 30205 水费 5.00
人员经费合计 300.00 公用经费合计 25.34
"""


def check(folder: Path, text: str) -> Checked:
    path = folder / "公开.txt"
    path.write_text(text, "utf-8")
    return check_file(path)


def codes(checked: Checked) -> set[str]:
    return {finding.code for finding in checked.findings}


def test_rows_of_codes_are_read_where_every_row_fills_the_columns_of_the_head(tmp_path: Path) -> None:
    blocks = read_text(SPENT, "决算.txt")
    assert grids(blocks)[0][-1] == ["2010499", "其他发展与改革事务支出", "322.34", "322.34", *["0.00"] * 4]
    assert raws(blocks)[-1] == "注：本表反映部门本年度各项支出情况。"
    grid = next(block for block in blocks if isinstance(block, Grid))
    assert (grid.rows[-1][2].place.line, grid.rows[-1][2].place.column) == (11, 21)
    checked = check(tmp_path, OPENING + SPENT + CLOSING)
    assert checked.counts is not None and checked.counts["bound"] >= 35 and checked.counts["verified"] >= 5
    assert not codes(checked) & {"W271", "E610", "W612", "E211", "E201"}


def test_a_changed_digit_in_such_a_row_is_found(tmp_path: Path) -> None:
    checked = check(tmp_path, OPENING + SPENT.replace("支出 322.34 322.34", "支出 323.34 323.34") + CLOSING)
    assert any(finding.level.name == "ERROR" and "323.34" in finding.message for finding in checked.findings)


@pytest.mark.parametrize("gap", [" ", "\u3000", "\xa0"])
def test_both_sides_of_the_summary_are_told_apart_by_their_line_numbers(gap: str, tmp_path: Path) -> None:
    text = BOTH.replace(" ", gap)
    rows = grids(read_text(text, "决算.txt"))[0]
    assert rows[-8] == ["一、一般公共预算财政拨款收入", "1", "325.34", "一、一般公共服务支出", "32", "325.34"]
    assert rows[-5] == ["", "4", "", "四、公共安全支出", "35", ""] and rows[-4] == ["", "5", "", "", "36", ""]
    checked = check(tmp_path, OPENING + text + SPENT + CLOSING)
    assert checked.counts is not None and checked.counts["bound"] >= 43
    assert not codes(checked) & {"W271", "E610", "W612"}
    wrong = check(tmp_path, OPENING + text.replace("总计 8 326.84".replace(" ", gap), "总计 8 362.84".replace(" ", gap)) + SPENT + CLOSING)
    assert any("362.84" in finding.message for finding in wrong.findings)


def test_codes_in_two_halves_of_a_row_are_told_apart(tmp_path: Path) -> None:
    rows = grids(read_text(BASIC, "决算.txt"))[0]
    assert rows[-2] == ["30103", "奖金", "", "30205", "水费", "5.00"]
    checked = check(tmp_path, OPENING + BASIC + SPENT + CLOSING)
    assert not codes(checked) & {"W271", "W612", "E201"}
    wrong = check(tmp_path, OPENING + BASIC.replace("水费 5.00", "水费 6.00") + SPENT + CLOSING)
    assert any(finding.level.name == "ERROR" and "25.34" in finding.message for finding in wrong.findings)


def test_a_table_whose_blank_cells_are_gone_is_said_and_nothing_is_made_of_it(tmp_path: Path) -> None:
    holes = SPENT.replace(" 0.00", "")
    checked = check(tmp_path, OPENING + holes + CLOSING)
    found = next(finding for finding in checked.findings if finding.code == "W271")
    assert "支出决算表" in found.message and "10 个数" in found.message and "哪一列" in found.message
    assert "没有认出 10 个" in as_text([checked]).splitlines()[-1]
    assert not codes(checked) & {"E610", "W612", "E211", "E201", "E640"}


def test_a_row_with_several_amounts_whose_head_is_torn_is_said(tmp_path: Path) -> None:
    torn = (
        "“三公”经费支出决算表\n公开07表\n金额单位：万元\n预算数 决算数\n合计 因公出国 公务用车 接待费\n小计 购置费 运行费 小计\n"
        "1 2 3 4 5 6 7\n60.64 40.64 40.64 20.00 52.18 40.64 11.55\n"
    )
    checked = check(tmp_path, OPENING + torn + SPENT + CLOSING)
    assert any(f.code == "W271" and "7 个数" in f.message and "三公" in f.message for f in checked.findings)


def test_a_score_table_whose_cells_lost_their_places_is_said_and_no_mark_is_seen_in_it(tmp_path: Path) -> None:
    rows = "\n".join(f"第{n}项指标增长率 20% >20% 6 6" for n in range(1, 7))
    head = "部门整体支出绩效自评表\n资金情况 年初预算数 全年预算数 全年执行数 分值 得分\n"
    head += "合计 236.83 325.34 325.34 10 10\n其中：财政拨款 236.83 325.34\n"
    checked = check(tmp_path, f"{OPENING}{SPENT}{head}{rows}{CLOSING}")
    assert any(f.code == "W271" and "绩效自评表" in f.message for f in checked.findings)
    assert not codes(checked) & {"W612", "E640", "E501", "E502"}


def test_a_comparison_of_percentages_is_no_mark_of_a_template(tmp_path: Path) -> None:
    checked = check(tmp_path, f"{OPENING}{SPENT}{CLOSING}\n指标值：增长20%>18%，已完成。")
    assert checked.counts is not None and checked.counts["bound"] >= 35 and "E640" not in codes(checked)


def test_a_text_copied_from_a_pdf_is_joined_though_contents_and_notes_are_wider() -> None:
    contents = [f"{n}、部门职责{'.' * 60}{n}" for n in range(1, 20)]
    sentence = "本部门按照规定管理和使用资金保证机构运转和各项工作的完成" * 8
    lines = [sentence[at : at + 28] for at in range(0, len(sentence) - 28, 28)]
    notes = ["注：" + "本表反映部门本年度一般公共预算财政拨款的收支和结转结余情况" * 2]
    paragraphs = [[f"第{n}段", *lines, "完。"] for n in range(9)]
    text = "\n".join([*contents, *(line for lines in paragraphs for line in lines), *notes])
    assert sum(raw.endswith("完。") and len(raw) > 100 for raw in raws(read_text(text, "决算.txt"))) == 9


@pytest.mark.parametrize(
    "text",
    [
        "一、部门职责 3\n二、机构设置 5\n三、收入决算表 7\n四、支出决算表 9",
        "年初预算为 115.53 万元\n支出决算为 115.53 万元\n完成年初预算的 100.0 %",
        "1. 办公室\n2. 人事股\n3. 财务股",
        "2023 年 3 月 5 日\n2023 年 4 月 6 日\n2023 年 5 月 7 日",
    ],
)
def test_lines_with_numbers_that_are_no_rows_stay_text(text: str) -> None:
    assert not grids(read_text(text, "决算.txt"))


def test_headings_between_two_such_tables_stay_headings() -> None:
    text = f"一、支出情况\n{SPENT}\n二、基本支出情况\n{BASIC}\n三、其他情况\n无。"
    assert [line for line in raws(read_text(text, "决算.txt")) if line[1] == "、"] == ["一、支出情况", "二、基本支出情况", "三、其他情况"]
