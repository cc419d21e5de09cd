"""Broken and hostile files: each gives a result or a Chinese message, soon and in little memory; what is left out is said."""

import resource
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from generator.checks.registry import run
from generator.published.audit import audited, read_publication
from generator.published.publication import Publication
from generator.readers import tables
from generator.readers.blocks import Cut, Paragraph, Piece, UnreadablePublication, up_to_most
from generator.readers.docx.numbers import numeral
from generator.readers.gap_columns import Span, align
from generator.readers.open import charset, read_blocks
from generator.readers.pdf.glyphs import Drawn, assembled
from generator.source.place import Place
from tests import raw_pdf
from tests.read_blocks import grids

HEAD = "某某市审计局2021年度部门决算\n三、支出决算情况说明\n"
SENTENCE = "本年支出合计120.50万元，其中：基本支出80.50万元，占66.8%；项目支出40.00万元，占33.2%。"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def written(folder: Path, name: str, content: bytes | str) -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def zipped(path: Path, parts: dict[str, str]) -> Path:
    """An office file of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def docx(folder: Path, body: str, numbering: str = "") -> Path:
    """A docx of a body, with lists."""
    parts = {"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'}
    if numbering:
        level = f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">{numbering}</w:lvl></w:abstractNum>'
        listed = f'{level}<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        parts["word/numbering.xml"] = f'<w:numbering xmlns:w="{W}">{listed}</w:numbering>'
    return zipped(folder / "公开.docx", parts)


def paragraph(text: str, properties: str = "", more: str = "") -> str:
    """A paragraph of a docx."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t>{more}</w:r></w:p>"


def figures(path: Path) -> int:
    """How many figures were seen, so that what is called well was read."""
    return read_publication(path).summary["figures"]


def codes(publication: Publication) -> set[str]:
    """The codes of what is found."""
    return {finding.code for finding in run(publication.report)}


LISTED = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'


@pytest.mark.parametrize("odd", ["²", "①", "9" * 5000, "-1", "", "1e9", "0x10"])
def test_an_attribute_that_is_no_number_harms_nothing(tmp_path, odd):
    spans = f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="{odd}"/></w:trPr>'
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{odd}"/></w:tcPr>{paragraph("甲")}</w:tc>'
    listed = f'<w:outlineLvl w:val="{odd}"/>' + LISTED.format(odd)
    body = paragraph(SENTENCE, listed) + f"{spans}{cell}{cell}</w:tr></w:tbl>" + paragraph("乙", LISTED.format(0))
    level = f'<w:start w:val="{odd}"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1、"/>'
    assert figures(docx(tmp_path, body, level)) == 5
    page = f'<html><body><ol start="{odd}"><li>{SENTENCE}</li></ol><table><tr><td colspan="{odd}">甲<td>乙</table></body></html>'
    assert figures(written(tmp_path, "公开.html", page)) == 5


@pytest.mark.parametrize("code", ["ZZZZ", "110000", "D800", "0000", "²", ""])
def test_a_symbol_that_is_no_character_is_nothing(tmp_path, code):
    path = docx(tmp_path, paragraph(SENTENCE, more=f'<w:sym w:char="{code}"/>'))
    assert figures(path) == 5


@pytest.mark.parametrize("name", ["undefined", "idna", "punycode", "unicode_escape", "rot13", "没有", "utf-8"])
def test_a_page_is_read_whatever_encoding_it_declares(tmp_path, name):
    page = f'<html><head><meta charset="{name}"></head><body><p>{SENTENCE}</p></body></html>'
    assert figures(written(tmp_path, "公开.html", page)) == 5
    assert charset(b"<meta charset=gb2312>") == "gb18030"


@pytest.mark.parametrize("digits", [28, 400, 2000])
def test_a_number_too_long_for_an_amount_is_told_and_not_reckoned_with(tmp_path, digits):
    text = f"{HEAD}{SENTENCE}\n本年收入合计{'9' * digits}.10万元，其中：财政拨款收入1.{'3' * digits}万元。"
    publication = read_publication(written(tmp_path, "公开.txt", text))
    assert publication.summary["figures"] == 5
    told = [finding for finding in run(publication.report) if finding.code == "W622"]
    assert len(told) == 2
    assert all(len(finding.message) < 100 for finding in told)


def test_sums_of_the_largest_amounts_are_reckoned_with(tmp_path):
    parts = "、".join(["999999999999999.999999999999万元"] * 9)
    text = f"{HEAD}本年支出合计999999999999999.999999999999万元，其中：{parts}。"
    assert figures(written(tmp_path, "公开.txt", text)) == 10


def test_text_of_no_width_keeps_its_column():
    row = [Span(Piece(text, Place("公开.pdf", 1, 1)), x, x) for text, x in (("甲", 10), ("乙", 50))]
    wide = [Span(piece.piece, piece.x0, piece.x1 + 1) for piece in row]
    assert [[piece.text for piece in cells] for cells in align([wide, wide])] == [["甲", "乙"]] * 2


def test_glyphs_of_no_width_in_a_table_without_rules_are_read(tmp_path):
    flat = b"".join(raw_pdf.text(60 + 200 * c, 700 - 30 * r, "甲", 0) for r in range(4) for c in range(3))
    prose = b"".join(raw_pdf.text(60, 780 - 20 * n, SENTENCE[20 * n : 20 * n + 20]) for n in range(3))
    assert figures(written(tmp_path, "公开.pdf", raw_pdf.pdf([prose + flat]))) > 0


@pytest.mark.parametrize("far", [float("inf"), float("-inf"), float("nan"), 1e30])
def test_boxes_without_end_are_left_out(far):
    near = (10.0, 10.0, 20.0, 20.0)
    chars = [("甲", 0, near), ("乙", 0, (0.0, 0.0, far, 10.0))]
    page = assembled(1, (0.0, 0.0, far, 842.0), chars, Drawn([(0.0, far, 100.0, far), (0.0, 50.0, 100.0, 50.0)]))
    assert [glyph.text for glyph in page.glyphs] == ["甲"]
    assert (page.width, len(page.rules)) == (5950, 1)


@pytest.mark.parametrize("form", ["upperRoman", "lowerLetter", "decimal", "chineseCounting"])
def test_a_list_that_starts_far_up_has_short_numbers(form):
    assert len(numeral(99_999_999, form)) < 20
    assert numeral(3, "upperRoman") == "III"


def test_a_number_form_as_long_as_a_book_is_refused(tmp_path):
    level = f'<w:numFmt w:val="decimal"/><w:lvlText w:val="{"%1甲" * 500}"/>'
    with pytest.raises(UnreadablePublication, match="自动编号有 1500 个字长"):
        read_blocks(docx(tmp_path, paragraph(SENTENCE, LISTED.format(0)), level))


def test_columns_and_rows_beyond_any_table_are_cut_and_told(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MOST_CELLS", 2000)
    wide = "\t".join(["1.00"] * 300)
    publication = read_publication(written(tmp_path, "公开.txt", f"{HEAD}{SENTENCE}\n" + f"{wide}\n" * 30))
    said = [finding for finding in run(publication.report) if finding.code == "E623"]
    assert [finding.message[:10] for finding in said] == ["这张表有 202 列", "这张表有 200 列"]
    assert all("其余没有核对。请" in finding.message and finding.places for finding in said)
    assert publication.summary["figures"] >= 5


@pytest.mark.parametrize("count", [5, 40])
def test_spans_are_bounded_before_they_are_multiplied(tmp_path, count):
    cell = "<td colspan=200 rowspan=2000>100.00</td>"
    page = f"<html><body><p>{SENTENCE}</p><table>{('<tr>' + cell * 220) * count}</table></body></html>"
    (grid,) = grids(read_blocks(written(tmp_path, "公开.html", page)))
    assert len(grid[0]) == 200
    body = f"<w:tc><w:tcPr><w:gridSpan w:val='30000'/></w:tcPr>{paragraph('100.00')}</w:tc>" * 100
    (grid,) = grids(read_blocks(docx(tmp_path, f"<w:tbl>{f'<w:tr>{body}</w:tr>' * count}</w:tbl>")))
    assert len(grid[0]) == 200


def test_paragraphs_beyond_any_publication_are_cut_and_told(monkeypatch):
    monkeypatch.setattr("generator.readers.blocks.MOST_PARAGRAPHS", 3)
    blocks = up_to_most(Paragraph((Piece(SENTENCE, Place("公开.txt", n, 1)),)) for n in range(1, 9))
    assert blocks[3:] == [Cut("文件有 3 段以上，只读了前 3 段", Place("公开.txt", 4, 1))]
    publication = audited(blocks)
    assert publication.summary["figures"] == 15
    assert "E623" in codes(publication)


def test_a_table_within_bounds_is_not_said_to_be_cut(tmp_path):
    rows = "\n".join("\t".join(("本年收入合计", str(n), "100.00")) for n in range(1, 500))
    publication = read_publication(written(tmp_path, "公开.txt", f"{HEAD}{SENTENCE}\n{rows}"))
    assert publication.summary["figures"] >= 5
    assert "E623" not in codes(publication)


def workbook(folder: Path, rows: list[list[object]]) -> dict[str, str]:
    """The parts of a workbook of these rows."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(folder / "一张.xlsx")
    with zipfile.ZipFile(folder / "一张.xlsx") as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_workbook_of_far_too_many_cells_is_cut_and_told(tmp_path, monkeypatch):
    monkeypatch.setattr("generator.readers.xlsx.MOST_CELLS", 100)
    blocks = read_blocks(zipped(tmp_path / "公开.xlsx", workbook(tmp_path, [["甲", 1.5]] * 60)))
    told = [block.what for block in blocks if isinstance(block, Cut)]
    assert told == ["工作簿超过 100 格，第 1 张表只读到第 51 行"]


def test_a_cell_with_more_than_a_cell_holds_is_cut_and_told(tmp_path):
    parts = workbook(tmp_path, [["abcde"]])
    longer = {name: content.replace("abcde", "abcde" * 8000) for name, content in parts.items()}
    blocks = read_blocks(zipped(tmp_path / "公开.xlsx", longer))
    assert [block.what for block in blocks if isinstance(block, Cut)] == ["一格里有 40000 个字，只读了前 32767 个"]


def test_one_sheet_given_out_as_many_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("generator.readers.xlsx._LARGEST", 10_000)
    parts = workbook(tmp_path, [["甲"]])
    start, end = parts["xl/workbook.xml"].find("<sheet "), parts["xl/workbook.xml"].find("</sheets>")
    sheet = parts["xl/workbook.xml"][start:end]
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(sheet, sheet * 200)
    with pytest.raises(UnreadablePublication, match="的各张表共"):
        read_blocks(zipped(tmp_path / "公开.xlsx", parts))


REPORT_HEAD = "某某市审计局2021年度部门整体支出绩效自评报告\n一、部门概况\n"
REPEATED = {
    "括号都没有合上": REPORT_HEAD + "（其中1.00万元" * 3000,
    "一句里许多年份": REPORT_HEAD + "2020年支出1.00万元，" * 2000,
    "一段里": HEAD + "其中1.00万元，" * 500,
    "一句里没有标点": HEAD + "其中1.00万元" * 500,
    "每段一个": HEAD + "其中1.00万元。\n" * 500,
    "占比": HEAD + "其中：基本支出1.00万元，占5.0%。\n" * 200,
    "项": HEAD + "1、教育支出（类）普通教育（款）小学教育（项）。年初预算为70.00万元，支出决算为80.50万元，完成年初预算的115.0%。\n" * 120,
}


@pytest.mark.parametrize("kind", REPEATED)
def test_thrice_as_much_text_takes_about_thrice_as_long(tmp_path, kind):
    def seconds(text: str) -> float:
        path = written(tmp_path, "公开.txt", text)
        started = time.process_time()
        assert figures(path) > 100
        return time.process_time() - started

    seconds(REPEATED[kind][:2000] + "本年支出1.00万元。" * 101)
    head = REPORT_HEAD if REPEATED[kind].startswith(REPORT_HEAD) else HEAD
    once, thrice = seconds(REPEATED[kind]), seconds(REPEATED[kind] + REPEATED[kind][len(head) :] * 2)
    assert thrice < 6 * once + 0.2


def test_what_is_hostile_takes_little_memory(tmp_path):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = ("\t" * 5000 + "\n") * 40
    assert figures(written(tmp_path, "公开.txt", f"{HEAD}{SENTENCE}\n{rows}")) == 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 << 10  # KB


@pytest.mark.parametrize("offset", [6, 8, 10])
def test_a_package_of_an_unknown_version_is_said_to_be_damaged(tmp_path, offset):
    """Bytes of the directory that tell what is needed to unpack: version, flags, method."""
    path = tmp_path / "公开.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["本年收入合计", 310.90])
    book.save(path)
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + offset] = 0x7E
    path.write_bytes(bytes(data))
    with pytest.raises(UnreadablePublication, match=r"已损坏|密码"):
        read_publication(path)
