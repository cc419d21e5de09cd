"""What a section has said so far, for naming and relating the figures that follow."""

from dataclasses import dataclass, field

from generator.model.claim import Claim
from generator.model.figure import Figure
from generator.published.outline import Line
from generator.published.prose.figures import Mention
from generator.published.prose.labels import PLANNED, Role

MOST = 300  # 记住的数;一节里没有更多的


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure that was seen in a line, whether it was bound, and whether it counts what the document does not hold (`apart`)."""

    line: Line
    mention: Mention
    bound: bool
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of the paragraph: where it starts, its role (决算, 年初预算, 全年预算, 预算 or none), its figure.

    `inner` where it is only part of what the sentence speaks of: in brackets, or after 其中.
    """

    start: int
    role: Role
    figure: Figure
    inner: bool = False

    @property
    def spent(self) -> bool:
        """Whether it is neither a budget nor last year's."""
        return self.role in {"", "决算"}

    @property
    def planned(self) -> bool:
        """Whether it is a budget."""
        return self.role in PLANNED


@dataclass(frozen=True, slots=True)
class Change:
    """An amount of change with its sign, what may have changed, the base where that is stated, and whether it is sure."""

    amount: Figure
    candidates: tuple[Figure, ...]
    base: Figure | None
    sure: bool
    name: str


@dataclass(slots=True)
class State:
    """The section, the item it speaks of, the figures named by item and role, and what the paragraph has said.

    `nameless` where the item is a 科目 that no list knows, so that its amounts are of no fact. `parent` is the code of the
    类 or 款 named last on a line of its own, `loose` is the change just named of what is not stated so far, `moved` are the
    facts of the paragraph whose change was told, `apart` where the sentence begins (-1: with the paragraph) that counts what
    the document does not hold.
    """

    section: str = ""
    item: str = ""
    nameless: bool = False
    subject: Claim | None = None
    last: Claim | None = None
    roles: dict[tuple[str, Role], Figure] = field(default_factory=dict)
    amounts: list[Amount] = field(default_factory=list)
    earlier: list[Figure] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    loose: Figure | None = None
    moved: set[str] = field(default_factory=set)
    prior: Figure | None = None
    done: Figure | None = None
    unknown: list[str] = field(default_factory=list)
    parent: str = ""
    apart: int | None = None

    def begin(self) -> None:
        """Forget what only holds within a paragraph."""
        self.earlier = [*self.earlier, *(amount.figure for amount in self.amounts if amount.spent)][-MOST:]
        self.amounts, self.changes, self.prior, self.done, self.unknown, self.apart, self.moved = [], [], None, None, [], None, set()

    def add(self, amount: Amount) -> None:
        """Remember an amount of the paragraph, and no more than a paragraph has."""
        self.amounts = [*self.amounts[-MOST:], amount]

    def turn(self, item: str, nameless: bool = False) -> None:
        """Turn to another item; one that has no name of its own has no figures to compare with either."""
        if item != self.item:
            self.item, self.nameless = item, nameless
            self.subject = self.last = self.prior = None
            self.changes = []
