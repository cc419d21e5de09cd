"""The two kinds of spending of a 科目 of 财政拨款, 基本 and 项目: what each held, received and left, and what it was spent on."""

import re
from collections.abc import Mapping, Sequence
from itertools import chain

from generator.derive.funds import FISCAL
from generator.derive.grid import family, rows_of
from generator.derive.ledger import Ledger
from generator.model.articulation import BASIC_BY_ROW, BY_ECONOMIC, CAME, CLASSES, ECONOMIC, HELD, KINDS, LEFT, OF_ROW
from generator.model.catalogue import FUNDS
from generator.model.figure import subtract

AMOUNT = re.compile(rf"(?P<row>(?:{'|'.join(FUNDS)})\.\d+)\.(?P<way>(?:\w+\.)?{ECONOMIC})\.(?P<item>\d{{3}}(?:\d\d)?)")
WRITTEN = re.compile(r"^\w+(?=\.)")
COLUMNS = tuple(chain.from_iterable(OF_ROW.values()))
WHOLES = {column: [whole for whole, parts in OF_ROW.items() if column in parts] for column in COLUMNS}
SPENT = KINDS["基本"]
Told = Mapping[tuple[str, str], Sequence[str]]
"""The codes of 经济分类 by the row (一般公共预算.2130301) and the way in which it is told by them (项目.经济分类)."""


def derive_kinds(ledger: Ledger) -> None:
    """Settle the columns of both kinds and those by 经济分类, from the lowest rows of each fund to its total, then of 财政拨款."""
    told = _written(ledger)
    every: set[str] = set()
    for fund in FUNDS:
        children = family(rows_of(ledger, fund))
        every |= children.keys()
        for code in sorted(children, key=len, reverse=True):
            row = _row(fund, code)
            if code and not children[code]:
                _balances(ledger, row)
                told |= _by_economic(ledger, row, told)
                _rest(ledger, row, SPENT)
            else:
                told |= _summed(ledger, row, [_row(fund, child) for child in children[code]], told)
    for code in sorted(every, key=len, reverse=True):
        _summed(ledger, _row(FISCAL, code), [_row(fund, code) for fund in FUNDS], told)


def _row(grid: str, code: str) -> str:
    return f"{grid}.{code}" if code else grid


def _written(ledger: Ledger) -> dict[tuple[str, str], Sequence[str]]:
    told: dict[tuple[str, str], Sequence[str]] = {}
    for found in filter(None, map(AMOUNT.fullmatch, ledger.facts)):
        key = found["row"], found["way"]
        told[key] = (*told.get(key, ()), found["item"])
    return told


def _balances(ledger: Ledger, row: str) -> None:
    """Settle what each kind held, received and left: what the one has not, the other has."""
    done = ledger.get(f"{row}.{LEFT}") is not None and not ledger.nonzero(f"{row}.{LEFT}")
    for kind, spent in KINDS.items():
        if done and not ledger.nonzero(f"{row}.{spent}"):  # 没有花，也没有剩，就是没有过
            for column in (HELD, CAME, LEFT):
                ledger.default(f"{row}.{kind}.{column}", f"{row}.{LEFT}")
    for whole in (HELD, CAME):
        _rest(ledger, row, whole)
    for kind, spent in KINDS.items():
        name = f"{row}.{kind}.{LEFT}"
        known = [column for column in (HELD, CAME) if f"{row}.{kind}.{column}" in ledger.facts or not ledger.nonzero(f"{row}.{column}")]
        came = ledger.sum_of(name, [f"{row}.{kind}.{column}" for column in known])
        if came is not None and len(known) > 1:
            paid = ledger.get(f"{row}.{spent}")
            ledger.settle(name, subtract(name, came, *([paid] if paid else [])))
        elif ledger.nonzero(f"{row}.{LEFT}"):
            missing = (f"{row}.{kind}.{column}" for column in (HELD, CAME) if column not in known)
            ledger.facts.partial.setdefault(name, tuple(WRITTEN.sub("支出", part) for part in missing))
    _rest(ledger, row, f"项目.{LEFT}")


def _rest(ledger: Ledger, row: str, whole: str) -> None:
    """Settle a whole with its two parts: both must come to it, one that is known leaves the other, of nothing each has nothing."""
    parts = [f"{row}.{part}" for part in OF_ROW[whole]]
    figure, known = ledger.get(f"{row}.{whole}"), [part for part in parts if ledger.get(part) is not None]
    if len(known) == len(parts):
        ledger.whole(f"{row}.{whole}", parts)
    elif figure is not None and not (known or figure.value):
        for part in parts:
            ledger.default(part, f"{row}.{whole}")
    elif figure is not None and not known:
        for part in parts:
            ledger.facts.partial.setdefault(part, (WRITTEN.sub("支出", part),))
    elif figure is not None:
        other = next(part for part in parts if part not in known)
        ledger.settle(other, subtract(other, figure, *filter(None, map(ledger.get, known))))


def _by_economic(ledger: Ledger, row: str, told: Told) -> dict[tuple[str, str], Sequence[str]]:
    """Settle the 类 of each way in which a row is told, what they come to, and the whole of a row from its two kinds."""
    found: dict[tuple[str, str], Sequence[str]] = {}
    for way, whole in BY_ECONOMIC.items():
        items = set(told.get((row, way), ()))
        for parent in sorted({item[:3] for item in items}):
            if below := sorted(item for item in items if item[:3] == parent and item != parent):
                ledger.total(f"{row}.{way}.{parent}", [f"{row}.{way}.{item}" for item in below])
        classes = sorted({item[:3] for item in items})
        if items:
            ledger.total(f"{row}.{whole}", [f"{row}.{way}.{parent}" for parent in classes])
            found[row, way] = sorted({*items, *classes})
    if told.get((row, BASIC_BY_ROW)):
        for part, own in CLASSES.items():
            ledger.total(f"{row}.{part}", [f"{row}.{BASIC_BY_ROW}.{parent}" for parent in own])
    spent = [f"{kind}.{ECONOMIC}" for kind, paid in KINDS.items() if ledger.nonzero(f"{row}.{paid}")]
    if spent and all((row, way) in found for way in spent):
        both = sorted({item for way in spent for item in found[row, way]})
        for item in both:
            ledger.total(f"{row}.{ECONOMIC}.{item}", [f"{row}.{way}.{item}" for way in spent])
        found[row, ECONOMIC] = both
    return found


def _summed(ledger: Ledger, row: str, parts: Sequence[str], told: Told) -> dict[tuple[str, str], Sequence[str]]:
    """Settle the columns of a row as the sums of other rows; what one of them does not know is not known."""
    for column in COLUMNS:
        ledger.whole(f"{row}.{column}", [f"{part}.{column}" for part in parts if _has(ledger, part, column)])
    found: dict[tuple[str, str], Sequence[str]] = {}
    for way, paid in BY_ECONOMIC.items():
        spent = [part for part in parts if ledger.nonzero(f"{part}.{paid}")]
        items = sorted({item for part in spent for item in told.get((part, way), ())})
        untold = tuple(f"{part}.{way}" for part in spent if (part, way) not in told)
        if untold:
            ledger.facts.partial.setdefault(f"{row}.{way}", untold)
        for name in (f"{row}.{way}.{item}" for item in items):
            if untold:
                ledger.facts.partial.setdefault(name, untold)
            else:
                ledger.total(name, [f"{part}{name.removeprefix(row)}" for part in spent])
        if items and not untold:
            found[row, way] = items
    return found


def _has(ledger: Ledger, row: str, column: str) -> bool:
    """Whether a row has a column, or anything of what it is a part of."""
    return f"{row}.{column}" in ledger.facts or any(ledger.nonzero(f"{row}.{whole}") for whole in WHOLES[column])
