"""The page as an officer has it: the command serves a folder of its own, a browser opens it."""

import re
import subprocess
import sys
from collections.abc import Iterator
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
        tab.goto(f"{self.address}write/{FILE}")
        tab.wait_for_selector(".form .item")
        return tab

    def text(self) -> str:
        """The file on disk."""
        return (self.folder / FILE).read_text("utf-8")

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
