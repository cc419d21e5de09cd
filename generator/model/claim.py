"""A claim: a printed figure together with what it ought to be."""

from dataclasses import dataclass
from decimal import Decimal

from generator.model.figure import Figure
from generator.source.place import Place


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure as printed: its fact by name, its place, the text around it, and what it is computed from.

    `kind` is 数 (a fact), 占, 完成率, 增减额, 增减率, 和, 约和 or 列和 (a total of the amounts listed after it), 再述 (a project
    named before), 年份 (under another year), 元 (万 left out), 名 (an unknown 科目). `computed` is None for a fact that is
    only stated here, and for a ratio whose base is zero. `printed_unit` is 元 where the text says 元 for 万元; `note` is 零
    for a rate of nothing on nothing, 同 for an amount that another place bears out.
    """

    name: str
    kind: str
    value: Decimal
    unit: str
    place: Place
    quote: str
    computed: Figure | None = None
    section: str = ""
    printed_unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Words that say how two figures compare: `words` such as 大于, 小于, 持平, 增加, 减少, 没有."""

    words: str
    left: Figure
    right: Figure
    place: Place
    quote: str
