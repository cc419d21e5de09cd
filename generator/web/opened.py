"""One file that is open: what is on disk, what it was before, and changes to it, each whole or not at all."""

import difflib
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.checks.registry import BREATH
from generator.console import fault
from generator.disclosure.department import Known
from generator.disclosure.record import digest, inputs_of
from generator.files.outputs import replace_files
from generator.source.load import load
from generator.source.resources import stamp
from generator.web.delta import Answers
from generator.web.view import View, checked, view_of

BOM = "\ufeff"
KEPT = 200
CHANGED = "文件在别处改过，这里的改动没有存。左边是现在磁盘上的，右边是这里的；照磁盘上的继续，或把这里的再改一次。"
NOTHING = {"undo": "没有可以撤销的改动。", "redo": "没有可以重做的改动。"}
MOST = 40


class _Superseded(Exception):
    """What is being checked is no longer what is shown."""


Step = tuple[str, str]
"""A text before a change and after it."""


class Conflict(Exception):
    """A change to a file that is no longer what it was: what is on disk, and what would have been written instead."""

    def __init__(self, disk: str, yours: str | None, message: str = CHANGED) -> None:
        super().__init__(message)
        self.disk, self.yours, self.message = disk, yours, message

    def record(self) -> dict[str, Any]:
        """For the page: the lines that differ, by their number on disk, and the version that is there."""
        return {"message": self.message, "diff": list(_differences(self.disk, self.yours)), "version": version_of(self.disk)}


class Opened:
    """A file with the changes made to it here, newest last; the lock is held while it is read, changed and written.

    What is shown is checked beside, by one thread a file, once it is asked for (`check`); `checks` counts how often that
    was done. That thread gives way to a change, and begins again with what is shown then. An answer does not wait for it,
    unless for `patience` seconds.
    """

    def __init__(self, path: Path, patience: float) -> None:
        self.path = path
        self.patience = patience
        self.lock = threading.RLock()
        self.past: list[Step] = []
        self.future: list[Step] = []
        self.known: dict[str, str] = {}
        self.shown: View | None = None
        self.inputs: dict[str, str] = {}
        self.priors: Known = {}
        self.checks = 0
        self.answers = Answers()
        self._checker: threading.Thread | None = None
        self._checking: View | None = None

    def view(self, wait: bool = False) -> View:
        """What is to be seen of the file as it is on disk, `wait`: checked however long it takes; raises UnreadableFile."""
        with self.lock:
            view = self._look()
        if view.checked or not (wait or self.patience):
            return view
        if checker := self.check():
            checker.join(None if wait else self.patience)
        with self.lock:
            return self._look()

    def check(self) -> threading.Thread | None:
        """The thread that checks what is shown, begun where there is none; None where that is checked."""
        with self.lock:
            if self._checker is None and self.shown is not None and not self.shown.checked:
                self._checker = threading.Thread(target=self._check, daemon=True)
                self._checker.start()
            return self._checker

    def _look(self) -> View:
        inputs = inputs_of(self.path)
        if self.shown is None or inputs != self.inputs:
            if _others(inputs, self.path) != _others(self.inputs, self.path):
                self.priors.clear()
            self.text()  # 记下,别处改了要比给人看
            version = inputs.get(self.path.as_posix(), "")
            seen = [*map(stamp, inputs)]
            self.shown = view_of(self.path, version, self.priors, self.shown)
            self.inputs = inputs if [*map(stamp, inputs)] == seen else {}  # 读的时候别处正在写：下一次再读
        return self.shown

    def _check(self) -> None:
        """Check what is shown, and again where that has changed meanwhile."""
        with self.lock:
            view = self.shown
        BREATH.set(self._breathe)
        while view is not None and not view.checked:
            self._checking = view
            try:
                done = checked(view)
            except _Superseded:
                done = view
            except Exception as error:  # 规则出了错,改的照样看得见
                print(fault(error), file=sys.stderr)
                done = replace(view, checked=True)
            with self.lock:
                self.shown = done if self.shown is view else self.shown
                self.checks += done.checked
                view = self.shown
                if view is None or view.checked:
                    self._checker = None
                    return

    def _breathe(self) -> None:
        """Between two rules: wait while the file is changed or read, and leave off where another is shown then."""
        with self.lock:
            if self.shown is not self._checking:
                raise _Superseded

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
            after = _around(text, change)
            if after != text:
                replace_files({self.path: after.encode()})
                self.past = [*self.past, (text, after)][-KEPT:]
                self.future.clear()

    def undo(self, version: str) -> None:
        """Go back to the text before the last change; raises Conflict where the file is no longer as that change left it."""
        with self.lock:
            before, _ = self._step(version, self.past, 1, "undo")
            replace_files({self.path: before.encode()})
            self.future.append(self.past.pop())

    def redo(self, version: str) -> None:
        """Go on again to the text that was undone; raises Conflict."""
        with self.lock:
            _, after = self._step(version, self.future, 0, "redo")
            replace_files({self.path: after.encode()})
            self.past.append(self.future.pop())

    def steps(self) -> dict[str, bool]:
        """Whether there is something to undo and to redo: not across a change that was made elsewhere."""
        with self.lock:
            text = self.text()
            return {"undo": bool(self.past) and self.past[-1][1] == text, "redo": bool(self.future) and self.future[-1][0] == text}

    def _step(self, version: str, steps: Sequence[Step], left: int, what: str) -> Step:
        """The last of the steps, where the file is as that left it."""
        text = self.text()
        if not steps:
            raise Conflict(text, text, NOTHING[what])
        if version_of(text) != version or steps[-1][left] != text:
            raise Conflict(text, steps[-1][1 - left])
        return steps[-1]

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


def _others(inputs: Mapping[str, str], path: Path) -> dict[str, str]:
    """What a file was read with besides itself."""
    return {name: hash_ for name, hash_ in inputs.items() if name != path.as_posix()}


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
