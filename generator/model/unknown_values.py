"""What would be known if what is still 待填, or could not be read, had a value: two such values tell what depends on it.

A finding that is the same with both does not depend on what is not known; any other does, and need not be told.
"""

import difflib
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from generator.model.catalogue import Catalogue
from generator.model.facts import Fact, Facts
from generator.model.figure import WAN, Figure, Words
from generator.model.keys import ROOT
from generator.model.schema import PENDING, Amount, Codes, Count, Figures, Group, Items, Key, Names, Prose, Terms, Text
from generator.source.place import Place

MADE_UP = (Decimal(0), Decimal(7919))  # 第二个大而少见，又每处不同：不会恰好与别的数相等
SPREAD = Decimal("13.07")
SMALL = {"位": Decimal(2)}
PARTIAL = re.compile(r"\d+")


def supposed(facts: Facts, which: int, catalogue: Catalogue) -> Facts:
    """The facts with the made-up value number `which` (0 or 1) for each name that is not known."""
    made = Facts(facts)
    for name, place in facts.unknown.items():
        known = _valid(name, made, catalogue)
        key_here = key_of(known)
        if isinstance(key_here, Codes):  # 整张表没有写：当作有一行，合计都由它得出
            known = _valid(f"{known}.0", made, catalogue)
            key_here = key_here.row
        for path, key in _leaves(known, key_here):
            made.update(_values(path, key, place, which, len(made)))
            made.blank.discard(path)
    return made


def _valid(name: str, facts: Facts, catalogue: Catalogue) -> str:
    """The name; where its 科目 is none, that of the nearest code which is not used yet."""
    owner, _, code = name.rpartition(".")
    rows = key_of(owner)
    if not PARTIAL.fullmatch(code) or not isinstance(rows, Codes) or catalogue.known(code):
        return name
    length = 7 if rows.catalogue == "功能" else 5
    free = [known for known in catalogue.names if len(known) == length and f"{owner}.{known}.编码" not in facts]
    near = difflib.get_close_matches(code, free, 1, 0.0)
    return f"{owner}.{near[0]}" if near else name


@lru_cache(1 << 17)
def key_of(name: str) -> Key | None:
    """The key of a name, None where the list of keys has none."""
    key: Key | None = ROOT
    for step in name.split(".") if name else ():
        match key:
            case Group(fields=fields):
                key = fields.get(step)
            case Codes(row=row, fields=fields):
                key = fields.get(step, row if PARTIAL.fullmatch(step) else None)
            case Items(item=item) | Names(item=Group() as item):
                key = item
            case Figures():
                return Count("", "")
            case _:
                return None
    return key


def _leaves(name: str, key: Key | None) -> Iterator[tuple[str, Key]]:
    """The keys at and below a name that hold a value."""
    match key:
        case Group(fields=fields) | Codes(fields=fields):
            for field, below in fields.items():
                if isinstance(below, Text) and below.choices:
                    continue  # 只有几种值的，没写就照默认的
                yield from _leaves(f"{name}.{field}".lstrip("."), below)
        case Amount() | Count() | Text() | Prose() | Names() | Terms() | Figures() | Items():
            yield name, key


def _values(name: str, key: Key, place: Place, which: int, number: int) -> dict[str, Fact]:
    """The made-up facts of a key."""
    match key:
        case Amount():
            return _row(name, place) | {name: Figure(name, MADE_UP[which] + SPREAD * number * which, WAN, place)}
        case Count(unit="年"):
            return {}
        case Count(unit=unit):
            return {name: Figure(name, SMALL.get(unit, MADE_UP[which] + number * which), unit, place)}
        case Text(choices=choices):
            return {name: Words(choices[len(choices) // 2 * which] if choices else PENDING, place)}
        case Prose() | Names():
            return {name: (f"{name}.1",), f"{name}.1": Words(PENDING, place)}
    return {name: ()}


def _row(name: str, place: Place) -> dict[str, Fact]:
    """The code of the row in which an amount of a 科目 stands."""
    steps = name.split(".")
    codes = [(".".join(steps[: at + 1]), step) for at, step in enumerate(steps) if PARTIAL.fullmatch(step) and len(step) > 2]
    return {f"{owner}.编码": Words(code, place) for owner, code in codes}
