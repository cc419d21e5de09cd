"""One file that is open: what is on disk, what it was before, and changes to it, each whole or not at all."""

import difflib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from generator.disclosure.record import digest, inputs_of
from generator.files.outputs import replace_files
from generator.source.load import load
from generator.web.view import View, view_of

BOM = "\ufeff"
KEPT = 200
CHANGED = "文件在别处改过，这里的改动没有存。左边是现在磁盘上的，右边是这里的；照磁盘上的继续，或把这里的再改一次。"
NOTHING = {"undo": "没有可以撤销的改动。", "redo": "没有可以重做的改动。"}
MOST = 40


class Conflict(Exception):
    """A change to a file that is no longer what it was: what is on disk, and what would have been written instead."""

    def __init__(self, disk: str, yours: str | None, message: str = CHANGED) -> None:
        super().__init__(message)
        self.disk, self.yours, self.message = disk, yours, message

    def record(self) -> dict[str, Any]:
        """For the page: the lines that differ, by their number on disk, and the version that is there."""
        return {"message": self.message, "diff": list(_differences(self.disk, self.yours)), "version": version_of(self.disk)}


class Opened:
    """A file with the texts that it had before, newest last; the lock is held while it is read, changed and written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = threading.RLock()
        self.past: list[str] = []
        self.future: list[str] = []
        self.known: dict[str, str] = {}
        self.shown: View | None = None
        self.inputs: dict[str, str] = {}

    def view(self) -> View:
        """What is to be seen of the file as it is on disk; raises UnreadableFile."""
        with self.lock:
            inputs = inputs_of(self.path)
            if self.shown is None or inputs != self.inputs:
                self.shown, self.inputs = view_of(self.path), inputs
            return self.shown

    def begin_again(self) -> None:
        """Forget what was shown, since something else than the file is not what it was."""
        with self.lock:
            self.inputs = {}

    def text(self) -> str:
        """What is on disk, with its byte order mark; raises OSError, and UnreadableFile where it is not in UTF-8."""
        try:
            text = self.path.read_bytes().decode()
        except UnicodeDecodeError:
            load(self.path, self.path.as_posix())
            raise
        if text not in self.known.values():
            self.known = dict([*self.known.items(), (version_of(text), text)][-KEPT:])
        return text

    def change(self, version: str, change: Callable[[str], str]) -> None:
        """Write what `change` makes of the text; raises Conflict where that is not of the version, and what `change` raises."""
        with self.lock:
            text = self.text()
            if version_of(text) != version:
                raise Conflict(text, self._wanted(version, change))
            self._step(text, _around(text, change), self.past)
            self.future.clear()

    def undo(self, version: str) -> None:
        """Go back to the text before the last change; raises Conflict."""
        self._back(version, self.past, self.future, "undo")

    def redo(self, version: str) -> None:
        """Go on again to the text that was undone; raises Conflict."""
        self._back(version, self.future, self.past, "redo")

    def _back(self, version: str, source: list[str], other: list[str], what: str) -> None:
        with self.lock:
            text = self.text()
            if version_of(text) != version:
                raise Conflict(text, source[-1] if source else None)
            if not source:
                raise Conflict(text, text, NOTHING[what])
            self._step(text, source[-1], other)
            source.pop()

    def _step(self, before: str, after: str, kept: list[str]) -> None:
        """Write another text; what was there is kept to go back to."""
        if after != before:
            replace_files({self.path: after.encode()})
            kept.append(before)
            del kept[:-KEPT]

    def _wanted(self, version: str, change: Callable[[str], str]) -> str | None:
        """What would have been written to the text that the browser had; None where that is not known any more."""
        known = self.known.get(version)
        try:
            return None if known is None else _around(known, change)
        except Exception:  # 连原来的也改不了：只说磁盘上是什么
            return known


def _around(text: str, change: Callable[[str], str]) -> str:
    """The text changed behind its byte order mark, where it has one."""
    return BOM * text.startswith(BOM) + change(text.removeprefix(BOM))


def version_of(text: str) -> str:
    """The SHA-256 of the bytes of a text."""
    return digest(text.encode())


def _differences(disk: str, yours: str | None) -> Iterator[dict[str, Any]]:
    """The lines that differ."""
    theirs, own = disk.splitlines(), (disk if yours is None else yours).splitlines()
    matcher = difflib.SequenceMatcher(None, theirs, own, autojunk=False)
    changed = [block for block in matcher.get_opcodes() if block[0] != "equal"]
    for _, start, end, first, last in changed[:MOST]:
        yield {"line": start + 1, "disk": "\n".join(theirs[start:end]), "yours": "\n".join(own[first:last])}
