"""Findings and explanations as an officer reads them."""

from collections.abc import Iterable
from functools import lru_cache

from generator.source.finding import Finding, Level
from generator.source.place import Place, rows_of
from generator.source.resources import located
from generator.source.system_errors import DEBUG, code, traced

MARKS = {Level.ERROR: "错误", Level.WARNING: "警告", Level.HINT: "提示"}
WIDTH, BEFORE = 70, 20
MOST = 4


def show_finding(finding: Finding) -> str:
    """A finding with its place, code and title, the lines concerned, and the message."""
    first = finding.places[0] if finding.places else None
    head = f"{first}: " if first else ""
    lines = [f"{head}{finding.code} {MARKS[finding.level]} {finding.title}"]
    lines += list(dict.fromkeys(filter(None, (_excerpt(place, first) for place in finding.places))))[:MOST]
    return "\n".join([*lines, f"  {finding.message}"])


def _excerpt(place: Place, first: Place | None) -> str:
    row = excerpt_row(place)
    where = "" if first is None or place.file == first.file else f"  （{place.file}）"
    return f"  {place.line:>5} | {row}{where}" if row else ""


def excerpt_row(place: Place) -> str:
    """The line of a text file at a place, the part of a long one that begins a little before the column; or empty."""
    rows = () if place.page or place.words else file_rows(place.file)
    if not 0 < place.line <= len(rows):
        return ""
    row = rows[place.line - 1]
    start = max(0, place.column - BEFORE) if len(row.strip()) > WIDTH else 0
    cut = row[start:].strip()
    return ("…" if start else "") + cut[:WIDTH] + ("…" if len(cut) > WIDTH else "")


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
