"""Files that appear whole or not at all, those of one set together, and never outside the folder they belong in."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from generator.files import mending
from generator.files.atomic import OutputRefused, is_left, move, write_beside
from generator.source.file_names import stays
from generator.source.system_errors import reason

LONG_AGO = 24 * 3600.0


def replace_files(contents: Mapping[Path, bytes], below: Path | None = None) -> None:
    """Write all files or none, each to a temporary file beside its place, then all moved; raises OutputRefused.

    All lie in one folder, which with links followed must lie `below` another where one is given. Where one cannot be
    moved, those moved before it are put back; where the run is killed meanwhile, the next one completes the set.
    """
    for path in contents:
        _prove(path, below)
        _probe(path)
    for journal in {journal for path in contents for journal in path.parent.glob(mending.PATTERN)}:
        mending.mend(journal)
    written: dict[Path, Path] = {}
    try:
        for path, data in contents.items():
            written[path] = write_beside(path, data)
        _replace(written)
    finally:
        for temporary in written.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _prove(path: Path, below: Path | None) -> None:
    """Raise OutputRefused where a file would not lie below that folder, be it by a link."""
    if below is None:
        return
    try:
        inside = stays([path.name]) and path.parent.resolve().is_relative_to(below.resolve())
    except (OSError, RuntimeError):  # 链接绕圈
        inside = False
    if not inside:
        raise OutputRefused(f"{path} 不在输出文件夹 {below} 里（名称或链接指到了外面），没有写。请改名，或删去那个链接。")


def _replace(written: dict[Path, Path]) -> None:
    """Move temporary files to their places; several as a set, which a journal tells first."""
    before = {path: _content(path) for path in written}
    journal = mending.enter({path: file.name for path, file in written.items()}) if len(written) > 1 else None
    moved: list[Path] = []
    try:
        for path, temporary in written.items():
            moved.append(path)
            move(temporary, path)
    except BaseException as error:
        touched = moved[:-1] if isinstance(error, OutputRefused) else moved
        if not _put_back({path: before[path] for path in touched}, journal):
            written.clear()  # 新的都留着,下次照日志补完
        raise
    mending.strike(journal)


def _put_back(before: Mapping[Path, bytes | None], journal: Path | None) -> bool:
    """Write the old contents again, as a set too; whether that could be begun."""
    try:
        old = {path: write_beside(path, data) if data is not None else None for path, data in before.items()}
        if journal is not None and old:
            mending.enter({path: file.name if file else "" for path, file in old.items()}, journal)
    except OutputRefused:
        return False
    with suppress(OSError, OutputRefused):  # 换不回去的,下次照日志换
        for path, temporary in old.items():
            if temporary is None:
                path.unlink(missing_ok=True)
            else:
                move(temporary, path)
        mending.strike(journal)
    return True


def sweep(folder: Path) -> list[str]:
    """Mend what runs that were killed left anywhere under a folder; what is to be said of it.

    Sets that were cut in two are completed, other temporary files removed.
    """
    told: list[str] = []
    for journal in sorted(folder.rglob(mending.PATTERN)):
        try:
            told += filter(None, [mending.mend(journal)])
        except OutputRefused as error:
            told.append(str(error))
    for path in folder.rglob(".juesuan-*.tmp"):
        with suppress(OSError):
            if is_left(path, LONG_AGO) and not any(path.parent.glob(mending.PATTERN)):
                path.unlink()
    return told


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.exists() else None
    except OSError as error:
        raise OutputRefused(f"{path} 读不出，不敢换掉：{reason(error)}。") from error


def _probe(path: Path) -> None:
    """Open an existing file for writing: an office program that has it open on Windows refuses that."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            with path.open("r+b"):
                pass
    except PermissionError as error:
        raise OutputRefused(f"{path} 正被别的程序（Word、WPS 等）打开，或没有写的权限。请关闭它再试。") from error
    except OSError as error:
        raise OutputRefused(f"{path} 写不进去：{reason(error)}。") from error


__all__ = ["OutputRefused", "replace_files", "sweep"]
