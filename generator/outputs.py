"""Files that appear whole or not at all."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


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
            old = path.read_bytes() if path.exists() else None
            _move(temporary, path)
            before[path] = old
    except OutputRefused:
        _put_back(before)
        raise
    finally:
        for temporary in written.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


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
        raise OutputRefused(f"{path} 写不进去：{error.strerror}。") from error


def _write_beside(path: Path, data: bytes) -> Path:
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise OutputRefused(f"{path.parent} 写不进去：{error.strerror}。") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputRefused(f"{path} 写不进去：{error.strerror}（磁盘满了？）。") from error
    return temporary


def _move(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except OSError as error:
        raise OutputRefused(f"{path} 换不上新文件：{error.strerror}。请关闭打开它的程序再运行。") from error
