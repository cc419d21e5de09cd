"""A file that one process holds; the system lets go of it when that process ends, however it ends."""

import os
import sys
from pathlib import Path
from typing import BinaryIO

FAR = 1 << 30  # Windows 不许别的进程读锁住的字节,所以锁没有内容的一个


def hold(path: Path) -> BinaryIO | None:
    """The file, empty and readable by its owner only, held until it is closed; None where another process holds it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
    try:
        _lock(file.fileno())
    except OSError:
        file.close()
        return None
    path.chmod(0o600)
    file.truncate(0)
    return file


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # 不是 flock:那个由子进程继承,服务死了还占着
