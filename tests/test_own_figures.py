"""其他数: figures that a form asks for beside the keys, declared by its profile.yaml and by nothing in the program."""

from decimal import Decimal
from pathlib import Path

import pytest

from generator.authoring.new.year import new_text
from generator.authoring.yaml.document import yaml_text
from generator.cli import main
from generator.disclosure.department import read_department
from generator.document.profile import load_profile
from generator.document.profile_check import found_in
from generator.document.tree import Paragraph
from generator.model.facts import Facts
from tests.factory import Data, Made, changed, made, text_of

SETTINGS = """基于: 湖南/2021
其他数:
  预留金额: {单位: 万元, 必填: 是, 说明: 面向中小企业预留的金额}
  外宾（含港澳台）·批次: {单位: 个}
"""
SENTENCE = (
    "## 国有资产占用\n\n预留{{ 其他数.预留金额|万元 }}"
    "{% if 其他数.外宾（含港澳台）·批次 %}，外宾{{ 其他数.外宾（含港澳台）·批次|数 }}批{% endif %}。\n"
)
FORM = "某省/2021"


@pytest.fixture(autouse=True)
def form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office's own form, with two figures of its own and a sentence that prints them."""
    folder = tmp_path / "templates" / "某省" / "2021"
    (folder / "3-情况说明").mkdir(parents=True)
    (folder / "profile.yaml").write_text(SETTINGS, "utf-8")
    (folder / "3-情况说明" / "国有资产占用.j2").write_text(SENTENCE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def make(**figures: str) -> Made:
    """The good department in that form, with these figures."""
    Path("部门.yaml").write_text(text_of(changed({"版式": FORM, "其他数": figures or None})), "utf-8")
    return made(Path("部门.yaml"))


def told(it: Made, code: str) -> list[str]:
    return [finding.message for finding in it.findings if finding.code == code]


def test_a_form_prints_its_own_figures_and_checks_nothing_wrong() -> None:
    it = make(**{"预留金额": "12.5", "外宾（含港澳台）·批次": "3"})
    assert not it.errors
    assert it.document is not None
    assert "预留12.50万元，外宾3批。" in [block.text for block in it.document.blocks if isinstance(block, Paragraph)]


def test_an_amount_in_yuan_is_in_ten_thousands_as_any_other() -> None:
    data: Data = changed({"版式": FORM, "金额单位": "元", "其他数": {"预留金额": "125000", "外宾（含港澳台）·批次": 3}})
    Path("部门.yaml").write_text(text_of(data), "utf-8")
    facts = read_department(Path("部门.yaml")).facts
    money, groups = (facts.figure(f"其他数.{name}") for name in ("预留金额", "外宾（含港澳台）·批次"))
    assert money is not None and (money.value, money.unit) == (Decimal("12.5"), "万元")
    assert groups is not None and (groups.value, groups.unit) == (3, "个")
    alone = Facts({name: fact for name, fact in facts.items() if not name.startswith("上年.")})
    assert "  预留金额: 125000\n" in yaml_text(alone).replace("其他数: {", "其他数:\n  ").replace(", 外宾", "\n外宾")


def test_a_figure_that_the_form_does_not_list_is_named_with_the_nearest() -> None:
    (message,) = told(make(预留金额="1", 预留金頟="2"), "A105")
    assert "预留金頟" in message and "是不是“预留金额”" in message and FORM in message


def test_a_figure_that_the_form_requires_is_asked_for() -> None:
    (message,) = told(make(), "A106")
    assert "其他数.预留金额" in message and "面向中小企业预留的金额" in message and "万元" in message


def test_what_is_still_to_be_filled_in_is_no_missing_key() -> None:
    it = make(预留金额="待填")
    assert "A130" in it.codes and not told(it, "A106")


def test_a_name_that_the_form_does_not_list_is_a_fault_of_its_sentences(form: Path) -> None:
    (form / "3-情况说明" / "国有资产占用.j2").write_text(SENTENCE.replace("预留金额|万元", "预留金頟|万元"), "utf-8")
    (finding,) = found_in(load_profile(FORM))
    assert "没有在“其他数”里列出“预留金頟”" in finding.message and "是不是“预留金额”" in finding.message


def test_a_figure_is_printed_in_its_unit_only(form: Path) -> None:
    (form / "3-情况说明" / "国有资产占用.j2").write_text(SENTENCE.replace("批次|数", "批次|万元"), "utf-8")
    (finding,) = found_in(load_profile(FORM))
    assert "单位是个，不能用“万元”印出" in finding.message


@pytest.mark.parametrize("wrong", ["{单位: 个, 必填: 要}", "{必填: 是}", "个", "{单位: 个, 说名: 字}"])
def test_a_declaration_that_cannot_be_read_is_a_fault(form: Path, wrong: str) -> None:
    (form / "profile.yaml").write_text(SETTINGS.replace("{单位: 个}", wrong), "utf-8")
    assert any("外宾（含港澳台）·批次" in finding.message or "说名" in finding.message for finding in found_in(load_profile(FORM)))


def test_a_new_file_asks_for_what_the_form_requires() -> None:
    assert main(["new", "示例县水务局", "2021", "--版式", FORM]) == 0
    text = Path("data/示例县水务局/2021.yaml").read_text("utf-8")
    assert "其他数: {预留金额: 待填}" in text or "  预留金额: 待填 # 面向中小企业预留的金额" in text
    assert "外宾（含港澳台）" not in text


def test_the_year_after_asks_for_them_again() -> None:
    Path("上年.yaml").write_text(text_of(changed({"版式": FORM, "其他数": {"外宾（含港澳台）·批次": "3"}})), "utf-8")
    before = read_department(Path("上年.yaml")).facts
    text = new_text("示例县水务局", 2022, FORM, "2021.yaml", before, "上年.yaml", {"预留金额": "预留"})
    assert "外宾（含港澳台）·批次: 待填" in text and "预留金额: 待填" in text
