"""The fund of a 科目 is never assumed: the list, the row, or a question."""

from pathlib import Path

import pytest

from generator.model.catalogue import load_catalogue
from generator.source.resources import find
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


NEW = {"科目": {"20191": {"名称": "新设事务"}, "2019101": {"名称": "新设项目", "预算": "一般公共预算"}}}


def with_own(code: str = "2019101", **own: Data) -> Made:
    """A department that spent on a code which it names itself under 科目."""
    row: Data = {"项目支出": "100.00", "年初预算": "100.00"}
    return make({"年度": 2024, f"收入.{code}": {"财政拨款": "100.00"}, f"支出.{code}": row, **NEW, **own})


def test_a_code_of_ones_own_has_the_name_and_the_fund_written_under_subjects() -> None:
    made = with_own()
    assert made.facts.text("一般公共预算.2019101.名称") == "新设项目"
    assert made.facts.text("一般公共预算.2019101.款名") == "新设事务"
    assert value(made, "一般公共预算.合计") == "418.00"
    assert not {"A105", "A118", "A141", "A144"} & {*made.codes}


def test_a_code_of_ones_own_without_a_fund_is_asked_for() -> None:
    made = with_own(科目={"2019101": {"名称": "新设项目"}})
    assert "A144" in made.codes
    assert value(made, "一般公共预算.合计") == "318.00", "没有说之前，不归到任何一种"


def test_a_code_of_ones_own_can_stand_in_the_lists_of_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, shipped = tmp_path / "templates" / "科目" / "功能分类.csv", find("科目", "功能分类.csv")
    own.parent.mkdir(parents=True)
    own.write_text(shipped.read_text("utf-8") + "20191,款,新设事务,2024,,,A\n2019101,项,新设项目,2024,,政府性基金,A\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    made = with_own(科目={})
    assert value(made, "政府性基金.合计") == "100.00" and not {"A118", "A144"} & {*made.codes}


@pytest.mark.parametrize(
    ("year", "code", "name"),
    [
        (2024, "21098", "超长期特别国债安排的支出"),
        (2024, "22006", "耕地保护考核奖惩基金支出"),
        (2025, "2170404", "中央金融机构注资特别国债支出"),
        (2025, "22911", "中央金融机构注资特别国债财务基金支出"),
        (2025, "23107", "中央金融机构注资特别国债还本支出"),
    ],
)
def test_what_was_added_belongs_to_the_government_fund_from_its_year_on(year: int, code: str, name: str) -> None:
    lists, before = load_catalogue(year), load_catalogue(year - 1)
    assert (lists.name(code), lists.fund(code), lists.rules_out(code)) == (name, "政府性基金", False)
    assert lists.rules_out(f"{code}01"[:7]) is False, "没有列出各项，不能说没有"
    assert before.name(code) is None and before.fund(code) != "政府性基金"
