"""The 更正说明: what a reader of the published correction learns."""

import re
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest

from generator.cli import main
from generator.disclosure.department import compose, read_department
from generator.disclosure.marked_changes import set_beside
from generator.disclosure.notice import as_notice
from generator.disclosure.record import Piece
from generator.disclosure.revision import FigureChange, Revision, TextChange
from generator.disclosure.sections_at import sections_at
from generator.document.tree import Block, Document, Heading, Paragraph, Run, Table
from generator.model.catalogue import Catalogue, load_catalogue
from generator.model.facts import Facts
from tests.factory import changed, make, text_of
from tests.test_record import write

WORDS = "接待检查组"


def rows(document: Document, title: str) -> list[list[str]]:
    """The rows of the table behind the paragraph of that title."""
    blocks = list(document.blocks)
    at = next((n for n, b in enumerate(blocks) if isinstance(b, Paragraph) and b.text.endswith(title)), None)
    if at is None:
        return []
    table = blocks[at + 1]
    assert isinstance(table, Table)
    return [[cell.text for cell in row.cells] for row in table.body]


def corrected(folder: Path, old: Path, changes: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> Document | None:
    """The notice that build --against writes for changes in the department, before it is rendered."""
    write(folder / "data/水务局/2021.yaml", text_of(changed(changes)))
    seen: list[Document | None] = []

    def kept(revision: Revision, facts: Facts, catalogue: Catalogue, *rest: Any) -> Document | None:
        seen.append(as_notice(revision, facts, catalogue, *rest))
        return seen[-1]

    monkeypatch.setattr("generator.commands.correction.as_notice", kept)
    assert main(["build", "--to", "html", "--against", str(old)]) == 0
    return seen[0]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the department published: the record of its build, and the text in each format."""
    folder = tmp_path_factory.mktemp("公开")
    write(folder / "2021.yaml", text_of(changed()))
    out = folder / "output"
    assert main(["build", str(folder / "2021.yaml"), "--to", "docx,pdf,html", "-o", str(out)]) == 0
    return {path.suffix: path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", [".json", ".html", ".docx", ".pdf"])
def test_a_corrected_figure_is_one_row_with_its_words_difference_and_places(
    kind: str, folder: Path, published: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = write(folder / f"旧{kind}", published[kind])
    notice = corrected(folder, old, {"支出.2130305.项目支出": "95.17"}, monkeypatch)
    assert notice is not None
    found = {row[1]: row for row in rows(notice, "数的更正")}
    row = next(row for row in found.values() if row[3] == "95.17万元")
    assert row[1].startswith("“2130305 水利工程建设”支出") and "支出决算表" in row[5]
    assert row[2:5] == ["95.16万元", "95.17万元", "+0.01万元"]
    assert re.fullmatch(r"支出决算表（第二部分，第\d+页）等\d处", row[5])
    total = next(row for row in found.values() if row[3] == "318.01万元")
    assert total[2] == "318.00万元" and re.search(r"等\d+处$", total[5])
    assert not any(re.search(r"[\u4e00-\u9fff]\.[\u4e00-\u9fff\d]", cell) for row in found.values() for cell in row)
    assert f"更正{len(rows(notice, '数的更正'))}个数" in "".join(block.text for block in notice.blocks if isinstance(block, Paragraph))
    assert all("%" in was for _, _, was, _ in rows(notice, "文字的更正"))  # 变了的比率随句子说


@pytest.mark.parametrize("kind", [".json", ".docx"])
def test_only_wording_that_changed_is_told_as_wording(
    kind: str, folder: Path, published: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = write(folder / f"旧{kind}", published[kind])
    changes = {"支出.2130305.项目支出": "95.17", "三公经费.公务接待费.说明": "接待督查组"}
    notice = corrected(folder, old, changes, monkeypatch)
    assert notice is not None
    ((_, _, was, now),) = (row for row in rows(notice, "文字的更正") if WORDS in row[2])
    assert WORDS in was and "接待督查组" in now
    others = [row for row in rows(notice, "文字的更正") if WORDS not in row[2]]
    assert all("%" in row[2] for row in others)


def test_where_nothing_changed_there_is_no_notice(
    folder: Path, published: dict[str, bytes], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = write(folder / "旧.json", published[".json"])
    assert corrected(folder, old, {}, monkeypatch) is None
    assert "没有要更正的" in capsys.readouterr().out and not [*folder.rglob("*更正说明.*")]


@pytest.mark.parametrize("kind", [".json", ".html", ".docx"])
def test_a_rate_that_changes_is_told_with_its_sentence_whatever_was_published(
    kind: str, folder: Path, published: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = write(folder / f"旧{kind}", published[kind])
    notice = corrected(folder, old, {"三公经费.公务接待费.决算": "2.75"}, monkeypatch)
    assert notice is not None
    figures = {tuple(row[2:4]) for row in rows(notice, "数的更正")}
    assert ("2.25万元", "2.75万元") in figures and not any("%" in cell for pair in figures for cell in pair)
    assert any("75.0%" in was and "91.7%" in now for _, _, was, now in rows(notice, "文字的更正"))


def test_figures_that_happen_to_be_alike_are_each_told() -> None:
    where = (Piece("甲表", "1", ("三公经费.决算",)),)
    changes = [FigureChange(name, "1.00万元", "2.00万元", where) for name in ("三公经费.决算", "三公经费.公务接待费.决算")]
    notice = as_notice(Revision(tuple(changes), ()), make().facts, load_catalogue(2021))
    assert notice is not None and len(rows(notice, "数的更正")) == 2


@pytest.mark.parametrize(("name", "year", "said"), [("示例县农业局", 2021, "是示例县水务局的"), ("示例县水务局", 2022, "是 2021 年度的")])
def test_another_unit_s_or_year_s_text_is_refused(
    name: str, year: int, said: str, folder: Path, published: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    data = changed({"部门.名称": name, "年度": year, "版式": f"湖南/{year}"})
    write(folder / "data/水务局/2021.yaml", text_of(data))
    old = write(folder / "旧.html", published[".html"])
    assert main(["build", "--to", "html", "--against", str(old)]) == 2
    assert said in capsys.readouterr().err and not [*folder.rglob("*更正说明.*")]


def test_a_workbook_or_another_s_record_is_refused(folder: Path, published: dict[str, bytes], capsys: pytest.CaptureFixture[str]) -> None:
    write(folder / "data/水务局/2021.yaml", text_of(changed({"部门.名称": "示例县农业局"})))
    for old in (write(folder / "旧.json", published[".json"]), write(folder / "旧.xlsx", b"PK")):
        assert main(["build", "--to", "html", "--against", str(old)]) == 2
        assert "请换" in capsys.readouterr().err and not [*folder.rglob("*更正说明.*")]


def test_the_direction_of_a_change_and_what_was_not_printed_are_kept() -> None:
    facts = make().facts
    where = (Piece("支出决算表", "合计 318.00", ("支出.合计",)),)
    changes = (
        FigureChange("收支总计.收入", "收、支总计各增加28.00万元", "减少1.00万元", where),
        FigureChange("支出.合计", "", "318.00万元、318万元", where),
    )
    texts = (TextChange("收入决算", "", "另有收入。"),)
    notice = as_notice(Revision(changes, texts), facts, load_catalogue(2021))
    assert notice is not None
    turned, new = rows(notice, "数的更正")
    assert turned[2:5] == ["增加28.00万元", "减少1.00万元", "−29.00万元"]
    assert new[2:5] == ["（无）", "318.00万元", ""]
    assert rows(notice, "文字的更正") == [["1", "收入决算", "（无）", "另有收入。"]]


@pytest.mark.parametrize("kind", [".json", ".docx", ".html"])
def test_places_are_called_alike_and_what_changed_stands_out(
    kind: str, folder: Path, published: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = write(folder / f"旧{kind}", published[kind])
    notice = corrected(folder, old, {"支出.2130305.项目支出": "195.16"}, monkeypatch)
    assert notice is not None
    table = next(block for block in reversed(notice.blocks) if isinstance(block, Table))
    assert len(table.body) >= 2
    built = as_built(folder)
    headings = {block.text if isinstance(block, Heading) else block.title for block in built if isinstance(block, Heading | Table)}
    for row in table.body:
        section, was, now = row.cells[1:]
        assert re.sub("（[^（]*部分.*", "", section.text) in headings, "与数的所在位置同一种写法"
        for cell, other in ((was, now), (now, was)):
            marked = [text for text, strong in cell.pieces if strong]
            assert marked and "".join(text for text, _ in cell.pieces) == cell.text
            assert all(re.fullmatch(r"-?\d[\d,.]*%?", text) or text not in other.text for text in marked), marked
    [docx_file] = folder.rglob("*更正说明.docx")
    [html_file] = folder.rglob("*更正说明.html")
    shown = [run.text for t in docx.Document(str(docx_file)).tables for row in t.rows for c in row.cells for p in c.paragraphs
             for run in p.runs if run.style.name == "Strong"]  # fmt: skip
    assert shown == [text for row in table.body for cell in row.cells for text, strong in cell.pieces if strong]
    assert f"<strong>{shown[0]}</strong>" in html_file.read_text("utf-8")


def test_an_ordinary_correction_is_one_page_with_its_reason_and_what_changed_in_bold(
    folder: Path, published: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    old = write(folder / "旧.json", published[".json"])
    write(folder / "data/水务局/2021.yaml", text_of(changed({"三公经费.公务接待费.决算": "2.75"})))
    reason = "汇总时漏列一张接待票据"
    assert main(["build", "--to", "pdf", "--against", str(old), "--reason", reason]) == 0
    assert "公开日期和落款日期空着" in capsys.readouterr().out
    [file] = folder.rglob("*更正说明.pdf")
    with pdfplumber.open(file) as pdf:
        [page] = pdf.pages
        text = re.sub(r"\s", "", page.extract_text())
        bold = {char["text"] for char in page.chars if "Hei" in char["fontname"] or "Bold" in char["fontname"]}
    assert f"更正的原因：{reason}" in text and re.search(r"二部分，第\d+页）等\d处", text)
    assert set("0123456789") & bold, "变了的数用黑体"


def test_pages_are_those_of_the_section_whole() -> None:
    def heading(level: int, number: str, text: str) -> Heading:
        return Heading(level, number, (Run(text),), number + text)

    def sheet(title: str) -> Table:
        return Table(title, "", "", "", "", (1,), (), (), anchor=title, sheet=True)

    blocks = (heading(1, "第二部分　", "决算表"), sheet("甲表"), sheet("乙表"), heading(1, "第三部分　", "情况说明"),
              heading(2, "一、", "收入"), heading(2, "二、", "支出"), heading(2, "三、", "其他"), heading(3, "（一）", "其他"),
              heading(1, "第四部分　", "名词"), heading(3, "（一）", "其他"))  # fmt: skip
    pages = {"第二部分　决算表": 4, "甲表": 5, "乙表": 6, "第三部分　情况说明": 8, "一、收入": 9, "二、支出": 9, "三、其他": 11}
    told = sections_at(Document("", "", 2021, blocks), pages)
    assert told == {
        "第二部分　决算表": "第二部分　决算表（第4页）",
        "甲表": "甲表（第二部分，第5页）",
        "乙表": "乙表（第二部分，第6至7页）",
        "第三部分　情况说明": "第三部分　情况说明（第8至9页）",
        "一、收入": "一、收入（第三部分，第9页）",
        "二、支出": "二、支出（第三部分，第9至11页）",
        "三、其他": "三、其他（第三部分，第11页起）",
        "第四部分　名词": "第四部分　名词",
    }, "写了两次的题不知道是哪一处，不写页码"


def as_built(folder: Path) -> tuple[Block, ...]:
    document, _ = compose(read_department(folder / "data/水务局/2021.yaml"))
    assert document is not None
    return document.blocks


def test_only_the_sentences_that_differ_are_set_side_by_side() -> None:
    old, new = "收入9.00万元。支出8.00万元，增加1.00万元。无结余。", "收入9.00万元。支出7.50万元，减少1.00万元。无结余。"
    (was, marks), (now, others) = set_beside(old, new)
    assert was == "……支出8.00万元，增加1.00万元。……" and now == "……支出7.50万元，减少1.00万元。……"
    assert [was[a:b] for a, b in marks] == ["8.00", "增加"] and [now[a:b] for a, b in others] == ["7.50", "减少"]
    assert set_beside("", "另有收入。") == (("", ()), ("另有收入。", ()))
