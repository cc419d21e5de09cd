"""The facts of one department and year: every figure, text and list under its Chinese name."""

from collections.abc import Iterator

from generator.model.figure import Figure, Words

Fact = Figure | Words | tuple[str, ...]


class Facts(dict[str, Fact]):
    """Facts by dotted name (支出.2150501.基本支出). A tuple is a list of names whose fields are facts in turn."""

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

    def under(self, prefix: str) -> Iterator[str]:
        """Every name that begins with the prefix and a dot."""
        return (name for name in self if name.startswith(prefix + "."))
