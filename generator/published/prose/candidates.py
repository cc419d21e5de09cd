"""What a figure may be computed from, the likeliest first, and the one that the arithmetic bears out."""

from collections.abc import Mapping, Sequence

from generator.model.figure import Figure
from generator.model.interval import Verdict, last_unit, verdict
from generator.model.misprint import misprinted
from generator.published.outline import Line
from generator.published.prose.context import State
from generator.published.prose.figures import Mention, before_bracket, clause
from generator.published.prose.labels import clean, fact_names, item_name, item_words, sure_prefix
from generator.published.prose.relation_words import subject_of
from generator.source.place import Place
from generator.source.words import said

COSTS = "三公经费"
BEST = {Verdict.EXACT: 0, Verdict.ROUNDING: 1}
BOTH = said("正文.收支总体")
BOTH_IN = {"收支总体": "收支总计", "财政拨款收支总体": "财政拨款收支总计"}


def subjects_of(
    mention: Mention, line: Line, state: State, stated: Mapping[str, Figure]
) -> tuple[tuple[Figure, ...], bool]:
    """What an unnamed change may be of, the nearest first, and whether the first is beyond doubt."""
    end = before_bracket(line.text.text, mention)
    here = [amount for amount in state.amounts if amount.spent and amount.start < end]
    start = _sentence(line.text.text, mention.start)
    own = [amount for amount in here if amount.start >= start and not amount.inner]
    before = [amount for amount in here if amount.start < start and not amount.inner]
    subject = [figure for claim in (state.subject,) if claim and claim.name and (figure := stated.get(claim.name))]
    inner = [amount for amount in here if amount.inner]
    nearest = [amount.figure for amount in (*reversed(own), *before, *reversed(inner))]
    order = [*nearest, *subject, *reversed(state.earlier)]
    if mention.index:
        order = [f for f in order if "支出" in f.name] + order
    mine = {amount.figure.name: amount.figure for amount in here if amount.start >= start and line.section == COSTS}
    if mine and _head(last := [*mine.values()][-1]) == state.item and set(mine) - {last.name} <= state.moved:
        return tuple(dict.fromkeys([last, *order])), not mention.index
    if own and len({a.figure.value for a in own}) == 1 and not mention.index and "其中" not in line.text.text[start : mention.start]:
        return tuple(dict.fromkeys(amount.figure for amount in reversed(own))), True
    sure = len({a.figure.value for a in own}) == 1 or (not own and len({a.figure.value for a in before}) == 1)
    return tuple(dict.fromkeys(order)), sure and not mention.index and "其中" not in line.text.text[start : mention.start]


def _sentence(text: str, end: int) -> int:
    return end - len(clause(text, end))


def named_figures(section: str, words: str, index: int, stated: Mapping[str, Figure]) -> tuple[Figure, ...]:
    """The figures that a label may name, where it names any beyond doubt."""
    if "收·支" in words or "收入·支出" in words:
        whole = "财政拨款收支总计" if section.startswith("财政拨款") else "收支总计"
        figure = stated.get(f"{whole}.{'支出' if index else '收入'}")
        return (figure,) if figure else ()
    words = clean(subject_of(words))
    if BOTH.fullmatch(words) and section in BOTH_IN:
        figure = stated.get(f"{BOTH_IN[section]}.{'支出' if index else '收入'}")
        return (figure,) if figure else ()
    if section == "三公经费" and words:
        figure = stated.get(f"{item_name(words)}.决算") if item_words(words) else None
        return (figure,) if figure else ()
    if not sure_prefix(section, words):
        return ()
    return tuple(stated[name] for name in fact_names(section, words) if name in stated)


def budget_of(now: Figure, state: State, text: str, stated: Mapping[str, Figure]) -> tuple[Figure | None, bool]:
    """The budget that a change of a figure is measured on, and whether it is beyond doubt that it is that figure's budget."""
    start = _sentence(text, len(text))
    planned = [amount for amount in state.amounts if amount.planned]
    own = [amount.figure for amount in reversed(planned) if amount.start >= start or _head(amount.figure) == _head(now) != ""]
    own += [figure for name in _budget_names(now, text) if (figure := stated.get(name))]
    kept = state.roles.get((state.item, "预算"))
    if own or (kept and state.item and not planned):
        return (own[0] if own else kept), True
    return (planned[-1].figure, not _head(now)) if planned else (kept, False)


def _head(figure: Figure) -> str:
    """What a known figure is a column of; empty for one that is only called by its words."""
    return figure.name.rpartition(".")[0]


def _budget_names(now: Figure, text: str) -> tuple[str, ...]:
    """The facts that the budget of a figure may be, by the words of the comparison that ends a text."""
    kind = next((kind for kind in ("年初预算", "全年预算", "调整预算") if kind in text[-16:]), "预算")
    return (f"{_head(now)}.{kind}", *((f"{_head(now)}.预算",) if kind == "年初预算" else ())) if _head(now) else ()


def likeliest(shown: Figure, computed: Sequence[Figure], sure: bool) -> Figure | None:
    """The first figure that bears the printed one out, exact before rounded; the likeliest if the terms are sure.

    Else the one figure of which the printed one is too near a miss for chance.
    """
    ranked = sorted(
        (BEST[found], place) for place, figure in enumerate(computed) if (found := _verdict(shown, figure)) in BEST
    )
    if ranked:
        return computed[ranked[0][1]]
    if sure:
        return computed[0] if computed else None
    missed = [figure for figure in computed if misprinted(shown.value, figure.value)]
    return missed[0] if len({figure.value for figure in missed}) == 1 else None


def replaceable(shown: Figure, found: Figure | None, computed: Sequence[Figure], sure: bool) -> frozenset[Place | None]:
    """The places of the terms of the figure that was `found` which others that bear out the printed figure too do without.

    Were such a term another, one of the others would be taken, and nothing would be noticed. Where none is `sure` and there
    are several, all are replaceable, the printed figure too: a slip of it may be near to more than one.
    """
    if found is None:
        return frozenset()
    own, near = {leaf.place for leaf in found.leaves}, 2 * last_unit(shown.value)
    if not sure and len({one.value for one in computed}) > 1:
        return frozenset({*own, shown.place})
    rivals = ({leaf.place for leaf in one.leaves} for one in computed if abs(one.value - found.value) <= near)
    return frozenset(place for other in rivals for place in own - other)


def _verdict(shown: Figure, figure: Figure) -> Verdict:
    return verdict(shown.value, figure)
