"""Files that appear whole or not at all."""

import errno
import os
import re
import socket
import tempfile
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

TEMPORARY = re.compile(r"\.juesuan-(\d+)-(\d+)-.*\.tmp")
REASONS = {
    errno.ENOSPC: "磁盘满了，请腾出空间再运行",
    errno.EDQUOT: "磁盘配额用完了，请腾出空间再运行",
    errno.EROFS: "磁盘是只读的，请换一个文件夹（-o 文件夹）",
    errno.EIO: "磁盘读写出错，请检查磁盘",
}
LONG_AGO = 24 * 3600


class OutputRefused(Exception):
    """A file that cannot be replaced; the message, in Chinese, names it and says what to do."""


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write all files or none: each to a temporary file beside its place, then all moved; raises OutputRefused.

    Where one cannot be moved, those moved before it are put back as they were.
    """
    for path in contents:
        _probe(path)
    written: dict[Path, Path] = {}
    before: dict[Path, bytes | None] = {}
    try:
        for path, data in contents.items():
            written[path] = _write_beside(path, data)
        for path, temporary in written.items():
            old = _content(path)
            _move(temporary, path)
            before[path] = old
    except BaseException:
        _put_back(before)
        raise
    finally:
        for temporary in written.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove the temporary files that runs which were killed left anywhere under a folder."""
    for path in folder.rglob(".juesuan-*.tmp"):
        with suppress(OSError):
            if _is_left(path):
                path.unlink()


def _is_left(path: Path) -> bool:
    """Whether the process that was writing a temporary file is gone; where that cannot be told, whether it is a day old."""
    found = TEMPORARY.fullmatch(path.name)
    if found is None:
        return False
    if os.name == "posix" and int(found[1]) == _machine():
        return not _runs(int(found[2]))
    return time.time() - path.stat().st_mtime > LONG_AGO


def _machine() -> int:
    """A number of this machine, since folders may be shared by several."""
    return zlib.crc32(socket.gethostname().encode())


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return process != os.getpid()


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.exists() else None
    except OSError as error:
        raise OutputRefused(f"{path} 读不出，不敢换掉：{error.strerror}。") from error


def _put_back(before: Mapping[Path, bytes | None]) -> None:
    for path, data in before.items():
        with suppress(OSError):
            if data is None:
                path.unlink()
            else:
                _move(_write_beside(path, data), path)


def _probe(path: Path) -> None:
    """Open an existing file for writing: an office program that has it open on Windows refuses that."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            with path.open("r+b"):
                pass
    except PermissionError as error:
        raise OutputRefused(f"{path} 正被别的程序（Word、WPS 等）打开，或没有写的权限。请关闭它再运行。") from error
    except OSError as error:
        raise OutputRefused(f"{path} 写不进去：{_reason(error)}。") from error


def _reason(error: OSError) -> str:
    """Why, in Chinese where it is one of the usual reasons."""
    return REASONS.get(error.errno or 0, error.strerror or str(error))


def _write_beside(path: Path, data: bytes) -> Path:
    try:
        prefix = f".juesuan-{_machine()}-{os.getpid()}-"
        handle, name = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise OutputRefused(f"{path.parent} 写不进去：{_reason(error)}。") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputRefused(f"{path} 写不进去：{_reason(error)}。") from error
    return temporary


def _move(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except OSError as error:
        raise OutputRefused(f"{path} 换不上新文件：{error.strerror}。请关闭打开它的程序再运行。") from error
