"""Findings and explanations as an officer reads them."""

import os
from collections.abc import Iterable
from functools import lru_cache
from typing import TextIO

from generator.source.finding import Finding, Level
from generator.source.place import Place, rows_of
from generator.source.resources import located
from generator.source.system_errors import DEBUG, code, traced
from generator.source.widths import cut, halves

MARKS = {Level.ERROR: "错误", Level.WARNING: "警告", Level.HINT: "提示"}
COLOURS = {Level.ERROR: "\033[1;31m", Level.WARNING: "\033[1;33m", Level.HINT: "\033[36m"}
CARET, PLAIN = "\033[1;32m^\033[0m", "\033[0m"
WIDTH, BEFORE = 70, 20  # 半个汉字的宽度：前面有 10 格的行号，一共 80 格
LEAST = 24  # 文件名再长，那一行也显示这么宽
MOST = 4


def lively(stream: TextIO) -> bool:
    """Whether text goes to a screen that shows colours, and colours are not declined."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not stream.isatty():
        return False
    if os.name == "nt":
        os.system("")
    return True


def show_finding(finding: Finding, above: str = "") -> str:
    """A finding with its place, code and title, the lines concerned, and the message.

    On a screen, where the file is named `above`: without its path, in colour, a caret under the column.
    """
    first = finding.places[0] if finding.places else None
    where = str(first).removeprefix(f"{above}:") if above else str(first)
    mark = f"{finding.code} {MARKS[finding.level]}"
    head = f"{where}: " if first else ""
    lines = [f"{head}{COLOURS[finding.level]}{mark}{PLAIN} {finding.title}" if above else f"{head}{mark} {finding.title}"]
    excerpts = list(dict.fromkeys(filter(None, (_excerpt(place, first) for place in finding.places))))[:MOST]
    if above and first and excerpts and (shown := excerpt(first))[0]:
        excerpts.insert(1, f"{'':10}{' ' * halves(shown[0][: shown[1]])}{CARET}")
    return "\n".join([*lines, *excerpts, f"  {finding.message}"])


def _excerpt(place: Place, first: Place | None) -> str:
    where = "" if first is None or place.file == first.file else f"  （{place.file}）"
    row = cut(excerpt_row(place), max(WIDTH - halves(where), LEAST))
    return f"  {place.line:>5} | {row}{where}" if row else ""


def excerpt_row(place: Place) -> str:
    """The line of a text file at a place, of a long one the part that begins a little before the column; or empty."""
    return excerpt(place)[0]


def excerpt(place: Place) -> tuple[str, int]:
    """What is shown of the line at a place, no wider than the screen, and which of its characters stands there."""
    rows = () if place.page or place.words else file_rows(place.file)
    if not 0 < place.line <= len(rows):
        return "", 0
    row = rows[place.line - 1].rstrip()
    indent = len(row) - len(row.lstrip())
    most = WIDTH + 1  # 一行可能有几百万字，多于这些的不必看
    start = max(indent, _back(row, place.column - 1)) if halves(row[indent : indent + most]) > WIDTH else indent
    before = "…" if start > indent else ""
    shown = cut(before + row[start : start + most], WIDTH)
    return shown, min(max(place.column - 1 - start + len(before), 0), max(len(shown) - 1, 0))


def _back(row: str, at: int) -> int:
    """Where to begin so that a little of what stands before a character is seen."""
    start = min(at, len(row))
    while start and halves(row[start - 1 : at]) <= BEFORE:
        start -= 1
    return start


def read_again() -> None:
    """Forget the lines of files, which may have been changed since."""
    file_rows.cache_clear()


@lru_cache(maxsize=64)
def file_rows(file: str) -> list[str]:
    """The rows of a text file, none where it cannot be read."""
    try:
        path = located(file)
        return rows_of(path.read_text("utf-8-sig")) if path.is_file() else []  # 管道、设备会一直读下去
    except (OSError, UnicodeDecodeError):
        return []


SEE_HINTS = "看提示加 --hints"
FAULT = """程序出了错，停下了（代号 {what}）。已有的文件没有动，或是完整的。
这多半是程序的问题。请把这几行、所用的命令、juesuan --version 显示的版本和出错的文件，交给安装程序的人；
要看出错的经过，先设环境变量 {debug}=1 再运行一次。"""


def fault(error: BaseException) -> str:
    """What to say of an exception that nobody foresaw; with its traceback where the environment asks for it."""
    if isinstance(error, MemoryError):
        return "内存不够，停下了。已有的文件没有动，或是完整的。请关闭别的程序，或分开几次做，再运行。"
    return traced(error) + FAULT.format(what=code(error), debug=DEBUG)


def tally(findings: Iterable[Finding]) -> str:
    """How many findings of each level, in words."""
    levels = [finding.level for finding in findings]
    parts = [f"{MARKS[level]} {count} 处" for level in Level if (count := levels.count(level))]
    return "，".join(parts) or "没有发现问题"
