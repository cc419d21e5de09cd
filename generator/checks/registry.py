"""The registry of rules: what each looks for and why, with an example that breaks it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.checks.report import Report
from generator.model.titles import title
from generator.source.finding import Finding, Level
from generator.source.place import Place


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule found, before it is given the rule's code, level and title."""

    message: str
    places: tuple[Place, ...] = ()
    quote: str = ""
    published: str = ""
    expected: str = ""
    verdict: str = ""


NAME = re.compile(r"[一-鿿]{2,}(?:\.[一-鿿（）\d]+)+")
Check = Callable[[Report], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code never changes meaning. `bad` changes keys of a good file so that the rule, and it alone, objects;
    `good` says in words what is right; a rule without `check` is applied while a file is read or a document made."""

    code: str
    level: Level
    title: str
    reason: str
    basis: str
    good: str
    bad: Mapping[str, str] = field(default_factory=dict)
    check: Check | None = None


RULES: dict[str, Rule] = {}


def register(rule: Rule) -> Rule:
    """Enter a rule; raises ValueError for a code used twice."""
    if rule.code in RULES:
        raise ValueError(f"规则代码 {rule.code} 用了两次")
    RULES[rule.code] = rule
    return rule


def rule(
    code: str, level: Level, title: str, *, reason: str, basis: str, good: str, bad: Mapping[str, str]
) -> Callable[[Check], Check]:
    """Enter the decorated function as a rule."""

    def enter(check: Check) -> Check:
        register(Rule(code, level, title, reason, basis, good, bad, check))
        return check

    return enter


def _titled(message: str, report: Report) -> str:
    """A message with the names of facts, which only those who write the data know, as the disclosure calls them."""
    return NAME.sub(lambda found: title(found.group(), report.catalogue) if found.group() in report.facts else found.group(), message)


def run(report: Report) -> Iterator[Finding]:
    """All findings on a report, rule by rule in order of code; those on writing YAML (A) not on a published one."""
    for code in sorted(RULES):
        entry = RULES[code]
        if entry.check is not None and not (report.published and code.startswith("A")):
            for problem in entry.check(report):
                message = _titled(problem.message, report) if report.published else problem.message
                yield Finding(entry.code, entry.level, entry.title, message, problem.places, problem.quote,
                              problem.published, problem.expected, problem.verdict)  # fmt: skip
