"""How fast the local page is in a browser: from start to the first page, and from Enter to the changed figure on the screen.

Run: .venv/bin/python -m benchmarks.open ; on the example department, on seed 002 (juesuan import) where ../shared/seeds is, and
on a department of 2,000 项. What was found is there later than the figures: it is measured apart, on other edits, one after the other.
Goals: first page under 1.5 s, median of 30 edits under 200 ms; of 2,000 项 under 600 ms.
"""

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import psutil

from benchmarks.all import many_rows
from benchmarks.measure import EXAMPLE, REPOSITORY, juesuan

EDITS, MANY, SETTLED = 30, 2000, 5
GOALS = {True: 600, False: 200}
CHECKING = "正在核对"
SEEDS = REPOSITORY.parent / "shared" / "seeds"
CHANGED = """([path, was]) => {
    window.took = new Promise((done) => document.addEventListener('keydown', () => {
        const begin = performance.now()
        const look = () => {
            const figure = [...document.querySelectorAll('.paper .fig')].find((each) => each.dataset.path === path)
            if (figure && figure.textContent !== was) done(performance.now() - begin)
            else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
    }, { capture: true, once: true }))
}"""
FIGURES = """() => [...new Map([...document.querySelectorAll('.paper .fig[data-path]')]
    .filter((each) => each.dataset.path && /^[0-9,.]+(万元)?$/.test(each.textContent))
    .map((each) => [each.dataset.path, each.textContent]))]"""


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """The command running on a folder: its address and its process."""
    process = subprocess.Popen(juesuan("open", "--no-browser", str(folder)), cwd=REPOSITORY, stderr=subprocess.PIPE, encoding="utf-8")
    try:
        said = process.stderr.readline() if process.stderr else ""
        found = re.search(r"http://127\.0\.0\.1:\d+/[\w-]+/", said)
        if not found:
            raise SystemExit(f"没有打开：{said}")
        yield found.group(), psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(10)


def first_page(browser: Any, folder: Path) -> float:
    """Seconds from the command to the start page, shown in a browser that runs already."""
    tab = browser.new_page()
    begin = time.monotonic()
    with serving(folder) as (address, _):
        tab.goto(address)
        tab.wait_for_selector("main")
        took = time.monotonic() - begin
    tab.close()
    return took


@dataclass(frozen=True)
class Edited:
    """Seconds until a document is shown; for each edit the milliseconds from Enter to the changed figure on the screen, and to the
    findings; the CPU milliseconds that the server spent an edit while one followed the other, and with all its rules."""

    shown: float
    painted: list[float]
    found: list[float]
    spent: float
    checked: float

    def told(self, file: str, goal: int) -> str:
        """A line for a file."""
        return (
            f"{file}：打开 {self.shown:.2f} 秒；{len(self.painted)} 处改动，回车到屏幕 中位 {statistics.median(self.painted):.0f} 毫秒，"
            f"最慢 {max(self.painted):.0f} 毫秒（目标 {goal} 毫秒），服务一次用 {self.spent:.0f} CPU 毫秒；"
            f"改一处等到核对完 中位 {statistics.median(self.found):.0f} 毫秒，服务一次用 {self.checked:.0f} CPU 毫秒"
        )


def edits(browser: Any, address: str, server: psutil.Process, file: str) -> Edited:
    """Open a file and change figures of it: first one right after the other, then each once all is found."""
    tab = browser.new_page(viewport={"width": 1366, "height": 768})
    begin = time.monotonic()
    tab.goto(f"{address}write/{file}")
    tab.wait_for_selector(".paper .fig")
    shown = time.monotonic() - begin
    tab.wait_for_selector(".form .item")
    settled(tab)
    authored = iter(tab.evaluate(FIGURES))
    painted, spent = _timed(server, lambda: list(islice((took for path, _ in authored if (took := _edit(tab, path))), EDITS)))
    settled(tab)
    found, checked = _timed(server, lambda: list(islice((took for path, _ in authored if (took := _found(tab, path))), SETTLED)))
    tab.close()
    return Edited(shown, painted, found, spent, checked)


def _timed(server: psutil.Process, work: Callable[[], list[float]]) -> tuple[list[float], float]:
    """What some work gives, and the CPU milliseconds of the server for each of it."""
    before = sum(server.cpu_times()[:2])
    found = work()
    return found, 1000 * (sum(server.cpu_times()[:2]) - before) / len(found)


def _found(tab: Any, path: str) -> float | None:
    """Milliseconds from Enter until all is found; None where the figure follows from others."""
    begin = time.monotonic()
    if _edit(tab, path) is None:
        return None
    settled(tab)
    return 1000 * (time.monotonic() - begin)


def settled(tab: Any) -> None:
    """Wait until the rules have been asked."""
    tab.wait_for_function(f"() => !document.body.textContent.includes('{CHECKING}')", timeout=120_000)


def _edit(tab: Any, path: str) -> float | None:
    """Milliseconds; None where the figure follows from others."""
    figure = tab.locator(f'.paper .fig[data-path="{path}"]').first
    figure.click()
    tab.wait_for_selector(f'.inspector input[data-path="{path}"]', state="attached")
    if not tab.is_visible(".inspector input"):
        tab.keyboard.press("Escape")
        return None
    was = figure.text_content()
    value = float(tab.input_value(".inspector input").replace(",", "") or 0)
    tab.evaluate(CHANGED, [path, was])
    tab.fill(".inspector input", f"{value + 1:.2f}" if value % 1 else f"{value + 1:.0f}")
    tab.keyboard.press("Enter")
    return float(tab.evaluate("() => window.took"))


def examples(folder: Path) -> Iterator[str]:
    """The files to be edited, made in a working folder."""
    here = folder / "data" / EXAMPLE.parent.name
    shutil.copytree(EXAMPLE.parent, here)
    yield (here / EXAMPLE.name).relative_to(folder).as_posix()
    many = folder / "data" / "多" / "2021.yaml"
    many.parent.mkdir()
    many.write_text(many_rows(MANY), "utf-8")
    yield many.relative_to(folder).as_posix()
    seed = next(iter(SEEDS.glob("002_*.txt")), None)
    if seed is None:
        print(f"没有 {SEEDS}，没有在 002 上量。")
        return
    made = folder / "data" / "002" / "2021.yaml"
    subprocess.run([*juesuan("import", str(seed), "-o", str(made))], cwd=REPOSITORY, check=False, capture_output=True)
    yield made.relative_to(folder).as_posix()


def main() -> None:
    """Print the figures."""
    from playwright.sync_api import sync_playwright

    from tests.browser import PROGRAM

    if PROGRAM is None:
        raise SystemExit("没有 chromium，没有量。")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        files = list(examples(folder))
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        starts = sorted(first_page(browser, folder) for _ in range(5))
        print(f"启动到首页：中位 {statistics.median(starts):.2f} 秒，最慢 {starts[-1]:.2f} 秒（目标 1.5 秒）")
        with serving(folder) as (address, server):
            for file in files:
                print(edits(browser, address, server, file).told(file, GOALS["多" in file]), flush=True)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
