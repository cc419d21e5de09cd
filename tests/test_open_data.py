"""Open data: the CSV package and the JSON say what the document prints, and other programs read them."""

import csv
import io
import json
import zipfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from frictionless import Package, validate

from generator.cli import main
from generator.commands.folder import OWN, PACKED, gather
from generator.disclosure.render import render
from generator.document.kinds import KINDS, Kind
from generator.document.records import records_of
from generator.document.tree import Cell, Document, Row, Table, printings
from generator.model.figure import WAN, Figure
from generator.writers.csv_package import write_csv
from generator.writers.json_figures import write_json
from tests.built import ROOT, built

HUNAN = "data/株洲市工业和信息化局/2021.yaml"
SHANGHAI = "data/上海市普陀区人民政府石泉路街道办事处/2025.yaml"
Rows = dict[str, list[dict[str, Any]]]


def read(file: str, folder: Path) -> Rows:
    """The rows of every table of the package, by its title, as Frictionless reads them."""
    path = folder / "数据.csv.zip"
    path.write_bytes(write_csv(built(file).document))
    report = validate(str(path))
    assert report.valid, report.flatten(["message"])
    return {str(each.title): [dict(row) for row in each.read_rows()] for each in Package(str(path)).resources}


@pytest.fixture(scope="module")
def hunan(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    return read(HUNAN, tmp_path_factory.mktemp("湖南"))


@pytest.fixture(scope="module")
def shanghai(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    return read(SHANGHAI, tmp_path_factory.mktemp("上海"))


def test_a_table_is_a_resource_with_the_fields_of_finance_systems(hunan: Rows, shanghai: Rows) -> None:
    assert (len(hunan), len(shanghai)) == (9, 9)
    assert list(hunan["支出决算表"][1])[:6] == ["FISCAL_YEAR", "AGENCY_NAME", "EXP_FUNC_CODE", "EXP_FUNC_NAME", "本年支出合计", "基本支出"]
    first = {"FISCAL_YEAR": 2021, "AGENCY_NAME": "株洲市工业和信息化局", "EXP_FUNC_CODE": "201", "EXP_FUNC_NAME": "一般公共服务支出"}
    assert hunan["支出决算表"][1].items() >= first.items()
    assert hunan["支出决算表"][0].items() >= {"EXP_FUNC_CODE": None, "EXP_FUNC_NAME": "合计", "本年支出合计": Decimal("5107.53")}.items()


@pytest.mark.parametrize("title", ["一般公共预算财政拨款基本支出决算明细表", "一般公共预算财政拨款基本支出决算表"])
def test_lists_side_by_side_follow_one_another(hunan: Rows, shanghai: Rows, title: str) -> None:
    rows = {**hunan, **shanghai}[title]
    codes = [row["DEP_BGT_ECO_CODE"] for row in rows if row["DEP_BGT_ECO_CODE"]]
    assert len(codes) == len(set(codes)) > 60
    assert codes.index("30102") < codes.index("30301") < codes.index("302") < codes.index("30299")
    assert {"301", "30101", "302", "30299", "310"} <= set(codes)
    totals = {row["DEP_BGT_ECO_NAME"]: row["决算数"] for row in rows if not row["DEP_BGT_ECO_CODE"]}
    assert list(totals) == ["人员经费合计", "公用经费合计"] and all(totals.values())
    classes = sum(row["决算数"] or 0 for row in rows if row["DEP_BGT_ECO_CODE"] and len(row["DEP_BGT_ECO_CODE"]) == 3)
    assert abs(classes - sum(totals.values())) < Decimal("0.03")


def test_both_sides_of_the_totals_are_told_apart(hunan: Rows) -> None:
    rows = hunan["收入支出决算总表"]
    assert Counter(row["部分"] for row in rows).keys() == {"收入", "支出"}
    last = {row["部分"]: (row["项目"], row["行次"], row["金额"]) for row in rows}
    assert last == {"收入": ("总计", "31", Decimal("6109.48")), "支出": ("总计", "62", Decimal("6109.48"))}
    assert all(row["项目"] for row in rows)


@pytest.mark.parametrize("file", [HUNAN, SHANGHAI, "data/衡南县科技和工业信息化局/2019.yaml"])
def test_every_amount_of_the_tables_is_there_as_printed(file: str) -> None:
    for table in sheets(built(file).document):
        printed = Counter(cell.text.replace(",", "") for row in table.body for cell in row.cells if cell.figure and cell.text)
        records = records_of(table)
        units = {field.name for field in records.fields if field.unit}
        assert Counter(text for row in records.rows for name, text in row.items() if name in units) == printed
        assert len({field.name for field in records.fields}) == len(records.fields)


def sheets(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table) and block.sheet]


def test_what_a_table_leaves_blank_stays_blank_and_a_printed_zero_a_zero() -> None:
    amounts = (Cell(text, None, "right") for text in ("", "0.00", "-1,200.50"))
    cells = (Cell("行政运行"), *amounts, Cell("—", None, "center"))
    head = Row((Cell("项目"), Cell("甲"), Cell("乙"), Cell("丙"), Cell("丁")))
    table = Table("小表", "", "", "", "", (1,) * 5, (head,), (Row(cells), Row((cells[0], *(Cell("1.00", None, "right"),) * 4))), sheet=True)
    assert [dict(row) for row in records_of(table).rows] == [
        {"项目": "行政运行", "乙": "0.00", "丙": "-1200.50"},
        {"项目": "行政运行", "甲": "1.00", "乙": "1.00", "丙": "1.00", "丁": "1.00"},
    ]


def test_a_column_of_several_units_names_them_all() -> None:
    spent, visits = Figure("三公经费.决算", Decimal("2.50")), Figure("三公经费.公务接待费.批次", Decimal(12), "个")
    rows = (Row((Cell("支出"), Cell("2.50", spent, "right"))), Row((Cell("批次"), Cell("12", visits, "right"))))
    table = Table("机构运行信息表", "", "", "", "", (1, 1), (Row((Cell("项目"), Cell("决算数"))),), rows, sheet=True)
    assert [(field.name, field.unit) for field in records_of(table).fields] == [("项目", ""), ("决算数", "万元、个")]


def test_excel_opens_the_files_as_utf8_and_the_package_is_the_same_each_time() -> None:
    document = built(HUNAN).document
    data = write_csv(document)
    assert data == write_csv(document)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        assert names[0] == "01收入支出决算总表.csv" and names[-1] == "datapackage.json"
        for name in names[:-1]:
            text = package.read(name)
            assert text.startswith(b"\xef\xbb\xbf") and b"\r\n" in text
            assert len({len(row) for row in csv.reader(io.StringIO(text.decode("utf-8-sig")))}) == 1


@pytest.fixture(scope="module", params=[HUNAN, SHANGHAI])
def told(request: pytest.FixtureRequest) -> tuple[Document, dict[str, Any]]:
    document = built(request.param).document
    return document, json.loads(write_json(document, {"t1": 7}), parse_float=Decimal)


def test_json_has_every_figure_with_its_places_and_its_inputs(told: tuple[Document, dict[str, Any]]) -> None:
    document, data = told
    figures = {figure["name"]: figure for figure in data["figures"]}
    assert len(figures) == len(data["figures"]) > 300
    printed = Counter((figure.name, text, section.title) for section, figure, text in printings(document))
    assert Counter((f["name"].partition("_")[0], p["text"], p["section"]) for f in data["figures"] for p in f["printed"]) == printed
    assert all(name in figures for figure in data["figures"] for name in figure["inputs"])
    assert (data["department"], data["year"], data["draft"]) == (document.department, document.year, False)


def test_json_values_are_exact_and_follow_from_their_inputs(told: tuple[Document, dict[str, Any]]) -> None:
    figures = {figure["name"]: figure for figure in told[1]["figures"]}
    signs = {"+": 0, "−": 0, "÷": 0}
    for figure in figures.values():
        values = [Decimal(figures[name]["value"]) for name in figure["inputs"]]
        sign = next((sign for sign in signs if f" {sign} " in (figure["formula"] or "")), "")
        if sign:
            signs[sign] += 1
            first, rest = values[0], sum(values[1:], Decimal(0))
            found = first + rest if sign == "+" else first - rest if sign == "−" else first / rest * 100
            assert abs(found - figure["value"]) < Decimal("0.000001") * len(values), figure["name"]
    assert min(signs.values()) > 5
    assert figures["支出.合计"]["title"] == "本年支出合计" and figures["支出.合计"]["unit"] == "万元"


def test_a_change_keeps_its_sign_and_is_called_after_what_changed(told: tuple[Document, dict[str, Any]]) -> None:
    falls = [f for f in told[1]["figures"] if any(p["text"].startswith(("减少", "降低", "下降")) for p in f["printed"])]
    assert falls and all(figure["value"] < 0 for figure in falls)
    assert all("." not in figure["title"].split("“")[0] for figure in falls)


def test_a_change_on_the_budget_and_one_on_last_year_have_each_its_name() -> None:
    names = ("三公经费.决算", "三公经费.预算", "上年.三公经费.决算")
    now, budget, before = (Figure(name, Decimal(n), WAN) for name, n in zip(names, (3, 5, 2), strict=True))
    kind = KINDS["增减额"]
    assert isinstance(kind, Kind)
    changes = [kind.shown(now, each) for each in (budget, before)]
    assert [change.name for change in changes] == ["三公经费.决算比三公经费.预算增减额", "三公经费.决算比上年增减额"]
    assert [change.value for change in changes] == [-2, 1]


def test_pages_come_by_the_anchor_of_the_section() -> None:
    document = built(HUNAN).document
    anchor = sheets(document)[0].anchor
    data = json.loads(write_json(document, {anchor: 7}))
    places = [place for figure in data["figures"] for place in figure["printed"]]
    assert {place["page"] for place in places if place["section"] == "收入支出决算总表"} == {7}


def test_a_page_is_the_one_that_the_pdf_prints() -> None:
    document = built("data/衡南县科技和工业信息化局/2019.yaml").document
    made = render(document, ("json", "pdf"), "typst")[0]
    data = json.loads(made["json"])
    pages = {place["section"]: place["page"] for figure in data["figures"] for place in figure["printed"]}
    with pdfplumber.open(io.BytesIO(made["pdf"])) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
    for section in ("支出决算表", "一般公共预算财政拨款“三公”经费支出决算表"):
        (text,) = (text for text in texts if f"— {pages[section]} —" in text)
        assert text.startswith(section)
    assert None not in pages.values() and len(pages) > 10
    weasy = json.loads(render(document, ("json",), "weasyprint")[0]["json"])
    assert {place["page"] for figure in weasy["figures"] for place in figure["printed"]} == {None}


def test_they_are_made_on_request_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build", str(ROOT / HUNAN), "--to", "json，csv"]) == 0
    made = {path.name.partition("决算.")[2] for path in tmp_path.rglob("*决算.*")}
    assert made == {"json", "csv.zip"}
    capsys.readouterr()
    assert main(["build", str(ROOT / HUNAN), "--to", "csv"]) == 0
    assert "没有变动" in capsys.readouterr().err


def test_in_a_folder_to_be_checked_they_are_known_as_ours(tmp_path: Path) -> None:
    document = built(HUNAN).document
    (tmp_path / "数据.json").write_bytes(write_json(document, {}))
    (tmp_path / "数据.csv.zip").write_bytes(write_csv(document))
    with zipfile.ZipFile(tmp_path / "收到的.zip", "w") as package:
        package.writestr("datapackage.json", "{}")
        package.writestr("决算.docx", b"PK")
    gathered = gather([tmp_path])
    assert gathered.files == ()
    assert {each.path.name: (each.why, each.amiss) for each in gathered.passed} == {
        "数据.json": (OWN, False),
        "数据.csv.zip": (OWN, False),
        "收到的.zip": (PACKED, True),
    }


def test_a_document_without_the_tables_has_no_csv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build", str(ROOT / "data/衡东县科技和工业信息化局/2023.yaml"), "--to", "json,csv"]) == 0
    assert "没有决算表，不生成 CSV" in capsys.readouterr().err
    assert [path.suffix for path in tmp_path.rglob("*决算.*")] == [".json"]


def test_how_files_are_made_is_asked_for_and_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    command = ["build", str(ROOT / "data/衡南县科技和工业信息化局/2019.yaml"), "--to", "html,xlsx"]
    seen = []
    for options in ([], ["--公开版", "--公式"], ["--public", "--formulas"], []):
        assert main([*command, *options]) == 0
        (page,), (book,) = ([*tmp_path.rglob(f"*.{kind}")] for kind in ("html", "xlsx"))
        with zipfile.ZipFile(book) as package:
            sheets = b"".join(package.read(name) for name in package.namelist() if "worksheets/" in name)
        seen.append(("2019.yaml" in page.read_text("utf-8"), b"<f>" in sheets))
    assert seen == [(True, False), (False, True), (False, True), (True, False)]
