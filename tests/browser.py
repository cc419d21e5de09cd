"""Chromium, which opens reports as an officer would; where it is not installed the tests that need it are skipped and say so."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

import pytest

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MISSING = "没有 chromium 或 playwright，没有在浏览器里试"


@contextmanager
def opened() -> Iterator[Any]:
    """A browser; skips the test where there is none."""
    api = pytest.importorskip("playwright.sync_api", reason=MISSING)
    if PROGRAM is None:
        pytest.skip(MISSING)
    driver = subprocess.run([str(files("playwright") / "driver" / "node"), "--version"], capture_output=True, text=True, check=False)
    if driver.returncode:
        pytest.skip(f"{MISSING}：{driver.stderr.strip()}")  # 系统里没有 libatomic1 的
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield browser
        browser.close()


def barriers(tab: Any) -> list[str]:
    """What axe finds on a page that keeps someone from using it."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="没有 axe-playwright-python，没有查无障碍")
    return [each["id"] for each in axe.Axe().run(tab).response["violations"]]
