"""Published files read back: our own in every format, and files made to do harm."""

import io
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest

from generator.disclosure.department import compose, read_department
from generator.document.grid import place
from generator.document.tree import Document, Table, lines, table_lines
from generator.readers.blocks import Block, Grid, Paragraph, UnreadablePublication
from generator.readers.open import read_blocks
from generator.writers.docx import write_docx
from generator.writers.html import write_html
from generator.writers.pdf import write_pdf
from generator.writers.xlsx import write_xlsx
from tests import raw_pdf

ROOT = Path(__file__).resolve().parents[1]
LOOK = ROOT / "templates" / "look"
EXAMPLE = ROOT / "data" / "株洲市工业和信息化局" / "2021.yaml"
WRITERS = {
    "docx": lambda tree: write_docx(tree, LOOK / "reference.docx"),
    "pdf": lambda tree: write_pdf(tree, LOOK),
    "html": lambda tree: write_html(tree, LOOK),
    "xlsx": write_xlsx,
}
DOCUMENTS = ("docx", "pdf", "html")
SENTENCE = "2021年度本单位支出合计5107.53万元，其中：基本支出2590.81万元。"


@pytest.fixture(scope="module")
def tree() -> Document:
    document, _ = compose(read_department(EXAMPLE))
    assert document is not None
    return document


@pytest.fixture(scope="module")
def published(tree: Document, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Block]]:
    folder = tmp_path_factory.mktemp("published")
    read = {}
    for kind, write in WRITERS.items():
        path = folder / f"决算.{kind}"
        path.write_bytes(write(tree))
        read[kind] = read_blocks(path)
    return read


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def texts(blocks: list[Block]) -> list[str]:
    """Paragraphs and filled cells in order, without white space."""
    found = []
    for block in blocks:
        pieces = [block.raw] if isinstance(block, Paragraph) else [cell.text for row in block.rows for cell in row]
        found += filter(None, map(squeeze, pieces))
    return found


def cells(table: Table) -> list[list[str]]:
    """The rows of a table of the tree, empty where a cell is covered."""
    rows = [[""] * len(table.widths) for _ in (*table.head, *table.body)]
    for row, column, cell in place((*table.head, *table.body)):
        rows[row][column] = squeeze(cell.text)
    return rows


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_reads_back_the_text_of_our_own_files(kind, tree, published):
    assert "".join(texts(published[kind])) == squeeze("".join(lines(tree)))


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_reads_back_each_paragraph_whole(kind, tree, published):
    """The lines of the cover apart, which stand on it without a mark between them."""
    read = set(texts(published[kind]))
    assert [text for text in map(squeeze, lines(tree)) if len(text) > 20 and text not in read] == []


def test_reads_back_the_tables_of_a_workbook_with_what_stands_around_them(tree, published):
    expected = [line for block in tree.blocks if isinstance(block, Table) for line in table_lines(block)]
    assert texts(published["xlsx"]) == list(map(squeeze, expected))


@pytest.mark.parametrize("kind", WRITERS)
def test_reads_back_every_cell(kind, tree, published):
    grids = [block for block in published[kind] if isinstance(block, Grid)]
    tables = [block for block in tree.blocks if isinstance(block, Table)]
    assert [[[squeeze(cell.text) for cell in row] for row in grid.rows] for grid in grids] == list(map(cells, tables))


@pytest.mark.parametrize("kind", WRITERS)
def test_places_go_forward_and_name_the_file(kind, published):
    pieces = [
        piece
        for block in published[kind]
        for piece in (block.pieces if isinstance(block, Paragraph) else [row[0] for row in block.rows])
    ]
    places = [(piece.place.page, piece.place.line) for piece in pieces]
    assert all(piece.place.file.endswith(f"决算.{kind}") for piece in pieces)
    assert kind == "html" or places == sorted(places)
    assert all(line > 0 for _, line in places) and any(page > 1 for page, _ in places) == (kind in ("pdf", "xlsx"))


def test_the_page_of_a_figure_is_where_it_is_printed(tree, published, tmp_path):
    pages = [squeeze(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(write_pdf(tree, LOOK))).pages]
    figures = [block for block in published["pdf"] if isinstance(block, Paragraph) and "支出决算为" in block.raw]
    assert figures
    for block in figures:
        assert squeeze(block.pieces[0].text) in pages[block.pieces[0].place.page - 1]


def refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(UnreadablePublication) as refused:
        read_blocks(path)
    return str(refused.value)


def archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def word(body: str, before: str = "") -> bytes:
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = f'<?xml version="1.0"?>{before}<w:document {namespace}><w:body>{body}</w:body></w:document>'
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def test_says_what_to_do_with_files_it_cannot_read(tmp_path):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert "另存为 docx" in refusal(tmp_path / "a.doc", ole)
    assert "另存为 docx" in refusal(tmp_path / "a.wps", ole)
    assert "另存为 xlsx" in refusal(tmp_path / "a.xls", ole)
    assert "密码" in refusal(tmp_path / "a.docx", ole + "EncryptedPackage".encode("utf-16-le"))
    assert "空文件" in refusal(tmp_path / "a.txt", b" \n")
    assert "压缩包" in refusal(tmp_path / "a.zip", archive({"读我.txt": b"1"}))
    assert "编码" in refusal(tmp_path / "a.bin", bytes(range(256)) * 9)
    assert "打不开" in refusal_of_missing(tmp_path / "没有.pdf")


def refusal_of_missing(path: Path) -> str:
    with pytest.raises(UnreadablePublication) as refused:
        read_blocks(path)
    return str(refused.value)


def test_refuses_archives_that_unpack_to_far_more_than_they_hold(tmp_path):
    bomb = archive({"word/document.xml": bytes(120 << 20)})
    assert len(bomb) < 1 << 20
    assert "大得不正常" in refusal(tmp_path / "a.docx", bomb)
    many = archive({f"xl/{n}.xml": b"" for n in range(6000)})
    assert "大得不正常" in refusal(tmp_path / "a.xlsx", many)


def test_entities_are_neither_expanded_nor_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    outside = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    inside = '<!DOCTYPE x [<!ENTITY a "哈哈"><!ENTITY e "&a;&a;&a;">]>'
    for declared in (outside, inside):
        file = word("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", declared)
        assert "实体" in refusal(tmp_path / "a.docx", file)
    book = openpyxl.Workbook()
    book.active["A1"] = "数"
    saved = io.BytesIO()
    book.save(saved)
    parts = {n: zipfile.ZipFile(saved).read(n) for n in zipfile.ZipFile(saved).namelist()}
    parts["xl/workbook.xml"] = inside.encode() + parts["xl/workbook.xml"]
    assert "实体" in refusal(tmp_path / "a.xlsx", archive(parts))


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_damaged_files_are_refused_or_read_but_never_crash(kind, tree, tmp_path):
    whole = {"docx": word_file(), "xlsx": sheet_file(), "pdf": raw_pdf.pdf([raw_pdf.text(80, 700, SENTENCE)])}[kind]
    path = tmp_path / f"a.{kind}"
    for cut in range(1, 12):
        end = len(whole) * cut // 12
        for content in (whole[:end], whole[: end - 40] + b"\x00\xff" * 20 + whole[end:]):
            path.write_bytes(content)
            try:
                read_blocks(path)
            except UnreadablePublication as refused:
                assert path.name in str(refused)


def word_file() -> bytes:
    out = io.BytesIO()
    file = docx.Document()
    file.add_paragraph(SENTENCE)
    file.save(out)
    return out.getvalue()


def sheet_file() -> bytes:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["项目", "金额"])
    book.active.append(["支出", 1.5])
    book.save(out)
    return out.getvalue()


def test_locked_and_scanned_pdfs_say_so(tmp_path):
    writer = pypdf.PdfWriter(io.BytesIO(raw_pdf.pdf([raw_pdf.text(80, 700, SENTENCE)])))
    writer.encrypt("密", algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)
    assert "密码" in refusal(tmp_path / "a.pdf", locked.getvalue())
    assert "扫描件" in refusal(tmp_path / "b.pdf", raw_pdf.pdf([raw_pdf.bar(0, 0, 500, 700), b""]))
    assert "页" in refusal(tmp_path / "c.pdf", raw_pdf.pdf([b""] * 700))


def test_content_decides_and_not_the_name(tmp_path):
    for content in (word_file(), raw_pdf.pdf([raw_pdf.text(40, 700, SENTENCE, 12)]), SENTENCE.encode()):
        path = tmp_path / "决算.htm"
        path.write_bytes(content)
        assert texts(read_blocks(path)) == [SENTENCE]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_reads_every_encoding_in_use(encoding, tmp_path):
    path = tmp_path / "决算.txt"
    path.write_bytes(f"一、总体情况\n{SENTENCE}\n".encode(encoding))
    assert texts(read_blocks(path)) == ["一、总体情况", SENTENCE]


def test_a_page_in_gb2312_is_read_by_what_it_declares(tmp_path):
    path = tmp_path / "决算.html"
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><p>{SENTENCE}</p>'
    path.write_bytes(page.encode("gbk"))
    assert texts(read_blocks(path)) == [SENTENCE]
