"""The kinds of slot: what each shows of its figures, prints, matches in a text and reads back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from generator.model.figure import PERCENT, WAN, Figure, ratio, subtract
from generator.model.format import NumberStyle, amount, count, percent

NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
UP, DOWN, SAME = "增加", "减少", "持平"
GROWN, FALLEN = "增长", "降低"


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
    return ratio(f"{part.name}占{whole.name}", part, whole)


def _completion(actual: Figure, budget: Figure) -> Figure:
    return ratio(f"{actual.name}完成{budget.name}", actual, budget)


def _change(now: Figure, before: Figure) -> Figure:
    return subtract(f"{now.name}增减额", now, before)


def _change_rate(now: Figure, before: Figure) -> Figure:
    return ratio(f"{now.name}增减率", _change(now, before), before)


def _signed(up: str, down: str, unit: str, show: Callable[[Decimal, NumberStyle], str]) -> Kind:
    """A change in words: 增加2.00万元, 减少2.00万元, or 持平 where there is none."""

    def write(figure: Figure, style: NumberStyle) -> str:
        text = show(abs(figure.value), style)
        return (up if figure.value > 0 else down) + text + unit if figure.value else SAME

    def read(text: str) -> Decimal:
        return Decimal(0) if text == SAME else _number(text) * (1 if text.startswith(up) else -1)

    return Kind(f"(?:(?:{up}|{down}){NUMBER}{unit}|{SAME})", write, read, 1)


def _with(kind: Kind, shown: Callable[..., Figure]) -> Kind:
    return Kind(kind.pattern, kind.write, kind.read, kind.others, shown)


MONEY = Kind(NUMBER + WAN, lambda f, s: amount(f.value, s) + WAN, _number)
RATE = Kind(NUMBER + PERCENT, lambda f, s: percent(f.value, s) + PERCENT, _number)
COUNT = Kind(NUMBER, lambda f, s: count(f.value), _number)

KINDS: dict[str, Kind | TextKind] = {
    "万元": MONEY,
    "额": Kind(NUMBER, lambda f, s: amount(f.value, s), _number),
    "百分比": RATE,
    "占": Kind(RATE.pattern, RATE.write, RATE.read, 1, _share),
    "完成率": Kind(RATE.pattern, RATE.write, RATE.read, 1, _completion),
    "增减额": _with(_signed(UP, DOWN, WAN, amount), _change),
    "增减率": _with(_signed(GROWN, FALLEN, PERCENT, percent), _change_rate),
    "数": COUNT,
    "年": Kind(r"\d{4}", lambda f, s: count(f.value), _number),
    "名": TextKind(r"[^，、；。：]+?"),
    "文": TextKind(r".+?"),
    "因": TextKind(r".+?"),
    "段": TextKind(r".+?"),
}
