"""Five disclosures as they were published: the errors that are in them are found, and no others of these kinds."""

import re
from pathlib import Path

from generator.checks import rules
from generator.checks.registry import run
from generator.published.audit import read_publication
from generator.source.finding import Level
from tests.seeds import FILES, each_seed

assert rules
OURS = re.compile(r"E2\d\d|E502|E610")
TRUE = {
    "000": set(),
    "001": {("E213", 38), ("E213", 40), ("E610", 43)},
    "002": {
        ("E211", 468), ("E216", 468), ("E217", 492), ("E216", 520), ("E216", 572), ("E610", 618), ("E610", 626),
        ("E211", 690), ("E610", 752), ("E502", 775), ("E502", 787), ("E502", 792),
    },
    "003": {("E201", 43), ("E211", 70), ("E222", 86), ("E610", 124)},
    "004": {("E216", 42), ("E212", 55)},
}  # fmt: skip


def test_all_of_them_are_looked_at() -> None:
    """Where there are any, they are these five."""
    assert [path.name[:3] for path in FILES] in ([], [*TRUE])


@each_seed
def test_just_the_errors_that_are_there(seed: Path) -> None:
    findings = run(read_publication(seed).report)
    found = {(f.code, f.places[0].line) for f in findings if f.level is Level.ERROR and OURS.fullmatch(f.code)}
    assert found == TRUE[seed.name[:3]]


@each_seed
def test_the_sections_of_the_form_are_known_figure_by_figure(seed: Path) -> None:
    seen = [entry for entry in read_publication(seed).seen if entry.line.section not in {"", "自评报告", "概况"}]
    assert sum(entry.bound for entry in seen) >= 0.88 * len(seen)
