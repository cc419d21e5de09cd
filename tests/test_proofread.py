"""Text of the department's own is read again as it will be published."""

from pathlib import Path

import pytest

from generator.disclosure.build import Order, build
from generator.disclosure.department import read_department
from generator.disclosure.proofread import examined
from generator.disclosure.render import render
from generator.published.as_printed import printed_blocks
from generator.published.audit import audited, read_publication
from tests.factory import changed, text_of
from tests.test_import import PLAIN

TOPICS = "政府采购、国有资产、绩效、政府性基金、机关运行经费，见后。"
ROOT = Path(__file__).resolve().parents[1]
GOOD = (
    "# 收入支出决算总体情况说明",
    "2021年度收、支总计{{ 收支总计.收入|万元 }}。与上年相比，{{ 收支总计.收入|增长下降额(上年.收支总计.收入) }}。",
    "# 支出决算情况说明",
    "本年支出合计{{ 支出.合计|万元 }}，其中：基本支出{{ 支出.基本支出|万元 }}，占{{ 支出.基本支出|占(支出.合计) }}；"
    "项目支出{{ 支出.项目支出|万元 }}，占{{ 支出.项目支出|占(支出.合计) }}。",
    "# “三公”经费支出决算情况说明",
    "公务接待费支出预算为{{ 三公经费.公务接待费.预算|万元 }}，支出决算为{{ 三公经费.公务接待费.决算|万元 }}，决算数小于预算数。",
    "# 其他",
    TOPICS,
)


def proofs(folder: Path, lines: tuple[str, ...], old: str = "", new: str = "") -> list[tuple[int, str]]:
    """Line of the own text, and what is said of it."""
    text = text_of(PLAIN)
    assert old in text
    path = folder / "甲.yaml"
    path.write_text("\n".join([text.replace(old, new, 1), "情况说明: |", *(f"  {line}" for line in lines), ""]), "utf-8")
    first = path.read_text("utf-8").splitlines().index("情况说明: |") + 1
    found = examined(read_department(path))[1]
    return [(f.places[0].line - first, f.message) for f in found if f.code == "W620"]


def test_nothing_is_said_of_good_text(tmp_path: Path) -> None:
    assert proofs(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("line", "old", "new", "code"),
    [
        (6, "小于预算数", "大于预算数", "E214"),
        (4, "占{{ 支出.基本支出|占(支出.合计) }}", "占12.3%", "E212"),
        (8, TOPICS, f"{TOPICS}（略", ""),
    ],
)
def test_what_an_auditor_would_object_to_is_told_at_its_line(line: int, old: str, new: str, code: str, tmp_path: Path) -> None:
    found = proofs(tmp_path, tuple(text.replace(old, new) for text in GOOD))
    assert [at for at, _ in found] == [line] * bool(code)
    assert all(f"（{code}" in message for _, message in found)


def test_words_that_a_correction_made_untrue_are_told(tmp_path: Path) -> None:
    found = proofs(tmp_path, GOOD, "决算: '2.25'", "决算: '3.25'")
    assert [at for at, _ in found] == [6]


def test_what_is_told_already_is_not_told_again(tmp_path: Path) -> None:
    wrong = tuple(text.replace("本年支出合计{{ 支出.合计|万元 }}", "本年支出合计418.00万元") for text in GOOD)
    assert proofs(tmp_path, wrong) == []
    assert "E614" in {finding.code for finding in examined(read_department(tmp_path / "甲.yaml"))[1]}


def test_it_stops_no_build(tmp_path: Path) -> None:
    assert proofs(tmp_path, tuple(text.replace("小于预算数", "大于预算数") for text in GOOD))
    assert build(tmp_path / "甲.yaml", Order(("html",), tmp_path / "o")).files


def test_the_tree_says_what_its_printed_file_does(tmp_path: Path) -> None:
    department = read_department(ROOT / "data" / "株洲市工业和信息化局" / "2021.yaml")
    document, _ = examined(department)
    assert document is not None
    path = tmp_path / "甲.html"
    path.write_bytes(render(document, ("html",))[0]["html"])
    printed, told = read_publication(path), audited(list(printed_blocks(document, "成文")))
    assert [(c.name, c.kind, c.value) for c in told.claims] == [(c.name, c.kind, c.value) for c in printed.claims]
    proof = {"verified", "unprovable"}  # 树里的格子没有各自的位置，印证了几个只在文件里数
    assert {k: n for k, n in told.summary.items() if k not in proof} == {k: n for k, n in printed.summary.items() if k not in proof}


def test_a_hint_on_text_with_typed_figures_is_told_too(tmp_path: Path) -> None:
    path = tmp_path / "甲.yaml"
    text = text_of(PLAIN)
    assert "供水安全有保障" in text
    path.write_text(text.replace("供水安全有保障", "为企业争取资金2012万元，供水安全有保障"), "utf-8")
    found = [f for f in examined(read_department(path))[1] if f.code == "H619"]
    written = path.read_text("utf-8").splitlines()
    assert ["2012万元" in written[f.places[0].line - 1] for f in found] == [True]
    path.write_text(text.replace("供水安全有保障", "为企业争取资金2012.00万元，供水安全有保障"), "utf-8")
    assert "H619" not in [f.code for f in examined(read_department(path))[1]]


def test_what_the_data_have_wrong_is_not_told_again_of_the_text(tmp_path: Path) -> None:
    """The figures as data: one finding there; what is typed otherwise in the text is told of the text."""
    costs = "机关运行经费支出{{ 机关运行经费.决算|万元 }}，公用经费{{ 基本支出明细.公用经费|万元 }}。"
    lines = [line.replace("占{{ 支出.基本支出|占(支出.合计) }}", "占12.3%") for line in (*GOOD[:-2], "# 机关运行经费支出情况说明", costs)]
    path = tmp_path / "甲.yaml"
    text = text_of(changed({"机关运行经费.决算": "50.40"}, PLAIN))
    path.write_text("\n".join([text, "情况说明: |", *(f"  {line}" for line in lines), ""]), "utf-8")
    found = examined(read_department(path))[1]
    assert [f.published for f in found if f.code == "E411"] == ["50.40"]
    assert ["E212" in f.message for f in found if f.code == "W620"] == [True], [f.message for f in found if f.code == "W620"]
