"""Amounts in 元 printed in 万元: each rounded by itself, noted where a sum shows it, or rounded first so that it adds up."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from generator.checks import rules  # noqa: F401  (enters every rule)
from generator.checks.registry import run
from generator.cli import main
from generator.disclosure.render import render
from generator.document.tree import Table, lines
from generator.published.audit import read_publication
from generator.source.finding import Finding
from tests.factory import Data, Made, changed, made, text_of

FORM, NOTE = "某省/2021", "因四舍五入，本表合计与各项之和略有不同。"
COUNTS = {"年度", "分值", "得分"}
LEVEL = {"数字样式.尾差": "凑平"}


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with a form that has a note on rounding."""
    folder = tmp_path / "templates" / FORM
    folder.mkdir(parents=True)
    (folder / "profile.yaml").write_text(f"基于: 湖南/2021\n表样: {{尾差说明: {NOTE}}}\n", "utf-8")
    (folder / "2-决算表").mkdir()
    whole = Path("templates/通用/2-决算表/收入支出决算总表.yaml").read_text("utf-8")
    (folder / "2-决算表" / "收入支出决算总表.yaml").write_text(whole.replace("  - 本套报表金额单位转换时可能存在尾数误差。", ""), "utf-8")
    monkeypatch.chdir(tmp_path)


def in_yuan(seed: int, changes: Data | None = None) -> Data:
    """The good department in 元, its amounts moved by up to 49 元, those that must agree made to agree."""
    random = Random(seed)

    def moved(node: Any, key: str = "") -> Any:
        if isinstance(node, dict):
            return {name: moved(value, name) for name, value in node.items()}
        if isinstance(node, list):
            return [moved(each, key) for each in node]
        try:
            value = Decimal(node) if isinstance(node, str) and key not in COUNTS else None
        except ArithmeticError:
            return node
        return node if value is None else str(value * 10000 + (Decimal(random.randrange(-4900, 4900)) / 100 if value else 0))

    data: Data = moved(changed({"版式": FORM}))
    basic = sum(Decimal(row.get("基本支出", "0")) for row in data["支出"].values())
    others = sum(Decimal(amount) for code, amount in data["基本支出明细"].items() if code != "30101")
    data["基本支出明细"]["30101"] = str(basic - others)
    data["结转结余"]["年初"]["财政拨款"] = data["结转结余"]["年初"]["合计"]
    meeting = data["一般性支出"]["会议费"]
    meeting["决算"] = str(sum(Decimal(each["金额"]) for each in meeting["场次"]))
    return changed({"金额单位": "元", **(changes or {})}, data)


def make(data: Data) -> Made:
    Path("部门.yaml").write_text(text_of(data), "utf-8")
    it = made(Path("部门.yaml"))
    assert it.document is not None and not it.errors, [f.message for f in it.findings]
    return it


def published(it: Made) -> Path:
    assert it.document is not None
    path = Path("公开.html")
    path.write_bytes(render(it.document, ("html",))[0]["html"])
    return path


def found(path: Path) -> list[Finding]:
    """What is found in a published file, of which every sum was looked at."""
    publication = read_publication(path)
    assert len(publication.report.equations) > 40 and len(publication.report.tables) == 9
    return list(run(publication.report))


def noted(it: Made) -> Iterator[Table]:
    assert it.document is not None
    return (block for block in it.document.blocks if isinstance(block, Table) and any(NOTE in note for note in block.notes))


SEEDS = range(8)


@pytest.mark.parametrize("seed", SEEDS)
def test_rounded_last_every_figure_is_its_own_and_a_note_stands_where_a_sum_shows_it(seed: int) -> None:
    it = make(in_yuan(seed))
    findings = found(published(it))
    assert {finding.code for finding in findings} <= {"H202", "H212"}
    tabled = {table.title for table in noted(it)}
    assert tabled
    # 有注的表里的尾差不再提示：剩下的都在句子里，或在各项不印在同一张表里的合计
    told = [finding for finding in findings if finding.code == "H202" and any(title in str(finding.places[0]) for title in tabled)]
    assert not told


@pytest.mark.parametrize("seed", SEEDS)
def test_rounded_first_everything_adds_up_in_tables_and_text(seed: int) -> None:
    it = make(in_yuan(seed, LEVEL))
    assert not [*noted(it)]
    assert found(published(it)) == []
    assert {finding.code for finding in it.findings} <= {"H203"}


def test_what_makes_up_for_a_sum_is_told() -> None:
    (told,) = (finding for finding in make(in_yuan(0, LEVEL)).findings)
    assert told.code == "H203" and "30101 基本工资" in told.message and "印 100，不印 100.01" in told.message


def test_a_total_as_approved_stays_and_its_largest_part_makes_up_for_it() -> None:
    spent: Data = {
        "支出.2130301": {"基本支出": "1000049", "年初预算": "1000049"},
        "支出.2130305": {"项目支出": "2000049", "年初预算": "1900000", "原因": "追加工程"},
    }
    data = in_yuan(0, {**LEVEL, **spent, "支出.2080505": None, "收入.2080505": None, "支出.合计": "3000098"})
    data["机关运行经费"]["决算"] = "0"
    data["基本支出明细"] = {"30101": "1000049"}
    it = make(data)
    assert it.document is not None
    text = "\n".join(lines(it.document))
    assert "本年支出合计300.01万元" in text and "项目支出200.01万元" in text and "基本支出100.00万元" in text
    assert found(published(it)) == []


def test_amounts_that_are_printed_alike_need_no_reason_for_a_difference() -> None:
    it = make(in_yuan(0))
    assert it.document is not None
    alike, other = it.facts.figure("一般公共预算.2080505.合计"), it.facts.figure("一般公共预算.2080505.年初预算")
    assert alike and other and alike.value != other.value
    assert any("决算数与年初预算数持平" in line for line in lines(it.document))
    assert not [finding for finding in it.findings if finding.code == "W307"]


def test_no_note_where_the_sums_hold() -> None:
    assert not [*noted(make(changed({"版式": FORM})))]


@pytest.mark.parametrize("style", [{}, LEVEL], ids=["照实", "凑平"])
def test_what_was_built_is_imported_and_built_the_same(style: Data) -> None:
    it = make(in_yuan(3, style))
    assert it.document is not None
    assert main(["import", str(published(it)), "-o", "读回.yaml"]) == 0
    again = made(Path("读回.yaml"))
    assert again.document is not None
    tables = [block for block in it.document.blocks if isinstance(block, Table)]
    read = [block for block in again.document.blocks if isinstance(block, Table)]
    for one, other in zip(tables, read, strict=True):
        assert [[cell.text for cell in row.cells] for row in one.body] == [[cell.text for cell in row.cells] for row in other.body]
