"""The manual: its example is a whole file without findings, and what it says of quoting figures and of codes is true."""

import re
from pathlib import Path

import pytest

from generator.checks.registry import RULES
from generator.disclosure.department import Department, examine, read_department
from generator.document.grammar import parse
from generator.document.profile import load_profile
from generator.document.tree import Heading, Paragraph, plain
from generator.document.write import Scope, write

MANUAL = (Path(__file__).parents[1] / "docs" / "使用手册.md").read_text("utf-8")
QUOTES = re.findall(r"^ *\| `(\{\{.+?\}\})` \| (.+?) \|$", MANUAL, re.MULTILINE)
CODES = re.findall(r"^\| ([A-Z]\d{3}) ", MANUAL, re.MULTILINE)


def example() -> str:
    """The file that the manual writes part by part."""
    return "\n".join(re.findall(r"^```yaml\n(.*?)^```", MANUAL, re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def department(tmp_path_factory: pytest.TempPathFactory) -> Department:
    path = tmp_path_factory.mktemp("手册") / "2021.yaml"
    path.write_text(example(), "utf-8")
    return read_department(path)


def test_its_example_makes_a_document_and_has_no_findings(department: Department) -> None:
    document, findings = examine(department)
    assert findings == ()
    assert document is not None
    text = "\n".join(block.text for block in document.blocks if isinstance(block, Heading | Paragraph))
    assert all(part in text for part in ("水毁工程：", "比预算减少5.40万元", "城市建设支出（项）", "全县水利工作会议"))


@pytest.mark.parametrize(("slot", "printed"), QUOTES)
def test_a_quoted_figure_prints_as_it_says(department: Department, slot: str, printed: str) -> None:
    style = load_profile(department.facts.text("版式")).style(department.facts)
    assert plain(write(parse(slot.replace("\\|", "|"), "手册"), Scope(department.facts, style))) == printed


def test_the_codes_it_explains_are_codes_of_rules() -> None:
    assert CODES
    assert set(CODES) <= set(RULES)
