"""Facts while they are being derived, and the equations met on the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.model.facts import Facts
from generator.model.figure import Figure, Words, add


@dataclass(frozen=True, slots=True)
class Equation:
    """Two figures that must be equal: one stated or reached by one way, one computed by another."""

    name: str
    stated: Figure
    computed: Figure


@dataclass(slots=True)
class Ledger:
    """Facts with the operations that derivation is made of; they are added to, and none is ever taken out.

    `scanned` are the codes of each grid that were found among the first so many facts.
    """

    facts: Facts
    equations: list[Equation] = field(default_factory=list)
    proposed: list[str] = field(default_factory=list)
    scanned: dict[str, tuple[int, set[str]]] = field(default_factory=dict)

    def get(self, name: str) -> Figure | None:
        """The figure of that name, or None."""
        return self.facts.figure(name)

    def settle(self, name: str, *computed: Figure | None) -> Figure | None:
        """Keep what is stated under the name, else the first computed figure; all of them must be equal."""
        known = [figure for figure in (self.get(name), *computed) if figure is not None]
        if not known:
            return None
        self.facts[name] = known[0]
        self.equations += [Equation(name, known[0], other) for other in known[1:] if other is not known[0]]
        return known[0]

    def total(self, name: str, parts: Iterable[str]) -> Figure | None:
        """Settle a sum of what is listed: a part that is absent is none, one left empty is not known."""
        return self.settle(name, self.sum_of(name, parts))

    def whole(self, name: str, parts: Iterable[str]) -> Figure | None:
        """Settle a sum whose parts are always the same: where one of them is absent, the sum is not known."""
        names = tuple(parts)
        return self.settle(name, self._sum(name, names, [part for part in names if self.get(part) is None]))

    def sum_of(self, name: str, parts: Iterable[str]) -> Figure | None:
        """The sum of those parts that are known, None where none is or one was left empty."""
        facts, names = self.facts, tuple(parts)
        return self._sum(name, names, [part for part in names if part not in facts and self.empty(part)])

    def nonzero(self, name: str) -> bool:
        """Whether the figure of that name is known and not zero."""
        figure = self.get(name)
        return figure is not None and bool(figure.value)

    def empty(self, name: str) -> bool:
        """Whether a figure was left empty, or is a sum of which a part is not known."""
        return name not in self.facts and (name in self.facts.blank or name in self.facts.partial)

    def _sum(self, name: str, parts: tuple[str, ...], missing: list[str]) -> Figure | None:
        """The sum; where parts of it are missing only one that is beyond the stated total, so that both are compared."""
        known = tuple(figure for part in parts if (figure := self.get(part)) is not None)
        if not missing:
            return add(name, known) if known else None
        if not known and not any(map(self.empty, missing)):
            self.facts.parts[name] = tuple(missing)
            return None
        self.facts.partial.setdefault(name, tuple(missing))
        if not known:
            return None
        stated, least = self.get(name), add(name, known)
        return least if stated is not None and least.value > stated.value else None

    def default(self, name: str, source: str) -> None:
        """Where a name has no fact, let it have that of the source."""
        if name not in self.facts and (fact := self.facts.get(source)) is not None:
            self.facts[name] = fact

    def say(self, name: str, text: str) -> None:
        """Keep a text."""
        self.facts[name] = Words(text)
