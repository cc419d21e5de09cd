"""Slips in sentences on changes: what is found, and the right sentences beside them, of which nothing is said."""

from pathlib import Path

import pytest

from generator.commands.published import audit_file


def codes(folder: Path, text: str) -> set[str]:
    path = folder / "公开.txt"
    path.write_text(f"云溪县水务局2023年度部门决算\n七、“三公”经费支出决算情况说明\n{text}", "utf-8")
    return {finding.code for finding in audit_file(path).findings}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("公务接待费支出决算减少为0.00万元，与2022年持平。", "E631"),
        ("公务接待费支出增加3.00万元，增长13.80%，与上年一致。", "E631"),
        ("公务接待费支出下降5%，与2022年度决算数持平。", "E631"),
        ("公务接待费支出增加至8.20万元，和上年相同。", "E631"),
        ("公务接待费支出较上年减少1.00万元，下降10%。主要原因是。厉行节约。", "W632"),
        ("公务接待费支出较上年减少1.00万元，主要原因：。主要原因：厉行节约。", "W632"),
        ("公务接待费支出较上年减少1.00万元，减少的原因主要是；公车费增加2.00万元。", "W632"),
        ("经费于2023年12月32日前使用完毕。", "E633"),
        ("经费于2023.2.30前使用完毕。", "E633"),
        ("经费于2023-06-31前使用完毕。", "E633"),
        ("会议于9月31日召开。", "E633"),
        ("会议于13月1日召开。", "E633"),
        ("公务接待费较2022年决算数减少56.09万元，增长下降13.80%。", "E601"),
        ("公务接待费比2022年决算数增减少21.00万元，下降28.38%。", "E601"),
        ("公务接待费比2022年决算数下降上升21.00万元。", "E601"),
        ("本单位共有车辆_辆，其中领导用车×辆。", "E601"),
        ("决算数小于预算数（或与预算数持平）的主要原因是节约。", "E601"),
        ("（注：取自财决附03表，仅罗列本部门涉及的项目。）", "E601"),
        ("（说明本部门机关运行经费增减变化的原因，没有的写无。）", "E601"),
        ("公开时间：2024年  月  日", "E601"),
        ("公务接待费58.22，较2022年决算数增加58.22，增加100%。", "E213"),
    ],
)
def test_slips_are_found(text: str, code: str, tmp_path: Path) -> None:
    assert code in codes(tmp_path, text)


def test_what_is_left_in_one_paragraph_is_told_once(tmp_path: Path) -> None:
    """And the rate behind a choice that was not made is not reckoned."""
    path = tmp_path / "公开.txt"
    path.write_text(
        "云溪县水务局2023年度部门决算\n一、收入支出决算总体情况说明\n2023年度收、支总计100.00万元。与上年相比，增加10.00万元，"
        "增长11.11%。\n与2022年相比，收、支总计各增加/减少10.00万元，增长/下降11.11%。", "utf-8",
    )  # fmt: skip
    found = [finding for finding in audit_file(path).findings if finding.code[0] == "E"]
    assert [finding.code for finding in found] == ["E601"]
    assert "“增加/减少”“增长/下降”" in found[0].message


RIGHT = [  # 对的一句；把其中的什么改成什么，就是哪一条
    ("公务接待费支出决算增加0.00万元，与上年持平。", "0.00", "3.00", "E631"),
    ("公务接待费支出与上年持平，公车费支出减少3.00万元。", "与上年持平，公车费支出减少3.00万元", "减少3.00万元，与上年持平", "E631"),
    ("公务接待费支出比年初预算减少3.00万元，与上年持平。", "比年初预算", "比上年", "E631"),
    ("较预算数下降12.00%，与2022年决算数持平。", "预算数下降", "2022年决算数下降", "E631"),
    ("公务接待费支出较上年减少1.00万元，主要原因是厉行节约。", "是厉", "是。厉", "W632"),
    ("增加的主要原因是：1.人员增加；2.项目增加。", "是：1", "是：；1", "W632"),
    ("分析其原因，是多方面的。", "分析其原因，是", "主要原因是。", "W632"),
    ("会议于2023年2月28日召开，2024年2月29日结束；2月29日前上报。", "2月28", "2月29", "E633"),
    ("完成率12.35%，单价1.32万元，标准为3.4.1版，编号2023-45。", "2023-45", "2023-2-45", "E633"),
    ("收入增长下降的原因是多方面的，支出有增有减，增减变化不大。", "下降的", "下降3.00%的", "E601"),
    ("公务接待费58.22万元，较2022年决算数增加8.22万元，增加16.44%。", "8.22万元，增加16.44%", "58.22，增加100%", "E213"),
]


@pytest.mark.parametrize(("right", "part", "slip", "code"), RIGHT)
def test_right_sentences_are_not_and_are_where_they_are_made_wrong(
    right: str, part: str, slip: str, code: str, tmp_path: Path
) -> None:
    assert not codes(tmp_path, right) & {"E631", "W632", "E633", "E601", "E213"}
    assert code in codes(tmp_path, right.replace(part, slip, 1))


def test_a_date_that_does_not_exist_in_a_score_table(tmp_path: Path) -> None:
    row = "<tr><td>产出指标</td><td>时效指标</td><td>完成时间</td><td>2023.12.31前</td><td>2023.12.{}前</td><td>100</td><td>100</td></tr>"
    head = (
        "<tr>"
        + "".join(
            f"<td>{cell}</td>" for cell in ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分"]
        )
        + "</tr>"
    )
    for day, found in (("31", False), ("32", True)):
        path = tmp_path / "公开.html"
        path.write_text(
            f"<html><body><p>项目绩效自评表</p><table>{head}{row.format(day)}</table></body></html>", "utf-8"
        )
        assert ("E633" in {finding.code for finding in audit_file(path).findings}) is found
