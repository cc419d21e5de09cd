"""The journal of a set of files that are replaced together, by which the next run completes what a kill cut in two.

It names for each file the temporary one that takes its place. Once it is there the set counts as done: what was not yet
moved is moved by whoever finds it, and a file that cannot be replaced turns it round, so that it names the old contents.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from generator.files.atomic import OURS, OutputRefused, is_left, move, write_beside
from generator.source.file_names import stays
from generator.source.system_errors import reason

PATTERN, SUFFIX = ".juesuan-*.set", ".set"
A_WHILE = 600.0  # 换一套文件用不了一秒；别的机器、号码被别人占去的进程，过这么久就算不在了
MENDED = "上次运行停在换文件的半途，现已补完：{folder} 里的 {names}。"
ABANDONED = "上次运行停在换文件的半途，{folder} 里的文件后来又换过，没有替它补完。再生成一次这个部门，就都是新的。"
STUCK = "上次运行停在换文件的半途，{folder} 里有的文件是新的、有的是旧的，还补不完：{why}"


def enter(places: Mapping[Path, str], old: Path | None = None) -> Path:
    """Write which temporary file goes where, an empty name where there is to be none; in the place of an older journal."""
    folder = next(iter(places)).parent
    text = json.dumps({path.name: temporary for path, temporary in places.items()}, ensure_ascii=False)
    temporary = write_beside(folder / SUFFIX, text.encode())
    if old is not None:
        move(temporary, old)
        return old
    try:
        return temporary.rename(temporary.with_suffix(SUFFIX))
    except OSError as error:
        raise OutputRefused(f"{folder} 写不进去：{reason(error)}。") from error


def strike(journal: Path | None) -> None:
    """Remove a journal that is carried out."""
    if journal is not None:
        with suppress(OSError):
            journal.unlink(missing_ok=True)


def mend(journal: Path) -> str:
    """Complete a set whose run is gone, unless its files have been written since; what is to be said of it, or empty.

    Raises OutputRefused where it cannot be completed yet.
    """
    try:
        if not is_left(journal, A_WHILE, at_most=True):
            return ""
        return _mend(journal, _places(journal))
    except FileNotFoundError:  # 别的进程已经补完
        return ""
    except OutputRefused as error:
        raise OutputRefused(STUCK.format(folder=journal.parent, why=error)) from error
    except OSError as error:
        raise OutputRefused(STUCK.format(folder=journal.parent, why=f"{reason(error)}。")) from error


def _mend(journal: Path, places: Mapping[str, str]) -> str:
    folder, message = journal.parent, MENDED if places else ""
    if any(_newer(folder / name, journal) for name in places):
        message = ABANDONED
        for temporary in filter(None, places.values()):
            (folder / temporary).unlink(missing_ok=True)
    else:
        for name, temporary in places.items():
            _complete(folder / name, temporary)
    journal.unlink(missing_ok=True)
    return message.format(folder=folder, names="、".join(places))


def _places(journal: Path) -> dict[str, str]:
    """What a journal says; nothing where it is damaged or names what is not beside it."""
    try:
        read = json.loads(journal.read_text("utf-8"))
    except (ValueError, RecursionError):
        return {}
    fit = isinstance(read, dict) and all(
        stays([name]) and isinstance(temporary, str) and (not temporary or OURS.fullmatch(temporary))
        for name, temporary in read.items()
    )
    return read if fit else {}


def _newer(path: Path, journal: Path) -> bool:
    return path.exists() and path.stat().st_mtime_ns > journal.stat().st_mtime_ns


def _complete(path: Path, temporary: str) -> None:
    """Move a file that was not yet moved, or remove one that is not to be there."""
    if not temporary:
        path.unlink(missing_ok=True)
    elif (source := path.with_name(temporary)).exists():
        move(source, path)
