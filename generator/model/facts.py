"""The facts of one department and year: every figure, text and list under its Chinese name."""

from collections.abc import Iterator, Mapping

from generator.model.figure import Figure, Words
from generator.source.place import Place

Fact = Figure | Words | tuple[str, ...]
LAST_YEAR = "上年"
PRIOR = f"{LAST_YEAR}."
"""What the names of last year's facts begin with."""


class Facts(dict[str, Fact]):
    """Facts by dotted name (支出.2150501.基本支出). A tuple is a list of names whose fields are facts in turn.

    `blank` are the amounts of 科目 whose key was written and left empty: not known, which is not the same as none.
    `unknown` are names that are 待填 or were written so that they could not be read, with their places.
    `partial` are the sums that are not known because of these parts, `parts` those of which no part is known.
    """

    def __init__(self, *facts: Mapping[str, Fact]) -> None:
        super().__init__(*facts)
        self.blank: set[str] = {name for known in facts if isinstance(known, Facts) for name in known.blank}
        self.unknown: dict[str, Place] = {
            name: place for known in facts if isinstance(known, Facts) for name, place in known.unknown.items()
        }
        self.partial: dict[str, tuple[str, ...]] = {}
        self.parts: dict[str, tuple[str, ...]] = {}

    def figure(self, name: str) -> Figure | None:
        """The figure of that name, or None."""
        fact = self.get(name)
        return fact if isinstance(fact, Figure) else None

    def text(self, name: str, default: str = "") -> str:
        """The text of that name, or the default."""
        fact = self.get(name)
        return fact.text if isinstance(fact, Words) else default

    def names(self, name: str) -> tuple[str, ...]:
        """The list of that name, empty where there is none."""
        fact = self.get(name)
        return fact if isinstance(fact, tuple) else ()

    def words(self, name: str) -> Iterator[Words]:
        """The texts of the list of that name."""
        return (fact for element in self.names(name) if isinstance(fact := self.get(element), Words))

    def lacking(self, name: str) -> tuple[str, ...]:
        """What was not given of a sum that is not known, down to the last part; empty for any other name."""
        if name in self or not (missing := self.partial.get(name)):
            return ()
        return tuple(dict.fromkeys(leaf for part in missing for leaf in self._lowest(part)))

    def _lowest(self, name: str) -> Iterator[str]:
        """What was not given of a part of such a sum; itself, where it is no sum."""
        below = self.partial.get(name) or self.parts.get(name, ()) if name not in self else ()
        if not below:
            yield name
        for part in below:
            yield from self._lowest(part)

    def under(self, prefix: str) -> Iterator[str]:
        """Every name that begins with the prefix and a dot."""
        start = f"{prefix}."
        return (name for name in self if name.startswith(start))
