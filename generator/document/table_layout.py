"""The layout of a 决算表 as data: its title, columns, head and what its rows print."""

from dataclasses import dataclass

from generator.document.tree import Row


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """A project of 成对行: a label, or the code of a 类 that names it, and the names of its amounts."""

    label: str = ""
    names: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """Half of 成对行: numbered items, then the foot; each row is a label, a 行次 and the amounts."""

    items: tuple[LayoutLine, ...]
    foot: tuple[LayoutLine, ...]

    @property
    def amounts(self) -> int:
        """The number of amount columns."""
        return max(len(line.names) for line in (*self.items, *self.foot))


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two lists of items side by side, 行次 running down the left side and on down the right one."""

    left: Side
    right: Side

    @property
    def columns(self) -> int:
        """The number of columns."""
        return 4 + self.left.amounts + self.right.amounts


@dataclass(frozen=True, slots=True)
class Subjects:
    """A row for each 科目 of a grid under a row 合计: code, name and the columns of the grid."""

    grid: str
    fields: tuple[str, ...]

    @property
    def columns(self) -> int:
        """The number of columns."""
        return 2 + len(self.fields)


@dataclass(frozen=True, slots=True)
class FootCell:
    """A total under 分组行: its label over some columns, then the amount."""

    label: str
    colspan: int
    field: str


@dataclass(frozen=True, slots=True)
class Groups:
    """Lists of codes side by side, each with code, name and amount, over a row of totals."""

    grid: str
    codes: tuple[tuple[str, ...], ...]
    foot: tuple[FootCell, ...]

    @property
    def columns(self) -> int:
        """The number of columns."""
        return 3 * len(self.codes)


@dataclass(frozen=True, slots=True)
class Single:
    """One row of amounts."""

    names: tuple[str, ...]

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self.names)


Body = Pairs | Subjects | Groups | Single


@dataclass(frozen=True, slots=True)
class Layout:
    """A table before it is filled; `empty_note` is the sentence for a table without amounts."""

    title: str
    landscape: bool
    widths: tuple[int, ...]
    head: tuple[Row, ...]
    body: Body
    notes: tuple[str, ...]
    empty_note: str
