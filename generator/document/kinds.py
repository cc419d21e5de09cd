"""The kinds of slot: what each shows of its figures, prints, matches in a text and reads back."""

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from generator.model.facts import PRIOR
from generator.model.figure import PERCENT, WAN, Figure, ratio, subtract
from generator.model.format import NumberStyle, amount, count, percent

NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
SHARE = "占"
UP, DOWN, SAME = "增加", "减少", "持平"
GROWN, FALLEN = "增长", "降低"
UPWARD, DOWNWARD = ("增加", "增长", "上升", "提高"), ("减少", "下降", "降低")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: `shown` makes the figure printed from the named ones (fewest `others`), write and read are inverse."""

    pattern: str
    write: Callable[[Figure, NumberStyle], str]
    read: Callable[[str], Decimal]
    others: int = 0
    shown: Callable[..., Figure] = lambda figure: figure


@dataclass(frozen=True, slots=True)
class TextKind:
    """A kind that prints text."""

    pattern: str
    others: int = 0


def _number(text: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.-]", "", text))


def _share(part: Figure, whole: Figure) -> Figure:
    return ratio(f"{part.name}{SHARE}{whole.name}", part, whole)


def _completion(actual: Figure, budget: Figure) -> Figure:
    return ratio(f"{actual.name}完成{budget.name}", actual, budget)


def _change(now: Figure, before: Figure) -> Figure:
    return subtract(f"{_set_against(now, before)}增减额", now, before)


def _change_rate(now: Figure, before: Figure) -> Figure:
    return ratio(f"{_set_against(now, before)}增减率", _change(now, before), before)


def _set_against(now: Figure, before: Figure) -> str:
    """A figure changes on the budget and on last year, which are two figures: the name tells which."""
    return f"{now.name}比{'上年' if before.name == PRIOR + now.name else before.name}"


def _signed(up: str, down: str, unit: str, show: Callable[[Decimal, NumberStyle], str]) -> Kind:
    """A change in words: 增加2.00万元, 减少2.00万元, or 持平 where there is none."""

    def write(figure: Figure, style: NumberStyle) -> str:
        text = show(abs(figure.value), style)
        return (up if figure.value > 0 else down) + text + unit if figure.value else SAME

    def read(text: str) -> Decimal:
        return Decimal(0) if text == SAME else _number(text) * (1 if text.startswith(up) else -1)

    return Kind(f"(?:(?:{up}|{down}){NUMBER}{unit}|{SAME})", write, read, 1)


def _with(kind: Kind, shown: Callable[..., Figure]) -> Kind:
    """The kind for a figure made of the named one and another."""
    return replace(kind, others=1, shown=shown)


def _unsigned(kind: Kind) -> Kind:
    """The size of a change, without a word for its way."""
    return replace(kind, write=lambda figure, style: kind.write(replace(figure, value=abs(figure.value)), style))


def _ways() -> Iterator[tuple[str, Kind]]:
    """Changes and their rates in other pairs of words: 增长下降率 prints 增长2.0% or 下降2.0%."""
    for up, down in product(UPWARD, DOWNWARD):
        yield f"{up}{down}额", _with(_signed(up, down, WAN, amount), _change)
        yield f"{up}{down}率", _with(_signed(up, down, PERCENT, percent), _change_rate)


MONEY = Kind(NUMBER + WAN, lambda f, s: amount(f.value, s) + WAN, _number)
RATE = Kind(NUMBER + PERCENT, lambda f, s: percent(f.value, s) + PERCENT, _number)
COUNT = Kind(NUMBER, lambda f, s: count(f.value), _number)

KINDS: dict[str, Kind | TextKind] = {
    "万元": MONEY,
    "额": Kind(NUMBER, lambda f, s: amount(f.value, s), _number),
    "百分比": RATE,
    SHARE: _with(RATE, _share),
    "完成率": _with(RATE, _completion),
    "增减额": _with(_signed(UP, DOWN, WAN, amount), _change),
    "增减率": _with(_signed(GROWN, FALLEN, PERCENT, percent), _change_rate),
    "差额": _unsigned(_with(MONEY, _change)),
    "幅度": _unsigned(_with(RATE, _change_rate)),
    "数": COUNT,
    "年": Kind(r"\d{4}", lambda f, s: count(f.value), _number),
    "名": TextKind(r"[^，、；。：]+?"),
    "文": TextKind(r".+?"),
    "因": TextKind(r".+?"),
    "段": TextKind(r".+?"),
}
NAMES = f"{'、'.join(KINDS)}，以及增长下降率、上升下降额一类"
KINDS.update(_ways())


def near_kind(name: str) -> str:
    """A sentence that names the kind most likely meant, empty where none is near."""
    near = difflib.get_close_matches(name, KINDS, 1, 0.4)
    return f"没有“{name}”这一种，是不是“{near[0]}”？" if near else f"没有“{name}”这一种。"
