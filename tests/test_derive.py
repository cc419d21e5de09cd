"""What the program works out: totals at every level, funds, balances, last year, scores, proposed reasons."""

from decimal import Decimal as D
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.figure import Figure, Op
from generator.source.finding import Level
from tests.factory import GOOD, Data, Made, changed, make, printed, row_of, sentences, tables, texts

BARE: Data = {"版式": "湖南/2021", "部门": {"名称": "示例县水务局"}, "年度": 2021}
TOTALS = {  # 一个合计，和它的两个部分
    "支出.2130301.合计": ("支出.2130301.基本支出", "支出.2130301.项目支出"),
    "支出.21303.项目支出": ("支出.2130301.项目支出", "支出.2130305.项目支出"),
    "支出.213.合计": ("支出.2130301.基本支出", "支出.2130501.基本支出"),
    "支出.合计": ("支出.2080505.基本支出", "支出.2130305.项目支出"),
    "支出.项目支出": ("支出.2080505.项目支出", "支出.2130305.项目支出"),
    "收入.2130301.合计": ("收入.2130301.财政拨款", "收入.2130301.其他收入"),
    "收入.财政拨款": ("收入.2130301.财政拨款", "收入.2080505.财政拨款"),
    "收入.合计": ("收入.2130301.财政拨款", "收入.2080505.经营收入"),
    "一般公共预算.合计": ("支出.2080505.基本支出", "支出.2130305.项目支出"),
    "一般公共预算.年初预算": ("支出.2080505.年初预算", "支出.2130305.年初预算"),
    "政府性基金.本年收入": ("收入.2120803.财政拨款", "收入.2121301.财政拨款"),
    "基本支出明细.301": ("基本支出明细.30101", "基本支出明细.30102"),
    "基本支出明细.人员经费": ("基本支出明细.30101", "基本支出明细.30302"),
    "基本支出明细.公用经费": ("基本支出明细.30201", "基本支出明细.31002"),
    "基本支出明细.合计": ("基本支出明细.30101", "基本支出明细.30201"),
    "三公经费.预算": ("三公经费.公务接待费.预算", "三公经费.公务用车运行维护费.预算"),
    "三公经费.决算": ("三公经费.因公出国费.决算", "三公经费.公务用车购置费.决算"),
    "政府采购.合计": ("政府采购.货物", "政府采购.服务"),
    "国有资产.车辆合计": ("国有资产.车辆.应急保障用车", "国有资产.车辆.其他用车"),
    "收支总计.收入": ("收入.合计", "结转结余.年初.合计"),
    "财政拨款收支总计.收入": ("收入.财政拨款", "结转结余.年初.财政拨款"),
}  # fmt: skip
NONE = {  # 各部分总要写全的合计：没有发生的也写 0
    "三公经费.预算": ("三公经费.因公出国费.预算", "三公经费.公务用车购置费.预算"),
    "三公经费.决算": ("三公经费.公务用车运行维护费.决算", "三公经费.公务接待费.决算"),
    "政府采购.合计": ("政府采购.工程",),
}
each_total = pytest.mark.parametrize(("total", "parts"), TOTALS.items(), ids=TOTALS)


def bare(changes: dict[str, Any]) -> Made:
    """A department with little but these keys."""
    return make(changes, base=BARE)


def none_else(total: str) -> dict[str, str]:
    """The other parts of a total, all zero."""
    return dict.fromkeys(NONE.get(total, ()), "0")


def value(made: Made, name: str) -> D:
    """The value of a figure that must be known."""
    figure = made.facts.figure(name)
    assert figure is not None, name
    return figure.value


def about(made: Made, total: str, code: str) -> list[str]:
    """The messages of that code about that total."""
    return [finding.message for finding in made.findings if (finding.code, finding.quote) == (code, total)]


class TestTotals:
    """A total is what is stated, else the sum of its parts; both must agree."""

    @each_total
    def test_parts_only(self, total: str, parts: tuple[str, str]) -> None:
        made = bare(dict(zip(parts, ("30.25", "12.5"), strict=True)) | none_else(total))
        assert value(made, total) == D("42.75")
        figure = made.facts.figure(total)
        assert figure is not None and {leaf.name for leaf in figure.leaves} == {*parts, *none_else(total)}

    @each_total
    def test_stated_only(self, total: str, parts: tuple[str, str]) -> None:
        made = bare({total: "42.80"})
        figure = made.facts.figure(total)
        assert figure is not None and figure.value == D("42.80") and figure.place is not None

    @each_total
    def test_both_and_equal(self, total: str, parts: tuple[str, str]) -> None:
        made = bare({total: "42.75", parts[0]: "30.25", parts[1]: "12.5"})
        assert value(made, total) == D("42.75")
        assert not about(made, total, "E201") + about(made, total, "H202")

    @each_total
    def test_both_within_rounding(self, total: str, parts: tuple[str, str]) -> None:
        made = bare({total: "42.76", parts[0]: "30.25", parts[1]: "12.50"} | none_else(total))
        assert value(made, total) == D("42.76")
        (message,) = about(made, total, "H202")
        assert "42.76" in message and "42.75" in message and "0.01" in message
        assert not about(made, total, "E201")

    @each_total
    def test_both_and_different(self, total: str, parts: tuple[str, str]) -> None:
        made = bare({total: "43.75", parts[0]: "30.25", parts[1]: "12.50"} | none_else(total))
        (message,) = about(made, total, "E201")
        assert "43.75" in message and "42.75" in message and "相差 1" in message
        finding = next(f for f in made.findings if (f.code, f.quote) == ("E201", total))
        figures = [made.facts.figure(name) for name in (total, *parts, *none_else(total))]
        places = [figure.place for figure in figures if figure is not None]
        assert finding.level is Level.ERROR
        assert finding.places[0] == places[0]
        assert set(finding.places) == set(places) or none_else(total)

    def test_whole_numbers_leave_no_room_for_rounding(self) -> None:
        made = bare({"国有资产": {"车辆合计": 4, "车辆": {"应急保障用车": 2, "其他用车": 1}}})
        assert about(made, "国有资产.车辆合计", "E201")

    def test_a_wrong_subtotal_is_told_once_and_not_at_every_level_above(self) -> None:
        made = bare({"支出.21303.合计": "50", "支出.2130301.基本支出": "30", "支出.2130305.项目支出": "10"})
        assert [f.quote for f in made.findings if f.code == "E201"] == ["支出.21303.合计"]
        assert value(made, "支出.213.合计") == value(made, "支出.合计") == D(50)

    @settings(max_examples=40, deadline=None)
    @given(st.dictionaries(
        st.sampled_from(["2080505", "2080801", "2130301", "2130305", "2130501", "2150501"]),
        st.tuples(st.decimals(0, 9999, places=2), st.decimals(0, 9999, places=2)), min_size=1))  # fmt: skip
    def test_any_items_add_up_to_every_level_above(self, items: dict[str, tuple[D, D]]) -> None:
        made = bare({f"支出.{code}": {"基本支出": str(b), "项目支出": str(p)} for code, (b, p) in items.items()})
        for length in (0, 3, 5, 7):
            for start in {code[:length] for code in items}:
                inside = [amounts for code, amounts in items.items() if code.startswith(start)]
                for grid in ("支出", "一般公共预算"):
                    row = f"{grid}.{start}".rstrip(".")
                    assert value(made, f"{row}.基本支出") == sum(b for b, _ in inside)
                    assert value(made, f"{row}.项目支出") == sum(p for _, p in inside)
                    assert value(made, f"{row}.合计") == sum(b + p for b, p in inside)
        assert not [f for f in made.findings if f.code in {"E201", "H202"}]

    def test_an_item_of_zero_does_not_hide_the_split_of_the_others(self) -> None:
        made = bare({"支出": {"2130301": {"基本支出": "9"}, "2130305": {"合计": 0}}})
        assert value(made, "支出.基本支出") == 9


class TestCodeLists:
    """科目 names are those of the year."""

    @pytest.mark.parametrize(("year", "name"), [(2019, "行政事业单位离退休"), (2020, "行政事业单位养老支出")])
    def test_a_name_that_changed(self, year: int, name: str) -> None:
        made = make({"年度": year})
        assert made.facts.text("支出.20805.名称") == name
        assert made.document is not None
        assert any(f"（类）{name}（款）" in text for text in sentences(made.document))
        assert name in texts(row_of(tables(made.document)["支出决算表"], "20805").cells)

    def test_a_name_of_ones_own_is_printed_in_every_table(self) -> None:
        made = make({"支出.2130305.名称": "河道整治"})
        assert made.document is not None
        for title in ("支出决算表", "收入决算表", "一般公共预算财政拨款支出决算表"):
            assert texts(row_of(tables(made.document)[title], "2130305").cells)[1] == "河道整治"


class TestFunds:
    """Which fund a code belongs to."""

    FUND: ClassVar[Data] = {
        "收入.2120803": {"财政拨款": "40"},
        "支出.2120803": {"项目支出": "33.30", "年初结转结余": "2"},
        "收入.2230105": {"财政拨款": "5"},
        "支出.2230105": {"项目支出": "4"},
    }

    def test_totals_by_fund(self) -> None:
        made = make(self.FUND)
        assert value(made, "政府性基金.合计") == D("33.30")
        assert value(made, "国有资本经营.合计") == D(4)
        assert value(made, "一般公共预算.合计") == D("318.00")
        assert value(made, "财政拨款.合计") == value(made, "支出.合计") == D("355.30")
        assert value(made, "收入.一般公共预算") == D("310.90")
        assert value(made, "收入.政府性基金") == D(40)
        assert value(made, "收入.国有资本经营") == D(5)

    def test_the_tables_of_the_funds(self) -> None:
        made = make(self.FUND)
        assert made.document is not None
        found = tables(made.document)
        fund = found["政府性基金预算财政拨款收入支出决算表"]
        assert texts(row_of(fund, "2120803").cells)[2:] == ["2.00", "40.00", "33.30", "", "33.30", "8.70"]
        assert texts(fund.body[0].cells)[1:] == ["2.00", "40.00", "33.30", "", "33.30", "8.70"]
        capital = found["国有资本经营预算财政拨款支出决算表"]
        assert texts(row_of(capital, "2230105").cells)[2:] == ["4.00", "", "4.00"]
        general = found["一般公共预算财政拨款支出决算表"]
        assert not {"212", "223"} & {row.cells[0].text for row in general.body}
        summary = found["财政拨款收入支出决算总表"]
        row = next(row for row in summary.body if any("城乡社区支出" in cell.text for cell in row.cells))
        assert texts(row.cells)[-4:] == ["33.30", "", "33.30", ""]

    def test_the_balances_of_the_funds_add_up(self) -> None:
        made = make(self.FUND | {"结转结余.年初": {"合计": "32", "财政拨款": "32"}})
        parts = [value(made, f"结转结余.年末.{fund}") for fund in ("一般公共预算", "政府性基金")]
        assert value(made, "结转结余.年初.一般公共预算") == 30
        assert parts[1] == D("8.70")
        assert value(made, "结转结余.年末.财政拨款") == D(32) + D("355.90") - D("355.30")

    def test_nothing_of_the_funds_means_empty_tables_that_say_so(self) -> None:
        document = make().document
        assert document is not None
        notes = tables(document)["政府性基金预算财政拨款收入支出决算表"].notes
        assert notes[-1] == "因本局没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。"


class TestBalances:
    """Opening and closing balances and 总计."""

    def test_closing_follows_from_opening(self) -> None:
        made = make()
        assert value(made, "结转结余.年末.合计") == D("30") + D("310.90") - D("318.00")

    def test_opening_follows_from_a_stated_total(self) -> None:
        made = make({"结转结余": None, "收支总计.收入": "345.00", "财政拨款收支总计.收入": "341.50"})
        assert value(made, "结转结余.年初.合计") == D("345.00") - D("310.90")
        assert value(made, "结转结余.年初.财政拨款") == D("341.50") - D("310.90")
        assert value(made, "结转结余.年末.合计") == D("345.00") - D("318.00")
        assert value(made, "收支总计.支出") == D("345.00")

    def test_reserve_and_distribution_are_counted(self) -> None:
        made = make({"结转结余.使用非财政拨款结余": "4", "结转结余.结余分配": "1.5"})
        assert value(made, "收支总计.收入") == D("344.90")
        assert value(made, "结转结余.年末.合计") == D("344.90") - D("318.00") - D("1.5")
        assert value(made, "财政拨款收支总计.收入") == D("340.90")

    def test_a_stated_closing_balance_is_checked(self) -> None:
        assert not make({"结转结余.年末": {"合计": "22.90"}}).errors
        assert "E201" in make({"结转结余.年末": {"合计": "20.90"}}).codes

    def test_the_opening_balances_of_the_funds(self) -> None:
        parts = {"一般公共预算": "20", "政府性基金": "8.5", "国有资本经营": "1.5"}
        assert value(make({"结转结余.年初": parts}), "结转结余.年初.财政拨款") == 30
        assert value(make({"结转结余.年初": parts}), "财政拨款收支总计.收入") == D("340.90")
        wrong = make({"结转结余.年初": parts | {"财政拨款": "31"}})
        assert [finding.code for finding in wrong.errors][:1] == ["E201"]

    def test_both_totals_must_be_equal(self) -> None:
        made = make({"收支总计.收入": "340.90", "收支总计.支出": "341.90"})
        assert "E201" in [finding.code for finding in made.errors]


class TestLastYear:
    """上年 by file and written out."""

    LAST: ClassVar[Data] = {
        "部门": {"名称": "示例县水务局"},
        "年度": 2020,
        "收入": {"2080505": {"财政拨款": "11"}, "2130301": {"财政拨款": "250"}},
        "支出": {"2080505": {"基本支出": "11"}, "2130301": {"基本支出": "190", "项目支出": "50"}},
        "结转结余": {"年初": {"合计": "9", "财政拨款": "9"}},
        "三公经费": {part: {"决算": 1} for part in ("因公出国费", "公务用车购置费", "公务用车运行维护费", "公务接待费")},
        "机关运行经费": {"决算": "39"},
    }

    def test_everything_of_last_years_file_is_known(self) -> None:
        made = make({"上年": "2020.yaml"}, **{"2020": self.LAST})
        assert not made.errors
        assert value(made, "上年.一般公共预算.合计") == D(251)
        assert value(made, "上年.收支总计.收入") == D(270)
        assert value(made, "上年.三公经费.决算") == D(4)
        assert value(made, "三公经费.公务接待费.上年") == D(1)
        general = made.say("一般公共预算财政拨款支出决算情况说明")
        assert "与上年相比，一般公共预算财政拨款支出增加67.00万元，增长26.7%" in general

    def test_written_out_is_the_same_as_a_file(self) -> None:
        out = {key: part for key, part in self.LAST.items() if key not in {"部门", "年度"}}
        file = make({"上年": "2020.yaml"}, **{"2020": self.LAST}).document
        inline = make({"上年": out}).document
        assert file is not None and inline is not None
        assert list(sentences(file)) == list(sentences(inline))

    def test_written_out_is_in_the_unit_of_the_file(self) -> None:
        yuan = {"金额单位": "元", "上年": {"收支总计": {"收入": "3200000"}}, "结转结余": None}
        assert value(make(yuan), "上年.收支总计.收入") == D(320)

    def test_a_file_has_a_unit_of_its_own(self) -> None:
        last = self.LAST | {"金额单位": "元", "机关运行经费": {"决算": "451000"}}
        assert value(make({"上年": "2020.yaml"}, **{"2020": last}), "上年.机关运行经费.决算") == D("45.1")

    def test_figures_of_last_year_know_their_own_file(self) -> None:
        made = make({"上年": "2020.yaml"}, **{"2020": self.LAST})
        total = made.facts.figure("上年.一般公共预算.合计")
        assert total is not None and total.name.startswith("上年.")
        assert {leaf.place.file.rpartition("/")[2] for leaf in total.leaves if leaf.place} == {"2020.yaml"}
        assert all(leaf.name.startswith("上年.支出.") for leaf in total.leaves)

    @pytest.mark.parametrize("file", ["2019.yaml", "部门.yaml"])
    def test_a_file_that_is_not_there_or_is_this_one(self, file: str) -> None:
        made = make({"上年": file})
        finding = next(finding for finding in made.errors if finding.code == "A115")
        assert file in finding.message and len(finding.places) == 1

    def test_errors_in_last_years_file_are_told(self) -> None:
        made = make({"上年": "2020.yaml"}, **{"2020": changed({"支出.合计": "999"}, self.LAST)})
        assert [finding.places[0].file.rpartition("/")[2] for finding in made.errors][:1] == ["2020.yaml"]


def indicators(*scores: Any) -> list[Data]:
    return [{"一级": "产出指标", "二级": "数量", "名称": "甲", "分值": 50, "得分": score} for score in scores]


class TestScores:
    """绩效自评: 执行率, 得分, 总分, 等级."""

    @pytest.mark.parametrize(
        ("budget", "spent", "score"),
        [("100", "95.16", "9.516"), ("100", "100", "10"), ("100", "130", "10"), ("100", "0", "0")],
    )
    def test_the_execution_row(self, budget: str, spent: str, score: str) -> None:
        made = make({"绩效自评.资金": {"全年预算": budget, "全年执行": spent}})
        assert value(made, "绩效自评.资金.执行率") == D(spent) / D(budget) * 100
        assert value(made, "绩效自评.资金.得分") == D(score)
        assert value(made, "绩效自评.总分") == 86 + D(score)

    def test_marks_of_ones_own(self) -> None:
        made = make({"绩效自评.资金": {"全年预算": 100, "全年执行": 50}, "绩效自评.执行分值": 20})
        assert value(made, "绩效自评.资金.得分") == 10
        assert value(made, "绩效自评.总分值") == 110

    def test_spending_is_that_of_the_department_where_it_is_not_written(self) -> None:
        assert value(make(), "绩效自评.资金.执行率") == D("318.00") / 330 * 100

    @pytest.mark.parametrize(
        ("score", "grade"),
        [("80", "优"), ("79.99", "良"), ("79.996", "优"), ("70", "良"), ("69.99", "中"), ("50", "中"), ("49.99", "差"),
         ("-10", "差"), ("-20", "差")],
    )  # fmt: skip
    def test_the_edges_of_the_grades(self, score: str, grade: str) -> None:
        made = make({"绩效自评.资金": {"全年预算": 1, "全年执行": 1}, "绩效自评.指标": indicators(score)})
        total = D(10) + D(score)
        assert value(made, "绩效自评.总分") == total
        assert made.facts.text("绩效自评.等级") == grade
        assert made.document is not None
        last = tables(made.document)["2021年度部门整体支出绩效自评表"].body[-1]
        shown = printed(total).rstrip("0").rstrip(".") if total else "0"
        assert texts(last.cells)[-2:] == [shown, f"等级：{grade}"]

    def test_scores_add_up_by_first_indicator(self) -> None:
        made = make({"绩效自评.指标": [*indicators(48, "37.5"), {"一级": "效益指标", "名称": "乙", "分值": 9, "得分": 8}]})
        assert value(made, "绩效自评.一级指标.1.得分") == D("85.5")
        assert value(made, "绩效自评.一级指标.2.得分") == D(8)
        assert value(made, "绩效自评.总分值") == 119

    def test_no_budget_no_score(self) -> None:
        made = make({"绩效自评.资金": {"全年预算": 0}})
        assert made.facts.figure("绩效自评.总分") is None and not made.facts.text("绩效自评.等级")
        (told,) = [finding for finding in made.findings if finding.code.startswith(("A", "T"))]
        assert "总分和等级也就不知道" in told.message and "“绩效自评.资金.全年预算”是 0" in told.message


class TestProposedReasons:
    """A reason that the officer did not give."""

    LAST: ClassVar[Data] = {
        "部门": {"名称": "示例县水务局"},
        "年度": 2020,
        "收入": {"2130301": {"财政拨款": "300"}},
        "支出": {
            "2010499": {"基本支出": "50"},
            "2060499": {"项目支出": "21.5"},
            "2080505": {"基本支出": "30"},
            "2100410": {"项目支出": "0.01"},
            "2130301": {"基本支出": "300"},
        },
    }
    WITHOUT: ClassVar[Data] = {"一般公共预算": None, "收支总计": None, "财政拨款收支总计": None, "上年": "2020.yaml"}
    REASON = "一般公共服务支出减少50.00万元、科学技术支出减少21.50万元、社会保障和就业支出减少17.66万元"

    def proposed(self, draft: bool = False, **changes: Any) -> Made:
        return make(self.WITHOUT | changes, draft, **{"2020": self.LAST})

    def test_the_three_largest_that_moved_the_same_way(self) -> None:
        made = self.proposed()
        assert made.facts.text("一般公共预算.较上年原因") == self.REASON
        general = made.say("一般公共预算财政拨款支出决算情况说明")
        assert f"减少83.51万元，降低20.8%，主要是因为{self.REASON}。" in general
        assert "待核" not in general

    def test_the_officer_is_warned(self) -> None:
        made = self.proposed()
        found = {f.quote: f for f in made.findings if f.code == "W301"}
        assert "一般公共预算.较上年原因" in found
        assert found["一般公共预算.较上年原因"].level is Level.WARNING
        assert self.REASON in found["一般公共预算.较上年原因"].message

    def test_a_draft_marks_them(self) -> None:
        made = self.proposed(draft=True)
        assert f"主要是因为{self.REASON}【待核】。" in made.say("一般公共预算财政拨款支出决算情况说明")
        assert made.document is not None and made.document.draft

    def test_a_draft_marks_no_reason_that_was_given(self) -> None:
        document = make(draft=True).document
        assert document is not None
        assert not any("待核" in text for text in sentences(document))

    def test_a_growth_is_explained_by_what_grew(self) -> None:
        made = self.proposed(**{"支出.2130305.项目支出": "500"})
        assert made.facts.text("一般公共预算.较上年原因") == "农林水支出增加410.50万元"

    def test_a_reason_that_was_given_stays(self) -> None:
        made = self.proposed(一般公共预算={"较上年原因": "机构改革"})
        assert made.facts.text("一般公共预算.较上年原因") == "机构改革"
        assert "一般公共预算.较上年原因" not in [f.quote for f in made.findings if f.code == "W301"]

    def test_nothing_is_proposed_where_last_year_is_known_only_in_total(self) -> None:
        made = make({"一般公共预算": None})
        assert "一般公共预算.较上年原因" not in made.facts
        assert "W301" not in made.codes


@settings(max_examples=30, deadline=None)
@given(st.lists(st.decimals(0, 9999, places=2), min_size=4, max_size=4))
def test_every_formula_works_out_to_its_value(amounts: list[D]) -> None:
    codes = ("2080505", "2130301", "2120803", "2230105")
    data = changed({"支出": {c: {"项目支出": str(a)} for c, a in zip(codes, amounts, strict=True)}}, GOOD)
    facts = make(base=data).facts
    for figure in (fact for fact in facts.values() if isinstance(fact, Figure) and fact.formula):
        assert figure.formula is not None
        first, *rest = (term.value for term in figure.formula.terms)
        match figure.formula.op:
            case Op.SUM:
                assert figure.value == first + sum(rest)
            case Op.DIFFERENCE:
                assert figure.value == first - sum(rest)
            case Op.RATIO:
                assert figure.value == first / rest[0] * 100
            case Op.PRODUCT:
                assert figure.value == first * rest[0] / 100
        assert all(leaf.place or not leaf.value for leaf in figure.leaves if leaf.name != "绩效自评.执行分值")


def test_a_stated_total_tells_what_was_there_before() -> None:
    made_ = make({"结转结余": None, "上年": None, "收支总计.收入": "335.00", "财政拨款收支总计": {"收入": "335.00"}})
    opening = made_.facts.figure("结转结余.年初.合计")
    income = made_.facts.figure("收入.合计")
    assert opening is not None
    assert income is not None
    assert opening.value == D("335.00") - income.value != 0
