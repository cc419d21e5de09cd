"""The published files that lie beside the repository, in ../shared; a plain clone has none, and says so."""

from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
FILES = sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else []
NONE = pytest.param(None, marks=pytest.mark.skip(reason="没有 ../shared，不能核对公开文本"), id="没有")
each_seed = pytest.mark.parametrize("seed", [pytest.param(path, id=path.name[:3]) for path in FILES] or [NONE])

CASES = SEEDS.parent / "cases" / "published"
with_cases = pytest.mark.skipif(not CASES.is_dir(), reason="没有 ../shared/cases，不能核对其中的公开文件")
