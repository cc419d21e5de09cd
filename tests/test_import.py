"""juesuan import: what build wrote is read back, whatever the format, and workbooks as offices keep them."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.authoring.imports.files import Imported, import_files
from generator.cli import main
from generator.disclosure.department import compose, examine, read_department
from generator.disclosure.render import render
from generator.document.tree import lines
from generator.model.facts import Facts
from generator.model.figure import Figure
from generator.published.audit import read_publication
from generator.published.compare import compare
from generator.published.differences import Kind
from generator.published.profile import likeliest
from generator.published.reading import PublishedFile
from generator.readers.blocks import UnreadablePublication
from generator.readers.open import read_blocks
from generator.source.finding import Level
from tests.departments import publishable, shanghai
from tests.factory import Data, Made, changed, made, text_of
from tests.seeds import each_seed

HERE = Path(__file__).resolve().parents[1]
EXAMPLE = HERE / "data" / "株洲市工业和信息化局"
NOT_PRINTED = {"部门.性质", "数字样式"}  # 文本里没有印出的键
GRIDS = ("收入.", "支出.", "一般公共预算.", "政府性基金.", "国有资本经营.", "基本支出明细.", "结转结余.", "收支总计.")
INDICATORS = [
    {"一级": "产出指标", "二级": "数量指标", "名称": "加固堤防", "指标值": "5公里", "分值": 50, "得分": 48},
    {"一级": "效益指标", "二级": "社会效益指标", "名称": "受益人口", "指标值": "3万人", "分值": 40, "得分": 38},
]
PLAIN: Data = changed({"绩效自评.指标": INDICATORS, "绩效自评.资金": {"年初预算": "322.34", "全年预算": "330"}})
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def of(text: str) -> Made:
    """The department of a YAML, read and composed once."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "甲.yaml")
        path.write_text(text, "utf-8")
        return made(path)


def built(folder: Path, data: Data, kind: str) -> Path:
    """The department's document in a format."""
    text = text_of(data)
    (folder / "甲.yaml").write_text(text, "utf-8")
    path = folder / f"甲.{kind}"
    path.write_bytes(rendered(text, kind))
    return path


@cache
def rendered(text: str, kind: str) -> bytes:
    """The bytes of what is built of a department's YAML, built once."""
    document = of(text).document
    assert document is not None
    return render(document, (kind,), "typst")[0][kind]


def again(folder: Path, imported: Imported) -> Path:
    """The imported file, written."""
    path = folder / "乙.yaml"
    path.write_text(imported.text, "utf-8")
    return path


def printed(path: Path) -> list[str]:
    """Every line of the document of a file that has no errors."""
    department = of(path.read_text("utf-8"))
    assert not department.errors, department.errors
    assert department.document is not None
    return list(lines(department.document))


def amounts(facts: Facts, heads: tuple[str, ...] = GRIDS) -> dict[str, Decimal]:
    """The figures of the tables by name, those that are nothing left out."""
    return {
        name: fact.value
        for name, fact in facts.items()
        if isinstance(fact, Figure) and name.startswith(heads) and fact.value and "年初预算" not in name
    }


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
def test_what_was_built_is_read_back(kind: str, tmp_path: Path) -> None:
    imported = import_files([built(tmp_path, PLAIN, kind)])
    assert printed(again(tmp_path, imported)) == printed(tmp_path / "甲.yaml")
    assert (imported.left, imported.conflicts, imported.lacking) == ((), (), ())
    assert "\n情况说明:" not in imported.text
    assert imported.shares.lost == 0


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
@SLOW
@given(changes=publishable())
def test_any_department_is_read_back(kind: str, changes: Data) -> None:
    is_read_back(kind, {**changes, "绩效自评.资金": {"年初预算": "322.34", "全年预算": "330"}, "数字样式": None})


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
@SLOW
@given(changes=shanghai())
def test_any_department_of_shanghai_is_read_back(kind: str, changes: Data) -> None:
    is_read_back(kind, changes)


@pytest.mark.parametrize("form", ["湖南/2019", "湖南/2022", "湖南/2023", "湖南/2024", "通用"])
@SLOW
@given(changes=publishable())
def test_any_department_of_every_form_is_read_back(form: str, changes: Data) -> None:
    money = {"绩效自评.资金": {"年初预算": "322.34", "全年预算": "330"}, "数字样式": None}
    is_read_back("html", {**changes, **money, "版式": form, "年度": int(form.partition("/")[2] or 2024)})


@pytest.mark.parametrize("form, name", [("通用", "上海市示例区水务局"), ("湖南/2024", "四川省示例县水务局"), ("通用", "示例县水务局")])
def test_the_form_is_told_by_what_a_document_shows_whatever_its_place(
    form: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = built(tmp_path, changed({"版式": form, "年度": 2024, "部门.名称": name}, PLAIN), "html")
    assert main(["import", str(file), "-o", str(tmp_path / "乙.yaml")]) == 0
    (told,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("按版式 "))
    assert re.fullmatch(rf"按版式 {form} 读出：标题 \d+ 个、句子 \d+ 句、表 9 张和它的相同；不合适的，用 --版式 另选。", told)
    checked = PublishedFile.of(tuple(read_blocks(file)))
    found = likeliest(checked.year, checked.lines)
    assert found is not None and found.folders[0] == form


def is_read_back(kind: str, changes: Data) -> None:
    """What is built of a department is imported, in its own form, so that it builds the same."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "甲.yaml"
        source.write_text(text_of(changed(changes, PLAIN)), "utf-8")
        origin = of(source.read_text("utf-8"))
        assert not origin.errors and not overdrawn(origin.facts)
        imported = import_files([built(folder, changed(changes, PLAIN), kind)])
        assert imported.facts.text("版式") == changed(changes, PLAIN)["版式"]
        assert printed(again(folder, imported)) == printed(source)


@SLOW
@given(changes=publishable())
def test_the_tables_of_any_department_are_read_back(changes: Data) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "甲.yaml"
        source.write_text(text_of(changed(changes, PLAIN)), "utf-8")
        origin = of(source.read_text("utf-8"))
        assert not origin.errors and not overdrawn(origin.facts) and origin.facts.text("部门.名称")
        found = amounts(made(again(folder, import_files([built(folder, changed(changes, PLAIN), "xlsx")]))).facts)
        wanted = amounts(origin.facts)
        assert {name: found.get(name) for name in wanted} == wanted


@SLOW
@given(changes=shanghai())
def test_tables_that_say_neither_year_nor_department_are_read_back_by_the_name_of_the_file(changes: Data) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        data = changed(changes, PLAIN)
        file = built(folder, data, "xlsx").rename(folder / "上海市示例区水务局2024年度部门决算.xlsx")
        imported = import_files([file])
        assert (imported.name, imported.year, imported.facts.text("版式")) == ("上海市示例区水务局", 2024, "上海/2024")
        wanted, found = amounts(of(text_of(data)).facts), amounts(made(again(folder, imported)).facts)
        assert {name: found.get(name) for name in wanted} == wanted


def test_a_file_that_says_no_year_asks_for_one(tmp_path: Path) -> None:
    path = built(tmp_path, changed({"版式": "上海/2024", "年度": 2024}, PLAIN), "xlsx")
    with pytest.raises(UnreadablePublication, match=r"认不出是哪一年度.*改文件名"):
        import_files([path])


def overdrawn(facts: Facts) -> bool:
    """Whether more was spent than there was, which a file may not say."""
    return any(isinstance(f, Figure) and f.value < 0 and "结转" in name for name, f in facts.items())


@pytest.mark.parametrize("kind", ["docx", "html", "pdf", "xlsx"])
@pytest.mark.parametrize(("personnel", "public"), [("0", "212.74"), ("212.74", "0")])
def test_a_total_left_blank_does_not_take_the_one_beside_it(kind: str, personnel: str, public: str, tmp_path: Path) -> None:
    data = changed({"基本支出明细": {"30101": personnel, "31002": public}, "部门.性质": "事业", "机关运行经费": None}, PLAIN)
    facts = made(again(tmp_path, import_files([built(tmp_path, data, kind)]))).facts
    read = [facts.figure(f"基本支出明细.{name}") for name in ("人员经费", "公用经费", "合计")]
    assert [figure.value if figure else 0 for figure in read] == [Decimal(personnel), Decimal(public), Decimal("212.74")]


def test_all_that_the_document_needs_is_asked_for_at_once(tmp_path: Path) -> None:
    imported = import_files([built(tmp_path, PLAIN, "xlsx")])
    department = read_department(again(tmp_path, imported))
    assert {"三公经费.公务接待费.批次", "三公经费.公务接待费.人次"} <= {*imported.lacking}
    assert [f.message for f in examine(department, True)[1] if f.code == "A112"] == []


def test_what_is_not_printed_is_not_invented(tmp_path: Path) -> None:
    data = changed({"数字样式": {"金额小数": 2}}, PLAIN)
    text = import_files([built(tmp_path, data, "docx")]).text
    assert not [key for key in NOT_PRINTED if f"{key.rpartition('.')[2]}:" in text]
    assert "性质" in text.splitlines()[2]


def test_items_that_only_a_sentence_lists_are_kept_and_those_of_the_table_are_not_said_twice(tmp_path: Path) -> None:
    totals = {"合计": "212.74", "人员经费": "170.34", "公用经费": "42.40"}
    data = changed({"基本支出明细": {**totals, "人员经费科目": ["基本工资", "奖金"], "公用经费科目": ["办公费"]}}, PLAIN)
    imported = import_files([built(tmp_path, data, "html")])
    assert "人员经费科目: [基本工资, 奖金]" in imported.text
    assert printed(again(tmp_path, imported)) == printed(tmp_path / "甲.yaml")
    assert "经费科目" not in import_files([built(tmp_path, PLAIN, "html")]).text


def test_it_is_the_same_each_time(tmp_path: Path) -> None:
    path = built(tmp_path, PLAIN, "docx")
    first = import_files([path])
    assert import_files([path]).text == first.text
    rows = [row for row in first.text.splitlines() if "2130301" in row]
    assert len(rows) == 2 and all("第" in row for row in rows[-1:])
    assert "公开03表" in rows[-1]


class TestWorkbooks:
    """Nine sheets that build wrote, and the same as offices keep them."""

    @pytest.fixture
    def book(self, tmp_path: Path) -> Workbook:
        return openpyxl.load_workbook(built(tmp_path, PLAIN, "xlsx"))

    @pytest.fixture
    def known(self, tmp_path: Path) -> dict[str, Decimal]:
        return amounts(of((tmp_path / "甲.yaml").read_text("utf-8")).facts)

    def read(self, folder: Path, *books: Workbook) -> Facts:
        """The facts of an imported workbook, or several."""
        paths = []
        for number, book in enumerate(books):
            paths.append(folder / f"表{number}.xlsx")
            book.save(paths[-1])
        imported = import_files(paths)
        assert imported.name == "示例县水务局"
        assert imported.year == 2021
        return made(again(folder, imported)).facts

    @pytest.fixture
    def same(self, tmp_path: Path, book: Workbook, known: dict[str, Decimal]) -> Callable[..., None]:
        def check(*books: Workbook, but: tuple[str, ...] = ()) -> None:
            found = amounts(self.read(tmp_path, *(books or (book,))))
            wanted = {name: value for name, value in known.items() if not name.startswith(but or ("-",))}
            assert {name: found.get(name) for name in wanted} == wanted

        return check

    def test_as_they_were_built(self, same: Callable[..., None]) -> None:
        same()

    def test_in_another_order(self, book: Workbook, same: Callable[..., None]) -> None:
        book._sheets.reverse()  # type: ignore[attr-defined]
        same()

    def test_heading_rows_above(self, book: Workbook, same: Callable[..., None]) -> None:
        for sheet in tables(book):
            merged = [(r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges]
            for r in list(sheet.merged_cells.ranges):
                sheet.unmerge_cells(str(r))
            sheet.insert_rows(1, 2)
            sheet["A1"] = "附件2"
            for top, left, bottom, right in merged:
                sheet.merge_cells(None, top + 2, left, bottom + 2, right)
        same()

    def test_numbers_kept_as_text(self, book: Workbook, same: Callable[..., None]) -> None:
        for cell in numbers(book):
            cell.value, cell.data_type = f"{cell.value:,.2f}", "s"
        same()

    def test_in_yuan(self, tmp_path: Path, book: Workbook, same: Callable[..., None]) -> None:
        for cell in numbers(book):
            cell.value = cell.value * 10000
        for sheet in tables(book):
            for row in sheet.iter_rows(max_row=6):
                for cell in row:
                    if isinstance(cell.value, str) and "万元" in cell.value:
                        cell.value = cell.value.replace("万元", "元")
        same()
        text = (tmp_path / "乙.yaml").read_text("utf-8")
        assert "金额单位: 元" in text
        assert "2004000" in text

    def test_a_file_for_each_sheet(self, book: Workbook, same: Callable[..., None]) -> None:
        same(*alone(book))

    def test_a_sheet_that_is_missing(self, book: Workbook, same: Callable[..., None]) -> None:
        del book[next(name for name in book.sheetnames if "06" in name)]
        same(but=("基本支出明细.",))

    def test_figures_from_tables_reasons_from_text(self, tmp_path: Path, book: Workbook) -> None:
        workbook = tmp_path / "表.xlsx"
        book.save(workbook)
        imported = import_files([workbook, built(tmp_path, PLAIN, "docx")])
        text = imported.text
        assert "[1] 公开03表" in text
        assert "原因: 新增人员" in text
        assert printed(again(tmp_path, imported)) == printed(tmp_path / "甲.yaml")

    def test_last_years_text(self, tmp_path: Path, book: Workbook) -> None:
        workbook = tmp_path / "表.xlsx"
        book.save(workbook)
        imported = import_files([workbook, built(tmp_path, changed({"年度": 2020}, PLAIN), "docx")])
        assert imported.year == 2021
        assert "原因: 新增人员" in imported.text
        prior = imported.facts.figure("上年.一般公共预算.2130301.合计") or imported.facts.figure("上年.支出.2130301.基本支出")
        assert prior is not None
        assert prior.place is not None and prior.place.file.endswith(".docx")

    def test_every_cell_is_named(self, tmp_path: Path, book: Workbook) -> None:
        path = tmp_path / "表.xlsx"
        book.save(path)
        row = next(r for r in import_files([path]).text.splitlines() if "基本支出: 200.40" in r)
        sheet = next(s for s in tables(book) if "03" in s.title)
        line = next(r[0].row for r in sheet.iter_rows() if str(r[0].value) == "2130301")
        cells = [c.coordinate for c in sheet[line] if c.value in {200.4, 10.1}]
        assert len(cells) == 2
        assert f"公开03表 {'、'.join(cells)}" in row


def tables(book: Workbook) -> Iterator[Worksheet]:
    """The nine sheets."""
    return (sheet for sheet in book.worksheets if "公开" in sheet.title)


def numbers(book: Workbook) -> Iterator[Any]:
    """The cells that hold an amount."""
    for sheet in tables(book):
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.data_type == "n" and cell.value is not None and "." in cell.number_format)


def alone(book: Workbook) -> list[Workbook]:
    """A workbook for each sheet."""
    books = []
    for sheet in tables(book):
        one = Workbook()
        target = one.worksheets[0]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    made_cell = target.cell(cell.row, cell.column, cell.value)
                    made_cell.number_format = cell.number_format
        books.append(one)
    return books


class TestConflicts:
    """A figure printed in two ways."""

    def test_the_table_is_right(self, tmp_path: Path) -> None:
        path = built(tmp_path, PLAIN, "html")
        text = path.read_text("utf-8")
        at = re.search(r"<h\d[^>]*>[^\n]*二、收入决算情况说明", text)
        assert at is not None
        path.write_text(text[: at.end()] + text[at.end() :].replace(">310.90万元<", ">301.90万元<", 1), "utf-8")
        imported = import_files([path])
        conflict = next(c for c in imported.conflicts if c.name == "收入.合计")
        assert (conflict.taken.value, conflict.others[0].value) == (Decimal("310.90"), Decimal("301.90"))
        assert made(again(tmp_path, imported)).facts.figure("收入.合计").value == Decimal("310.90")  # type: ignore[union-attr]

    def test_the_sum_is_right(self, tmp_path: Path) -> None:
        path = tmp_path / "甲.txt"
        path.write_text(
            "甲县水利局概况\n第三部分 2021年度部门决算情况说明\n三、支出决算情况说明\n"
            "2021年度支出合计120.00万元，其中：基本支出40.00万元，项目支出60.00万元。\n"
            "四、预算绩效情况说明\n2021年度支出合计100.00万元。\n",
            "utf-8",
        )
        total = made(again(tmp_path, import_files([path]))).facts.figure("支出.合计")
        assert total is not None
        assert total.value == Decimal(100)


class TestProse:
    """Paragraphs that no template writes."""

    def test_kept_where_a_key_has_room_and_live(self, tmp_path: Path) -> None:
        path = built(tmp_path, PLAIN, "html")
        text = path.read_text("utf-8")
        own = "组织了全面自评，本年支出合计318.00万元，都在自评之内，进展顺利。"
        path.write_text(text.replace("组织了全面自评。", own), "utf-8")
        imported = import_files([path])
        assert "本年支出合计{{ 支出.合计|万元 }}" in imported.text
        assert own in printed(again(tmp_path, imported))

    def test_what_has_no_room_is_named(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = built(tmp_path, PLAIN, "html")
        text, own = path.read_text("utf-8"), "这一句话哪一个键里都没有地方可以写下来。"
        at = text.index("<table")
        path.write_text(text[:at] + f"<p>{own}</p>" + text[at:], "utf-8")
        assert main(["import", str(path), "-o", str(tmp_path / "丙.yaml")]) == 0
        said = capsys.readouterr().out
        assert re.search(rf"没有写进文件的有 1 段：第二部分[^“]*“{own}”。", said), said


class TestCommand:
    """The file that is written, or not."""

    def test_never_over_an_old_file(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path, target = str(built(tmp_path, PLAIN, "docx")), tmp_path / "2021.yaml"
        target.write_text("我的文件", "utf-8")
        assert main(["import", path, "-o", str(target)]) == 2
        assert target.read_text("utf-8") == "我的文件"
        assert "--force" in capsys.readouterr().err

    def test_the_old_one_is_kept_beside(self, tmp_path: Path) -> None:
        path, target = str(built(tmp_path, PLAIN, "docx")), tmp_path / "2021.yaml"
        for old in ("第一份", "第二份"):
            target.write_text(old, "utf-8")
            assert main(["import", path, "-o", str(target), "--force"]) == 0
        assert (tmp_path / "2021.yaml.bak").read_text("utf-8") == "第一份"
        assert (tmp_path / "2021.yaml.bak2").read_text("utf-8") == "第二份"

    def test_where_it_goes_by_default(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = built(tmp_path, PLAIN, "docx")
        monkeypatch.chdir(tmp_path)
        assert main(["import", str(path)]) == 0
        assert Path("data/示例县水务局/2021.yaml").exists()

    def test_no_year(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "甲.txt"
        path.write_text("甲县水利局的一段文字，没有年度。\n", "utf-8")
        assert main(["import", str(path)]) == 2
        assert "年度" in capsys.readouterr().err


@each_seed
def test_published_texts(seed: Path, tmp_path: Path) -> None:
    imported = import_files([seed])
    assert imported.name.endswith("局")
    assert imported.shares.lost * 20 <= imported.shares.total
    department = read_department(again(tmp_path, imported))
    document, _ = compose(department, draft=True)
    assert document is not None
    differences = compare(document, department.facts, read_publication(seed))
    named = {conflict.name for conflict in imported.conflicts}
    figures = [d for d in differences if d.kind is Kind.FIGURE and not (d.figure and d.figure.name in named)]
    assert len(figures) <= 3
    assert sum(d.kind is Kind.EQUAL for d in differences) >= 20


def test_the_examples_have_no_errors() -> None:
    files = [path for path in sorted((HERE / "data").rglob("*.yaml")) if "版式:" in path.read_text("utf-8")]
    assert len(files) >= 5
    for path in files:
        assert not [f for f in made(path).findings if f.level is not Level.HINT], path


def test_the_example_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    document, _ = compose(read_department(EXAMPLE / "2021.yaml"))
    assert document is not None
    path.write_bytes(render(document, ("docx",))[0]["docx"])
    department = read_department(again(tmp_path, import_files([path])))
    other, _ = compose(department)
    assert other is not None
    assert {d.kind for d in compare(other, department.facts, read_publication(path))} == {Kind.EQUAL}


