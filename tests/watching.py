"""The command juesuan build --watch in a process of its own, its words read as it says them."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = "株洲市工业和信息化局"
THIS, LAST = f"data/{NAME}/2021.yaml", f"data/{NAME}/2020.yaml"
WAITS = "等着改动："
PATIENCE = 60.0


class Watcher:
    """The command in a process of its own; what it says is read up to where it waits again."""

    def __init__(self, folder: Path, formats: str = "docx,pdf,html,xlsx") -> None:
        """Start in a folder that gets the example."""
        shutil.copytree(ROOT / "data" / NAME, folder / "data" / NAME)
        self.folder, self._said = folder, ""
        self.temporary = folder / "临时"
        self.temporary.mkdir()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TMPDIR": str(self.temporary)}
        words = [sys.executable, "-m", "generator.cli", "build", "--watch", "--to", formats]
        self.process = subprocess.Popen(
            words, cwd=folder, env=environment, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        for line in self.process.stdout or ():
            self._said += line

    def waits(self) -> str:
        """What it said before it waits; fails where it never does."""
        until = time.monotonic() + PATIENCE
        while WAITS not in self._said:
            assert time.monotonic() < until and self.process.poll() is None, self._said
            time.sleep(0.05)
        said, _, self._said = self._said.partition(WAITS)
        return said

    def after(self, save: Callable[[], object]) -> str:
        """What it says of a save."""
        save()
        return self.waits()

    def rewrite(self, old: str, new: str, name: str = THIS) -> str:
        """What it says of a file saved with other words in it."""
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        return self.after(lambda: path.write_text(text.replace(old, new), "utf-8"))

    def made(self, kind: str) -> bytes:
        """The file of a format as it stands."""
        return (self.folder / f"output/{NAME}/2021/{NAME}2021年度部门决算.{kind}").read_bytes()

    def page(self) -> str:
        """The words of the HTML file."""
        return re.sub(r"<[^>]+>", "", self.made("html").decode())

    def ended(self, how: signal.Signals) -> str:
        """What it says when a signal ends it; fails unless all is well then."""
        self.process.send_signal(how)
        assert self.process.wait(PATIENCE) == 0
        self._listener.join(PATIENCE)
        return self._said

    def __enter__(self) -> "Watcher":
        return self

    def __exit__(self, *failure: object) -> None:
        self.process.kill()
        self.process.wait()
