# ruff: noqa: E501  整句写在一行，与公开文本一样
"""Slips in wordings of many places: the good text is read and clean, the slip is told with what it should be."""

import pytest

from generator.checks import rules
from generator.checks.registry import run
from generator.published.audit import audited
from generator.published.publication import Publication
from generator.readers.blocks import Paragraph, Piece
from generator.source.finding import Finding, Level
from generator.source.place import Place

assert rules
COSTS = "柳河县示例局2021年度“三公”经费决算情况说明\n"
ACCOUNTS = "柳河县示例局2021年度部门决算\n第三部分 2021年度部门决算情况说明\n"
# 好的文本，好的字样，错的字样，发现里要有的话
SLIPS = {
    "本句的数": (ACCOUNTS + "一、收入支出决算总体情况说明\n1.总体情况。2021年度收入总计1032.56万元，支出总计1032.56万元。\n"
        "2.收入情况。2021年度收入合计1032.56万元，较上年决算数增加189.46万元，增长22.47%，主要原因是项目增加。\n",
        "收入合计1032.56", "收入合计1432.56", "15.24%"),
    "题目的年度": ("柳河县示例局2021年度一般公共预算财政拨款“三公”经费支出决算情况说明\n"
        "柳河县示例局2021年度一般公共预算财政拨款“三公”经费支出决算为5.00万元，比上年减少1.00万元，下降16.67%，主要是厉行节约。\n"
        "2021年度一般公共预算财政拨款“三公”经费支出决算中，公务接待费支出决算5.00万元，占100%。\n",
        "柳河县示例局2021年度一般公共预算财政拨款“三公”经费支出决算情况", "柳河县示例局2022年度一般公共预算财政拨款“三公”经费支出决算情况", "标题"),
    "一句的年度": (COSTS + "公务接待费支出5.00万元，与2021年度预算相比，减少1.00万元，下降16.67%。2021年柳河县示例局国内公务接待共15批次，105人次。\n",
        "。2021年柳河县示例局国内", "。2020年柳河县示例局国内", "2020 年开头"),
    "没有购置的年度": (COSTS + "公务用车购置支出0.00万元，购置车辆0辆。2021年无购置车辆的情况。\n", "2021年无购置", "2022年无购置", "2022 年开头"),
    "哪一年的预算": (COSTS + "公务接待费支出5.00万元，与2021年度预算相比，减少1.00万元，下降16.67%。\n", "与2021年度预算", "与2022年度预算", "与2022年度预算"),
    "标题编号用数字": (ACCOUNTS + "9、关于2021年度预算绩效情况说明\n对2021年度项目支出开展了绩效自评。\n", "9、关于2021", "9、关于2020", "标题"),
    "人数": ("柳河县示例局2021年度部门决算\n一、机构设置\n实有在职人员30人（其中行政13人,事业17人）,退休人员59人。\n", "事业17人", "事业19人", "相加是 32"),
    "上千的人数": ("柳河县示例区2021年度“三公”经费决算情况说明\n一、机构设置\n财政供养人员共计9,244人。其中：行政人员1,845人，事业人员7,399人，离退休人员1,206人。\n", "7,399", "7,389", "相加是 9234"),
    "车辆": ("柳河县示例区2021年度“三公”经费决算情况说明\n一、基本情况\n公务用车总数1,763辆（其中：副部（省）级及以上领导用车0辆、主要领导干部用车3辆、离退休干部用车10辆，其他用车1,750辆）。\n",
        "1,750", "1,650", "相加是 1663"),
    "括号里的科室": ("柳河县示例局2021年度部门决算\n一、机构设置\n本单位共设置3个科室（财务科、人事科、法规科）、1个办公室。\n", "3个科室", "2个科室", "3"),
}  # fmt: skip


def read(text: str) -> Publication:
    """A text as a published file."""
    return audited(Paragraph((Piece(line, Place("公开.txt", number, 1)),)) for number, line in enumerate(text.split("\n"), 1) if line)


def told(publication: Publication) -> list[Finding]:
    """Its errors and warnings, but for what a whole file must have."""
    return [finding for finding in run(publication.report) if finding.level is not Level.HINT]


@pytest.mark.parametrize("kind", SLIPS)
def test_a_slip_is_told_and_the_good_text_is_clean(kind: str) -> None:
    text, good, slip, words = SLIPS[kind]
    assert text.count(good) == 1
    right, wrong = read(text), read(text.replace(good, slip))
    assert told(right) == [] and (right.claims or kind in {"人数", "上千的人数", "车辆", "括号里的科室", "标题编号用数字"})
    assert any(words in finding.message for finding in told(wrong)), told(wrong)
