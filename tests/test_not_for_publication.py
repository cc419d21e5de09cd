"""What should not be published: numbers of persons, revisions, hidden content and names in properties."""

import re
import zlib
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pydyf
import pytest

from generator.commands.published import audit_file
from generator.disclosure.build import Order, build
from generator.published.audit import read_publication
from generator.published.private import is_identity, masked
from generator.published.text import fold
from generator.published.words_at import Parts, Words
from generator.readers.left_behind import left_behind
from tests.rules.examples import SPENT, TITLE
from tests.seeds import CASES, with_cases

OURS = ("W651", "W652", "H653")


def found(path: Path) -> list[tuple[str, str]]:
    checked = audit_file(path)
    assert checked.counts and checked.counts["bound"] >= 3
    return [(finding.code, finding.quote) for finding in checked.findings if finding.code in OURS]


def text(folder: Path, line: str) -> list[tuple[str, str]]:
    path = folder / "公开.txt"
    path.write_text(f"{TITLE}{SPENT}{line}\n", "utf-8")
    return found(path)


def test_an_identity_number_has_a_day_and_a_right_last_digit(tmp_path: Path) -> None:
    assert is_identity("11010519491231002X") and not is_identity("110105194912310021") and not is_identity("11010519491331002X")
    assert text(tmp_path, "负责人身份证号11010519491231002X。") == [("W651", masked("11010519491231002X"))]
    assert text(tmp_path, "合同编号110105194912310021。") == []


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("填报人：张三，联系电话13912345678。", "139******78"),
        ("开户行账号：6222021234567890123。", "622**************23"),
        ("监督电话：13912345678。", ""),
        ("联系电话：0731-28685678。", ""),
        ("支出13912345678元。", ""),
        ("项目编码13912345678901。", ""),
        ("联系人张三，139-1234-5678。", "139******78"),
        ("联系人张三，电话+86 139 1234 5678。", "139******78"),
        ("开户行账号：6222 0212 3456 7890 123。", "622**************23"),
        ("负责人身份证号码：110105491231002。", "110**********02"),
        ("负责人身份证号：110105194912310021。", "110*************21"),
        ("护照号码：E12345678。", "E12****78"),
        ("家庭住址：清溪县城关镇解放路12号。", "清溪县*******2号"),
        ("办公电话：0731-28685678。", ""),
        ("办公地址：清溪县城关镇解放路12号。", ""),
        ("统一社会信用代码：11430200006279012X。", ""),
        ("统一社会信用代码：110105491231002。", ""),
        ("项目编号：110105491231002。", ""),
        ("项目编号：11010519491231002X。", ""),
        ("合同编号：13912345678。", ""),
        ("身份证工本费收入110105491231002元。", ""),
        ("专用账户余额123456789012.50元。", ""),
    ],
)
def test_telephone_and_account(line: str, number: str, tmp_path: Path) -> None:
    assert text(tmp_path, line) == ([("W651", number)] if number else [])


def test_a_cell_has_its_own_place(tmp_path: Path) -> None:
    path = tmp_path / "公开.txt"
    path.write_text(f"{TITLE}{SPENT}补贴发放名单\n|姓名|电话|\n|李四|13912345678|\n|王五|13812345679|\n", "utf-8")
    assert [quote for _, quote in found(path)] == ["139******78", "138******79"]


def test_a_column_or_the_cell_before_says_what_a_number_is(tmp_path: Path) -> None:
    path = tmp_path / "公开.txt"
    rows = "|姓名|身份证号|家庭住址|开户账号|\n|李四|110105194912310021|清溪县城关镇河东村三组|6222021234567890123|\n"
    more = "项目自评表\n|项目编号|110105194912310021|护照号|E12345678|\n|办公电话|13912345678|预算数|110105194912310021|\n"
    path.write_text(f"{TITLE}{SPENT}补贴发放名单\n{rows}{more}", "utf-8")
    assert [quote for _, quote in found(path)] == ["110*************21", "清溪县******三组", "622**************23", "E12****78"]


def test_what_to_do_fits_what_was_found(tmp_path: Path) -> None:
    path = tmp_path / "公开.txt"
    path.write_text(f"{TITLE}{SPENT}开户账号：6222021234567890123，手机13912345678，护照号E12345678。\n", "utf-8")
    said = {f.quote[:3]: f.message for f in audit_file(path).findings if f.code == "W651"}
    assert "座机" in said["139"] and "座机" not in said["622"] + said["E12"] and "收款的账户" in said["622"]
    assert all("请删去" in message for message in said.values())


def test_where_it_stands_does_not_tell_it_again(tmp_path: Path) -> None:
    path = tmp_path / "公开.html"
    line = f"{SPENT}联系人手机13912345678，身份证号110105194912310021。"
    table = "<table><tr><td>手机</td><td>13812345679</td></tr></table>"
    path.write_text(f"<html><body><p>{TITLE}</p><p>{line}</p>{table}</body></html>", "utf-8")
    told = [f for f in audit_file(path).findings if f.code == "W651"]
    assert len(told) == 3
    for finding in told:
        said = f"{finding.message}{''.join(map(str, finding.places))}{finding.quote}"
        assert not re.search(r"13912345678|13812345679|110105194912310021", said), said
    assert "139******78，身份证号110***" in "".join(map(str, told[0].places)), told[0].places


@with_cases
def test_revisions_that_were_left() -> None:
    checked = audit_file(CASES / "r17-tracked-changes-left.docx")
    mine = [finding for finding in checked.findings if finding.code == "W652"]
    assert len(mine) == 1 and "修订 2 处" in mine[0].message and "接受或拒绝" in mine[0].message
    assert not [finding for finding in checked.findings if finding.code in {"W651", "W721", "W722"}]
    assert all(place.words and not place.words.startswith("“") for place in mine[0].places), "标题和句子"
    parts = Parts(read_publication(CASES / "r17-tracked-changes-left.docx").parts)
    for place in mine[0].places:
        words = parts.at(place, "")
        assert isinstance(words, Words), "核对结果里点得到"
        quoted = place.words.partition("“")[2].strip("”…")
        assert quoted and fold(quoted) in words.line.text.text, "删去的字不混在留下的字里"


def _hidden_run(document: "docx.document.Document") -> None:
    document.paragraphs[-2].add_run("内部掌握不公开").font.hidden = True


def _comment(document: "docx.document.Document") -> None:
    document.add_comment(document.paragraphs[-2].runs, "这个数再核一下", author="审核")


@pytest.mark.parametrize(("change", "kind"), [(_hidden_run, "隐藏"), (_comment, "批注")])
def test_hidden_text_and_comments(change, kind: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    document = docx.Document()
    document.core_properties.author = "清溪县农业农村局"
    for line in f"{TITLE}{SPENT}".split("\n"):
        document.add_paragraph(line)
    change(document)
    document.save(str(tmp_path / "公开.docx"))
    checked = audit_file(tmp_path / "公开.docx")
    assert [f.code for f in checked.findings if f.code in OURS] == ["W652"]
    [mine] = [f for f in checked.findings if f.code == "W652"]
    assert kind in mine.message and str(mine.places[0]).split(":", 1)[1].startswith("三、支出决算情况说明“")
    assert "其中：基本支出50.00万元" in str(mine.places[0])


@pytest.mark.parametrize("packed", [False, True])
def test_the_author_of_a_pdf_is_found_however_it_is_stored(packed: bool, tmp_path: Path) -> None:
    file = pydyf.PDF()
    file.info["Author"] = pydyf.String("张三")
    file.add_page(pydyf.Dictionary({"Type": "/Page", "Parent": file.pages.reference, "MediaBox": pydyf.Array([0, 0, 9, 9])}))
    file.write((written := BytesIO()), compress=packed)
    assert (b"/Author" in written.getvalue()) is not packed
    assert [each.text for each in left_behind(written.getvalue(), "公开.pdf")] == ["张三"]
    xmp = "<?xpacket?><x><dc:creator><rdf:Seq><rdf:li>李四</rdf:li></rdf:Seq></dc:creator></x>".encode()
    stream = zlib.compress(xmp) if packed else xmp
    held = b"%PDF-1.7\n5 0 obj <</Type /Metadata /Subtype /XML /Length 9>>\nstream\n" + stream + b"\nendstream\nendobj\n"
    assert [each.text for each in left_behind(held, "公开.pdf")] == ["李四"]


def test_a_hidden_sheet_and_hidden_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "公开03表"
    for row in (["支出决算表"], ["金额单位：万元"], ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
                ["213", "农林水支出", 9.00, 5.00, 4.00], ["21301", "农业农村", 9, 5, 4], ["2130101", "行政运行", 9, 5, 4]):  # fmt: skip
        book.active.append(row)
    book.active.row_dimensions[5].hidden = True
    book.create_sheet("底稿").append(["调整前", 8])
    book["底稿"].sheet_state = "hidden"
    book.save(tmp_path / "公开.xlsx")
    mine = [f for f in audit_file(tmp_path / "公开.xlsx").findings if f.code == "W652"]
    assert len(mine) == 1 and "底稿" in mine[0].message and "第 5 行" in mine[0].message
    assert str(mine[0].places[1]).endswith("公开03表 A5")


def test_a_page_hides_money_and_menus(tmp_path: Path) -> None:
    lines = "".join(f"<p>{line}</p>" for line in f"{TITLE}{SPENT}".split("\n"))
    page = f"<html><body><div style='display:none'>网站地图 首页</div>{lines}<p style='display: none'>实际支出230.00万元</p></body></html>"
    (tmp_path / "公开.html").write_text(page, "utf-8")
    assert found(tmp_path / "公开.html") == [("W652", "实际支出230.00万元")]


def test_what_the_program_builds_has_none(tmp_path: Path) -> None:
    path = Path(__file__).parents[1] / "data" / "株洲市工业和信息化局" / "2021.yaml"
    files = build(path, Order(("docx", "html", "xlsx", "pdf"), tmp_path, engine="typst")).files
    assert {file.suffix for file in files} >= {".docx", ".html", ".xlsx", ".pdf"}
    for file in files:
        if file.suffix in {".docx", ".html", ".xlsx", ".pdf"}:
            assert found(file) == [], file
