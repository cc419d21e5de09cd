"""Published changes and differences, and whether the text says why."""

from collections.abc import Iterator
from itertools import pairwise

from generator.checks.reasons.changes import BASIS, changes
from generator.checks.reasons.written import LARGE
from generator.checks.registry import BOTH, Problem, rule
from generator.checks.report import Passage, Report
from generator.source.words import said

DIFFERS = said("原因.大于或小于预算")
SAID = said("原因.说了原因")
SECTIONS = {"一般公共预算", "三公经费", "机关运行经费", "政府性基金"}
NEAR = 2


@rule("W307", "说了大于或小于预算，没有说原因", of=BOTH, final=True,
    reason="决算数与预算数不同，要说明为什么；只说大于、小于，读者无从知道",
    basis=BASIS,
    good="决算数小于年初预算数，主要原因是工程跨年实施",
    bad={"支出.2101101.原因": ""},
)
def unexplained(report: Report) -> Iterator[Problem]:
    """Budgets that were not met, and nothing of a reason: in data those that W302 does not ask for, the change being small."""
    yield from _told(report) if report.published else _to_be_told(report)  # 数据还没有成文：看的是数和原因，不是话


def _to_be_told(report: Report) -> Iterator[Problem]:
    """Changes against a budget, of less than a tenth, that will be printed as 大于 or 小于 without a reason."""
    for change in changes(report):
        small = not change.flat and change.share is not None and change.share < LARGE
        if change.asked and small and change.reason.endswith(".原因") and not report.text(change.reason):
            message = f"{change.told()}，公开时要说大于或小于，没有写原因。请补写“{change.reason}”。"
            yield Problem(message, report.near(change.reason), change.reason)


def _told(report: Report) -> Iterator[Problem]:
    """Paragraphs that say 大于 or 小于 and, as the ones behind them, nothing of a reason."""
    passages = [passage for passage in report.passages if passage.name in SECTIONS]
    for at, passage in enumerate(passages):
        found = DIFFERS.search(passage.text)
        if found and not any(SAID.search(other.text) for other in _following(passages, at)):
            message = f"“{passage.text[max(found.start() - 16, 0) : found.end()]}”没有说明原因。请补写原因。"
            yield Problem(message, (passage.place,), found.group())


def _following(passages: list[Passage], at: int) -> Iterator[Passage]:
    """A paragraph and those behind it in its section, up to the next one of its kind."""
    yield passages[at]
    for before, after in pairwise(passages[at : at + NEAR + 1]):
        if after.name != before.name or DIFFERS.search(after.text):
            return
        yield after
