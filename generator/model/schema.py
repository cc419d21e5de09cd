"""The kinds of key that a department's YAML may hold; keys.py says which keys there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from generator.model.years import ALWAYS, Years

PENDING = "待填"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """In which years the forms ask for a key, and whether a new file has it as 待填."""

    years: Years = ALWAYS
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class Amount(Asked):
    """Money in the file's 金额单位."""

    help: str


@dataclass(frozen=True, slots=True)
class Count(Asked):
    """A number that is no money: 个, 人次, 辆, 分, 年."""

    help: str
    unit: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Text(Asked):
    """One line of text, or one of the choices; `names_file` where a file or folder is called after it, `date` where it is a day."""

    help: str
    choices: tuple[str, ...] = ()
    default: str = ""
    required: bool = False
    names_file: bool = False
    date: bool = False


@dataclass(frozen=True, slots=True)
class Prose(Asked):
    """Paragraphs: a list, or a text block of one line each; figures may be quoted with slots."""

    help: str


@dataclass(frozen=True, slots=True)
class Names(Asked):
    """A list of short texts; with `item` an entry may also be a mapping of these keys, of which 名称 is the text itself."""

    help: str
    item: "Group | None" = None


@dataclass(frozen=True, slots=True)
class Group(Asked):
    """A mapping of known keys."""

    help: str
    fields: "Mapping[str, Key]"


@dataclass(frozen=True, slots=True)
class Codes(Asked):
    """A mapping of 科目 codes, each a row, and of known keys for what is given as a total only."""

    help: str
    catalogue: Literal["功能", "经济"]
    row: "Key"
    fields: "Mapping[str, Key]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Terms(Asked):
    """A mapping of free keys to text."""

    help: str


@dataclass(frozen=True, slots=True)
class Figures(Asked):
    """A mapping of names that a profile declares to numbers; their units are the profile's, "" until it is known."""

    help: str


@dataclass(frozen=True, slots=True)
class Items(Asked):
    """A list of mappings with the same keys."""

    help: str
    item: Group


@dataclass(frozen=True, slots=True)
class PriorYear(Asked):
    """Last year's file by name, or some of its keys written out."""

    help: str


Key = Amount | Count | Text | Prose | Names | Group | Codes | Terms | Figures | Items | PriorYear


def group(help_text: str, **fields: Key) -> Group:
    """A group with its fields as keyword arguments."""
    return Group(help_text, fields)


def asked(fields: Mapping[str, Key], *names: str) -> dict[str, Key]:
    """The fields, those of these names wanted in a new file."""
    return dict(fields) | {name: replace(fields[name], wanted=True) for name in names}


def pending_in(text: str) -> int:
    """How many places of a file are still 待填, those in lines of comment left out; it need be no YAML."""
    return sum(row.count(PENDING) for row in text.splitlines() if not row.lstrip().startswith("#"))
