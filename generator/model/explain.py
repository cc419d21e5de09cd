"""Explanations: how a figure follows from others, down to file, line and column."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.model.figure import WAN, Figure, Formula
from generator.model.format import count, plain

NO_TERMS = "0（没有明细）"


def explain_line(figure: Figure, public: bool = False) -> str:
    """One line: name, value and what it is computed from, or the place where it was written.

    A `public` line names the file without its folders, which are nobody else's business.
    """
    head = _named(figure) + figure.unit
    if figure.formula is not None:
        return f"{head} = {_terms(figure.formula)}"
    if figure.place is not None:
        place = replace(figure.place, file=Path(figure.place.file).name) if public else figure.place
        return f"{head}，见 {place}"
    return f"{head}，未填写"


def explain_tree(figure: Figure) -> Iterator[str]:
    """The explanation of a figure and, indented by two spaces a level, of everything it depends on, each once."""
    yield from _branch(figure, 0, set())


def _branch(figure: Figure, depth: int, seen: set[Figure]) -> Iterator[str]:
    indent = "  " * depth
    if figure.formula is not None and figure in seen:
        yield f"{indent}{_named(figure)}{figure.unit}，算法同上"
        return
    seen.add(figure)
    yield indent + explain_line(figure)
    for term in figure.formula.terms if figure.formula else ():
        yield from _branch(term, depth + 1, seen)


def _terms(formula: Formula) -> str:
    return f" {formula.op.value} ".join(map(_named, formula.terms)) or NO_TERMS


def _named(figure: Figure) -> str:
    return f"{figure.name} {value(figure)}"


def value(figure: Figure) -> str:
    """A value as explanations show it, without its unit."""
    return plain(figure.value) if figure.unit == WAN else count(figure.value)
