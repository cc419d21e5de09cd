"""Tables that no layout fits are named with their place and the count of their figures in every format, and counted as unread."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.commands.check import check_file
from generator.commands.checked import as_text

LINES = (
    "云溪县水务局2023年度部门决算",
    "三、支出决算情况说明",
    "2023年度本年支出合计1107.53万元，其中：基本支出590.81万元，占53.3%；项目支出516.72万元，占46.7%。",
    "四、专项资金情况",
    "专项资金安排表",
)
TABLE = (("项目名称", "资金来源", "金额（万元）", "完成情况"), ("道路硬化", "本级", "120.50", "已完成"), ("合计", "", "120.50", ""))
WITH_UNITS = (("专项资金总额", "200.75万元"), ("其中：本级", "120.50万元"), ("上级", "80.25 万元"))
WHOLE = (("项目", "安排资金"), ("甲工程", "1205000"), ("乙工程", "802500"))
Rows = tuple[tuple[str, ...], ...]


def docx(rows: Rows) -> bytes:
    import docx as word

    document = word.Document()
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.rows[at].cells[column].text = text
    document.save(stream := io.BytesIO())
    return stream.getvalue()


def xlsx(rows: Rows) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "专项资金"
    for row in [*((line,) for line in LINES), *rows]:
        book.active.append(row)
    book.save(stream := io.BytesIO())
    return stream.getvalue()


def page(rows: Rows) -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<html><body>{''.join(f'<p>{line}</p>' for line in LINES)}<table>{cells}</table></body></html>"


def html(rows: Rows) -> bytes:
    return page(rows).encode()


def pdf(rows: Rows, look: str = "table,td{border:1px solid;border-collapse:collapse}") -> bytes:
    import weasyprint

    return bytes(weasyprint.HTML(string=f"<style>{look}</style>{page(rows)}").write_pdf())


def bare_pdf(rows: Rows) -> bytes:
    return pdf(rows, "")


def txt(rows: Rows) -> bytes:
    return "\n".join([*LINES, *("\t".join(row) for row in rows)]).encode()


def bars(rows: Rows) -> bytes:
    return "\n".join([*LINES, *(f"|{'|'.join(row)}|" for row in rows)]).encode()


def collapsed(rows: Rows) -> bytes:
    return "\n".join([*LINES, *(" ".join(cell for cell in row if cell) for row in rows)]).encode()


WRITERS: tuple[tuple[Callable[[Rows], bytes], str, str], ...] = (
    (docx, "a.docx", "“四、专项资金情况”下"),
    (html, "a.html", "“四、专项资金情况”下"),
    (pdf, "a.pdf", "第1页"),
    (bare_pdf, "a.pdf", "第1页"),
    (xlsx, "a.xlsx", "专项资金 A6"),
    (txt, "a.txt", "第6行"),
    (bars, "a.txt", "第6行"),
    (collapsed, "a.txt", "第"),
)


@pytest.mark.parametrize(("made", "name", "where"), WRITERS)
@pytest.mark.parametrize(("rows", "figures"), [(TABLE, 2), (WITH_UNITS, 3), (WHOLE, 2)], ids=["amounts", "units", "whole"])
def test_an_unread_table_is_named_with_its_place_and_counted(
    made: Callable[[Rows], bytes], name: str, where: str, rows: Rows, figures: int, tmp_path: Path
) -> None:
    if (made, rows) in [(bare_pdf, WHOLE), (collapsed, WHOLE)]:
        pytest.skip("a word and a whole number on a line may be anything")
    path = tmp_path / name
    path.write_bytes(made(rows))
    checked = check_file(path)
    found = [finding for finding in checked.findings if finding.code == "W271"]
    assert checked.counts is not None and checked.counts["verified"] == 5
    if rows is WITH_UNITS and made in (bare_pdf, collapsed):
        assert not found  # a line of words with an amount and its unit is read as text
    else:
        assert len(found) == 1 and f"{where}" in found[0].message and f"{figures} 个数）" in found[0].message, found
        assert "专项资金安排表" in found[0].message
    assert f"没有认出 {figures} 个" in as_text([checked]).splitlines()[-1]


def test_numbers_in_lines_that_are_no_row_are_not_called_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join([*LINES, "1.1总体情况", "1.2收入情况", "种植面积42.6万亩", "产量12.50吨"]), "utf-8")
    checked = check_file(path)
    assert checked.counts is not None and checked.counts["bound"] == 5 and not checked.findings


def test_a_count_of_persons_is_no_table_of_money(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(html((("科室", "人数"), ("办公室", "12"), ("人事股", "8"))))
    checked = check_file(path)
    assert not checked.findings and checked.counts is not None and checked.counts["unbound"] == 2
