"""Rates of change of the 三公 items against last year that stand alone, without an amount of change or last year's amount."""

from generator.published.outline import Line
from generator.published.prose.context import State
from generator.published.prose.figures import Mention, clause
from generator.published.prose.labels import clean, item_name, item_words
from generator.published.prose.relation_words import CHANGE, VERSUS, against_budget, neutral, subject_of

COSTS = "三公经费"


def rate_of_cost(mention: Mention, line: Line, state: State, year: int) -> str:
    """The cost that a rate of change against last year is of, by its own words or as the item spoken of; empty for another."""
    text = clause(line.text.text, mention.start)
    years = [int(found["year"] or year - 1) for found in VERSUS.finditer(text)]
    if line.section != COSTS or not years or years[-1] != year - 1 or against_budget(text, year):
        return ""
    words = clean(subject_of(CHANGE.sub("", mention.label)))
    item = item_name(words) if item_words(words) else ""
    return f"{name}.决算" if (name := item or (state.item if neutral(words) else "")) else ""
