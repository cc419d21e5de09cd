"""Years are data: those of the code lists and of the keys stand in 科目/年度.yaml, none in the program."""

import re
from pathlib import Path

import pytest

from generator.checks.completeness import EQUIPMENT
from generator.model.catalogue import load_catalogue, names_of_all_years, years_listed
from generator.model.keys import ROOT
from generator.model.schema import Group, Key
from generator.model.years import Years, completely_listed, possible, years_of_keys
from generator.source.template import TemplateError

CODE = re.compile(r"(?<![\d.〔#_])(?:19\d|20[1-3])\d(?!\d)")
# 说明、依据、例子里的年份是给人看的；1980 是 zip 里能写的第一年
TOLD = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|#.*')
ALLOWED = {"DATE = (1980, 1, 1, 0, 0, 0)", "DATE = datetime(1980, 1, 1)"}


def test_no_year_is_written_in_the_program() -> None:
    found = []
    for path in sorted(Path("generator").rglob("*.py")):
        text = re.sub(r'"""[\s\S]*?"""', "", path.read_text("utf-8"))
        found += [f"{path.name}: {line}" for line in text.splitlines() if CODE.search(TOLD.sub("", line)) and line not in ALLOWED]
    assert [line for line in found if "[:" not in line and "range(0x" not in line] == []


def test_every_year_of_a_key_is_that_of_a_key_there_is() -> None:
    def at(name: str) -> Key:
        key: Key = ROOT
        for part in name.split("."):
            assert isinstance(key, Group)
            key = key.fields[part]
        return key

    names = years_of_keys()
    assert len(names) >= 6 and all(at(name).years == years != Years() for name, years in names.items())  # type: ignore[union-attr]
    assert len(EQUIPMENT) == 3


def test_the_years_listed_hold_every_row_of_the_lists() -> None:
    years = years_listed()
    assert years == sorted(years) and len(years) > 5
    every = {name.removesuffix("支出") for year in range(years[0] - 3, years[-1] + 4) for name in load_catalogue(year).names.values()}
    assert every == names_of_all_years()


def test_the_years_are_read_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "templates" / "科目" / "年度.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("科目表收全: 2017-\n键: {国有资产.单价100万元以上设备: 2023-2030}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert completely_listed().hold(2018) and not completely_listed().hold(2016)
    assert str(years_of_keys()["国有资产.单价100万元以上设备"]) == "2023年度起2030年度及以前"
    file.write_text("键: {国有资产.单价100万元以上设备: 二〇二三}\n", "utf-8")
    with pytest.raises(TemplateError, match="应写成 2022-、-2021 或 2020-2021"):
        years_of_keys()


def test_a_year_of_another_century_is_none() -> None:
    assert 2021 in possible() and 202 not in possible() and 20211 not in possible()
