"""What is said of the two amounts just before without a direction: 差值为0.90万元, 预决算差异率-2.73%."""

from dataclasses import replace

from generator.model.figure import Figure, subtract
from generator.published.outline import Line
from generator.published.prose.computed import Link
from generator.published.prose.context import Amount, State
from generator.published.prose.figures import Mention, clause
from generator.published.prose.relation_words import quotient
from generator.source.words import said

GAP, GAP_RATE = said("正文.两个数的差"), said("正文.两个数差多少")


def is_gap(mention: Mention) -> bool:
    """Whether a figure is said to be by how much two others differ, or by how much of the budget they do."""
    return (GAP_RATE if mention.percent else GAP).search(mention.label) is not None


def gap(mention: Mention, line: Line, state: State) -> Link | None:
    """The difference of what was spent and its budget, or last year's amount; in percent of the one that it is measured on."""
    found = _two(mention, line, state)
    if found is None:
        return None
    now, base = found
    signed = mention.percent and mention.figure.value < 0
    change = subtract("差额", now, base) if now.value >= base.value or signed else subtract("差额", base, now)
    computed = quotient(change, base) if mention.percent else change
    shown = replace(mention.figure, name="差异率" if mention.percent else "差额")
    if computed is None:  # 预算是零
        return Link(None, checked=False)
    return Link(computed, now.name, shown)


def _two(mention: Mention, line: Line, state: State) -> tuple[Figure, Figure] | None:
    """The amount spent and its budget, or last year's, where they are the two just before in the clause."""
    start = mention.start - len(clause(line.text.text, mention.start))
    near = [amount for amount in state.amounts if amount.start >= start][-2:]
    budgeted = [amount for amount in near if amount.planned]
    spent = [amount for amount in near if amount.spent]
    if len(budgeted) == len(spent) == 1:
        return spent[0].figure, budgeted[0].figure
    return (spent[0].figure, state.prior) if state.prior is not None and len(_own(near)) == 1 else None


def _own(amounts: list[Amount]) -> list[Amount]:
    return [amount for amount in amounts if amount.spent]
