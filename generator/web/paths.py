"""Path parameters: relative to the working folder, of the folders that the page may see, links followed; all else is not there."""

from collections.abc import Collection
from pathlib import Path, PurePosixPath

from generator.commands.files import DATA
from generator.source.file_names import DEVICE, stays

INBOX, OUTPUT = "收到", "output"
WRITTEN = ("data", "示例")
SERVED = (OUTPUT, INBOX)
SEEN = (*WRITTEN, *SERVED, "templates")


class Missing(Exception):
    """A path that leads to nothing the page may see; what is wrong with it is not told, but what to do may be."""


def inside(folder: Path, given: str, homes: Collection[str] = SEEN) -> Path:
    """The path, relative to the folder, of a file below one of the `homes`; raises Missing where there is none."""
    parts = given.split("/")
    if len(parts) < 2 or parts[0] not in homes or not stays(parts) or any(map(DEVICE.fullmatch, parts)):
        raise Missing
    path = Path(*PurePosixPath(given).parts)
    try:
        real = (folder / path).resolve(strict=True)
        kept = real.is_relative_to((folder / parts[0]).resolve()) and real.is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):  # 没有，名称太长，链接绕圈
        raise Missing from None
    if not kept or not real.is_file():
        raise Missing
    return path


def data_file(folder: Path, given: str) -> Path:
    """A department's YAML file; raises Missing."""
    path = inside(folder, given, WRITTEN)
    if path.suffix.lower() not in DATA:
        raise Missing
    return path
