"""What became of each rule: nothing found is said of what was looked at."""

import json
from pathlib import Path

from generator.checks.ledger import State, Watch, _WatchedFacts
from generator.checks.registry import DATA, RULES
from generator.commands.check import check_file
from generator.commands.checked import as_json, as_text
from generator.commands.report import as_html
from generator.model.facts import Facts
from generator.model.figure import Words
from tests.rules.mutate import write_report

TEXT = """清溪县水利局2023年度部门决算公开
三、支出决算情况说明
本年支出合计200.00万元，其中：基本支出50.00万元，项目支出150.00万元。
"""


def published(folder: Path, text: str = TEXT) -> Path:
    path = folder / "公开.txt"
    path.write_text(text, "utf-8")
    return path


def test_rules_without_anything_to_look_at_are_told_apart(tmp_path: Path) -> None:
    checked = check_file(published(tmp_path))
    assert checked.findings == () and checked.counts and checked.counts["bound"] == 3
    outcomes = {outcome.code: outcome for outcome in checked.outcomes}
    assert set(outcomes) == {code for code, rule in RULES.items() if rule.check}
    assert {outcomes[code].state for code, rule in RULES.items() if rule.check and rule.of is DATA} == {State.NOT_ASKED}
    assert outcomes["E201"].state is outcomes["E601"].state is State.CLEAN
    assert outcomes["W801"].state is outcomes["E407"].state is State.NOTHING
    assert outcomes["W801"].lacking == ("上年", "结转结余")
    last = as_text([checked]).splitlines()[-2]
    assert last.startswith("查了 ") and "没有可查的" in last and "文中没有" in last and "绩效自评" in last


LATER = """七、“三公”经费支出决算情况说明
2023年度“三公”经费支出决算6.00万元，其中：公务接待费支出决算2.00万元，公务用车运行维护费支出决算4.00万元。
八、结转结余情况说明
年初结转和结余10.00万元。
"""


def test_a_rule_that_met_one_side_only_is_not_clean(tmp_path: Path) -> None:
    """Carried over against last year's file, 三公 against the table of economic kinds, scores against what was spent."""
    checked = check_file(published(tmp_path, TEXT + LATER))
    assert checked.counts and checked.counts["bound"] >= 6
    outcomes = {outcome.code: outcome for outcome in checked.outcomes}
    for code, lacking in (("W801", "上年"), ("E206", "基本支出明细"), ("E510", "绩效自评"), ("E517", "绩效自评"), ("W803", "上年")):
        assert outcomes[code].state is State.NOTHING and lacking in outcomes[code].lacking, code
    assert outcomes["E201"].state is outcomes["E601"].state is outcomes["E633"].state is State.CLEAN


def test_what_is_found_is_counted(tmp_path: Path) -> None:
    checked = check_file(published(tmp_path, TEXT.replace("150.00", "160.00")))
    outcomes = [outcome for outcome in checked.outcomes if outcome.state is State.FOUND]
    assert sum(outcome.number for outcome in outcomes) == len(checked.findings) > 0
    assert {outcome.code for outcome in outcomes} == {finding.code for finding in checked.findings}


def test_a_budget_is_not_asked_for_what_is_asked_of_final_accounts(tmp_path: Path) -> None:
    checked = check_file(published(tmp_path, "清溪县水利局2023年部门预算公开\n2023年预算收入20.00万元，预算支出20.00万元。\n"))
    outcomes = {outcome.code: outcome.state for outcome in checked.outcomes}
    assert outcomes["W302"] is outcomes["W721"] is State.NOT_ASKED and outcomes["E603"] is State.NOT_ASKED


def test_data_have_a_ledger_and_all_of_it_is_in_json_and_html(tmp_path: Path) -> None:
    checked = check_file(write_report(tmp_path))
    told = json.loads(as_json([checked]))["rules"]
    assert len(told) == len(checked.outcomes) == len([rule for rule in RULES.values() if rule.check])
    states = {each["code"]: each["outcome"] for each in told}
    assert states["W302"] == "没有发现问题" and states["W722"] == "不适用"
    assert "<td>W302</td>" in as_html([checked]) and as_text([checked]).splitlines()[-2].startswith("查了 ")


def test_asking_what_a_sum_lacks_is_asking_for_the_sum() -> None:
    """As a rule that asks for last year's total does: it has looked there, and says so where there is none."""
    facts = Facts({"支出.合计": Words("1")})
    watch = Watch(facts)
    told = _WatchedFacts(facts, watch)
    assert told.lacking("上年.支出.合计") == told.lacking("支出.合计") == ()
    assert watch.missed == {"上年"} and watch.topics == {"支出"}
