"""Published changes and differences, and whether the text says why."""

from collections.abc import Iterator

from generator.checks.reasons.changes import BASIS, changes
from generator.checks.reasons.told import unexplained_budgets
from generator.checks.reasons.written import LARGE
from generator.checks.registry import BOTH, Problem, rule
from generator.checks.report import Report


@rule("W307", "说了大于或小于预算，没有说原因", of=BOTH, final=True,
    reason="决算数与预算数不同，要说明为什么；只说大于、小于，读者无从知道",
    basis=BASIS,
    good="决算数小于年初预算数，主要原因是工程跨年实施",
    bad={"支出.2101101.原因": ""},
)
def unexplained(report: Report) -> Iterator[Problem]:
    """Budgets that were not met, and nothing of a reason: in data those that W302 does not ask for, the change being small."""
    yield from _to_be_told(report)
    yield from _told(report)


def _to_be_told(report: Report) -> Iterator[Problem]:
    """Changes against a budget, of less than a tenth, that will be printed as 大于 or 小于 without a reason."""
    for change in changes(report):
        small = not change.flat and change.share is not None and change.share < LARGE
        if change.asked and small and change.reason.endswith(".原因") and not report.text(change.reason):
            message = f"{change.told()}，公开时要说大于或小于，没有写原因。请补写“{change.reason}”。"
            yield Problem(message, report.near(change.reason), change.reason)


def _told(report: Report) -> Iterator[Problem]:
    """大于 or 小于 in a text, and nothing of a reason in its sentence or in those behind that tell no other change."""
    for passage, found in unexplained_budgets(report):
        words = found.string[max(found.start() - 16, 0) : found.end()]
        yield Problem(f"“{words}”没有说明原因。请补写原因。", (passage.place,), found.group())
