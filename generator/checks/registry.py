"""The registry of rules: what each looks for and why, whom it judges, with an example that breaks it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from enum import Enum

from generator.checks.ledger import Outcome, State, watched
from generator.checks.mended import mended
from generator.checks.report import Report
from generator.model.titles import title
from generator.source.finding import Finding, Level, once
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


class Of(Enum):
    """Whom a rule judges: what was written in YAML, a published text, or both."""

    DATA = "数据"
    PRINTED = "公开的文本"
    BOTH = "都查"


DATA, PRINTED, BOTH = Of
SUMS = "E201"  # 说哪个数写错的一条
LEVELS = {"A": Level.ERROR, "E": Level.ERROR, "H": Level.HINT, "T": Level.ERROR, "W": Level.WARNING}
TITLE = "清溪县农业农村局2021年度部门决算公开\n"
MENDED = re.compile(r"⟦([^→]*)→([^⟧]*)⟧")
NAME = re.compile(r"[一-鿿]{2,}(?:\.[一-鿿（）\d]+)+")
Check = Callable[[Report], Iterable[Problem]]
BREATH: ContextVar[Callable[[], None]] = ContextVar("BREATH", default=lambda: None)
"""Called before each rule and at each table and line that is read: whoever has something more urgent to do can make these wait, or
leave off by an exception."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code never changes meaning; `good` says in words what is right; without `check` it is applied elsewhere.

    `bad` breaks the rule and no other: keys of a good file changed, or a published text below TITLE that writes ⟦wrong→right⟧.
    `final` holds of a final account only: a published budget need not give reasons, counts, years or all that is to be published.
    `projects` is also asked of the 自评表 of each project.
    """

    code: str
    title: str
    reason: str
    basis: str
    good: str
    bad: Mapping[str, str] | str
    check: Check | None = None
    of: Of = DATA
    final: bool = False
    projects: bool = False
    module: str = ""
    other_level: Level | None = None

    @property
    def level(self) -> Level:
        """That which its code begins with, where it has no other."""
        return self.other_level or LEVELS[self.code[0]]

    @property
    def file(self) -> str:
        """The file of the program that has the rule."""
        return self.module.replace(".", "/") + ".py"

    def judges(self, report: Report) -> bool:
        """Whether it looks at reports of that kind."""
        kind = self.of is BOTH or self.of is (PRINTED if report.published else DATA)
        return kind and not (self.final and report.budget)

    def finding(self, problem: Problem) -> Finding:
        """What it found as a finding: with its code, level and title."""
        return Finding(self.code, self.level, self.title, problem.message,
                       problem.places, problem.quote, problem.published, problem.expected, problem.verdict)  # fmt: skip

    def example(self, mended: bool = False) -> str:
        """The bad published text, or what it is once it is mended; empty where the bad example changes keys."""
        return MENDED.sub(r"\2" if mended else r"\1", self.bad) if isinstance(self.bad, str) else ""


RULES: dict[str, Rule] = {}


def register(rule: Rule) -> Rule:
    """Enter a rule; raises ValueError for a code used twice."""
    if rule.code in RULES:
        raise ValueError(f"规则代码 {rule.code} 用了两次")
    RULES[rule.code] = rule
    return rule


def rule(
    code: str, title: str, *, of: Of, final: bool = False, projects: bool = False, level: Level | None = None,
    reason: str, basis: str, good: str, bad: Mapping[str, str] | str,
) -> Callable[[Check], Check]:  # fmt: skip
    """Enter the decorated function as a rule; its code begins with its level: E206, W604, H503."""

    def enter(check: Check) -> Check:
        register(Rule(code, title, reason, basis, good, bad, check, of, final, projects, check.__module__, level))
        return check

    return enter


def _titled(message: str, report: Report) -> str:
    """A message with the names of facts, which only those who write the data know, as the disclosure calls them."""
    return NAME.sub(lambda found: title(found.group(), report.catalogue) if found.group() in report.facts else found.group(), message)


def run(report: Report) -> Iterator[Finding]:
    """All findings on a report of the rules that judge its kind, in order of code, each once."""
    return iter(judged(report)[0])


def judged(report: Report) -> tuple[tuple[Finding, ...], tuple[Outcome, ...]]:
    """The findings on a report in order of code, each once, and what became of each rule that looks at reports.

    Of a published text those that are gone once the figures that its sums refute are put right are not told beside these.
    """
    seen, watch = watched(report)
    findings, outcomes = list[Finding](), list[Outcome]()
    for code, entry in sorted(RULES.items()):
        if entry.check is None:
            continue
        if not entry.judges(report):
            outcomes.append(Outcome(code, State.NOT_ASKED))
            continue
        watch.begin()
        found = list(once(_asked(entry, seen)))
        findings += found
        outcomes.append(watch.outcome(code, len(found)))
    return tuple(_causes(report, findings)), tuple(outcomes)


def _causes(report: Report, findings: Sequence[Finding]) -> Iterable[Finding]:
    """The findings without those that only follow from a wrong figure: the rules that gave them are asked again without it."""
    right = mended(report) if report.published else None
    if right is None:
        return findings
    codes = {finding.code for finding in findings} - {SUMS}
    left = {(code, finding.places[:1]) for code in codes for finding in _asked(RULES[code], right)}
    return (each for each in findings if each.code == SUMS or (each.code, each.places[:1]) in left)


def _asked(entry: Rule, report: Report) -> Iterator[Finding]:
    """What a rule finds in a report, and in the 自评表 of each project where it is asked of them."""
    BREATH.get()()
    if entry.check is not None:
        for each in (report, *(report.projects if entry.projects else ())):
            yield from (_found(entry, problem, each) for problem in entry.check(each))


def _found(entry: Rule, problem: Problem, report: Report) -> Finding:
    """The finding that a problem is; of the 自评表 of a project its name first."""
    project = report.text("绩效自评.项目名称")
    message = (f"“{project}”的自评表：" if project else "") + problem.message
    message = _titled(message, report) if report.published else message  # 写数据的人认得键名
    return entry.finding(replace(problem, message=message))
