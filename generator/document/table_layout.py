"""The layout of a 决算表 as data: its title, columns, head and what its rows print."""

from dataclasses import dataclass

from generator.document.tree import Row
from generator.model.articulation import CLASSES

Said = tuple[tuple[str, str | bool], ...]
FIRST, LAST, NONE = "首行", "末行", "无"
ORDINAL = "序号"
BLANKS = frozenset(("", "—", "——", "-", "--", "/"))


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """A row of 成对行 or 项目行: a label, or the code of a 类 that names it, and the names of its amounts.

    A name that is one of BLANKS is a cell without a figure, printed as it stands.
    """

    label: str = ""
    names: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A block of 成对行: numbered items, then the foot; each row is a label, a 行次 and the amounts.

    `ordinals` where the items are numbered 一、 by the program.
    """

    items: tuple[LayoutLine, ...]
    foot: tuple[LayoutLine, ...]
    ordinals: bool = True

    @property
    def amounts(self) -> int:
        """The number of amount columns."""
        return max(len(line.names) for line in (*self.items, *self.foot))


@dataclass(frozen=True, slots=True)
class Pairs:
    """Lists of items side by side, two or three; where `numbered`, a column 行次 runs down the first and on down the next."""

    sides: tuple[Side, ...]
    numbered: bool = True

    @property
    def columns(self) -> int:
        """The number of columns."""
        return sum(map(self.width, self.sides))

    def width(self, side: Side) -> int:
        """The number of columns of a side: label, 行次 and amounts."""
        return 1 + self.numbered + side.amounts


@dataclass(frozen=True, slots=True)
class Items:
    """A row for each item: its label, where `numbered` a 行次, and its amounts."""

    side: Side
    numbered: bool

    @property
    def columns(self) -> int:
        """The number of columns."""
        return 1 + self.numbered + self.side.amounts


@dataclass(frozen=True, slots=True)
class Subjects:
    """A row for each 科目 of a grid: code, name and the columns of the grid; a row 合计 before or after them.

    The code stands in one cell (2010499), or in three that hold 类, 款 and 项 (201, 04, 99). A field that is one of BLANKS is a
    column without figures.
    """

    grid: str
    fields: tuple[str, ...]
    codes: int = 1
    total: str = FIRST

    @property
    def columns(self) -> int:
        """The number of columns."""
        return self.codes + 1 + len(self.fields)

    def names(self, row: str) -> tuple[str, ...]:
        """The names of the amounts of a row by its name."""
        return tuple(field if field in BLANKS else f"{row}.{field}" for field in self.fields)


@dataclass(frozen=True, slots=True)
class FootCell:
    """A total under 分组行: its label over some columns, then the amount."""

    label: str
    colspan: int
    field: str


@dataclass(frozen=True, slots=True)
class Groups:
    """Lists of codes side by side, each with code, name and amount, over a row of totals.

    Or one list, its amounts `split` into columns such as 合计, 人员经费 and 公用经费, with a row 合计 before or after it.
    """

    grid: str
    codes: tuple[tuple[str, ...], ...]
    foot: tuple[FootCell, ...] = ()
    split: tuple[str, ...] = ()
    total: str = FIRST

    @property
    def columns(self) -> int:
        """The number of columns."""
        return 2 + len(self.split) if self.split else 3 * len(self.codes)

    def names(self, code: str = "") -> tuple[str, ...]:
        """The names of the amounts in the split columns, of a code or of the total; blank where a class does not belong there."""
        if not code:
            return tuple(f"{self.grid}.{column}" for column in self.split)
        return tuple(f"{self.grid}.{code}" if code[:3] in CLASSES.get(column, code[:3]) else "" for column in self.split)


@dataclass(frozen=True, slots=True)
class Single:
    """One row of amounts."""

    names: tuple[str, ...]

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self.names)


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of words for each entry of a list: the columns are 序号 or a field of the entry.

    `first` holds the fields of a row before them, as templates.
    """

    names: str
    fields: tuple[str, ...]
    first: tuple[tuple[str, str], ...]

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self.fields)


@dataclass(frozen=True, slots=True)
class Units:
    """A row for the department's own level and for each unit below it: where `numbered` a 序号, the name, the amounts.

    `fields` are those of the whole, such as 收入.财政拨款; a row 合计 stands before or after the others.
    """

    fields: tuple[str, ...]
    total: str = FIRST
    numbered: bool = False

    @property
    def columns(self) -> int:
        """The number of columns."""
        return self.numbered + 1 + len(self.fields)

    def names(self, row: str) -> tuple[str, ...]:
        """The names of the amounts of a row by its name, of the whole where that is empty."""
        return tuple(field if field in BLANKS or not row else f"{row}.{field}" for field in self.fields)


Body = Pairs | Items | Subjects | Groups | Single | Listed | Units


@dataclass(frozen=True, slots=True)
class Look:
    """What stands above a table and how its amounts are printed: the form that most regions use, where nothing is said.

    `number` and the three texts of the head line are templates, `zero` is printed for nothing, `tails` is the note where a sum
    differs from its parts by rounding.
    """

    number: str = "公开{表号}表"
    left: str = "部门：{部门.名称}"
    middle: str = "{年度}年度"
    right: str = "金额单位：万元"
    zero: str = ""
    grouping: bool = True
    tails: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table before it is filled; `empty_note` is the sentence for a table without amounts.

    `look` holds what the layout itself says of its Look.
    """

    title: str
    landscape: bool
    widths: tuple[int, ...]
    head: tuple[Row, ...]
    body: Body
    notes: tuple[str, ...]
    empty_note: str
    look: Said = ()
