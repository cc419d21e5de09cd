"""Tables of other regions' forms, laid out as data: every figure of each is read back from what was printed."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.document.grid import misfit, place
from generator.document.layout_file import load_layout
from generator.document.table_layout import Layout, Look
from generator.document.tables import build_table
from generator.document.tree import Table
from generator.model.catalogue import load_catalogue
from generator.model.figure import Figure, Words
from tests.test_published_tables import audit, grid, spread, stated
from tests.test_tables import facts_with

PAIRS = """
名称: 收入支出决算总表
列宽: [30, 15, 30, 15]
表头:
  - [{文: 收入, 宽: 2}, {文: 支出, 宽: 2}]
  - [项目, 决算数, 项目, 决算数]
成对行:
  行次: 否
  左:
    项目: [{一般公共预算财政拨款收入: 收入.一般公共预算}, {政府性基金预算财政拨款收入: 收入.政府性基金}, {其他收入: 收入.其他收入}]
    末行: [{本年收入合计: 收入.合计}, {年初结转和结余: 结转结余.年初.合计}, {总计: 收支总计.收入}]
  右:
    类: {编码: [206, 212], 金额: 支出.类.合计}
    末行: [{本年支出合计: 支出.合计}, {年末结转和结余: 结转结余.年末.合计}, {总计: 收支总计.支出}]
"""
SUBJECTS = """
名称: 一般公共预算财政拨款支出决算表
列宽: [10, 30, 15, 15, 15]
表头:
  - [{文: 项目, 宽: 2}, {文: 合计, 高: 2}, {文: 基本支出, 高: 2}, {文: 项目支出, 高: 2}]
  - [功能分类科目编码, 科目名称]
科目行: {取自: 一般公共预算, 金额: [合计, 基本支出, 项目支出]}
"""
LAST = SUBJECTS.replace("科目行: {", "科目行: {合计: 末行, ")
THREE = """
名称: 一般公共预算财政拨款支出决算表
列宽: [6, 5, 5, 30, 15, 15, 15]
表头:
  - [{文: 项目, 宽: 4}, {文: 合计, 高: 2}, {文: 基本支出, 高: 2}, {文: 项目支出, 高: 2}]
  - [类, 款, 项, 科目名称]
科目行: {取自: 一般公共预算, 编码: 三格, 金额: [合计, 基本支出, 项目支出]}
"""
COSTS = """{“三公”经费合计: [三公经费.预算, 三公经费.决算]}, {因公出国（境）费: [三公经费.因公出国费.预算, 三公经费.因公出国费.决算]},
  {公务接待费: [三公经费.公务接待费.预算, 三公经费.公务接待费.决算]}"""
ITEMS = f"""
名称: “三公”经费支出决算统计表
列宽: [30, 15, 15]
表头:
  - [项目, 预算数, 决算数]
项目行: {{行: [{COSTS}]}}
"""
NUMBERED = ITEMS.replace("列宽: [30,", "列宽: [30, 6,").replace("[项目, ", "[项目, 行次, ").replace("{行:", "{行次: 是, 行:")
TWO = """
名称: 一般公共预算财政拨款基本支出决算表
列宽: [10, 30, 15, 10, 30, 15]
表头:
  - [{文: 人员经费, 宽: 3}, {文: 公用经费, 宽: 3}]
  - [经济分类科目编码, 科目名称, 决算数, 经济分类科目编码, 科目名称, 决算数]
分组行:
  取自: 基本支出明细
  编码: [[301, 30101, 30102, 303, 30302], [302, 30201, 30202, 310, 31002]]
  末行: [{文: 人员经费合计, 宽: 2, 金额: 人员经费}, {文: 公用经费合计, 宽: 2, 金额: 公用经费}]
"""
ZERO, PLAIN = "表样: {零: '0.00'}\n", "表样: {编号: '', 左: '', 中: '{部门.名称}', 右: '单位：万元', 千分位: 否}\n"
BALANCED = {
    "收入.一般公共预算", "收入.政府性基金", "收入.其他收入", "收入.合计", "结转结余.年初.合计", "收支总计.收入",
    "支出.206.合计", "支出.212.合计", "支出.合计", "结转结余.年末.合计", "收支总计.支出",
}  # fmt: skip
FORMS = {
    "没有行次": PAIRS, "合计在前": SUBJECTS, "合计在末": LAST, "编码三格": THREE, "每项一行": ITEMS, "每项一行，有行次": NUMBERED,
    "两组": TWO, "零写作0.00": LAST + ZERO, "没有表号和千分位": LAST + PLAIN, "总表，零写作0.00": PAIRS + ZERO,
    "每项一行，没有千分位": ITEMS + PLAIN,
}  # fmt: skip
money = st.sampled_from(["0", "0.01", "12.50", "1234.56", "98765.00"]).map(Decimal)


def layout_of(text: str, folder: Path) -> Layout:
    path = folder / "表.yaml"
    path.write_text(text, "utf-8")
    return load_layout(path)


def filled(layout: Layout, amount: st.SearchStrategy[Decimal], data: st.DataObject) -> tuple[Table, dict[str, Decimal]]:
    """A table of drawn amounts, and the amounts that it prints."""
    drawn: dict[str, str | Decimal] = {name: data.draw(amount) for name in every(layout)}
    for name in [name for name in drawn if f"{name.removesuffix('合计')}项目支出" in drawn]:
        row = name.removesuffix("合计")
        drawn[name] = Decimal(drawn[f"{row}基本支出"]) + Decimal(drawn[f"{row}项目支出"])
    return build_table(layout, 1, facts_with(drawn), CATALOGUE), {name: Decimal(value) for name, value in drawn.items()}


CATALOGUE = load_catalogue(2021)
CODES = ("206", "20699", "2069999", "212", "21208", "2120803")


def every(layout: Layout) -> list[str]:
    """The names of the amounts that a layout prints."""
    body: Any = layout.body
    if hasattr(body, "left"):
        return sorted(BALANCED)
    if hasattr(body, "fields") and hasattr(body, "grid"):
        return [f"{body.grid}.{row}{field}" for row in ("", *(f"{code}." for code in CODES)) for field in body.fields]
    if hasattr(body, "foot") and hasattr(body, "codes"):
        return [f"{body.grid}.{code}" for codes in body.codes for code in codes] + [f"{body.grid}.{cell.field}" for cell in body.foot]
    if hasattr(body, "side"):
        return [name for line in body.side.foot for name in line.names]
    return list(getattr(body, "names", ()))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@settings(max_examples=2, deadline=None)
@given(data=st.data())
def test_every_figure_is_read_back(form: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    layout = layout_of(form, tmp_path_factory.mktemp("表"))
    table, amounts = filled(layout, money, data)
    assert misfit(table.head, len(table.widths)) is None and misfit(table.body, len(table.widths)) is None
    rows = spread(((row, column, cell.text) for row, column, cell in place((*table.head, *table.body))), len(table.widths))
    read = stated(audit(table.title, table.right, grid(rows)))
    assert {name: value for name, value in read.items() if value} == {name: value for name, value in amounts.items() if value}
    assert ZERO not in form or all(cell.text for row in table.body for cell in row.cells if cell.figure)


def test_the_looks_of_a_table_are_those_of_its_layout_before_those_of_the_profile(tmp_path: Path) -> None:
    facts = facts_with(dict.fromkeys(("一般公共预算.合计", "一般公共预算.基本支出"), "1234.5"))
    table = build_table(layout_of(LAST + PLAIN, tmp_path), 3, facts, CATALOGUE, Look(zero="0.00", left="编制单位：{部门.名称}"))
    assert (table.number, table.left, table.middle, table.right) == ("", "", "示例市某局", "单位：万元")
    assert [cell.text for cell in table.body[-1].cells] == ["合计", "1234.50", "1234.50", ""]
    table = build_table(layout_of(LAST, tmp_path), 3, facts, CATALOGUE, Look(zero="0.00", left="编制单位：{部门.名称}"))
    assert (table.number, table.left, table.middle) == ("公开03表", "编制单位：示例市某局", "2021年度")
    assert table.body[-1].cells[1].text == "1,234.50"


def test_the_unit_may_stand_in_the_title_and_a_count_is_no_amount(tmp_path: Path) -> None:
    facts = facts_with({"国有资产.车辆合计": "0"})
    facts["国有资产.车辆合计"] = Figure("国有资产.车辆合计", Decimal(1234), "辆")
    rows = "{行: [{车辆合计（辆）: 国有资产.车辆合计}]}"
    text = f"名称: '{{部门.名称}}国有资产占用情况表'\n列宽: [3, 1]\n表头: [[项目, 数量]]\n项目行: {rows}\n"
    table = build_table(layout_of(text, tmp_path), 10, facts, CATALOGUE)
    assert table.title == "示例市某局国有资产占用情况表" and table.number == "公开10表"
    assert [cell.text for cell in table.body[0].cells] == ["车辆合计（辆）", "1234"]


def test_a_list_of_units_is_a_table_of_words(tmp_path: Path) -> None:
    facts = facts_with({})
    facts["概况.下属单位"] = ("概况.下属单位.1", "概况.下属单位.2")
    facts["概况.下属单位.1"] = Words("水库管理所")
    facts |= {"概况.下属单位.2.名称": Words("河道管理站"), "概况.下属单位.2.备注": Words("新设")}
    rows = "{取自: 概况.下属单位, 列: [序号, 名称, 备注], 首行: {名称: '{部门.名称}（本级）'}}"
    text = f"列宽: [1, 5, 2]\n表头: [[序号, 单位名称, 备注]]\n名单行: {rows}\n"
    table = build_table(layout_of(text, tmp_path), 0, facts, CATALOGUE)
    assert [[cell.text for cell in row.cells] for row in table.body] == [
        ["1", "示例市某局（本级）", ""], ["2", "水库管理所", ""], ["3", "河道管理站", "新设"],
    ]  # fmt: skip
    assert (table.title, table.number, table.right, table.sheet) == ("", "", "", False)
