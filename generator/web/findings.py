"""Findings as the page lists them: in words, with the key, the figure and the section of each of their places."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from generator.commands.accept import acceptable, spots
from generator.source.finding import Finding, ordered
from generator.source.place import Place
from generator.web.called import told

if TYPE_CHECKING:
    from generator.web.view import View


def records(view: "View", findings: Iterable[Finding]) -> Iterator[dict[str, Any]]:
    """Every finding, in order; they are those of that view."""
    for finding in ordered(findings):
        where = spots(finding, view.department) if acceptable(finding, view.department) else []
        told = f"{finding.code}{finding.message}{finding.places}"
        yield {
            "id": blake2b(told.encode(), digest_size=8).hexdigest(),
            "code": finding.code,
            "level": finding.level.value,
            "title": finding.title,
            "message": finding.message,
            "quote": finding.quote,
            "accept": where[0] if where else "",
            "at": [_at(place, finding, view) for place in finding.places],
        }


def _at(place: Place, finding: Finding, view: "View") -> dict[str, Any]:
    department = view.department
    path = department.paths.get(place, "")
    own = place.file == department.path.as_posix()
    name = path or (finding.quote if finding.quote in department.facts else "")
    printed = view.printed.get(name, ())
    called = told(view, path) if path else ""
    line = f"第{place.line}行" if own else str(place)
    return {
        "words": f"{called}（{line}）" if called else line,
        "path": path if own else "",
        "name": name,
        "line": place.line if own else 0,
        "anchor": printed[0][1] if printed else "",
    }
