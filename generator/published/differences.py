"""What may differ between a published text and what the data make of it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from generator.source.place import Place


class Kind(Enum):
    """How one piece of the published text compares with the data."""

    EQUAL = "一致"
    FORMAT = "格式不同"
    FIGURE = "数不同"
    WORDING = "文字不同"
    MISSING = "公开文件缺"
    EXTRA = "公开文件多"


@dataclass(frozen=True, slots=True)
class Sides:
    """A figure by its name, as the data have it and as it is published, both in its unit."""

    name: str
    data: Decimal
    published: Decimal


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: the section, what the data say and where, what is published and where, and a remark.

    `figure` is there where it is of one figure by its name, and not of a paragraph; `of` says what a difference in the
    cover, a heading or the words of a table is of.
    """

    kind: Kind
    section: str
    data: str
    published: str
    data_place: Place | None = None
    published_place: Place | None = None
    remark: str = ""
    figure: Sides | None = None
    of: str = ""
