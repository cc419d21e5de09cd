"""Keys that forms of other provinces ask for: as the manual writes them they are read, derived, printed and written again."""

import re
from pathlib import Path

import pytest
import yaml

from generator.authoring.yaml.document import yaml_text
from generator.checks.registry import RULES
from generator.document.grammar import parse
from generator.document.tree import plain
from generator.document.write import Scope, write
from generator.model.dates import day_of
from generator.model.facts import Facts
from generator.model.format import NumberStyle
from generator.model.json_schema import schema_text
from tests.any_facts import bare, read
from tests.factory import GOOD, Data, Made, make, sentences
from tests.test_manual import MANUAL

WRITTEN: Data = yaml.load(re.search(r"^~~~yaml\n(.*?)^~~~", MANUAL, re.MULTILINE | re.DOTALL)[1], yaml.BaseLoader)  # type: ignore[index]
DECLARED = yaml.safe_load(re.search(r"^~~~profile\n(.*?)^~~~", MANUAL, re.MULTILINE | re.DOTALL)[1])  # type: ignore[index]
SLOTS = {
    "主要用于：{{ 一般公共预算.2130305.用途|文 }}": "主要用于：堤防加固和清淤",
    "{{ 一般公共预算.2130305.全年预算|万元 }}": "96.00万元",
    "{{ 概况.下属单位|名 }}": "县水文站、县水库管理中心",
    "{{ 概况.下属单位.2.名称|文 }}（{{ 概况.下属单位.2.备注|文 }}）": "县水库管理中心（2021年新增）",
    "{{ 概况.下属单位.1.名称|文 }}": "县水文站",
    "{{ 政府采购.中标.其他项目|万元 }}": "10.00万元",
    "{{ 预算绩效.自评.平均得分|数 }}分，优{{ 预算绩效.自评.优|数 }}个": "92.5分，优2个",
    "{{ 三公经费.公务接待费.外宾接待.批次|数 }}批": "0批",
    "{{ 预算绩效.重点项目部门评价.涉及资金|万元 }}": "30.00万元",
    "{{ 公开日期|文 }}": "2022-08-29",
}


def merged(base: Data, more: Data) -> Data:
    """The good department with the keys of the manual beside its own."""
    both = {key: merged(base[key], value) if isinstance(value, dict) and isinstance(base.get(key), dict) else value
            for key, value in more.items()}  # fmt: skip
    return {**base, **both}


@pytest.fixture(scope="module")
def made() -> Made:
    return make(base=merged(GOOD, WRITTEN))


def test_what_the_manual_writes_is_read_without_a_finding(made: Made) -> None:
    before = make()
    assert {*made.codes} - {*before.codes} == set()
    assert made.facts.text("一般公共预算.原因") == "部分工程跨年实施"
    assert all(f"{name}.项目个数" in made.facts for name in map("预算绩效.{}".format, ("编报", "跟踪", "自评", "部门评价")))


@pytest.mark.parametrize(("slot", "printed"), SLOTS.items())
def test_each_can_be_quoted(made: Made, slot: str, printed: str) -> None:
    assert plain(write(parse(slot, "手册"), Scope(made.facts, NumberStyle()))) == printed


def test_what_is_written_is_written_again(made: Made) -> None:
    alone = Facts({name: fact for name, fact in made.facts.items() if not name.startswith("上年.")})
    again, findings, _ = read(yaml_text(alone))
    assert not [finding for finding in findings if finding.code != "A106"]
    kept = bare(Facts({name: fact for name, fact in again.items() if not isinstance(fact, tuple)}))
    assert {name: value for name, value in bare(alone).items() if name in kept} == kept
    assert {"概况.下属单位.2.备注", "预算绩效.问题.整改中", "科目.2019901.预算", "公开日期"} <= kept.keys()


def test_the_state_capital_has_balances_of_its_own() -> None:
    row = {"项目支出": "8.00", "年初预算": "8.00", "年初结转结余": "3.00"}
    opening = {"年初": {"合计": "33.00", "财政拨款": "33.00"}}
    it = make({"收入.2230105": {"财政拨款": "7.00"}, "支出.2230105": row, "结转结余": opening})
    left = it.facts.figure("国有资本经营.2230105.年末结转结余")
    total = it.facts.figure("结转结余.年末.国有资本经营")
    assert left is not None and total is not None and str(left.value) == str(total.value) == "2.00"
    assert not [code for code in it.codes if code.startswith("E2")]


def test_a_subordinate_without_a_name_is_asked_for() -> None:
    it = make({"概况.下属单位": ["县水文站", {"性质": "事业单位"}]})
    (message,) = [finding.message for finding in it.findings if finding.code == "A106"]
    assert "概况.下属单位" in message and "名称" in message


@pytest.mark.parametrize(("text", "day"), [("2022-08-12", 12), ("2022年8月12日", 12), ("2022/8/12", 12), ("2022-13-01", 0), ("八月", 0)])
def test_a_day(text: str, day: int) -> None:
    found = day_of(text)
    assert (found.day if found else 0) == day
    codes = make({"公开日期": text}).codes
    assert ("A108" in codes) == (not day)


@pytest.mark.parametrize(("published", "told"), [("2022-09-01", False), ("2022-09-02", True), ("2022-08-11", True)])
def test_twenty_days_after_approval_are_in_time(published: str, told: bool) -> None:
    it = make({"批复日期": "2022-08-12", "公开日期": published})
    assert it.facts.text("公开日期") == published
    assert (RULES["W712"].code in it.codes) == told


def test_years_are_fields_and_not_words() -> None:
    schema = schema_text()
    assert "（2022年度起）" in schema and "（2021年度及以前）" in schema
    code = (Path(__file__).parents[1] / "generator" / "authoring" / "new" / "year.py").read_text("utf-8")
    assert not re.search(r"20[12]\d", code)


def test_the_manual_declares_figures_as_a_profile_does() -> None:
    assert {name: sorted(own) for name, own in DECLARED["其他数"].items()} == {
        "人均公用经费": ["单位", "必填", "说明"], "外宾（含港澳台）批次": ["单位"]
    }  # fmt: skip


def test_an_adjusted_opening_balance_is_told_in_the_document_and_not_again_by_a_rule() -> None:
    last = {"结转结余": {"年末": {"合计": "42.00", "财政拨款": "42.00"}}}
    changes = {"上年.结转结余": last["结转结余"]}
    assert "W801" in make(changes).codes
    told = "上年年末数与本年年初数相差12.00万元，是差错更正。"
    made = make({**changes, "结转结余.说明": [told]})
    assert "W801" not in made.codes and made.document is not None
    assert told in list(sentences(made.document))
