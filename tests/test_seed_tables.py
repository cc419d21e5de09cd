"""The nine tables built from data/ against the published ones, cell by cell."""

from itertools import chain
from pathlib import Path

import pytest

from generator.derive.year import derive
from generator.document.grid import place
from generator.document.layout_file import load_layout
from generator.document.profile import load_profile
from generator.document.tables import build_table
from generator.document.tree import Table
from generator.model.bind import bind
from generator.model.catalogue import load_catalogue
from generator.model.facts import Facts
from generator.source.load import load
from tests.seed_tables import read_tables, spread
from tests.seeds import FILES

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data" / "株洲市工业和信息化局"
FORM, FOLDER = load_profile("湖南/2021"), "2-决算表"
TITLES = sorted(name for part in FORM.parts if part.folder == FOLDER for name, _, _ in part.files())
# 公开文件的“三公”决算合计有元换算成万元的尾差，各项相加是 52.19
TAILS = [("52.19", "52.18")]


def seed() -> Path:
    """The published text, skipping where it or the data is absent."""
    found = [path for path in FILES if path.name.startswith("002_")]
    if not found or not (DATA / "2021.yaml").exists():
        pytest.skip("没有公开文本或 data/,不能逐格核对")
    return found[0]


def facts_of(path: Path) -> Facts:
    """Every fact of a department's file."""
    authored, _, _ = bind(load(path, path.name)[0], path.name)
    return derive(authored, load_catalogue(2021)).facts


@pytest.fixture(scope="module")
def built() -> dict[str, Table]:
    seed()
    facts = facts_of(DATA / "2021.yaml")
    layouts = [load_layout(path) for title in TITLES if (path := FORM.file(FOLDER, f"{title}.yaml"))]
    return {layout.title: build_table(layout, 1, facts, load_catalogue(2021)) for layout in layouts}


def test_all_nine_tables_are_published(built: dict[str, Table]) -> None:
    assert set(read_tables(seed())) == set(built)
    assert len(built) == 9


@pytest.mark.parametrize("title", TITLES)
def test_every_cell_is_as_published(title: str, built: dict[str, Table]) -> None:
    table = built[title]
    rows = spread(((row, column, cell.text) for row, column, cell in place(table.body)), len(table.widths))
    published = read_tables(seed())[title]
    assert [len(row) for row in rows] == [len(row) for row in published]
    pairs = zip(chain(*rows), chain(*published), strict=True)
    assert [pair for pair in pairs if pair[0] != pair[1] and pair not in TAILS] == []


@pytest.mark.parametrize("title", TITLES)
def test_every_note_is_as_published(title: str, built: dict[str, Table]) -> None:
    published = "".join(seed().read_text("utf-8").split())
    for note in built[title].notes:
        assert "".join(note.split()) in published
