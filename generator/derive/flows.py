"""What each 科目 of 一般公共预算 held, received and left, for forms that print its income beside its spending."""

from generator.derive.funds import GENERAL, fund_of
from generator.derive.grid import SUM, codes, leaves
from generator.derive.ledger import Ledger
from generator.model.articulation import CAME, HELD, LEFT, OPENING
from generator.model.catalogue import Catalogue
from generator.model.figure import subtract


def derive_flows(ledger: Ledger, catalogue: Catalogue) -> None:
    """Settle 本年收入 of each row and of the whole; 年初 and 年末 too, once it is known whose the opening balance is."""
    rows = (GENERAL, *ledger.facts.names(f"{GENERAL}.各科目"))
    income = [code for code in leaves(codes(ledger.facts, "收入")) if fund_of(ledger.facts, catalogue, code) == GENERAL]
    lowest = leaves(codes(ledger.facts, GENERAL))
    held = [code for code in lowest if ledger.nonzero(f"{GENERAL}.{code}.{HELD}")]
    known = bool(held) or not ledger.nonzero(f"{OPENING}.{GENERAL}")
    for row in rows:
        below = row.removeprefix(GENERAL).lstrip(".")
        ledger.total(f"{row}.{CAME}", [f"收入.{code}.财政拨款" for code in income if code.startswith(below)])
        ledger.total(f"{row}.{HELD}", [f"{GENERAL}.{code}.{HELD}" for code in held if code.startswith(below) and code != below])
        if known:
            _left(ledger, row)
    ledger.settle(f"{OPENING}.{GENERAL}", ledger.get(f"{GENERAL}.{HELD}"))


def _left(ledger: Ledger, row: str) -> None:
    """年末 = 年初 + 收入 − 支出."""
    name = f"{row}.{LEFT}"
    came, spent = ledger.sum_of(name, [f"{row}.{HELD}", f"{row}.{CAME}"]), ledger.get(f"{row}.{SUM}")
    if came is not None:
        ledger.settle(name, subtract(name, came, *([spent] if spent else [])))
