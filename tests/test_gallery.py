"""The messages of all rules, kept as text in tests/gallery; to write them anew: python -m tests.rules.gallery

That each is what the program says now is compared in test_rules.py, where the bad examples are read.
"""

import re

import pytest

from generator.commands.rules import GROUPS, by_group
from tests.rules.gallery import BETWEEN, END, FOLDER, entries, is_shown


@pytest.fixture(scope="module")
def shown() -> dict[str, str]:
    """The texts that were last looked at."""
    return {path.stem: path.read_text("utf-8") for path in FOLDER.glob("*.txt")}


@pytest.mark.parametrize("title", GROUPS.values())
def test_a_group_has_one_entry_for_each_of_its_rules(title: str, shown: dict[str, str]) -> None:
    codes = [rule.code for rule in by_group().get(title, []) if is_shown(rule)]
    assert [next(code for code in codes if f"{code} " in entry) for entry in entries(title)] == codes
    assert END.join(entries(title)) == shown.get(title, "") and (title in shown) == bool(codes)


def test_every_message_ends_as_a_sentence_and_shows_its_line(shown: dict[str, str]) -> None:
    for entry in "\n".join(shown.values()).split(BETWEEN):
        rows = [row for row in entry.strip().splitlines() if row.strip()]
        assert re.match(r"[\w]+\.(?:yaml|txt|xlsx|pdf|csv)[:(（ ]|公开", rows[0]) or rows[0][:4] in {"A113", "A114"}, rows[0]
        assert rows[-1].endswith(("。", "？")), rows[-1]


def test_no_text_is_left_of_a_group_that_is_gone() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} <= set(GROUPS.values())


def test_messages_speak_of_what_is_found_not_of_the_program(shown: dict[str, str]) -> None:
    for word in ("None", "Traceback", "Decimal", r"Figure\(", r"\{\w*\}", "generator"):
        lines = [
            row
            for row in "\n".join(shown.values()).splitlines()
            if re.search(word, row) and " | " not in row and "{{" not in row
        ]
        assert lines == [], word


def test_places_are_exact(shown: dict[str, str]) -> None:
    """No finding of the gallery points at the first word for want of a better place, but for what concerns the whole file."""
    heads = [row for text in shown.values() for row in text.splitlines() if row.startswith("good.yaml:1:1:")]
    assert [row.split()[1] for row in heads] == ["A101", "A102", "A104", "A106"], heads
