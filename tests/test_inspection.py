"""The items of an inspection: each that the program decides is answered yes and, where it is broken, no."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from generator.checks.inspection import DECIDE, Answer, Answered, Inspected, inspect, items
from generator.checks.inspection_own import OWN, Given, shown
from generator.checks.registry import RULES, judged
from generator.cli import main
from generator.commands.check import check_file
from generator.commands.published import audit_file, check_published
from generator.published.audit import audited
from generator.readers.blocks import Block, Grid, Paragraph, Piece
from generator.source.place import Place
from generator.source.words import label
from tests.built import built, changed, line_of, sections_of, tables_of, texts
from tests.rules.mutate import write_report

GOOD = "tests/rules/good.yaml"
DAYS = Given(date(2022, 8, 12), date(2022, 8, 29))
PERSON = {"JS-02", "JS-04", "WZ-01", "WZ-19", "WZ-22", "XS-01", "XS-02", "XS-03", "ZS-01", "ZS-15", "ZS-16"}


def answers(given: Given = DAYS, told: dict[int, str] | None = None, gone: set[int] | None = None) -> dict[str, Answered]:
    """The answers by number for the good document, changed."""
    doc = built(GOOD)
    seen = audited(tuple(changed(doc.blocks, gone or set(), told or {})), doc.profile).report if told or gone else doc.report
    findings, outcomes = judged(seen)
    return {each.item.number: each for each in inspect(Inspected(seen, findings, {o.code: o for o in outcomes}, given))}


def replaced(pattern: str, by: str = "") -> dict[int, str]:
    """The paragraphs in which a pattern is found, with something in its place."""
    found = {line: re.sub(pattern, by, text) for line, text in texts(built(GOOD).blocks) if re.search(pattern, text)}
    assert found, pattern
    return found


def table(title: str) -> set[int]:
    """The lines of a table."""
    return {line for name, line in tables_of(built(GOOD).document) if title in name}


def section(title: str) -> set[int]:
    """The lines of a section."""
    return {line for name, lines in sections_of(built(GOOD).document) if title in name for line in lines}


BROKEN: dict[str, Callable[[], tuple[dict[int, str], set[int]]]] = {
    "WZ-02": lambda: ({}, section("部门职责") | section("机构设置")),
    "WZ-03": lambda: ({}, section("机构设置")),
    "WZ-04": lambda: ({}, table("收入决算表")),
    "WZ-05": lambda: ({}, table("基本支出")),
    "WZ-06": lambda: ({}, table("三公")),
    "WZ-07": lambda: ({}, section("政府性基金")),
    "WZ-08": lambda: ({}, table("国有资本经营")),
    "WZ-10": lambda: ({}, section("收入决算情况")),
    "WZ-11": lambda: ({}, section("基本支出决算情况")),
    "WZ-12": lambda: ({}, section("机关运行经费")),
    "WZ-13": lambda: (replaced("，其中：政府采购货物[^。]*"), set()),
    "WZ-14": lambda: (replaced("。授予中小企业合同金额[^。]*"), set()),
    "WZ-15": lambda: (replaced("共有车辆7辆[^；]*；"), set()),
    "WZ-16": lambda: ({}, section("预算绩效情况")),
    "WZ-20": lambda: ({}, {line for line, text in texts(built(GOOD).blocks) if re.search("：指", text)}),
    "WZ-21": lambda: ({}, section("一般性支出")),
    "XH-02": lambda: (_first_reason("一般公共预算"), set()),
    "XH-05": lambda: (replaced("公务用车购置费|购置公务用车|更新1辆|购置"), table("三公")),
    "XH-06": lambda: (replaced("团组1个，"), set()),
    "XH-07": lambda: (replaced("公务用车保有量为[^。]*"), set()),
    "XH-08": lambda: (replaced("来宾620人次"), set()),
    "XH-09": lambda: (_first_reason("三公经费"), set()),
    "XH-10": lambda: (replaced("(?<=降低20.0%)，减少的主要原因是：[^。]*"), set()),
    "XH-11": lambda: (replaced("，其中：授予小微企业[^。]*"), set()),
    "XH-12": lambda: (replaced("单位价值50万元以上通用设备", "单位价值100万元以上设备"), set()),
    "XS-05": lambda: (replaced("^三、支出决算", "五、支出决算"), set()),
    "XS-06": lambda: (replaced("^一、部门职责$", "一、部门职责（联系人手机13912345678）"), set()),
    "ZS-03": lambda: (replaced("(?<=“三公”经费财政拨款支出预算为)46", "49"), set()),
    "ZS-04": lambda: (replaced("(?<=“三公”经费财政拨款支出预算为)46", "49"), set()),
    "ZS-05": lambda: (replaced("增长64.1%", "增长46.1%"), set()),
    "ZS-07": lambda: (replaced("来访团组68个", "来访团组680个"), set()),
    "ZS-08": lambda: (replaced("^2021年度政府性基金预算财政拨款收入.*", "本单位没有政府性基金收入和支出。"), set()),
    "ZS-09": lambda: (replaced("机关运行经费支出286.00", "机关运行经费支出1286.00"), set()),
    "ZS-10": lambda: (replaced("授予小微企业合同金额[\\d.]+", "授予小微企业合同金额399.00"), set()),
    "ZS-12": lambda: (replaced("^截至2021年", "截至2020年"), set()),
    "ZS-13": lambda: (replaced("(?<=增长64.1%，主要原因是：)[^。]*", "正常浮动"), set()),
}


def _first_reason(section_name: str) -> dict[int, str]:
    """The first paragraph of a section with a reason for 大于 or 小于, without it."""
    for passage in built(GOOD).report.passages:
        if passage.name == section_name and (found := re.search("的主要原因是：[^。]*", passage.text)):
            return {passage.place.line: passage.text.replace(found.group(), "")}
    raise AssertionError(section_name)


RESERVED = "面向中小企业预留政府采购项目预算金额690.47万元，由中小企业供应商中标或成交的，采购金额690.47万元"
SCORES = """委托业务项目支出绩效自评表
（2022年度）
|项目名称|委托业务|主管部门|清溪县水利局|
|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|
|产出指标|数量指标|编制报告|2份|2份|90|90|
|总分| | | | |90|90|
"""


def test_amounts_reserved_for_small_firms_stand_for_their_contracts() -> None:
    """A form may ask for what was reserved for them and won by them, instead of the share of their contracts."""
    told = answers(told=replaced("授予中小企业合同金额[^。]*", RESERVED))["WZ-14"]
    assert told.answer is Answer.YES and "预留" in told.said
    assert answers(told=replaced("，占政府采购支出总额的[\\d.]+%"))["WZ-14"].answer is Answer.NO


def test_a_table_of_one_project_is_no_score_of_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "自评表.txt"
    path.write_text(SCORES, "utf-8")
    told = {each.item.number: each for each in check_published(path, given=Given()).answers}
    assert told["WZ-17"].answer is Answer.YES and "委托业务" in told["WZ-17"].said
    assert told["WZ-18"].answer is Answer.UNKNOWN


@pytest.mark.parametrize(("said", "told"), [
    ("一般公共预算拨款6.48万元，同比增长7%。", False), ("从预算单位看，支出5.00万元。", False), ("完成年初预算的86.1%。", True),
    ("预算数为5.00万元。", True), ("支出决算数小于预算数。", True), ("支出预算为46.00万元。", True), ("比预算减少5.00万元。", True),
])  # fmt: skip
def test_public_budget_in_a_name_is_no_comparison_with_the_budget(said: str, told: bool) -> None:
    [item] = [each for each in items() if each.number == "XH-09"]
    assert bool(label(item.by["说到"], "{}").search(said)) is told


def test_a_duty_to_manage_posts_does_not_tell_how_a_unit_is_set_up() -> None:
    said = {min(section("机构设置")) - 1: "负责管理本系统的机构编制工作。"}
    assert answers(gone=section("机构设置") - set(said), told=said)["WZ-03"].answer is Answer.NO


def test_a_table_that_the_program_does_not_know_is_readable_all_the_same(tmp_path: Path) -> None:
    doc = built(GOOD)
    rows = ((name, str(n + 12.5), 9000 + n) for n, name in enumerate("甲乙丙丁"))
    named = Grid(tuple((Piece(name, Place("成文", line, 1)), Piece(figure, Place("成文", line, 2))) for name, figure, line in rows))
    seen = audited((*doc.blocks, Paragraph((Piece("清溪县灌区情况统计", Place("成文", 8999, 1)),)), named), doc.profile).report
    findings, outcomes = judged(seen)
    told = {each.item.number: each for each in inspect(Inspected(seen, findings, {o.code: o for o in outcomes}))}
    assert any(finding.code == "W271" for finding in findings) and told["XS-04"].answer is Answer.YES


def test_the_sixty_items_are_whole() -> None:
    assert len(items()) == len({item.number for item in items()}) == 60
    for item in items():
        assert item.kind and item.asked and item.basis
        assert set(item.by) <= {*DECIDE, "谁", "自", "节", "引", "不引", "看"}
        assert ("谁" in item.by) is (item.number in PERSON) and (item.needs or "谁" not in item.by)
        assert set(item.by.get("规则", ())) <= set(RULES) and item.by.get("特", "二十日") in OWN


def test_a_good_document_is_answered_yes() -> None:
    told = answers()
    assert [number for number, each in told.items() if each.answer is Answer.NO] == []
    unknown = {number for number, each in told.items() if each.answer is Answer.UNKNOWN}
    assert unknown == PERSON | {"JS-03", "WZ-17", "ZS-06"}
    assert told["WZ-09"].answer is Answer.NOT_ASKED
    assert all(told[number].needs for number in unknown)
    assert all(each.said or each.places for each in told.values() if each.answer is Answer.YES)


@pytest.mark.parametrize("number", sorted(BROKEN))
def test_what_is_broken_is_answered_no(number: str) -> None:
    told, gone = BROKEN[number]()
    before, after = answers()[number], answers(told=told, gone=gone)[number]
    assert before.answer is Answer.YES and after.answer is Answer.NO, (after.said, after.needs)
    assert after.said


@pytest.mark.parametrize(("published", "answer"), [(date(2022, 9, 1), Answer.YES), (date(2022, 9, 2), Answer.NO), (None, Answer.UNKNOWN)])
def test_twenty_days(published: date | None, answer: Answer) -> None:
    assert answers(Given(date(2022, 8, 12), published))["JS-01"].answer is answer
    assert answers(Given(None, date(2022, 9, 1)))["JS-01"].needs.startswith("批复日期")


def test_days_that_cannot_be_right_are_not_judged() -> None:
    for approved, published, needs in (
        (date(2022, 8, 29), date(2022, 8, 12), "是不是写反了"),
        (date(2021, 8, 12), date(2021, 8, 29), "批复日期 2021-08-12、公开日期 2021-08-29 不在 2021 年度结束之后"),
        (date(2021, 12, 31), date(2022, 1, 10), "批复日期 2021-12-31 不在"),
    ):
        told = answers(Given(approved, published))["JS-01"]
        assert told.answer is Answer.UNKNOWN and needs in told.needs, told
    assert answers(Given(date(2022, 1, 1), date(2022, 1, 1)))["JS-01"].answer is Answer.YES


def test_the_day_may_stand_in_the_text() -> None:
    told = replaced("^一、部门职责$", "公开日期：2022年9月5日")
    seen = answers(Given(date(2022, 8, 12)), told)
    assert seen["JS-01"].answer is Answer.NO and seen["JS-03"].answer is Answer.YES and seen["JS-01"].places
    assert answers(Given())["JS-03"].answer is answers(DAYS)["JS-03"].answer is Answer.UNKNOWN


def test_figures_and_codes_of_tables() -> None:
    """Sums, 项, 款, both kinds of spending, names of codes: in cells."""
    doc = built(GOOD)

    def cells(pattern: str, by: str, kind: str) -> dict[str, Answered]:
        blocks = tuple(_recelled(block, pattern, by) if line_of(block) in table(kind) else block for block in doc.blocks)
        assert blocks != doc.blocks
        report = audited(blocks, doc.profile).report
        findings, outcomes = judged(report)
        return {each.item.number: each for each in inspect(Inspected(report, findings, {o.code: o for o in outcomes}, DAYS))}

    assert cells(r"^\d{7}$", "", "一般公共预算财政拨款支出决算表")["XH-01"].answer is Answer.NO
    assert cells(r"^2130101$", "2130199", "支出决算表")["ZS-11"].answer is Answer.NO
    assert cells(r"^1,098\.50$", "1,089.50", "支出决算表")["ZS-02"].answer is Answer.NO


def _inspected(blocks: tuple[Block, ...], file: str) -> dict[str, Answered]:
    """The answers for blocks of a document built from a file."""
    report = audited(blocks, built(file).profile).report
    findings, outcomes = judged(report)
    return {each.item.number: each for each in inspect(Inspected(report, findings, {o.code: o for o in outcomes}, DAYS))}


def test_economic_codes_and_self_evaluation_in_cells() -> None:
    def cells(pattern: str, by: str, title: str) -> dict[str, Answered]:
        blocks = tuple(_recelled(b, pattern, by) if line_of(b) in table(title) else b for b in built(GOOD).blocks)
        assert blocks != built(GOOD).blocks
        return _inspected(blocks, GOOD)

    before = answers()
    assert before["XH-03"].answer is before["ZS-14"].answer is Answer.YES
    assert cells(r"^\d{5}$", "", "基本支出")["XH-03"].answer is Answer.NO
    assert cells(r"^98\.76$", "89.76", "自评表")["ZS-14"].answer is Answer.NO


def test_an_empty_table_without_a_note_is_answered_no() -> None:
    file = "data/衡南县科技和工业信息化局/2019.yaml"
    doc = built(file)
    assert _inspected(doc.blocks, file)["WZ-09"].answer is Answer.YES
    notes = {line for line, text in texts(doc.blocks) if re.search("没有|无数据", text) and "政府性基金" in text}
    blocks = tuple(block for block in doc.blocks if not (isinstance(block, Paragraph) and "故本表无数据" in block.raw))
    assert notes and blocks != doc.blocks
    alone = _inspected(blocks, file)["WZ-09"]
    assert alone.answer is Answer.NO and "政府性基金表是空的" in alone.said
    assert _inspected(tuple(changed(doc.blocks, notes, {})), file)["WZ-09"].answer is Answer.NO


def test_what_cannot_be_read_is_answered_no_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "空.pdf"
    path.write_bytes(b"")
    told = {each.item.number: each.answer for each in check_published(path, given=Given()).answers}
    assert told.pop("XS-04") is Answer.NO and set(told.values()) == {Answer.UNKNOWN}


def _recelled(block: Block, pattern: str, by: str) -> Block:
    if not isinstance(block, Grid):
        return block
    return replace(block, rows=tuple(tuple(replace(piece, text=re.sub(pattern, by, piece.text)) for piece in row) for row in block.rows))


def test_an_earlier_year_and_an_excerpt(tmp_path: Path) -> None:
    doc = built("data/衡南县科技和工业信息化局/2019.yaml")
    findings, outcomes = judged(doc.report)
    told = {each.item.number: each.answer for each in inspect(Inspected(doc.report, findings, {o.code: o for o in outcomes}))}
    assert told["WZ-08"] is Answer.NOT_ASKED and told["WZ-13"] is told["WZ-14"] is Answer.NO and told["WZ-09"] is Answer.YES
    path = tmp_path / "公开.txt"
    path.write_text("清溪县水利局2023年度部门决算\n三、支出决算情况说明\n"
                    "本年支出合计200.00万元，其中：基本支出50.00万元，项目支出150.00万元。\n", "utf-8")  # fmt: skip
    part = {each.item.number: each for each in audit_file(path, given=Given()).answers}
    assert part["WZ-13"].answer is part["WZ-04"].answer is Answer.UNKNOWN and part["XH-04"].answer is Answer.YES
    assert "节选" in part["WZ-13"].needs and part["ZS-14"].answer is Answer.UNKNOWN


def test_a_reason_or_a_share_that_is_not_there() -> None:
    """In the section that the item is about only: the share of 中小企业, the reasons, the year a paragraph begins with."""
    for number, pattern, by in (
        ("WZ-14", "，占政府采购支出总额的90.0%", ""),
        ("WZ-10", "增加266.20万元，增长8.6%，主要是因为[^。]*", "增加1266.20万元，增长60.7%"),
        ("WZ-12", "比上年决算数增加6.00万元，增长2.1%，主要[^。]*", "比上年决算数增加186.00万元，增长186.0%"),
        ("ZS-12", "^2021年度(?=“三公”经费)", "2020年度"),
    ):
        told = answers(told=replaced(pattern, by))[number]
        assert told.answer is Answer.NO and {"ZS-12": "W617", "WZ-14": "占比"}.get(number, "W302") in told.said, told


@pytest.mark.parametrize(("text", "answer"), [
    ("授予中小企业的合同金额360.00万元，占政府采购支出总额的90.0 %", Answer.YES),
    ("授予中小企业合同金额360.00万元，其中：授予小微企业合同金额240.00万元，占授予中小企业合同金额的66.7%", Answer.NO),
    ("授予中小企业合同金额360.00万元，占政府采购支出总额的　　%，其中：授予小微企业合同金额240.00万元，占60.0%", Answer.NO),
    ("授予中小企业合同金额0.00万元", Answer.YES),
])  # fmt: skip
def test_the_share_is_that_of_small_and_middle_firms(text: str, answer: Answer) -> None:
    assert answers(told=replaced("授予中小企业合同金额[^。]*", text))["WZ-14"].answer is answer


def test_an_unknown_form_is_not_known() -> None:
    seen = replace(built(GOOD).report, asked=())
    told = {each.item.number: each for each in inspect(Inspected(seen, ()))}
    assert told["WZ-21"].answer is Answer.UNKNOWN and "样式" in told["WZ-21"].needs


def test_a_quote_is_not_cut_inside_a_figure() -> None:
    text = "支出" * 13 + "1234567.89万元，其余" + "支出" * 20
    for at in range(40):
        for most in range(12, 40):
            quote = shown(text, at, most)
            assert not re.search(r"\d", quote) or "1234567.89万元" in quote, quote
            assert quote.strip("…") in text and quote.endswith(("…", text[-6:]))
    assert shown("共有车辆3辆。其中一般公务用车1辆、特种专业技术用车2辆，其他", most=28).endswith("2辆…")
    assert shown("总额5.00万元，共有车辆3辆；其中", most=17) == "总额5.00万元，共有车辆3辆；"


RULED = {"ZS-02", "ZS-03", "ZS-04", "ZS-08", "ZS-10", "ZS-11"}


def test_rules_alone_say_no_yes_without_tables_or_of_an_excerpt(tmp_path: Path) -> None:
    doc = built(GOOD)
    without = _inspected(tuple(changed(doc.blocks, {line for _, line in tables_of(doc.document)}, {})), GOOD)
    assert {without[number].answer for number in RULED} == {Answer.UNKNOWN}
    assert all("决算表" in without[number].needs for number in RULED) and without["XS-04"].answer is not Answer.YES
    path = tmp_path / "公开.txt"
    path.write_text("清溪县水利局2023年度部门决算\n三、支出决算情况说明\n"
                    "本年支出合计200.00万元，其中：基本支出50.00万元，项目支出150.00万元。\n", "utf-8")  # fmt: skip
    part = {each.item.number: each for each in audit_file(path, given=Given()).answers}
    alone = {item.number for item in items() if set(item.by) & set(DECIDE) == {"规则"}} | {"XS-05", "XS-04"}
    assert alone > RULED and [number for number in alone if part[number].answer is Answer.YES] == []
    assert all("全文" in part[number].needs for number in alone - {"XS-04"} if part[number].answer is Answer.UNKNOWN)


def test_the_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = write_report(tmp_path), tmp_path / "检查表.xlsx"
    assert main(["check", str(file), "--检查表", str(out), "--批复日期", "20220812", "--公开日期", "2022-09-05"]) == 0
    assert "检查表已写到" in capsys.readouterr().err
    sheet = openpyxl.load_workbook(out).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(at for at, row in enumerate(rows) if row[0] == "编号")
    assert rows[head] == ["编号", "类别", "检查内容", "依据", "结论", "页和原文", "还需要什么"]
    body = {row[0]: row for row in rows[head + 1 :] if row[0] and re.fullmatch(r"[A-Z]{2}-\d\d", str(row[0]))}
    assert len(body) == 60 and body["JS-01"][4] == "否" and "第 24 日" in body["JS-01"][5] and body["ZS-06"][4] == "是"


def test_a_beginning_that_is_not_last_year_s_end_is_answered_no(tmp_path: Path) -> None:
    bad = RULES["W801"].bad
    assert not isinstance(bad, str)
    for name, changes, answer in (("好", {}, Answer.YES), ("坏", bad, Answer.NO)):
        (tmp_path / name).mkdir()
        told = {each.item.number: each.answer for each in check_file(write_report(tmp_path / name, changes), Given()).answers}
        assert told["ZS-06"] is answer


def test_a_checklist_takes_the_place_of_nothing_but_a_checklist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write_report(tmp_path)
    assert main(["build", str(file), "--to", "xlsx", "-o", str(tmp_path / "成文")]) == 0
    (published,) = (tmp_path / "成文").rglob("*.xlsx")
    other = tmp_path / "别的.xlsx"
    other.write_bytes(published.read_bytes())
    before = published.read_bytes()
    for target in (published, other):
        assert main(["check", str(published), "--检查表", str(target)]) == 2
        assert "没有写" in capsys.readouterr().err and target.read_bytes() == before
    again = tmp_path / "表.xlsx"
    assert main(["check", str(file), "--检查表", str(again), "-o", str(again), "--format", "html"]) == 2 and not again.exists()
    for _ in range(2):
        assert main(["check", str(file), "--检查表", str(again)]) == 0
    capsys.readouterr()
    main(["check", str(tmp_path)])
    told = capsys.readouterr().out
    assert "表.xlsx:" not in told and "没有读 0 个" in told


def test_what_cannot_be_done_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write_report(tmp_path)
    assert main(["check", str(file), "--检查表", str(tmp_path / "表.docx")]) == 2
    assert "xlsx" in capsys.readouterr().err
    assert main(["check", str(file), "--检查表", str(tmp_path / "表.xlsx"), "--批复日期", "昨天"]) == 2
    assert "--批复日期“昨天”要写成 2025-08-12" in capsys.readouterr().err
    for day in ("2024-02-30", "20240230"):
        assert main(["check", str(file), "--检查表", str(tmp_path / "表.xlsx"), "--公开日期", day]) == 2
        assert f"--公开日期“{day}”：没有这一天" in capsys.readouterr().err
    assert main(["check", str(file), "--批复日期", "2022-08-12"]) == 2
    assert "--批复日期只用于检查表：请同时写 --检查表" in capsys.readouterr().err
