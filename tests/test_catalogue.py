"""The code lists of a year, and where templates are looked for."""

from pathlib import Path

import pytest

from generator.model.catalogue import load_catalogue
from generator.source.resources import find

CATALOGUE = load_catalogue(2021)


@pytest.mark.parametrize(("year", "name"), [(2019, "资源勘探信息等支出"), (2020, "资源勘探工业信息等支出")])
def test_a_code_has_the_name_of_its_year(year: int, name: str) -> None:
    assert load_catalogue(year).name("215") == name


def test_a_code_is_known_in_its_years_only() -> None:
    assert load_catalogue(2020).known("234") and not load_catalogue(2019).known("234")
    assert CATALOGUE.name("30101") == "基本工资"
    assert CATALOGUE.name("9999999") is None


@pytest.mark.parametrize(
    ("code", "fund"),
    [
        ("2010101", "一般公共预算"),
        ("201", "一般公共预算"),
        ("2120803", "政府性基金"),
        ("2120877", "政府性基金"),
        ("21203", "一般公共预算"),
        ("2230105", "国有资本经营"),
        ("2239977", "国有资本经营"),
        ("234", "政府性基金"),
        ("2340199", "政府性基金"),
    ],
)
def test_the_fund_of_a_code_is_its_own_or_that_of_its_parents(code: str, fund: str) -> None:
    assert CATALOGUE.fund(code) == fund


def test_every_code_but_a_class_has_a_parent_in_the_list() -> None:
    orphans = [code for code in CATALOGUE.names if (up := CATALOGUE.parent(code)) and not CATALOGUE.known(up)]
    assert orphans == []
    assert CATALOGUE.parent("201") == ""


def test_the_templates_of_the_working_folder_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "templates" / "科目" / "功能分类.csv"
    own.parent.mkdir(parents=True)
    own.write_text("code,level,name,valid_from,valid_to,fund,confidence\n201,类,自有科目,,,,A\n", "utf-8-sig")
    monkeypatch.chdir(tmp_path)
    assert find("科目", "功能分类.csv") == own
    assert load_catalogue(2021).name("201") == "自有科目"
    assert load_catalogue(2021).name("301") == "工资福利支出"


def test_a_missing_file_is_named_with_the_folders_searched() -> None:
    with pytest.raises(FileNotFoundError, match=r"找不到 湖南/1900/profile.yaml.*templates"):
        find("湖南", "1900", "profile.yaml")
