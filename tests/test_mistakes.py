"""One cause, one finding: mistakes put into the tables of built documents of every profile, and how often each is told."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

import pytest

from generator.checks import rules
from generator.checks.printed.whole_tables import other_tables
from generator.checks.registry import RULES, run
from generator.cli import main
from generator.model.claim import TableKind
from generator.model.facts import Facts
from generator.published.audit import audited, read_publication
from generator.published.reading import PublishedFile
from generator.readers.blocks import Grid
from generator.readers.open import read_blocks
from generator.source.finding import Finding, Level
from generator.source.place import Place
from tests.mistakes import MISTAKES, Blocks, made

assert rules
DATA = Path(__file__).resolve().parents[1] / "data"
KINDS: tuple[TableKind, ...] = (
    "收支总计", "收入", "支出", "财政拨款收支总计", "一般公共预算", "基本支出明细", "三公经费",
)  # fmt: skip


@dataclass(frozen=True)
class Good:
    """A built document: its blocks, the tables among them by kind, and what is said of it as it is."""

    name: str
    blocks: Blocks
    tables: dict[TableKind, list[int]]
    told: frozenset[tuple[str, Place]]


def loud(blocks: Blocks) -> list[Finding]:
    """The errors and warnings on a document."""
    return [finding for finding in run(audited(blocks).report) if finding.level is not Level.HINT]


def spot(finding: Finding) -> tuple[str, Place]:
    """What is found where, whatever figures it quotes."""
    return finding.code, finding.places[0]


def good(path: Path) -> Good:
    """A built document read."""
    blocks = tuple(read_blocks(path))
    kinds = {id(sheet.grid): sheet.kind for sheet in PublishedFile.of(blocks).sheets}
    tables: dict[TableKind, list[int]] = {}
    for at, block in enumerate(blocks):
        if isinstance(block, Grid):
            tables.setdefault(kinds[id(block)], []).append(at)
    return Good(path.stem, blocks, tables, frozenset(map(spot, loud(blocks))))


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Good]:
    """The departments of data/ that have tables, built."""
    folder = tmp_path_factory.mktemp("built")
    assert main(["build", str(DATA), "-o", str(folder), "--to", "html"]) == 0
    found = [good(path) for path in sorted(folder.rglob("*.html"))]
    return [each for each in found if set(each.tables) >= set(KINDS)]


def told(documents: list[Good], mistake: str, kind: TableKind) -> Iterator[tuple[str, list[Finding]]]:
    """Each time the mistake is made in a table of a kind: what was done, and what is found that was not before."""
    for document in documents:
        for _, blocks, what in made(document.blocks, document.tables[kind], MISTAKES[mistake], f"{document.name}{mistake}"):
            yield f"{document.name} {what}", [finding for finding in loud(blocks) if spot(finding) not in document.told]


def test_the_documents_have_every_table_and_are_read(documents: list[Good]) -> None:
    assert len(documents) == 4
    for document in documents:
        counts = audited(document.blocks).summary
        assert counts["contradicted"] == 0 and counts["bound"] > 100, document.name


@pytest.mark.parametrize(("mistake", "kind"), list(zip(cycle(["改一位", "换两位", "各表都错", "各处都错"]), KINDS, strict=False)))
def test_a_wrong_figure_is_told_once(documents: list[Good], mistake: str, kind: TableKind) -> None:
    """However many sums, rates and repetitions it breaks: one finding, with the places of all."""
    for what, found in told(documents, mistake, kind):
        assert len(found) <= 1, (what, [finding.message for finding in found])
        assert kind == "财政拨款收支总计" or found, what


@pytest.mark.parametrize(("mistake", "kind"), list(zip(cycle(["下移", "上移"]), KINDS[:-1], strict=False)))
def test_figures_that_slipped_a_row_are_told_together(documents: list[Good], mistake: str, kind: TableKind) -> None:
    """One finding, and at most two on what stands in no row of its own any more: a figure overwritten, a total or a balance."""
    counts = {what: [finding.code for finding in found] for what, found in told(documents, mistake, kind)}
    assert all(len(codes) <= 3 for codes in counts.values()), counts
    assert kind == "基本支出明细" or sum(map(len, counts.values())) <= 2 * len(counts), counts  # 06表只有各类的合计


@pytest.mark.parametrize("kind", ["收入", "支出", "一般公共预算"])
def test_a_row_that_was_left_out_is_named(documents: list[Good], kind: TableKind) -> None:
    """One finding that names the 项, the amount that lacks and where it is printed."""
    for what, found in told(documents, "漏一行", kind):
        assert [finding.code for finding in found] == ["E201"], (what, [finding.message for finding in found])
        assert what.split()[1][:7] in found[0].message and "多半漏了" in found[0].message, found[0].message


@pytest.mark.parametrize(("mistake", "kind"), [("重一行", "收支总计"), ("重一行", "收入"), ("重一行", "基本支出明细"), ("重一项", "支出")])
def test_a_row_that_is_printed_twice_is_told_once(documents: list[Good], mistake: str, kind: TableKind) -> None:
    """One finding that names the row and both places, the second one first, and none on the order or the levels of its code."""
    every = dict(told(documents, mistake, kind))
    assert every and all([finding.code for finding in found] == ["E230"] for found in every.values()), every
    for what, [finding] in every.items():
        assert len(finding.places) == 2 and finding.places[0].line > finding.places[1].line, what
        assert "印了两次" in finding.message, what


@pytest.mark.parametrize("kind", ["收支总计", "支出", "财政拨款收支总计"])
def test_a_total_that_was_left_out_is_told(documents: list[Good], kind: TableKind) -> None:
    """One finding, which says what the total is where another table prints it."""
    every = dict(told(documents, "漏合计", kind))
    assert every and all([finding.code for finding in found] == ["W247"] for found in every.values()), every
    assert kind != "支出" or all("各类相加是" in finding.message and "别处" in finding.message for [finding] in every.values())


@pytest.mark.parametrize(("mistake", "kind"), [("空一列", "支出"), ("空一列", "财政拨款收支总计"), ("少一格", "收支总计")])
def test_cells_that_are_left_blank_are_told_together(documents: list[Good], mistake: str, kind: TableKind) -> None:
    """One finding for a table, with the place of each cell and what it is to hold, and none on the sums that are broken by it."""
    every = dict(told(documents, mistake, kind))
    assert every and all([finding.code for finding in found] == ["E232"] for found in every.values()), every
    assert all("空着" in finding.message and finding.expected for [finding] in every.values())
    assert mistake == "少一格" or max(len(finding.places) for [finding] in every.values()) > 3


def test_rows_that_may_be_alike_are_left_alone(tmp_path: Path) -> None:
    """A 款 and its only 项 of one name where no codes are printed, and the same 科目 of two units, once with the same amounts."""
    names = "|项目|本年支出合计|基本支出|项目支出|\n|其他支出|9.00|9.00||\n|其他支出|9.00|9.00||\n|其他支出|9.00|9.00||\n"
    unit = "|2210201|住房公积金|3.00|3.00||\n|2130101|行政运行|{}|{}||\n"
    units = "|科目编码|科目名称|本年支出合计|基本支出|项目支出|\n" + unit.format("5.00", "5.00") + unit.format("4.00", "4.00")
    for rows in (names, units):
        path = tmp_path / "公开.txt"
        path.write_text(f"清溪县水利局2021年度部门决算公开\n支出决算表\n{rows}", "utf-8")
        report = read_publication(path).report
        assert [(table.kind, table.amounts, table.twice) for table in report.tables] == [("支出", True, ())]


def test_what_is_rightly_blank_is_left_alone(tmp_path: Path) -> None:
    """类 and 款 that print no amount of their own, and columns that have none."""
    rows = "|213|农林水支出|||\n|21301|农业农村|||\n|2130101|行政运行|5.00|5.00||\n|2130104|事业运行|4.00|4.00||\n"
    path = tmp_path / "公开.txt"
    path.write_text(f"清溪县水利局2021年度部门决算公开\n支出决算表\n|科目编码|科目名称|本年支出合计|基本支出|项目支出|\n{rows}", "utf-8")
    publication = read_publication(path)
    assert publication.report.figure("支出.2130104.基本支出") and not [f for f in run(publication.report) if f.code == "E232"]


@pytest.mark.parametrize("kind", ["支出", "一般公共预算"])
def test_two_columns_that_are_exchanged_are_told_once(documents: list[Good], kind: TableKind) -> None:
    """One finding that names the columns, and none on what follows from it."""
    every = dict(told(documents, "两列对调", kind))
    assert every and all([finding.code for finding in found] == ["E218"] for found in every.values()), every
    assert all(f"{kind}表“" in finding.message for found in every.values() for finding in found)


@pytest.mark.parametrize(("mistake", "kind"), [("编码错", "支出"), ("编码错", "一般公共预算"), ("编码对调", "收入"), ("编码对调", "支出")])
def test_a_wrong_code_is_told_once_with_the_right_one(documents: list[Good], mistake: str, kind: TableKind) -> None:
    """However many sums, orders and repetitions it breaks: one finding that names the row and its own code."""
    every = dict(told(documents, mistake, kind))
    assert every and all([finding.code for finding in found] == ["E220"] for found in every.values()), every
    for what, found in every.items():
        assert what.split()[1][:7] in found[0].message and "金额没有错" in found[0].message, found[0].message


@pytest.mark.parametrize(("mistake", "kind", "code", "words"), [
    ("用元", "收支总计", "E221", "以元为单位"), ("用元", "支出", "E221", "以元为单位"), ("用元", "三公经费", "E221", "以元为单位"),
    ("小数点", "支出", "E221", "小数点错了位"), ("别年", "支出", "E223", "别的年度"), ("别年", "一般公共预算", "E223", "别的年度"),
])  # fmt: skip
def test_a_table_that_is_wrong_as_a_whole_is_told_once(documents: list[Good], mistake: str, kind: TableKind, code: str, words: str) -> None:
    """One finding with all its places, whatever the rest of the document says of the same facts."""
    every = dict(told(documents, mistake, kind))
    assert every and all([finding.code for finding in found] == [code] for found in every.values()), every
    assert all(words in finding.message and len(finding.places) > 3 for found in every.values() for finding in found)


def test_a_table_of_another_year_is_told_where_nothing_else_gives_its_figures(tmp_path: Path) -> None:
    """What it is held against may itself be refuted, and is then no fact: the finding is there all the same."""
    path = tmp_path / "公开.txt"
    path.write_text("清溪县水利局2021年度部门决算公开\n" + RULES["E223"].example(mended=False), "utf-8")
    report = read_publication(path).report
    [known], [unknown] = list(other_tables(report)), list(other_tables(replace(report, facts=Facts())))
    assert "别处 52.81" in known.message and unknown.places[:3] == known.places[:3] and "几乎都不同。" in unknown.message
