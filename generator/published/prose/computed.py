"""Figures that follow from others: amounts and rates of change, shares, completion of a budget.

What a figure is computed from is often told by position alone. Each has candidates, the most likely first; the
first that the arithmetic bears out is taken. Where none is, the figure is wrong only if its terms are beyond doubt.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.model.facts import PRIOR
from generator.model.figure import Figure, subtract
from generator.published.outline import REPORT, Line
from generator.published.prose.candidates import budget_of, likeliest, named_figures, replaceable, subjects_of
from generator.published.prose.context import Change, State
from generator.published.prose.figures import FARTHEST, Mention, before, before_bracket, clause
from generator.published.prose.labels import BUDGETS, Role, clean, fact_names, item_name, item_words
from generator.published.prose.relation_words import (
    CHANGE,
    FALL,
    against_budget,
    neutral,
    quotient,
    share_base,
    subject_of,
)
from generator.source.place import Place
from generator.source.words import said

COSTS = "三公经费"
NEARBY = 2
EXECUTED, WHOLE = said("正文.全年预算"), said("正文.整体比较的一句")
BOTH_WAYS, EACH = said("正文.又增又减"), said("词.各")


@dataclass(frozen=True, slots=True)
class Link:
    """What a figure is computed from (None: a ratio on zero), the fact it is about and its signed value.

    `checked` is false where it is only known what the figure is. `nothing` is a rate of nothing on nothing. `fitted`: of
    several figures that it may be computed from, those were taken that bear it out. `replaceable`: its
    terms that other figures which bear it out do without. `change`: the change that a rate is of, of a fact not stated so far.
    `opposite`: a rate that points the other way than its change.
    """

    computed: Figure | None
    name: str = ""
    shown: Figure | None = None
    checked: bool = True
    nothing: bool = False
    fitted: bool = False
    replaceable: frozenset[Place | None] = frozenset()
    change: Figure | None = None
    opposite: bool = False


def changed(mention: Mention, line: Line, state: State, stated: Mapping[str, Figure], year: int) -> Link | None:
    """An amount of change: 比上年增加1.07万元; remembered for the rate behind it. `year` is the document's own."""
    text = before(line.text.text, mention.start)
    words = CHANGE.sub("", mention.label)
    named = named_figures(line.section, words or _whole(text), mention.index, stated)
    sign = -1 if FALL.search(mention.label) and mention.figure.value > 0 else 1
    amount = replace(mention.figure, name="增减额", value=mention.figure.value * sign)
    budget = against_budget(text + mention.label, year)
    cost = "" if named or budget else _cost_named(mention, line, words, state)
    named = (stated[cost],) if cost and cost in stated else named
    if not named and (cost or not neutral(words)):
        return _of_unstated(amount, cost, state)
    candidates, sure = (named, True) if named else subjects_of(mention, line, state, stated)
    if not candidates:
        return _of_unstated(amount, "", state)
    base, its = _base(candidates[0], amount, text + mention.label if budget else "", sure, state, stated)
    name = candidates[0].name if sure else ""
    state.moved.add(name)
    state.changes.append(Change(amount, candidates, base, sure, name))
    if base is None:
        return Link(None, name, amount, checked=bool(name) and not budget)
    differences = [subtract("增减额", now, base) for now in candidates]
    found = likeliest(amount, differences, sure and its)
    rivals = replaceable(amount, found, differences, sure and its)
    return Link(found, name, amount, bool(found), fitted=bool(found) and not (sure and its), replaceable=rivals)


def _cost_named(mention: Mention, line: Line, words: str, state: State) -> str:
    """The cost of the 三公 item that a change is said to be of, by its own words, or by its clause where that has no amount."""
    words, start = clean(subject_of(words)), mention.start - len(clause(line.text.text, mention.start))
    if line.section != COSTS or any(amount.start >= start for amount in state.amounts):
        return ""
    said = words if item_name(words) and item_words(words) else line.text.text[start : mention.start] if neutral(words) else ""
    return f"{item_name(said)}.决算" if item_name(said) else ""


def _of_unstated(amount: Figure, name: str, state: State) -> Link | None:
    """A change of what is not stated so far, remembered for the rate behind it; None where it is not known what that is."""
    state.changes.clear()
    state.loose = replace(amount, name=name)
    return Link(None, name, amount) if name else None


def _base(
    now: Figure, amount: Figure, text: str, sure: bool, state: State, stated: Mapping[str, Figure]
) -> tuple[Figure | None, bool]:
    """What a change is measured on, and whether that is beyond doubt; a budget that may be another's only where it fits.

    `text` ends in the comparison with a budget; empty where it is with last year.
    """
    if not text:
        return state.prior or (_prior_nearby(now, amount, stated) if sure else None), True
    base, its = budget_of(now, state, text, stated)
    fits = base is not None and likeliest(amount, [subtract("增减额", now, base)], False) is not None
    return (base, its) if its or fits else (None, False)


def _prior_nearby(now: Figure, amount: Figure, stated: Mapping[str, Figure]) -> Figure | None:
    """Last year's figure of a fact, where it is given just before."""
    prior = stated.get(f"{PRIOR}{now.name}")
    if prior is None or prior.place is None or amount.place is None or prior.place.page != amount.place.page:
        return None
    return prior if 0 <= amount.place.line - prior.place.line <= NEARBY else None


def _whole(text: str) -> str:
    """收支总体 where that is all that a clause says it compares before its comma: 收入支出总体与上年相比，"""
    return "收支总体" if WHOLE.fullmatch(clause(text, len(text))) else ""


def rate(mention: Mention, line: Line, state: State, stated: Mapping[str, Figure]) -> Link | None:
    """A rate of change: of the change just named, or against last year's figure."""
    signed = mention.figure
    if FALL.search(mention.label) and signed.value > 0:
        signed = replace(signed, value=-signed.value)
    change = _change(mention, state)
    if change is None:
        loose = state.loose if neutral(CHANGE.sub("", mention.label)) else None
        return (_of_loose(signed, loose) if loose else None) or _rate_alone(signed, mention, line, state, stated)
    if change.amount.value * signed.value < 0 and BOTH_WAYS.search(mention.label):
        signed = replace(signed, value=-signed.value)
    bases = [change.base] if change.base else [subtract("上年数", now, change.amount) for now in change.candidates]
    if change.sure and not bases[0].value:
        return Link(None, change.name, signed, nothing=not change.amount.value)
    ratios = [ratio for base in bases if (ratio := quotient(change.amount, base)) is not None]
    opposite = change.amount.value * signed.value < 0
    found = likeliest(signed, ratios, change.sure or opposite)
    rivals = replaceable(signed, found, ratios, change.sure)
    return Link(found, change.name, signed, fitted=not change.sure, replaceable=rivals) if found else None


def _of_loose(signed: Figure, change: Figure) -> Link | None:
    """The rate of a change of what is not stated so far."""
    if change.value * signed.value < 0:
        return Link(None, change.name, signed, opposite=True)
    return Link(None, change.name, signed, checked=False, change=change) if change.name else None


def _change(mention: Mention, state: State) -> Change | None:
    """The change that a rate belongs to: of two 各减少12、13万元，各下降2%、3% the one of the same place."""
    if mention.index and len(state.changes) > 1:
        return state.changes[-1]
    pair = len(state.changes) > 1 and state.changes[-1].amount.place is not None and EACH.search(mention.label)
    if pair:
        return state.changes[-2]
    return state.changes[-1] if state.changes else None


def _rate_alone(
    signed: Figure, mention: Mention, line: Line, state: State, stated: Mapping[str, Figure]
) -> Link | None:
    candidates, sure = subjects_of(mention, line, state, stated)
    if not candidates or not neutral(CHANGE.sub("", mention.label)):
        return None
    if state.prior is None:
        return Link(None, candidates[0].name, signed, checked=False) if sure and not state.changes else None
    ratios = [q for now in candidates if (q := quotient(subtract("增减额", now, state.prior), state.prior)) is not None]
    found = likeliest(signed, ratios, sure)
    rivals = replaceable(signed, found, ratios, sure)
    return Link(found, candidates[0].name, signed, fitted=not sure, replaceable=rivals) if found else None


def share(mention: Mention, line: Line, state: State, stated: Mapping[str, Figure], match: re.Match[str]) -> Link | None:
    """A share of the base that is named, else of a whole of the section; the part may be named before 占."""
    words = clean(mention.label[: match.start()])
    named = named_figures(line.section, words, 0, stated) if words else ()
    end = before_bracket(line.text.text, mention)
    last = next((amount.figure for amount in reversed(state.amounts) if amount.spent and amount.start < end), None)
    part = named[0] if named else last if neutral(words) else None
    if part is None:
        return Link(None, checked=False) if fact_names(line.section, words) else None
    wholes, known = share_base(line.section, clean(match["base"]), stated)
    if not match["base"] and not wholes and not words and (listed := _listed_whole(mention, line, state)):
        found = likeliest(mention.figure, [q for q in (quotient(part, listed),) if q], True)
        return Link(found, part.name, mention.figure, fitted=True) if found else None
    if match["base"] and not wholes:
        return Link(None, part.name, checked=False) if known else None
    others = () if match["base"] else (*(a.figure for a in state.amounts if a.figure is not part), *state.earlier)
    each: dict[str, Figure] = {}  # 同一个数只试一次,取先说的
    for whole in (*wholes, *others):
        each.setdefault(str(whole.value), whole)
    ratios = [q for whole in each.values() if whole.value and (q := quotient(part, whole)) is not None]
    sure = known and bool(wholes and wholes[0].value) and bool(match["base"] or _within(state, wholes[0]))
    found = likeliest(mention.figure, ratios, sure)
    base = found.formula.terms[1] if found and found.formula else None
    rivals = replaceable(mention.figure, found, ratios, sure)
    if base is not None and len(same := {whole.place for whole in (*wholes, *others) if whole.value == base.value}) > 1:
        rivals |= {base.place} & same
    return Link(found, part.name, mention.figure, fitted=not sure, replaceable=rivals) if found else None


def _listed_whole(mention: Mention, line: Line, state: State) -> Figure | None:
    """The one amount of a sentence of a 自评 report whose parts are listed behind 其中."""
    text, end = line.text.text, mention.start
    start = max(text.rfind("。", max(end - FARTHEST, 0), end) + 1, end - FARTHEST, 0)
    cue = text.find("其中", start, end)
    spent = [amount.figure for amount in state.amounts if amount.spent and start <= amount.start < cue]
    one = line.section == REPORT and text.count("其中", start, end) == 1 and len(spent) == 1
    return spent[0] if one and state.amounts[-1].start > cue and spent[0].value >= state.amounts[-1].figure.value else None


def _within(state: State, base: Figure) -> bool:
    """Whether the whole of a section is stated in the paragraph or section itself."""
    return any(figure.value == base.value for figure in (*(a.figure for a in state.amounts), *state.earlier))


def completion(mention: Mention, line: Line, state: State, stated: Mapping[str, Figure]) -> Link | None:
    """完成率: the actual figure in percent of the budget named for the same item."""
    near = clause(line.text.text, mention.start)
    of_item = [a for a in reversed(state.amounts) if _of_item(a.figure.name, state.item)]
    actual = [a.figure for a in of_item if a.spent]
    planned = [a.figure for a in of_item if a.planned]
    named = (role for word, role in BUDGETS.items() if word in mention.label or word in near[-24:])
    kind: Role = next(named, "")
    if EXECUTED.search(mention.label):
        kind = "全年预算"
    exact = [a.figure for a in of_item if kind and a.role == kind]
    kept = state.roles.get((state.item, "决算")), state.roles.get((state.item, "预算")) or _tabled_budget(state, stated)
    actual += [kept[0]] if kept[0] and not actual else []
    planned = (exact or planned) + ([kept[1]] if kept[1] and not planned else [])
    if not actual or not planned:
        return Link(None, state.item or line.section, checked=False) if actual else None
    alone = len(set(actual)) == 1 or bool(exact)
    sure = (len({figure.value for figure in planned}) == 1 and alone) or _adjacent(state)
    name = state.item or line.section
    if not planned[0].value:
        return Link(None, name, mention.figure, sure, not actual[0].value)
    pairs = [(actual[0], budget) for budget in planned] + [(spent, planned[0]) for spent in actual[1:]]
    rates = [q for a, b in pairs if (q := quotient(a, b)) is not None]
    found = likeliest(mention.figure, rates, sure)
    rivals = replaceable(mention.figure, found, rates, sure)
    return Link(found, name, mention.figure, fitted=not sure, replaceable=rivals) if found else Link(None, name, checked=False)


def _of_item(name: str, item: str) -> bool:
    """Whether an amount is not that of another 三公 item than the one spoken of."""
    return not (name.startswith(COSTS) and item.startswith(COSTS)) or name.rpartition(".")[0] == item


def _tabled_budget(state: State, stated: Mapping[str, Figure]) -> Figure | None:
    """The 预算 of a 三公 item as the table has it, where text and table agree on that of all of them."""
    told, whole = state.roles.get((COSTS, "预算")), stated.get(f"{COSTS}.预算")
    same = told is not None and whole is not None and told.value == whole.value and told.place != whole.place
    return stated.get(f"{state.item}.预算") if same and state.item.startswith(COSTS) else None


def _adjacent(state: State) -> bool:
    """Whether the last two amounts are a budget and what was spent of it."""
    return len(state.amounts) > 1 and {state.amounts[-1].planned, state.amounts[-2].planned} == {True, False} and all(
        amount.role for amount in state.amounts[-2:]
    )
