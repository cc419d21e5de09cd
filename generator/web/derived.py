"""What the program works out where nothing is written, in words."""

from generator.model.explain import value
from generator.model.facts import Fact
from generator.model.figure import WAN, Figure

MOST = 4


def told(fact: Fact | None, short: bool = False) -> str:
    """The value with its unit and, unless `short`, from what it follows; empty for what is no figure."""
    if not isinstance(fact, Figure):
        return ""
    shown = f"{number(fact)}{fact.unit}"
    names = [term.name for term in fact.formula.terms] if fact.formula else [fact.name]
    listed = "、".join(names[:MOST]) + (f"等 {len(names)} 项" if len(names) > MOST else "")
    return shown if short or not names else f"由 {listed} 推出 {shown}"


def number(figure: Figure) -> str:
    """A figure as its neighbours in a table are written: a whole amount with its decimals too."""
    shown = value(figure)
    return f"{shown}.00" if figure.unit == WAN and "." not in shown else shown
