"""Amounts printed in whole 万元 stand for all that round to them: what is built so is not accused, and wrong figures still are."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.checks.registry import run
from generator.commands.check import check_file
from generator.published.as_printed import printed_blocks
from generator.published.audit import audited
from generator.source.finding import Level
from tests.departments import publishable
from tests.factory import make

OF_NUMBERS = {"E201", "E211", "E212", "E213", "E214", "W219", "W228"}
LINES = (
    "云溪县水务局2023年度部门决算",
    "三、支出决算情况说明",
    "2023年度本年支出合计103万元，其中：基本支出97万元，占{}%；项目支出7万元，占6.4%。",
    "五、一般公共预算财政拨款支出决算情况说明",
    "2023年度财政拨款支出103万元，占本年支出合计的100.0%，与上年相比，财政拨款支出增加{}万元，增长{}%。上年财政拨款支出98万元。",
    "七、“三公”经费支出决算情况说明",
    "“三公”经费支出预算为20万元，支出决算为12万元，完成预算的{}%。",
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(publishable(), st.integers(0, 2), st.integers(0, 2))
def test_what_is_built_in_any_style_has_no_figure_that_its_data_does_not(changes: dict[str, Any], amount: int, rate: int) -> None:
    made = make({**changes, "数字样式": {"金额小数": amount, "百分比小数": rate}})
    if made.document is None or made.errors:
        return
    publication = audited(list(printed_blocks(made.document, "成文")))
    assert publication.summary["bound"] > 20
    told = {f.code: f.message for f in run(publication.report) if f.level is not Level.HINT and f.code in OF_NUMBERS}
    assert not set(told) - set(made.codes), told


def said(folder: Path, *rates: str) -> set[str]:
    path = folder / "公开.txt"
    text = "\n".join(LINES)
    path.write_text(text.format(*rates), "utf-8")
    checked = check_file(path)
    assert checked.counts is not None and checked.counts["bound"] >= 10
    return {finding.code for finding in checked.findings if finding.level is not Level.HINT}


def test_rates_of_the_amounts_before_rounding_are_no_errors(tmp_path: Path) -> None:
    assert not said(tmp_path, "93.8", "5", "5.5", "61.3") & OF_NUMBERS


@pytest.mark.parametrize("rates", [("83.8", "5", "5.5", "61.3"), ("93.8", "5", "5.5", "71.3")])
def test_rates_that_no_rounding_explains_are_errors(rates: tuple[str, ...], tmp_path: Path) -> None:
    assert "E212" in said(tmp_path, *rates)
