"""Two columns of amounts of table 06 that are exchanged: one finding that names it."""

from pathlib import Path

import pytest

from generator.commands.published import audit_file
from generator.published.audit import read_publication
from generator.source.finding import Level

ROWS = (
    ("301", "工资福利支出", "90.00", "302", "商品和服务支出", "26.00", "310", "资本性支出", "5.00"),
    ("30101", "基本工资", "50.00", "30201", "办公费", "12.00", "31002", "办公设备购置", "5.00"),
    ("30102", "津贴补贴", "40.00", "30202", "印刷费", "3.50", "31003", "专用设备购置", ""),
    ("303", "对个人和家庭的补助", "8.00", "30207", "邮电费", "4.50", "", "", ""),
    ("30302", "退休费", "8.00", "30211", "差旅费", "6.00", "", "", ""),
)
TOTALS = ("人员经费合计", "98.00", "公用经费合计", "31.00")
HEAD = ("科目编码", "科目名称", "决算数") * 3
BEFORE = "清溪县水利局2023年度部门决算\n一般公共预算财政拨款基本支出决算明细表\n金额单位：万元\n"
AFTER = (
    "六、一般公共预算财政拨款基本支出决算情况说明\n基本支出129.00万元，其中：人员经费98.00万元；公用经费31.00万元。\n"
)


def text(rows: list[list[str]]) -> str:
    """The published text with these rows."""
    return BEFORE + "".join(f"|{'|'.join(row)}|\n" for row in (HEAD, *rows, TOTALS)) + AFTER


def exchanged(one: int, other: int) -> str:
    """The published text with two columns exchanged."""

    def put(row: tuple[str, ...]) -> list[str]:
        return [row[other] if n == one else row[one] if n == other else cell for n, cell in enumerate(row)]

    return text([put(row) for row in ROWS])


@pytest.mark.parametrize(("one", "other"), [(2, 5), (2, 8), (5, 8)])
def test_two_columns_of_amounts_exchanged_are_one_finding(tmp_path: Path, one: int, other: int) -> None:
    path = tmp_path / "公开.txt"
    path.write_text(text([list(row) for row in ROWS]), "utf-8")
    good = {finding.message for finding in audit_file(path).findings}
    assert read_publication(path).report.figure("基本支出明细.30201") is not None
    path.write_text(exchanged(one, other), "utf-8")
    found = [f for f in audit_file(path).findings if f.level is not Level.HINT and f.message not in good]
    assert [finding.code for finding in found] == ["E218"], [finding.message for finding in found]
    assert "两列的金额对调了" in found[0].message and len(found[0].places) >= 5
