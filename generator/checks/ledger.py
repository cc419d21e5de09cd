"""What became of each rule: it found something, found nothing, had nothing to look at, or is not asked of such a report.

A rule is given the report with its facts and lists watched: one that met no fact and no entry of a list had nothing to look
at, and the names it asked for in vain say of what. Nor had one that sets figures against others and met only those of one
topic, or one on scores or on last year that met none of these: what it met alone decides nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Any, SupportsIndex

from generator.checks.report import Report
from generator.model.facts import Fact, Facts

SHOWN = 8
ALWAYS = ("部门", "年度", "版式", "金额单位")
OF_GROUP = {"5": "绩效自评", "8": "上年"}  # 代码第二位：这一组规则查什么


class State(Enum):
    """What became of a rule."""

    FOUND = "有发现"
    CLEAN = "没有发现问题"
    NOTHING = "没有可查的"
    NOT_ASKED = "不适用"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A rule by its code, what became of it, how many findings it gave, and what it asked for that is not there (上年, 绩效自评)."""

    code: str
    state: State
    number: int = 0
    lacking: tuple[str, ...] = ()


class Watch:
    """What was met since the last rule began, and the names that were asked for in vain."""

    def __init__(self, facts: Facts) -> None:
        self.met = False
        self.topics: set[str] = set()
        self.missed: set[str] = set()
        self.known = {name.partition(".")[0] for name in facts}.union(ALWAYS)

    def begin(self) -> None:
        """Forget what the rule before met."""
        self.met, self.topics, self.missed = False, set(), set()

    def name(self, name: object, known: bool) -> None:
        """Enter that a fact was asked for; those that every report has tell nothing."""
        topic = str(name).partition(".")[0]
        if topic not in ALWAYS and known:
            self.topics.add(topic)
        elif topic not in self.known:
            self.missed.add(topic)

    def outcome(self, code: str, number: int) -> Outcome:
        """What became of the rule that has just been asked."""
        if number:
            return Outcome(code, State.FOUND, number)
        return Outcome(code, State.CLEAN) if self._decided(code) else Outcome(code, State.NOTHING, 0, tuple(sorted(self.missed)))

    def _decided(self, code: str) -> bool:
        """Whether what was met is enough to say that nothing is wrong."""
        if OF_GROUP.get(code[1]) in self.missed:
            return False
        return self.met or len(self.topics) > 1 or bool(self.topics and not self.missed)


class _WatchedFacts(Facts):
    """Facts that tell which of them were asked for."""

    def __init__(self, facts: Facts, watch: Watch) -> None:
        super().__init__(facts)
        self.partial, self.parts = facts.partial, facts.parts
        self._watch = watch
        self._topics: dict[str, list[str]] = {}
        for name in facts:
            for head in {_head(name, 1), _head(name, 2)}:
                self._topics.setdefault(head, []).append(name)

    def get(self, name: object, default: Any = None) -> Any:
        known = dict.__contains__(self, name)
        self._watch.name(name, known)
        return dict.__getitem__(self, str(name)) if known else default

    def __getitem__(self, name: str) -> Fact:
        return self.get(name) if dict.__contains__(self, name) else super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._watch.name(name, dict.__contains__(self, name))
        return dict.__contains__(self, name)

    def under(self, prefix: str) -> Iterator[str]:
        """Every name that begins with the prefix and a dot."""
        start = f"{prefix}."
        found = [name for name in self._topics.get(_head(prefix, 2), ()) if name.startswith(start)]
        self._watch.name(prefix, bool(found))
        return iter(found)


def _head(name: str, steps: int) -> str:
    """The first steps of a name: a department of thousands of 科目 is asked for what is under each of them."""
    return ".".join(name.split(".", steps)[:steps])


class _Watched(tuple[Any, ...]):
    """A list of a report that tells when an entry of it was met."""

    watch: Watch

    def __iter__(self) -> Iterator[Any]:
        self.watch.met = self.watch.met or tuple.__len__(self) > 0
        return tuple.__iter__(self)

    def __getitem__(self, at: SupportsIndex | slice) -> Any:
        self.watch.met = True
        return tuple.__getitem__(self, at)


def watched(report: Report) -> tuple[Report, Watch]:
    """The same report, which tells what is looked at in it."""
    watch = Watch(report.facts)
    lists: dict[str, Any] = {}
    for field in fields(report):
        value = getattr(report, field.name)
        if type(value) is tuple and field.name not in {"projects", "proposed", "unasked"}:
            lists[field.name] = row = _Watched(value)
            row.watch = watch
    return replace(report, facts=_WatchedFacts(report.facts, watch), **lists), watch


def told(outcomes: Sequence[Outcome], published: bool) -> str:
    """In one line how many rules were asked, how many found something, and what was not there to be looked at; empty for none."""
    if not outcomes:
        return ""
    counts = {state: sum(outcome.state is state for outcome in outcomes) for state in State}
    asked = counts[State.FOUND] + counts[State.CLEAN]
    lacking = dict.fromkeys(topic for outcome in outcomes for topic in outcome.lacking)
    where = "文中没有" if published else "没有填"
    nothing = f"；没有可查的 {counts[State.NOTHING]} 条" if counts[State.NOTHING] else ""
    more = "等" if len(lacking) > SHOWN else ""
    named = f"（{where}{'、'.join(list(lacking)[:SHOWN])}{more}）" if nothing and lacking else ""
    return f"查了 {asked} 条规则：{counts[State.CLEAN]} 条没有发现问题，{counts[State.FOUND]} 条有发现{nothing}{named}。"
