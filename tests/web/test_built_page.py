"""The script and style of the page are what frontend/ makes, byte for byte: no one edits the made files, or forgets to make them."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "generator/web/static"
MISSING = "没有 node 和 npm，没有核对页面的脚本是不是由 frontend/ 做成的"


@pytest.mark.skipif(not (shutil.which("node") and shutil.which("npm")), reason=MISSING)
def test_the_committed_files_are_what_the_sources_make(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "frontend", tmp_path / "frontend", ignore=shutil.ignore_patterns("node_modules"))
    shutil.copytree(ROOT / "templates/look", tmp_path / "templates/look")
    fetched = _run(tmp_path / "frontend", "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
    if fetched.returncode and any(word in fetched.stderr for word in ("ENOTFOUND", "ETIMEDOUT", "ECONNREFUSED", "EAI_AGAIN", "network")):
        pytest.skip("连不上 npm 的软件源，没有核对页面的脚本是不是由 frontend/ 做成的")
    assert fetched.returncode == 0, fetched.stderr
    made = _run(tmp_path / "frontend", "npm", "run", "build", "--", str(tmp_path / "made"))
    assert made.returncode == 0, made.stdout + made.stderr
    names = {path.name for path in (tmp_path / "made").iterdir()}
    assert names == {"app.css", "app.js", "editor.js"}
    changed = [name for name in sorted(names) if (tmp_path / "made" / name).read_bytes() != (STATIC / name).read_bytes()]
    assert not changed, f"{'、'.join(changed)} 不是由 frontend/ 做成的；请运行 make page"


def test_nothing_is_fetched_from_outside() -> None:
    for name in ("app.css", "app.js"):
        assert "https://" not in (STATIC / name).read_text("utf-8").replace("http://www.w3.org/", "")
    assert "resolved" not in (ROOT / "frontend/package-lock.json").read_text("utf-8")


def _run(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(words, cwd=folder, capture_output=True, encoding="utf-8", timeout=300, check=False)
