"""Paragraphs broken into lines at the edge of a page, or anywhere, come back whole, and those that stand apart stay apart."""

import re
from pathlib import Path

import pytest

from generator.commands.check import check_file
from generator.readers.open import read_blocks
from generator.readers.paragraphs import width
from tests.read_blocks import raws

PARAGRAPHS = (
    "（三）一般公共服务支出-财政事务-行政运行（科目编码：2010601）39.60万元，较上年决算数减少24.29万元，减少38.02%。主要原因是：项目支出减少。",
    "“卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）”102.55万元，主要用于：机关在职职工的医疗保险缴纳。年初预算为179.11万元，"
    "支出决算为102.55万元，完成年初预算的57.26%。决算数小于年初预算数的主要原因：社保基数调整以及人员的流动。",
    "“卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）”150.70万元，主要用于：事业在职职工的医疗保险缴纳。年初预算为164.40万元，"
    "支出决算为150.70万元，完成年初预算的91.67%。决算数小于年初预算数的主要原因：社保基数调整以及人员的流动。",
    "（四）城乡社区支出（类）城乡社区管理事务（款）行政运行（项）1715.05万元，主要用于：机关运营成本，如，工资福利、办公费、公用事业费等。"
    "年初预算为1676.41万元，支出决算为1715.05万元，完成年初预算的102.30%。决算数大于年初预算数的主要原因：人员经费追加。",
)
HEAD = ("某某镇2023年度部门决算情况说明", "二、一般公共预算财政拨款支出决算具体情况")
TOKEN = re.compile(r"（项）”?\d+\.\d\d万元，|\d{7}）|[\d.]+(?:万元|%)[，。]?|[A-Za-z0-9.]+|.[，。；：、）”]*")


def wrapped(paragraph: str, columns: int) -> list[str]:
    """Lines no wider than so many Chinese characters, no amount and no closing mark torn, the first one indented."""
    lines = ["　　"]
    for token in TOKEN.findall(paragraph):
        if width(lines[-1] + token) > 2 * columns:
            lines.append("")
        lines[-1] += token
    return lines


@pytest.mark.parametrize("columns", range(24, 44))
def test_paragraphs_come_back_whole_at_every_width(columns: int, tmp_path: Path) -> None:
    lines = [line for paragraph in PARAGRAPHS * 3 for line in wrapped(paragraph, columns)]
    path = tmp_path / "公开.txt"
    path.write_text("\n".join((*HEAD, *lines)), "utf-8")
    assert raws(read_blocks(path)) == [*HEAD, *PARAGRAPHS * 3]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("（三）行政运行（科目编码：", "2010601）39.60万元，较上年决算数减少24.29万元。"),
        ("行政事业单位医疗（款）行政单位医疗", "（项）”102.55万元，主要用于缴费。"),
        ("“卫生健康支出（类）行政单位医疗（", "项）”102.55万元，主要用于缴费。"),
        ("根据《部门决算管理", "办法》，收入合计100.00万元。"),
        ("与上年相比增加的主要原因（含中央专款", "12.00万元）是新增项目。"),
        ("资产管理和使用", "的情况。"),
        ("主要包括办公费、印刷费", "等。"),
        ("财政拨款安排的“三公", "”经费支出8.00万元。"),
    ],
)
def test_a_line_that_cannot_begin_a_paragraph_goes_on_after_a_short_one(first: str, then: str, tmp_path: Path) -> None:
    path = tmp_path / "公开.txt"
    path.write_text("\n".join((*HEAD, first, then)), "utf-8")
    assert raws(read_blocks(path))[-1] == first + then


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("（一）支出决算总体情况（单位：万元", "2023年度支出合计100.00万元（含结转）。"),
        ("收入支出决算总表", "本年收入合计100.00万元。"),
        ("本年支出合计100.00万元，其中：", "1.“教育支出”60.00万元；"),
        ("社保基数调整以及人员的流动。", "“卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）”102.55万元。"),
        ("基本支出100.00万元。", "（项目支出另见附表。）"),
    ],
)
def test_lines_that_stand_apart_stay_apart(first: str, then: str, tmp_path: Path) -> None:
    path = tmp_path / "公开.txt"
    path.write_text("\n".join((*HEAD, first, then)), "utf-8")
    assert raws(read_blocks(path))[-2:] == [first, then]


@pytest.mark.parametrize("columns", [26, 33, 41])
def test_figures_of_wrapped_items_are_checked(columns: int, tmp_path: Path) -> None:
    """Nothing is found in what is right, and one figure changed is found, wherever the lines are broken."""
    path = tmp_path / "公开.txt"
    for wrong, right in (("", ""), ("91.67%", "61.97%"), ("102.30%", "120.30%")):
        lines = [line for paragraph in PARAGRAPHS * 3 for line in wrapped(paragraph.replace(wrong, right), columns)]
        path.write_text("\n".join((*HEAD, *lines)), "utf-8")
        checked = check_file(path)
        assert {f.code for f in checked.findings if f.code[0] in "EW"} - {"E610"} == ({"E212"} if wrong else set())
        assert checked.counts is not None and checked.counts["bound"] >= 12 * 3
