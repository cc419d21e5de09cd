"""The 更正说明: what a reader of the published correction learns."""

import re
from pathlib import Path

import pytest

from generator.cli import main
from generator.disclosure.notice import as_notice
from generator.disclosure.record import Piece
from generator.disclosure.revision import FigureChange, Revision, TextChange
from generator.document.tree import Document, Paragraph, Table
from generator.model.catalogue import Catalogue, load_catalogue
from generator.model.facts import Facts
from tests.factory import changed, make, text_of
from tests.test_record import write

WORDS = "接待检查组"


def rows(document: Document, title: str) -> list[list[str]]:
    """The rows of the table behind the paragraph of that title."""
    blocks = list(document.blocks)
    at = next((n for n, b in enumerate(blocks) if isinstance(b, Paragraph) and b.text.endswith(title)), None)
    if at is None:
        return []
    table = blocks[at + 1]
    assert isinstance(table, Table)
    return [[cell.text for cell in row.cells] for row in table.body]


def corrected(folder: Path, old: Path, changes: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> Document | None:
    """The notice that build --against writes for changes in the department, before it is rendered."""
    write(folder / "data/水务局/2021.yaml", text_of(changed(changes)))
    seen: list[Document | None] = []

    def kept(revision: Revision, facts: Facts, catalogue: Catalogue) -> Document | None:
        seen.append(as_notice(revision, facts, catalogue))
        return seen[-1]

    monkeypatch.setattr("generator.commands.correction.as_notice", kept)
    assert main(["build", "--to", "html", "--against", str(old)]) == 0
    return seen[0]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the department published: the record of its build, and the text in each format."""
    folder = tmp_path_factory.mktemp("公开")
    write(folder / "2021.yaml", text_of(changed()))
    out = folder / "output"
    assert main(["build", str(folder / "2021.yaml"), "--to", "docx,pdf,html", "-o", str(out)]) == 0
    return {path.suffix: path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", [".json", ".html", ".docx", ".pdf"])
def test_a_corrected_figure_is_one_row_with_its_words_difference_and_places(
    kind: str, folder: Path, published: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = write(folder / f"旧{kind}", published[kind])
    notice = corrected(folder, old, {"支出.2130305.项目支出": "95.17"}, monkeypatch)
    assert notice is not None
    found = {row[1]: row for row in rows(notice, "数的更正")}
    row = next(row for row in found.values() if row[3] == "95.17万元")
    assert row[1].startswith("“2130305 水利工程建设”支出") and "支出决算表" in row[5]
    assert row[2:5] == ["95.16万元", "95.17万元", "+0.01万元"]
    total = next(row for row in found.values() if row[3] == "318.01万元")
    assert total[2] == "318.00万元" and re.search(r"等\d+处$", total[5])
    assert len({(row[2].replace(",", ""), row[3].replace(",", "")) for row in found.values()}) == len(found)
    assert not any(re.search(r"[\u4e00-\u9fff]\.[\u4e00-\u9fff\d]", cell) for row in found.values() for cell in row)
    assert f"更正{len(found)}个数" in "".join(block.text for block in notice.blocks if isinstance(block, Paragraph))
    assert not rows(notice, "文字的更正")


@pytest.mark.parametrize("kind", [".json", ".docx"])
def test_only_wording_that_changed_is_told_as_wording(
    kind: str, folder: Path, published: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = write(folder / f"旧{kind}", published[kind])
    changes = {"支出.2130305.项目支出": "95.17", "三公经费.公务接待费.说明": "接待督查组"}
    notice = corrected(folder, old, changes, monkeypatch)
    assert notice is not None
    ((_, _, was, now),) = rows(notice, "文字的更正")
    assert WORDS in was and "接待督查组" in now and "1处文字" in "".join(
        block.text for block in notice.blocks if isinstance(block, Paragraph)
    )


def test_where_nothing_changed_there_is_no_notice(
    folder: Path, published: dict[str, bytes], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = write(folder / "旧.json", published[".json"])
    assert corrected(folder, old, {}, monkeypatch) is None
    assert "没有要更正的" in capsys.readouterr().out and not [*folder.rglob("*更正说明.*")]


def test_the_direction_of_a_change_and_what_was_not_printed_are_kept() -> None:
    facts = make().facts
    where = (Piece("支出决算表", "合计 318.00", ("支出.合计",)),)
    changes = (
        FigureChange("支出.合计增减额", "支出总计增加28.00万元", "减少1.00万元", where),
        FigureChange("支出.合计", "", "318.00万元、318万元", where),
    )
    texts = (TextChange("收入决算", "", "另有收入。"),)
    notice = as_notice(Revision(changes, texts), facts, load_catalogue(2021))
    assert notice is not None
    turned, new = rows(notice, "数的更正")
    assert turned[2:5] == ["增加28.00万元", "减少1.00万元", "−29.00万元"]
    assert new[2:5] == ["（无）", "318.00万元", ""]
    assert rows(notice, "文字的更正") == [["1", "收入决算", "（无）", "另有收入。"]]
