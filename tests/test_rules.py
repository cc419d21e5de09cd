"""Every rule finds its own bad example, and nothing in the good report."""

import ast
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import generator.checks
from generator.checks.filling.file import WHOLE_FILE
from generator.checks.registry import DATA, PRINTED, RULES, Problem, Rule, register, run
from generator.checks.report import Report
from generator.commands.rules import by_group, group_of
from generator.disclosure.department import Department, read_department
from generator.model.facts import Facts
from generator.source.finding import Level
from tests.rules.examples import RECIPES, found
from tests.rules.gallery import entries, entry, is_shown
from tests.rules.mutate import HERE, PRIOR_FILE, apply, findings_of, read_report

EVERY = [pytest.param(rule, id=code) for code, rule in sorted(RULES.items())]
TEXTS = [pytest.param(rule, id=code) for code, rule in sorted(RULES.items()) if isinstance(rule.bad, str)]
OF_FILES = {"A132", "E623", "W272", "W273", "W721", "W722", "W652", "H653", "H906", "E907", "E908"}  # 只查公开文本，一段文本却写不出来
LETTERS = {Level.ERROR: "EA", Level.WARNING: "WA", Level.HINT: "HA"}


def test_the_good_report_has_no_finding(tmp_path: Path) -> None:
    assert findings_of(tmp_path) == []


def test_last_year_of_the_good_report_has_no_error() -> None:
    assert [f for f in read_department(HERE / PRIOR_FILE).findings if f.level is Level.ERROR] == []


@pytest.mark.parametrize("rule", EVERY)
def test_the_bad_example_breaks_its_rule_and_no_other(rule: Rule, tmp_path: Path) -> None:
    findings = found(rule, tmp_path)
    mine = [finding for finding in findings if finding.code == rule.code]
    assert mine
    for finding in mine:
        assert (finding.level, finding.title) == (rule.level, rule.title)
    if rule.check:
        assert mine == findings
        for finding in findings:
            assert finding.places, "每条都要说出在哪里"
            assert finding.message.endswith(("。", "？"))
    if is_shown(rule):
        group = group_of(rule)
        place = [each.code for each in by_group()[group] if is_shown(each)].index(rule.code)
        assert entries(group)[place : place + 1] == [entry(rule, findings, tmp_path)], "话与 tests/gallery 里的不同"


@pytest.mark.parametrize("rule", TEXTS)
def test_a_mended_text_has_no_finding(rule: Rule, tmp_path: Path) -> None:
    """None at all, so that enough of it was read too: else A133 would be there."""
    assert rule.example() != rule.example(mended=True)
    assert found(rule, tmp_path, mended=True) == []


def test_a_recipe_is_for_a_whole_file() -> None:
    assert set(RECIPES) == {code for code, rule in RULES.items() if WHOLE_FILE in rule.bad}


@pytest.mark.parametrize("published", [False, True])
def test_a_report_hears_of_the_rules_that_judge_it(published: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rule of the day answers, so that the codes found are those of the rules that were asked."""
    said = {code: replace(rule, check=lambda _: [Problem("有。")]) for code, rule in RULES.items()}
    monkeypatch.setattr("generator.checks.registry.RULES", said)
    report = replace(_report(read_report(tmp_path), published), year=0)
    apart = {code for code, rule in RULES.items() if rule.of is (DATA if published else PRINTED)}
    assert {finding.code for finding in run(report)} == set(RULES) - apart
    assert {"E201", "E614", "W301"} - apart == ({"E201"} if published else {"E201", "E614", "W301"})
    assert "E211" in apart or published


def test_what_a_rule_asks_of_the_kind_of_report_it_says_why() -> None:
    """Whom a rule judges is said once, with of=; what else differs has its reason beside it."""
    folder = Path(generator.checks.__file__).parent
    lines = [rows[at - 1 : at + 2] for path in folder.rglob("*.py") if path.name != "registry.py"
             for rows in [path.read_text("utf-8").splitlines()] for at, row in enumerate(rows) if "report.published" in row]  # fmt: skip
    assert 5 < len(lines) <= 15
    assert [near for near in lines if not any("  # " in row or row.strip().startswith("# ") for row in near)] == []


@pytest.mark.parametrize("rule", EVERY)
def test_a_rule_says_what_it_wants_and_why(rule: Rule) -> None:
    assert rule.title and rule.reason and rule.basis and rule.good
    assert rule.bad and (Path(generator.checks.__file__).parents[2] / rule.file).is_file()
    assert (rule.of is PRINTED) is (isinstance(rule.bad, str) or rule.code in OF_FILES), "查数据的坏例是数据，只查公开文本的是文本"
    assert rule.code[0] in LETTERS[rule.level] or rule.code[0] == "T"


def test_a_code_is_used_once() -> None:
    with pytest.raises(ValueError, match="用了两次"):
        register(RULES["E201"])


def test_every_module_of_rules_is_imported() -> None:
    """A module that says @rule or register(…) but is not imported would never run."""
    folder = Path(generator.checks.__file__).parent
    entering = [path for path in folder.rglob("*.py") if path.name != "registry.py" and {"rule", "register"} & _calls(path)]
    assert len(entering) > 30
    for path in entering:
        assert ".".join(path.relative_to(folder.parents[1]).with_suffix("").parts) in sys.modules


def _calls(path: Path) -> set[str]:
    tree = ast.walk(ast.parse(path.read_text("utf-8")))
    return {ast.unparse(node.func) for node in tree if isinstance(node, ast.Call)}


def test_a_change_keeps_the_rest_of_the_file() -> None:
    text = apply("a: {b: 010, c: [x, y]}\nd: 1\n", {"a.b": "2.50", "a.c.2": "z", "a.c.3": "w", "e.f": "3", "d": ""})
    assert apply(text, {}) == text
    assert text == "a: {b: 2.50, c: [x, z, w]}\ne:\n  f: 3\n"


@pytest.mark.parametrize("published", [False, True])
def test_no_rule_fails_on_facts_that_are_missing(published: bool, tmp_path: Path) -> None:
    """Each group of facts left out in turn, as in a document of which only a part could be read."""
    department = read_report(tmp_path)
    facts = department.facts
    for group in sorted({".".join(name.split(".")[:2]) for name in facts}):
        left = Facts({name: fact for name, fact in facts.items() if not f"{name}.".startswith(f"{group}.")})
        report = _report(department, published, left)
        assert all(finding.message for finding in run(report))


def _report(department: Department, published: bool, facts: Facts | None = None) -> Report:
    facts = department.facts if facts is None else facts
    return Report(department.year, facts, frozenset(facts), (), (), department.catalogue, (), published)
