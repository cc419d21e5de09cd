"""The fuzzer: a run is told by its seed, small broken files are read without a fault, and a fault is seen."""

from pathlib import Path
from random import Random

import pytest

from tools import fuzz, fuzz_inputs

SMALL = {"html": fuzz_inputs._html().encode(), "docx": fuzz_inputs._docx(), "xlsx": fuzz_inputs._xlsx()}


@pytest.mark.parametrize("kind", SMALL)
def test_the_same_seed_breaks_a_document_the_same_way(kind):
    first, again, other = (fuzz_inputs.broken(SMALL[kind], kind, Random(seed)) for seed in ("1", "1", "2"))
    assert first == again != SMALL[kind]
    assert first != other


@pytest.mark.parametrize("kind", SMALL)
def test_what_it_starts_from_is_read_and_has_no_fault(tmp_path: Path, kind):
    path = tmp_path / f"公开.{kind}"
    path.write_bytes(SMALL[kind])
    assert "'figures': 0" not in fuzz.outcome(path)
    assert fuzz.fault_of(path) == ""


def test_a_fault_of_a_reader_is_seen(tmp_path: Path, monkeypatch):
    def fails(path: Path) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(fuzz, "observed", fails)
    assert "程序意外停止" in fuzz.fault_of(tmp_path / "公开.txt")
