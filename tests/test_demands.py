"""What law and form demand of a published text: whatever is taken out of a whole document is missed, nothing else is."""

import re
from pathlib import Path

import pytest

from generator.checks.demands import demands, due_tables
from generator.checks.reasons.told import ToldChange, told_changes
from generator.commands.published import audit_file
from generator.published.outline import classify
from generator.source.finding import Finding
from generator.source.resources import find
from generator.source.template import read_yaml
from tests.built import Built, built, sections_of, tables_of, texts

CASES = Path(__file__).resolve().parents[2] / "shared" / "cases" / "published"
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
        if (found := REASON.search(text)) and (line in explained or re.search("决算数?[大小]于", text)):
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


def test_each_change_without_a_reason_is_told() -> None:
    checked = audit_file(CASES / "r03-no-reasons-published.txt")
    said = [f.quote for f in checked.findings if f.code == "W302"]
    assert [rate for rate in ("51.98%", "53.65%", "59.29%", "63.60%") if not any(rate in each for each in said)] == []
    assert not [f for f in checked.findings if f.code in DEMANDED], "一部分不说缺了别的"
    assert "节选" in checked.note
