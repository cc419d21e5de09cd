"""What a rule looks at: one department and year, whether written in YAML or read from a published document."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.derive.ledger import Equation
from generator.derive.tails import Levelled
from generator.model.catalogue import Catalogue
from generator.model.claim import Claim, ClaimKind, Comparison, TableKind
from generator.model.facts import Facts
from generator.model.figure import Figure, Words
from generator.source.place import Place


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of prose and where it stands: `name` is the fact it was written for, or the section it was read in."""

    name: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a published document: level 1 a part, 2 一、, 3 （一）, 4 1、."""

    level: int
    number: str
    title: str
    section: str
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the body of a published document: where it begins, its titles and what is said under them, each a line."""

    name: str
    place: Place
    titles: str
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Names listed in prose: of what, how many it says there are, and whether it ends in 等 (`open`)."""

    what: str
    names: tuple[str, ...]
    count: int | None
    open: bool
    place: Place


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """One of the nine tables as published: whether any amount is not zero, and the note that it has none (its place, else the table's).

    `codes` are its 科目编码 of three, five or seven digits in the order printed, `names` what stands behind each. `rounding` are the
    places of its cells where a note says that sums may differ by rounding. `twice` are its rows that stand twice, by what they are
    called, with both places; `lacking` the facts of the totals that its layout prints and that it has not.
    """

    kind: TableKind
    amounts: bool
    note: str
    place: Place
    codes: tuple[tuple[str, Place], ...] = ()
    names: tuple[str, ...] = ()
    rounding: frozenset[Place] = frozenset()
    twice: tuple[tuple[str, Place, Place], ...] = ()
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadTable:
    """A published table of which nothing was read: its title or the words above it, how many figures it holds, where it begins.

    `blurred` where it could not be told in which column a figure stands; `under` the heading that it stands under.
    """

    title: str
    figures: int
    place: Place
    blurred: bool = False
    under: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """The facts, derived ones too (last year's under 上年), and every passage of prose.

    Of a published document `projects` are the 自评表 of its projects, each with nothing but its own facts, `whole` tells
    that it is no excerpt, so that what is lacking can be said, `budget` that it is a 预算 and no 决算; `cuts` say what of
    the file was not read. `unasked` are the keys that the department's form does not ask for, `levelled` the sums
    that were made to hold,
    `sections` what the body says, `asked` the sections that its form has, where that is known,
    `private` numbers of persons by what they are, `left` what the file holds besides what it shows, by its kind.
    """

    year: int
    facts: Facts
    authored: frozenset[str]
    equations: tuple[Equation, ...]
    proposed: tuple[str, ...]
    catalogue: Catalogue
    passages: tuple[Passage, ...]
    published: bool = False
    claims: tuple[Claim, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    headings: tuple[Heading, ...] = ()
    listings: tuple[Listing, ...] = ()
    contents: tuple[Heading, ...] = ()
    tables: tuple[PublishedTable, ...] = ()
    unread: tuple[UnreadTable, ...] = ()
    without_result: tuple[Place, ...] = ()
    projects: tuple["Report", ...] = ()
    whole: bool = False
    budget: bool = False
    cuts: tuple[Passage, ...] = ()
    unasked: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    asked: tuple[str, ...] = ()
    private: tuple[Passage, ...] = ()
    left: tuple[Passage, ...] = ()
    levelled: tuple[Levelled, ...] = ()

    @property
    def unseen(self) -> tuple[Passage, ...]:
        """The pictures, the embedded and the attached files of a published one, in which nothing was read."""
        return tuple(each for each in self.left if each.name == "图片")

    def figure(self, name: str) -> Figure | None:
        """The figure of that name, or None."""
        return self.facts.figure(name)

    def text(self, name: str) -> str:
        """The text of that name, or an empty one."""
        return self.facts.text(name)

    def computed(self, *kinds: ClaimKind) -> Iterator[tuple[Claim, Figure]]:
        """Each claim of these kinds (of any) that is computed from other figures, with what it is computed to be."""
        return ((c, c.computed) for c in self.claims if c.computed is not None and (not kinds or c.kind in kinds))

    def near(self, name: str) -> tuple[Place, ...]:
        """The place of a fact, or of what it or its nearest neighbour is computed from."""
        fact = self.facts.get(name)
        if isinstance(fact, Words) and fact.place is not None:
            return (fact.place,)
        if isinstance(fact, Figure) and (places := places_of(fact)):
            return places[:2]
        return tuple(self._neighbour(name))

    def _neighbour(self, name: str) -> Iterator[Place]:
        parent = name.rpartition(".")[0]
        while parent:
            facts = [self.facts[n] for n in self.facts.under(parent) if not n.endswith(".上年")]
            places = [fact.place for fact in facts if not isinstance(fact, tuple) and fact.place is not None]
            places = places or [place for fact in facts if isinstance(fact, Figure) for place in places_of(fact)]
            if places:
                yield min(places)
                return
            parent = parent.rpartition(".")[0]


def places_of(*figures: Figure) -> tuple[Place, ...]:
    """Where figures were written, or what they are computed from, each place once."""
    leaves = (leaf for figure in figures for leaf in figure.leaves)
    return tuple(dict.fromkeys(leaf.place for leaf in leaves if leaf.place is not None))
