"""Files that were checked and what was found, as text and as JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.checks.acceptance import Accepted
from generator.checks.bureau import Member
from generator.checks.filed import Filed
from generator.checks.inspection import Answered
from generator.checks.ledger import Outcome, told
from generator.checks.registry import RULES
from generator.commands.shown import Shown
from generator.console import SEE_HINTS, show_finding, tally
from generator.disclosure.department import ACCOUNTS, PROFILE, Department
from generator.model.figure import Words
from generator.source.alike import grouped
from generator.source.finding import Finding, Level, ordered
from generator.source.place import Place

COUNTS = ("figures", "bound", "verified", "contradicted", "unprovable", "unbound")


@dataclass(frozen=True, slots=True)
class Checked:
    """One file: its findings, those accepted, the key paths of places; `unreadable` where it could not be read.

    Of a published file also its figures, how many were seen, bound, verified and contradicted; `shown` is the file as a report shows it;
    `member` is None for one, and where a file could not be read. `scope` says what was checked where little was, so
    that nothing found is no all-clear; `note` what else is to be known of it. `filed` is what it is by its content, `beside`
    the file that its figures were set against and how many of them; `roll` where it is a list of units and no file of one,
    `outcomes` what became of each rule, `answers` those to the items of an inspection.
    """

    file: str
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()
    paths: Mapping[Place, str] | None = None
    unreadable: bool = False
    counts: Mapping[str, int] | None = None
    figures: tuple[Mapping[str, Any], ...] = ()
    shown: Shown | None = None
    member: Member | None = None
    scope: str = ""
    note: str = ""
    outcomes: tuple[Outcome, ...] = ()
    answers: tuple[Answered, ...] = ()
    filed: Filed | None = None
    beside: tuple[str, int] | None = None
    roll: bool = False

    @classmethod
    def of_department(cls, department: Department, findings: tuple[Finding, ...]) -> "Checked":
        """A data file with what was found; of the department itself only what is asked of it later."""
        member = Member.of(department.facts, department.year)
        told = (*findings, *(entry.finding for entry in department.accepted))
        shown = {place for finding in told for place in finding.places}
        shown |= {fact.place for fact in member.facts.values() if not isinstance(fact, tuple) and fact.place}
        paths = {place: path for place, path in department.paths.items() if place in shown}
        filed = filed_data(department)
        return cls(department.path.as_posix(), findings, department.accepted, paths, member=member, filed=filed)

    @property
    def outcome(self) -> str:
        """How many findings of each level, or what was checked and found in order."""
        return self.scope if self.scope and not self.findings else tally(self.findings)


def filed_data(department: Department) -> Filed:
    """What a data file is."""
    name, facts = department.facts.get("部门.名称"), department.facts
    place = name.place if isinstance(name, Words) and name.place else Place(department.path.as_posix(), 1, 1)
    accounts = facts.text(ACCOUNTS, "部门")
    return Filed(department.name, department.year, accounts, place, published=False, expected=bool(facts.text(PROFILE)))


def as_text(files: Sequence[Checked], hints: bool = True, live: bool = False) -> str:
    """Each finding with its lines, then those accepted with their reasons, then the tally, file by file.

    Without `hints` they are only counted; `live` on a screen, each file named above its findings.
    """
    return "\n".join(line for checked in files for line in _text(checked, hints, live))


def _text(checked: Checked, hints: bool, live: bool) -> Iterator[str]:
    above, listed = checked.file if live else "", grouped(f for f in checked.findings if hints or f.level is not Level.HINT)
    if above and (listed or checked.accepted):
        yield f"{above}\n"
    for finding in listed:
        yield show_finding(finding, above) + "\n"
    for entry in checked.accepted:
        yield f"{show_finding(entry.finding, above)}\n  已接受：{entry.reason}\n"
    accepted = f"；已接受 {len(checked.accepted)} 处" if checked.accepted else ""
    more = "" if hints or not _has_hints(checked.findings) else f"（{SEE_HINTS}）"
    if ledger := told(checked.outcomes, checked.counts is not None):
        yield ledger
    yield f"{checked.file}：{checked.outcome}{more}{accepted}。{counted(checked.counts)}{checked.note}"


def _has_hints(findings: Sequence[Finding]) -> bool:
    return any(finding.level is Level.HINT for finding in findings)


def counted(counts: Mapping[str, int] | None) -> str:
    """How many figures were seen, bound and verified, in words; empty where there are no counts."""
    if counts is None:
        return ""
    return (
        f"共见 {counts['figures']} 个数：认出 {counts['bound']} 个，印证 {counts['verified']} 个，"
        f"矛盾 {counts['contradicted']} 个，无从印证 {counts['unprovable']} 个，没有认出 {counts['unbound']} 个。"
    )


def as_json(files: Sequence[Checked]) -> str:
    """All findings of all files in one list, a summary that counts them and names the accepted ones, the figures of published files."""
    found = [record(finding, checked) for checked in files for finding in ordered(checked.findings)]
    summary = {
        "files": len(files),
        "unreadable": sum(checked.unreadable for checked in files),
        **{level.name.lower(): sum(f["level"] == level.name.lower() for f in found) for level in Level},
        **{key: sum((c.counts or {}).get(key, 0) for c in files) for key in COUNTS if any(c.counts for c in files)},
        "accepted": [
            {"code": e.finding.code, "quote": e.finding.quote, "reason": e.reason, "at": _at(e.finding, checked)}
            for checked in files
            for e in checked.accepted
        ],
    }
    figures = [figure for checked in files for figure in checked.figures]
    more = {"figures": figures} if any(checked.counts for checked in files) else {}
    rules = [_outcome(outcome, checked.file) for checked in files for outcome in checked.outcomes]
    return json.dumps({"findings": found, "summary": summary, **more, "rules": rules}, ensure_ascii=False, indent=1)


def _outcome(outcome: Outcome, file: str) -> dict[str, Any]:
    title = RULES[outcome.code].title
    return {"file": file, "code": outcome.code, "title": title, "outcome": outcome.state.value, "lacking": outcome.lacking}


def record(finding: Finding, checked: Checked) -> dict[str, Any]:
    """A finding of a file for JSON."""
    return {
        "code": finding.code,
        "level": finding.level.name.lower(),
        "title": finding.title,
        "message": finding.message,
        "quote": finding.quote,
        "published": finding.published,
        "expected": finding.expected,
        "verdict": finding.verdict,
        "at": _at(finding, checked),
    }


def _at(finding: Finding, checked: Checked) -> list[dict[str, Any]]:
    """The places of a finding; page is null where the file has none, path where the place is no key."""
    paths = checked.paths or {}
    return [place.record(path=paths.get(place)) for place in finding.places]
