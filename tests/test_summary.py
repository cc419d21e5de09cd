"""juesuan check over a bureau's folder: the table, and departments against each other."""

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest

from generator.cli import main
from generator.commands.check import check_all, check_file
from generator.commands.folder import gather
from generator.commands.summary import as_html, as_text, as_xlsx, line
from tests.browser import barriers, opened
from tests.factory import changed, text_of

Output = pytest.CaptureFixture[str]
CENTRE, WATER = "示例县水利站", "示例县水务局"
DETAILED = ("收入", "支出", "基本支出明细", "一般公共预算", "绩效自评", "结转结余", "上年", "机关运行经费", "国有资产", "一般性支出")


def write(folder: Path, name: str, changes: Mapping[str, Any] | None = None, year: int = 2021) -> Path:
    """A department's file under its name."""
    path = folder / name / f"{year}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text_of(changed({"部门.名称": name, "年度": year, **(changes or {})})), "utf-8")
    return path


def bureau(folder: Path, total: Mapping[str, Any], unit: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Code and quote of what is found between a 汇总, its 本级 and one unit, all else being equal."""
    nature = {"部门.性质": "汇总", "概况.下属单位": [CENTRE]}
    zero = {f"政府采购.{kind}": 0 for kind in ("货物", "工程", "服务", "授予中小企业", "授予小微企业")}
    summed = dict.fromkeys(DETAILED) | zero | {"三公经费": None}
    write(folder, WATER, summed | nature | dict(total))
    write(folder, f"{WATER}（本级）", summed)
    write(folder, CENTRE, summed | dict(unit))
    return between(folder)


def between(folder: Path) -> list[tuple[str, str]]:
    """Code and quote of what is found between the departments of a folder."""
    return [(f.code, f.quote) for checked in check_all([folder]) for f in checked.findings if f.code[1] == "9"]


class TestUnits:
    """The units that a 决算 says it contains."""

    def test_one_without_a_file(self, tmp_path: Path) -> None:
        write(tmp_path, WATER, {"概况.下属单位": [CENTRE, "示例县河道所"]})
        write(tmp_path, CENTRE)
        assert between(tmp_path) == [("W901", "示例县河道所")]

    def test_one_with_another_year(self, tmp_path: Path) -> None:
        write(tmp_path, WATER, {"概况.下属单位": [CENTRE]})
        write(tmp_path, CENTRE, year=2020)
        assert between(tmp_path) == [("W902", CENTRE)]

    @pytest.mark.parametrize("written", [CENTRE, "示例县水利站（公益一类）", "示例县 水利站"])
    def test_a_name_written_a_little_differently_is_found(self, written: str, tmp_path: Path) -> None:
        write(tmp_path, WATER, {"概况.下属单位": [written]})
        write(tmp_path, CENTRE)
        assert between(tmp_path) == []

    def test_a_file_for_next_year_only_asks_for_no_units(self, tmp_path: Path) -> None:
        write(tmp_path, WATER, {"概况.下属单位": [CENTRE], "版式": None})
        assert between(tmp_path) == []

    def test_two_files_of_one_department_and_year(self, tmp_path: Path) -> None:
        first = write(tmp_path, WATER)
        (tmp_path / "另一份.yaml").write_text(first.read_text("utf-8"), "utf-8")
        assert between(tmp_path) == [("E904", WATER)] * 2

    def test_single_files_are_not_asked_for_units(self, tmp_path: Path) -> None:
        path = write(tmp_path, WATER, {"概况.下属单位": [CENTRE]})
        assert not any(f.code == "W901" for checked in check_all([path]) for f in checked.findings)

    def test_one_may_be_accepted(self, tmp_path: Path) -> None:
        accepted = [{"代码": "W901", "位置": CENTRE, "理由": "今年已并入"}]
        path = write(tmp_path, WATER, {"概况.下属单位": [CENTRE], "接受": accepted})
        assert between(tmp_path) == []
        (checked,) = check_all([tmp_path])
        assert [entry.reason for entry in checked.accepted] == ["今年已并入"]
        assert "W790" not in {finding.code for finding in check_file(path).findings}
        write(tmp_path, CENTRE)
        assert "W790" in {f.code for checked in check_all([tmp_path]) for f in checked.findings}


class TestSums:
    """A 汇总 is the sum of its 本级 and units."""

    def test_a_right_sum(self, tmp_path: Path) -> None:
        assert bureau(tmp_path, {"政府采购.服务": "3.50"}, {"政府采购.服务": "3.50"}) == []

    def test_a_wrong_sum(self, tmp_path: Path) -> None:
        assert bureau(tmp_path, {"政府采购.服务": "3.50"}, {"政府采购.服务": "3.80"}) == [("E903", "政府采购.合计")]

    def test_what_rounding_explains_is_no_error(self, tmp_path: Path) -> None:
        assert bureau(tmp_path, {"政府采购.服务": "3.51"}, {"政府采购.服务": "3.50"}) == []

    def test_without_its_own_file_the_total_may_be_more_but_not_less(self, tmp_path: Path) -> None:
        found = {}
        for total in ("9.00", "3.00"):
            folder = tmp_path / total
            bureau(folder, {"政府采购.服务": total}, {"政府采购.服务": "3.50"})
            (folder / f"{WATER}（本级）" / "2021.yaml").unlink()
            found[total] = between(folder)
        assert found == {"9.00": [], "3.00": [("E903", "政府采购.合计")]}

    def test_one_that_is_no_汇总_is_not_summed(self, tmp_path: Path) -> None:
        changes = {"政府采购.服务": "3.50", "部门.性质": "行政"}
        assert bureau(tmp_path, changes, {"政府采购.服务": "8.80"}) == []

    @pytest.mark.parametrize(("granted", "found"), [("20.00", []), ("0", [("E903", "收入.合计")])])
    def test_what_units_pay_each_other_is_set_off(self, granted: str, found: list[Any], tmp_path: Path) -> None:
        unit = {"收入": {"合计": "60.00", "上级补助": granted}}
        bureau(tmp_path, {"收入": {"合计": "100.00"}}, unit)
        own = tmp_path / f"{WATER}（本级）" / "2021.yaml"
        own.write_text(own.read_text("utf-8") + "收入: {合计: 60.00, 上级补助: 0}\n", "utf-8")
        assert [pair for pair in between(tmp_path) if pair[1] == "收入.合计"] == found


class TestTable:
    """The table for the bureau."""

    def make(self, folder: Path) -> None:
        write(folder, WATER)
        write(folder, "=1+1局", {"收入.合计": "9999.99"})
        write(folder, "示例县林业局", {"政府采购": None})
        (folder / "残缺.yaml").write_text("支出: {合计: 1\n", "utf-8")

    def test_each_department_has_a_line_that_says_whether_it_is_ready(self, tmp_path: Path) -> None:
        self.make(tmp_path)
        lines = {each.department: each for each in map(line, check_all([tmp_path]))}
        states = {name: each.state for name, each in lines.items()}
        assert states["=1+1局"] == "有错误" and states["残缺.yaml"] == "读不出"
        assert lines["=1+1局"].errors >= 1 and lines[WATER].errors == 0
        assert "政府采购" in lines["示例县林业局"].missing

    def test_a_figure_that_is_lacking_is_named(self, tmp_path: Path) -> None:
        path = write(tmp_path, WATER, {"三公经费.公务接待费.人次": None})
        assert line(check_file(path)).missing == "缺少要用的数（三公经费.公务接待费.人次）"

    def test_text_says_why_a_file_cannot_be_read_and_counts(self, tmp_path: Path, capsys: Output) -> None:
        self.make(tmp_path)
        assert main(["check", str(tmp_path), "--summary"]) == 2
        out = capsys.readouterr().out
        assert "残缺.yaml:1:5：括号没有成对" in out and "共 4 个文件：" in out and "读不出 1 个" in out

    def test_the_workbook_holds_numbers_and_no_formulas(self, tmp_path: Path) -> None:
        self.make(tmp_path)
        book = openpyxl.load_workbook(BytesIO(as_xlsx(list(check_all([tmp_path])), gather([tmp_path]))))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert "=1+1局" in {cell.value for cell in cells}
        first = book.worksheets[0]
        assert any(cell.data_type == "n" and cell.value for row in first.iter_rows() for cell in row)
        assert len(book.sheetnames) == 2

    def test_every_form_says_the_same(self, tmp_path: Path, capsys: Output) -> None:
        self.make(tmp_path)
        files = list(check_all([tmp_path]))
        gathered = gather([tmp_path])
        page, text = as_html(files, gathered).decode(), as_text(files, gathered).decode()
        main(["check", str(tmp_path), "--summary", "--format", "json"])
        rows = json.loads(capsys.readouterr().out)
        assert len(rows) == 4
        for row in rows:
            assert row["state"] in page and row["state"] in text
            assert row["department"] in text
        assert "src=" not in page and "http" not in page.lower().replace("http://www.w3.org", "")

    def test_the_page_leads_to_a_report_on_each_file(self, tmp_path: Path, capsys: Output) -> None:
        folder, reports, output = tmp_path / "收到的", tmp_path / "逐份", tmp_path / "汇总.html"
        folder.mkdir()
        self.make(folder)
        words = ["check", str(folder), "--summary", "--format", "html", "-o", str(output), "--reports", str(reports), "-j", "1"]
        main(words)
        text = output.read_text("utf-8")
        written = sorted(reports.iterdir())
        assert len(written) == len(list(check_all([folder]))) == 4
        for path in written:
            assert f'href="{quote(path.relative_to(tmp_path).as_posix())}"' in text
            assert "<title>决算公开核对结果</title>" in path.read_text("utf-8")
        assert sum("<main class=\"text\"" in path.read_text("utf-8") for path in written) >= 3
        main(words)
        assert sorted(reports.iterdir()) == written
        old = written[0].rename(reports / "009 早先的.docx.html")
        main(words)
        assert sorted(reports.iterdir()) == written and not old.exists()
        written[0].write_text("别的", "utf-8")
        assert main(words) == 2 and "没有写" in capsys.readouterr().err and written[0].read_text("utf-8") == "别的"

    def test_reports_are_for_a_folder(self, tmp_path: Path, capsys: Output) -> None:
        write(tmp_path, WATER)
        (file,) = tmp_path.rglob("*.yaml")
        assert main(["check", str(file), "--reports", str(tmp_path / "逐份")]) == 2 and "一个文件夹" in capsys.readouterr().err

    def test_rows_are_sorted_and_narrowed(self, tmp_path: Path) -> None:
        self.make(tmp_path)
        files, gathered = list(check_all([tmp_path])), gather([tmp_path])
        page = tmp_path / "汇总.html"
        page.write_bytes(as_html(files, gathered))
        with opened() as browser:
            tab = browser.new_page(viewport={"width": 390, "height": 844})
            tab.goto(page.as_uri())
            assert tab.locator("table.sorted tbody tr:visible").count() == 4
            for way in (1, -1):
                tab.get_by_role("button", name="错误", exact=False).first.click()
                column = [int(text) for text in tab.locator("table.sorted tbody tr td:nth-child(3)").all_inner_texts()]
                assert column == sorted(column)[::way]
            state = tab.locator("select[aria-label=结论] option").nth(1).inner_text()
            tab.select_option("select[aria-label=结论]", state)
            assert 0 < tab.locator("table.sorted tbody tr:visible").count() < 4
            assert tab.evaluate("document.documentElement.scrollWidth") <= 390 and barriers(tab) == []

    def test_a_workbook_is_for_the_summary_and_needs_a_name(self, tmp_path: Path, capsys: Output) -> None:
        write(tmp_path, WATER)
        assert main(["check", str(tmp_path), "--format", "xlsx", "-o", str(tmp_path / "a.xlsx")]) == 2
        assert main(["check", str(tmp_path), "--summary", "--format", "xlsx"]) == 2
        assert "--summary" in capsys.readouterr().err
        assert not (tmp_path / "a.xlsx").exists()

    def test_an_empty_folder(self, tmp_path: Path, capsys: Output) -> None:
        assert main(["check", str(tmp_path), "--summary"]) == 2
        assert "没有能核对的文件" in capsys.readouterr().err
