"""Every rule finds its own bad example, and nothing in the good report."""

import ast
import re
import sys
from pathlib import Path

import pytest

import generator.checks
from generator.checks.filling.file import WHOLE_FILE
from generator.checks.registry import RULES, Rule, register, run
from generator.checks.report import Report
from generator.commands.rules import by_group, group_of
from generator.disclosure.department import read_department
from generator.model.facts import Facts
from generator.source.finding import Level
from tests.rules.gallery import entries, entry, is_shown
from tests.rules.mutate import HERE, PRIOR_FILE, apply, findings_of, read_report

EVERY = [pytest.param(rule, id=code) for code, rule in sorted(RULES.items())]
CHECKED = [param for param in EVERY if isinstance(rule := param.values[0], Rule) and rule.bad and WHOLE_FILE not in rule.bad]
LETTERS = {Level.ERROR: "EA", Level.WARNING: "WA", Level.HINT: "HA"}


def test_the_good_report_has_no_finding(tmp_path: Path) -> None:
    assert findings_of(tmp_path) == []


def test_last_year_of_the_good_report_has_no_error() -> None:
    assert [f for f in read_department(HERE / PRIOR_FILE).findings if f.level is Level.ERROR] == []


@pytest.mark.parametrize("rule", CHECKED)
def test_the_bad_example_breaks_its_rule_and_no_other(rule: Rule, tmp_path: Path) -> None:
    findings = findings_of(tmp_path, rule.bad)
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


def elsewhere() -> set[str]:
    """The codes that other tests name: what only a published document, or no YAML at all, can get wrong."""
    folder = Path(__file__).parent
    others = (path for path in (*folder.glob("test_*.py"), *folder.glob("cases/*.yaml")) if path.name != Path(__file__).name)
    return {code for path in others for code in re.findall(r"\b[AEWHT]\d{3}\b", path.read_text("utf-8"))}


@pytest.mark.parametrize("rule", EVERY)
def test_a_rule_says_what_it_wants_and_why(rule: Rule) -> None:
    assert rule.title and rule.reason and rule.basis and rule.good
    assert rule.bad or rule.code in elsewhere(), "没有坏例：YAML 里写不出来的，要在读公开文件的测试里点名"
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
        report = Report(department.year, left, frozenset(left), (), (), department.catalogue, (), published)
        assert all(finding.message for finding in run(report))
