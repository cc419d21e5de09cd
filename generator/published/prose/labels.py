"""From the words before a figure to the name of the fact that it states."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.model.catalogue import Catalogue
from generator.model.figure_labels import items, labels
from generator.model.numerals import ITEM
from generator.source.words import said

TAIL = said("正文.数前的虚词")
NUMBERED = re.compile(f"^{ITEM}+")
GLUED = said("正文.标题连着正文")
PREFIX, WITH_ITEM = said("正文.名称前的话"), said("正文.三公项目前后的话")
Role = Literal["", "决算", "预算", "年初预算", "全年预算"]
BUDGETS: dict[str, Role] = {"年初": "年初预算", "全年": "全年预算", "调整": "全年预算"}
PLANNED: frozenset[Role] = frozenset({"预算", "年初预算", "全年预算"})
BUDGET, ACTUAL = said("正文.预算的数"), said("正文.决算的数")
LINEAGE, CLASS, PLAIN = said("正文.类款项"), said("正文.某类"), said("正文.某类或不写级别")
CODE = re.compile(r"(?<!\d)(\d{7}|\d{5}|\d{3})(?!\d)")


@dataclass(slots=True)
class Names:
    """The 科目 names of the year and of the document's own tables, looked up in both directions, and the `units` that its tables list."""

    codes: dict[str, list[str]] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    units: tuple[str, ...] = ()

    @classmethod
    def of(cls, catalogue: Catalogue, own: Mapping[str, str], units: tuple[str, ...] = ()) -> "Names":
        """The names of the catalogue and those (code to name) that the tables print."""
        names = cls(own=frozenset(own), units=units)
        for code, name in (*catalogue.names.items(), *own.items()):
            for spelling in {name, name.removesuffix("支出")}:
                found = names.codes.setdefault(spelling, [])
                if code not in found:
                    found.append(code)
        return names

    @property
    def known(self) -> frozenset[str]:
        """Every code."""
        return frozenset(code for codes in self.codes.values() for code in codes)

    def single(self, name: str) -> str:
        """The code of the one 项 of that name, of those in the document's tables where it has any; else empty."""
        found = {c for spelling in (name, name + "支出") for c in self.codes.get(spelling, ()) if len(c) == 7}
        found = found & self.own or found
        return found.pop() if len(found) == 1 else ""

    def economic(self, name: str, parent: str = "") -> str:
        """The 经济分类 code of a 类, or of a 款 under a parent; empty where it has none."""
        length = len(parent) + 2 if parent else 3
        return next((c for c in self.codes.get(name, ()) if len(c) == length and c.startswith(parent or "3")), "")

    def joined(self, text: str, parent: str = "") -> str:
        """The code of 类, 款 and 项 written one behind the other without marks; empty where they are not known."""
        length = len(parent) + 2 if parent else 3
        for size in range(len(text), 1, -1):
            for code in self.codes.get(text[:size], ()):
                if len(code) == length and code.startswith(parent):
                    rest = text[size:].lstrip("-—、－")
                    if not rest or (found := self.joined(rest, code)):
                        return found if rest else code
        return ""

    def beside(self, first: str, third: str) -> str:
        """The code of the one 项 of a 类, of those in the document's tables where it has any, whatever its 款 is called; else empty."""
        head = self.code((first,))
        found = {c for s in (third, third + "支出") for c in self.codes.get(s, ()) if len(c) == 7 and head and c.startswith(head)}
        found = found & self.own or found
        return found.pop() if len(found) == 1 else ""

    def code(self, lineage: Iterable[str], parent: str = "") -> str:
        """The code of 类, 款, 项 named in turn, or of those under a parent; empty where a name is not known under its parent.

        Where the tables print a name behind another code than the list does, it is their row that the text speaks of.
        """
        for name in lineage:
            length = len(parent) + 2 if parent else 3
            spellings = (name, name.removesuffix("支出"), name + "支出")
            found = [c for s in spellings for c in self.codes.get(s, ()) if len(c) == length and c.startswith(parent)]
            if not found:
                return ""
            parent = next((c for c in found if c in self.own), found[0])
        return parent


def clean(label: str) -> str:
    """A label without its number and the words that only lead to the figure."""
    return TAIL.sub("", NUMBERED.sub("", GLUED.sub("", label)))


def role(label: str) -> tuple[Role, str]:
    """The role a label gives its figure (年初预算, 全年预算, 预算, 决算 or none) and the label without it."""
    if match := BUDGET.search(label):
        budget = next((kind for word, kind in BUDGETS.items() if word in match.group()), None)
        return budget or "预算", clean(label[: match.start()])
    if match := ACTUAL.search(label):
        return "决算", clean(label[: match.start()])
    return "", label


def role_of(name: str) -> Role:
    """The role that the name of a fact gives it."""
    roles: tuple[Role, ...] = ("决算", *PLANNED)
    return next((kind for kind in roles if name.endswith(f".{kind}")), "")


def fact_names(section: str, label: str) -> tuple[str, ...]:
    """The facts that a label may name in a section; empty where it names none."""
    return next((entry.names for entry in labels(section) if entry.pattern.search(label)), ())


def sure_prefix(section: str, label: str) -> bool:
    """Whether nothing before the words that name a fact makes it another one (县级, 用于教育的, 下属单位)."""
    names = fact_names(section, label)
    found = (entry.pattern.search(label) for entry in labels(section) if names and entry.names == names)
    return any(match and PREFIX.fullmatch(label, 0, match.start()) for match in found)


def item_name(text: str) -> str:
    """The 三公 item named last in a text."""
    best, name = -1, ""
    for pattern, candidate in items():
        for match in pattern.finditer(text):
            if match.end() > best:
                best, name = match.end(), candidate
    return name


def item_words(label: str) -> bool:
    """Whether a label is a 三公 item, or nothing but words such as 支出 that go with the item spoken of."""
    rest = label
    for pattern, _ in items():
        rest = pattern.sub("", rest)
    return WITH_ITEM.fullmatch(rest) is not None
