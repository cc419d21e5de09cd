"""The contents against the body: a title is set beside the same title, never beside another section's."""

import pytest

from generator.published.audit import audited
from generator.readers.txt.document import read_text
from generator.source.finding import Finding
from tests.built import _found

TITLES = (
    "收入支出决算总体情况说明", "收入决算情况说明", "支出决算情况说明", "财政拨款收入支出决算总体情况说明",
    "一般公共预算财政拨款支出决算情况说明", "一般公共预算财政拨款基本支出决算情况说明", "会议活动情况", "防汛物资储备情况",
)  # fmt: skip
NUMBERS = "一二三四五六七八九"
PART = "第三部分 2021年度部门决算情况说明"


def found(body: list[tuple[str, str]], contents: tuple[str, ...] = TITLES) -> list[Finding]:
    listed = [f"{number}、{title}" for number, title in zip(NUMBERS, contents, strict=False)]
    text = [line for number, title in body for line in (f"{number}、{title}", "详见附表，本年收支平衡。")]
    report = audited(read_text("\n".join(["清溪县水利局2021年度部门决算", "目录", PART, *listed, PART, *text]), "")).report
    assert len(report.contents) == len(listed) + 1 and len(report.headings) == len(body) + 1
    return _found(report, ["W615"])


@pytest.mark.parametrize("gone", range(6))
@pytest.mark.parametrize("counted_on", [False, True])
def test_a_section_that_is_gone_is_not_taken_for_another(gone: int, counted_on: bool) -> None:
    left = [(number, title) for number, title in zip(NUMBERS, TITLES, strict=False) if title != TITLES[gone]]
    body = list(zip(NUMBERS, [title for _, title in left], strict=False)) if counted_on else left
    findings = found(body)
    assert len(findings) == counted_on, [f.message for f in findings]
    for finding in findings:
        assert f"、{TITLES[gone + 1]}”" in finding.message and f"以下 {len(TITLES) - gone - 2} 个标题" in finding.message


def test_titles_whose_numbers_are_moved_alike_are_told_once() -> None:
    body = [(NUMBERS[at + (at > 2)], title) for at, title in enumerate(TITLES)]
    [finding] = found(body)
    assert "目录里是“四、财政拨款收入支出决算总体情况说明”，正文里是“五、" in finding.message and "以下 4 个标题" in finding.message


def test_a_title_without_a_section_that_the_body_has_not_is_told() -> None:
    [finding] = found(list(zip(NUMBERS, TITLES[:7], strict=False)))
    assert "“八、防汛物资储备情况”，正文没有这个标题" in finding.message


def test_two_titles_that_have_changed_places_are_both_told() -> None:
    body = [*zip(NUMBERS, TITLES[:6], strict=False), ("七", TITLES[7]), ("八", TITLES[6])]
    assert {finding.quote for finding in found(body)} == {"七、会议活动情况", "八、防汛物资储备情况"}


def test_the_same_titles_are_in_order() -> None:
    assert found(list(zip(NUMBERS, TITLES, strict=False))) == []
