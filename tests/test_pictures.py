"""What stands in pictures, in embedded and in attached files is not read, and so it is said."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.shared import Cm
from openpyxl.drawing.image import Image

from generator.commands.check import check_file, verdict
from generator.commands.checked import as_text
from tests.raw_pdf import DOT, line, pdf, picture, text

LINES = (
    "云溪县文化局2023年度部门决算",
    "三、支出决算情况说明",
    "2023年度本年支出合计1107.53万元，其中：基本支出590.81万元，占53.3%；项目支出516.72万元，占46.7%。",
    "收入支出决算总表",
)
SCAN = picture(0, 0, 595, 842)
WRITTEN = b"".join(text(60, 700 - 60 * n, words, 8) for n, words in enumerate(LINES))
LAST = text(60, 700, "本部门的决算说明到此为止。", 8)


def told(path: Path) -> tuple[int, dict[str, str]]:
    """How many figures were bound, and what is said of what was not seen, by its rule."""
    checked = check_file(path)
    assert checked.counts is not None
    said = {finding.code: finding.message for finding in checked.findings if finding.code in {"E623", "W273"}}
    assert ("没有看" in as_text([checked]).splitlines()[-1]) == ("W273" in said)
    assert verdict([checked]) == ("E623" in said)
    return checked.counts["bound"], said


def word(path: Path, wide: float, after: str = "", embedded: bool = False) -> Path:
    """A document with a picture of so many centimetres after its last line."""
    document = docx.Document()
    for words in LINES:
        document.add_paragraph(words)
    document.add_picture(BytesIO(DOT), Cm(wide), Cm(wide / 2))
    if embedded:
        document.add_paragraph().add_run()._r.append(docx.oxml.OxmlElement("w:object"))
    document.add_paragraph(after)
    document.save(str(path))
    return path


def test_a_table_that_is_a_picture_is_named_by_what_stands_before_it(tmp_path: Path) -> None:
    bound, said = told(word(tmp_path / "公开.docx", 15))
    assert bound == 5 and "有 1 处" in said["W273"] and "“收入支出决算总表”后面的图片" in said["W273"]


def test_an_embedded_sheet_of_excel_is_named(tmp_path: Path) -> None:
    assert "嵌入的文件" in told(word(tmp_path / "公开.docx", 2, embedded=True))[1]["W273"]


@pytest.mark.parametrize(("wide", "after"), [(2, ""), (15, "图1：支出构成")])
def test_an_emblem_and_a_chart_are_not(wide: float, after: str, tmp_path: Path) -> None:
    assert told(word(tmp_path / "公开.docx", wide, after)) == (5, {})


@pytest.mark.parametrize(
    ("pages", "scanned", "shown"),
    [
        ([WRITTEN, SCAN, LAST], "第 2 页", ""),
        ([WRITTEN, SCAN, SCAN, LAST, SCAN, LAST], "第 2—3、5 页", ""),
        ([WRITTEN, SCAN, SCAN], "第 2—3 页", ""),
        ([SCAN, WRITTEN, LAST], "", "第1页"),  # 封面
        ([WRITTEN + picture(50, 100, 500, 200), LAST], "", "第1页"),
        ([SCAN + WRITTEN, LAST], "", ""),  # 识别过文字的扫描件
        ([WRITTEN + picture(50, 100, 60, 60), LAST], "", ""),
        ([WRITTEN, b"".join(line(n, 0, n, 600) for n in range(400)), LAST], "第 2 页", ""),  # 字转成了曲线
    ],
)
def test_pages_that_are_pictures(pages: list[bytes], scanned: str, shown: str, tmp_path: Path) -> None:
    path = tmp_path / "公开.pdf"
    path.write_bytes(pdf(pages, embedded=True))
    bound, said = told(path)
    assert bound >= 5 and (scanned in said.get("E623", "") if scanned else "E623" not in said)
    assert shown in said.get("W273", "") if shown else "W273" not in said


def test_pictures_and_attachments_of_a_page(tmp_path: Path) -> None:
    path = tmp_path / "公开.html"
    more = '<p><img src="/a/W02.png" width="800"></p><iframe src="a.pdf"></iframe><p><a href="/b.xls">附件：决算表</a></p>'
    small = '<p><img src="icon_xls.gif"><img src="b.png" width="16"></p><p><a href="list.html">返回列表</a></p>'
    path.write_text("<body>" + LINES[0] + small + "".join(f"<p>{words}</p>" for words in LINES[1:]) + more, "utf-8")
    bound, said = told(path)
    assert bound == 5 and "有 3 处" in said["W273"] and "“收入支出决算总表”后面的图片" in said["W273"]
    assert "嵌入的文件" in said["W273"] and "附件“附件：决算表”" in said["W273"]
    path.write_text("<body>" + "".join(f"<p>{words}</p>" for words in LINES) + small, "utf-8")
    assert told(path) == (5, {})


def workbook(cells: str) -> openpyxl.Workbook:
    """A table of spending, a cell of which each line of the text holds."""
    book = openpyxl.Workbook()
    book.active.title = "支出决算表"
    for row in ("支出决算表", "单位：万元", "科目编码 科目名称 合计 基本支出 项目支出", "213 农林水支出 9.00 5.00 4.00"):
        book.active.append([cell.translate(str.maketrans("0123456789.", cells)) for cell in row.split()])
    return book


def test_a_picture_on_a_sheet(tmp_path: Path) -> None:
    book, image = workbook("0123456789."), Image(BytesIO(DOT))
    image.width, image.height = 600, 300
    book.active.add_image(image, "A9")
    book.save(tmp_path / "公开.xlsx")
    bound, said = told(tmp_path / "公开.xlsx")
    assert bound == 3 and "工作表“支出决算表”里的图片" in said["W273"]


def test_cells_in_full_width_are_figures(tmp_path: Path) -> None:
    workbook("０１２３４５６７８９．").save(tmp_path / "公开.xlsx")
    checked = check_file(tmp_path / "公开.xlsx")
    assert checked.counts and checked.counts["bound"] == 3 and "没有可核对的数" not in checked.outcome


def test_an_archive_with_a_document_in_it_is_called_one(tmp_path: Path) -> None:
    word(tmp_path / "公开.docx", 2)
    with zipfile.ZipFile(tmp_path / "公开.zip", "w") as archive:
        archive.write(tmp_path / "公开.docx")
    checked = check_file(tmp_path / "公开.zip")
    assert verdict([checked]) == 2 and "是压缩包" in checked.findings[0].message
