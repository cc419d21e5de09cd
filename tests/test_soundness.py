"""What is called proved in a published text is proved, whichever profile wrote it: a changed digit is told at its place."""

import random
import re
from pathlib import Path

import pytest

from benchmarks.attainable import attainable
from benchmarks.soundness import found, places, trials
from generator.document.profile import profiles
from generator.published.audit import audited
from generator.published.status import Status
from generator.readers.open import read_blocks
from tests import plaintext
from tests.factory import make

FEW, NEARLY_ALL, TABLES = 3, 0.95, 100


@pytest.mark.parametrize("name", list(profiles()))
def test_a_digit_of_what_is_proved_is_told_at_its_place(name: str, tmp_path: Path) -> None:
    year = re.search(r"\d{4}", name)
    document = make({"版式": name, "年度": int(year[0]) if year else 2021}).document
    assert document is not None
    path = tmp_path / "公开.txt"
    path.write_text(plaintext.text_of(document), "utf-8")
    blocks = read_blocks(path)
    whole = audited(blocks)
    proved, count = places(whole, Status.VERIFIED), whole.summary
    assert len(proved) >= NEARLY_ALL * len(attainable(whole) | set(proved))
    assert len(proved) >= count["figures"] * (0.87 if count["figures"] > TABLES else 0.7)
    tried = trials(blocks, proved, found(whole), FEW, random.Random(len(name)))
    assert len(tried) == FEW and [trial.shown for trial in tried if not trial.here] == []
