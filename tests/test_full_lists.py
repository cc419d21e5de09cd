# ruff: noqa: E501  整句写在一行，与公开文本一样
"""Lists that are complete by their form: the good one is read and clean, one wrong figure in it is told with both sums."""

from pathlib import Path

import pytest

from generator.checks import rules
from generator.checks.registry import run
from generator.published.audit import Publication, read_publication
from generator.source.finding import Finding, Level

assert rules
HEAD = "柳河县示例农业局2021年度部门决算\n第三部分 2021年度部门决算情况说明\n五、一般公共预算财政拨款支出决算情况说明\n"
GOOD = {
    "类下各条": (HEAD + "2021年一般公共预算财政拨款支出510.30万元，比上年决算数增加10.30万元，增长2.06%，"
        "具体情况如下（按类级科目统计）：\n"
        "（一）教育支出（科目编码205）110.10万元，较上年决算数减少5.00万元，下降4.34%。主要原因是：人员减少。\n"
        "（二）农林水支出（科目编码213）350.15万元，较上年决算数增加11.00万元，增长3.24%。\n"
        "（三）住房保障支出（科目编码221）50.05万元，较上年决算数增加4.30万元，增长9.40%。\n", "350.15", 3),
    "标题下的项": (HEAD + "2021年度一般公共预算财政拨款支出年初预算为480.00万元，支出决算为500.20万元，完成年初预算的104.21%，"
        "其中：\n"
        "1、农林水支出（类）农业农村（款）行政运行（项）。\n"
            "年初预算为400.00万元，支出决算为420.20万元，完成年初预算的105.05%，"
            "决算数大于年初预算数的主要原因是：增资。\n"
        "2、住房保障支出（类）住房改革支出（款）住房公积金（项）。\n"
            "年初预算为80.00万元，支出决算为80.00万元，完成年初预算的100.00%，决算数与年初预算数持平。\n", "支出决算为420.20", 2),
    "一段里的项": (HEAD + "（一）农林水支出（类）农业农村（款）拨款支出365.90万元，较上年决算数增加107.70万元，增长41.71%。"
        "支出具体情况如下：1.行政运行（项）拨款支出181.40万元，主要用于人员经费等；"
        "2.一般行政管理事务（项）拨款支出113.50万元，主要用于项目支出；3.机关服务（项）拨款支出71.00万元。\n", "113.50", 3),
    "括号里的编码": (HEAD + "（一）住房保障支出（科目编码221）45.33万元（其中按照项级科目统计，"
        "科目编码2210201-住房公积金支出的金额为35.80万元；"
        "科目编码2210202-提租补贴的金额为9.53万元），总体较上年决算数增加9.06万元，增长24.98%。\n", "35.80", 2),
    "人员与公用": ("柳河县示例农业局2021年度部门决算\n四、2021年决算收支总体情况\n"
        "1.基本支出986.46万元。其中，人员支出889.35万元，公用支出97.11万元。\n2.项目支出95.66万元。\n", "889.35", 2),
    "基本与项目两栏": (HEAD + "2021年一般公共预算财政拨款支出300.00万元，具体情况如下：\n"
        "1.行政运行（项）：基本支出120.00万元，项目支出30.00万元。\n"
        "2.住房公积金（项）：基本支出150.00万元，项目支出0.00万元。\n", "120.00", 4),
    "只有一项": (HEAD + "2021年一般公共预算财政拨款支出120.55万元，具体情况如下：\n"
        "1.农林水支出（类）水利（款）行政运行（项）支出120.55万元，比上年增加3.00万元。\n"
        "六、一般公共预算财政拨款基本支出决算情况说明\n基本支出100.00万元。\n", "水利（款）行政运行（项）支出120.55", 1),
    "用途如下": (HEAD + "2021年度一般公共预算财政拨款支出183.70万元，主要用途如下：\n"
        "（1）教育支出110.22万元，较年初预算数增加5.00万元，增长4.8%，主要原因是人员增加。\n"
        "（2）社会保障和就业支出73.48万元。\n", "教育支出110.22", 2),
}  # fmt: skip
OPEN = {
    "主要": GOOD["类下各条"][0].replace("具体情况如下", "主要支出情况如下").replace("350.15", "150.15").replace("11.00万元，增长3.24%", "11.00万元，增长7.91%"),
    "跳号": GOOD["类下各条"][0].replace("（三）", "（四）").replace("350.15", "150.15").replace("11.00万元，增长3.24%", "11.00万元，增长7.91%"),
    "类和项混列": HEAD + "2021年一般公共预算财政拨款支出300.00万元，具体情况如下：\n1.农林水支出（类）300.00万元。\n"
        "2.行政运行（项）250.00万元。\n3.机关服务（项）50.00万元。\n",
    "没有公用": "柳河县示例农业局2021年度部门决算\n四、2021年决算收支总体情况\n"
        "1.基本支出986.46万元。其中，人员支出889.35万元，比上年增加20.00万元。\n",
    "节选到这里": HEAD + "2021年一般公共预算财政拨款支出583.72万元，具体情况如下：\n"
        "1.教育支出（类）支出110.22万元，主要用于教育。\n2.农林水支出（类）支出73.48万元，主要用于水利。\n",
    "其中主要是": HEAD + "2021年度一般公共预算财政拨款支出183.70万元，比上年决算数增加10.30万元，增长5.94%，其中主要是：行政运行100.22万元、住房公积金13.48万元。\n",
    "末尾有等": HEAD + "2021年度一般公共预算财政拨款支出183.70万元，比上年决算数增加10.30万元，增长5.94%。其中，行政运行100.22万元、住房公积金13.48万元等。\n",
}  # fmt: skip


def audit(text: str, folder: Path) -> Publication:
    (folder / "公开.txt").write_text(text, "utf-8")
    return read_publication(folder / "公开.txt")


def alarms(publication: Publication) -> list[Finding]:
    """The errors and warnings on figures; the samples give no reasons."""
    loud = (finding for finding in run(publication.report) if finding.level is not Level.HINT)
    return [finding for finding in loud if not finding.code.startswith("W3")]


@pytest.mark.parametrize("name", GOOD)
def test_a_complete_list_is_read_and_clean(name: str, tmp_path: Path) -> None:
    text, _, parts = GOOD[name]
    publication = audit(text, tmp_path)
    lists = [claim for claim in publication.report.claims if claim.kind == "列和"]
    assert [len(claim.computed.leaves) for claim in lists if claim.computed] == [parts]
    assert not alarms(publication)


@pytest.mark.parametrize("name", GOOD)
def test_a_wrong_figure_in_a_complete_list_is_told_with_both_sums(name: str, tmp_path: Path) -> None:
    text, figure, _ = GOOD[name]
    digit = next(n for n, sign in enumerate(figure) if sign.isdigit())
    wrong = text.replace(figure, f"{figure[:digit]}{int(figure[digit]) - 1}{figure[digit + 1 :]}")
    found = [finding for finding in alarms(audit(wrong, tmp_path)) if finding.code == "E241"]
    assert len(found) == 1
    assert "相加是" in found[0].message
    assert "总数是" in found[0].message


@pytest.mark.parametrize("name", OPEN)
def test_a_list_that_may_not_be_complete_is_left_alone(name: str, tmp_path: Path) -> None:
    publication = audit(OPEN[name], tmp_path)
    assert publication.summary["bound"] >= 2
    assert not [claim for claim in publication.report.claims if claim.kind == "列和"]
    assert not [finding for finding in alarms(publication) if finding.code == "E241"]


APART = (HEAD + "（二）一般公共预算财政拨款支出决算结构情况\n"
    "1.一般公共服务支出（类）110.22万元，占60.00%。\n2.社会保障和就业支出（类）73.48万元，占40.00%。\n"
    "（三）一般公共预算财政拨款支出决算具体情况\n"
    "1.一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）：支出决算数为110.22万元，主要原因是人员增加。\n"
    "2.社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）：支出决算数为73.48万元。\n"
)  # fmt: skip


def test_items_that_stand_apart_from_their_class_make_it(tmp_path: Path) -> None:
    """Each 类 with its share, then the 项 in full under another heading: a slip of the pen in one of them is told."""
    publication = audit(APART, tmp_path)
    assert publication.summary["verified"] == 4 and not alarms(publication)
    found = alarms(audit(APART.replace("数为110.22", "数为101.22"), tmp_path))
    assert [finding.code for finding in found] == ["E241"] and "101.22" in found[0].message
    assert not alarms(audit(APART.replace("决算数为110.22", "决算数为70.50"), tmp_path))  # 可能只列了一部分
