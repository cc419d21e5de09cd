"""The page as an officer has it: the command serves a folder of its own, a browser opens it."""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.files.outputs import replace_files

RULES = Path(__file__).resolve().parents[1] / "rules"
NAME = "清溪县农业农村局"
FILE = f"data/{NAME}/2021.yaml"
COMMENT = "  # 据三月的批复"


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder in a process of its own; its address."""
    words = [sys.executable, "-m", "generator.cli", "open", "--no-browser", str(folder)]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, encoding="utf-8")
    try:
        said = process.stderr.readline()  # type: ignore[union-attr]
        found = re.search(r"http://127\.0\.0\.1:\d+/[\w-]+/", said)
        assert found, said
        yield found.group()
    finally:
        process.terminate()
        process.wait(10)


@dataclass
class Desk:
    """A tab on the department's file, and the file behind it; `wrong` are the errors that the browser told."""

    folder: Path
    address: str
    browser: Any
    file: str = FILE
    tabs: list[Any] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def open(self, width: int = 1366, height: int = 768, silent: bool = False) -> Any:
        """A tab on the file, once its document is there; a silent one is not told of changes made elsewhere."""
        tab = self.browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
        self.tabs.append(tab)
        tab.set_default_timeout(15_000)
        tab.on("pageerror", lambda error: self.wrong.append(str(error)))
        tab.on("console", lambda told: self.wrong.append(told.text) if "Content Security Policy" in told.text else None)
        if silent:
            tab.route("**/api/changes/**", lambda route: route.abort())
        tab.goto(f"{self.address}write/{self.file}")
        tab.wait_for_selector(".form .item")
        return tab

    def text(self) -> str:
        """The file on disk."""
        return (self.folder / self.file).read_text("utf-8")

    def begin_again(self) -> None:
        """The files as they were at first, no tab open."""
        for tab in self.tabs:
            tab.close(run_before_unload=False)
        self.tabs.clear()
        self.wrong.clear()
        here = self.folder / "data" / NAME
        here.mkdir(parents=True, exist_ok=True)
        good = (RULES / "good.yaml").read_text("utf-8")
        line = next(line for line in good.splitlines() if line.startswith("  2130108: {项目支出"))
        replace_files({
            self.folder / FILE: good.replace(line, line + COMMENT).encode(),
            here / "good_prior.yaml": (RULES / "good_prior.yaml").read_bytes(),
        })  # 服务器正看着它们：没有写完的，不能让它读到


def turn(tab: Any, part: str) -> None:
    """Choose a part, and wait for its form."""
    tab.click(f'.parts [data-part="{part}"]')
    tab.locator(".form > h2", has_text=re.compile(f"^{part}")).wait_for()
    tab.wait_for_selector(".form .item")


def cell(tab: Any, path: str) -> Any:
    """The cell of a path, clicked: the input in it has the focus."""
    row, column = path.split(".")[1:]
    heads = [text.removesuffix("万元") for text in tab.locator(".grid thead th").all_text_contents()]
    found = tab.locator(".grid tbody tr", has_text=row).locator("td").nth(heads.index(column) - 1)
    found.click()
    return found


def saved(tab: Any) -> None:
    """Wait until all is saved and checked."""
    reads(tab, ".saved", "已保存")
    until(lambda: "正在核对" not in tab.text_content(".head"))


def until(true: Callable[[], bool]) -> None:
    """Wait for something outside the browser."""
    end = time.monotonic() + 15
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def reads(tab: Any, selector: str, text: str) -> None:
    """Wait until the first such element has a text."""
    tab.locator(selector).first.filter(has_text=re.compile(f"^{re.escape(text)}$")).wait_for()


def figures(tab: Any, name: str) -> set[str]:
    """What is printed for a figure, wherever it is."""
    return {text.removesuffix("万元").replace(",", "") for text in tab.locator(f'.paper .fig[data-name="{name}"]').all_text_contents()}


def paste(tab: Any, text: str) -> None:
    tab.evaluate(
        """text => { const data = new DataTransfer(); data.setData('text/plain', text);
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})) }""",
        text,
    )
