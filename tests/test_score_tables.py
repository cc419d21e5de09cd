"""Score tables of published 绩效自评: of several projects each by itself, in the forms of several provinces."""

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from generator.commands.checked import Checked
from generator.commands.published import audit_file
from generator.published.audit import read_publication
from generator.published.outline import Sheet
from generator.published.tables.scores import read_evaluations
from generator.readers.blocks import Grid, Piece
from generator.source.place import Place

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


@pytest.mark.parametrize("lost", [0, 5])
def test_one_table_is_one_set_of_indicators_though_nothing_in_it_says_so(lost: int, tmp_path: Path) -> None:
    sets = [project("", points, named=False)[:-1] for points in (0, lost, 0)]
    sets[1][-1][-1] = "11"  # 满意度指标只有 10 分
    assert found(page(tmp_path, *sets)) == ["E504"]
    report = read_publication(tmp_path / "公开.html").report
    assert [len(each.facts.names("绩效自评.指标")) for each in report.projects] == [len(POINTS)] * 3


RATED = [["项目名称", "河道"], *FUNDING, *project("", 0, named=False)]
GOALS = ["年度总体目标", "预期目标", "", "", "实际完成情况", "", "", ""]


def with_rate(rate: str, source: str = "80.5", executed: str = "80.5") -> Rows:
    """A project whose total row prints a rate, and so much executed of 80.5; the total of the sources is the same."""
    rows = [list(row) for row in RATED]
    rows[2][4], rows[2][6] = executed, rate
    rows[3][4] = str(Decimal(source) - 10)
    return rows


def read(checked: Checked) -> int:
    """How many figures of the 自评表 were read."""
    return int(re.search(r"自评表另读 (\d+) 个数", checked.note)[1])  # type: ignore[index]


# 预算 80.5，执行 80.48：99.975%
RIGHT = ("99.98%", "99.98", "0.9998", "99.97%", "100%", "1", "99.975", "0.99975")
WRONG = ("98.97%", "98.97", "0.9897", "0", "0%", "99.80%", "0.909", "9.998", "110%")


@pytest.mark.parametrize("whole", [False, True], ids=["项目", "整体"])
@pytest.mark.parametrize("rate", RIGHT)
def test_a_rate_is_right_in_every_way_of_writing_it(rate: str, whole: bool, tmp_path: Path) -> None:
    table = with_rate(rate, "80.48", "80.48")
    without = [[*row[:6], "", *row[7:]] if at == 2 else row for at, row in enumerate(table)]
    if whole:
        table[0][0] = without[0][0] = "部门名称"
    checked = page(tmp_path, table)
    assert found(checked) == []
    assert read(checked) == read(page(tmp_path, without)) + 1 + ("%" in rate and table[2][7] != "")


@pytest.mark.parametrize("whole", [False, True], ids=["项目", "整体"])
@pytest.mark.parametrize("rate", WRONG)
def test_a_rate_that_is_not_what_was_executed_of_the_budget_is_an_error(rate: str, whole: bool, tmp_path: Path) -> None:
    table = with_rate(rate, "80.48", "80.48")
    table[0][0] = "部门名称" if whole else "项目名称"
    checked = page(tmp_path, table, project("水库", 0))
    assert found(checked) == ["E520"]
    message = checked.findings[0].message
    assert f"执行率写的是 {rate}" in message and "是 99.98%" in message and ("“河道”" in message) is not whole
    assert "“年度资金总额：”行“执行率”列" in str(checked.findings[0].places[0])


@pytest.mark.parametrize("head", ["执行率", "预算执行率", "执行率（%）", "执行率（B/A）", "执行率\n(%)"])
def test_the_head_of_the_rate_may_say_more(head: str, tmp_path: Path) -> None:
    table = with_rate("75%")
    table[1][6] = head
    wrong = page(tmp_path, table)
    assert found(wrong) == ["E520"]
    table[2][6] = "100"
    right = page(tmp_path, table)
    assert found(right) == [] and read(right) == read(wrong)


@pytest.mark.parametrize("mark", ["", "—", "/", "无"])
def test_where_no_rate_is_printed_there_is_none_to_be_wrong(mark: str, tmp_path: Path) -> None:
    checked = page(tmp_path, with_rate(mark))
    assert found(checked) == [] and read(checked) == read(page(tmp_path, with_rate("100"))) - 1


def test_amounts_without_their_heads_have_no_rate(tmp_path: Path) -> None:
    table = with_rate("95%")
    table[1][2:5] = ["预算数", "执行数", "结余"]
    checked = page(tmp_path, table)
    assert "E520" not in found(checked) and read(checked) >= 11


def test_each_source_has_a_rate_of_its_own(tmp_path: Path) -> None:
    table = with_rate("100%")
    table[3][6], table[4][6] = "100%", "100%"
    right = page(tmp_path, table)
    assert found(right) == [] and read(right) == read(page(tmp_path, with_rate("100%"))) + 2
    table[4][6] = "50%"
    wrong = page(tmp_path, table)
    assert found(wrong) == ["E520"] and "“上年结转资金”的执行率" in wrong.findings[0].message


@pytest.mark.parametrize(("rate", "codes"), [("0", ["E201"] * 3 + ["E520"]), ("100%", ["E201"] * 3), ("50%", ["E201"] * 3 + ["E520"])])
def test_where_the_total_is_nought_the_sum_of_the_sources_counts(rate: str, codes: list[str], tmp_path: Path) -> None:
    table = with_rate(rate)
    table[2][2:5] = ["0", "0", "0"]
    checked = page(tmp_path, table)
    assert found(checked) == codes
    assert ("各来源相加，全年执行数 80.50 ÷ 全年预算数 80.50 是 100%" in checked.findings[-1].message) is ("E520" in codes)


def test_nothing_executed_is_a_rate_of_nought(tmp_path: Path) -> None:
    table = with_rate("0")
    table[2][4], table[3][4], table[4][4] = "0", "0", "0"
    assert found(page(tmp_path, table)) == []
    table[2][6] = "100%"
    assert found(page(tmp_path, table)) == ["E520"]


def test_a_rate_on_the_first_budget_is_told_as_such(tmp_path: Path) -> None:
    checked = page(tmp_path, with_rate("89.44%"))
    assert found(checked) == ["E520"] and "除以年初预算数" in checked.findings[0].message


LISTS = {  # 一格里的总额和各项，各项的小数写错成什么
    "其中另起一句": ("本项目共完成预算资金89.97万元。其中：30万元用于预算编制；30万元用于审计；29.97万元用于设计、规划。", "29.99"),
    "其中接着说": ("全年支出120.50万元，其中：设备购置60.25万元，系统维护40.15万元，培训20.10万元。", "20.90"),
    "包括": ("投入资金66.60万元，包括：堤防22.20万元、水闸33.30万元、泵站11.10万元。", "11.18"),
}


@pytest.mark.parametrize("column", [1, 4], ids=["预期目标", "实际完成情况"])
@pytest.mark.parametrize("kind", LISTS)
def test_amounts_listed_in_a_cell_make_their_total(kind: str, column: int, tmp_path: Path) -> None:
    cell, slip = LISTS[kind]
    last = re.findall(r"\d+\.\d+", cell)[-1]

    def table(text: str) -> Rows:
        goal = ["", *("按计划完成。" if at == column - 3 or at == column + 3 else "" for at in range(1, 8))]
        goal[column] = text
        return [*RATED[:6], GOALS, goal, *RATED[6:]]

    right = page(tmp_path, table(cell))
    assert found(right) == []
    assert read(right) == read(page(tmp_path, table("按计划完成。"))) + len(re.findall("万元", cell))
    wrong = page(tmp_path, table(slip.join(cell.rsplit(last, 1))))
    assert len(wrong.findings) == 1 and wrong.findings[0].code in {"E215", "W219"}, found(wrong)
    assert "相加是" in wrong.findings[0].message
    assert ("“预期目标”列" if column == 1 else "“实际完成情况”列") in str(wrong.findings[0].places[0])


def test_amounts_of_a_cell_are_none_of_the_department(tmp_path: Path) -> None:
    goal = ["", "支出总计120.50万元，其中：基本支出60.25万元，项目支出40.15万元，其他支出20.10万元。", "", "", "按计划完成。", "", "", ""]
    checked = page(tmp_path, [*RATED[:6], GOALS, goal, *RATED[6:]])
    assert found(checked) == [] and checked.counts is not None and checked.counts["bound"] == 0


def test_a_row_cut_by_the_end_of_a_page_is_one_indicator() -> None:
    def row(page: int, *cells: str) -> tuple[Piece, ...]:
        return tuple(Piece(cell, Place("公开.pdf", page, n, page)) for n, cell in enumerate(cells, 1))

    head = row(1, "一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分", "偏差原因")
    first = row(1, "产出指标（50分）", "时效指标", "", "100%", "90%", "10", "8", "")
    second = row(2, "", "", "资金支付及时率", "", "", "", "", "跨年结算")
    facts = read_evaluations([Sheet(Grid((head, first, second)), (), "")])[0].facts
    assert facts.names("绩效自评.指标") == ("绩效自评.指标.1",)
    assert facts.text("绩效自评.指标.1.名称") == "资金支付及时率"
    assert facts.text("绩效自评.指标.1.偏差原因") == "跨年结算"
