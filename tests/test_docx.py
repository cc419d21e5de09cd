"""The DOCX writer: what Word, WPS and a reader of the file would notice."""

import re
import shutil
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pdfplumber
import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from generator.disclosure.render import render
from generator.document.tree import Cell, Contents, Document, Entry, Heading, Paragraph, Row, Run, Table, lines
from generator.source.template import TemplateError
from generator.writers.docx import write_docx
from generator.writers.typst import pages
from tests.sample_tree import document, long_table, wide_table, with_paragraph

ROOT = Path(__file__).parent.parent
LOOK = ROOT / "templates" / "look" / "reference.docx"
HOSTILE = "\x00\x0b\x1f<w:t>&amp;]]>\"'\ufffe\ud800“终”\x7f"


def written(tree: Document, look: Path = LOOK):
    """The tree as a file opened again."""
    return docx.Document(BytesIO(write_docx(tree, look)))


@pytest.fixture(scope="module")
def word():
    return written(document())


def squeezed(text: str) -> str:
    """Text without whitespace and without what XML cannot hold."""
    return re.sub(r"[\s\x00-\x1f\ud800\ufffe]", "", text)


def texts(body) -> str:
    """Every text of the body in order, page numbers in the contents left out."""
    found, page_number = [], False
    for node in body.iter(qn("w:t"), qn("w:instrText"), qn("w:fldChar")):
        if node.tag == qn("w:instrText"):
            page_number = "PAGEREF" in node.text
        elif node.tag == qn("w:fldChar"):
            page_number = page_number and node.get(qn("w:fldCharType")) != "end"
        elif not page_number:
            found.append(node.text or "")
    return squeezed("".join(found))


def expected(tree: Document) -> str:
    return squeezed("".join(lines(tree)))


def value(element, path: str) -> str:
    """The attribute at a path below an element, empty where there is none."""
    return "".join(element.xpath(f"string({path})"))


def tables(tree: Document) -> list[Table]:
    return [block for block in tree.blocks if isinstance(block, Table)]


def test_text_reads_back_to_the_character(word):
    assert texts(word.element.body) == expected(document())


def test_text_that_is_lost_would_be_noticed():
    word = written(document())
    first = next(word.element.body.iter(qn("w:tbl")))
    first.getparent().remove(first)
    assert texts(word.element.body) != expected(document())


@pytest.mark.parametrize("draft", [False, True])
def test_audit_finds_nothing(tmp_path, draft):
    path = tmp_path / "a.docx"
    path.write_bytes(write_docx(document(draft), LOOK))
    assert OpenXmlValidator().validate(path).errors == []


def test_same_input_gives_same_bytes():
    here = write_docx(document(), LOOK)
    script = (
        "import sys; from pathlib import Path; from tests.sample_tree import document;"
        "from generator.writers.docx import write_docx;"
        f"sys.stdout.buffer.write(write_docx(document(), Path({str(LOOK)!r})))"
    )
    other = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True)
    assert other.stdout == here
    with zipfile.ZipFile(BytesIO(here)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_dates_and_title_come_from_the_document(word):
    properties = word.core_properties
    assert (properties.created.year, properties.title) == (2021, document().title)
    assert properties.author == document().department


def test_rows_do_not_split_and_heads_repeat(word):
    for table, drawn in zip(tables(document()), word.tables, strict=True):
        rows = drawn._tbl.tr_lst
        assert all(row.xpath("w:trPr/w:cantSplit") for row in rows)
        heads = [bool(row.xpath("w:trPr/w:tblHeader")) for row in rows]
        assert heads == [True] * len(table.head) + [False] * (len(rows) - len(table.head))


def test_tables_fill_the_text_width_exactly(word):
    for table, drawn in zip(tables(document()), word.tables, strict=True):
        grid = [int(column.get(qn("w:w"))) for column in drawn._tbl.tblGrid.gridCol_lst]
        assert sum(grid) == int(value(drawn._tbl, "w:tblPr/w:tblW/@w:w")) == (12756 if table.landscape else 8845)
        assert value(drawn._tbl, "w:tblPr/w:tblLayout/@w:type") == "fixed"
        for row in drawn._tbl.tr_lst:
            assert sum(int(value(cell, "w:tcPr/w:tcW/@w:w")) for cell in row.tc_lst) == sum(grid)


def test_merged_cells_cover_what_the_tree_says(word):
    drawn = word.tables[2]
    assert drawn.cell(1, 1).text == drawn.cell(2, 1).text == "因公出国（境）费"
    assert [drawn.cell(1, column).text for column in (2, 3, 4)] == ["公务用车购置及运行费"] * 3
    assert [drawn.cell(2, column).text for column in (2, 3, 4)] == ["小计", "公务用车购置费", "公务用车运行费"]
    assert drawn.cell(4, 0)._tc is drawn.cell(5, 0)._tc
    assert [drawn.cell(5, column).text for column in (5, 6, 11)] == ["11.55", *["小于1㎡（约25℃）"] * 2]


def test_both_ways_merged_cell_leaves_the_rest_in_place(word):
    drawn = word.tables[3]
    assert {drawn.cell(row, column).text for row in (0, 1) for column in (0, 1)} == {"项目"}
    assert [drawn.cell(1, column).text for column in (2, 3, 4)] == ["小计", "基本支出", "项目支出"]


def test_numbers_stand_right_and_in_one_line(word):
    for table, drawn in zip(tables(document()), word.tables, strict=True):
        for row, tree_row in zip(drawn._tbl.tr_lst, (*table.head, *table.body), strict=False):
            own = [cell for cell in row.tc_lst if cell.vMerge != "continue"]
            for cell, tree_cell in zip(own, tree_row.cells, strict=True):
                assert (value(cell, "w:p/w:pPr/w:jc/@w:val") or "left") == tree_cell.align
                if tree_cell.figure:
                    size = width_of(tree_cell.text, value(cell, "w:p/w:pPr/w:pStyle/@w:val"))
                    assert size <= int(value(cell, "w:tcPr/w:tcW/@w:w"))


def width_of(text: str, style: str) -> int:
    """The width in twips of digits in a table style."""
    return len(text) * {"表格文字": 105, "表格小字": 90, "表格密字": 75}[style]


@pytest.mark.parametrize(("columns", "style"), [(6, "表格文字"), (12, "表格小字"), (16, "表格密字")])
def test_letters_shrink_as_columns_narrow(columns, style):
    row = Row(tuple(Cell("123,456.7", align="right") for _ in range(columns)))
    wide = replace(wide_table(), widths=(1,) * columns, head=(), body=(row,))
    drawn = written(replace(document(), blocks=(wide,))).tables[0]
    assert value(drawn._tbl, "w:tr[1]/w:tc[1]/w:p/w:pPr/w:pStyle/@w:val") == style


def sections(word) -> list[tuple[str, int]]:
    """Orientation and number of tables of each section."""
    counts = [0]
    for block in word.element.body:
        counts[-1] += block.tag == qn("w:tbl")
        counts += [0] * bool(block.xpath("w:pPr/w:sectPr"))
    return [(section.orientation.name, count) for section, count in zip(word.sections, counts, strict=True)]


def test_landscape_tables_have_landscape_sections(word):
    expected = [("PORTRAIT", 0), ("PORTRAIT", 1), ("LANDSCAPE", 2), ("PORTRAIT", 2)]
    assert sections(word) == expected
    assert all((s.page_width > s.page_height) == (s.orientation.name == "LANDSCAPE") for s in word.sections)


def test_a_document_may_end_in_a_landscape_table():
    whole = document()
    word = written(replace(whole, blocks=(*whole.blocks, long_table())))
    assert sections(word)[-2:] == [("PORTRAIT", 2), ("LANDSCAPE", 1)]


def test_page_numbers_begin_after_cover_and_contents(word):
    front, body, *later = (section._sectPr for section in word.sections)
    assert not front.xpath("w:footerReference|w:pgNumType")
    assert value(body, "w:pgNumType/@w:start") == "1"
    assert not any(section.xpath("w:footerReference|w:pgNumType") for section in later)
    assert word.settings.odd_and_even_pages_header_footer
    for footer, side in ((word.sections[1].footer, "right"), (word.sections[1].even_page_footer, "left")):
        assert footer.paragraphs[0].text == "— 1 —"
        assert footer._element.xpath("string(//w:instrText)") == " PAGE "
        assert value(footer._element, "w:p/w:pPr/w:jc/@w:val") == side


def test_only_a_draft_is_marked_and_on_every_page(word):
    assert not word.element.body.xpath("//w:headerReference")
    draft = written(document(draft=True))
    for section in draft.sections:
        assert not section.different_first_page_header_footer
        assert section.header.paragraphs[0].text == section.even_page_header.paragraphs[0].text == "草稿"


def test_contents_lead_to_their_headings(word):
    body = word.element.body
    entries = next(block.entries for block in document().blocks if isinstance(block, Contents))
    links = list(body.iter(qn("w:hyperlink")))
    for entry, link in zip(entries, links, strict=True):
        name = link.get(qn("w:anchor"))
        target = body.xpath(f"//w:bookmarkStart[@w:name='{name}']/..")
        assert ["".join(t.text for t in p.iter(qn("w:t"))) for p in target] == [entry.text]
        assert f"PAGEREF {name} " in "".join(code.text for code in link.iter(qn("w:instrText")))
    assert b"updateFields" not in zipped(write_docx(document(), LOOK), "word/settings.xml")


def zipped(package: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(package)) as entries:
        return entries.read(name)


def printed_pages(word) -> dict[str, int]:
    """Page numbers in the contents by text."""
    found = {}
    for link in word.element.body.iter(qn("w:hyperlink")):
        text, page = (link.xpath("w:r/w:t/text()")[index] for index in (0, -1))
        found[text] = int(page)
    return found


def test_pages_in_contents_follow_the_text(word):
    pages = list(printed_pages(word).values())
    assert pages[:5] == [1, 2, 3, 4, 5]
    assert all(before <= after for before, after in pairwise(pages))
    rows = 40
    longer = replace(document(), blocks=tuple(stretched(block, rows) for block in document().blocks))
    more = list(printed_pages(written(longer)).values())
    assert more[:5] == pages[:5]
    assert 2 <= more[5] - pages[5] <= 4
    assert {after - before for before, after in zip(pages[5:], more[5:], strict=True)} == {more[5] - pages[5]}


def test_a_lying_page_after_a_short_standing_one_is_counted():
    """The room left on a standing page is more than a whole lying page has."""
    small = Table("甲", "", "", "", "", (1, 1), (), (Row((Cell("乙"), Cell("1"))),), landscape=False, anchor="s", sheet=True)
    lying = [replace(small, landscape=n % 2 == 1, anchor=f"s{n}", title=f"第{n}表") for n in range(6)]
    entries = tuple(Entry(1, table.title, table.anchor) for table in lying)
    word = written(replace(document(), blocks=(Contents("目录", entries), *lying)))
    assert list(printed_pages(word).values()) == [1, 2, 3, 4, 5, 6]


def stretched(block, rows: int):
    """The long table with so many more rows; other blocks as they are."""
    is_long = isinstance(block, Table) and block.anchor == "t03"
    return replace(block, body=(*block.body, *block.body[:rows])) if is_long else block


def test_navigation_pane_shows_parts_headings_and_tables(word):
    outline = []
    for paragraph in word.paragraphs:
        level = value(paragraph.style.element, "w:pPr/w:outlineLvl/@w:val")
        if level:
            outline.append((int(level) + 1, squeezed(paragraph.text)))
    headings = [
        (
            block.level if isinstance(block, Heading) else 2,
            squeezed(block.text if isinstance(block, Heading) else block.title),
        )
        for block in document().blocks
        if isinstance(block, Heading | Table)
    ]
    assert outline == headings


def page_starts(word) -> list[str]:
    """Texts of the paragraphs that begin a page by themselves or by their style."""
    return [
        paragraph.text
        for paragraph in word.paragraphs
        if paragraph.paragraph_format.page_break_before or paragraph.style.paragraph_format.page_break_before
    ]


def test_parts_have_a_page_and_tables_after_tables_begin_one(word):
    starts = page_starts(word)
    parts = [block.text for block in document().blocks if isinstance(block, Heading) and block.level == 1]
    assert [text for text in starts if text in parts] == parts
    assert {"收入支出决算总表", "一般公共预算财政拨款“三公”经费支出决算表", "一、部门职责"} <= set(starts)
    assert "部门整体支出绩效目标表" not in starts


def test_every_style_used_names_its_chinese_font(word):
    used = {node.get(qn("w:val")) for node in word.element.body.iter(qn("w:pStyle"))}
    styles = {style.style_id: style for style in word.styles}
    assert used <= set(styles)
    assert {value(styles[name].element, "w:rPr/w:rFonts/@w:eastAsia") for name in used} == {
        "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体",
    }  # fmt: skip
    assert not any("Theme" in key for fonts in word.styles.element.iter(qn("w:rFonts")) for key in fonts.attrib)


def test_chinese_punctuation_is_drawn_with_the_chinese_font(word):
    for run in word.element.body.iter(qn("w:r")):
        text = "".join(run.xpath("w:t/text()"))
        if re.search(r"[“”‘’—…·①≥≤℃×±]", text):
            assert value(run, "w:rPr/w:rFonts/@w:hint") == "eastAsia", text


def test_figures_are_not_in_a_language_that_breaks_lines_between_digits(word):
    """The languages of text: Latin letters and digits are not Chinese text, which may break after any character."""
    languages = word.styles.element.xpath("//w:lang")
    assert languages
    for language in languages:
        assert (language.get(qn("w:val")), language.get(qn("w:eastAsia"))) == ("en-US", "zh-CN")


@pytest.mark.skipif(not shutil.which("soffice"), reason="没有 LibreOffice，不能看它怎样换行")
def test_no_figure_is_broken_over_two_lines(tmp_path):
    """In the widths of a line that differ by a quarter of a digit each, where figures end at every place near the edge."""
    text = [f"{'收' * 20}{'i' * n}支出 12,345,678.90 万元，{'支' * 40}" for n in range(32)]
    tree = document()
    tree = replace(tree, blocks=(*tree.blocks, *(Paragraph((Run(line),)) for line in text)))
    (tmp_path / "甲.docx").write_bytes(write_docx(tree, LOOK))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    order = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "甲.docx")]
    subprocess.run(order, check=True, capture_output=True)
    with pdfplumber.open(tmp_path / "甲.pdf") as pdf:
        printed = "\n".join(page.extract_text() for page in pdf.pages)
    assert printed.count("12,345,678.90") == len(text)


def test_hostile_text_survives_everywhere(tmp_path):
    table = replace(wide_table(), title=HOSTILE, number=HOSTILE, left=HOSTILE, notes=(HOSTILE,), anchor="")
    table = replace(table, body=(Row((Cell(HOSTILE),)),))
    tree = with_paragraph(HOSTILE)
    tree = replace(tree, title=HOSTILE * 20, department=HOSTILE, blocks=(*tree.blocks, table))
    path = tmp_path / "a.docx"
    path.write_bytes(write_docx(tree, LOOK))
    assert texts(docx.Document(str(path)).element.body) == expected(tree)
    assert OpenXmlValidator().validate(path).errors == []


def test_a_head_line_too_long_for_one_line_takes_two():
    table = replace(document().blocks[6], left="部门：" + "很长的名称" * 6)
    assert isinstance(table, Table)
    word = written(replace(document(), blocks=(table,)))
    heads = [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == "表首"]
    assert heads == [table.left, f"\t{table.middle}\t{table.right}"]


def test_an_officer_may_change_the_look(tmp_path):
    """Word renames style ids and may set other margins; names stay."""
    changed = docx.Document(str(LOOK))
    changed.styles["公文正文"].element.set(qn("w:styleId"), "a7")
    changed.sections[0].left_margin = changed.sections[0].right_margin
    path = tmp_path / "reference.docx"
    changed.save(str(path))
    word = written(document(), path)
    assert {p.style.style_id for p in word.paragraphs if p.text.startswith("2021年度支出合计")} == {"a7"}
    assert {word.sections[index].left_margin.twips for index in (0, 1, 3)} == {1474}
    assert sum(column.width.twips for column in word.tables[0].columns) == 8845 + 113


def test_a_look_without_a_style_is_refused_by_name(tmp_path):
    changed = docx.Document(str(LOOK))
    changed.styles["表题"].delete()
    path = tmp_path / "reference.docx"
    changed.save(str(path))
    with pytest.raises(TemplateError, match=r"reference\.docx.*缺少样式：表题"):
        write_docx(document(), path)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_clock_before_1980_changes_nothing(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = render(document(), (kind,))[0][kind]
    past = time.gmtime(0)
    monkeypatch.setattr(time, "localtime", lambda *_: past)
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert render(document(), (kind,))[0][kind] == before


def test_the_contents_name_the_pages_of_the_pdf_and_no_entry_takes_two_lines():
    """As rendered for an officer: the numbers are those of the PDF, the same on every machine."""
    long = Heading(2, "三、", (Run("一般公共预算财政拨款基本支出决算情况说明和“三公”经费支出决算情况说明"),), "long")
    tree = document()
    tree = replace(tree, blocks=(*tree.blocks, *(Paragraph((Run("预算管理" * 40),)) for _ in range(20)), long))
    contents = next(block for block in tree.blocks if isinstance(block, Contents))
    listed = replace(contents, entries=(*contents.entries, Entry(2, long.text, "long")))
    tree = replace(tree, blocks=tuple(listed if block is contents else block for block in tree.blocks))
    word = docx.Document(BytesIO(render(tree, ["docx"])[0]["docx"]))
    assert printed_pages(word) == {entry.text: pages(tree, LOOK.parent)[entry.anchor] for entry in listed.entries}
    (entry,) = (link for link in word.element.body.iter(qn("w:hyperlink")) if long.text in "".join(link.itertext()))
    size = int(value(entry, "w:r/w:rPr/w:sz/@w:val"))
    assert 14 < size < 28 and len(long.text) * size * 10 < 8845 - 560 - 600


def test_word_is_told_that_no_line_begins_with_a_unit():
    settings = zipped(write_docx(document(), LOOK), "word/settings.xml").decode()
    (before,) = re.findall(r'noLineBreaksBefore w:lang="zh-CN" w:val="([^"]+)"', settings)
    assert set("万亿元%，。；）”") <= set(before)


def test_a_small_table_between_sentences_stays_on_one_page(word):
    """Every row but the last is kept with the next; rows of a sheet are not."""
    for table, drawn in zip(tables(document()), word.tables, strict=True):
        kept = [bool(row.xpath("w:tc/w:p/w:pPr/w:keepNext")) for row in drawn._tbl.tr_lst[len(table.head) :]]
        if not table.sheet:
            assert kept == [True] * (len(kept) - 1) + [False]
        elif len(kept) > 3:
            assert not any(kept[:-2])


def test_the_last_paragraphs_of_a_part_stay_together() -> None:
    texts = ("跟踪项目进度。" * 6, "完善制度。", "用数据说话。" * 7)
    title = Heading(1, "第二部分　", (Run("说明"),), "2")
    blocks = (*(Paragraph((Run(text),)) for text in (*texts, "")), title, Paragraph((Run("说明如下。" * 60),)))
    word = written(replace(document(), blocks=blocks))
    kept = [(bool(p._p.xpath("w:pPr/w:keepNext")), bool(p._p.xpath("w:pPr/w:keepLines"))) for p in word.paragraphs if "。" in p.text]
    assert kept == [(True, True), (True, True), (True, True), (False, False)]
