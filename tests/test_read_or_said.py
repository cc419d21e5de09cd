"""What is read in spite of odd characters, and what is refused by what it holds: nothing is called clean unread."""

import io
import zipfile
from pathlib import Path

import pytest

from generator.commands.check import check_file
from generator.commands.checked import as_text
from generator.readers.blocks import UnreadablePublication
from generator.readers.open import read_blocks

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
    assert (bound, verified) == (5, 5)


@pytest.mark.parametrize("end", ["\n", "\r", "\u2028", "\x85", "\f", "\n\f"])
def test_the_line_quoted_is_the_one_meant(end: str, tmp_path: Path) -> None:
    bound, _, shown = counts(tmp_path, TEXT.replace("53.3%", "35.3%").replace("\n", end).encode())
    assert bound == 5 and "E212" in shown and "3 | 2023年度本年支出" in shown


@pytest.mark.parametrize("mark", ["\u200f", "\u200e", "\u2060", "\u200b", "\u00ad", "\ufeff", "\u202c", "\u200d"])
@pytest.mark.parametrize("where", ["590.81", "万元", "."])
def test_unseen_characters_beside_digits_are_passed_over(mark: str, where: str, tmp_path: Path) -> None:
    for text in (TEXT.replace(where, mark + where), TEXT.replace(where, where + mark)):
        assert counts(tmp_path, text.encode())[:2] == (5, 5)


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
    assert counts(tmp_path, wide.encode())[:2] == (5, 5)


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
        assert counts(tmp_path, (start + body).encode(), "公开.xls")[:2] == (5, 5)


def test_text_in_big5_is_refused_and_in_gbk_read(tmp_path: Path) -> None:
    path = tmp_path / "公开.txt"
    path.write_bytes("雲溪縣文化局2023年度部門決算，本年支出合計1107.53萬元，其中：基本支出590.81萬元。".encode("big5"))
    with pytest.raises(UnreadablePublication, match="Big5"):
        read_blocks(path)
    assert counts(tmp_path, TEXT.encode("gbk"))[:2] == (5, 5)


def test_a_broken_docx_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("word/document.xml", "不是 XML")
    for content in (packed.getvalue(), packed.getvalue()[:60], b"PK\x03\x04" + bytes(range(256))):
        path = tmp_path / "公开.docx"
        path.write_bytes(content)
        assert check_file(path).unreadable


def outcome(folder: Path, text: str, name: str = "公开.txt") -> tuple[set[str], str]:
    """The codes found, and the last line that is printed."""
    path = folder / name
    path.write_text(text, "utf-8")
    checked = check_file(path)
    return {finding.code for finding in checked.findings}, as_text([checked]).splitlines()[-1]


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><h1>云溪县文化局2023年度部门决算公开</h1><p>附件：云溪县文化局2023年度部门决算.pdf</p></body></html>",
        "<html><body><p>站点维护中，请稍后再来。</p></body></html>",
        "今天天气很好，我们去公园散步。\n明天再说。",
        "qwertyuiop\nasdfghjkl",
    ],
)
def test_where_nothing_was_made_out_it_is_an_error(text: str, tmp_path: Path) -> None:
    codes, last = outcome(tmp_path, text, "公开.html" if text.startswith("<") else "公开.txt")
    assert codes == {"A133"} and "没有发现问题" not in last


def test_figures_that_were_not_made_out_are_an_error(tmp_path: Path) -> None:
    lines = "\n".join(f"第{n}号工程已拨款 {n}12.50万元，实际使用 {n}10.25万元。" for n in range(1, 9))
    codes, last = outcome(tmp_path, f"云溪县交通局通报\n{lines}")
    assert "A133" in codes and "共见 16 个数" in last


def test_what_was_checked_is_said_where_little_was(tmp_path: Path) -> None:
    codes, last = outcome(
        tmp_path, "云溪县文化局2023年度部门决算\n第四部分 名词解释\n一、基本支出：指保障机构正常运转的支出。"
    )
    assert not codes and "没有发现问题" not in last and "没有可核对的数" in last
    single = "云溪县文化局2023年度部门决算\n三、支出决算情况说明\n2023年度本年支出合计1107.53万元。"
    codes, last = outcome(tmp_path, single)
    assert not codes and "没有发现问题" not in last and "对错没有核对" in last
    codes, last = outcome(tmp_path, TEXT)
    assert not codes and "没有发现问题" in last and "印证 5 个" in last


def test_an_excerpt_is_said_to_be_one_and_a_whole_document_not(tmp_path: Path) -> None:
    assert "节选，未核对是否齐全" in outcome(tmp_path, TEXT)[1]
    head, *rest = LINES
    whole = "\n".join(
        (head, "目录", "第一部分 概况", "第三部分 情况说明", "第一部分 概况", "一、部门职责", "管理文化。", "二、机构设置", "设办公室。",
         "第三部分 情况说明", "一、收入支出决算总体情况说明", "收支总计1107.53万元。",
         "二、收入决算情况说明", "本年收入合计1107.53万元。", *rest, "四、政府采购支出说明", "没有政府采购。")
    )  # fmt: skip
    assert "节选" not in outcome(tmp_path, whole)[1]


@pytest.mark.parametrize(
    "title",
    ["云溪县文化局2024年部门预算", "2024年度云溪县文化局单位预算公开", "云溪县文化局2024年“三公”经费预算情况说明"],
)
def test_a_budget_is_recognised_and_its_arithmetic_checked(title: str, tmp_path: Path) -> None:
    said = (
        "三、支出预算情况说明\n2024年支出合计100.00万元，其中：基本支出60.00万元，占{}%；项目支出40.00万元，占40.0%。"
    )
    stock = "截至2022年12月31日，本单位对部门整体支出开展了绩效自评，共有车辆2辆。"
    codes, last = outcome(tmp_path, f"{title}\n{said.format('60.0')}\n{stock}")
    assert not codes and "预算公开" in last and "节选" not in last
    codes, last = outcome(tmp_path, f"{title}\n{said.format('66.0')}\n{stock}")
    assert codes == {"E212"} and "预算公开" in last


def test_a_final_account_that_speaks_of_budgets_is_no_budget(tmp_path: Path) -> None:
    text = TEXT.replace("三、支出", "预算绩效情况\n年初预算按部门预算编制，预算执行良好。\n三、支出")
    assert "预算公开" not in outcome(tmp_path, text)[1]


@pytest.mark.parametrize(
    "text",
    [
        "2022年全县工会经费支出120.00万元，比年初预算减少8.00万元，预算执行较好。",
        "一、支出情况\n2022年支出120.00万元，比年初预算增加20.00万元，完成年初预算的120.0%。",
        "（一）2022年一般公共预算财政拨款支出情况\n全年支出120.00万元，其中基本支出60.00万元，占50.0%，为调整预算的99.0%。",
        "2022年“三公”经费支出说明\n全年支出12.00万元，为预算的80.0%，比预算节约3.00万元。",
    ],
)
def test_an_excerpt_that_measures_spending_on_its_budget_is_no_budget(text: str, tmp_path: Path) -> None:
    _, last = outcome(tmp_path, text)
    assert "预算公开" not in last and "共见 " in last and "共见 0 个数" not in last


def test_a_document_without_its_line_ends_is_refused_where_its_tables_are_glued(tmp_path: Path) -> None:
    table = "\n".join(f"科目{n}\t{n}.00\t{n}.50\t{n}.25" for n in range(60))
    prose = "\n".join(
        f"{n}、某项支出{n}.00万元，主要用于日常工作，保障机构正常运转，确保各项任务按时完成。" for n in range(30)
    )
    path = tmp_path / "公开.txt"
    path.write_text(f"{TEXT}\n{table}\n{prose}".replace("\n", ""), "utf-8")
    checked = check_file(path)
    assert checked.unreadable and "没有分行" in checked.findings[0].message
