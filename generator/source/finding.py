"""A finding: a problem as a value."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from generator.source.place import Place


class Level(Enum):
    """How bad it is: an error stops build."""

    ERROR = "错误"
    WARNING = "警告"
    HINT = "提示"


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


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Errors first, then warnings, then hints; within a level in the order of the file."""
    levels = list(Level)
    return sorted(findings, key=lambda finding: (levels.index(finding.level), finding.places[:1], finding.code))
