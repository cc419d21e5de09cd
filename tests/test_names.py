"""The names that facts can have: every one that any department yields is among them, and every one of a shipped profile."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from generator.derive.names import elements, known, mask, nearest
from generator.derive.year import derive
from generator.document.profile import load_profile
from generator.document.profile_check import found_in
from generator.document.spelling import misspelt
from generator.document.write import prose
from generator.model.catalogue import load_catalogue
from generator.model.facts import Facts
from generator.model.figure import Figure, Words
from generator.source.template import TemplateError
from tests import any_facts
from tests.departments import departments
from tests.factory import Data, make, with_facts

ROOT = Path(__file__).resolve().parents[1]
PROFILES = ("湖南/2019", "湖南/2021", "湖南/2022", "湖南/2023", "湖南/2024", "湖南/2025", "湖南/自评", "上海/2024", "上海/2025")
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def foreign(facts: Facts) -> list[str]:
    """The facts whose name is not known, or that are of another sort or unit than is known; elements of lists too."""
    return [name for name, fact in facts.items() if not _fits(name, fact)]


def _fits(name: str, fact: object) -> bool:
    kept = known().get(name)
    if isinstance(fact, Figure):
        return isinstance(kept, Figure) and kept.unit == fact.unit
    if isinstance(fact, tuple):
        masks = {mask(each) for each in elements(name)} | {mask(each, False) for each in elements(name)}
        return isinstance(kept, tuple) and all({mask(each), mask(each, False)} & masks or ".补充." in each for each in fact)
    return isinstance(fact, Words) and isinstance(kept, Words)


@pytest.mark.parametrize("path", sorted((ROOT / "data").glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_fact_of_an_example_is_known(path: Path) -> None:
    facts = with_facts(path)
    assert len(facts) > 50 and foreign(facts) == []


@SLOW
@given(departments())
def test_every_fact_of_any_department_is_known(changes: Data) -> None:
    facts = make(changes).facts
    assert len(facts) > 150 and foreign(facts) == []


@SLOW
@given(any_facts.facts())
def test_every_fact_of_any_file_is_known(written: Facts) -> None:
    facts = Facts({name: fact for name, fact in written.items() if name != "上年"})
    catalogue = load_catalogue(2021)
    derived = derive(facts, catalogue, derive(facts, catalogue).facts).facts
    assert [name for name in derived if known().find(name) is None] == []


@pytest.mark.parametrize("name", PROFILES)
def test_nothing_is_wrong_with_a_shipped_profile(name: str) -> None:
    assert {path.parent.relative_to(ROOT / "templates").as_posix() for path in ROOT.glob("templates/*/*/profile.yaml")} == {*PROFILES}
    assert found_in(load_profile(name)) == ()


def test_it_is_found_where_a_derivation_makes_a_name_that_no_key_has() -> None:
    facts = Facts(make().facts)
    facts["收入.新的合计"] = Figure("收入.新的合计", Decimal(1))
    facts["收入.合计"] = Words("不是数")
    assert foreign(facts) == ["收入.合计", "收入.新的合计"]


NEAR = {
    "收入.一般公共预祘": "收入.一般公共预算",
    "收人.合计": "收入.合计",
    "收入.各项来源": "收入.各来源",
    "三公.决算": "三公经费.决算",
    "三公经费.公务接待.决算": "三公经费.公务接待费.决算",
    "支出.2210201.基本支岀": "支出.2210201.基本支出",
    "上年.支出.合记": "上年.支出.合计",
    "支出总计": "支出.合计",
    "毫不相干的一句话": "",
}


@pytest.mark.parametrize("wrong", NEAR)
def test_the_nearest_name(wrong: str) -> None:
    assert known().find(wrong) is None and nearest(wrong) == NEAR[wrong]


def test_numbers_stand_for_any_code_of_their_length_and_any_place_in_a_list() -> None:
    assert all(map(known().find, ("支出.2159999.基本支出", "支出.215.合计", "概况.职责.1", "概况.职责.100", "绩效自评.指标.12.得分")))
    assert not any(map(known().find, ("支出.21.合计", "一般公共预算.215.项名", "概况.职责.一", "支出.215.合记")))


OWN = {
    "收入{{ 收入.一般公共预祘|万元 }}。": ("A112", "是不是“收入.一般公共预算”"),
    "{% if 收入.合记 %}有{% else %}无{% endif %}收入。": ("A112", "是不是“收入.合计”"),
    "{% for 项 in 收入.各项来源 %}{{ 项|额 }}{% endfor %}。": ("A112", "是不是“收入.各来源”"),
    "{{ 部门.名称|万元 }}。": ("A113", "是文字"),
    "{{ 收入.合计|万圆 }}。": ("A113", "是不是“万元”"),
    "{{ 上年.三公经费.因公出国费.团组|数 }}。": ("A112", "没有写，也推算不出"),
}


@pytest.mark.parametrize("place", ["情况说明", "概况.正文", "绩效自评.报告", "绩效自评.整体情况"])
@pytest.mark.parametrize("text", OWN)
def test_a_misspelt_name_in_own_text_is_told_with_the_nearest(text: str, place: str) -> None:
    code, message = OWN[text]
    (finding,) = make({place: ["没有引用的一段。", text]}).errors
    assert (finding.code, len(finding.places)) == (code, 1) and message in finding.message


def test_a_reason_that_quotes_is_checked_too() -> None:
    (finding, *_) = make({"收支总计.较上年原因": "项目支出{{ 支出.项目支岀|万元 }}"}).errors
    assert finding.code == "A112" and "是不是“支出.项目支出”" in finding.message


def test_own_text_that_is_right_is_printed() -> None:
    text = "{% for 项 in 支出.各类 %}{{ 项.简称|名 }}{{ 项.合计|万元 }}{% if not loop.last %}、{% endif %}{% endfor %}。"
    made = make({"绩效自评.整体情况": [text]})
    assert made.document is not None and not made.errors
    assert any("社会保障和就业12.34万元、农林水" in block.text for block in made.document.blocks if hasattr(block, "text"))


def test_names_of_authored_text_are_those_of_facts() -> None:
    with pytest.raises(TemplateError, match=r"没有“收入.合记”"):
        prose(Words("{{ 收入.合记|万元 }}"))
    assert list(misspelt(prose(Words("{{ 收入.合计|万元 }}")))) == []
