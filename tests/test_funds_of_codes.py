"""The fund of a 科目 is never assumed: the list, the row, or a question."""

import pytest

from tests.factory import Data, Made, make, printed

BOND = {"2129899": {"名称": "其他城乡社区支出", "项目支出": "100.00", "年初预算": 0, "原因": "使用超长期特别国债"}}


def with_code(code: str, year: int = 2024, **row: str) -> Made:
    """A department that was given and spent 100 on one more code."""
    spent: Data = {"项目支出": "100.00", "年初预算": "100.00", **row}
    return make({"年度": year, f"收入.{code}": {"财政拨款": "100.00"}, f"支出.{code}": spent})


def value(made: Made, name: str) -> str:
    figure = made.facts.figure(name)
    return printed(figure.value) if figure is not None else ""


@pytest.mark.parametrize("code", ["2129899", "2139801", "2089801", "2200601"])
def test_a_special_bond_is_in_the_government_fund(code: str) -> None:
    made = with_code(code, 名称="某项支出")
    assert value(made, "政府性基金.合计") == value(made, "政府性基金.本年收入") == "100.00"
    assert value(made, "一般公共预算.合计") == "318.00"
    assert "A144" not in made.codes


def test_before_2024_there_was_none(code: str = "2129899") -> None:
    made = with_code(code, 2023, 名称="某项支出")
    assert "A144" in made.codes and value(made, "政府性基金.合计") == ""


def test_a_code_the_list_does_not_hold_is_asked_for() -> None:
    made = with_code("2130177", 名称="新设支出")
    (told,) = {finding.message for finding in made.findings if finding.code == "A144"}
    assert "2130177" in told and "预算: 政府性基金" in told
    assert value(made, "一般公共预算.合计") == "318.00", "没有说之前，不归到任何一种"


@pytest.mark.parametrize("fund", ["一般公共预算", "政府性基金", "国有资本经营"])
def test_the_row_says_its_fund(fund: str) -> None:
    made = with_code("2130177", 名称="新设支出", 预算=fund)
    assert not {"A144", "A141", "A105"} & set(made.codes)
    assert value(made, f"{fund}.2130177.合计") == value(made, f"{fund}.21301.合计") == "100.00"
    assert value(made, f"收入.{fund}") == ("410.90" if fund == "一般公共预算" else "100.00")


def test_a_row_without_a_name_is_an_error() -> None:
    assert "A141" in with_code("2130177", 预算="政府性基金").codes
    assert "A141" not in with_code("2130177", 预算="政府性基金", 名称="新设支出").codes
