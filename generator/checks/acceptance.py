"""Findings that the officer has looked at and accepts, with a reason: kept and listed, but no longer counted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.checks.registry import RULES
from generator.model.facts import Facts
from generator.model.figure import Words
from generator.source.finding import Finding
from generator.source.place import Place

KEY = "接受"
FIELDS = ("代码", "位置", "理由")
BUREAU = "9"
NEVER = {"E904"}  # 生成时不知道该用哪个文件,接受了也没有用


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that is accepted, and the officer's reason."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of 接受 and where it is written."""

    code: str
    spot: str
    reason: str
    place: tuple[Place, ...]

    def covers(self, finding: Finding, paths: Mapping[Place, str]) -> bool:
        """Whether the finding is of this code and at this spot: its quote, or the key path of one of its places."""
        spots = {finding.quote, *(paths.get(place, "") for place in finding.places)}
        return finding.code == self.code and self.code not in NEVER and self.spot in spots - {""}


def settle(
    findings: Iterable[Finding], facts: Facts, paths: Mapping[Place, str], bureau: bool = False
) -> tuple[list[Finding], list[Accepted]]:
    """Findings that stay open, with those on the acceptances themselves, and findings that are accepted.

    Findings between departments (`bureau`) and those on one department are settled apart, each with its own entries.
    """
    entries = [entry for entry in _entries(facts) if between(entry.code) == bureau]
    whole = [entry for entry in entries if entry.code and entry.spot and entry.reason]
    remaining: list[Finding] = [_incomplete(entry) for entry in entries if entry not in whole]
    accepted: list[Accepted] = []
    used: set[_Entry] = set()
    for finding in findings:
        entry = next((e for e in whole if e.covers(finding, paths)), None)
        if entry is None:
            remaining.append(finding)
        else:
            used.add(entry)
            accepted.append(Accepted(finding, entry.reason))
    return [*remaining, *(_unused(entry) for entry in whole if entry not in used)], accepted


def between(code: str) -> bool:
    """Whether it is the code of a finding between departments."""
    return code in RULES and code[1] == BUREAU


def _entries(facts: Facts) -> Iterator[_Entry]:
    for name in facts.names(KEY):
        code, spot, reason = (facts.text(f"{name}.{field}") for field in FIELDS)
        words = [fact for field in FIELDS if isinstance(fact := facts.get(f"{name}.{field}"), Words) and fact.place]
        yield _Entry(code, spot, reason, tuple(word.place for word in words if word.place)[:1])


def _finding(code: str, message: str, entry: _Entry) -> Finding:
    rule = RULES[code]
    return Finding(code, rule.level, rule.title, message, entry.place, entry.code)


def _incomplete(entry: _Entry) -> Finding:
    lacking = [name for name, text in zip(FIELDS, (entry.code, entry.spot, entry.reason), strict=True) if not text]
    message = f"接受 {entry.code or '（没有代码）'} 的一条没有写{'、'.join(lacking)}，不起作用。请补上。"
    return _finding("E791", message, entry)


def _unused(entry: _Entry) -> Finding:
    rule = RULES.get(entry.code)
    if rule is None:
        why = "没有这个代码。请按发现里的代码改写"
    elif entry.code in NEVER or (rule.check is None and not between(entry.code)):
        why = "这是读文件、做文件时的问题，不能接受，只能改正。请删去这一条"
    else:
        why = "这里没有这样的发现：已经改好，或者位置写得不对。请删去这一条，或按发现里引的名称改写位置"
    return _finding("W790", f"接受 {entry.code}（{entry.spot}）没有用上：{why}。", entry)
