"""What law and form demand of a published text: whatever is taken out of a whole document is missed, nothing else is."""

import re

import pytest

from generator.checks.demands import demands, due_tables, judged, met
from generator.checks.reasons.told import ToldChange, told_changes
from generator.commands.published import audit_file
from generator.published.audit import audited
from generator.published.outline import classify
from generator.readers.txt.document import read_text
from generator.source.finding import Finding
from generator.source.resources import find
from generator.source.template import read_yaml
from tests.built import Built, _found, built, sections_of, tables_of, texts
from tests.seeds import CASES, with_cases

FILES = (
    "tests/rules/good.yaml",
    "tests/rules/general.yaml",
    "data/株洲市工业和信息化局/2021.yaml",
    "data/株洲市芦淞区科技和工业信息化局/2023.yaml",
    "data/衡南县科技和工业信息化局/2019.yaml",
    "data/上海市普陀区人民政府石泉路街道办事处/2025.yaml",
)
DEMANDED = ("W702", "W703", "W704", "W705", "W706", "W707", "W708", "W721", "W722")
ACCEPTED = {"data/衡南县科技和工业信息化局/2019.yaml": {"W704"}}  # 数据里就没有写采购的三类和中小企业
QUANTITIES = (
    r"(?:全年)?安排因公出国（境）团组[1-9]\d*个，?、?", r"累计[1-9]\d*人次", r"购置公务用车[1-9]\d*辆", r"公务用车保有量为[1-9]\d*辆",
    r"来访团组[1-9]\d*个、", r"来宾[1-9]\d*人次", r"公务接待[1-9]\d*批次、", r"(?<=批次、)[1-9]\d*人次",
    r"授予中小企业合同金额[^。]*", r"，其中：(?:政府采购)?货物[^。]*",
    r"(?:共有车辆[1-9]\d*辆[^；。]*|没有车辆)", r"[；。]?单[价位][^。]*台（套）",
)  # fmt: skip
REASONS = ("W302", "W307")
ELSEWHERE = "更新1辆"  # 购置数在别处又说了一次
PART_OF_ONE = re.compile("^（.*(?:(?:总体|结构|具体)情况|内设机构|单位构成)")
REASON = re.compile(r"(?:的|，增加的|，减少的|，)?主要(?:原因)?(?:是因为|是|：)[:：]?[^。；]*")


def lacks(doc: Built, findings: list[Finding]) -> set[str]:
    before = {finding.message for finding in doc.found(*DEMANDED)}
    return {finding.code for finding in findings if finding.message not in before}


@pytest.mark.parametrize("file", FILES)
def test_nothing_is_missed_in_a_whole_document(file: str) -> None:
    doc = built(file)
    assert doc.report.whole and len(doc.report.tables) >= 8 and len(doc.report.sections) > 12
    assert {finding.code for finding in doc.found(*DEMANDED)} == ACCEPTED.get(file, set())


@pytest.mark.parametrize("title", ["一般公共预算财政拨款收入支出决算情况说明", "一般公共预算财政拨款收支决算情况说明"])
def test_income_and_spending_of_one_fund_in_one_section_are_that_funds(title: str) -> None:
    assert classify(title) == "一般公共预算"
    assert classify(title.replace("一般公共预算", "")) == "财政拨款收支总体"


@pytest.mark.parametrize("file", FILES)
def test_a_section_that_is_taken_out_is_missed_once(file: str) -> None:
    doc = built(file)
    sections = [(title, lines) for title, lines in sections_of(doc.document) if classify(title) and not PART_OF_ONE.search(title)]
    assert len(sections) > 13
    for title, lines in sections:
        assert lacks(doc, doc.without(DEMANDED, lines)), title


@pytest.mark.parametrize("file", FILES)
def test_a_table_that_is_taken_out_is_missed(file: str) -> None:
    doc = built(file)
    tables = [(title, line) for title, line in tables_of(doc.document) if "决算" in title and "表" in title]
    assert len(tables) >= 8
    for title, line in tables:
        findings = doc.without(["W722"], {line})
        assert len(findings) == 1 and findings[0].quote[:5] == title.replace("一般公共预算财政拨款“", "财政拨款“")[:5], title


def test_a_quantity_that_is_taken_out_is_missed() -> None:
    seen = 0
    for file in FILES:
        doc = built(file)
        for pattern in QUANTITIES:
            said = re.compile(f"{ELSEWHERE}|{pattern}")
            if any(re.search(pattern, text) for _, text in texts(doc.blocks)):
                seen += 1
                told = {at: said.sub("", other) for at, other in texts(doc.blocks) if said.search(other)}
                assert lacks(doc, doc.read_again(DEMANDED, told)) & {"W702", "W704", "W705"}, (pattern, file)
    assert seen > 15


@pytest.mark.parametrize("file", FILES)
def test_a_reason_that_is_taken_out_is_missed(file: str) -> None:
    """Of changes of a tenth and more, and of budgets that were not met."""
    doc = built(file)
    before = {f.message for f in doc.found(*REASONS)}
    explained = {c.passage.place.line for c in told(doc) if c.share is not None and c.share >= 10}
    seen = 0
    for line, text in texts(doc.blocks):
        by_item = text.endswith("其中：")  # 分项各有原因，总的不再问
        if (found := REASON.search(text)) and not by_item and (line in explained or re.search("决算数?[大小]于", text)):
            seen += 1
            short = text[: found.start()] + text[found.end() :]
            new = [f for f in doc.without(REASONS, set(), {line: short}) if f.message not in before]
            assert new, (found.group(), text)
    assert seen or "芦淞" in file or "衡南" in file


def told(doc: Built) -> list[ToldChange]:
    return [change for change in told_changes(doc.report) if change.passage.text.count("原因") + change.passage.text.count("主要是") == 1]


def test_words_of_demands_are_found_in_their_examples() -> None:
    rows = read_yaml(find("读法", "要求.yaml"))
    assert len(rows) > 25 and len(due_tables()) == 9
    for demand, row in zip(demands(), rows, strict=True):
        patterns = [p for p in (demand.told, demand.elsewhere) if p]
        assert all(any(p.search(text) for p in patterns) for text in row.get("例", [])), demand.name
        assert not patterns or row["例"], demand.name
        assert not demand.after or demand.after in {other.name for other in demands()}
        assert demand.section and demand.where and demand.basis


@with_cases
@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("r02-omissions-published.txt", {"W703", "W704", "W705", "W706", "W721", "W722"}),
        ("r02b-omissions-no-performance.docx", {"W706"}),
        ("r02c-omissions-no-procurement.docx", {"W704"}),
    ],
)
def test_what_a_published_text_lacks(name: str, codes: set[str]) -> None:
    checked = audit_file(CASES / name)
    assert {f.code for f in checked.findings if f.code in DEMANDED} == codes
    assert checked.counts and checked.counts["bound"] > 10
    for finding in checked.findings:
        if finding.code in DEMANDED:
            assert finding.message.startswith(("没有见到", "文件里一张")) and "请" in finding.message and finding.places


@with_cases
def test_each_change_without_a_reason_is_told() -> None:
    checked = audit_file(CASES / "r03-no-reasons-published.txt")
    said = [f.quote for f in checked.findings if f.code == "W302"]
    assert [rate for rate in ("51.98%", "53.65%", "59.29%", "63.60%") if not any(rate in each for each in said)] == []
    assert not [f for f in checked.findings if f.code in DEMANDED], "一部分不说缺了别的"
    assert "节选" in checked.note


HEAD = """某市某局2022年度部门决算
目录
第一部分 概况
第二部分 决算表
第三部分 情况说明
第一部分 概况
一、主要职责
本部门负责本市的有关工作，设有3个科。
第二部分 决算表
第三部分 情况说明
一、收入支出决算总体情况说明
2022年度收、支总计各500.00万元，与上年相比持平。
二、收入决算情况说明
本年收入合计500.00万元。
三、支出决算情况说明
本年支出合计500.00万元。
四、机关运行经费支出情况说明
机关运行经费支出50.00万元，与上年相比持平。
五、“三公”经费支出决算情况说明
"""


def unexplained(text: str) -> list[str]:
    """What W302 says of the section on 三公 in a whole text, each change having been read."""
    report = audited(tuple(read_text(HEAD + text, "文本.txt"))).report
    assert report.whole and report.year == 2022 and [c for c in told_changes(report) if c.passage.name == "三公经费"]
    return [finding.quote for finding in _found(report, ["W302"])]


TOTAL = "2022年度“三公”经费支出8.00万元，比上年减少2.00万元，下降20.00%"
ITEM = "公务接待费支出3.00万元，比上年减少2.00万元，下降40.00%"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{TOTAL}，具体情况如下：\n1.{ITEM}，主要原因是来访减少。", 0),
        (f"{TOTAL}。具体情况如下（按项统计）：\n1.{ITEM}，主要原因是来访减少。", 0),
        (f"{TOTAL}，其中：\n（一）公务用车购置费支出0.00万元。\n（二）{ITEM}，主要原因是来访减少。", 0),
        (f"{TOTAL}，具体情况如下：\n1.公务接待费支出3.00万元。\n2.公务用车运行维护费支出5.00万元。", 1),
        (f"{TOTAL}，具体情况如下：\n1.{ITEM}。", 2),
        (f"{TOTAL}，具体情况如下：\n1.没有出国。\n2.没有购车。\n3.公务接待费支出3.00万元，主要是接待来访。", 1),
        (f"{TOTAL}。其中：公务接待费比上年减少2.00万元，下降40.00%。\n支出决算小于预算数的主要情况：从严控制。\n"
         "2022年度“三公”经费支出决算小于上年决算数的主要情况：来访减少。", 0),
        (f"{TOTAL}。\n1.{ITEM}，主要原因是来访减少。\n“三公”经费下降的主要原因是从严控制。", 0),
        (f"{TOTAL}。\n1.{ITEM}，主要原因是来访减少。\n“三公”经费支出小于预算的主要原因是从严控制。", 1),
        (f"{TOTAL}。按项分类，其中：\n1.{ITEM}，主要原因是来访减少。", 0),
        (f"{TOTAL}，主要变动情况：来访减少。", 0),
        (f"{TOTAL}，是疫情所致。", 0),
        (f"{TOTAL}。主要是来访减少；公务接待费年初预算3.00万元，支出3.00万元，完成预算的100.00%。", 0),
        (f"{TOTAL}。公务接待费支出3.00万元，完成预算的60.00%，主要是来访减少。", 1),
        (f"{TOTAL}，主要原因是来访减少；比2019年决算数减少6.00万元，下降42.86%。", 0),
        (f"{TOTAL}，主要原因是公务接待费较上年减少2.00万元，下降40.00%，其他各项较上年减少0.50万元，下降30.00%。", 0),
        ("2022年度“三公”经费支出全年预算10.00万元，决算8.00万元，完成全年预算的80.00%。其中：\n"
         "1.公务接待费支出3.00万元，完成预算的60.00%，主要原因是来访减少。公务接待费与上年相比增加0.10万元，增长3.45%。", 0),
    ],
)  # fmt: skip
def test_a_reason_may_stand_below(text: str, told: int) -> None:
    """Item by item where the sentence says that they follow, or at the end of the section; it must be there."""
    assert len(unexplained(text)) == told


def unmet(text: str) -> set[str]:
    """The names of what is demanded of a whole text and not there."""
    report = audited(tuple(read_text(text, "文本.txt"))).report
    assert report.whole and report.year == 2022
    return {demand.name for demand in demands() if judged(report, demand) and not met(report, demand)}


RUNNING = "本部门2022年度机关运行经费"


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        (f"{RUNNING}预算60.00万元，支出决算为50.00万元，完成预算的83.33%。", set()),
        (f"{RUNNING}支出50.00万元。", {"机关运行经费与上年或预算的比较"}),
    ],
)
def test_running_costs_may_be_compared_with_their_budget(said: str, lacking: set[str]) -> None:
    text = HEAD.replace("机关运行经费支出50.00万元，与上年相比持平。", said) + f"{TOTAL}。\n"
    assert {name for name in unmet(text) if "机关运行" in name} == lacking


BY_SIDES = """某乡人民政府2022年度部门决算
目录
第一部分 概况
第二部分 部门决算表
八、政府性基金预算财政拨款收入支出决算表
第三部分 情况说明
一、收入决算情况说明
二、支出决算情况说明
三、财政拨款支出决算情况说明
四、财政拨款“三公”经费支出决算情况说明
五、机关运行经费支出情况说明
第一部分 概况
一、主要职责
本部门负责本乡的有关工作，设有3个科。
第二部分 部门决算表
八、政府性基金预算财政拨款收入支出决算表
第三部分 情况说明
一、收入决算情况说明
本部门2022年度收入合计500.00万元，其中财政拨款收入500.00万元。与上年相比，收入合计增加100.00万元，主要原因是人员增加。
二、支出决算情况说明
本部门2022年度支出合计500.00万元，与上年相比，支出合计增加100.00万元，主要原因是人员增加。
三、财政拨款支出决算情况说明
2022年度一般公共预算财政拨款支出500.00万元。
四、财政拨款“三公”经费支出决算情况说明
2022年度“三公”经费支出0.00万元，公务用车购置费0.00万元。
五、机关运行经费支出情况说明
机关运行经费支出50.00万元，与上年相比持平。
六、国有资产占用情况说明
截至2022年12月31日，国有资产占用情况见《国有资产占用情况表》。
"""
SIDES = {"收入支出总体情况的说明", "收支总体与上年的比较"}
FUND, ASSETS = "政府性基金收入支出情况的说明", {"车辆数", "大型设备的台（套）数"}


def test_a_form_that_tells_income_and_spending_apart_has_no_section_on_both() -> None:
    """And none on funds where its contents list none and the table is there; assets may be told in a table."""
    assert not unmet(BY_SIDES) & (SIDES | ASSETS | {FUND})


@pytest.mark.parametrize(
    ("gone", "lacking"),
    [
        (r"与上年相比，收入合计[^。]*。|，与上年相比，支出合计[^。]*", {"收入支出总体情况的说明"}),
        (r"八、政府性基金.*\n", {FUND}),
        (r"见《国有资产占用情况表》", ASSETS),
    ],
)
def test_what_such_a_form_does_not_say_is_missed(gone: str, lacking: set[str]) -> None:
    assert unmet(re.sub(gone, "", BY_SIDES)) & (SIDES | ASSETS | {FUND}) == lacking


@pytest.mark.parametrize("page", ["", "………………1", "......（ 1 ）"])
def test_contents_without_parts_end_where_their_first_title_comes_again(page: str) -> None:
    text = f"""某局2022年度部门决算
目录
一、概况{page}
（一）部门职责
（二）机构设置
二、2022年度部门决算情况说明
三、名词解释
一、概况
（一）部门职责
1.贯彻执行法律、法规。
（二）机构设置
内设机构3个。
二、2022年度部门决算情况说明
（一）收入支出决算总体情况说明
2022年度收、支总计600.00万元，与上年持平。
（二）收入决算情况说明
本年收入合计600.00万元。
（三）支出决算情况说明
本年支出合计600.00万元。
（四）财政拨款“三公”经费支出决算情况说明
2022年度“三公”经费支出0.00万元。
三、名词解释
1.财政拨款收入：指财政当年拨付的资金。
"""
    assert not unmet(text) & {"部门职责", "机构设置"}
    short = text.replace("（一）部门职责\n1.贯彻执行法律、法规。\n", "")
    assert "部门职责" in unmet(short)


def stands(text: str, quote: str) -> str:
    """The line that the finding of what is lacking points to, and where in the text: 目录 or 正文."""
    report = audited(tuple(read_text(text, "文本.txt"))).report
    assert report.whole and len(report.contents) > 8 and len(report.sections) > 5
    [finding] = [f for f in _found(report, DEMANDED) if f.quote == quote]
    lines = text.splitlines()
    line = finding.places[0].line
    return ("目录" if line <= lines.index("第一部分 概况", 3) else "正文") + lines[line - 1]


WITH_TABLES = BY_SIDES.replace("八、政府性基金", "七、财政拨款“三公”经费支出决算表\n八、政府性基金")
COSTS_TITLE = "四、财政拨款“三公”经费支出决算情况说明"


def test_what_is_lacking_points_to_its_section_and_not_to_its_table() -> None:
    without = WITH_TABLES.replace("支出0.00万元，公务用车购置费0.00万元", "支出8.00万元")
    assert stands(without, "公务用车购置费和运行维护费各是多少") == f"正文{COSTS_TITLE}"
    gone = re.sub(f"(?<=。\n){COSTS_TITLE}\n.*\n", "", WITH_TABLES)
    assert stands(gone, "“三公”经费支出情况的说明") == f"目录{COSTS_TITLE}"
    unlisted = gone.replace(f"{COSTS_TITLE}\n", "")
    assert stands(unlisted, "“三公”经费支出情况的说明") == "正文三、财政拨款支出决算情况说明"
    assert stands(unlisted.replace("五、机关", "五、一般性支出情况说明\n六、机关", 1), "一般性支出") == "目录五、一般性支出情况说明"
