"""科目 whose 项 are secret: the 类 or 款 alone is written, printed, told, checked in the sums and read back."""

from itertools import product
from pathlib import Path

import pytest
import yaml

from generator.checks import rules  # noqa: F401  (enters every rule)
from generator.checks.registry import run
from generator.cli import main
from generator.disclosure.render import render
from generator.document.tree import Table
from generator.published.audit import read_publication
from generator.source.finding import Level
from tests.factory import Data, Made, changed, made, text_of

SHANGHAI = Path("data/上海市普陀区人民政府石泉路街道办事处/2025.yaml").resolve()
SECRET: Data = {
    "收入.203": {"财政拨款": "20.00"}, "支出.203": {"项目支出": "20.00", "年初预算": "25.00", "原因": "任务减少"},
    "收入.20402": {"财政拨款": "30.00"}, "支出.20402": {"项目支出": "30.00", "年初预算": "30.00"},
}  # fmt: skip
DROPPED = [*product(("收入", "支出", "一般公共预算"), ("合计", "财政拨款", "基本支出", "项目支出", "年初预算"))]
APPROVED = {f"{grid}.{column}": None for grid, column in DROPPED}
FORMS = {"湖南/2021": changed({}), "上海/2025": changed(APPROVED, yaml.load(SHANGHAI.read_text("utf-8"), yaml.BaseLoader))}


def build(form: str, changes: Data) -> tuple[Made, Path]:
    Path("部门.yaml").write_text(text_of(changed(changes, FORMS[form])), "utf-8")
    it = made(Path("部门.yaml"))
    assert it.document is not None and not it.errors, it.errors
    path = Path("公开.html")
    path.write_bytes(render(it.document, ("html",))[0]["html"])
    return it, path


@pytest.mark.parametrize("form", FORMS)
def test_it_is_told_as_far_as_may_be_published_and_read_back(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    it, path = build(form, SECRET)
    assert {finding.code for finding in it.findings if finding.quote.startswith(("支出.20", "收入.20", "一般公共预算.20"))} == {"A119"}
    text = "\n".join(it.section("一般公共预算财政拨款支出决算情况说明"))
    assert "国防支出（类）。" in text and "公共安全支出（类）公安（款）。" in text and "（款）（项）" not in text
    assert it.document is not None
    rows = [row.cells[0].text for block in it.document.blocks if isinstance(block, Table) and block.sheet for row in block.body]
    assert rows.count("203") == rows.count("20402") == 3 and not any(code.startswith(("20301", "2040201")) for code in rows)
    publication = read_publication(path)
    figure = publication.report.figure("一般公共预算.203.年初预算")
    assert figure is not None and figure.value == 25
    before = {finding.code for finding in it.findings}
    told = [finding for finding in run(publication.report) if finding.level is not Level.HINT and finding.code not in before]
    assert not told and publication.summary["verified"] > 200  # 正文逐项说到它，也只到这一级
    silent = path.read_text("utf-8").replace("国防支出（类）。", "国防事项。").replace("公安（款）。", "公安事项。")
    path.with_name("没有说.html").write_text(silent, "utf-8")
    asked = [finding for finding in run(read_publication(path.with_name("没有说.html")).report) if finding.code == "W710"]
    assert asked and all("203、20402 下面" in finding.message for finding in asked)
    path.with_name("涉密.html").write_text(silent.replace("国防事项。", "国防支出、公安因涉密，不公开到项。"), "utf-8")
    assert "W710" not in {finding.code for finding in run(read_publication(path.with_name("涉密.html")).report)}
    assert main(["import", str(path), "-o", "读回.yaml"]) == 0
    capsys.readouterr()
    assert main(["compare", "读回.yaml", str(path)]) == 0
    read = Path("读回.yaml").read_text("utf-8")
    assert "203: {项目支出: 20.00, 年初预算: 25.00" in read and "20402: {项目支出: 30.00, 年初预算: 30.00}" in read


@pytest.mark.parametrize("form", FORMS)
def test_the_sums_that_remain_are_checked(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _, path = build(form, SECRET)
    text = path.read_text("utf-8")
    at = text.index("20.00", text.index("支出决算表", text.index("收入决算表") + 1))
    path.write_text(f"{text[:at]}29.00{text[at + 5 :]}", "utf-8")
    errors = [finding for finding in run(read_publication(path).report) if finding.level is Level.ERROR]
    assert errors and any("29" in finding.message and "20" in finding.message for finding in errors)


def test_a_department_of_which_nothing_may_be_told_below_the_class(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    spent: Data = {"支出": {"204": {"基本支出": "212.74", "项目支出": "105.26", "年初预算": "322.34", "原因": "任务减少"}}}
    it, path = build("湖南/2021", {**spent, "收入": {"204": {"财政拨款": "310.90"}}})
    assert "W710" in it.codes  # 一项也没有，要说一声；确实都涉密的，接受
    assert "公共安全支出（类）。" in it.section("一般公共预算财政拨款支出决算情况说明")[-2]
    assert not [finding for finding in run(read_publication(path).report) if finding.level is Level.ERROR]
