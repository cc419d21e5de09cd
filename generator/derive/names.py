"""Every name that a fact can have: what the list of keys allows, and what is derived from a department that writes all of it."""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from generator.derive.year import derive
from generator.model import schema
from generator.model.articulation import EVENT_COSTS, PERSONNEL, PUBLIC
from generator.model.catalogue import FUNDS, Catalogue
from generator.model.facts import PRIOR, Fact, Facts
from generator.model.figure import WAN, Figure, Words
from generator.model.keys import ROOT

FREE, FUND = "*", "预算"
ROWS = {"功能": tuple(str(code) for code in range(9010101, 9010101 + 100_000 * len(FUNDS), 100_000)),
        "经济": (f"{PERSONNEL[0]}0101", f"{PUBLIC[0]}01", *EVENT_COSTS.values())}  # fmt: skip
CUTOFF = 0.5
DIGITS = re.compile(r"(?<![^.])[0-9]+(?![^.])")


class Known(NamedTuple):
    """Facts by name, digits of a 科目 or a number in a list standing for all of them, and the choices of a text.

    Those of last year are not kept: each name stands behind 上年 too.
    """

    facts: Facts
    choices: dict[str, tuple[str, ...]]

    def find(self, name: str) -> str | None:
        """The name as it is kept here; None where no department can have such a fact."""
        name = name.removeprefix(PRIOR)
        if name in self.facts:
            return name
        free = (f"{name[:at]}.{FREE}" for at, sign in enumerate(name) if sign == ".")  # 随意写的名称里也会有点
        return next((each for each in (mask(name), mask(name, False), *free) if each in self.facts), None)

    def get(self, name: str) -> Fact | None:
        """A fact of that name, for its kind and its unit alone."""
        found = self.find(name)
        fact = self.facts[found] if found else None
        return tuple(PRIOR + each for each in fact) if isinstance(fact, tuple) and name.startswith(PRIOR) else fact

    def below(self, name: str) -> tuple[str, ...]:
        """What can stand behind a name and a dot; with an empty name, at the head of a name."""
        plain = "" if name == PRIOR[:-1] else mask(name).removeprefix(PRIOR)
        start = f"{plain}." if plain else ""
        steps = (each[len(start) :].partition(".")[0] for each in self.facts if each.startswith(start))
        return tuple(step for step in dict.fromkeys(steps) if not step.isdecimal() and step != FREE)

    def is_group(self, name: str) -> bool:
        """Whether facts can stand under a name."""
        return bool(self.below(name))


def mask(name: str, codes: bool = True) -> str:
    """The name with zeros for the digits of a code of 类, 款 or 项, and one zero for any other number."""
    return DIGITS.sub(_zeros if codes else "0", name)


def _zeros(digits: re.Match[str]) -> str:
    return "0" * len(digits[0]) if len(digits[0]) in (3, 5, 7) else "0"


@cache
def known() -> Known:
    """All names, from two departments that write every key: one with rows of 类, 款 and 项, one in totals only."""
    found, choices = Facts(), dict[str, tuple[str, ...]]()
    for lengths in ((3, 5, 7), ()):
        maker = _Maker(lengths)
        maker.make(ROOT, "")
        choices |= maker.choices
        for name, fact in derive(maker.facts, _catalogue()).facts.items():
            if not name.startswith(PRIOR):
                kept = mask(name)
                found[kept] = tuple(dict.fromkeys((*found.names(kept), *map(mask, fact)))) if isinstance(fact, tuple) else fact
    return Known(found, choices)


def _catalogue() -> Catalogue:
    """A list in which each row of 功能分类 belongs to another fund."""
    rows = ROWS["功能"]
    return Catalogue(0, dict.fromkeys(rows, "字"), dict(zip(rows, FUNDS, strict=True)))


def _fund(code: str) -> Words:
    """The fund to which that list has the row of a code."""
    return Words(next(fund for row, fund in zip(ROWS["功能"], FUNDS, strict=True) if row.startswith(code)))


class _Maker:
    """Facts with a value for every key; `lengths` are those of the codes that are written."""

    def __init__(self, lengths: Collection[int]) -> None:
        self.lengths = lengths
        self.facts = Facts()
        self.choices: dict[str, tuple[str, ...]] = {}

    def make(self, key: schema.Key, name: str) -> None:
        """A value for a key."""
        match key:
            case schema.Amount():
                self.facts[name] = Figure(name, Decimal(1), WAN)
            case schema.Count(unit=unit):
                self.facts[name] = Figure(name, Decimal(1), unit)
            case schema.Text(choices=choices):
                self.facts[name] = Words(choices[0] if choices else "字")
                self.choices |= {name: choices} if choices else {}
            case schema.Prose() | schema.Names():
                self.listed(name, "0")
                self.facts[f"{name}.0"] = Words("字")
                if isinstance(key, schema.Names) and key.item is not None:
                    self.make(key.item, f"{name}.0")
            case schema.Figures():
                self.listed(name, FREE)
                self.facts[f"{name}.{FREE}"] = Figure(f"{name}.{FREE}", Decimal(1), "")
            case schema.Terms():
                self.listed(name, FREE)
                self.facts[f"{name}.{FREE}"] = Words("字")
            case schema.Items(item=item):
                self.listed(name, "0")
                self.make(item, f"{name}.0")
            case schema.Group(fields=fields):
                self.fields(fields.items(), name)
            case schema.Codes():
                self.rows(key, name)
                self.fields(key.fields.items(), name)
            case schema.PriorYear():
                pass

    def listed(self, name: str, element: str) -> None:
        """A list of one element."""
        self.facts[name] = (f"{name}.{element}",)

    def fields(self, fields: Iterable[tuple[str, schema.Key]], name: str) -> None:
        """A value for each field."""
        for field, key in fields:
            self.make(key, f"{name}.{field}".lstrip("."))

    def rows(self, key: schema.Codes, name: str) -> None:
        """A row for codes of the chosen lengths."""
        codes = {code[:length] for code in ROWS[key.catalogue] for length in self.lengths if length <= len(code)}
        for code in sorted(codes):
            self.facts[f"{name}.{code}.编码"] = Words(code)
            self.make(key.row, f"{name}.{code}")
            if (own := f"{name}.{code}.{FUND}") in self.facts:
                self.facts[own] = _fund(code)


def nearest(name: str, variables: Collection[str] = ()) -> str:
    """The name that was most likely meant, empty where none is near; `variables` may stand at its head."""
    names = known()
    right, wrong = "", name
    while wrong:
        step, _, rest = wrong.partition(".")
        longer = f"{right}.{step}".lstrip(".")
        if not (names.find(longer) or names.is_group(longer)):
            break
        right, wrong = longer, rest
    head = f"{right}." if right else ""
    steps = difflib.get_close_matches(wrong.partition(".")[0], (*names.below(right), *variables), 3, CUTOFF)
    rest = wrong.partition(".")[2]
    for near in [f"{head}{step}.{rest}".rstrip(".") for step in steps]:
        if names.find(near):
            return near
    return _whole(name) or (f"{head}{steps[0]}" if steps else "")


def _whole(name: str) -> str:
    """The nearest of all names without codes."""
    near = difflib.get_close_matches(name, (each for each in known().facts if "0" not in each), 1, 0.6)
    return near[0] if near else ""


def listed_below(name: str, most: int = 12) -> str:
    """What can stand under a name, in words, empty where nothing can."""
    steps = known().below(name)
    return f"“{name}”里有 {'、'.join(steps[:most])}{'等' if len(steps) > most else ''}" if steps and name else ""


def elements(name: str) -> Iterator[str]:
    """The names of a list's elements."""
    fact = known().get(name)
    yield from fact if isinstance(fact, tuple) else ()
