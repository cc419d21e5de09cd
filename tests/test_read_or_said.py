"""What is read in spite of odd characters, and what is refused by what it holds: nothing is called clean unread."""

import io
import zipfile
from pathlib import Path

import pytest

from generator.commands.check import check_file
from generator.commands.checked import as_text
from generator.published.blocks import UnreadablePublication
from generator.published.open import read_blocks

LINES = (
    "云溪县文化局2023年度部门决算",
    "三、支出决算情况说明",
    "2023年度本年支出合计1107.53万元，其中：基本支出590.81万元，占53.3%；项目支出516.72万元，占46.7%。",
)
TEXT = "\n".join(LINES)
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(200))
RTF = rb"{\rtf1\ansi\deff0 {\fonttbl{\f0 SimSun;}} 2023}"
SHEET_XML = b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:x"></Workbook>'


def counts(folder: Path, content: bytes, name: str = "公开.txt") -> tuple[int, int, str]:
    """Figures bound and verified, and all that is printed."""
    path = folder / name
    path.write_bytes(content)
    checked = check_file(path)
    assert checked.counts is not None
    return checked.counts["bound"], checked.counts["verified"], as_text([checked])


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x85", "\f", "\v", "\n\f"])
def test_every_kind_of_line_end_parts_the_lines(end: str, tmp_path: Path) -> None:
    bound, verified, _ = counts(tmp_path, TEXT.replace("\n", end).encode())
    assert (bound, verified) == (5, 2)


@pytest.mark.parametrize("end", ["\n", "\r", "\u2028", "\x85", "\f", "\n\f"])
def test_the_line_quoted_is_the_one_meant(end: str, tmp_path: Path) -> None:
    bound, _, shown = counts(tmp_path, TEXT.replace("53.3%", "35.3%").replace("\n", end).encode())
    assert bound == 5 and "E212" in shown and "3 | 2023年度本年支出" in shown


@pytest.mark.parametrize("mark", ["\u200f", "\u200e", "\u2060", "\u200b", "\u00ad", "\ufeff", "\u202c", "\u200d"])
@pytest.mark.parametrize("where", ["590.81", "万元", "."])
def test_unseen_characters_beside_digits_are_passed_over(mark: str, where: str, tmp_path: Path) -> None:
    for text in (TEXT.replace(where, mark + where), TEXT.replace(where, where + mark)):
        assert counts(tmp_path, text.encode())[:2] == (5, 2)


def test_unseen_characters_in_the_cells_of_a_page(tmp_path: Path) -> None:
    head = "<tr><td>因公出国（境）费</td><td>公务接待费</td><td>合计</td></tr>"
    row = "<tr><td>&#8203;1.00</td><td>2&shy;.00</td><td>3.00&#8206;</td></tr>"
    page = f"<html><body><p>公开07表</p><p>“三公”经费支出决算表</p><p>单位：万元</p><table>{head}{row}</table></body></html>"
    path = tmp_path / "公开.html"
    path.write_text(page, "utf-8")
    cells = [cell.text for block in read_blocks(path) if hasattr(block, "rows") for line in block.rows for cell in line]
    assert cells[3:] == ["1.00", "2.00", "3.00"]


def test_full_width_digits_are_read(tmp_path: Path) -> None:
    table = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")
    wide = TEXT.replace("1107.53", "1,107.53").translate(table)
    assert counts(tmp_path, wide.encode())[:2] == (5, 2)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("公开.docx", PNG, "是图片"),
        ("公开.png", PNG, "是图片"),
        ("公开.pdf", b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(90), "是图片"),
        ("公开.doc", RTF, "RTF"),
        ("公开.xls", SHEET_XML, "XML 格式的表格"),
        ("公开.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧格式的文档"),
        ("公开.docx", b"Rar!\x1a\x07\0" + bytes(90), "压缩包"),
        ("公开.html", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html></html>", "mht"),
        ("2021.yaml.txt", "版式: 湖南/2021\n部门: {名称: 某局}\n年度: 2021\n".encode(), "改成 2021.yaml"),
        ("2021.txt", "# 说明\n部门:\n  名称: 某局\n年度: 2021\n".encode(), "改成 2021.yaml"),
    ],
)
def test_other_files_are_refused_by_what_they_hold(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadablePublication, match=said):
        read_blocks(path)
    checked = check_file(path)
    assert checked.unreadable and "没有发现问题" not in as_text([checked])


def test_a_page_called_xls_is_read_as_a_page(tmp_path: Path) -> None:
    body = "".join(f"<p>{line}</p>" for line in LINES)
    for start in ("<html xmlns:x='urn:x'><head><meta charset='utf-8'></head><body>", "<meta charset='utf-8'>"):
        assert counts(tmp_path, (start + body).encode(), "公开.xls")[:2] == (5, 2)


def test_text_in_big5_is_refused_and_in_gbk_read(tmp_path: Path) -> None:
    path = tmp_path / "公开.txt"
    path.write_bytes("雲溪縣文化局2023年度部門決算，本年支出合計1107.53萬元，其中：基本支出590.81萬元。".encode("big5"))
    with pytest.raises(UnreadablePublication, match="Big5"):
        read_blocks(path)
    assert counts(tmp_path, TEXT.encode("gbk"))[:2] == (5, 2)


def test_a_broken_docx_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("word/document.xml", "不是 XML")
    for content in (packed.getvalue(), packed.getvalue()[:60], b"PK\x03\x04" + bytes(range(256))):
        path = tmp_path / "公开.docx"
        path.write_bytes(content)
        assert check_file(path).unreadable
