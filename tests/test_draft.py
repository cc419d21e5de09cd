"""A draft of a file that is not all filled in: it says what is lacking, and nothing that is not so."""

import re
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from generator.document.tree import Document, Paragraph, Table, lines
from generator.writers.docx import write_docx
from tests.factory import GOOD, make, section, tables

LOOK = Path(__file__).parents[1] / "templates" / "look" / "reference.docx"
MARKS = ("待填", "待核")


def draft(**changes: object) -> Document:
    document = make({name.replace("_", "."): value for name, value in changes.items()}, draft=True).document
    assert document is not None and document.draft
    return document


def told(document: Document) -> str:
    return "\n".join(lines(document))


@pytest.fixture(scope="module")
def bought() -> Document:
    return draft(政府采购_货物="待填", 政府采购_工程="待填", 政府采购_服务="待填")


def test_a_sentence_is_printed_with_marks_for_what_is_not_filled_in(bought: Document) -> None:
    """Not left out, and never the sentence that there is none."""
    text = "".join(section(bought, "政府采购支出说明"))
    assert "政府采购支出总额【待填】" in text and "政府采购货物支出【待填】" in text
    assert "没有政府采购支出" not in told(bought)


def test_what_is_known_stays_as_it_is(bought: Document) -> None:
    whole = make(draft=True).document
    assert whole is not None and "待填" not in told(whole)
    kept = set(told(bought).split("\n"))
    assert {line for line in told(whole).split("\n") if line not in kept} == {
        line for line in told(whole).split("\n") if "政府采购" in line and re.search(r"\d", line) and line not in kept
    }


def test_no_made_up_value_is_printed_or_kept(bought: Document) -> None:
    for document in (bought, draft(支出="待填"), draft(收入="待填", 支出="待填", 基本支出明细="待填")):
        figures = [run.figure for block in document.blocks if isinstance(block, Paragraph) for run in block.runs if run.figure]
        rows = [row for block in document.blocks if isinstance(block, Table) for row in block.body]
        figures += [cell.figure for row in rows for cell in row.cells if cell.figure]
        assert figures
        known = {leaf.value for figure in figures for leaf in figure.leaves}
        assert not [value for value in known if 7919 <= value < 20000 and str(value) not in str(GOOD)]
        assert "7919" not in told(document).replace(",", "") and "待填" in told(document)


@pytest.mark.parametrize("points", [("待填", 50), (20, "待填")])
def test_the_points_of_a_group_are_open_while_those_of_one_of_its_indicators_are(points: tuple[object, object]) -> None:
    ones, (first, second) = GOOD["绩效自评"]["指标"], points
    document = draft(绩效自评_指标=[{**ones[0], "分值": first}, {**ones[0], "名称": "清淤", "分值": second}, ones[1]])
    text = told(document)
    assert "产出指标（待填分）" in text and "效益指标（40分）" in text and "7919" not in text.replace(",", "")
    assert not re.search(r"（(?:79|80|81)\d\d分）", text)


def test_sums_of_what_is_not_filled_in_are_marked_in_tables() -> None:
    document = draft(支出_2130301_基本支出="待填")
    table = tables(document)["支出决算表"]
    (total,) = (row for row in table.body if row.cells[0].text == "合计")
    assert [cell.text for cell in total.cells].count("待填") >= 2
    assert "支出.2130301.基本支出" in next(cell.note for cell in total.cells if cell.note)


def test_a_sentence_that_hangs_on_it_says_so() -> None:
    document = draft(三公经费_公务接待费_决算="待填")
    hanging = [block for block in document.blocks if isinstance(block, Paragraph) and any("增还是减" in run.note for run in block.runs)]
    assert hanging and all("待填" in block.text for block in hanging)


def test_every_mark_in_word_has_a_comment(bought: Document, tmp_path: Path) -> None:
    content = write_docx(bought, LOOK)
    word = docx.Document(BytesIO(content))
    marked, inside = [], 0
    for node in word.element.body.iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:t")):
        if node.tag != qn("w:t"):
            inside += 1 if node.tag == qn("w:commentRangeStart") else -1
        elif any(mark in node.text for mark in MARKS):
            in_cell = next((True for _ in node.iterancestors(qn("w:tc"))), False)
            marked.append(inside > 0 or in_cell)
    assert len(marked) > 3 and all(marked)
    comments = list(word.comments)
    assert any("政府采购.货物" in comment.text for comment in comments)
    assert {comment.timestamp.year for comment in comments if comment.timestamp} == {bought.year}
    assert content == write_docx(bought, LOOK)
    (tmp_path / "稿.docx").write_bytes(content)
    assert OpenXmlValidator().validate(tmp_path / "稿.docx").errors == []


def test_a_file_that_is_not_a_draft_has_no_comment() -> None:
    document = make().document
    assert document is not None
    assert list(docx.Document(BytesIO(write_docx(document, LOOK))).comments) == []
