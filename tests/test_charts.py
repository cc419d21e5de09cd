"""Charts beside the text: what each says, in every format, to those who see it and to those who do not."""

import io
import re
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pdfplumber
import pypdf
import pytest
from openxml_audit import OpenXmlValidator
from PIL import Image

from generator.authoring.imports.files import import_files
from generator.authoring.new.year import new_text
from generator.disclosure.fingerprint import fingerprints
from generator.disclosure.record import figures_of, pieces_of
from generator.disclosure.render import render
from generator.document.tree import Bar, Bars, Document, Picture, Run, lines
from generator.model.figure import Figure
from generator.published.audit import read_publication
from generator.writers import pdf
from generator.writers.chart import draw
from generator.writers.pdf import PdfWarning
from tests.factory import GOOD, Data, Made, changed, make, tables, text_of, with_facts
from tests.plaintext import text_of as plain_text
from tests.test_docx import texts as docx_text
from tests.test_html_pdf import expected, read_html, read_pdf
from tests.test_import import PLAIN

ROOT = Path(__file__).resolve().parents[1]
WANTED = {"图表": "是"}
YEAR = "2021年度"
CAPTIONS = [
    f"图1：{YEAR}收、支与上年的变化（单位：万元）",
    f"图2：{YEAR}支出决算结构（单位：万元）",
    f"图3：{YEAR}支出决算按功能分类的结构（单位：万元）",
    f"图4：{YEAR}财政拨款“三公”经费预算与决算对比（单位：万元）",
]
WAYS = (("docx", ""), ("html", ""), ("pdf", "weasyprint"), ("pdf", "typst"))


def document(changes: Data | None = None, base: Data = GOOD) -> Document:
    """The department's document with charts, free of errors."""
    department = make({**WANTED, **(changes or {})}, base=base)
    assert department.document is not None and not department.errors, department.errors
    return department.document


def pictures(tree: Document) -> list[Picture]:
    return [block for block in tree.blocks if isinstance(block, Picture)]


def captions(changes: Data | None = None) -> list[str]:
    return [picture.caption for picture in pictures(document(changes))]


@cache
def good() -> Document:
    return document()


@cache
def made(kind: str, engine: str) -> bytes:
    """The good department's file; any warning of the PDF fails the test."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", PdfWarning)
        contents, missing = render(good(), (kind,), engine or "weasyprint")
    assert not missing
    return contents[kind]


def test_each_chart_says_its_figures() -> None:
    told = [picture.alt for picture in pictures(good())]
    assert [alt.partition("，横条图。")[0] for alt in told] == CAPTIONS
    assert "收、支总计：上年 320.00，本年 340.90；" in told[0]
    assert "基本支出：212.74（66.9%）；项目支出：105.26（33.1%）" in told[1]
    assert "农林水支出：305.66（96.1%）" in told[2]
    assert "公务接待费：预算 3.00，决算 2.25" in told[3] and told[3].endswith("合计：预算 27.00，决算 25.95。")


def test_a_chart_prints_the_figures_of_the_tables() -> None:
    """Every amount drawn, where a table has it, is that of the table to the last digit."""
    in_tables = {
        cell.figure.name: cell.figure.value
        for table in tables(good()).values()
        for row in table.body
        for cell in row.cells
        if cell.figure
    }
    runs = [run for picture in pictures(good()) for group in picture.groups for bar in group.bars for run in bar.runs]
    drawn = [run for run in runs if run.figure and run.figure.name in in_tables]
    assert len(drawn) > 12
    for run in drawn:
        assert run.figure is not None
        assert Decimal(run.text) == in_tables[run.figure.name] == run.figure.value


def alternatives(kind: str, content: bytes) -> list[str]:
    """The alternative texts of the pictures of a file, in order."""
    if kind == "docx":
        shapes = docx.Document(io.BytesIO(content)).inline_shapes
        return [shape._inline.docPr.get("descr") for shape in shapes]
    if kind == "html":
        return list(map(str, lxml.html.document_fromstring(content.decode()).xpath("//main//img/@alt")))
    root: Any = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]
    return [element["/Alt"] for element in elements(root["/StructTreeRoot"]) if "/Alt" in element]


def elements(element: Any) -> Iterator[Any]:
    """The structure elements below one, in reading order."""
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object()
        if hasattr(child, "keys"):
            yield child
            yield from elements(child)


@pytest.mark.parametrize(("kind", "engine"), WAYS)
def test_those_who_cannot_see_are_told_the_same(kind: str, engine: str) -> None:
    assert alternatives(kind, made(kind, engine)) == [picture.alt for picture in pictures(good())]


@pytest.mark.parametrize(("kind", "engine"), WAYS)
def test_the_text_has_the_caption_and_nothing_else_of_a_chart(kind: str, engine: str) -> None:
    content = made(kind, engine)
    if kind == "docx":
        text = docx_text(docx.Document(io.BytesIO(content)).element.body)
    elif kind == "html":
        text = read_html(lxml.html.document_fromstring(content.decode()))
    else:
        text = read_pdf(pdfplumber.open(io.BytesIO(content)).pages, good())
    assert text == expected(good())
    assert [line for line in lines(good()) if line.startswith("图")] == CAPTIONS


def test_word_finds_a_picture_on_a_line_of_its_own_kept_with_its_caption(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(made("docx", ""))
    assert OpenXmlValidator().validate(path).errors == []
    word = docx.Document(str(path))
    bearing = [n for n, paragraph in enumerate(word.paragraphs) if paragraph._p.xpath(".//wp:inline")]
    assert [word.paragraphs[n + 1].text for n in bearing] == CAPTIONS
    assert all(word.paragraphs[n].paragraph_format.keep_with_next for n in bearing)
    assert {word.paragraphs[n + 1].style.name for n in bearing} == {"Caption"}
    assert all("SEQ 图" in "".join(word.paragraphs[n + 1]._p.xpath(".//w:instrText/text()")) for n in bearing)
    for shape, picture in zip(word.inline_shapes, pictures(good()), strict=True):
        with Image.open(io.BytesIO(draw(picture, "png"))) as image:
            assert shape.width / shape.height == pytest.approx(image.width / image.height, rel=0.01)
        section = word.sections[0]
        assert shape.width <= section.page_width - section.left_margin - section.right_margin


def test_the_workbook_has_none_of_it() -> None:
    without = make().document
    assert without is not None
    assert render(good(), ("xlsx",))[0] == render(without, ("xlsx",))[0]


# ---- 数变了,图跟着变


@pytest.mark.parametrize(
    ("key", "value", "printed", "touched"),
    [
        ("三公经费.公务接待费.决算", "1.15", "决算 1.15", [4]),
        ("三公经费.公务用车购置费.预算", "19", "预算 19.00", [4]),
        ("上年.收支总计.收入", "300.00", "上年 300.00", [1]),
        ("支出.2130305.项目支出", "90.16", "项目支出：100.26", [2, 3]),
    ],
)
def test_a_changed_figure_changes_the_charts_that_show_it(key: str, value: str, printed: str, touched: list[int]) -> None:
    before, after = pictures(good()), pictures(document({key: value, "三公经费.原因": "控制支出"}))
    differing = [n for n, pair in enumerate(zip(before, after, strict=True), 1) if pair[0].alt != pair[1].alt]
    assert set(touched) <= set(differing) and differing != [1, 2, 3, 4]
    assert any(printed in after[n - 1].alt for n in touched)
    for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
        assert (draw(old, "svg") != draw(new, "svg")) == (draw(old, "png") != draw(new, "png")) == (number in differing)


def test_a_correction_names_the_chart_and_every_format_but_the_workbook_is_made_again() -> None:
    other = document({"上年.收支总计.收入": "300.00"})
    old, new = ({piece.text for piece in pieces_of(tree)} for tree in (good(), other))
    assert [text for text in new - old if text.startswith("图1：") and "上年 300.00" in text]
    assert figures_of(good())["上年.收支总计.收入"] == "320万元"
    short, long = (Document("", "", 2021, (picture("1.00", amount),)) for amount in ("2.00", "3.00"))
    for kind in ("docx", "pdf", "html", "xlsx"):
        assert (fingerprints(short, (kind,)) != fingerprints(long, (kind,))) == (kind != "xlsx")


# ---- 没有数的图不印


def test_no_charts_unless_wanted() -> None:
    for wish in ({}, {"图表": "否"}):
        tree = make(wish).document
        assert tree is not None and not pictures(tree) and "图1" not in "".join(lines(tree))


def test_a_profile_may_want_charts_and_a_department_refuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    profile = tmp_path / "templates" / "本县" / "2021" / "profile.yaml"
    profile.parent.mkdir(parents=True)
    profile.write_text("基于: 湖南/2021\n图表: 是\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    for wish, number in (({}, 4), ({"图表": "否"}, 0)):
        tree = make({"版式": "本县/2021", **wish}).document
        assert tree is not None and len(pictures(tree)) == number


def test_a_chart_without_figures_is_left_out_and_the_others_counted_on() -> None:
    nothing = {part: {"预算": 0, "决算": 0, "上年": 0} for part in ("因公出国费", "公务用车购置费", "公务用车运行维护费", "公务接待费")}
    quiet = captions({"三公经费": nothing, "上年.三公经费": None})
    assert quiet == CAPTIONS[:3]
    first_year = captions({"上年": None})
    assert first_year == [f"图{n}：{caption[3:]}" for n, caption in enumerate(CAPTIONS[1:], 1)]


def test_a_row_with_an_unknown_figure_is_left_out() -> None:
    (first, *_) = pictures(document({"上年.一般公共预算": None}))
    assert [group.label for group in first.groups] == ["收、支总计", "财政拨款收、支总计"]


def test_an_unknown_chart_is_told(tmp_path: Path) -> None:
    department = make({**WANTED, "绩效自评.报告": ["@图 支出结构", "@图 收人结构"]})
    assert [(finding.code, "收人结构" in finding.message) for finding in department.errors] == [("A113", True)]


OWN = {
    "收入结构: 甲": "应当写成“键: 值”",
    "- 收入结构": "一幅一幅",
    "收入结构: {行: []}": "缺少：标题",
    "收入结构: {标题: 甲, 行: []}": "一行也没有",
    "收入结构: {标题: 甲, 行: [{名称: 乙}]}": "缺少：数",
    "收入结构: {标题: 甲, 行: [{名称: 乙, 数: [没有数]}]}": "里没有数",
    "收入结构: {标题: 甲, 行: [{名称: 乙, 数: ['{{ 收入.合计 }}']}]}": "值要写明种类",
    "收入结构: {标题: 甲, 行: [{名称: 乙, 数: ['{{ 收入.合记|额 }}']}]}": "是不是“收入.合计”",
    "收入结构: {标题: 甲, 行: [{各项: 收入.各项来源, 名称: 乙, 数: ['{{ 项|额 }}']}]}": "是不是“收入.各来源”",
    "收入结构: {标题: 甲, 行: [{各项: 收入.各来源, 名称: '{{ 项.名程|名 }}', 数: ['{{ 项|额 }}']}]}": "是不是“项.名称”",
}


@pytest.mark.parametrize("text", OWN)
def test_a_mistake_in_the_list_of_charts_is_told(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (finding,) = with_own_charts(text, tmp_path, monkeypatch).errors
    assert finding.code == "T101" and OWN[text] in finding.message
    assert [(place.file, place.line) for place in finding.places] == [("templates/本县/2021/图.yaml", 1)]


def test_the_chart_that_the_manual_adds_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (text,) = re.findall(r"^```yml\n(政府采购:.*?)^```", (ROOT / "docs" / "使用手册.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    own = with_own_charts(text, tmp_path, monkeypatch, "政府采购")
    assert own.document is not None
    _, added, *others = pictures(own.document)
    assert added.alt == f"图2：{YEAR}政府采购支出（单位：万元），横条图。货物：20.00；工程：50.00；服务：5.50。"
    assert [picture.caption[3:] for picture in others] == [caption[3:] for caption in CAPTIONS[1:]]


def with_own_charts(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str = "收入结构") -> Made:
    """The good department under a profile with this list of charts, one of them behind the income."""
    own = folder / "templates" / "本县" / "2021"
    (own / "3-情况说明").mkdir(parents=True)
    (own / "profile.yaml").write_text("基于: 湖南/2021\n图表: 是\n", "utf-8")
    (own / "图.yaml").write_text(text, "utf-8")
    (own / "3-情况说明" / "收入决算.j2").write_text(f"# 收入决算情况说明\n\n@图 {name}\n", "utf-8")
    monkeypatch.chdir(folder)
    return make({"版式": "本县/2021"})


def test_a_chart_that_says_nothing_is_left_out() -> None:
    """One bar of 100 %, or a row of zeros beside others; with a second source of income the chart is there."""
    assert "收入决算结构" not in "".join(captions())
    more = {"收入.2130305.其他收入": "5.00", "支出.2130305.项目支出": "100.16"}
    assert "收入决算结构" in "".join(captions(more))
    (*_, three) = pictures(good())
    assert "因公出国" not in three.alt and "公务接待费" in three.alt


# ---- 画得对不对


def picture(*texts: str) -> Picture:
    """A picture of our own, a label for each amount."""
    bars = [(Bar((Run(text, Figure("甲", Decimal(text))),), Decimal(text)),) for text in texts]
    return Picture("图1：甲", tuple(Bars(f"第{n}项", bar) for n, bar in enumerate(bars, 1)))


def silent(*groups: tuple[int, ...]) -> Picture:
    """A picture without a text, so that all that is drawn is bars."""
    return Picture("", tuple(Bars("", tuple(Bar((), Decimal(length)) for length in lengths)) for lengths in groups))


def rows_of(chart: Picture) -> list[list[int]]:
    """The picture in grey, row by row from above, 0 for black."""
    with Image.open(io.BytesIO(draw(chart, "png"))) as image:
        grey = image.convert("L")
    dots = grey.tobytes()
    return [list(dots[at : at + grey.width]) for at in range(0, len(dots), grey.width)]


def test_bars_are_as_long_as_their_figures_and_negative_ones_go_left() -> None:
    spans = []
    for row in rows_of(silent((100,), (50,), (0,), (-25,))):
        dark = [x for x, grey in enumerate(row) if grey < 110]
        if dark:  # 上下边上半个点不算
            spans.append((dark[0], dark[-1]))
    zero = min(spans, key=lambda span: span[1] - span[0])[0]
    reach = {round((end if end > zero + 9 else start) - zero, -1) for start, end in spans}
    whole = max(reach)
    assert sorted(round(100 * each / whole) for each in reach) == [-25, 0, 50, 100]


def test_the_first_of_two_bars_differs_from_the_second_without_colour() -> None:
    rows = rows_of(silent((9, 9)))
    light = [sum(row[400:800]) / 400 for row in rows]
    middle = len(rows) // 4
    assert max(light[middle : middle + 10]) > 170 and max(light[-middle - 10 : -middle]) < 90


def test_same_input_gives_same_bytes() -> None:
    script = (
        "import sys; from tests.test_charts import picture; from generator.writers.chart import draw;"
        "chart = picture('3.00', '0.00', '-1.00');"
        "sys.stdout.buffer.write(draw(chart, 'svg') + draw(chart, 'png'))"
    )
    draw(picture("1.00"), "svg")
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True)
    chart = picture("3.00", "0.00", "-1.00")
    svg, png = draw(chart, "svg"), draw(chart, "png")
    assert svg and png and run.stdout == svg + png


def test_letters_of_a_chart_are_shapes_and_hostile_ones_do_no_harm() -> None:
    label = "<b>&\"'$x^2$ \\n 其他支出㎡"
    hostile = Picture("图1：甲", (Bars(label, (Bar((Run("1.00"),), Decimal(1)),)),))
    source = draw(hostile, "svg").decode()
    assert "<text" not in source and "<image" not in source and "<b>" not in source


# ---- 读回来


@pytest.mark.parametrize(("kind", "engine"), [*WAYS, ("txt", "")])
def test_what_is_read_back_is_the_same_with_charts_and_without(kind: str, engine: str, tmp_path: Path) -> None:
    read = []
    for wish in ("否", "是"):
        tree = make({"图表": wish}, base=PLAIN).document
        assert tree is not None
        path = tmp_path / f"{wish}.{kind}"
        path.write_bytes(plain_text(tree).encode() if kind == "txt" else render(tree, (kind,), engine or "weasyprint")[0][kind])
        assert kind == "txt" or ("图4：" in "".join(lines(tree))) == (wish == "是")
        imported = import_files([path])
        rows = [line.partition("#")[0].rstrip() for line in imported.text.splitlines()]
        assert ("图表: 是" in rows) == (wish == "是")
        bare = [row for row in rows if row and not row.startswith("图表")]
        publication = read_publication(path)
        told = [line.text.text for line in publication.lines]
        read.append((bare, told, len(publication.sheets), publication.summary, imported.left))
    assert read[0] == read[1]


def test_charts_carry_over_to_the_next_year(tmp_path: Path) -> None:
    source = tmp_path / "2021.yaml"
    source.write_text(text_of(changed(WANTED)), "utf-8")
    assert "\n图表: 是\n" in new_text("示例县水务局", 2022, "湖南/2022", "2021.yaml", with_facts(source))


def test_every_chart_that_a_sentence_file_names_is_drawn_for_someone() -> None:
    named = {
        line.removeprefix("@图 ").strip()
        for path in (ROOT / "templates").rglob("*.j2")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("@图 ")
    }
    assert len(named) == len(CAPTIONS) + 1  # 收入只有一个来源，那幅图不印


def test_a_machine_without_typst_gets_the_other_formats_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    document = good()
    assert pictures(document)
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setattr(pdf, "_load", lambda: (_ for _ in ()).throw(pdf.PdfUnavailable()))
    contents, notes = render(document, ["docx", "pdf", "html", "xlsx"])
    assert sorted(contents) == ["docx", "html", "xlsx"]
    assert len(notes) == 2 and "配图没有画" in notes[0] and "本机没有 Typst" in notes[1]


def test_docx_holds_each_picture_once() -> None:
    with zipfile.ZipFile(io.BytesIO(made("docx", ""))) as package:
        assert len([name for name in package.namelist() if name.startswith("word/media/")]) == len(CAPTIONS)
