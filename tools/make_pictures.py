"""Write the pictures of the local page in docs/images, from the example department: .venv/bin/python -m tools.make_pictures (chromium)."""

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from benchmarks.measure import EXAMPLE
from benchmarks.open import serving, settled
from tests.browser import PROGRAM

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
FILE = f"data/{EXAMPLE.parent.name}/{EXAMPLE.name}"
VISITORS = "三公经费.公务接待费.人次"
COLOURS = 48


@contextmanager
def desk() -> Iterator[tuple[Any, str]]:
    """A browser's tab, and the address of the page of a folder with the example."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        shutil.copytree(EXAMPLE.parent, folder / "data" / EXAMPLE.parent.name)
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        with serving(folder) as (address, _):
            tab = browser.new_page(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
            yield tab, address
        browser.close()


def keep(tab: Any, name: str) -> None:
    """What the tab shows, as a small picture."""
    shown = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
    shown.quantize(COLOURS).save(IMAGES / name, optimize=True)
    print(f"已写 docs/images/{name}（{(IMAGES / name).stat().st_size // 1024} KB）")


def write(tab: Any, address: str) -> None:
    """The page of writing, a figure of the document explained."""
    tab.goto(f"{address}write/{FILE}")
    tab.wait_for_selector(".form .item")
    tab.click('.parts [data-part="支出"]')
    tab.wait_for_selector('.parts [data-part="支出"][aria-current]')
    settled(tab)
    tab.locator('.paper .fig[data-name="支出.项目支出"]').last.click()
    tab.wait_for_selector(".inspector .amount")
    settled(tab)
    keep(tab, "write.png")


def build(tab: Any, address: str) -> None:
    """The page of building, done again after a figure was changed."""
    _built(tab, address)
    tab.goto(f"{address}write/{FILE}")
    tab.wait_for_selector(".form .item")
    tab.locator(f'.paper .fig[data-path="{VISITORS}"]').first.click()
    tab.fill(".inspector input", "980")
    tab.keyboard.press("Enter")
    tab.locator(f'.paper .fig[data-path="{VISITORS}"]', has_text="980").first.wait_for()
    _built(tab, address)
    keep(tab, "build.png")


def _built(tab: Any, address: str) -> None:
    tab.goto(f"{address}build/{FILE}")
    tab.click("#order button[type=submit]")
    tab.wait_for_selector("#result progress")
    tab.wait_for_selector("#result .done", timeout=120_000)


def start(tab: Any, address: str) -> None:
    """The first page."""
    tab.goto(address)
    tab.wait_for_selector("#entries .standing .tag, #entries .standing small")
    tab.wait_for_timeout(2000)
    keep(tab, "start.png")


if __name__ == "__main__":
    with desk() as (tab, address):
        write(tab, address)
        build(tab, address)
        start(tab, address)
