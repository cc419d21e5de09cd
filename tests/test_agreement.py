"""What the audit says of a published text and what check says of the data that import makes of it: the same, and as often."""

import re
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from generator.cli import main
from generator.commands.check import check_file
from generator.commands.importing import drafted
from generator.commands.published import audit_file
from generator.published.audit import read_publication
from generator.source.finding import Finding, Level
from tests.factory import changed, text_of
from tests.mistakes import swapped
from tests.seeds import NONE, SEEDS
from tests.test_import import PLAIN

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("published", "seeds", "cases/published", "cases/import")
PUBLISHED = [path for folder in FOLDERS for path in sorted((SEEDS.parent / folder).glob("*.*")) if path.suffix in {".txt", ".html"}]
UNDECIDED = {
    "i01-no-part-titles",  # 文件到一列的第一条为止，后面还有没有，公开的文件里不知道
}
NAMES = frozenset({"W220", "W221", "W223", "W225", "E217", "E222", "W242"})  # 说的是名称、年份和单位
AMOUNT = re.compile(r"(?<![\d.A-Z])\d[\d,]*(?:\.\d+)?")
SUMS = frozenset({"E201", "E203", "E204", "E206", "W208"})
CELL = re.compile(r"<td[^>]*>(?:<[^>]+>)*((?:[1-9]\d?,)?[1-9]\d\d?\.\d\d)(?=<)")


def sums(findings: Iterable[Finding]) -> list[str]:
    """The codes of what is found on sums and parts."""
    return sorted(finding.code for finding in findings if finding.code in SUMS)


def code_of(finding: Finding) -> str:
    """The rule that a finding is of, that on a department's own text of the rule that it names."""
    named = re.search(r"（([EW]\d{3})）", finding.message) if finding.code == "W620" else None
    return named[1] if named else finding.code


def of_figures(finding: Finding) -> bool:
    """Whether an error or a warning judges figures: not names, reasons, words or what is lacking."""
    code = code_of(finding)
    return finding.level is not Level.HINT and re.match("[EW][245]", code) is not None and code not in NAMES


def amounts(finding: Finding) -> set[str]:
    """The amounts of at least two digits that a finding names."""
    said = f"{finding.message} {finding.published} {finding.expected}"
    return {amount.replace(",", "") for amount in AMOUNT.findall(said) if len(re.sub(r"\D", "", amount).strip("0")) > 1}


def paired(finding: Finding, others: Iterable[Finding]) -> bool:
    """Whether one of other findings names an amount that this one does; where it names none, is of the same rule."""
    mine = amounts(finding)
    return any(mine & amounts(one) if mine else code_of(one) == code_of(finding) for one in others)


def checked(path: Path, folder: Path) -> tuple[list[Finding], str]:
    """What check finds on the data that import makes of a file, and what import tells."""
    data = folder / "数.yaml"
    draft = drafted([path])
    data.write_text(draft.text, "utf-8")
    return [finding for finding in check_file(data).findings if finding.level is not Level.HINT], "\n".join(draft.told)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The departments of data/ that have tables, built."""
    folder = tmp_path_factory.mktemp("built")
    assert main(["build", str(ROOT / "data"), "-o", str(folder), "--to", "html"]) == 0
    return [path for path in sorted(folder.rglob("*.html")) if len(CELL.findall(path.read_text("utf-8"))) > 40]


def test_a_good_document_is_good_either_way(documents: list[Path], tmp_path: Path) -> None:
    assert len(documents) == 4
    for path in documents:
        assert read_publication(path).summary["bound"] > 100
        assert sums(audit_file(path).findings) == sums(checked(path, tmp_path)[0]) == []


def test_a_wrong_cell_is_no_more_than_one_finding_either_way(documents: list[Path], tmp_path: Path) -> None:
    """Where the audit tells which figure is wrong, import leaves it out or takes the right one and says so; check has nothing to add."""
    told = 0
    for path in documents:
        page = path.read_text("utf-8")
        cells = [cell for cell in CELL.finditer(page) if swapped(cell[1])]
        for cell in Random(path.stem).sample(cells, 1):
            wrong = tmp_path / "公开.html"
            wrong.write_text(page[: cell.start(1)] + swapped(cell[1]) + page[cell.end(1) :], "utf-8")
            audit = [finding for finding in audit_file(wrong).findings if finding.code in SUMS]
            found, said = checked(wrong, tmp_path)
            assert len(audit) <= 1 and len(sums(found)) <= len(audit), (cell[1], [finding.message for finding in found])
            if audit and "写错，应为" in audit[0].message:
                told += 1
                assert not sums(found) and ("没有写进文件；由各部分推出" in said or "前后不一致：取了" in said), (cell[1], said)
    assert told, "在哪一份里都没有说出是哪个数写错，没有试到要试的事"


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in PUBLISHED] or [NONE])
def test_published_files_say_the_same_either_way(path: Path, tmp_path: Path) -> None:
    """What check says of figures the audit says too; what the audit says is said by check, or marked 待核, or told by import."""
    audit = list(filter(of_figures, audit_file(path).findings))
    found, told = checked(path, tmp_path)
    text = (tmp_path / "数.yaml").read_text("utf-8")
    more = [finding.message for finding in found if of_figures(finding) and not paired(finding, audit)]
    assert not more or path.stem in UNDECIDED, more
    doubts = "\n".join(line for line in text.splitlines() if "待核" in line)
    lost = [f.message for f in audit if not (paired(f, found) or f.code in doubts or f.code in told)]
    assert not lost, lost


NARRATIVE = """清溪县水利局2023年度部门决算说明
五、一般公共预算财政拨款支出决算情况说明
2023年度一般公共预算财政拨款支出100.00万元，具体情况如下：
（一）农林水支出（科目编码213）40.00万元（其中：科目编码2130301行政运行40.00万元）。主要原因是人员增加。
（二）住房保障支出（科目编码221）60.00万元（其中：科目编码2010301住房公积金60.00万元）。主要原因是基数调整。
六、其他情况说明
没有其他情况。
"""


def test_a_code_under_another_class_is_left_out_and_said(tmp_path: Path) -> None:
    """Of two figures of which one is printed under a code that cannot be its own, the one that can be is written."""
    path = tmp_path / "公开.txt"
    path.write_text(NARRATIVE, "utf-8")
    assert [finding.code for finding in audit_file(path).findings if of_figures(finding)] == ["W243"]
    found, told = checked(path, tmp_path)
    text = (tmp_path / "数.yaml").read_text("utf-8")
    tables = text.split("第三部分")[0]
    assert "2130301: {合计: 40.00}" in tables and "221: {合计: 60.00" in tables and not re.search(r"^ *2010301:", tables, re.M)
    assert "待核：第5行" in text and "没有写进文件" in told
    assert not sums(found), [finding.message for finding in found]


COSTS = """<p>清溪县水利局2023年度“三公”经费决算公开</p><table><tr><td>项目</td>{heads}</tr>
<tr><td>合计</td>{whole}</tr><tr><td>因公出国（境）费</td>{none}</tr>
<tr><td>公务用车购置及运行维护费</td>{cars}</tr><tr><td>公务接待费</td>{guests}</tr></table>"""


def cells(*values: str) -> str:
    """A row's cells."""
    return "".join(f"<td>{value}</td>" for value in values)


def test_the_cost_of_vehicles_in_one_figure_is_not_lost(tmp_path: Path) -> None:
    both = {"heads": cells("预算数", "决算数"), "whole": cells("10.00", "8.00"), "none": cells("", ""), "cars": cells("6.00", "5.00")}
    path = tmp_path / "公开.html"
    path.write_text(COSTS.format(**both, guests=cells("4.00", "3.00")), "utf-8")
    text = drafted([path]).text
    assert "公务用车运行维护费: {预算: 6.00, 决算: 5.00" in text and "公务接待费: {预算: 4.00, 决算: 3.00" in text


def test_a_column_that_no_table_has_is_not_nought(tmp_path: Path) -> None:
    one = {"heads": cells("预算数"), "whole": cells("10.00"), "none": cells(""), "cars": cells("6.00"), "guests": cells("4.00")}
    path = tmp_path / "公开.html"
    path.write_text(COSTS.format(**one), "utf-8")
    text = drafted([path]).text
    assert "公务接待费: {预算: 4.00" in text and not re.search(r"决算: 0(?!\d)", text)


def test_a_text_names_the_row_of_the_tables(tmp_path: Path) -> None:
    """A 科目 named in the text is the row that the tables print under that name, though the list has another code for it."""
    rows = "".join(f"<tr>{cells(*row)}</tr>" for row in (
        ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"), ("合计", "", "90.00", "60.00", "30.00"),
        ("213", "农林水支出", "90.00", "60.00", "30.00"), ("21301", "农业农村", "90.00", "60.00", "30.00"),
        ("2130106", "事业运行", "90.00", "60.00", "30.00"),
    ))  # fmt: skip
    words = "农林水支出（类）农业农村（款）事业运行（项）。年初预算为80.00万元，支出决算为90.00万元，完成年初预算的112.50%。"
    path = tmp_path / "公开.html"
    head = "<p>清溪县农业局2023年度部门决算</p><p>一般公共预算财政拨款支出决算表</p><p>单位：万元</p>"
    path.write_text(f"{head}<table>{rows}</table><p>五、一般公共预算财政拨款支出决算情况说明</p><p>1、{words}</p>", "utf-8")
    text = drafted([path]).text
    assert re.search(r"2130106:[^\n]*\n?[^\n]*年初预算: 80.00", text) and "2130104:" not in text, text


def test_totals_that_miss_by_as_much_are_one_finding_in_data(tmp_path: Path) -> None:
    """A 项 mistyped below its 款, 类 and the total, all written: one cause, told once with the places of all."""
    totals = {"支出.21303.合计": "305.66", "支出.213.合计": "305.66", "支出.合计": "318.00"}
    path = tmp_path / "甲.yaml"
    path.write_text(text_of(changed(totals, PLAIN)), "utf-8")
    assert not [finding for finding in check_file(path).findings if finding.code == "E201"]
    path.write_text(path.read_text("utf-8").replace("项目支出: '95.16'", "项目支出: '96.15'"), "utf-8")
    found = [finding for finding in check_file(path).findings if finding.code == "E201"]
    assert len(found) == 1 and "另有 2 处合计差同样的数" in found[0].message, [finding.message for finding in found]
    lines = path.read_text("utf-8").splitlines()
    assert {line for line, text in enumerate(lines, 1) if re.search(r"合计: '(305.66|318.00)'", text)} <= {p.line for p in found[0].places}


def test_the_total_is_no_less_than_the_income_in_it(tmp_path: Path) -> None:
    """收入总计 has the income of the year in it; less than that it cannot be, and both sides say so."""
    words = "2023年度收入总计{}万元。\n二、收入决算情况说明\n本年收入合计456.00万元，其中：财政拨款收入456.00万元，占100%。\n"
    path = tmp_path / "公开.txt"
    for total, expected in (("470.00", []), ("408.00", ["E201"])):
        path.write_text(f"清溪县水利局2023年度部门决算\n一、收入支出决算总体情况说明\n{words.format(total)}", "utf-8")
        assert read_publication(path).report.figure("收支总计.收入") is not None
        assert sums(audit_file(path).findings) == expected


def test_more_of_the_treasury_than_all_its_parts_is_one_finding(tmp_path: Path) -> None:
    """Where all spending is but the sum of the 科目 that a list gives, a total of 财政拨款 above them is E201 and not E203 too."""
    path = tmp_path / "公开.txt"
    path.write_text(NARRATIVE.replace("100.00万元", "106.00万元").replace("2010301住房", "2210201住房"), "utf-8")
    assert [finding.code for finding in audit_file(path).findings if of_figures(finding)] == ["E241"]
    assert sums(checked(path, tmp_path)[0]) == ["E201"]
