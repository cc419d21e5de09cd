"""What each 科目 of 一般公共预算 held, received and left, for forms that print its income beside its spending."""

from bisect import bisect_left
from collections.abc import Sequence

from generator.derive.funds import GENERAL, fund_of
from generator.derive.grid import SUM, leaves, rows_of
from generator.derive.ledger import Ledger
from generator.model.articulation import CAME, HELD, LEFT, OPENING
from generator.model.catalogue import Catalogue
from generator.model.figure import subtract


def derive_flows(ledger: Ledger, catalogue: Catalogue) -> None:
    """Settle 本年收入 of each row and of the whole; 年初 and 年末 too, once it is known whose the opening balance is."""
    rows = (GENERAL, *ledger.facts.names(f"{GENERAL}.各科目"))
    income = [code for code in leaves(rows_of(ledger, "收入")) if fund_of(ledger.facts, catalogue, code) == GENERAL]
    lowest = leaves(rows_of(ledger, GENERAL))
    held = [code for code in lowest if ledger.nonzero(f"{GENERAL}.{code}.{HELD}")]
    known = bool(held) or not ledger.nonzero(f"{OPENING}.{GENERAL}")
    for row in rows:
        below = row.removeprefix(GENERAL).lstrip(".")
        ledger.total(f"{row}.{CAME}", [f"收入.{code}.财政拨款" for code in _under(below, income)])
        ledger.total(f"{row}.{HELD}", [f"{GENERAL}.{code}.{HELD}" for code in _under(below, held) if code != below])
        if known:
            _left(ledger, row)
    ledger.settle(f"{OPENING}.{GENERAL}", ledger.get(f"{GENERAL}.{HELD}"))


def _under(below: str, ordered: Sequence[str]) -> Sequence[str]:
    """Those of the codes, which are in order, that begin with a code."""
    return ordered[bisect_left(ordered, below) : bisect_left(ordered, f"{below}:")] if below else ordered


def _left(ledger: Ledger, row: str) -> None:
    """年末 = 年初 + 收入 − 支出."""
    name = f"{row}.{LEFT}"
    came, spent = ledger.sum_of(name, [f"{row}.{HELD}", f"{row}.{CAME}"]), ledger.get(f"{row}.{SUM}")
    if came is not None:
        ledger.settle(name, subtract(name, came, *([spent] if spent else [])))
