"""What would be printed as it stands: braces, lost dashes, reasons and numbers said twice, names in quotes; and names in slots."""

from pathlib import Path
from typing import Any

import pytest

from generator.checks.registry import run
from generator.document.grammar import Slot, parse
from generator.published.audit import audited
from generator.readers.open import read_blocks
from tests.factory import make, sentences

DUTY = "概况.职责"
WRITTEN = {  # 写在哪里，写的什么，哪一条规则
    "单层": (DUTY, ["支出{ 支出.合计|万元 }。"], "E640"),
    "全角": (DUTY, ["支出｛｛支出.合计|万元｝｝。"], "E640"),
    "半截": ("三公经费.原因", "支出减少 支出.合计|万元 }}", "E640"),
    "别的模板": ("绩效自评.问题", ["支出<%= 合计 %>万元。"], "E640"),
    "名称里": ("绩效自评.项目", [{"名称": "{ 项目名称 }", "全年执行": "1"}], "E640"),
    "此处": ("绩效自评.改进", ["（此处填写改进措施）"], "E640"),
    "没有括号": ("绩效自评.问题", ["全年支出支出.合计|万元。"], "E640"),
    "方括号": ("绩效自评.问题", ["全年支出[[“三公”经费.决算｜万元]]。"], "E640"),
    "黑括号": ("绩效自评.问题", ["全年支出【支出.合计】万元。"], "E640"),
    "少一横": (DUTY, "管理全县水资源。 - 负责水利工程建设。", "E641"),
    "原因": ("三公经费.公务接待费.原因", "主要原因是从简", "E642"),
    "原因二": ("三公经费.公务接待费.原因", "主要原因是：主要原因是从简", "E642"),
    "原因三": ("机关运行经费.较上年原因", "减少的原因为压缩开支", "E642"),
    "原因四": ("三公经费.公务接待费.原因", "决算数小于年初预算数的主要原因是：从简", "E642"),
    "原因六": ("机关运行经费.较上年原因", "主要是压缩开支", "E642"),
    "机构序号": ("概况.内设机构", ["1.办公室", "2.财务科"], "E643"),
    "原因五": ("机关运行经费.较上年原因", "比上年减少的主要原因是压缩开支", "E642"),
    "半括号序号": (DUTY, ["1）管理全县水资源。"], "E643"),
    "序号": (DUTY, ["1.管理全县水资源。"], "E643"),
    "汉字序号": ("绩效自评.问题", ["（一）指标不够细。"], "E643"),
    "标题序号": ("情况说明", ["# 一、收入支出决算总体情况说明"], "E643"),
    "引号": ("部门.名称", "“示例县水务局”", "A143"),
}


@pytest.mark.parametrize(("key", "text", "code"), WRITTEN.values(), ids=WRITTEN)
def test_a_leftover_is_found_in_any_text(key: str, text: Any, code: str) -> None:
    assert code in make({key: text}).codes


def test_good_text_has_none() -> None:
    made = make({
        DUTY: ["管理全县水资源，支出{{ 支出.合计|万元 }}；“十四五”规划（2021—2025年）。"],
        "三公经费.公务接待费.原因": "原因复杂的接待减少",
        "绩效自评.问题": ["3.5公里堤防没有完工。", "一是指标不够细。"],
    })  # fmt: skip
    assert not {"E640", "E641", "E642", "E643", "A143"} & set(made.codes)
    assert made.document is not None and any("318.26万元" in text or "318.00万元" in text for text in sentences(made.document))


PUBLISHED = {
    "引用": ("全年支出{{ 支出.合计|万元 }}。", "E640"),
    "一横": ("贯彻法律法规。- 负责水利工程建设。", "E641"),
    "原因": ("比上年减少2.00万元，主要原因是：主要原因是压缩开支。", "E642"),
    "原因二": ("比上年减少2.00万元，主要原因是：比上年减少的主要原因是压缩开支。", "E642"),
    "序号": ("（1）（一）收入支出决算总体情况", "E643"),
    "数字序号": ("1、1.管理全县水资源。", "E643"),
}


def codes_in(folder: Path, text: str) -> set[str]:
    file = folder / "公开.txt"
    file.write_text(f"示例县水务局2021年度部门决算\n\n第一部分 示例县水务局概况\n\n{text}\n", "utf-8")
    return {finding.code for finding in run(audited(list(read_blocks(file))).report)}


@pytest.mark.parametrize(("text", "code"), PUBLISHED.values(), ids=PUBLISHED)
def test_a_leftover_is_found_where_it_was_published(text: str, code: str, tmp_path: Path) -> None:
    assert code in codes_in(tmp_path, text)


USUAL = ("（一）1、一般公共服务支出为2.00万元。", "减少的主要原因是人员减少，原因有三。", "湘财〔2021〕12号、｛2021｝3号。",
         "主要原因是：上年支出的维修费今年没有发生。", "【政府采购】 首页 | 政务公开 | 决算", "见【附表1.1】。")  # fmt: skip


@pytest.mark.parametrize("text", USUAL)
def test_what_is_usual_is_not(text: str, tmp_path: Path) -> None:
    assert not {code for code in codes_in(tmp_path, text) if code.startswith("E64")}


def test_a_name_with_brackets_can_be_quoted() -> None:
    name = "国有资产.车辆.副部（省）级及以上领导用车"
    assert parse(f"共{{{{ {name}|数 }}}}辆", "甲")[1] == Slot(name, "数", (), 1)
    made = make({"国有资产.车辆": {"副部（省）级及以上领导用车": 2}, DUTY: [f"共有{{{{ {name}|数 }}}}辆。"]})
    assert made.document is not None and "共有2辆。" in list(sentences(made.document))
    assert "A113" not in made.codes


def test_a_list_of_names_can_be_quoted() -> None:
    made = make({DUTY: ["包括：{{ 基本支出明细.人员经费科目|名 }}。"]})
    assert made.document is not None
    assert "包括：基本工资、津贴补贴、退休费。" in list(sentences(made.document))


def test_a_form_of_another_year_is_told() -> None:
    assert "A142" in make({"年度": 2022}).codes
    assert "A142" not in make({"年度": 2020}).codes


def test_one_amount_under_two_codes() -> None:
    made = make({"收入.2080505": None, "收入.2080506": {"财政拨款": "12.34"}})
    (told,) = [finding.message for finding in made.findings if finding.code == "W238"]
    assert "2080506" in told and "2080505" in told and "12.34" in told
    assert "W238" not in make().codes


def test_one_amount_under_two_codes_of_one_name_names_it_once() -> None:
    made = make({"收入.2080505": None, "收入.2080506": {"名称": "机关事业单位基本养老保险缴费支出", "财政拨款": "12.34"}})
    (told,) = [finding.message for finding in made.findings if finding.code == "W238"]
    assert told.count("机关事业单位基本养老保险缴费支出") == 1 and "2080506" in told and "2080505" in told and "12.34" in told
