"""What there is to be checked under the folders that a user names, and what is passed over there, each with its reason."""

import os
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.commands.files import DATA, DEFAULT
from generator.commands.inspection import TITLE as CHECKLIST
from generator.disclosure.record import FILE as RECORD
from generator.source.system_errors import reason

PUBLISHED = frozenset({".docx", ".pdf", ".html", ".htm", ".xlsx", ".txt"})
OLD = frozenset({".doc", ".xls", ".wps", ".et", ".rtf", ".mht", ".mhtml", ".ofd", ".docm", ".xlsm"})  # 读不了也要说怎么办
ARCHIVES = frozenset({".zip", ".rar", ".7z", ".gz", ".tar"})
PACKED = "是压缩包，里面的没有看。请先解压再试"
TEMPORARY = re.compile(r"~\$|\.~|~.*\.tmp$|\.juesuan-")
OF_SYSTEM = re.compile(r"\.|thumbs\.db$|desktop\.ini$|__macosx$", re.IGNORECASE)
TEMPLATES = "templates"
OPENED, SYSTEM, OWN, FORMS, DEVICE = "打开文件时的临时文件", "系统的文件", "本程序写的文件", "放版式的文件夹", "不是普通文件的"
NAMED = {OPENED, SYSTEM, OWN, FORMS, DEVICE}
TITLES = ("决算公开核对结果", CHECKLIST, "部门决算核对汇总表", "数据与公开文件对照")
CORRECTION, DATA_PACKAGE = "更正说明", "datapackage.json"
_PAGE = re.compile(rb"<title>(?:" + "|".join(TITLES).encode() + rb")</title>")
_LAST_LINE = re.compile(r"^(?:共 \d+ 个文件：|一致 \d+ 段|结论：|.+：(?:没有发现|(?:错误|警告|提示) \d+ 处)).*\s*\Z", re.MULTILINE)
_RECORDS = (b'"figures": [', b'"findings": [', b'"differences": [', b'"verified": ')
BROKEN = (OSError, KeyError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error)
LARGEST = 8 << 20  # 自己写的没有这么大；来路不明的，目录都可能撑破内存
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Passed:
    """A file or folder that was not read, and why; `amiss` where something may be in it that should have been looked at."""

    path: Path
    why: str
    amiss: bool = False


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files to check, in order of their paths, whether any folder was named, and what is passed over."""

    files: tuple[Path, ...]
    in_folder: bool = False
    passed: tuple[Passed, ...] = ()


def gather(paths: Sequence[Path]) -> Gathered:
    """The files named, and everything under the folders named, each once; the default is data/."""
    found: dict[str, Path] = {}
    passed: list[Passed] = []
    folders = [path for path in paths or [DEFAULT] if path.is_dir()]
    for path in paths or [DEFAULT]:
        for each in sorted(_below(path, set()), key=_by_path) if path in folders else [path]:
            if isinstance(each, Passed):
                passed.append(each)
            else:
                found.setdefault(os.path.realpath(each), each)
    return Gathered(tuple(found.values()), bool(folders), tuple(passed))


def without(gathered: Gathered, other: Path | None) -> Gathered:
    """All but one file, which is read for itself."""
    real = os.path.realpath(other) if other else ""
    files = tuple(path for path in gathered.files if os.path.realpath(path) != real)
    passed = tuple(each for each in gathered.passed if os.path.realpath(each.path) != real)
    return Gathered(files, gathered.in_folder, passed)


def _by_path(each: Path | Passed) -> Path:
    return each.path if isinstance(each, Passed) else each


def _below(folder: Path, seen: set[str]) -> Iterator[Path | Passed]:
    """All files below a folder, links followed, no folder twice."""
    seen.add(os.path.realpath(folder))
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Passed(folder, f"打不开：{reason(error)}", amiss=True)
        return
    for path in entries:
        try:
            yield from _at(path, seen)
        except OSError as error:
            yield Passed(path, f"打不开：{reason(error)}", amiss=True)


def _at(path: Path, seen: set[str]) -> Iterator[Path | Passed]:
    """A file, or all that is below a folder."""
    if why := _left_aside(path):
        yield Passed(path, why)
    elif not path.is_dir():
        yield _judged(path)
    elif os.path.realpath(path) not in seen:
        yield from _below(path, seen)


def _left_aside(path: Path) -> str:
    """Why something is no business of the user's, be it a file or a folder; else empty."""
    if path.exists() and not path.is_dir() and not path.is_file():
        return DEVICE
    if TEMPORARY.match(path.name):
        return OPENED
    if OF_SYSTEM.match(path.name):
        return SYSTEM
    if path.name == TEMPLATES and path.is_dir():
        return FORMS
    return OWN if path.name == RECORD or is_report(path) else ""


def occupied(path: Path) -> str:
    """Why a result is not written there: something else is there already; empty where there is nothing, or an earlier result."""
    if not path.is_file() or not path.stat().st_size or is_report(path):
        return ""
    return f"{path} 已经有了，不是本程序写的结果，写上去原来的就没有了。没有写。请换一个文件名。"


def is_report(path: Path) -> bool:
    """Whether a file is a result that the program wrote, which is not to be checked in turn."""
    if CORRECTION in path.name and path.with_name(RECORD).exists():
        return True
    try:
        match path.suffix.lower():
            case ".html":
                return bool(_PAGE.search(_bytes(path, 0, 4096)))
            case ".pdf":
                from generator.writers.pdf import REPORT_MARK

                return REPORT_MARK in _bytes(path, max(0, path.stat().st_size - 64), 64)
            case ".txt":
                return bool(_LAST_LINE.search(_bytes(path, max(0, path.stat().st_size - 2048), 2048).decode("utf-8", "replace")))
            case ".xlsx" if path.stat().st_size < LARGEST:
                with zipfile.ZipFile(path) as package, package.open("docProps/core.xml") as core:
                    said = core.read(4096)
                return any(f">{title}<".encode() in said for title in TITLES)
            case ".json":
                return any(record in _bytes(path, 0, 4096) for record in _RECORDS)
            case ".zip" if path.stat().st_size < LARGEST:
                with zipfile.ZipFile(path) as package:
                    names = {name.rpartition(".")[2] if name != DATA_PACKAGE else "" for name in package.namelist()}
                return names == {"", "csv"}
    except BROKEN:
        pass
    return False


def _bytes(path: Path, start: int, number: int) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        return file.read(number)


def _judged(path: Path) -> Path | Passed:
    """A file to be read, by its ending or else by its first bytes; or why it is passed over."""
    kind = path.suffix.lower()
    if kind in DATA | PUBLISHED | OLD or not path.exists():
        return path
    if kind in ARCHIVES and not _is_office(path):
        return Passed(path, PACKED, amiss=True)
    if b"%PDF-" in _bytes(path, 0, 1024) or _is_office(path):
        return path
    return Passed(path, kind.removeprefix(".") or "没有后缀")


def _is_office(path: Path) -> bool:
    """Whether a package holds a document or a workbook, whatever it is called: its first entries tell."""
    start = _bytes(path, 0, 1 << 16)
    return start.startswith(b"PK\x03\x04") and (b"word/" in start or b"xl/" in start)


def told(passed: Sequence[Passed]) -> Iterator[str]:
    """What was passed over: each that may matter in a line, then the rest by kind with the first names."""
    yield from (f"没有读 {each.path.as_posix()}：{each.why}。" for each in passed if each.amiss)
    kinds = Counter(each.why for each in passed if not each.amiss)
    for why, number in kinds.items():
        names = [each.path.name for each in passed if each.why == why and not each.amiss]
        listed = "、".join(names[:_SHOWN]) + ("……" if number > _SHOWN else "")
        what = why if why in NAMED else f"不是能核对的格式（{why}）"
        yield f"没有看 {number} 个{what}：{listed}。"
