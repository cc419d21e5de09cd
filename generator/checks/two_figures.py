"""Two figures in a message, and whether one is more than the other or different beyond rounding."""

from generator.checks.registry import Problem
from generator.checks.report import places_of
from generator.model.claim import Claim
from generator.model.figure import WAN, Figure
from generator.model.format import count, plain
from generator.model.interval import interval


def number(figure: Figure) -> str:
    """The value with its unit."""
    return (plain if figure.unit == WAN else count)(figure.value) + figure.unit


def shown(figure: Figure, name: str = "") -> str:
    """The name and the value with its unit."""
    return f"{name or figure.name} {number(figure)}"


def exceeds(part: Figure, whole: Figure) -> bool:
    """Whether the part is more than the whole, beyond what rounding allows."""
    return interval(part).low > interval(whole).high


def differs(one: Figure, other: Figure) -> bool:
    """Whether the two differ beyond what rounding allows."""
    return not interval(one).meets(interval(other))


def gap(one: Figure, other: Figure) -> str:
    """The difference without sign, with its unit."""
    return number(Figure("", abs(one.value - other.value), one.unit))


def conflict(part: Figure, relation: str, whole: Figure, remedy: str, names: tuple[str, str] = ("", "")) -> Problem:
    """A problem of two figures: both with name and value, the difference, their places, what to do."""
    message = f"{shown(part, names[0])}，{relation}{shown(whole, names[1])}，相差 {gap(part, whole)}。{remedy}"
    places = tuple(dict.fromkeys((*places_of(part), *places_of(whole))))
    return Problem(message, places, names[0] or part.name, plain(part.value), plain(whole.value), "impossible")


def against(claim: Claim, computed: Figure, message: str) -> Problem:
    """A problem of a claim that is not what it is computed to be, with the places of both."""
    places = tuple(dict.fromkeys((claim.place, *places_of(computed))))
    return Problem(message, places, claim.quote, plain(claim.value), plain(computed.value), "impossible")
