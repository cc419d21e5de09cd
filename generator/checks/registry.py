"""The registry of rules: what each looks for and why, with an example that breaks it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.checks.report import Report
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


def run(report: Report) -> Iterator[Finding]:
    """All findings on a report, rule by rule in order of code; those on writing YAML (A) not on a published one."""
    for code in sorted(RULES):
        entry = RULES[code]
        if entry.check is not None and not (report.published and code.startswith("A")):
            for problem in entry.check(report):
                yield Finding(entry.code, entry.level, entry.title, problem.message, problem.places, problem.quote,
                              problem.published, problem.expected, problem.verdict)  # fmt: skip
