"""The kinds of key that a department's YAML may hold; keys.py says which keys there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

PENDING = "待填"

@dataclass(frozen=True, slots=True)
class Amount:
    """Money in the file's 金额单位."""

    help: str


@dataclass(frozen=True, slots=True)
class Count:
    """A number that is no money: 个, 人次, 辆, 分, 年."""

    help: str
    unit: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text, or one of the choices; `names_file` where a file or folder is called after it."""

    help: str
    choices: tuple[str, ...] = ()
    default: str = ""
    required: bool = False
    names_file: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs: a list, or a text block of one line each; figures may be quoted with slots."""

    help: str


@dataclass(frozen=True, slots=True)
class Names:
    """A list of short texts."""

    help: str


@dataclass(frozen=True, slots=True)
class Group:
    """A mapping of known keys."""

    help: str
    fields: "Mapping[str, Key]"


@dataclass(frozen=True, slots=True)
class Codes:
    """A mapping of 科目 codes, each a row, and of known keys for what is given as a total only."""

    help: str
    catalogue: Literal["功能", "经济"]
    row: "Key"
    fields: "Mapping[str, Key]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Terms:
    """A mapping of free keys to text."""

    help: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list of mappings with the same keys."""

    help: str
    item: Group


@dataclass(frozen=True, slots=True)
class PriorYear:
    """Last year's file by name, or some of its keys written out."""

    help: str


Key = Amount | Count | Text | Prose | Names | Group | Codes | Terms | Items | PriorYear


def group(help_text: str, **fields: Key) -> Group:
    """A group with its fields as keyword arguments."""
    return Group(help_text, fields)
