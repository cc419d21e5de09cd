"""The data files that a user names, by themselves or by their folder."""

import os.path
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

DATA_FILE = (".yaml", ".yml")
DATA = frozenset(DATA_FILE)
DEFAULT = Path("data")
EXAMPLE = Path("示例")
ENDINGS = {".txt": "text", ".json": "json", ".html": "html", ".htm": "html", ".pdf": "html", ".xlsx": "xlsx"}
UNLIKE = "文件名的结尾 {ending} 与 --format {asked} 不合，没有核对。请去掉 --format（照结尾写），或改文件名。"


def nothing(what: str) -> str:
    """What to say where there is no file to work on."""
    example = f"要看示例，运行 juesuan {'check' if what == '核对' else 'build'} {EXAMPLE}。" if EXAMPLE.is_dir() else ""
    return f"没有找到要{what}的 YAML 文件。用 juesuan new 部门全称 年度 建立一个，或写出文件、文件夹。{example}"


def nothing_in(paths: Sequence[Path], kinds: str) -> str:
    """What to say where folders were named and there is no file in them to work on; empty where none was."""
    folders = "、".join(path.as_posix() for path in paths if path.is_dir())
    return f"{folders} 里没有能核对的文件，什么也没有核对。能核对的是{kinds}。请看写的是不是这个文件夹。" if folders else ""


def unlike(output: Path | None, endings: Sequence[str]) -> str:
    """Why a result of one kind is not written to a file whose ending says another; empty where it may be."""
    if output is None or output.suffix.lower() in endings:
        return ""
    return f"{output} 的结尾不对，没有写：写的是 {endings[0]} 文件。请把文件名写成 {output.stem}{endings[0]}。"


def named(paths: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """The files named, and under each folder all data files, each once; whether it was found in a folder. Default is data/."""
    seen: set[str] = set()
    for path in paths or [DEFAULT]:
        found = _data(path) if path.is_dir() else [path]
        for file in found:
            if (real := os.path.realpath(file)) not in seen:
                seen.add(real)
                yield file, path.is_dir()


def _data(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*")) if file.suffix.lower() in DATA and file.is_file()]


def would_lose(output: Path, read: Sequence[Path]) -> str:
    """Why a result is not written there: it is data, or a file that was read; nothing where it may be."""
    if output.suffix.lower() in DATA or os.path.realpath(output) in {os.path.realpath(path) for path in read}:
        return f"{output} 是数据文件，或是正在核对的文件，写上去原来的就没有了。没有写。请换一个文件名，如 核对.html。"
    return ""


def publishing(paths: Sequence[Path], tell: bool = True) -> Iterator[Path]:
    """The files named, and under each folder those that name a 版式; of the others, which only serve the next year, it tells."""
    for file, found in named(paths):
        if not found or names_profile(file):
            yield file
        elif tell:
            print(f"跳过 {file}：没有写版式，只供下一年比较。", file=sys.stderr)


def names_profile(file: Path) -> bool:
    """Whether a file names a 版式; one that is not UTF-8 or cannot be read is not passed over, so that build says why."""
    try:
        return bool(re.search("^版式", file.read_text("utf-8-sig"), re.MULTILINE))
    except (OSError, UnicodeDecodeError):
        return True
