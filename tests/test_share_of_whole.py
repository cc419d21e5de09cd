"""A share of more than the whole is found before it is printed; projects of 政府性基金 are told apart; codes of 事业单位 in a 行政 unit."""

from pathlib import Path

import pytest

from generator.checks import rules  # noqa: F401  (enters every rule)
from generator.checks.registry import run
from generator.cli import main
from generator.disclosure.department import examine, read_department
from generator.disclosure.render import render
from generator.published.audit import read_publication
from generator.source.finding import Finding, Level
from tests.factory import Data, changed, made, text_of

FUND: Data = {"收入.2120803": {"财政拨款": "100.00"}, "支出.2120803": {"项目支出": "100.00", "年初预算": "100.00"}}
BY_KIND: Data = {"版式": "湖南/2023", "年度": 2023, "国有资产.单价50万元以上通用设备": None, "国有资产.单价100万元以上专用设备": None,
                 "国有资产.单价100万元以上设备": 0}  # fmt: skip


def found(folder: Path, changes: Data) -> dict[str, list[Finding]]:
    path = folder / "部门.yaml"
    path.write_text(text_of(changed(changes)), "utf-8")
    by_code: dict[str, list[Finding]] = {}
    for finding in examine(read_department(path))[1]:
        by_code.setdefault(finding.code, []).append(finding)
    return by_code


def test_a_share_over_a_hundred_percent_is_found_where_it_will_be_printed(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, {**FUND, "预算绩效.涉及资金": "205.26"})["W413"]
    assert "占195.0%" in finding.message and finding.places[0].line > 1 and finding.quote == "预算绩效.涉及资金"
    assert "W413" not in found(tmp_path, {**FUND, "预算绩效.涉及资金": "105.26"})


def test_it_is_told_once_where_more_than_all_spending_is_said_to_be_covered(tmp_path: Path) -> None:
    codes = found(tmp_path, {"预算绩效.涉及资金": "2050.26"})
    assert "W514" in codes and "W413" not in codes


def test_projects_of_the_fund_are_written_printed_and_read_back_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    changes: Data = {**FUND, "绩效自评.资金.全年预算": "430", "预算绩效.政府性基金": {"项目个数": 1, "涉及资金": "100.00"}}
    assert "W413" not in found(tmp_path, changes)
    it = made(tmp_path / "部门.yaml")
    told = it.say("2021年度预算绩效情况说明")
    assert "%；开展自评的政府性基金预算项目1个，涉及资金100.00万元，占政府性基金预算项目支出总额的100.0%。" in told
    assert it.document is not None
    path = Path("公开.html")
    path.write_bytes(render(it.document, ("html",))[0]["html"])
    assert [finding for finding in run(read_publication(path).report) if finding.level is not Level.HINT] == []
    assert main(["import", str(path), "-o", "读回.yaml"]) == 0
    assert "政府性基金: {项目个数: 1, 涉及资金: 100.00}" in Path("读回.yaml").read_text("utf-8")


def test_small_firms_are_asked_for_by_kind_where_the_form_tells_them(tmp_path: Path) -> None:
    asked = [finding.quote for finding in found(tmp_path, BY_KIND)["W704"]]
    assert asked == [f"政府采购.{kind}授予中小企业" for kind in ("货物", "工程", "服务")]
    told = {f"政府采购.{kind}授予中小企业": amount for kind, amount in (("货物", "10"), ("工程", "45"), ("服务", "5"))}
    assert "W704" not in found(tmp_path, BY_KIND | told)
    assert "W704" not in found(tmp_path, {})
    assert "W704" not in found(tmp_path, BY_KIND | {"版式": "通用"})


INSTITUTION: Data = {"收入.2101102": {"财政拨款": "5.00"}, "支出.2101102": {"基本支出": "5.00", "年初预算": "5.00"}}


def test_a_code_of_institutions_in_an_administrative_unit_is_hinted_at(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, INSTITUTION)["H414"]
    assert "2101102 事业单位医疗" in finding.message


@pytest.mark.parametrize("sign", [{"概况.下属单位": ["水库管理站"]}, {"部门.性质": "汇总"},
                                  {"收入.2130104": {"财政拨款": "1"}, "支出.2130104": {"基本支出": "1", "年初预算": "1"}}])  # fmt: skip
def test_not_where_there_is_an_institution(sign: Data, tmp_path: Path) -> None:
    assert "H414" not in found(tmp_path, INSTITUTION | sign)
