"""What adds up to what stands once: as the government classifies, as the forms print, as derivation computes."""

import csv
from pathlib import Path

import pytest
import yaml

from generator.checks import rules
from generator.checks.registry import run
from generator.derive.names import known
from generator.model.articulation import BASIC_COSTS, CLASSES, DEFAULTS, SAME, SUMS, WITHIN
from generator.model.figure import add
from generator.published.audit import read_publication
from tests.rules.mutate import read_report

assert rules
TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
FORM = TEMPLATES / "通用/2-决算表/一般公共预算财政拨款基本支出决算明细表.yaml"
TABLE = (
    "示例县水务局2022年度部门决算\n一般公共预算财政拨款基本支出决算表\n单位：万元\n科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\n"
    "301\t工资福利支出\t10.00\t302\t商品和服务支出\t2.00\n30101\t基本工资\t10.00\t30201\t办公费\t2.00\n"
    "\t\t\t312\t对企业补助\t3.00\n\t\t\t31204\t费用补贴\t3.00\n\t人员经费合计\t10.00\t\t公用经费合计\t{}\n"
)


def test_classes_are_those_of_the_classification_and_of_the_form() -> None:
    with (TEMPLATES / "科目" / "经济分类.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == "类"]
    assert {kind: tuple(row["code"] for row in rows if row["group"] == kind) for kind in CLASSES} == CLASSES
    printed = {code for group in yaml.safe_load(FORM.read_text("utf-8"))["分组行"]["编码"] for code in group if code < 1000}
    assert {str(code) for code in printed} == {code for codes in CLASSES.values() for code in codes}


def test_every_name_is_a_fact() -> None:
    names = [*SUMS, *(part for parts in SUMS.values() for part in parts), *DEFAULTS, *DEFAULTS.values()]
    names += [name for pair in (*SAME, *WITHIN) for name in pair if not name.startswith("一般公共预算三公经费")]
    names += [f"三公经费.{item}.决算" for item in BASIC_COSTS.values()]
    assert [name for name in names if known().find(name) is None] == []


def test_derived_sums_hold(tmp_path: Path) -> None:
    facts, held = read_report(tmp_path).facts, []
    for whole, names in SUMS.items():
        parts = tuple(part for name in names if (part := facts.figure(name)))
        if (figure := facts.figure(whole)) and len(parts) == len(names):
            assert figure.value == add(whole, parts).value, whole
            held.append(whole)
    assert len(held) > 8


@pytest.mark.parametrize(("printed", "found"), [("5.00", False), ("4.00", True)])
def test_a_class_beyond_the_form_counts_as_public_cost(printed: str, found: bool, tmp_path: Path) -> None:
    path = tmp_path / "公开.txt"
    path.write_text(TABLE.format(printed), "utf-8")
    report = read_publication(path).report
    assert report.figure("基本支出明细.312") and report.figure("基本支出明细.公用经费")
    assert ("E201" in [finding.code for finding in run(report)]) is found
