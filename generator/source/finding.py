"""A finding: a problem as a value."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from generator.source.place import Place


class Level(Enum):
    """How bad it is: an error stops build."""

    ERROR = "错误"
    WARNING = "警告"
    HINT = "提示"


MISSING = "A112"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with code, level, title and message (both figures, difference, remedy) at one or more places.

    `quote` is the shortest text concerned, or the name of the fact; `published` and `expected` are the two figures;
    `verdict` says how they compare (exact, rounding, impossible, undefined) where figures were compared.
    """

    code: str
    level: Level
    title: str
    message: str
    places: tuple[Place, ...] = ()
    quote: str = ""
    published: str = ""
    expected: str = ""
    verdict: str = ""

    @property
    def is_cause(self) -> bool:
        """Whether it is on how a file is written, from which others may follow; a figure that is missing may follow itself."""
        return self.code.startswith("A1") and self.code != MISSING


def once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without those that say the same of the same places, as these are shown."""
    told = set[tuple[str, str, tuple[str, ...]]]()
    for finding in findings:
        said = finding.code, finding.message, tuple(map(str, finding.places))
        if said not in told:
            told.add(said)
            yield finding


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """What others may follow from first (A1, hints apart), then errors, warnings and hints; within these in the order of the file."""
    levels = list(Level)
    return sorted(findings, key=lambda f: (not f.is_cause or f.level is Level.HINT, levels.index(f.level), f.places[:1], f.code))
