"""Findings and explanations as an officer reads them."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from generator.source.finding import Finding, Level
from generator.source.place import Place

MARKS = {Level.ERROR: "错误", Level.WARNING: "警告", Level.HINT: "提示"}


def show_finding(finding: Finding) -> str:
    """A finding with its place, code and title, the lines concerned, and the message."""
    first = finding.places[0] if finding.places else None
    head = f"{first}: " if first else ""
    lines = [f"{head}{finding.code} {MARKS[finding.level]} {finding.title}"]
    lines += [excerpt for place in finding.places if (excerpt := _excerpt(place, first))]
    return "\n".join([*lines, f"  {finding.message}"])


def _excerpt(place: Place, first: Place | None) -> str:
    rows = _rows(place.file)
    if not 0 < place.line <= len(rows):
        return ""
    where = "" if first is None or place.file == first.file else f"  （{place.file}）"
    return f"  {place.line:>5} | {rows[place.line - 1].strip()[:70]}{where}"


@cache
def _rows(file: str) -> list[str]:
    try:
        return Path(file).read_text("utf-8-sig", errors="replace").splitlines()
    except OSError:
        return []


def tally(findings: Iterable[Finding]) -> str:
    """How many findings of each level, in words."""
    levels = [finding.level for finding in findings]
    parts = [f"{MARKS[level]} {count} 处" for level in Level if (count := levels.count(level))]
    return "，".join(parts) or "没有发现问题"
