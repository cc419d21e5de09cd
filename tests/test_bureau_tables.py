"""Tables that a bureau lays out itself, in the forms of many regions: what each prints is read back, in every format, by its layout."""

import shutil
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from frictionless import validate

from generator.checks import rules  # noqa: F401  (enters every rule)
from generator.checks.registry import run
from generator.cli import main
from generator.disclosure.render import render
from generator.document.layout_file import load_layout
from generator.document.profile import load_profile
from generator.document.profile_check import found_in
from generator.document.records import records_of
from generator.document.table_layout import Body, Groups, Items, Pairs, Single, Subjects, Units
from generator.document.tree import Table
from generator.model.claim import Claim
from generator.model.facts import Facts
from generator.model.format import TABLE_PLACES, rounded
from generator.published.audit import read_publication
from generator.published.outline import Sheet
from generator.published.reading import PublishedFile, tables_read
from generator.readers.open import read_blocks
from generator.source.finding import Finding, Level
from generator.source.resources import find
from generator.writers.csv_package import write_csv
from tests.factory import Made, changed, made, text_of
from tests.plaintext import text_of as plain_text
from tests.test_published_tables import audit, grid, stated

FORMS, FORM, FOLDER = Path(__file__).parent / "forms", "某省/2021", "2-决算表"
FORMATS = ("docx", "html", "pdf", "xlsx", "txt")
OTHERS = {"政府购买服务支出": "7.25", "政府购买服务项目": "3"}
CHANGES = {
    "版式": FORM,
    "其他数": OTHERS,
    "概况.下属单位": [
        {"名称": "县水库管理所", "收入": {"财政拨款": "20.00", "其他收入": "2.00"}, "支出": {"基本支出": "15.00", "项目支出": "6.50"}},
        {"名称": "县河道管理站", "收入": {"财政拨款": "31.50"}, "支出": {"基本支出": "31.50"}},
    ],
    "收入.2130305.其他收入": "12.00",
    "支出.2130305.年初结转结余": "20.00",
    "支出.2080505.经济分类": {"30101": "12.34"},
    "支出.2130301.基本.经济分类": {"30101": "87.66", "30102": "50.34", "30302": "20.00", "30201": "22.40", "30211": "15", "31002": "5.00"},
    "支出.2130301.项目": {"本年收入": "10.10", "经济分类": {"30201": "10.10"}},
    "支出.2130301.公用经费": "42.40",
    "支出.2130305.项目": {"年初结转结余": "20.00", "本年收入": "88.06", "年末结余": "0.40"},
    "支出.2130305.项目.经济分类": {"31005": "90.06", "30201": "5.10"},
    "支出.2080505.基本.经济分类": {"30101": "12.34"},
    "收入.2120803": {"财政拨款": "100.00"},
    "收入.2230105": {"财政拨款": "8.00"},
    "支出.2120803": {
        "基本支出": "40.00", "项目支出": "65.00", "年初结转结余": "10.00", "年初预算": "100.00", "原因": "使用上年结转资金",
        "项目": {"年初结转结余": "10.00", "本年收入": "60.00"},
        "经济分类": {"30101": "30.00", "30201": "10.00", "31005": "65.00"},
    },
    "政府性基金.基本支出明细": {"30101": "30.00", "30201": "10.00"},
    "支出.2230105": {"项目支出": "8.00", "年初预算": "8.00", "经济分类": {"30201": "8.00"}},
    "国有资产.车辆.其他用车": 0,
}
NO_FUND = {"收入.2120803": None, "支出.2120803": None, "结转结余.年初": {"合计": "20.00", "财政拨款": "20.00"}}


@pytest.fixture(scope="module", autouse=True)
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A working folder that has these layouts and nothing else of its own."""
    folder = tmp_path_factory.mktemp("财政局")
    shutil.copytree(FORMS, folder / "templates" / FORM)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield folder


def make(changes: dict[str, object]) -> Made:
    path = Path("部门.yaml")
    path.write_text(text_of(changed(CHANGES | changes)), "utf-8")
    it = made(path)
    assert it.document is not None and not it.errors
    return it


@pytest.fixture(scope="module")
def department(office: Path) -> Made:
    return make({})


def published(it: Made, kind: str) -> Path:
    """The document in a format."""
    assert it.document is not None
    contents = {"txt": plain_text(it.document).encode()} if kind == "txt" else render(it.document, (kind,))[0]
    path = Path(f"公开.{kind}")
    path.write_bytes(contents[kind])
    return path


def findings(path: Path) -> list[Finding]:
    """What is wrong with a published file, hints aside, and that it has tables alone and tells nothing of them (W7xx)."""
    return [finding for finding in run(read_publication(path).report) if finding.level is not Level.HINT and finding.code[:2] != "W7"]


def names_of(body: Body, facts: Facts) -> Iterator[str]:
    """The facts that a layout prints of a department."""
    match body:
        case Pairs(sides=sides):
            yield from (name for side in sides for line in (*side.items, *side.foot) for name in line.names)
        case Items(side=side):
            yield from (name for line in side.foot for name in line.names)
        case Subjects(grid=grid, fields=fields, total=total):
            rows = [*facts.names(f"{grid}.各科目"), *([] if total == "无" else [grid])]
            yield from (f"{row}.{field}" for row in rows for field in fields)
        case Units() as body:
            yield from (name for row in ("", "概况.本级", *facts.names("概况.下属单位")) for name in body.names(row))
        case Groups(grid=grid, codes=codes, foot=foot, split=split):
            yield from (f"{grid}.{code}" for group in codes for code in group)
            yield from (f"{grid}.{field}" for field in (*(cell.field for cell in foot), *split))
        case Single(names=names):
            yield from names


def printed(name: str, facts: Facts) -> dict[str, tuple[Decimal, str]]:
    """The figures that a layout prints, without nothing."""
    layout = load_layout(find(*FORM.split("/"), FOLDER, f"{name}.yaml"))
    figures = {name: figure for name in names_of(layout.body, facts) if (figure := facts.figure(name))}
    return {name: (rounded(f.value, TABLE_PLACES), f.unit) for name, f in figures.items() if rounded(f.value, TABLE_PLACES)}


def read(path: Path) -> list[tuple[Sheet, list[Claim]]]:
    file = PublishedFile.of(tuple(read_blocks(path)))
    return list(zip(file.sheets, tables_read(file), strict=True))


def test_the_layouts_are_right() -> None:
    assert found_in(load_profile(FORM)) == ()


def assert_read_back(it: Made, kind: str) -> int:
    """That each table gives the facts that its layout prints, and no other; how many they are."""
    names = [section.file for section in load_profile(FORM).parts[0].sections]
    expected = [printed(name, it.facts) for name in names]
    found = read(published(it, kind))
    assert len(found) == len(names)
    for name, figures, (_, claims) in zip(names, expected, found, strict=True):
        assert {claim.name: (claim.value, claim.unit) for claim in claims if claim.value} == figures, name
    return sum(map(len, expected))


@pytest.mark.parametrize("kind", FORMATS)
def test_every_figure_of_every_table_is_read_back(kind: str, department: Made) -> None:
    assert assert_read_back(department, kind) > 180


def test_a_table_of_some_columns_has_the_rows_with_amounts_in_them(department: Made) -> None:
    assert department.document is not None
    tables = [block for block in department.document.blocks if isinstance(block, Table)]
    (projects,) = (table for table in tables if table.title == "项目支出决算表")
    (moved,) = (table for table in tables if table.title == "项目收入支出决算表")
    assert len(projects.body) > 3 and all(row.cells[-1].text for row in projects.body)
    assert len(moved.body) > 3 and all(any(cell.text for cell in row.cells[2:]) for row in moved.body)


def test_a_table_without_amounts_is_read_as_one(office: Path) -> None:
    it = make(NO_FUND)
    assert_read_back(it, "html")
    (table,) = (table for table in read_publication(published(it, "html")).report.tables if table.kind == "政府性基金")
    assert not table.amounts and table.note == "本表为空。示例县水务局没有政府性基金收入和支出。"


@pytest.mark.parametrize("old, new", [("31.50", "31.40"), ("367.40", "367.30")], ids=["下属单位", "本级"])
def test_a_digit_changed_in_a_table_by_units_is_found(old: str, new: str, department: Made) -> None:
    path = published(department, "html")
    text = path.read_text("utf-8")
    at = text.index(f">{old}<", text.index("收入决算表（分单位）"))
    path.write_text(f"{text[:at]}>{new}{text[at + 1 + len(old) :]}", "utf-8")
    assert any(error.level is Level.ERROR and new in error.message for error in findings(path))


@pytest.mark.parametrize("title, old, new", [
    ("结转分两类", "98.16", "98.26"), ("结转分两类", "0.40", "0.50"), ("结转分两类", "158.00", "158.10"),
    ("财政拨款支出决算明细表", "37.60", "37.70"), ("项目收入支出决算表", "60.00", "61.25"),
])  # fmt: skip
def test_a_digit_changed_in_a_table_of_both_kinds_or_by_economic_is_found(title: str, old: str, new: str, department: Made) -> None:
    path = published(department, "html")
    text = path.read_text("utf-8")
    at = text.index(f">{old}<", text.index(title, text.index("<table")))
    path.write_text(f"{text[:at]}>{new}{text[at + 1 + len(old) :]}", "utf-8")
    assert any(error.level is Level.ERROR and new in error.message for error in findings(path))


@pytest.mark.parametrize(("old", "new"), [("7.25", "7.35"), ("5.50", "5.60")], ids=["其他数", "键里的数"])
def test_a_digit_changed_in_a_table_of_the_bureaus_own_is_found(old: str, new: str, department: Made) -> None:
    path = published(department, "html")
    assert not findings(path)
    text = path.read_text("utf-8")
    at = text.rindex(f">{old}</a>")
    assert at > text.index("占采购的服务") - 900  # 在最后一张有数的表里
    path.write_text(f"{text[:at]}>{new}{text[at + 1 + len(old) :]}", "utf-8")
    (error,) = findings(path)
    assert error.level is Level.ERROR and old in error.message and new in error.message


def test_what_the_data_says_of_it_is_compared_and_imported(department: Made, capsys: pytest.CaptureFixture[str]) -> None:
    path = published(department, "html")
    text = path.read_text("utf-8")
    path.write_text(text.replace(">7.25</a>", ">7.35</a>"), "utf-8")
    Path("部门.yaml").write_text(text_of(changed(CHANGES)), "utf-8")
    assert main(["compare", "部门.yaml", str(path)]) == 1
    told = capsys.readouterr().out
    assert "7.25" in told and "7.35" in told
    assert main(["import", str(path), "-o", "导入.yaml"]) == 0
    text = Path("导入.yaml").read_text("utf-8")
    assert "收入: {财政拨款: 20.00, 其他收入: 2.00}\n      支出: {基本支出: 15.00, 项目支出: 6.50}\n    - 名称: 县河道管理站\n" in text
    assert "项目: {年初结转结余: 20.00, 本年收入: 88.06, 年末结转: 12.50, 年末结余: 0.40}\n" in text and "212:" not in text
    assert "本级" not in text and "版式: 某省/2021" in text and "政府购买服务支出: 7.35" in text and "政府购买服务项目: 3" in text


def test_a_table_printed_from_the_official_form_is_read_by_the_layout(office: Path) -> None:
    """The bureau's own form filled by hand: no 栏次, the labels of two rows in the lower one, the title among the cells."""
    rows = [
        ["基本支出决算明细表", "", "", "", "", "", "", "", "", ""],
        ["", "", "", "", "", "", "", "", "单位：万元", ""],
        ["公用经费", "", "", "", "", "", "人员经费", "", "", ""],
        ["编码", "名称", "金额", "编码", "名称", "金额", "编码", "名称", "金额", ""],
        ["302", "商品和服务支出", "37.40", "310", "资本性支出", "5.00", "301", "工资福利支出", "150.34", ""],
        ["公用经费合计", "", "42.40", "总计", "", "212.74", "人员经费合计", "", "170.34", ""],
    ]
    publication = audit("第二部分 2021年度部门决算表", grid(rows))
    assert stated(publication) == {
        "基本支出明细.302": Decimal("37.40"), "基本支出明细.310": Decimal("5.00"), "基本支出明细.301": Decimal("150.34"),
        "基本支出明细.公用经费": Decimal("42.40"), "基本支出明细.合计": Decimal("212.74"), "基本支出明细.人员经费": Decimal("170.34"),
    }  # fmt: skip


def test_a_costs_table_without_its_numbers_of_columns_is_read_by_the_layout(office: Path) -> None:
    labels = ["小计", "购置", "运行维护"]
    rows = [
        ["", *["本年决算数", *[""] * 5], *["全年预算数", *[""] * 5]][1:],
        [*["", "", "", "公务用车费", "", ""], *["", "", "", "公务用车费", "", ""]],
        [*["合计", "公务接待费", "因公出国（境）费", *labels], *["合计", "公务接待费", "因公出国（境）费", *labels]],
        ["9.00", "2.00", "1.00", "6.00", "2.00", "4.00", "12.00", "3.00", "1.00", "8.00", "3.00", "5.00"],
    ]
    publication = audit("一般公共预算“三公”经费支出表", "单位：万元", grid(rows))
    assert stated(publication)["三公经费.决算"] == 9 and stated(publication)["三公经费.公务接待费.预算"] == 3
    assert stated(publication)["三公经费.公务用车购置费.决算"] == 2 and len(stated(publication)) == 12


def test_open_data_has_every_amount_of_them_and_frictionless_reads_it(department: Made) -> None:
    assert department.document is not None
    path = Path("数据.csv.zip")
    path.write_bytes(write_csv(department.document))
    report = validate(str(path))
    assert report.valid, report.flatten(["message"])
    tables = [block for block in department.document.blocks if isinstance(block, Table) and block.sheet]
    assert len(report.tasks) == len(tables) > 15
    for table in tables:
        records = records_of(table)
        said = Counter(text for row in records.rows for name, text in row.items() if name in {f.name for f in records.fields if f.unit})
        assert "款" not in {field.name for field in records.fields}
        assert said == Counter(c.text.replace(",", "") for row in table.body for c in row.cells if c.figure and c.text), table.title


def test_what_a_table_of_both_kinds_needs_and_no_key_says_is_asked_for(office: Path) -> None:
    """Of a 科目 that spent both ways, or has a balance left, neither kind is guessed; what is asked for is the key to write."""
    path = Path("部门.yaml")
    lacking = {"支出.2130301.项目": None, "支出.2130301.公用经费": None, "支出.2130301.基本.经济分类": None, "支出.2130305.项目": None}
    kept = {key: value for key, value in CHANGES.items() if not key.startswith(tuple(lacking))}
    path.write_text(text_of(changed(kept)), "utf-8")
    asked = "\n".join(error.message for error in made(path).errors)
    for name in ("支出.2130301.项目.本年收入", "支出.2130301.人员经费", "支出.2130305.项目.年初结转结余"):
        assert f"“{name}”" in asked
    assert "2080505.项目" not in asked and "2080505.基本.本年收入" not in asked
