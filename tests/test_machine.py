"""What a machine may lack or set, and what is said and done then."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows 不用这些脚本")


def tool(folder: Path, name: str, script: str) -> Path:
    """A folder with one program of that name, to be put before all others."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return folder


@posix
def test_the_tests_are_started_with_nothing_but_what_the_registries_need(tmp_path: Path) -> None:
    path = f"{tool(tmp_path, 'make', 'env')}{os.pathsep}{os.environ['PATH']}"
    given = {"PATH": path, "HOME": "/home/某人", "PIP_INDEX_URL": "https://镜像/simple", "https_proxy": "http://代理:1"}
    hidden = {"PYTHONUNBUFFERED": "1", "LC_ALL": "zh_CN.UTF-8", "MY_https_proxy": "x", "PIP": "x", "CI": "1"}
    said = subprocess.run([ROOT / ".ci/run"], env=given | hidden, capture_output=True, encoding="utf-8", check=True).stdout
    seen = dict(line.split("=", 1) for line in said.splitlines())
    assert {name: value for name, value in seen.items() if name not in ("PWD", "SHLVL", "_", "OLDPWD")} == given
