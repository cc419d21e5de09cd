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
from tests.test_import import PLAIN

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FOUND = (path for folder in ("published", "seeds") for path in sorted((SHARED / folder).glob("*.*")))
PUBLISHED = [path for path in FOUND if path.suffix in {".txt", ".html"}]
SUMS = frozenset({"E201", "E203", "E204", "E206", "W208"})
CELL = re.compile(r"<td[^>]*>(?:<[^>]+>)*((?:[1-9]\d?,)?[1-9]\d\d?\.\d\d)(?=<)")


def sums(findings: Iterable[Finding]) -> list[str]:
    """The codes of what is found on sums and parts."""
    return sorted(finding.code for finding in findings if finding.code in SUMS)


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


@pytest.mark.skipif(not PUBLISHED, reason="没有 ../shared 里的公开文件")
@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_published_files_say_the_same_either_way(path: Path, tmp_path: Path) -> None:
    """Sums that do not hold are no more than what the audit has errors and warnings: data have one place for what is printed twice."""
    audit = [finding for finding in audit_file(path).findings if finding.level is not Level.HINT]
    found = {finding.quote: finding.message for finding in checked(path, tmp_path)[0] if finding.code in SUMS}
    assert len(found) <= len(audit), found
    assert not (found and not audit)


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
