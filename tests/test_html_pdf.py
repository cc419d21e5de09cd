"""The HTML page and the PDF: same text as the tree, accessible, laid out as a government document."""

import io
import re
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import lxml.html
import pdfplumber
import pypdf
import pytest
from pdfplumber.page import Page

from generator.disclosure.fingerprint import fingerprints
from generator.document.tree import Cell, Contents, Document, Heading, Paragraph, Row, Run, Table, lines
from generator.model.catalogue import load_catalogue
from generator.model.explain import explain_line, explain_tree
from generator.model.figure import Figure, add, ratio, subtract
from generator.source.place import Place
from generator.writers import fonts, pdf, typst
from generator.writers.html import write_html
from generator.writers.html_table import WIDTHS
from generator.writers.pdf import PdfUnavailable, PdfWarning
from tests import sample_tree

LOOK = Path(__file__).resolve().parents[1] / "templates" / "look"
HOSTILE = """<script>alert("1")</script> & &amp; ' " </td></table> <!-- ]]> {{ 支出.合计 }} \\n %s"""
BASIC = Figure("支出.基本支出", Decimal("2590.81"), place=Place("data/示例市/2021.yaml", 38, 11))
PROJECT = Figure("支出.项目支出", Decimal("2516.72"), place=Place("data/示例市/2021.yaml", 39, 11))
TOTAL = add("支出.合计", (BASIC, PROJECT))
SHARE = ratio("占", BASIC, TOTAL)
MM = 72 / 25.4


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def expected(document: Document) -> str:
    return squeeze("".join(lines(document)))


def sourced(document: Document) -> Document:
    """The document with a formula behind every second figure and a place behind the others."""
    cycle = iter(range(10**6))

    def figure(old: Figure | None) -> Figure | None:
        return old and (SHARE if next(cycle) % 2 else replace(old, place=Place("data/示例市/2021.yaml", 7, 3)))

    def row(old: Row) -> Row:
        return Row(tuple(replace(cell, figure=figure(cell.figure)) for cell in old.cells))

    def runs(old: tuple[Run, ...]) -> tuple[Run, ...]:
        return tuple(replace(run, figure=figure(run.figure)) for run in old)

    blocks = []
    for block in document.blocks:
        match block:
            case Table():
                block = replace(block, body=tuple(map(row, block.body)))
            case Paragraph() | Heading():
                block = replace(block, runs=runs(block.runs))
        blocks.append(block)
    return replace(document, blocks=tuple(blocks))


# ---- 网页


def parsed(document: Document) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(write_html(document, LOOK).decode())


def read_html(page: lxml.html.HtmlElement) -> str:
    """What a visitor reads: cover, contents and main part."""
    parts = page.xpath("/html/body/*[self::header|self::nav|self::main]")
    return squeeze("".join(part.text_content() for part in parts))


@pytest.fixture(scope="module")
def page() -> lxml.html.HtmlElement:
    return parsed(sourced(sample_tree.document()))


def test_html_reads_as_the_tree(page: lxml.html.HtmlElement) -> None:
    assert read_html(page) == expected(sample_tree.document())


def test_html_tells_language_title_and_landmarks(page: lxml.html.HtmlElement) -> None:
    assert page.get("lang") == "zh-CN"
    assert page.findtext(".//title") == sample_tree.document().title
    assert [len(page.xpath(f"/html/body/{name}")) for name in ("header", "nav", "main", "aside")] == [1, 1, 1, 1]
    assert page.xpath("/html/body/*")[0].get("href") == "#" + page.xpath("/html/body/main")[0].get("id")


def test_every_link_leads_somewhere_on_the_page(page: lxml.html.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href.removeprefix("#") for href in page.xpath("//@href")} <= set(ids)


def test_contents_link_to_their_headings(page: lxml.html.HtmlElement) -> None:
    for link in page.xpath("//nav//a"):
        (target,) = page.xpath("//*[@id=$id]", id=link.get("href")[1:])
        assert squeeze(target.text_content()) == squeeze(link.text_content())
        assert re.fullmatch("h[23]", target.tag)


def test_html_loads_nothing_and_runs_nothing() -> None:
    source = write_html(sourced(sample_tree.document()), LOOK).decode()
    assert not re.search(r"<script|<link|<img|<iframe|\ssrc=|url\(|@import|\son\w+=|href=\"[^#]", source)


def test_headings_descend_one_level_at_a_time(page: lxml.html.HtmlElement) -> None:
    levels = [int(h.tag[1]) for h in page.xpath("//h1|//h2|//h3|//h4|//h5")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_captions_heads_and_scopes(page: lxml.html.HtmlElement) -> None:
    tables = [block for block in sample_tree.document().blocks if isinstance(block, Table)]
    for table, found in zip(tables, page.xpath("//table"), strict=True):
        assert squeeze(found.find("caption").text_content()).startswith(squeeze(table.title))
        assert len(found.xpath("thead[not(@class='frame')]/tr")) == len(table.head)
        assert not found.xpath("thead//td[normalize-space()]") and not found.xpath("//th[not(@scope)]")
        assert len(found.xpath("tbody/tr")) == len(table.body)


@pytest.mark.parametrize(("texts", "least"), [(("30101", "1.00"), 44), (("2013899", "1.00"), 58), (("30101", "1,123,456,789.90"), 66)])
def test_a_table_is_as_wide_as_its_codes_and_amounts_need(texts: tuple[str, str], least: int) -> None:
    code, amount = texts
    cells = (Cell(code), Cell("名称"), Cell(amount, BASIC, "right"))
    table = Table("小表", "", "", "", "", (6, 60, 11), (), (Row(cells),), sheet=True)
    (found,) = parsed(replace(sample_tree.document(), blocks=(table,))).xpath("//section/@class")
    assert found == f"table wide{least} sheet"


def test_every_width_of_a_table_is_known_to_the_style() -> None:
    style = (LOOK / "screen.css").read_text("utf-8")
    assert all(f".wide{width} {{ --wide: {width}rem }}" in style for width in WIDTHS)
    assert all(f"(max-width: {width - 0.1:.1f}rem) {{ .wide{width} caption::after" in style for width in WIDTHS)


def test_both_halves_of_the_totals_table_name_their_rows(page: lxml.html.HtmlElement) -> None:
    first = page.xpath("//table")[0].xpath("tbody/tr")[0]
    assert [cell.tag for cell in first] == ["th", "td", "td", "th", "td", "td"]


def test_every_printed_figure_explains_itself() -> None:
    document = sourced(sample_tree.document())
    page = parsed(document)
    links = page.xpath("//main//a")
    printed = list(figures(document))
    assert len(links) == len(printed) > 100
    for link, (text, figure) in zip(links, printed, strict=True):
        (target,) = page.xpath("//aside//li[@id=$id]", id=link.get("href")[1:])
        assert (link.text_content(), link.get("title")) == (text, explain_line(figure, public=True))
        assert target.text_content().startswith(explain_line(figure, public=True))
    told = {explain_line(figure) for _, figure in printed} | {explain_line(term) for term in (BASIC, PROJECT, TOTAL)}
    assert len(page.xpath("//aside//li")) == len(told)


def test_an_explanation_leads_on_to_the_figures_it_names_and_to_where_it_is_printed() -> None:
    runs = (Run("50.73%", SHARE), Run("，"), Run("2590.81万元", BASIC))
    heads = (Heading(2, "一、", (Run("结构"),), "a"), Paragraph(runs), Heading(2, "二、", (Run("支出"),), "b"), Paragraph((runs[2],)))
    page = parsed(replace(sample_tree.document(), blocks=heads))
    share, basic = page.xpath("//main//a/@href")[:2]
    told = page.xpath(f"//li[@id='{share[1:]}']")[0]
    assert told.xpath("a[1]")[0].get("href") == basic
    assert [link.text for link in told.xpath("a")] == ["支出.基本支出 2,590.81", "支出.合计 5,107.53", "关闭"]
    unprinted = page.xpath("//li[@id=$id]", id=told.xpath("a[2]/@href")[0][1:])[0]
    assert unprinted.text_content().startswith("支出.合计 5,107.53万元 = ") and not unprinted.xpath("span")
    where = page.xpath(f"//li[@id='{basic[1:]}']/span/a")
    assert [link.text for link in where] == ["一、结构", "二、支出"]
    assert [page.xpath("//*[@id=$id]", id=link.get("href")[1:])[0].text for link in where] == ["2590.81万元"] * 2


def test_a_public_page_says_what_a_figure_is_computed_from_but_not_where_it_was_written() -> None:
    named = replace(load_catalogue(2021), names={"2150501": "行政运行"})
    written = replace(BASIC, name="支出.2150501.基本支出")
    share = ratio("支出.2150501.基本支出占支出.合计", written, TOTAL)
    document = replace(
        sample_tree.document(),
        catalogue=named,
        blocks=(Paragraph((Run("2590.81万元", written), Run("50.73%", share))),),
    )
    open_page, inner = (write_html(document, LOOK, public).decode() for public in (True, False))
    assert "2021.yaml" in inner and "支出.2150501.基本支出 2,590.81万元，见" in inner
    assert ".yaml" not in open_page and len(open_page) < len(inner)
    text = lxml.html.document_fromstring(open_page).xpath("//aside")[0].text_content()
    name = "“2150501 行政运行”支出的基本支出"
    assert f"{name} 2,590.81万元，由部门填报" in text
    assert f"{name}占本年支出合计 50.73% = {name} 2,590.81 ÷ 本年支出合计 5,107.53" in text


def test_names_stay_in_sight_beside_amounts_and_their_heads_with_them(page: lxml.html.HtmlElement) -> None:
    sums, coded = page.xpath("//table")[:2]
    assert [cell.get("class") for cell in sums.xpath("tbody/tr[1]/*")] == ["name", "center", "right", "name", "center", "right"]
    stuck = [[cell.text for cell in row.xpath("*[contains(@class, 'name')]")] for row in coded.xpath("thead/tr|tbody/tr[1]")]
    assert stuck == [["项目"], ["科目名称"], ["栏次"], ["资源勘探工业信息等支出"]]
    widths = [block.widths for block in sample_tree.document().blocks if isinstance(block, Table)][1]
    assert set(coded.xpath("thead/tr/*[@colspan=2]/@style")) == {f"left:calc(var(--wide) * -{widths[0]} / {sum(widths)})"}


def figures(document: Document) -> Iterator[tuple[str, Figure]]:
    """Printed figures in reading order."""
    for block in document.blocks:
        pieces: list[object] = []
        if isinstance(block, Table):
            pieces = [cell for row in block.body for cell in row.cells]
        elif isinstance(block, Paragraph | Heading):
            pieces = list(block.runs)
        for piece in pieces:
            text, figure = getattr(piece, "text", ""), getattr(piece, "figure", None)
            if text and figure:
                yield text, figure


def test_a_figure_without_origin_is_no_link() -> None:
    assert not parsed(sample_tree.document()).xpath("//main//a")


def test_hostile_text_stays_text() -> None:
    document = hostile()
    page = parsed(document)
    assert read_html(page) == expected(document)
    assert not page.xpath("//script") and not page.xpath("//@*[starts-with(name(), 'on')]")
    assert page.findtext(".//title") == HOSTILE
    assert page.xpath("//main//a/@title")[0].startswith(HOSTILE)


def hostile() -> Document:
    """The sample with hostile text wherever text can be."""
    document = sample_tree.with_paragraph(HOSTILE)
    table = replace(
        sample_tree.attachment(), title=HOSTILE, number=HOSTILE, left=HOSTILE, notes=(HOSTILE,), anchor="hostile"
    )
    cells = tuple(replace(cell, text=HOSTILE) for cell in table.body[0].cells)
    figure = replace(BASIC, name=HOSTILE)
    blocks = (
        *document.blocks,
        Heading(2, "", (Run(HOSTILE),), "hostile-heading"),
        Paragraph((Run("1.00", figure), Run(HOSTILE))),
        replace(table, body=(Row(cells),)),
    )
    return replace(document, title=HOSTILE, department=HOSTILE, blocks=blocks)


def test_a_long_document_stays_under_1500_kilobytes() -> None:
    document = sourced(sample_tree.document())
    table = next(block for block in document.blocks if isinstance(block, Table) and block.landscape)
    filled = tuple(Row(tuple(replace(cell, text=cell.text or "1,234.56") for cell in row.cells)) for row in table.body)
    blocks = (replace(table, body=filled, anchor=f"x{n}") for n in range(2200 // (9 * len(filled)) + 1))
    assert len(write_html(replace(document, blocks=(*document.blocks, *blocks)), LOOK)) < 1_500_000


def test_text_colours_reach_contrast_aa() -> None:
    style = (LOOK / "screen.css").read_text("utf-8")
    darkest = min(map(luminance, re.findall(r"background: (#\w+)", style.replace("background: #b00000", ""))))
    for colour in re.findall(r"[{;] color: (#\w+)", style.replace("color: #fff;", "")):
        assert (darkest + 0.05) / (luminance(colour) + 0.05) >= 4.5, colour
    assert 1.05 / (luminance("#b00000") + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """The relative luminance of #rgb or #rrggbb by WCAG."""
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    shares = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    red, green, blue = (s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_html_of_a_draft_says_so() -> None:
    assert "草稿" not in write_html(sample_tree.document(), LOOK).decode()
    page = parsed(sample_tree.document(draft=True))
    assert page.xpath("//body/p[@class='draft']")[0].text == "草稿"
    assert read_html(page) == expected(sample_tree.document())


# ---- PDF


Write = Callable[[Document, Path], bytes]
Made = Callable[[Document], bytes]
ENGINES: dict[str, Write] = {"weasyprint": pdf.write_pdf, "typst": typst.write_pdf}


@pytest.fixture(scope="module", params=ENGINES)
def write(request: pytest.FixtureRequest) -> Write:
    """Either engine."""
    return ENGINES[request.param]


@pytest.fixture(scope="module")
def made(write: Write) -> Made:
    """Makes the PDF of a document; any warning, such as a missing glyph, fails the test."""

    def make(document: Document) -> bytes:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PdfWarning)
            return write(document, LOOK)

    return make


@pytest.fixture(scope="module")
def content(made: Made) -> bytes:
    return made(sample_tree.document())


@pytest.fixture(scope="module")
def pages(content: bytes) -> list[Page]:
    return pdfplumber.open(io.BytesIO(content)).pages


@pytest.fixture(scope="module")
def reader(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


GROUPS = {"Document", "Part", "Sect", "Div", "NonStruct", "Table", "Caption", "THead", "TBody", "TFoot", "TR", "L"}


def tags(elements: list[dict[str, Any]]) -> Iterator[int]:
    """The marks of a page's tagged pieces as a screen reader comes to them; those of one cell or paragraph as drawn."""
    for element in elements:
        children = tags(element.get("children", []))
        inside = (*element.get("mcids", ()), *children)
        yield from inside if element["type"] in GROUPS else sorted(inside)


def reading_order(page: Page) -> list[dict[str, Any]]:
    """The characters in the order of the tags; one without, such as a leader dot, stays behind the one drawn before it."""
    order = {mark: place for place, mark in enumerate(tags(page.structure_tree))} if page.chars else {}
    places, last = [], -1
    for char in page.chars:
        last = order.get(char["mcid"], last)
        places.append(last)
    return [char for _, char in sorted(zip(places, page.chars, strict=True), key=lambda pair: pair[0])]


def text_lines(page: Page, margin: bool = False) -> list[str]:
    """The lines of the text area, or of the margins, in the order they are read."""
    landscape = page.width > page.height
    top, bottom = (28, 26) if landscape else (37, 35)
    chars = reading_order(page)
    inside = (c for c in chars if (top * MM <= c["top"] and c["bottom"] <= page.height - bottom * MM) != margin)
    return ["".join(c["text"] for c in line) for _, line in groupby(inside, key=lambda c: c["matrix"][5])]


def head_text(table: Table) -> str:
    return squeeze("".join(cell.text for row in table.head for cell in row.cells))


def read_pdf(pages: list[Page], document: Document) -> str:
    """The text without page numbers, leaders and repeated table heads."""
    wanted, got = expected(document), ""
    heads = [head_text(block) for block in document.blocks if isinstance(block, Table)]
    for page in pages:
        text = squeeze("".join(re.sub(r"\.{3,}\s*\d+$", "", line) for line in text_lines(page)))
        if not wanted.startswith(got + text):
            text = text.removeprefix("续表")
            text = next((text.removeprefix(head) for head in heads if head and text.startswith(head)), text)
        got += text
    return got


def first_body_page(pages: list[Page]) -> int:
    return next(n for n, page in enumerate(pages) if "—1—" in squeeze("".join(text_lines(page, margin=True))))


def test_pdf_reads_as_the_tree(pages: list[Page]) -> None:
    assert read_pdf(pages, sample_tree.document()) == expected(sample_tree.document())


def test_pdf_of_hostile_text_reads_as_the_tree(made: Made) -> None:
    document = hostile()
    read = pdfplumber.open(io.BytesIO(made(document))).pages
    assert read_pdf(read, document) == expected(document)


def test_pdf_is_tagged_and_described(reader: pypdf.PdfReader) -> None:
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/Lang"] == "zh-CN"
    assert catalog["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in catalog
    assert b"pdfuaid:part" in catalog["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == sample_tree.document().title
    dates = {reader.metadata.get(key, "D:20211231")[:10] for key in ("/CreationDate", "/ModDate")}
    assert dates == {"D:20211231"}  # 不写生成的时间:没有日期,或者是年度的末日


def outline(reader: pypdf.PdfReader) -> Iterator[tuple[int, str, int]]:
    """Level, title and page index of every bookmark."""

    def walk(items: Any, level: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, level + 1)
            else:
                yield level, squeeze(item.title), reader.get_destination_page_number(item) or 0

    return walk(reader.outline, 1)


def test_bookmarks_are_the_headings_and_tables(reader: pypdf.PdfReader) -> None:
    wanted = []
    for block in sample_tree.document().blocks:
        match block:
            case Contents(title=title):
                wanted.append((1, squeeze(title)))
            case Heading(level=level):
                wanted.append((level, squeeze(block.text)))
            case Table(title=title):
                wanted.append((2, squeeze(title)))
    assert [(level, title) for level, title, _ in outline(reader)] == wanted


def test_contents_print_the_page_of_each_heading(pages: list[Page], reader: pypdf.PdfReader) -> None:
    first = first_body_page(pages)
    starts = {title: page - first + 1 for _, title, page in outline(reader)}
    printed = [re.fullmatch(r"(.*?)\.{3,}\s*(\d+)", line) for page in pages[:first] for line in text_lines(page)]
    found = {squeeze(line[1]): int(line[2]) for line in printed if line}
    (contents,) = (block for block in sample_tree.document().blocks if isinstance(block, Contents))
    assert list(found) == [squeeze(entry.text) for entry in contents.entries]
    assert found == {title: starts[title] for title in found}


def test_page_numbers_stand_outside_and_start_with_the_body(pages: list[Page]) -> None:
    first = first_body_page(pages)
    assert first % 2 == 0, "正文第一页应在右手页"
    assert not any(text_lines(page, margin=True) for page in pages[:first])
    for number, page in enumerate(pages[first:], 1):
        (mark,) = text_lines(page, margin=True)
        assert squeeze(mark) == f"—{number}—"
        middle = next(c["x0"] for c in page.chars if c["text"] == "—" and c["bottom"] > page.height - 35 * MM)
        assert (middle > page.width / 2) == (number % 2 == 1)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_body_starts_with_page_one_behind_any_front_without_an_empty_page(engine: str) -> None:
    document = sample_tree.document()
    bare = replace(document, blocks=tuple(block for block in document.blocks if not isinstance(block, Contents)))
    read = pdfplumber.open(io.BytesIO(ENGINES[engine](bare, LOOK))).pages
    assert all(page.chars for page in read[:3]) and first_body_page(read) == 1
    for number, page in enumerate(read[1:], 1):
        middle = next(c["x0"] for c in page.chars if c["text"] == "—" and c["bottom"] > page.height - 35 * MM)
        assert (middle > page.width / 2) == (number % 2 == 1), "单页在右，双页在左"


def test_a_stop_may_hang_over_the_edge_so_that_an_amount_stays_on_the_line(made: Made) -> None:
    text = "“三公”经费支出52.19万元，其中：公务接待费11.55万元，公务用车购置及运行维护费40.64万元。"
    read = pdfplumber.open(io.BytesIO(made(replace(sample_tree.document(), blocks=(Paragraph((Run(text),)),))))).pages
    assert text_lines(read[0])[0].endswith("公务接待费11.55万元，")


def test_the_last_paragraphs_of_a_part_stay_together(made: Made) -> None:
    """No page holds but the end of one paragraph; a long one may be broken all the same."""
    body = [Paragraph((Run(f"加强绩效目标的论证{n}。"),)) for n in range(21)]
    end = [Paragraph((Run("完善预算绩效管理制度，明确衡量办法，跟踪项目进度和目标实现情况，用数据说话。"),)) for _ in range(2)]
    document = replace(sample_tree.document(), blocks=(*body, *end))
    read = pdfplumber.open(io.BytesIO(made(document))).pages
    assert read_pdf(read, document) == expected(document)
    assert len(read) == 2 and "".join(text_lines(read[1])) == "".join(each.text for each in end)
    long = replace(document, blocks=(*body, Paragraph((Run("预算管理" * 80),))))
    assert len(text_lines(pdfplumber.open(io.BytesIO(made(long))).pages[0])) == 22


def test_landscape_tables_lie_on_landscape_pages(pages: list[Page]) -> None:
    tables = [block for block in sample_tree.document().blocks if isinstance(block, Table) and block.number]
    for table in tables:
        (page,) = (p for p in pages if table.number in text_lines(p))
        assert (page.width > page.height) == table.landscape, table.title
        assert (round(page.width / MM), round(page.height / MM)) in ((210, 297), (297, 210))


def test_a_long_table_repeats_its_head(pages: list[Page]) -> None:
    table = sample_tree.long_table()
    bearing = [page for page in pages if head_text(table) in squeeze("".join(text_lines(page)))]
    rows = [page for page in pages if re.search(r"21500\d\d", "".join(text_lines(page)))]
    assert len(rows) > 2 and bearing == rows


def test_a_table_stays_on_one_page_where_smaller_type_allows(made: Made) -> None:
    table = sample_tree.totals_table()
    longer = replace(table, body=table.body[:-1] + table.body[:10] + table.body[-1:], notes=("首注", "末注"))
    short = replace(sample_tree.document(), blocks=(longer,))
    (whole,) = pdfplumber.open(io.BytesIO(made(short))).pages
    assert text_lines(whole)[0] == table.title and text_lines(whole)[-1] == "末注"


def test_the_head_line_of_a_table_wraps_only_where_there_is_no_room(made: Made) -> None:
    name = "部门：清溪县人民政府石泉街道办事处综合行政执法队"
    table = replace(sample_tree.totals_table(), left=name)
    (page,) = pdfplumber.open(io.BytesIO(made(replace(sample_tree.document(), blocks=(table,))))).pages
    tops = {word["text"]: word["top"] for word in page.extract_words() if word["text"] in (name, table.middle, table.right)}
    assert len(tops) == 3 and max(tops.values()) - min(tops.values()) < 2


def test_no_line_begins_with_a_stop(made: Made) -> None:
    """Whatever stands before the figure, so that its end comes to every place near the edge."""
    figure = Figure("甲", Decimal("12345.67"))
    runs = [(Run("收" * n), Run("12345.67", figure), Run("万元，其中98.4%；余下的")) for n in range(30)]
    text = [Paragraph((*each, Run("支" * 30))) for each in runs]
    read = pdfplumber.open(io.BytesIO(made(replace(sample_tree.document(), blocks=tuple(text))))).pages
    lines = [line.strip() for page in read for line in text_lines(page)]
    assert len([line for line in lines if "万元" in line]) >= 30
    assert [line for line in lines if line[:1] in "，；。"] == []


def test_neither_the_last_row_nor_a_note_stands_alone_on_a_page(made: Made) -> None:
    """By both engines, whatever the number of rows; one more moves the end of the table over the end of the page."""
    lines = [Row((Cell(f"{n}号"), Cell("甲"))) for n in range(100)]
    end = Row((Cell("合计"), Cell("乙")))
    tables = [
        Table("长表", "", "", "", "", (1, 1), (), (*lines[:length], end), ("表注",), anchor=f"t{length}", sheet=True)
        for length in range(78, 86)
    ]
    document = replace(sample_tree.document(), blocks=tuple(tables))
    read = pdfplumber.open(io.BytesIO(made(document))).pages
    ends = [text for page in read if "合计" in (text := "".join(text_lines(page))) or "表注" in text]
    assert len(ends) == len(tables) and len(read) > len(tables)
    assert [text for text in ends if "合计" not in text or "号" not in text.partition("合计")[0]] == []


def test_a_cell_over_many_rows_is_ruled_at_each_end_of_a_page(made: Made) -> None:
    rows = [Row((Cell(str(n)), Cell("甲"))) for n in range(90)]
    spanning = Row((Cell("总", rowspan=90), *rows[0].cells))
    table = Table("长表", "", "", "", "", (1, 1, 1), (), (spanning, *rows[1:]), anchor="long")
    read = pdfplumber.open(io.BytesIO(made(replace(sample_tree.document(), blocks=(table,))))).pages
    assert len(read) > 1
    for page in read:
        across = [edge for edge in page.edges if edge["width"] > 100 and edge["x0"] < 29 * MM]
        down = [edge for edge in page.edges if edge["height"] > 10 and edge["x0"] < 29 * MM]
        assert max(e["bottom"] for e in across) == pytest.approx(max(e["bottom"] for e in down), abs=1)
        assert min(e["top"] for e in across) == pytest.approx(min(e["top"] for e in down), abs=1)


def test_a_row_taller_than_a_page_loses_nothing(made: Made) -> None:
    rows = (
        Row((Cell("首"), Cell("预算管理" * 900))),
        Row((Cell("跨" * 1500, rowspan=2), Cell("乙"))),
        Row((Cell("末"),)),
    )
    table = Table("长行", "", "", "", "", (1, 1), (Row((Cell("甲"), Cell("乙"))),), rows, anchor="tall")
    read = pdfplumber.open(io.BytesIO(made(replace(sample_tree.document(), blocks=(table,))))).pages
    chars = [char for page in read for char in page.chars if char["bottom"] < page.height - 35 * MM]
    assert len(read) > 2
    assert [sum(char["text"] == wanted for char in chars) for wanted in "首预跨末"] == [1, 900, 1500, 1]


def test_long_addresses_stay_in_their_columns(made: Made) -> None:
    address = "http://www.example.gov.cn/" + "abcdefgh" * 30
    row = Row((Cell(address), Cell("乙")))
    table = Table("网址", "", "", "", "", (1, 4), (), (row,), anchor="address")
    document = replace(sample_tree.document(), blocks=(Paragraph((Run(f"见{address}。"),)), table))
    read = pdfplumber.open(io.BytesIO(made(document))).pages
    assert read_pdf(read, document) == expected(document)
    (edge,) = (char["x0"] for page in read for char in page.chars if char["text"] == "乙")
    small = [c for page in read for c in page.chars if c["text"].isascii() and c["size"] < 12]
    assert small and max(c["x1"] for c in small) < edge
    assert all(c["x1"] <= page.width - 26 * MM + 1 for page in read for c in page.chars)


def test_a_page_holds_22_lines_of_28_characters(made: Made) -> None:
    document = sample_tree.with_paragraph("预算管理" * 300)
    page = pdfplumber.open(io.BytesIO(made(document))).pages[-2]
    full = text_lines(page)
    assert len(full) == 22
    assert {len(line) for line in full} == {28}


def test_lines_of_a_paragraph_end_at_the_margin(made: Made) -> None:
    """Chinese with numbers and Latin, which leaves lines of unequal length, is set flush; digits are spread in the loosest lines only."""
    text = "本单位2021年度支出合计5107.53万元，其中GDP占“98.4%”；减少12.4万元，主要原因是厉行节约。" * 20
    read = pdfplumber.open(io.BytesIO(made(replace(sample_tree.document(), blocks=(Paragraph((Run(text),)),))))).pages
    drawn = [char for page in read for char in page.chars if char["bottom"] < page.height - 35 * MM]
    rows = [list(line) for _, line in groupby(drawn, key=lambda char: char["matrix"][5])][:-1]
    ends = [line[-1]["x1"] for line in rows if line[-1]["text"] not in "，。；”"]
    assert len(ends) > 10
    assert ends == pytest.approx([read[0].width - 26 * MM] * len(ends), abs=1)
    gaps = [b["x0"] - a["x1"] for line in rows for a, b in pairwise(line) if a["text"] == "1" and b["text"] == "0"]
    assert sorted(gaps)[len(gaps) * 3 // 4] < 0.1


def test_lines_break_where_chinese_allows(made: Made) -> None:
    """No line begins with a closing mark or ends with an opening one, and no number leaves its unit."""
    text = "（本年支出）合计5107.53万元，占“98.4%”；室温25℃，减少－0.5%。" * 60
    read = pdfplumber.open(io.BytesIO(made(sample_tree.with_paragraph(text)))).pages[-4:]
    prose = [line for page in read for line in text_lines(page) if "支出" in line]
    assert len(prose) > 40
    assert not [line for line in prose if line[0] in "，。；）”%℃万" or line[-1] in "（“"]
    assert not [line for line in prose if re.search(r"[\d.]$|万$", line)]


def test_a_unit_in_the_next_run_stays_with_its_number(made: Made) -> None:
    blocks = (Paragraph((Run("支" * n), Run("1,680.21", TOTAL), Run("万元支出较上年"))) for n in range(10, 30))
    document = replace(sample_tree.document(), blocks=tuple(blocks))
    read = pdfplumber.open(io.BytesIO(made(document))).pages
    assert read_pdf(read, document) == expected(document)
    assert not [line for page in read for line in text_lines(page) if line[0] in "万元" or line[-1].isdigit()]


def test_all_fonts_are_embedded(reader: pypdf.PdfReader) -> None:
    used: set[str] = set()
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
            used.add(str(font.get_object()["/BaseFont"]))
    assert len(used) >= 4


def test_a_character_that_no_font_has_is_an_error_that_names_it_and_its_place(write: Write) -> None:
    document = replace(
        sample_tree.document(),
        blocks=(Heading(2, "一、", (Run("部门职责"),), "h"), Paragraph((Run("管水\U000e1234无\U000e1234"),)), sample_tree.attachment()),
    )
    with pytest.raises(PdfUnavailable, match=r"U\+E1234.*“部门职责”的“管水.*里\n补救") as caught:
        write(document, LOOK)
    assert str(caught.value).count("U+E1234") == 1


def test_every_page_of_a_draft_says_so(made: Made, pages: list[Page]) -> None:
    read = pdfplumber.open(io.BytesIO(made(sample_tree.document(draft=True)))).pages
    assert all(squeeze(text_lines(page, margin=True)[0]) == "草稿" for page in read)
    assert read_pdf(read, sample_tree.document()) == expected(sample_tree.document())
    assert not any("草" in line for page in pages for line in text_lines(page, margin=True))


def test_the_same_input_gives_the_same_bytes(write: Write, content: bytes, tmp_path: Path) -> None:
    script = f"""
from pathlib import Path
from tests import sample_tree
from {write.__module__} import write_pdf
Path({str(tmp_path / "again.pdf")!r}).write_bytes(write_pdf(sample_tree.document(), Path({str(LOOK)!r})))
"""
    subprocess.run([sys.executable, "-c", script], check=True, cwd=LOOK.parents[1])
    assert (tmp_path / "again.pdf").read_bytes() == content


def test_without_pango_there_is_advice(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "weasyprint"
    package.mkdir()
    (package / "__init__.py").write_text("print('noise')\nraise OSError(\"cannot load library 'libpango-1.0-0'\")\n")
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(PdfUnavailable, match=r"Pango[\s\S]*apt install[\s\S]*DOCX，另存为 PDF"):
        pdf.write_pdf(sample_tree.document(), LOOK)
    assert capsys.readouterr() == ("", "")


# ---- 字体


def test_the_named_font_folder_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in fonts.FACES.values():
        (tmp_path / name).touch()
    monkeypatch.setenv("JUESUAN_FONTS", str(tmp_path))
    assert fonts.folder() == tmp_path and fonts.advice() == ""
    assert all((tmp_path / name).as_uri() in fonts.faces() for name in fonts.FACES.values())


def test_missing_fonts_are_a_warning_with_advice(write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "REPOSITORY", tmp_path)
    monkeypatch.setenv("JUESUAN_FONTS", str(tmp_path / "nowhere"))
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    with pytest.warns(PdfWarning, match="JUESUAN_FONTS"):
        written = write(sample_tree.document(), LOOK)
    assert written.startswith(b"%PDF")


def test_a_missing_subset_library_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("weasyprint")
    monkeypatch.setattr("weasyprint.text.ffi.harfbuzz_subset", None)
    with pytest.warns(PdfWarning, match="libharfbuzz-subset0"):
        pdf._load()


# ---- 说明


def test_an_authored_figure_names_its_place() -> None:
    assert explain_line(BASIC) == "支出.基本支出 2,590.81万元，见 data/示例市/2021.yaml:38:11"


def test_a_ratio_shows_both_terms() -> None:
    assert explain_line(SHARE) == "占 50.73% = 支出.基本支出 2,590.81 ÷ 支出.合计 5,107.53"


def test_a_difference_shows_a_minus() -> None:
    assert explain_line(subtract("增减额", PROJECT, BASIC)) == (
        "增减额 -74.09万元 = 支出.项目支出 2,516.72 − 支出.基本支出 2,590.81"
    )


def test_an_explanation_goes_down_to_the_files_and_repeats_no_branch() -> None:
    both = add("两次", (SHARE, SHARE))
    told = list(explain_tree(both))
    assert [len(line) - len(line.lstrip()) for line in told] == [0, 2, 4, 4, 6, 6, 2]
    assert {str(leaf.place) for leaf in both.leaves} == {line.split("见 ")[1] for line in told if "见 " in line}
    assert told[-1] == "  占 50.73%，算法同上"


def test_a_page_is_made_anew_where_a_figure_moves_that_only_explanations_name() -> None:
    moved = replace(PROJECT, place=Place("data/示例市/2021.yaml", 40, 11))
    shares = (SHARE, ratio("占", BASIC, add("支出.合计", (BASIC, moved))))
    kinds = ("docx", "html", "json", "xlsx")
    before, after = (
        fingerprints(replace(sample_tree.document(), blocks=(Paragraph((Run("50.73%", share),)),)), kinds) for share in shares
    )
    assert {kind for kind in kinds if before[kind] != after[kind]} == {"html"}
