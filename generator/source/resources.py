"""Where templates and code lists lie: beside the data, in the installed package, or in the repository."""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from generator.source.file_names import stays

PACKAGE = Path(__file__).resolve().parents[1]


def roots() -> tuple[Path, ...]:
    """The folders of templates: an office's own in ./templates, then those of the program."""
    return _roots(os.getcwd())  # noqa: PTH109


@lru_cache(8)
def _roots(here: str) -> tuple[Path, ...]:
    return (Path(here) / "templates", PACKAGE / "_templates", PACKAGE.parent / "templates")


def find(*parts: str) -> Path:
    """The path of a file or folder of templates, in the first root that has it.

    Raises FileNotFoundError, in Chinese, naming the places that were searched; no part may lead out of the roots.
    """
    if not stays(parts):
        raise FileNotFoundError(f"“{'/'.join(parts)}”不是模板文件夹里的名称：不能有“..”、盘符和空的一段。")
    within = "/".join(parts)
    # 一次核对要找上千次，做成 Path 再问占去一成的时间：先按字符串问
    for root in roots():
        if os.path.exists(f"{root}/{within}"):  # noqa: PTH110
            return root / within
    raise FileNotFoundError(f"找不到 {within}：工作文件夹的 templates 里没有，程序自带的里面也没有。")


def every(*parts: str) -> list[Path]:
    """The folders of that name in all roots, an office's own first, each once."""
    paths = (root.joinpath(*parts) for root in roots())
    return list({path.resolve(): path for path in paths if path.is_dir()}.values())


def shown(path: Path) -> str:
    """A file of templates as the user knows it, templates/湖南/2021/…: never where the program is installed."""
    name = path.as_posix()
    root = next((root for root in (f"{root.as_posix()}/" for root in roots()) if name.startswith(root)), "")
    return f"templates/{name.removeprefix(root)}" if root else name


def is_own(path: Path | None) -> bool:
    """Whether a file of templates is an office's own, not one of the program's."""
    return path is not None and not any(path.resolve().is_relative_to(root) for root in roots()[1:])


def files_below(folder: Path) -> Iterator[tuple[tuple[str, ...], str]]:
    """The files below a folder in order: the folders they stand in, and their names."""
    for here, folders, files in os.walk(folder):
        folders.sort()
        steps = Path(here).relative_to(folder).parts
        yield from ((steps, name) for name in sorted(files))


def located(file: str) -> Path:
    """The file of a place: of templates, the one that is used."""
    path = Path(file)
    if path.parts[:1] == ("templates",) and not _exists(path):
        return next((found for root in roots() if _exists(found := root.joinpath(*path.parts[1:]))), path)
    return path


def stamp(path: str | Path) -> tuple[int, int] | None:
    """When a file was last written, and its size; None where it is not there."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _exists(path: Path) -> bool:
    """Whether there is such a file or folder; a name that the system does not allow is none."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
