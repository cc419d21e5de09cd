# ruff: noqa: E501  整句写在一行，与公开文本一样
"""Names, codes and years of published texts: what is written right is read and clean, a slip gives its one finding."""

from pathlib import Path

import pytest

from generator.checks import rules
from generator.checks.registry import run
from generator.published.audit import Publication, read_publication
from generator.source.finding import Finding, Level

assert rules
TITLE = "柳河县示例农业局2022年度部门决算\n第三部分 2022年度部门决算情况说明\n"
GENERAL = TITLE + "五、一般公共预算财政拨款支出决算情况说明\n"
TABLE = (
    "柳河县示例农业局2022年度部门决算\n一般公共预算财政拨款支出决算表\n金额单位：万元\n项目\t\t本年支出合计\t基本支出\t项目支出\n"
    "功能分类科目编码\t科目名称\t\t\t\n合计\t\t744.10\t744.10\t\n"
        "208\t社会保障和就业支出\t744.10\t744.10\t\n"
    "20805\t行政事业单位养老支出\t744.10\t744.10\t\n"
        "2080501\t行政单位离退休\t704.50\t704.50\t\n"
        "2080502\t事业单位离退休\t39.60\t39.60\t\n"
)
CODED = TABLE + ("二、一般公共预算财政拨款支出决算情况说明\n"
    "（一）社会保障和就业支出-行政事业单位养老支出-行政单位离退休（科目编码：2080501）704.50万元，"
    "较上年决算数减少96.90万元，减少12.09%。\n")
RUNNING = TITLE + ("三、支出决算情况说明\n本年支出合计700.00万元，其中：基本支出600.00万元，其中人员经费500.00万元，"
    "公用经费100.00万元；项目支出100.00万元。\n十、机关运行经费支出情况说明\n"
    "本部门2022年度机关运行经费支出100.00万元。\n")
CASES = [
    ("E211", CODED, "（科目编码：2080501）704.50", "（科目编码：2080501）706.50", "一般公共预算.2080501.合计"),
    ("W239", CODED, "（科目编码：2080501）", "（科目编码：2120803）", "一般公共预算.2080501.合计"),
    ("E411", RUNNING, "机关运行经费支出100.00万元", "机关运行经费支出600.00万元", "机关运行经费.决算"),
    ("W242", TABLE, "20805\t行政事业单位养老支出", "20805\t行政事业单位离退休", "一般公共预算.20805.合计"),
    ("W242", TABLE, "2080502\t事业单位离退休", "2080502\t机关事业单位职业年金缴费支出", "一般公共预算.2080502.合计"),
    ("W624", RUNNING + "四、决算单位构成\n列入2022年部门决算编制范围的单位共2个。\n", "列入2022年部门决算", "列入2023年部门预算", "支出.合计"),
    ("W243", GENERAL + "（一）住房保障支出（科目编码221）45.33万元（其中按照项级科目统计，"
        "科目编码2210201-住房公积金支出的金额为35.80万元；科目编码2210202-提租补贴的金额为9.53万元）。\n", "科目编码2210202", "科目编码2080502", "一般公共预算.2210201.合计"),
    ("E411", RUNNING.replace("人员经费", "人员支出").replace("公用经费", "公用支出"), "机关运行经费支出100.00万元", "机关运行经费支出600.00万元", "支出.公用经费"),
    ("W644", GENERAL + "一般公共预算财政拨款支出100.00万元，主要原因是人员增加。\n", "财政拨款支出100", "财政拨款指出100", ""),
    ("W644", GENERAL + "一般公共预算财政拨款支出100.00万元，主要原因是人员增加。\n", "原因是人员", "原因人员", "一般公共预算.合计"),
]  # fmt: skip


def audit(text: str, folder: Path) -> tuple[Publication, list[Finding]]:
    (folder / "公开.txt").write_text(text, "utf-8")
    publication = read_publication(folder / "公开.txt")
    return publication, [finding for finding in run(publication.report) if finding.level is not Level.HINT]


@pytest.mark.parametrize(("code", "good", "right", "wrong", "bound"), CASES)
def test_a_slip_is_told_and_the_right_text_is_read_and_clean(
    code: str, good: str, right: str, wrong: str, bound: str, tmp_path: Path
) -> None:
    assert right in good
    publication, alarms = audit(good, tmp_path)
    assert code not in {finding.code for finding in alarms}
    assert not bound or bound in {claim.name for claim in publication.report.claims}
    _, found = audit(good.replace(right, wrong), tmp_path)
    assert code in {finding.code for finding in found}


def test_in_an_item_basic_and_project_spending_are_those_of_the_item(tmp_path: Path) -> None:
    text = GENERAL + (
        "2022年一般公共预算财政拨款支出300.00万元，具体情况如下：\n"
        "1.农林水支出（类）农业农村（款）行政运行（项）：基本支出120.00万元，项目支出30.00万元。\n"
        "2.住房保障支出（类）住房改革支出（款）住房公积金（项）：基本支出150.00万元，项目支出0.00万元。\n"
    )
    publication, alarms = audit(text, tmp_path)
    names = {claim.name: claim.value for claim in publication.report.claims}
    assert str(names["一般公共预算.2130101.基本支出"]) == "120.00"
    assert str(names["一般公共预算.2210201.基本支出"]) == "150.00"
    assert not alarms


def test_a_list_with_a_number_that_was_not_read_is_not_complete(tmp_path: Path) -> None:
    text = GENERAL + (
        "2022年一般公共预算财政拨款支出300.00万元，主要用于以下方面：\n1.“教育支出”120.00万元；\n"
            "2.“农林水支出”80.00万元；\n"
        "3“.住房保障支出”100.00万元。\n"
    )
    publication, alarms = audit(text, tmp_path)
    assert publication.summary["bound"] >= 2
    assert "E241" not in {finding.code for finding in alarms}


def test_each_of_several_needs_several_figures(tmp_path: Path) -> None:
    text = TITLE + "七、“三公”经费支出决算情况说明\n购置费和运行费分别增长5.00%、6.00%，主要是车辆更新。\n"
    (tmp_path / "公开.txt").write_text(text, "utf-8")
    good = run(read_publication(tmp_path / "公开.txt").report)
    assert "H645" not in {finding.code for finding in good}
    (tmp_path / "公开.txt").write_text(text.replace("、6.00%", ""), "utf-8")
    wrong = run(read_publication(tmp_path / "公开.txt").report)
    assert "H645" in {finding.code for finding in wrong}
