"""Single files that appear whole: written beside their place under a name of ours, then moved."""

import os
import re
import tempfile
import time
import zlib
from pathlib import Path

from generator.source.system_errors import reason

OURS = re.compile(r"\.juesuan-(\d+)-(\d+)-.*\.(?:tmp|set)")


class OutputRefused(Exception):
    """A file that cannot be replaced; the message, in Chinese, names it and says what to do."""


def write_beside(path: Path, data: bytes) -> Path:
    """A new file beside a path with that content, on the disk; raises OutputRefused."""
    try:
        prefix = f".juesuan-{machine()}-{os.getpid()}-"
        handle, name = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise OutputRefused(f"{path.parent} 写不进去：{reason(error)}。") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputRefused(f"{path} 写不进去：{reason(error)}。") from error
    return temporary


def move(temporary: Path, path: Path) -> None:
    """Put a file in the place of another; raises OutputRefused."""
    try:
        temporary.replace(path)
    except OSError as error:
        raise OutputRefused(f"{path} 换不上新文件：{reason(error)}。请关闭打开它的程序再试。") from error


def is_left(path: Path, long: float, at_most: bool = False) -> bool:
    """Whether the run that wrote a file of ours is gone; where that cannot be told, or `at_most`, whether it is so old."""
    found = OURS.fullmatch(path.name)
    if found is None:
        return False
    known = os.name == "posix" and int(found[1]) == machine()
    if known and not _runs(int(found[2])):
        return True
    return (at_most or not known) and time.time() - path.stat().st_mtime > long


def machine() -> int:
    """A number of this machine, since folders may be shared by several."""
    import socket

    return zlib.crc32(socket.gethostname().encode())


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return process != os.getpid()
