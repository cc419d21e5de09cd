"""A change against the budget is measured on the budget of what it is said of, and the split of a fund is that fund's."""

from pathlib import Path

import pytest

from generator.checks import rules
from generator.checks.registry import run
from generator.model.claim import Claim
from generator.published.audit import read_publication
from generator.published.publication import Publication

assert rules
HEAD = ("2021年度清溪县水利局部门决算", "第五部分 附件", "2021年度清溪县水利局整体支出绩效自评报告", "一、预算收支情况")
WHOLE = "2021年度收入1672.20万元，年初预算1651.02万元，全年预算1702.20万元；支出1677.20万元。"
COSTS = "“三公”经费支出20.60万元，比预算减少5.40万元，下降20.77%。"


def published(folder: Path, *texts: str) -> Publication:
    path = folder / "甲.txt"
    path.write_text("\n".join([*HEAD, *texts, ""]), "utf-8")
    return read_publication(path)


def claims(publication: Publication, name: str) -> list[Claim]:
    return [claim for claim in publication.claims if claim.name == name]


@pytest.mark.parametrize("texts", [(WHOLE, COSTS), (WHOLE + COSTS,), (WHOLE, COSTS.replace("“三公”经费", "办公费"))])
def test_the_budget_of_the_whole_is_not_that_of_a_part(texts: tuple[str, ...], tmp_path: Path) -> None:
    publication = published(tmp_path, *texts)
    assert [f.message for f in run(publication.report)] == []
    assert publication.summary["bound"] >= 4
    assert claims(publication, "支出.合计")


def test_its_own_budget_in_the_sentence_or_before_it_is(tmp_path: Path) -> None:
    for texts in (("“三公”经费支出预算26.00万元，支出决算20.60万元，比预算减少5.50万元。",),
                  ("“三公”经费支出预算26.00万元。", "“三公”经费支出20.60万元，比预算减少5.50万元。")):  # fmt: skip
        found = list(run(published(tmp_path, WHOLE, *texts).report))
        assert [f.code for f in found if f.code != "E211"] == ["E212"]
        assert "20.60 − 26" in "".join(f.message for f in found)


def test_the_split_behind_a_fund_is_that_of_the_fund(tmp_path: Path) -> None:
    split = "，其中：基本支出{}万元，项目支出{}万元。"
    spent = "2021年度支出100.00万元" + split.format("40.00", "60.00")
    fund = "一般公共预算财政拨款支出90.00万元" + split.format("40.00", "50.00")
    publication = published(tmp_path, spent, fund)
    assert [f.code for f in run(publication.report)] == []
    assert [str(c.value) for c in claims(publication, "一般公共预算.项目支出")] == ["50.00"]
    assert [str(c.value) for c in claims(publication, "支出.项目支出")] == ["60.00"]


def test_spending_of_a_budget_is_no_budget(tmp_path: Path) -> None:
    publication = published(tmp_path, "二、国有资本经营预算支出情况", "国有资本经营预算支出8.00万元。")
    assert [claim.name for claim in publication.claims if claim.value == 8] == ["国有资本经营.合计"]


def test_the_year_of_a_report_alone_is_that_of_its_title(tmp_path: Path) -> None:
    path = tmp_path / "乙.txt"
    path.write_text("\n".join([HEAD[2], HEAD[3], WHOLE.replace("2021年度", "本年"), ""]), "utf-8")
    assert read_publication(path).report.year == 2021
