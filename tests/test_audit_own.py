"""What the program makes passes its own audit, in every format: nothing it prints is an error."""

from pathlib import Path

import pytest

from generator.commands.check import check_file
from generator.disclosure.build import Order, build
from generator.source.finding import Level

EXAMPLES = sorted((Path(__file__).parents[1] / "data").glob("*/20*.yaml"))
PUBLISHED = [path for path in EXAMPLES if "版式:" in path.read_text("utf-8")]


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: f"{path.parent.name}{path.stem}")
def test_a_built_document_has_no_error(path: Path, tmp_path: Path) -> None:
    built = build(path, Order(("docx", "html", "xlsx", "pdf"), tmp_path, engine="typst"))
    assert {file.suffix for file in built.files} >= {".docx", ".html", ".pdf"}
    for file in built.files:
        findings = check_file(file).findings
        assert [f"{f.code} {f.message}" for f in findings if f.level is Level.ERROR] == [], file.suffix
