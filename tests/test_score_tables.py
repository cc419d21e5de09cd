"""Score tables of published 绩效自评: of several projects each by itself, in the forms of several provinces."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.commands.checked import Checked
from generator.commands.published import audit_file

Rows = list[list[str]]
HEAD = ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分"]
LONG_HEAD = ["一级指标", "二级指标", "三级指标", "指标解释", "评分标准", "指标值", "实际完成值", "分值", "得分"]
POINTS = (("产出指标（50分）", "数量指标", 20), ("", "质量指标", 10), ("", "成本指标", 20), ("效益指标（40分）", "社会效益指标", 40),
          ("满意度指标（10分）", "满意度指标", 10))  # fmt: skip
FUNDING = [
    ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["", "年度资金总额：", "90", "80.5", "80.5", "", "100%", ""],
    ["", "其中：本年财政拨款", "90", "70.5", "70.5", "", "", ""],
    ["", "上年结转资金", "", "10", "10", "", "", ""],
    ["", "其他资金", "", "", "", "", "", ""],
]


def indicators(lost: int = 0, long: bool = False) -> Rows:
    """Rows of indicators of 100 points, `lost` of them not reached; in the long form two columns more, one left blank."""
    more = ["解释", ""] if long else []
    return [
        [first, second, f"指标{n}", *more, "完成", "完成", str(points), str(points - lost * (n == 1))]
        for n, (first, second, points) in enumerate(POINTS, 1)
    ]


def project(name: str, lost: int, total: str = "", long: bool = False, named: bool = True, last: str = "合计") -> Rows:
    head = LONG_HEAD if long else HEAD
    reached = total or str(100 - lost)
    start = [["项目名称", name]] if named else []
    return [*start, head, *indicators(lost, long), [last, *[""] * (len(head) - 3), "100", reached]]


def page(folder: Path, *tables: Rows, between: Sequence[str] = ()) -> Checked:
    html = [
        "<p>云溪县水务局2023年度部门决算</p><p>十三、预算绩效情况说明</p><p>2023年度按要求开展了自评。</p>"
    ]
    for n, table in enumerate(tables):
        html += [f"<p>{between[n]}</p>"] if n < len(between) else []
        width = max(map(len, table))
        rows = ("".join(f"<td>{cell}</td>" for cell in [*row, *[""] * (width - len(row))]) for row in table)
        html.append(f"<p>2023年度项目支出绩效自评表</p><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    path = folder / "公开.html"
    path.write_text(f"<html><head><meta charset='utf-8'></head><body>{''.join(html)}</body></html>", "utf-8")
    return audit_file(path)


def found(checked: Checked) -> list[str]:
    return [finding.code for finding in checked.findings]


FORMS: dict[str, dict[str, object]] = {
    "七列": {},
    "九列": {"long": True},
    "没有项目名称": {"named": False},
    "总分": {"last": "总分"},
    "总计": {"last": "总计"},
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_tables_of_several_projects_are_right_each_by_itself(form: dict, count: int, tmp_path: Path) -> None:
    checked = page(tmp_path, *(project(f"项目{n}", n, **form) for n in range(1, count + 1)))
    assert found(checked) == []
    assert f"自评表另读 {11 * count} 个数" in checked.note


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("wrong", [0, 1, 2])
def test_a_wrong_total_of_one_project_is_found_there(form: dict, wrong: int, tmp_path: Path) -> None:
    tables = [project(f"项目{n}", n, "90" if n == wrong else "", **form) for n in range(3)]
    checked = page(tmp_path, *tables)
    assert found(checked) == ["E517"]
    assert "总分是 90" in checked.findings[0].message and (
        "named" in form or f"项目{wrong}" in checked.findings[0].message
    )


def test_weights_that_miss_what_their_head_says_are_found_in_their_project(tmp_path: Path) -> None:
    second = project("第二个", 0)
    second[2][0] = "产出指标（60分）"
    checked = page(tmp_path, project("第一个", 0), second, project("第三个", 0))
    assert found(checked) == ["E502"] and "“第二个”" in checked.findings[0].message


def test_a_score_beyond_its_weight_is_found_in_the_long_form_too(tmp_path: Path) -> None:
    table = project("河道", 0, long=True)
    table[4][-1] = "25"
    table[-1][-1] = "105"
    assert "E504" in found(page(tmp_path, table, project("水库", 0, long=True)))


def test_the_funding_of_a_project_adds_up_by_the_heads_of_its_columns(tmp_path: Path) -> None:
    table = [["项目名称", "河道"], *FUNDING, *project("", 0, named=False)]
    assert found(page(tmp_path, table, project("水库", 0))) == []
    for column, amount in ((2, "0"), (3, "85.0"), (4, "70.5")):
        wrong = [list(row) for row in table]
        wrong[2][column] = amount
        assert "E201" in found(page(tmp_path, wrong, project("水库", 0)))


def test_the_table_of_the_whole_department_is_not_mixed_with_those_of_projects(tmp_path: Path) -> None:
    whole = [["部门名称", "云溪县水务局"], *project("", 5, named=False, last="总分")]
    text = "2023年度部门整体支出绩效自评得分为95分，等级为优。"
    assert found(page(tmp_path, project("河道", 1), whole, project("水库", 2), between=[text])) == []
    wrong = page(tmp_path, project("河道", 1), whole, project("水库", 2), between=[text.replace("95", "97")])
    assert found(wrong) == ["E518"]
