"""Rates of change of the 三公 items against last year that stand alone, without an amount of change or last year's amount."""

from collections.abc import Mapping
from dataclasses import replace

from generator.model.figure import Figure, subtract
from generator.published.outline import Line
from generator.published.prose.computed import Link
from generator.published.prose.context import State
from generator.published.prose.figures import Mention, clause
from generator.published.prose.labels import clean, item_name, item_words
from generator.published.prose.relation_words import CHANGE, FALL, VERSUS, against_budget, neutral, quotient, subject_of
from generator.source.words import said

COSTS = "三公经费"
PLANNED_BEFORE = said("正文.与上年的预算比")


def rate_of_cost(mention: Mention, line: Line, state: State, year: int) -> str:
    """The cost that a rate of change against last year is of, by its own words or as the item spoken of; empty for another."""
    text = clause(line.text.text, mention.start)
    found = list(VERSUS.finditer(text))
    last = int(found[-1]["year"] or year - 1) if found else 0
    if line.section != COSTS or last != year - 1 or against_budget(text, year) or PLANNED_BEFORE.match(text, found[-1].start()):
        return ""
    return _spent(mention, state)


def rate_on_budget(mention: Mention, line: Line, state: State, stated: Mapping[str, Figure], year: int) -> Link | None:
    """A rate of change of a cost against its budget stated before: 较年初预算减少32%; nothing to check against last year's budget."""
    text = clause(line.text.text, mention.start)
    if line.section == COSTS and (found := list(VERSUS.finditer(text))) and PLANNED_BEFORE.match(text, found[-1].start()):
        return Link(None, _spent(mention, state), checked=False)
    name = _spent(mention, state) if line.section == COSTS and against_budget(text, year) else ""
    item, now = name.removesuffix(".决算"), stated.get(name)
    base = next((figure for kind in ("预算", "年初预算") if (figure := stated.get(f"{item}.{kind}"))), None) if now else None
    if now is None or base is None:
        return None
    signed = replace(mention.figure, value=-abs(mention.figure.value)) if FALL.search(mention.label) else mention.figure
    computed = quotient(subtract("增减额", now, base), base)
    return Link(computed, name, signed) if computed is not None else None


def _spent(mention: Mention, state: State) -> str:
    """The cost that a rate names, or the item spoken of where it names none."""
    words = clean(subject_of(CHANGE.sub("", mention.label)))
    item = item_name(words) if item_words(words) else ""
    return f"{name}.决算" if (name := item or (state.item if neutral(words) else "")) else ""
