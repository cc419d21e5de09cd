"""Last year's file as 上年 names it: a YAML file that lies with the data, and nothing else is opened."""

from pathlib import Path

SUFFIXES = frozenset({".yaml", ".yml"})
DATA = "data"


def prior_file(path: Path, written: str) -> tuple[Path | None, str]:
    """The file that 上年 of a data file names; None, and why, as a clause in Chinese, where it may not be opened.

    It must lie in the folder above that of the data file or below, or under the same folder data, links followed.
    """
    file = path.parent / written
    try:
        real, home = file.resolve(), path.resolve()
        if real.suffix.lower() not in SUFFIXES:
            return None, "不是 YAML 文件（.yaml）"
        if not any(real.is_relative_to(root) for root in _homes(home)):
            return None, "不在放数据的文件夹里"
        return (file, "") if real.is_file() else (None, "不存在")
    except (OSError, ValueError, RuntimeError):  # 名称太长、有系统不许的字符、链接绕圈
        return None, "不存在"


def _homes(path: Path) -> list[Path]:
    """The folders below which the data of this file may lie."""
    return [path.parent.parent, *(folder for folder in path.parents if folder.name == DATA)]
