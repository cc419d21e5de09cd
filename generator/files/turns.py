"""One run at a time writes into an output folder, be it of the command line or of the page: who comes later waits."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from generator.files.held import hold

NAME = ".juesuan-build.lock"
WAITING = "另一个窗口正在往 {folder} 里生成，等它做完就开始。"
_STEP = 0.2


@contextmanager
def turn(folder: Path, wait: Callable[[str], None]) -> Iterator[None]:
    """The folder is this process's alone meanwhile; that it has to wait for it is told once.

    What cannot be locked, as where nothing may be written, is left to whoever writes there.
    """
    made = not folder.exists()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        held = _held(folder, wait)
    except OSError:
        held = None
    try:
        yield
    finally:
        if held is not None:
            _let_go(folder / NAME, held)
        if made:
            with suppress(OSError):  # 什么也没有生成的，不留空文件夹
                folder.rmdir()


def _held(folder: Path, wait: Callable[[str], None]) -> BinaryIO:
    told = False
    while True:
        file = hold(folder / NAME)
        if file is not None and _is_there(folder / NAME, file):
            return file
        if file is not None:
            file.close()
        elif not told:
            wait(WAITING.format(folder=folder))
            told = True
        time.sleep(_STEP)


def _is_there(path: Path, file: BinaryIO) -> bool:
    """Whether it is still the file of that name, which the one that held it before may have removed."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _let_go(path: Path, file: BinaryIO) -> None:
    if os.name == "posix":
        with suppress(OSError):
            path.unlink()
        file.close()
        return
    file.close()
    with suppress(OSError):  # 别人已经等到了，正占着
        path.unlink()
