"""The fuzzer: a run is told by its seed, small broken files are read without a fault, and a fault is seen."""

import importlib.util
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


def drawn() -> list[tuple[str, int]]:
    """The examples of a property test, in order."""
    seen: list[tuple[str, int]] = []

    @settings(max_examples=300)
    @given(st.text(), st.integers())
    def each(text: str, number: int) -> None:
        seen.append((text, number))

    each()
    return seen


@pytest.mark.skipif(not settings().derandomize, reason="随机地找错时不必相同")
def test_a_property_test_draws_the_same_whatever_was_loaded_before_it(tmp_path: Path) -> None:
    """A run that must not fail by luck: Hypothesis would draw constants of every module that another test has loaded."""
    before = drawn()
    path = tmp_path / "其他.py"
    path.write_text("\n".join(f"a{n} = {'从别处来' + str(n)!r}, {n * 7919 + 10**9}" for n in range(200)), "utf-8")
    spec = importlib.util.spec_from_file_location("其他", path)
    assert spec is not None and spec.loader is not None
    sys.modules["其他"] = module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
        assert len(before) > 100 and drawn() == before
    finally:
        del sys.modules["其他"]
