"""Every branch of every sentence of the 情况说明, with figures worked out here by hand or with Decimal."""

import re
from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import example, given, settings

from generator.document.tree import lines
from tests.departments import departments
from tests.factory import GOOD, Data, changed, make, printed, sentences, share, text_of

TOTAL, INCOME, SPENDING = "收入支出决算总体情况说明", "收入决算情况说明", "支出决算情况说明"
FISCAL = "财政拨款收入支出决算总体情况说明"
GENERAL = "一般公共预算财政拨款支出决算情况说明"
BASIC = "一般公共预算财政拨款基本支出决算情况说明"
THREE = "一般公共预算财政拨款“三公”经费支出决算情况说明"
FUND, CAPITAL = "政府性基金预算收入支出决算情况说明", "国有资本经营预算支出决算情况说明"
RUNNING, COSTS = "机关运行经费支出说明", "一般性支出情况说明"
PROCUREMENT, ASSETS, PERFORMANCE = "政府采购支出说明", "国有资产占用情况说明", "2021年度预算绩效情况说明"
SECTIONS = (TOTAL, INCOME, SPENDING, FISCAL, GENERAL, BASIC, THREE, FUND, CAPITAL, RUNNING, COSTS, PROCUREMENT,
            ASSETS, PERFORMANCE)  # fmt: skip
NO_BUDGET, NO_LAST_YEAR = "由于预算数为0，无法计算百分比", "由于上年数为0，无法计算百分比"
GOOD_INCOME = D("12.34") + D("210.50") + D("88.06")
GOOD_SPENDING = D("12.34") + D("200.40") + D("10.10") + D("95.16")
GOOD_TOTAL = GOOD_INCOME + 30
CHANGES = [  # 今年总计 340.90
    ("300.00", "增加40.90万元，增长13.6%"),
    ("400.00", "减少59.10万元，降低14.8%"),
    ("340.89", "增加0.01万元，增长0.0%"),
    ("340.91", "减少0.01万元，降低0.0%"),
    ("0", "增加340.90万元，" + NO_LAST_YEAR),
]


def paragraph(found: list[str], beginning: str) -> str:
    """The paragraph that begins so."""
    return next(text for text in found if text.startswith(beginning))


def item(changes: dict[str, Any], name: str) -> str:
    """The paragraph about one 科目."""
    found = make(changes)
    assert not found.errors, found.errors
    texts = found.section(GENERAL)
    return texts[next(i for i, text in enumerate(texts) if text.endswith(f"{name}（项）。")) + 1]


def test_a_good_department_has_all_fourteen_sections_in_order_and_no_findings() -> None:
    made = make()
    assert not made.findings
    assert made.document is not None
    third = [text for text in sentences(made.document) if re.match("[一二三四五六七八九十]+、", text)]
    start = next(i for i, text in enumerate(third) if text.endswith(TOTAL))
    for ordinal, title, text in zip("一二三四五六七八九", SECTIONS, third[start:], strict=False):
        assert text.startswith(f"{ordinal}、") and text.endswith(title)
    assert third[start + 13].endswith(PERFORMANCE)


class TestTotals:
    """收支总计 and 财政拨款收支总计."""

    @pytest.mark.parametrize(("last", "words"), CHANGES)
    def test_a_change_is_told_with_its_direction(self, last: str, words: str) -> None:
        change = {"上年.收支总计": {"收入": last, "支出": last}, "上年.财政拨款收支总计": {"收入": last, "支出": last}}
        made = make(change)
        assert f"收、支总计{GOOD_TOTAL}万元" in made.say(TOTAL)
        assert f"。与上年相比，{words}，主要是因为工程款增多。" in made.say(TOTAL)
        assert f"，与上年相比，{words}，主要是因为拨款增多。" in made.say(FISCAL)

    def test_no_change(self) -> None:
        same = {"收入": "340.90", "支出": "340.90"}
        made = make({"上年.收支总计": same, "收支总计": None, "上年.财政拨款收支总计": same, "财政拨款收支总计": None})
        assert made.say(TOTAL).endswith("22.90万元），与上年持平。")
        assert made.say(FISCAL).endswith("22.90万元），与上年持平。")

    def test_no_last_year(self) -> None:
        made = make({"上年": None})
        for title in SECTIONS:
            assert "上年" not in made.say(title)
        assert made.say(TOTAL).endswith("年末结转和结余22.90万元）。")

    def test_balances_are_the_difference(self) -> None:
        closing = GOOD_TOTAL - GOOD_SPENDING
        made = make()
        assert f"年初结转和结余30.00万元，支出总计含年末结转和结余{closing}万元" in made.say(TOTAL)
        assert f"年初财政拨款结转和结余30.00万元，财政拨款支出总计含年末财政拨款结转和结余{closing}万元" in made.say(FISCAL)

    def test_no_balances(self) -> None:
        made = make({"结转结余": None, "支出.2130305.项目支出": "88.06"})
        assert "结转" not in made.say(TOTAL) + made.say(FISCAL)
        assert made.say(TOTAL).startswith(f"2021年度收、支总计{GOOD_INCOME}万元。与上年相比")


class TestSources:
    """收入 and 支出."""

    def test_every_source_with_its_share(self) -> None:
        made = make({
            "收入.2130305": {"财政拨款": "88.06", "上级补助": "10", "事业收入": "20.5", "经营收入": "3",
                             "附属单位上缴": "1.25", "其他收入": "0.10"},
            "支出.2130305": {"项目支出": "115", "上缴上级": "4", "经营支出": "2.6", "对附属单位补助": "1.11",
                             "财政拨款": {"项目支出": "95.16"}, "年初预算": "120"},
        })  # fmt: skip
        income = GOOD_INCOME + D("34.85")
        names = {"财政拨款收入": GOOD_INCOME, "上级补助收入": D(10), "事业收入": D("20.5"), "经营收入": D(3),
                 "附属单位上缴收入": D("1.25"), "其他收入": D("0.10")}  # fmt: skip
        told = "；".join(f"{name}{printed(part)}万元，占{share(part, income)}" for name, part in names.items())
        assert made.say(INCOME) == f"本年收入合计{income}万元，其中：{told}。"
        spent = D("212.74") + D("10.10") + D(115) + D("7.71")
        uses = {"基本支出": D("212.74"), "项目支出": D("125.10"), "上缴上级支出": D(4), "经营支出": D("2.6"),
                "对附属单位补助支出": D("1.11")}  # fmt: skip
        told = "；".join(f"{name}{printed(part)}万元，占{share(part, spent)}" for name, part in uses.items())
        assert made.say(SPENDING) == f"本年支出合计{spent}万元，其中：{told}。"
        assert f"一般公共预算财政拨款支出{GOOD_SPENDING}万元，占本年支出合计的{share(GOOD_SPENDING, spent)}" in made.say(GENERAL)
        assert f"收、支总计{income + 30}万元" in made.say(TOTAL)
        assert f"收、支总计{GOOD_TOTAL}万元" in made.say(FISCAL)

    def test_an_item_paid_from_other_money_alone_is_not_among_the_fiscal_ones(self) -> None:
        made = make({"支出.2130399": {"经营支出": "7", "财政拨款": {"合计": 0}}, "收入.2130399": {"经营收入": "7"}})
        assert "经营支出7.00万元" in made.say(SPENDING)
        assert "其他水利支出" not in made.say(GENERAL)
        assert f"其中：基本支出212.74万元，占{share('212.74', GOOD_SPENDING + 7)}" in made.say(SPENDING)

    def test_a_department_without_any_money(self) -> None:
        zero = {"合计": 0, "财政拨款": 0}
        made = make({"收入": zero, "支出": {"合计": 0}, "结转结余": None, "基本支出明细": None, "部门.性质": "事业",
                     "机关运行经费": None, "上年": None, "绩效自评": None, "一般公共预算": None})  # fmt: skip
        assert made.say(INCOME) == "本局本年没有收入。"
        assert made.say(SPENDING) == "本局本年没有支出。"
        assert made.say(GENERAL) == "本局本年没有一般公共预算财政拨款支出。"
        assert made.say(BASIC) == "本局本年没有一般公共预算财政拨款基本支出。"

    def test_totals_only(self) -> None:
        made = make({
            "收入": {"合计": "310.90", "财政拨款": "310.90"},
            "支出": {"合计": "318", "基本支出": "212.74", "项目支出": "105.26"},
            "一般公共预算": {"年初预算": "322.34"},
            "基本支出明细": {"合计": "212.74", "人员经费": "170.34", "公用经费": "42.40", "人员经费科目": ["基本工资", "奖金"],
                          "公用经费科目": ["办公费"]},
        })  # fmt: skip
        assert made.say(INCOME) == "本年收入合计310.90万元，其中：财政拨款收入310.90万元，占100.0%。"
        assert made.say(SPENDING).startswith("本年支出合计318.00万元，其中：基本支出212.74万元，占66.9%；项目支出")
        general = made.section(GENERAL)
        assert paragraph(general, "2021").startswith("2021年度一般公共预算财政拨款支出318.00万元，占本年支出合计的100.0%")
        assert "2021年度一般公共预算财政拨款支出318.00万元。" in general
        assert general[-1].endswith("年初预算数为322.34万元，支出决算数为318.00万元，完成年初预算的98.7%。")
        assert made.say(BASIC).endswith(
            "人员经费170.34万元，占基本支出的80.1%，主要包括基本工资、奖金；公用经费42.40万元，占基本支出的19.9%，主要包括办公费。"
        )

    def test_totals_that_are_not_even_split(self) -> None:
        changes = {"收入": {"合计": "310.90"}, "支出": {"合计": "318"}, "基本支出明细": None, "机关运行经费.决算": "42.40"}
        assert "收入.财政拨款" in {error.quote for error in make(changes).errors}, "多少是财政拨款，不能当作没有"
        made = make({**changes, "财政拨款收支总计": {"收入": "340.90", "支出": "340.90"}})
        assert made.section(INCOME) == ["本年收入合计310.90万元。"]
        assert made.say(SPENDING) == "本年支出合计318.00万元。"
        assert paragraph(made.section(PERFORMANCE), "2021") == (
            "2021年度整体支出318.00万元；开展自评的一般公共预算项目2个，涉及资金105.26万元。"
        )

    def test_items_that_have_only_a_total(self) -> None:
        made = make({"支出": {"2080505": {"合计": "12.34"}, "2130305": {"合计": "305.66"}}})
        assert made.say(SPENDING) == "本年支出合计318.00万元。"
        assert "社会保障和就业（类）支出12.34万元，占3.9%；农林水（类）支出305.66万元，占96.1%。" in made.say(GENERAL)
        assert "支出决算为305.66万元。" in made.section(GENERAL)


class TestGeneralBudget:
    """一般公共预算, in total and by 科目."""

    @pytest.mark.parametrize(
        ("last", "words"),
        [
            ("300", "增加18.00万元，增长6.0%，主要是因为工程增多。"),
            ("400", "减少82.00万元，降低20.5%，主要是因为工程增多。"),
            ("318.00", "持平，主要是因为工程增多。"),
            ("0", f"增加318.00万元，{NO_LAST_YEAR}，主要是因为工程增多。"),
        ],
    )
    def test_compared_with_last_year(self, last: str, words: str) -> None:
        told = make({"上年.一般公共预算.合计": last}).say(GENERAL)
        assert f"占本年支出合计的100.0%，与上年相比，一般公共预算财政拨款支出{words}" in told

    def test_by_class(self) -> None:
        told = make().section(GENERAL)
        assert told[3] == (
            "2021年度一般公共预算财政拨款支出318.00万元，主要用于以下方面：社会保障和就业（类）支出12.34万元，"
            f"占{share('12.34', '318')}；农林水（类）支出305.66万元，占{share('305.66', '318')}。"
        )

    def test_budget_in_total_is_the_sum_of_the_items(self) -> None:
        budget = D("12.34") + 190 + 120
        told = make().section(GENERAL)
        assert told[5] == (
            f"2021年度一般公共预算财政拨款支出年初预算数为{budget}万元，支出决算数为318.00万元，"
            f"完成年初预算的{share('318', budget)}，其中："
        )

    def test_nothing_was_budgeted(self) -> None:
        zero = {f"支出.{code}.年初预算": 0 for code in ("2080505", "2130301", "2130305")}
        assert f"年初预算数为0.00万元，支出决算数为318.00万元，{NO_BUDGET}，其中：" in make(zero).say(GENERAL)

    def test_no_budget_known(self) -> None:
        unknown = {f"支出.{code}.年初预算": None for code in ("2080505", "2130301", "2130305")}
        told = make(unknown).section(GENERAL)
        assert told[5] == "2021年度一般公共预算财政拨款支出决算数为318.00万元，其中："
        assert told[7] == "支出决算为12.34万元。"

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"年初预算": "80", "原因": "加固堤防"}, "完成年初预算的119.0%，决算数大于年初预算数的主要原因是：加固堤防。"),
            ({"年初预算": "80", "原因": None}, "完成年初预算的119.0%，决算数大于年初预算数。"),
            ({"年初预算": "100", "原因": "缓建。"}, "完成年初预算的95.2%，决算数小于年初预算数的主要原因是：缓建。"),
            ({"年初预算": "100", "原因": None}, "完成年初预算的95.2%，决算数小于年初预算数。"),
            ({"年初预算": "95.16", "原因": None}, "完成年初预算的100.0%，决算数与年初预算数持平。"),
            ({"年初预算": 0, "原因": "新增项目"}, f"{NO_BUDGET}，决算数大于年初预算数的主要原因是：新增项目。"),
        ],
    )  # fmt: skip
    def test_an_item_against_its_budget(self, values: dict[str, Any], words: str) -> None:
        told = item({f"支出.2130305.{key}": value for key, value in values.items()}, "水利工程建设")
        assert told == f"年初预算为{printed(str(values['年初预算']))}万元，支出决算为95.16万元，{words}"

    def test_an_item_budgeted_and_not_spent(self) -> None:
        told = item({"支出.2130399": {"项目支出": 0, "年初预算": "5.5", "原因": "未实施"}}, "其他水利支出")
        assert told == (
            "年初预算为5.50万元，支出决算为0.00万元，完成年初预算的0.0%，决算数小于年初预算数的主要原因是：未实施。"
        )

    def test_an_item_neither_budgeted_nor_spent(self) -> None:
        told = item({"支出.2130399": {"项目支出": 0, "年初预算": 0}}, "其他水利支出")
        assert told == "年初预算为0.00万元，支出决算为0.00万元，决算数与年初预算数持平。"

    def test_an_item_without_its_spending_is_asked_for_where_it_stands(self) -> None:
        made = make({"支出.2130399": {"年初预算": "5.5"}})
        (finding,) = [finding for finding in made.findings if finding.code == "A112"]
        assert "一般公共预算.2130399.合计" in finding.message
        assert finding.places

    def test_a_name_of_ones_own(self) -> None:
        named = {"支出.2130305.名称": "河道整治"}
        assert item(named, "河道整治").startswith("年初预算为120.00万元，支出决算为95.16万元")


class TestBasicSpending:
    """基本支出 by 经济分类."""

    def test_personnel_and_public_with_the_items_used(self) -> None:
        assert make().say(BASIC) == (
            "2021年度一般公共预算财政拨款基本支出212.74万元，其中：人员经费170.34万元，"
            f"占基本支出的{share('170.34', '212.74')}，主要包括基本工资、津贴补贴、退休费；公用经费42.40万元，"
            f"占基本支出的{share('42.40', '212.74')}，主要包括办公费、差旅费、办公设备购置。"
        )

    def test_items_without_an_amount_are_not_named(self) -> None:
        assert "印刷费" not in make({"基本支出明细.30202": 0}).say(BASIC)

    def test_personnel_only(self) -> None:
        made = make({
            "支出.2130301": {"基本支出": "158.00", "项目支出": "52.50", "年初预算": "190"},
            "基本支出明细": {"30101": "120.00", "30102": "50.34"},
            "部门.性质": "事业",
            "机关运行经费": None,
        })  # fmt: skip
        assert made.say(BASIC).endswith("其中：人员经费170.34万元，占基本支出的100.0%，主要包括基本工资、津贴补贴。")

    def test_total_only(self) -> None:
        made = make({"基本支出明细": None, "机关运行经费.决算": "42.40"})
        assert made.say(BASIC) == "2021年度一般公共预算财政拨款基本支出212.74万元。"


class TestThreePublic:
    """“三公”经费."""

    def test_in_total(self) -> None:
        spent, last = D("17.50") + D("6.20") + D("2.25"), D("7.00") + D("2.25")
        assert make().section(THREE)[1] == (
            f"“三公”经费财政拨款支出预算为27.00万元，支出决算为{spent}万元，完成预算的{share(spent, '27')}，"
            f"决算数小于预算数的主要原因是：控制支出。与上年相比增加{spent - last}万元，"
            f"增长{share(spent - last, last)}，主要原因是：购置车辆。其中："
        )

    @pytest.mark.parametrize(
        ("budget", "words"),
        [
            ("1.50", "，完成预算的150.0%，决算数大于预算数的主要原因是：从简。"),
            ("3", "，完成预算的75.0%，决算数小于预算数的主要原因是：从简。"),
            ("2.25", "，完成预算的100.0%，决算数与预算数持平，原因是：从简。"),
            ("0", f"，{NO_BUDGET}，决算数大于预算数的主要原因是：从简。"),
        ],
    )
    def test_a_part_against_its_budget(self, budget: str, words: str) -> None:
        told = paragraph(make({"三公经费.公务接待费.预算": budget}).section(THREE), "公务接待费")
        assert told == f"公务接待费支出预算为{printed(budget)}万元，支出决算为2.25万元{words[:-1]}。与上年持平。"

    @pytest.mark.parametrize(
        ("last", "words"),
        [
            ("5", "与上年相比增加1.20万元，增长24.0%，增加的主要原因是：车辆老化。"),
            ("8", "与上年相比减少1.80万元，降低22.5%，减少的主要原因是：车辆老化。"),
            ("6.20", "与上年持平，原因是：车辆老化。"),
            ("0", f"与上年相比增加6.20万元，{NO_LAST_YEAR}，增加的主要原因是：车辆老化。"),
        ],
    )
    def test_a_part_against_last_year(self, last: str, words: str) -> None:
        change = {"三公经费.公务用车运行维护费.较上年原因": "车辆老化", "上年.三公经费.公务用车运行维护费.决算": last}
        assert paragraph(make(change).section(THREE), "公务用车运行维护费").endswith(f"。{words}")

    def test_last_year_written_beside_this_year_is_the_same(self) -> None:
        last = {part: values["决算"] for part, values in GOOD["上年"]["三公经费"].items()}
        beside = make({"上年.三公经费": None} | {f"三公经费.{part}.上年": value for part, value in last.items()})
        assert beside.say(THREE) == make().say(THREE)

    def test_last_year_written_twice_must_agree(self) -> None:
        made = make({"三公经费.公务接待费.上年": "2.20"})
        assert [finding.code for finding in made.errors] == ["E201"]

    def test_the_three_parts_with_their_shares(self) -> None:
        told = make().section(THREE)
        assert told[-4] == (
            "2021年度“三公”经费财政拨款支出决算25.95万元中，公务接待费支出决算2.25万元，"
            f"占{share('2.25', '25.95')}；因公出国（境）费支出决算0.00万元，占0.0%；"
            f"公务用车购置及运行维护费支出决算23.70万元，占{share('23.70', '25.95')}。其中："
        )
        assert told[-3] == "1、因公出国（境）费支出决算为0.00万元，全年未安排因公出国（境）团组。"
        assert told[-2] == (
            "2、公务接待费支出决算为2.25万元，全年共接待来访团组12个、来宾96人次，主要是接待检查组。"
        )
        assert told[-1] == (
            "3、公务用车购置及运行维护费支出决算为23.70万元，其中：公务用车购置费17.50万元，购置公务用车1辆；"
            "公务用车运行维护费6.20万元，主要是燃料和维修。截至2021年12月31日，本局开支财政拨款的公务用车保有量为3辆。"
        )

    def test_journeys_abroad(self) -> None:
        abroad = {"预算": "5", "决算": "4.80", "团组": 1, "人次": 2, "说明": "考察节水技术"}
        told = make({"三公经费.因公出国费": abroad}).section(THREE)
        assert told[-3] == (
            "1、因公出国（境）费支出决算为4.80万元，全年安排因公出国（境）团组1个，累计2人次，主要是考察节水技术。"
        )

    def test_no_vehicles_and_no_guests(self) -> None:
        none: Data = {"预算": 0, "决算": 0}
        told = make({
            "三公经费.公务用车购置费": none,
            "三公经费.公务用车运行维护费": none | {"保有量": 0},
            "三公经费.公务接待费": none | {"批次": 0, "人次": 0},
        }).section(THREE)  # fmt: skip
        assert told[-2] == "2、公务接待费支出决算为0.00万元，全年未发生公务接待。"
        assert told[-1] == (
            "3、公务用车购置及运行维护费支出决算为0.00万元，其中：公务用车购置费0.00万元，未购置公务用车；"
            "公务用车运行维护费0.00万元。截至2021年12月31日，本局没有开支财政拨款的公务用车。"
        )
        assert told[-4] == "2021年度“三公”经费财政拨款支出决算为0.00万元。其中："

    def test_nothing_at_all_needs_only_two_zeros(self) -> None:
        made = make({"三公经费": {"预算": 0, "决算": 0}, "上年.三公经费": {"决算": 0}})
        told = made.section(THREE)
        assert told[1] == (
            "“三公”经费财政拨款支出预算为0.00万元，支出决算为0.00万元，决算数与预算数持平。与上年相比持平。其中："
        )
        assert not made.errors
        assert "%" not in made.say(THREE)

    def test_not_written_at_all_is_asked_for(self) -> None:
        made = make({"三公经费": None, "上年": None})
        assert {finding.code for finding in made.errors} == {"A112"}
        assert "三公经费.决算" in {finding.quote for finding in made.errors}

    def test_guests_without_their_number_are_asked_for(self) -> None:
        made = make({"三公经费.公务接待费.批次": None})
        assert [(finding.code, finding.quote) for finding in made.errors] == [("A112", "三公经费.公务接待费.批次")]


class TestOtherFunds:
    """政府性基金 and 国有资本经营."""

    def test_none(self) -> None:
        made = make()
        assert made.say(FUND) == "本局没有政府性基金收入，也没有使用政府性基金安排的支出。"
        assert made.say(CAPITAL) == "本局没有使用国有资本经营预算安排的支出。"

    def test_several_items_with_balances(self) -> None:
        made = make({
            "收入.2120803": {"财政拨款": "40"},
            "收入.2121301": {"财政拨款": "15.5"},
            "支出.2120803": {"项目支出": "33.30", "年初预算": "30", "年初结转结余": "2", "原因": "追加"},
            "支出.2121301": {"基本支出": "1.2", "项目支出": "4", "年初预算": 0},
            "政府性基金.说明": ["资金按进度使用。"],
            "结转结余.年初": {"合计": "32", "财政拨款": "32"},
        })  # fmt: skip
        told = made.section(FUND)
        closing = D(40) + D("15.5") + 2 - D("33.30") - D("5.20")
        assert told[0] == (
            "2021年度政府性基金预算财政拨款收入55.50万元，年初结转和结余2.00万元；支出38.50万元，其中：基本支出1.20万元，"
            f"项目支出37.30万元；年末结转和结余{closing}万元。具体情况如下："
        )
        assert told[1].startswith("1、城乡社区支出（类）国有土地使用权出让收入安排的支出（款）城市建设支出（项）。")
        assert told[2] == (
            f"年初预算为30.00万元，支出决算为33.30万元，完成年初预算的{share('33.30', '30')}，"
            "决算数大于年初预算数的主要原因是：追加。"
        )
        assert told[4] == f"年初预算为0.00万元，支出决算为5.20万元，{NO_BUDGET}，决算数大于年初预算数。"
        assert told[5] == "资金按进度使用。"
        assert f"占本年支出合计的{share('318', '356.5')}" in made.say(GENERAL)
        assert "城乡社区" not in made.say(GENERAL)

    def test_fund_income_that_was_not_spent(self) -> None:
        told = make({"收入.2120803": {"财政拨款": "40"}, "支出.2120803": {"项目支出": 0}}).section(FUND)
        assert told == [
            "2021年度政府性基金预算财政拨款收入40.00万元；支出0.00万元，其中：基本支出0.00万元，项目支出0.00万元；"
            "年末结转和结余40.00万元。具体情况如下：",
            "城乡社区支出（类）国有土地使用权出让收入安排的支出（款）城市建设支出（项）。",
            "支出决算为0.00万元。",
        ]

    def test_fund_totals_only(self) -> None:
        told = make({"政府性基金": {"本年收入": "40", "合计": "33", "年初结转结余": "1"}, "支出": {"合计": "351"},
                     "收入": {"合计": "350", "财政拨款": "350"}, "基本支出明细": None, "机关运行经费.决算": "1"})  # fmt: skip
        assert told.say(FUND) == (
            "2021年度政府性基金预算财政拨款收入40.00万元，年初结转和结余1.00万元；支出33.00万元；年末结转和结余8.00万元。"
        )
        assert "一般公共预算财政拨款支出318.00万元" in told.say(GENERAL)

    def test_state_capital(self) -> None:
        made = make({"支出.2230105": {"项目支出": "9"}, "支出.2230102": {"项目支出": "1.5"}, "收入.2230105": {"财政拨款": "10.5"}})
        assert made.say(CAPITAL) == (
            "2021年度国有资本经营预算财政拨款支出10.50万元，其中：基本支出0.00万元，项目支出10.50万元，用于："
            "国有资本经营预算支出（类）解决历史遗留问题及改革成本支出（款）“三供一业”移交补助支出（项）1.50万元；"
            "国有资本经营预算支出（类）解决历史遗留问题及改革成本支出（款）国有企业退休人员社会化管理补助支出（项）9.00万元。"
        )

    def test_state_capital_that_is_not_split(self) -> None:
        assert make({"支出.2230105": {"合计": "9"}}).say(CAPITAL).startswith("2021年度国有资本经营预算财政拨款支出9.00万元，用于：")


class TestRunningCosts:
    """机关运行经费."""

    @pytest.mark.parametrize(
        ("budget", "words"),
        [
            ("40", "比年初预算数增加2.40万元，增长6.0%，主要原因是：购置设备"),
            ("53", "比年初预算数减少10.60万元，降低20.0%，主要原因是：购置设备"),
            ("42.40", "与年初预算数持平，主要原因是：购置设备"),
            ("0", f"比年初预算数增加42.40万元，{NO_BUDGET}，主要原因是：购置设备"),
        ],
    )
    def test_against_the_budget(self, budget: str, words: str) -> None:
        told = make({"机关运行经费.年初预算": budget}).say(RUNNING)
        assert told.startswith(f"2021年度机关运行经费支出42.40万元，{words}；比上年决算数减少")

    @pytest.mark.parametrize(
        ("last", "words"),
        [
            ("40", "比上年决算数增加2.40万元，增长6.0%，主要原因是：压缩开支。"),
            ("53", "比上年决算数减少10.60万元，降低20.0%，主要原因是：压缩开支。"),
            ("42.40", "与上年决算数持平，主要原因是：压缩开支。"),
            ("0", f"比上年决算数增加42.40万元，{NO_LAST_YEAR}，主要原因是：压缩开支。"),
        ],
    )
    def test_against_last_year(self, last: str, words: str) -> None:
        assert make({"上年.机关运行经费.决算": last}).say(RUNNING).endswith(f"；{words}")

    def test_last_year_written_beside_it(self) -> None:
        told = make({"上年.机关运行经费": None, "机关运行经费.上年": "40"}).say(RUNNING)
        assert told.endswith("；比上年决算数增加2.40万元，增长6.0%，主要原因是：压缩开支。")

    def test_neither_budget_nor_last_year(self) -> None:
        assert make({"机关运行经费": None, "上年": None}).say(RUNNING) == "2021年度机关运行经费支出42.40万元。"

    def test_a_public_institution_has_none(self) -> None:
        told = make({"部门.性质": "事业", "机关运行经费": None}).say(RUNNING)
        assert told == "本局不属于行政单位和参照公务员法管理的事业单位，没有机关运行经费支出。"

    def test_an_administration_that_did_not_give_them_is_asked(self) -> None:
        made = make({"基本支出明细": None, "上年": None, "机关运行经费": None})
        assert "机关运行经费.决算" in {finding.quote for finding in made.errors}


class TestGeneralCosts:
    """会议费, 培训费, 节庆活动."""

    def test_events_one_by_one(self) -> None:
        told = make().section(COSTS)
        assert told[0] == (
            "2021年度，会议费年初预算2.00万元，支出决算1.50万元，完成年初预算的75.0%，主要原因是：合并开会。用于："
            "防汛会议，人数60人，经费支出1.10万元（场租和资料）；年度总结会，人数45人，内容为总结工作，经费支出0.40万元。"
        )
        assert told[1] == "2021年度，培训费年初预算1.00万元，支出决算1.00万元，完成年初预算的100.0%。"
        assert told[2] == (
            "举办节庆、晚会、论坛、赛事等活动支出2.00万元，包括：水日宣传，支出0.85万元；节水论坛，支出1.15万元。"
        )

    def test_no_events(self) -> None:
        told = make({"一般性支出": None}).say(COSTS)
        assert told == "本局没有举办节庆、晚会、论坛、赛事等活动。"

    def test_the_part_from_basic_spending(self) -> None:
        made = make({"基本支出明细.30215": "0.40", "基本支出明细.30201": "22.00", "一般性支出.会议费": {"决算": "1.50"}})
        assert made.section(COSTS)[0] == (
            "2021年度，会议费支出决算1.50万元（其中：一般公共预算基本支出安排0.40万元）。"
        )

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"年初预算": 0, "决算": "1"}, f"年初预算0.00万元，支出决算1.00万元，{NO_BUDGET}。"),
            ({"年初预算": 0, "决算": 0}, "年初预算0.00万元，支出决算0.00万元。"),
            ({"年初预算": "4", "决算": 0}, "年初预算4.00万元，支出决算0.00万元，完成年初预算的0.0%。"),
        ],
    )
    def test_against_the_budget(self, values: Data, words: str) -> None:
        assert make({"一般性支出.培训费": values}).section(COSTS)[1] == f"2021年度，培训费{words}"

    def test_a_cost_is_the_sum_of_its_events(self) -> None:
        told = make({"一般性支出.会议费.决算": None}).section(COSTS)[0]
        assert "支出决算1.50万元" in told
        assert [f.code for f in make({"一般性支出.会议费.决算": "1.60"}).errors] == ["E201"]

    def test_festivities_in_total_only(self) -> None:
        told = make({"一般性支出.节庆活动": {"决算": "3"}}).section(COSTS)[2]
        assert told == "举办节庆、晚会、论坛、赛事等活动支出3.00万元。"


class TestProcurementAndAssets:
    """政府采购 and 国有资产."""

    def test_by_kind_and_by_firm(self) -> None:
        total = D(20) + 50 + D("5.50")
        assert make().say(PROCUREMENT) == (
            f"2021年度政府采购支出总额{total}万元，其中：政府采购货物支出20.00万元、政府采购工程支出50.00万元、"
            f"政府采购服务支出5.50万元。授予中小企业合同金额60.00万元，占政府采购支出总额的{share(60, total)}，"
            f"其中：授予小微企业合同金额30.00万元，占政府采购支出总额的{share(30, total)}。"
        )

    def test_total_only(self) -> None:
        assert make({"政府采购": {"合计": "7"}}).say(PROCUREMENT) == "2021年度政府采购支出总额7.00万元。"

    def test_small_firms_not_known(self) -> None:
        told = make({"政府采购.授予小微企业": None}).say(PROCUREMENT)
        assert told.endswith("占政府采购支出总额的79.5%。")

    @pytest.mark.parametrize("value", [None, {"合计": 0}, {"货物": 0, "工程": 0, "服务": 0}])
    def test_none(self, value: Data | None) -> None:
        assert make({"政府采购": value}).say(PROCUREMENT) == "本局2021年度没有政府采购支出。"

    def test_vehicles_by_kind(self) -> None:
        assert make().say(ASSETS) == (
            "截至2021年12月31日，本局共有车辆3辆，其中：应急保障用车1辆、执法执勤用车2辆；"
            "单位价值50万元以上通用设备4台（套）；单位价值100万元以上专用设备0台（套）。"
        )

    def test_vehicles_in_total_only(self) -> None:
        told = make({"国有资产": {"车辆合计": 3, "单价100万元以上设备": 1}}).say(ASSETS)
        assert told == "截至2021年12月31日，本局共有车辆3辆；单位价值100万元以上设备（不含车辆）1台（套）。"

    def test_no_vehicles(self) -> None:
        told = make({"国有资产": {"车辆合计": 0, "单价50万元以上通用设备": 0}}).say(ASSETS)
        assert told == "截至2021年12月31日，本局没有车辆；单位价值50万元以上通用设备0台（套）。"


class TestPerformance:
    """预算绩效."""

    def test_with_projects_and_verdict(self) -> None:
        assert make().section(PERFORMANCE) == [
            "组织了全面自评。",
            "2021年度整体支出318.00万元，其中：基本支出212.74万元，项目支出105.26万元；开展自评的一般公共预算项目2个，"
            "涉及资金105.26万元，占一般公共预算项目支出总额的100.0%。",
            "完成较好。详见第五部分。",
        ]

    def test_by_default(self) -> None:
        told = make({"预算绩效": None}).section(PERFORMANCE)
        assert told[0] == "根据预算绩效管理要求，本局组织对2021年度部门整体支出和项目支出开展了绩效自评。"
        assert told[1].endswith("项目支出105.26万元。")
        score = D(10) * D("318.00") / 330 + 86
        assert told[2] == f"从评价情况来看，部门整体支出绩效自评得分{printed(score)}分，等级为优。详见第五部分。"

    def test_without_a_report(self) -> None:
        made = make({"预算绩效.结论": None, "绩效自评": None})
        assert len(made.section(PERFORMANCE)) == 2
        assert made.document is not None
        assert not any("第五部分" in text for text in sentences(made.document))

    def test_the_report_quotes_figures(self) -> None:
        made = make()
        assert made.document is not None
        assert "供水安全有保障，支出318.00万元。" in list(sentences(made.document))
        assert "堤防加固，全年预算100.00万元，全年执行95.16万元，执行率95.2%。按期完工。" in list(sentences(made.document))


class TestNumbers:
    """Units and number styles."""

    def test_yuan(self) -> None:
        def in_yuan(value: Any, money: bool = True) -> Any:
            if isinstance(value, dict):
                return {k: in_yuan(v, money and k not in COUNTS) for k, v in value.items()}
            if isinstance(value, list):
                return [in_yuan(v, money) for v in value]
            plain = money and re.fullmatch(r"[\d.]+", str(value))
            return str(D(str(value)) * 10000) if plain else value

        base = {key: in_yuan(value) for key, value in GOOD.items() if key not in {"部门", "年度", "金额单位"}}
        yuan = make(base={"部门": GOOD["部门"], "年度": 2021, "金额单位": "元"} | base)
        assert yuan.document is not None and not yuan.findings
        good = make().document
        assert good is not None
        assert list(lines(yuan.document)) == list(lines(good))

    def test_yuan_are_exact_until_printed(self) -> None:
        made = make({"金额单位": "元", "政府采购": {"货物": "123456.78", "工程": "50", "服务": "0.01"}})
        told = made.section(PROCUREMENT)[0]
        assert "支出总额12.35万元，其中：政府采购货物支出12.35万元、政府采购工程支出0.01万元、" in told
        assert made.facts["政府采购.合计"].value == D("12.350679")  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        ("style", "words"),
        [
            ({"金额小数": 1}, "本年收入合计12345.7万元，其中：财政拨款收入12345.7万元，占100.0%。"),
            ({"金额小数": 0}, "本年收入合计12346万元，其中：财政拨款收入12346万元，占100.0%。"),
            ({"千分位": "是"}, "本年收入合计12,345.65万元，其中：财政拨款收入12,345.65万元，占100.0%。"),
            ({"百分比小数": 2}, "本年收入合计12345.65万元，其中：财政拨款收入12345.65万元，占100.00%。"),
            ({"百分比小数": 0}, "本年收入合计12345.65万元，其中：财政拨款收入12345.65万元，占100%。"),
            ({"去尾零": "是"}, "本年收入合计12345.65万元，其中：财政拨款收入12345.65万元，占100%。"),
        ],
    )
    def test_styles(self, style: Data, words: str) -> None:
        assert make({"数字样式": style, "收入": {"2130301": {"财政拨款": "12345.65"}}}).say(INCOME) == words

    def test_trailing_zeros_are_dropped_but_not_those_of_whole_numbers(self) -> None:
        told = make({"数字样式.去尾零": "是", "政府采购": {"合计": "200", "授予中小企业": "100.50"}}).say(PROCUREMENT)
        assert told == "2021年度政府采购支出总额200万元。授予中小企业合同金额100.5万元，占政府采购支出总额的50.3%。"


class TestQuotes:
    """Authored text may quote figures; what cannot be quoted is told at its place."""

    def test_a_reason_may_quote_a_figure(self) -> None:
        told = item({"支出.2130305.原因": "其中{{ 支出.2130305.项目支出|万元 }}跨年。"}, "水利工程建设")
        assert told.endswith("主要原因是：其中95.16万元跨年。")

    def test_a_report_of_ones_own(self) -> None:
        report = (
            "# 基本情况\n\n支出{{ 支出.合计|万元 }}，占{{ 支出.基本支出|占(支出.合计) }}。\n\n## 人员\n一段。\n\n- 甲\n\n- 乙\n"
        )
        made = make({"绩效自评.报告": report})
        assert made.document is not None and not made.errors
        told = list(sentences(made.document))
        assert told[next(i for i, text in enumerate(told) if text.startswith("第五部分")) + 1 :] == [
            "一、基本情况", f"支出318.00万元，占{share('212.74', '318')}。", "（一）人员", "一段。", "1、甲", "2、乙",
        ]  # fmt: skip

    @pytest.mark.parametrize("where", ["绩效自评.报告", "绩效自评.问题", "支出.2130305.原因"])
    @pytest.mark.parametrize(
        ("quote", "code", "words"),
        [
            ("{{ 支出.合汁|万元 }}", "A112", "支出.合汁"),
            ("{{ 支出.合计|占(支出.经营支出) }}", "A114", "基数是 0"),
            ("{{ 支出.合计 }}", "A113", "种类"),
            ("{{ 支出.合计|万 }}", "A113", "种类"),
            ("{% for 甲 in 乙 %}", "A113", "写法有误"),
            ("{{ 支出.合计|万元 }", "A113", "写法有误"),
        ],
    )
    def test_what_cannot_be_quoted(self, where: str, quote: str, code: str, words: str) -> None:
        value = quote if where.endswith("原因") else [quote]
        made = make({where: value})
        (finding,) = [finding for finding in made.errors if finding.code.startswith("A")]
        assert finding.code == code and words in finding.message
        (place,) = finding.places
        rows = text_of(changed({where: value})).splitlines()
        assert quote in rows[place.line - 1][place.column - 1 :]

    def test_a_text_that_quotes_itself(self) -> None:
        made = make({"支出.2130305.原因": "{{ 支出.2130305.原因|因 }}"})
        assert [finding.code for finding in made.errors] == ["A113"]


COUNTS = {"年度", "购置数", "保有量", "批次", "人次", "团组", "人数", "车辆", "单价50万元以上通用设备", "单价100万元以上专用设备",
          "项目个数", "编制人数", "实有人数", "分值", "得分", "指标"}  # fmt: skip
BAD = re.compile(r"[，、；。：]{2}|（[，、；。）]|[，、；：]）|None|[{}%]\s*[{}%]|\d\.\d+\.|万元万元|nan|Infinity|-0\.0+(?!\d)|待填")


@settings(max_examples=60, deadline=None)
@given(departments())
@example({})
def test_no_sentence_is_broken(changes: Data) -> None:
    made = make(changes)
    assert made.document is not None
    for text in sentences(made.document):
        assert not BAD.search(text), text
        assert not text.endswith(("，", "、", "；"))
    assert not {"A113", "A114", "T101"} & set(made.codes), made.errors


def test_the_check_for_broken_sentences_can_fail() -> None:
    for text in ("合计，，", "合计。。", "其中：。", "（，）", "None万元", "{{ 支出 }}", "-0.00万元"):
        assert BAD.search(text), text


def test_changed_leaves_the_good_department_alone() -> None:
    assert changed({"部门.自称": None})["部门"] != GOOD["部门"]
    assert GOOD["部门"]["自称"] == "本局"


def test_a_single_item_has_no_number_and_two_have() -> None:
    one = make({"概况.职责": ["管水。"]})
    two = make({"概况.职责": ["管水。", "管井。"]})
    assert one.document is not None and two.document is not None
    assert "管水。" in set(sentences(one.document))
    assert {"1、管水。", "2、管井。"} <= set(sentences(two.document))
