"""What is said after the files of a folder: which were not read and why, what was passed over, and how much was read in all."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.commands.checked import COUNTS, Checked, record
from generator.commands.files import DATA
from generator.commands.folder import Gathered, told
from generator.source.finding import Level, ordered

LITTLE = "A133"


def closing(files: Sequence[Checked], gathered: Gathered) -> Iterator[str]:
    """The files that were not read, each with why, those passed over, and the last line, which counts."""
    for checked in files:
        if checked.unreadable:
            yield f"没有读 {_where(checked)}：{checked.findings[0].message}"
        elif little := next((finding for finding in checked.findings if finding.code == LITTLE), None):
            yield f"没有读出 {checked.file}：{little.message}"
    yield from told(gathered.passed)
    yield last_line(files, gathered)


def _where(checked: Checked) -> str:
    """The file, of a data file with the line where reading ended."""
    places = checked.findings[0].places
    return str(places[0]) if places and Path(checked.file).suffix.lower() in DATA else checked.file


def nothing_read(checked: Checked) -> bool:
    """Whether a file was not read, or next to nothing was made out of it."""
    return checked.unreadable or any(finding.code == LITTLE for finding in checked.findings)


def last_line(files: Sequence[Checked], gathered: Gathered) -> str:
    """How many files were read and how many not, and the figures of the published ones by what stands behind them."""
    counts = counted(files, gathered)
    figures = (
        f"公开的文件共见 {counts['figures']} 个数：印证 {counts['verified']} 个，矛盾 {counts['contradicted']} 个，"
        f"无从印证 {counts['unprovable']} 个，没有认出 {counts['unbound']} 个。"
    )
    read, unread = counts["read"], counts["unread"]
    return f"共 {read + unread} 个文件：读了 {read} 个，没有读 {unread} 个。{figures if counts['figures'] else ''}"


def counted(files: Sequence[Checked], gathered: Gathered) -> Mapping[str, int]:
    """Files read and not, and the sums of what is counted of figures."""
    own = [checked for checked in files if not checked.roll]
    unread = sum(map(nothing_read, own))
    figures = {key: sum((checked.counts or {}).get(key, 0) for checked in own) for key in COUNTS}
    return {"read": len(own) - unread, "unread": unread + sum(each.amiss for each in gathered.passed), **figures}


def folder_json(files: Sequence[Checked], gathered: Gathered) -> str:
    """A folder as one JSON document: each file with its findings and counts, what was passed over, and what it all comes to."""
    levels = [finding.level for checked in files for finding in checked.findings]
    document = {
        "files": [_file(checked) for checked in files],
        "passed_over": [{"file": each.path.as_posix(), "why": each.why, "unread": each.amiss} for each in gathered.passed],
        "summary": {**{level.name.lower(): levels.count(level) for level in Level}, **counted(files, gathered)},
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _file(checked: Checked) -> dict[str, Any]:
    """One file: what it is by its content, whether it was read, what was found."""
    filed, beside = checked.filed, checked.beside
    return {
        "file": checked.file,
        "unit": filed.unit if filed else "",
        "year": filed.year if filed else 0,
        "kind": kind(checked),
        "read": not nothing_read(checked),
        "outcome": checked.outcome,
        "note": checked.note,
        "counts": checked.counts,
        "beside": {"file": beside[0], "figures": beside[1]} if beside else None,
        "findings": [record(finding, checked) for finding in ordered(checked.findings)],
        "accepted": [{**record(entry.finding, checked), "reason": entry.reason} for entry in checked.accepted],
    }


def kind(checked: Checked) -> str:
    """What a file is, in a word."""
    if checked.roll:
        return "名单"
    if checked.filed is None:
        return ""
    return ("预算公开" if checked.filed.accounts == "预算" else "公开") if checked.filed.published else "数据"
