"""What the Typst engine does of its own: justified lines, the same pages, text that is never code."""

import io
import re
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf
import pytest

from generator.cli import main
from generator.document.tree import Cell, Contents, Cover, Document, Entry, Heading, Paragraph, Row, Run, Table
from generator.readers.blocks import Grid
from generator.readers.open import read_blocks
from generator.source.template import TemplateError
from generator.writers import pdf, typst, typst_data
from generator.writers.pdf import PdfUnavailable, PdfWarning
from generator.writers.table_fit import one_line, size
from tests import sample_tree
from tests.test_html_pdf import LOOK, MM, expected, outline, read_pdf, squeeze, text_lines

CODE = (
    """#panic("x") #{1 + 1} #read("page.typ") $x^2$ *b* _i_ `r` \\u{41} <a> @a // c /* d */ = h ~ -- ... "q" ] ) } \\"""
)


def made(document: Document, look: Path = LOOK) -> bytes:
    """The PDF; any warning, such as that it is not PDF/UA-1, fails the test."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", PdfWarning)
        return typst.write_pdf(document, look)


def pages(document: Document, look: Path = LOOK) -> list[pdfplumber.page.Page]:
    return pdfplumber.open(io.BytesIO(made(document, look))).pages


def test_text_is_never_typst_code() -> None:
    row = Row((Cell(CODE), Cell(CODE, bold=True)))
    table = Table(CODE, CODE, CODE, CODE, CODE, (1, 1), (), (row, row), (CODE,), anchor=f"table {CODE}")
    blocks = (
        Contents(CODE, (Entry(1, CODE, f"part {CODE}"), Entry(2, CODE[:60], f"table {CODE}"))),
        Heading(1, CODE, (Run(CODE),), f"part {CODE}"),
        table,
        *(Paragraph((Run(CODE),), style) for style in ("正文", "题", "注", "右")),
    )  # fmt: skip
    document = replace(sample_tree.document(), title=CODE, department=CODE, blocks=blocks)
    read = pages(document)
    assert read_pdf(read, document) == expected(document)


def bookmarks(content: bytes) -> list[tuple[int, str, int]]:
    return list(outline(pypdf.PdfReader(io.BytesIO(content))))


def test_both_engines_put_headings_and_tables_on_the_same_pages() -> None:
    """Counted from the first page after cover and contents, before which WeasyPrint leaves one blank where it would be a left one."""
    document = sample_tree.document()
    (_, _, first), *_ = there = bookmarks(made(document))
    (_, _, other), *_ = here = bookmarks(pdf.write_pdf(document, LOOK))
    assert [(level, text, page - first) for level, text, page in there[1:]] == [
        (level, text, page - other) for level, text, page in here[1:]
    ]


def test_a_reader_shows_the_page_numbers_that_are_printed_and_no_page_is_blank() -> None:
    content = made(sample_tree.document())
    read = pdfplumber.open(io.BytesIO(content)).pages
    printed = [re.findall(r"— (\d+) —", page.extract_text() or "") for page in read]
    labels = pypdf.PdfReader(io.BytesIO(content)).page_labels
    assert [found[-1] for found in printed if found] == labels[-len([found for found in printed if found]) :]
    assert labels.count("1") == 1 or printed[0] == []
    assert all(page.chars for page in read)


@pytest.mark.parametrize("length", range(13, 26))
def test_a_long_name_leaves_no_character_alone_on_cover_part_page_or_in_the_contents(length: int) -> None:
    name = "清溪县人民政府石泉街道办事处综合行政执法队和退役军人服务中心"[:length]
    part = f"第一部分　{name}概况"
    blocks = (
        Cover((name, "2021年度部门决算")),
        Contents("目录", (Entry(1, part, "p"),)),
        Heading(1, "第一部分", (Run(f"　{name}概况"),), "p"),
        Paragraph((Run("甲"),)),
    )
    whole = replace(sample_tree.document(), blocks=blocks)
    cover, contents, heading, _ = pages(whole)
    if length in (15, 25):
        other = pdfplumber.open(io.BytesIO(pdf.write_pdf(whole, LOOK))).pages
        assert [line for page in other[:1] + other[-2:-1] for line in text_lines(page) if 0 < len(squeeze(line)) < 5] == []
    for page in (cover, heading):
        told = [squeeze(line) for line in text_lines(page)]
        assert "".join(told).startswith(squeeze(name if page is cover else part))
        assert all(len(line) > 4 for line in told if line), told
    assert [line for line in text_lines(contents) if "第一部分" in line and line.rstrip().endswith("1")]


def test_the_file_says_that_it_is_accessible_and_for_archives() -> None:
    told = made(sample_tree.document()).decode("latin-1")
    assert "pdfuaid:part" in told and "pdfaid:part" in told


def test_headings_that_leave_out_levels_are_still_accessible() -> None:
    headings = (Heading(n, "", (Run(f"{n}级"),), f"h{n}") for n in (3, 2, 4, 1, 4))
    content = made(replace(sample_tree.document(), blocks=tuple(headings)))
    assert [level for level, _, _ in bookmarks(content)] == [1, 2, 3, 1, 2]


def tagged(page: pdfplumber.page.Page) -> Iterator[dict[str, Any]]:
    stack = list(page.structure_tree)
    while stack:
        element = stack.pop()
        stack += element.get("children", [])
        yield element


def test_tables_are_tagged_with_heads_and_repeated_heads_are_not_read_again() -> None:
    table = sample_tree.long_table()
    read = pages(replace(sample_tree.document(), blocks=(sample_tree.part("", "部门决算表", "p"), table)))
    bearing = [page for page in read if "科目名称" in squeeze("".join(text_lines(page)))]
    heads = [sum(element["type"] == "TH" for element in tagged(page)) for page in bearing]
    assert heads == [sum(len(row.cells) for row in table.head)] + [0] * (len(bearing) - 1)


def scored(rows: int) -> Table:
    """A table without a head, such as the 自评表, with a row of titles in its midst."""
    titles = Row((Cell("绩效指标", bold=True, rowspan=rows + 1), Cell("名称", bold=True), Cell("得分", bold=True)))
    top = Row((Cell("部门名称", bold=True), Cell("甲", colspan=2)))
    body = (top, titles, *(Row((Cell(f"指标{n}"), Cell(str(n)))) for n in range(rows)))
    return Table("自评表", "", "", "", "", (1, 1, 1), (), body, anchor="s")


@pytest.mark.parametrize("rows", [3, 100])
def test_the_heads_of_a_table_without_head_rows_are_tagged_with_their_scope(rows: int) -> None:
    document = replace(sample_tree.document(), blocks=(sample_tree.long_table(), scored(rows)))
    content = made(document)
    reader = pypdf.PdfReader(io.BytesIO(content), strict=True)
    scopes = []
    for number in range(1, int(reader.trailer["/Size"])):
        element = reader.get_object(number)
        if isinstance(element, dict) and element.get("/S") == "/TH":
            scopes += [entry["/Scope"] for entry in element["/A"] if "/Scope" in entry and "/Headers" not in entry]
    assert sorted(scopes) == ["/Column"] * 2 + ["/Row"] * 2, "名称、得分；部门名称、绩效指标"
    text = squeeze("".join(page.extract_text() for page in pdfplumber.open(io.BytesIO(content)).pages))
    assert "部门名称" in text and f"指标{rows - 1}" in text


@pytest.mark.parametrize(("table", "head"), [(sample_tree.long_table(), "本年支出合计"), (scored(100), "绩效指标名称得分")])
def test_a_table_that_goes_on_says_so_and_repeats_its_head(table: Table, head: str) -> None:
    first, *others = (squeeze("".join(text_lines(page))) for page in pages(replace(sample_tree.document(), blocks=(table,))))
    assert len(others) > 1 and "续表" not in first and head in first
    assert [text for text in others if not text.startswith("续表") or head not in text[: len(head) + 30]] == []


def test_a_table_that_goes_on_is_read_back_as_one(tmp_path: Path) -> None:
    (tmp_path / "甲.pdf").write_bytes(made(replace(sample_tree.document(), blocks=(scored(100),))))
    (grid,) = (block for block in read_blocks(tmp_path / "甲.pdf") if isinstance(block, Grid))
    assert [[piece.text for piece in row][1:] for row in grid.rows[2:]] == [[f"指标{n}", str(n)] for n in range(100)]


def test_a_changed_look_changes_the_page(tmp_path: Path) -> None:
    look = shutil.copytree(LOOK, tmp_path / "look")
    style = look / "page.typ"
    style.write_text(style.read_text("utf-8").replace("left: 28mm", "left: 40mm"), "utf-8")
    before, after = (pages(sample_tree.document(), each)[-1].chars[0]["x0"] for each in (LOOK, look))
    assert after == pytest.approx(before + 12 * MM, abs=0.1)


def test_a_broken_look_is_told_with_its_line(tmp_path: Path) -> None:
    look = shutil.copytree(LOOK, tmp_path / "look")
    with (look / "page.typ").open("a", encoding="utf-8") as style:
        style.write("\n#no-such-name\n")
    with pytest.raises(TemplateError, match=r"page\.typ:\d+:1: [\s\S]*请改正它[\s\S]*no-such-name") as caught:
        typst.write_pdf(sample_tree.document(), look)
    assert "unknown font" not in str(caught.value)


EXAMPLE = next((LOOK.parents[1] / "data").rglob("2021.yaml"))


def built(folder: Path, *options: str) -> bytes:
    assert main(["build", str(EXAMPLE), "--to", "pdf", "--output", str(folder), "--draft", *options]) in (0, 1)
    (file,) = folder.rglob("*.pdf")
    return file.read_bytes()


def maker(content: bytes) -> str:
    return str(pypdf.PdfReader(io.BytesIO(content)).metadata)


def test_the_command_takes_either_engine(tmp_path: Path) -> None:
    assert "Typst" in maker(built(tmp_path / "typst", "--pdf-engine", "typst"))
    assert "WeasyPrint" in maker(built(tmp_path / "weasyprint", "--pdf-engine", "weasyprint"))
    assert "Typst" in maker(built(tmp_path / "usual"))


def test_an_office_with_a_style_sheet_of_its_own_gets_its_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "templates" / "look"
    own.mkdir(parents=True)
    shutil.copy(LOOK / "page.css", own)
    monkeypatch.chdir(tmp_path)
    assert "WeasyPrint" in maker(built(tmp_path / "甲"))
    shutil.copy(LOOK / "page.typ", own)
    assert "Typst" in maker(built(tmp_path / "乙"))


def test_without_pango_the_command_takes_typst_and_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(document: Document, look: Path) -> bytes:
        raise PdfUnavailable

    monkeypatch.setattr(pdf, "write_pdf", refuse)
    assert "Typst" in maker(built(tmp_path, "--pdf-engine", "weasyprint"))
    assert "改用 Typst" in capsys.readouterr().err


def test_rows_that_are_not_measured_are_as_high_as_measured_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each column repeats one letter more and more often, from what fits on a line to what does not."""
    letters = ("字", "W", "%", "—", "…", "“", "Ǽ")
    body = tuple(Row(tuple(Cell(letter * n, bold=n % 2 > 0) for letter in letters)) for n in range(1, 40))
    table = Table("表", "", "", "", "", (1,) * len(letters), (), body)
    document = replace(sample_tree.document(), blocks=(table, *sample_tree.document().blocks))
    assert 3 < len(one_line(table, size(table))) < len(body)
    quick = made(document)
    monkeypatch.setattr(typst_data, "one_line", lambda table, size: set())
    assert made(document) == quick
