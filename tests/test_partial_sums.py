"""没有发生的写 0，不知道的留空: a sum of which a part was not given is not known, and is neither printed nor compared."""

from pathlib import Path
from typing import Any

import pytest

from generator.document.tree import Document, Table
from tests.factory import Made, make, sentences, tables

COST = "三公经费.公务接待费"
PUBLIC = "一般公共预算财政拨款“三公”经费支出决算情况说明"


def unknown(made: Made, name: str) -> bool:
    return name not in made.facts


def lacking(made: Made) -> dict[str, str]:
    """What is lacking, by name, and what is said of it."""
    return {finding.quote: finding.message for finding in made.errors if finding.code == "A112"}


PARTS: dict[str, tuple[dict[str, Any], str, str]] = {  # 少写什么，哪个合计不知道，问的是什么
    "三公预算": ({f"{COST}.预算": None}, "三公经费.预算", f"{COST}.预算"),
    "三公决算": ({f"{COST}.决算": None}, "三公经费.决算", f"{COST}.决算"),
    "采购": ({"政府采购.工程": None}, "政府采购.合计", "政府采购.工程"),
    "活动": ({"一般性支出.节庆活动.场次": [{"名称": "水日宣传", "金额": "1"}, {"名称": "论坛"}]},
             "一般性支出.节庆活动.决算", "一般性支出.节庆活动.场次.2.金额"),
    "结转": ({"结转结余": None}, "收支总计.收入", "结转结余.年初.合计"),
    "财政拨款结转": ({"结转结余.年初.财政拨款": None}, "财政拨款收支总计.收入", "结转结余.年初.财政拨款"),
    "科目留空": ({"支出.2130301": {"基本支出": None, "项目支出": "10.10"}}, "支出.基本支出", "支出.2130301.基本支出"),
    "整行留空": ({"支出": {"2130301": None, "2080505": {"基本支出": "12.34"}}}, "支出.合计", "支出.2130301.合计"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "total", "part"), PARTS.values(), ids=PARTS)
def test_an_unknown_part_makes_an_unknown_sum(changes: dict[str, Any], total: str, part: str) -> None:
    made = make(changes)
    assert unknown(made, total) and not unknown(make(), total)
    assert any(part in message for message in lacking(made).values()), lacking(made)


def test_a_stated_total_stands_without_its_parts() -> None:
    made = make({"政府采购": {"合计": "75.50", "货物": "20", "授予中小企业": "60.00"}})
    figure = made.facts.figure("政府采购.合计")
    assert figure is not None and str(figure.value) == "75.50"
    assert "E201" not in made.codes


def test_parts_beyond_the_stated_total_are_still_told() -> None:
    assert "E201" in make({"政府采购": {"合计": "15", "货物": "20"}}).codes


def test_no_sentence_says_that_there_is_none_where_it_is_not_known() -> None:
    made = make({"政府采购": {"货物": "20"}})
    assert made.document is not None
    assert not any("没有政府采购" in text for text in sentences(made.document))
    assert "政府采购.工程" in lacking(made)


@pytest.mark.parametrize("as_prior", [False, True])
def test_one_item_of_last_year_is_not_the_whole(as_prior: bool) -> None:
    prior: dict[str, Any] = {"上年.三公经费": {"公务接待费": {"决算": "2.25"}}}
    beside: dict[str, Any] = {"上年.三公经费": None, f"{COST}.上年": "2.25"}
    made = make(prior if as_prior else beside)
    assert unknown(made, "上年.三公经费.决算")
    assert "与上年相比" not in made.say(PUBLIC).partition("其中：")[0]
    (told,) = [finding for finding in made.findings if finding.code == "W804"]
    assert "上年.三公经费.公务用车运行维护费.决算" in told.message
    assert "W708" not in made.codes


def test_income_of_last_year_is_not_its_total() -> None:
    made = make({"上年.收支总计": None, "上年.收入": {"合计": "300"}, "上年.支出": {"合计": "290"}})
    assert unknown(made, "上年.收支总计.收入")
    made = make({"上年.收支总计": None, "上年.收入": {"合计": "300"}, "上年.结转结余": {"年初": {"合计": "20"}}})
    figure = made.facts.figure("上年.收支总计.收入")
    assert figure is not None and figure.value == 320


def table(document: Document | None) -> Table:
    assert document is not None
    return tables(document)["2021年度部门整体支出绩效自评表"]


@pytest.mark.parametrize("funding", [None, {"全年执行": "318"}, {"全年预算": 0}])
def test_no_score_and_no_grade_without_the_budget(funding: Any) -> None:
    made = make({"绩效自评.资金": funding})
    assert unknown(made, "绩效自评.总分") and unknown(made, "绩效自评.等级")
    assert [cell.text for cell in table(made.document).body[-1].cells][-2:] == ["", "等级："]
    assert "总分和等级" in lacking(made)["绩效自评.资金.全年预算"]


def test_no_score_without_that_of_an_indicator() -> None:
    made = make({"绩效自评.指标": [{"一级": "产出指标", "名称": "甲", "分值": 90}]})
    assert unknown(made, "绩效自评.总分") and "绩效自评.指标.1.得分" in str(lacking(made))


def test_indicators_of_a_hundred_points_need_no_budget() -> None:
    rows = [{"一级": "产出指标", "名称": "甲", "分值": 100, "得分": 85}]
    made = make({"绩效自评.资金": None, "绩效自评.指标": rows})
    assert made.facts.text("绩效自评.等级") == "良" and not lacking(made)


def test_a_budget_of_one_row_is_not_that_of_all() -> None:
    made = make({"支出.2130305.年初预算": None})
    assert unknown(made, "一般公共预算.年初预算") and "W709" in made.codes


def test_nothing_left_need_not_be_said_where_all_was_spent(tmp_path: Path) -> None:
    made = make({"结转结余": None, "支出.2130305.项目支出": "88.06"})
    assert not lacking(made) and not unknown(made, "收支总计.收入")
