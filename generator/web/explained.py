"""One figure: what it is called, how it follows from others, where it is written and where printed."""

from collections.abc import Iterator
from typing import Any

from generator.model.explain import NO_TERMS
from generator.model.figure import WAN, Figure, Formula, Words, down
from generator.model.schema import Amount, Count
from generator.model.titles import called
from generator.model.unknown_values import key_of
from generator.web.called import told
from generator.web.derived import number
from generator.web.view import View, may_be_written


def explained(view: View, name: str) -> dict[str, Any] | None:
    """For JSON; None where the document and what it is computed from have no such figure, nor the department such a text."""
    if isinstance(words := view.department.facts.get(name), Words):
        return _words(view, name, words)
    figure = view.department.facts.figure(name) or next((each for each in down(view.figures) if each.name == name), None)
    if figure is None:
        return _unknown(view, name)
    own = figure.place is not None and figure.place.file == view.department.path.as_posix()
    place = f"第{figure.place.line}行" if own and figure.place else str(figure.place or "")
    return {
        "name": figure.name,
        "called": called(figure, view.department.catalogue),
        "value": number(figure),
        "unit": figure.unit,
        "formula": list(_formula(view, figure.formula)) if figure.formula else [],
        "path": figure.name if may_be_written(figure, view.department.path.as_posix()) else "",
        "place": place,
        "line": figure.place.line if own and figure.place else 0,
        "printed": [{"where": where, "anchor": anchor} for where, anchor in view.printed.get(figure.name, ())],
    }


def _words(view: View, name: str, words: Words) -> dict[str, Any]:
    """A text as it is written, with the slots in it."""
    own = words.place is not None and words.place.file == view.department.path.as_posix()
    line = words.place.line if own and words.place else 0
    known = {"name": name, "called": told(view, name), "value": words.text if own else "", "unit": "", "text": True}
    return {**known, "formula": [], "path": name, "place": f"第{line}行" if line else "", "line": line, "printed": []}


def _unknown(view: View, name: str) -> dict[str, Any] | None:
    """What is said of a figure that is not there and may be written; None where there is no such key."""
    key = key_of(name)
    if not isinstance(key, Amount | Count):
        return None
    unit = key.unit if isinstance(key, Count) else WAN
    printed = [{"where": where, "anchor": anchor} for where, anchor in view.printed.get(name, ())]
    known = {"name": name, "called": told(view, name), "value": "", "unit": unit}
    return {**known, "formula": [], "path": name, "place": "", "line": 0, "printed": printed}


def _formula(view: View, formula: Formula) -> Iterator[dict[str, str]]:
    """The terms, each with its name, and the signs between them."""
    if not formula.terms:
        yield {"text": NO_TERMS}
    for nth, term in enumerate(formula.terms):
        if nth:
            yield {"text": f" {formula.op.value} "}
        yield {"text": _term(view, term), "name": term.name}


def _term(view: View, term: Figure) -> str:
    return f"{called(term, view.department.catalogue)} {number(term)}{term.unit}"
