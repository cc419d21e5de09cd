"""A claim: a printed figure together with what it ought to be."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Literal

from generator.model.figure import Figure
from generator.source.place import Place

ClaimKind = Literal["数", "占", "完成率", "增减额", "增减率", "差额", "幅度", "和", "约和", "列和", "预算和", "再述", "年份", "元", "名"]

SlipWay = Literal["行", "列", "码", "位", "表", "空"]
Compared = Literal["大于", "小于", "等于"]
TableKind = Literal[
    "收支总计", "财政拨款收支总计", "收入", "支出", "一般公共预算", "政府性基金", "国有资本经营", "基本支出明细", "三公经费", "条目", "",
]  # fmt: skip


class Note(Enum):
    """What is to be known of a claim.

    It is a rate of nothing on nothing, one that points the other way than its change, one that stands alone without a change
    or last year's amount; or an amount that another place bears out.
    """

    OF_NOTHING = "零与零"
    OPPOSITE = "一增一减"
    ALONE = "只有比率"
    BORNE_OUT = "另一处相同"


@dataclass(frozen=True, slots=True)
class Slip:
    """A figure of a table that is wrong as others beside it are: the fact under which it is printed, and in what way it is wrong.

    行: it belongs so many `rows` further down. 列: to the column with which its own is exchanged. 码: to the 科目 whose code is to
    stand `at` the head of its row. 位: it is printed `times` as large as it is. 表: all of its table is of another year or unit.
    空: the cell is blank where there is to be a figure.
    """

    under: str
    rows: int = 0
    way: SlipWay = "行"
    at: Place | None = None
    times: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure as printed: its fact by name, its place, the text around it, and what it is computed from.

    `kind` is 数 (a fact), 占, 完成率, 增减额, 增减率, 差额 or 幅度 (a change or its rate without a sign), 和, 约和 or 列和 (a total
    of the amounts listed after it), 预算和 (the budget of all 项), 再述 (a project named before), 年份 (under another year), 元
    (万 left out), 名 (an unknown 科目, no figure).
    `computed` is None for a fact that is only stated here, and for a ratio whose base is zero. `section` is where it stands,
    of one in a 决算表 (`tabled`) which table. `printed_unit` is the unit as printed; `unknown` the 科目 as printed that no
    list knows, so that `name` is no fact of the model. `slip` tells that the figure is wrong with others of its table; one that
    belongs nowhere has no name. `fitted`: of several facts or computations that it may be, the one was taken that it equals;
    of the terms of `computed` those whose places are `replaceable` could be others that are equal to it too.
    """

    name: str
    kind: ClaimKind
    value: Decimal
    unit: str
    place: Place
    quote: str
    computed: Figure | None = None
    section: str = ""
    printed_unit: str = ""
    note: Note | None = None
    tabled: bool = False
    unknown: str = ""
    slip: Slip | None = None
    fitted: bool = False
    replaceable: frozenset[Place | None] = frozenset()

    @property
    def figure(self) -> Figure:
        """The figure as printed."""
        return Figure(self.name, self.value, self.unit, self.place)

    @property
    def states(self) -> bool:
        """Whether it states a fact of the model."""
        return self.kind == "数" and bool(self.name) and not self.unknown


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a text says of how the 决算 or the completion on the left compares with the 预算, or 100%, on the right."""

    words: Compared
    left: Figure
    right: Figure
    place: Place
    quote: str
