"""Reasons, each beside the change it is for, what was said last year and what the program would say."""

from collections.abc import Callable, Iterator
from typing import Any

from generator.checks.reasons.changes import Change, changes
from generator.model.facts import PRIOR
from generator.web.called import told
from generator.web.view import View

TITLE = "增减的原因"


def reasons(view: View, fields: tuple[str, ...], value: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    """One item with every change of these keys of the outermost level that a reason can be written for; none without any."""
    report = view.department.report
    found = [change for change in (changes(report) if report else ()) if change.reason.split(".")[0] in fields]
    moved = {change.reason: change for change in reversed(found) if not change.flat or value(change.reason)}
    if moved:
        records = [_record(view, change, value) for change in reversed(moved.values())]
        yield {"kind": "reasons", "title": TITLE, "items": records}


def _record(view: View, change: Change, value: Callable[[str], str]) -> dict[str, Any]:
    facts, report = view.department.facts, view.department.report
    proposed = report is not None and change.reason in report.proposed
    return {
        "path": change.reason,
        "change": change.told(lambda name: told(view, name)),
        "asked": change.asked,
        "last": facts.text(f"{PRIOR}{change.reason}"),
        "proposal": facts.text(change.reason) if proposed else "",
        "value": value(change.reason),
    }
