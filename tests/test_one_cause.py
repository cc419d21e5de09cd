"""One cause, one finding: figures that stand rows away from their 科目, and a wrong figure that is printed in many places."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.checks.report import Report
from generator.cli import main
from generator.commands.check import check_file
from generator.commands.published import audit_file
from generator.published.audit import read_publication
from generator.published.status import Status

Rows = list[list[str]]
HEAD = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
ROWS: Rows = [
    ["", "合计", "9,180.90", "5,341.02", "3,839.88"],
    ["207", "文化旅游体育与传媒支出", "4,312.77", "2,103.41", "2,209.36"],
    ["20701", "文化和旅游", "3,870.52", "1,905.16", "1,965.36"],
    ["2070101", "行政运行", "1,905.16", "1,905.16", ""],
    ["2070109", "群众文化", "1,965.36", "", "1,965.36"],
    ["20702", "文物", "442.25", "198.25", "244.00"],
    ["2070204", "文物保护", "244.00", "", "244.00"],
    ["2070205", "博物馆", "198.25", "198.25", ""],
    ["208", "社会保障和就业支出", "2,471.15", "1,640.63", "830.52"],
    ["20805", "行政事业单位养老支出", "1,640.63", "1,640.63", ""],
    ["2080501", "行政单位离退休", "318.44", "318.44", ""],
    ["2080505", "机关事业单位基本养老保险缴费支出", "1,322.19", "1,322.19", ""],
    ["20808", "抚恤", "830.52", "", "830.52"],
    ["2080801", "死亡抚恤", "830.52", "", "830.52"],
    ["210", "卫生健康支出", "2,396.98", "1,596.98", "800.00"],
    ["21011", "行政事业单位医疗", "1,596.98", "1,596.98", ""],
    ["2101101", "行政单位医疗", "1,104.71", "1,104.71", ""],
    ["2101102", "事业单位医疗", "492.27", "492.27", ""],
    ["21099", "其他卫生健康支出", "800.00", "", "800.00"],
    ["2109999", "其他卫生健康支出", "800.00", "", "800.00"],
]
CODE = "E210"


def _moved(rows: Rows, columns: Sequence[int], start: int, by: int) -> Rows:
    """The rows with the figures of some columns moved down by rows (up where negative) from row `start` on."""
    moved = [list(row) for row in rows]
    for n in columns:
        values = [row[n] for row in rows]
        shifted = [*values[:start], *[""] * by, *values[start:]] if by > 0 else [*values[: start + by], *values[start:], *[""] * -by]
        for row, value in zip(moved, shifted, strict=False):
            row[n] = value
    return moved


def _page(path: Path, rows: Rows) -> Path:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in [HEAD, *rows])
    path.write_text(
        "<html><body><p>清溪县文化局2023年度部门决算公开</p><p>一般公共预算财政拨款支出决算表</p><p>金额单位：万元</p>"
        f"<table>{cells}</table></body></html>", "utf-8",
    )  # fmt: skip
    return path


def _found(path: Path) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in audit_file(path).findings if finding.code[0] == "E"]


def _facts(report: Report) -> dict[str, str]:
    return {name: str(fact) for name in report.authored if (fact := report.figure(name)) is not None}


@pytest.mark.parametrize("columns", [(2, 3, 4), (2,), (3, 4)])
@pytest.mark.parametrize(("start", "by"), [(9, 1), (8, 2), (12, 1), (9, -1), (14, -1)])
def test_a_slip_is_one_finding_that_names_where_it_begins(tmp_path: Path, columns: tuple[int, ...], start: int, by: int) -> None:
    """One finding, whatever the number of figures that stand in a wrong row; besides, at most what is lacking now."""
    slipped = _moved(ROWS, columns, start, by)
    found = _found(_page(tmp_path / "页.html", slipped))
    told = next(message for code, message in found if code == CODE)
    assert all(f"“{HEAD[n]}”" in told for n in columns)
    assert f"{'上' if by > 0 else '下'}移 {abs(by)} 行" in told
    lacking = sum(bool(row[n]) for row in ROWS for n in columns) - sum(bool(row[n]) for row in slipped for n in columns)
    assert len(found) <= 1 + lacking, found


def test_the_figures_are_read_where_they_belong(tmp_path: Path) -> None:
    """Every fact that is still on the page is that of the right table."""
    good = read_publication(_page(tmp_path / "对.html", ROWS)).report
    slipped = read_publication(_page(tmp_path / "错.html", _moved(ROWS, (2, 3, 4), 9, 1)))
    values = {name: good.figure(name) for name in good.authored}
    for name in slipped.report.authored:
        one, other = slipped.report.figure(name), values[name]
        assert one is None or (other is not None and one.value == other.value), name
    contradicted = [each for each in slipped.judged if each.status is Status.CONTRADICTED]
    assert len(contradicted) > 10


def test_another_slip_in_a_slipped_table_is_found_as_well(tmp_path: Path) -> None:
    """A wrong digit in a figure that also stands in a wrong row."""
    rows = [list(row) for row in ROWS]
    rows[11][2] = "1,322.79"
    found = _found(_page(tmp_path / "页.html", _moved(rows, (2, 3, 4), 9, 1)))
    assert CODE in dict(found)
    assert any("1,322.79" in message or "1,640.63" in message for code, message in found if code != CODE)


@pytest.mark.parametrize("row", [3, 6, 7, 11, 15])
def test_a_figure_that_is_wrong_in_every_table_is_one_finding(tmp_path: Path, row: int) -> None:
    """Two tables print the same wrong figure in two columns each; the finding speaks of all the sums."""
    column = 3 if ROWS[row][3] else 4
    wrong = [list(each) for each in ROWS]
    for n in (2, column):
        wrong[row][n] = "7" + ROWS[row][column][1:]
    path = tmp_path / "页.html"
    _page(path, wrong)
    tables = path.read_text("utf-8")
    path.write_text(tables.replace("</body>", "<p>支出决算表</p>" + tables[tables.index("<p>金额") :]), "utf-8")
    assert read_publication(path).summary["bound"] == 2 * sum(bool(cell) for each in ROWS for cell in each[2:])
    found = _found(path)
    assert [code for code, _ in found] == ["E201"], found
    assert "处合计" in found[0][1]


def test_a_table_of_wrong_sums_is_not_called_slipped(tmp_path: Path) -> None:
    """Many wrong figures that no shift puts right stay what they are; the whole table has no finding and was read."""
    assert _found(_page(tmp_path / "对.html", ROWS)) == []
    assert read_publication(tmp_path / "对.html").summary["bound"] == sum(bool(cell) for row in ROWS for cell in row[2:])
    rows = [list(row) for row in ROWS]
    for n, wrong in ((2, "3,170.52"), (5, "942.25"), (9, "1,040.63"), (15, "1,196.98")):
        rows[n][2] = wrong
    codes = [code for code, _ in _found(_page(tmp_path / "错.html", rows))]
    assert codes and CODE not in codes


def test_import_leaves_a_refuted_total_to_its_parts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A 款 that its own 项 and the 类 above refute is not written, said so, and derived; the data then have no such finding."""
    wrong = [list(row) for row in ROWS]
    wrong[9][2] = wrong[9][3] = "1,540.63"
    page = _page(tmp_path / "页.html", wrong)
    assert [code for code, _ in _found(page)] == ["E201"]
    assert main(["import", str(page), "-o", str(tmp_path / "数.yaml")]) == 0
    told = capsys.readouterr().out
    assert "一般公共预算.20805.基本支出 印的是 1,540.63" in told and "由各部分推出 1,640.63" in told
    lines = (tmp_path / "数.yaml").read_text("utf-8").replace(",", "").splitlines()
    assert not [line for line in lines if "1540.63" in line.split("#")[0]]
    assert [line for line in lines if "待核" in line and "1540.63" in line]
    found = check_file(tmp_path / "数.yaml").findings
    assert not [finding for finding in found if finding.code == "E201"]


def test_a_total_that_follows_a_wrong_part_is_told_with_it(tmp_path: Path) -> None:
    """Both differ from the table by as much: one finding on the part, with both figures of the total and its place."""
    path = tmp_path / "页.txt"
    path.write_text(
        "清溪县文化局2023年度部门决算公开\n十一、政府采购支出情况说明\n2023年政府采购支出总额450.00万元，其中：政府采购货物支出26.00万元，"
        "政府采购工程支出380.00万元，政府采购服务支出44.00万元。\n与预算相比，政府采购支出总额460.00万元，其中：政府采购货物支出26.00万元，"
        "政府采购工程支出380.00万元，政府采购服务支出54.00万元。\n",
        "utf-8",
    )
    findings = [finding for finding in audit_file(path).findings if finding.code[0] == "E"]
    assert [finding.code for finding in findings] == ["E211"]
    assert all(words in findings[0].message for words in ("54.00万元", "是 44万元", "460（别处 450）"))
    assert len({place.column for place in findings[0].places}) == 3


def test_a_nought_is_no_correction_of_an_amount(tmp_path: Path) -> None:
    """Two totals of nought over parts of one amount each: the totals are wrong, the amount is not."""
    rows = "".join(f"<tr><td>{cells}</td></tr>" for cells in (
        "项目资金（万元）</td><td></td><td>年初预算数</td><td>全年预算数</td><td>全年执行数</td><td>分值</td><td>执行率</td><td>得分",
        "</td><td>年度资金总额：</td><td>0</td><td>0</td><td>0</td><td>10</td><td>0</td><td>10",
        "</td><td>其中：本年财政拨款</td><td>90</td><td>89.974</td><td>89.974</td><td>-</td><td></td><td>-",
        "一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td><td>分值</td><td>得分</td><td>",
        "产出指标</td><td>数量指标</td><td>项目</td><td>3个</td><td>3个</td><td>90</td><td>90</td><td>",
    ))  # fmt: skip
    path = tmp_path / "页.html"
    path.write_text(f"<html><body><p>项目支出绩效自评表</p><table>{rows}</table></body></html>", "utf-8")
    messages = [message for code, message in _found(path) if code == "E201"]
    assert len(messages) == 3 and not any("应为 0" in message for message in messages)


ECONOMIC = [
    ["30101", "基本工资", "30201", "办公费"], ["30102", "津贴补贴", "30202", "印刷费"], ["30103", "奖金", "30203", "咨询费"],
    ["30107", "绩效工资", "30204", "手续费"], ["30113", "住房公积金", "30205", "水费"], ["30114", "医疗费", "30206", "电费"],
]  # fmt: skip


def _basic(path: Path, staff: Sequence[str], public: Sequence[str]) -> Path:
    """A page with table 06 and the lists of 款 that every row has."""
    rows = "".join(
        f"<tr><td>{a}</td><td>{b}</td><td>{x}</td><td>{c}</td><td>{d}</td><td>{y}</td></tr>"
        for (a, b, c, d), x, y in zip(ECONOMIC, staff, public, strict=True)
    )
    head = "<tr><td>科目编码</td><td>科目名称</td><td>金额</td><td>科目编码</td><td>科目名称</td><td>金额</td></tr>"
    path.write_text(
        "<html><body><p>清溪县文化局2023年度部门决算公开</p><p>一般公共预算财政拨款基本支出决算表</p>"
        f"<table>{head}{rows}</table><p>六、一般公共预算财政拨款基本支出决算情况说明</p>"
        "<p>人员经费94.31万元，主要包括基本工资、津贴补贴、奖金、绩效工资、住房公积金；公用经费31.17万元，主要包括办公费、印刷费、"
        "咨询费、手续费、水费。</p></body></html>", "utf-8",
    )  # fmt: skip
    return path


def test_a_list_of_names_is_one_finding(tmp_path: Path) -> None:
    """Names of 款 that have no amount this year are told together; so are those that slipped a row in table 06."""
    staff = ["41.12", "20.07", "13.06", "9.05", "11.01", ""]
    public = ["9.11", "8.06", "7.02", "4.01", "2.97", ""]
    assert [(f.code, f.message) for f in audit_file(_basic(tmp_path / "对.html", staff, public)).findings if f.code[0] in "EW"] == []
    fixed = audit_file(_basic(tmp_path / "年.html", staff, ["31.17", "", "", "", "", ""])).findings
    assert [f.code for f in fixed if f.code[0] in "EW"] == ["E222"]
    assert "“印刷费”“咨询费”“手续费”“水费”" in fixed[0].message
    slipped = audit_file(_basic(tmp_path / "行.html", staff, ["9.11", "", "8.06", "7.02", "", "6.98"])).findings
    assert [f.code for f in slipped if f.code[0] in "EW"] == ["E222"]
    assert "“印刷费”“水费”" in slipped[0].message and "“电费”有金额" in slipped[0].message


def test_a_label_that_wraps_into_a_row_of_its_own_keeps_its_amounts(tmp_path: Path) -> None:
    """As in a PDF: the row is read, so that the sum of all 类 holds."""
    rows = [
        ["一、一般公共预算财政拨款收入", "183.70", "一、一般公共服务支出", "110.22"],
        ["二、政府性基金预算财政拨款收入", "", "八、社会保障和就业支", "73.48"],
        ["", "", "出", ""],
        ["本年收入合计", "183.70", "本年支出合计", "183.70"],
    ]
    head = [["收入", "", "支出", ""], ["项目", "决算数", "项目", "决算数"]]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in [*head, *rows])
    path = tmp_path / "页.html"
    title = "<p>清溪县文化局2023年度部门决算公开</p><p>收入支出决算总表</p>"
    path.write_text(f"<html><body>{title}<table>{cells}</table></body></html>", "utf-8")
    assert _facts(read_publication(path).report).keys() >= {"支出.201.合计", "支出.208.合计", "支出.合计", "收入.合计"}
    assert _found(path) == []
    path.write_text(path.read_text("utf-8").replace("73.48", "73.84"), "utf-8")
    assert [code for code, _ in _found(path)] == ["E201"]
