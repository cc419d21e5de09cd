"""Opening and closing balances and the two 总计: income side = spending side."""

from decimal import Decimal

from generator.derive.funds import GENERAL, GOVERNMENT_FUND, STATE_CAPITAL
from generator.derive.ledger import Equation, Ledger
from generator.model.catalogue import FUNDS
from generator.model.figure import Figure, add, subtract

OPENING, CLOSING = "结转结余.年初", "结转结余.年末"
RESERVE, DISTRIBUTED = "结转结余.使用非财政拨款结余", "结转结余.结余分配"


def derive_balances(ledger: Ledger) -> None:
    """Settle balances of the whole and of 财政拨款, and both 总计."""
    _side(ledger, "财政拨款收支总计", "财政拨款", "收入.财政拨款", "财政拨款.合计", (), ())
    _funds(ledger)
    _side(ledger, "收支总计", "合计", "收入.合计", "支出.合计", (RESERVE,), (DISTRIBUTED,))


def _side(
    ledger: Ledger, total: str, column: str, income: str, spending: str, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    """Settle 年初, 年末 and 总计 of one balance; the opening balance may follow from a stated 总计."""
    opening, closing = f"{OPENING}.{column}", f"{CLOSING}.{column}"
    if column == "财政拨款" and ledger.get(opening) is None:
        ledger.total(opening, [f"{OPENING}.{fund}" for fund in FUNDS])
    if not any(f"{total}.{side}" in ledger.facts for side in ("收入", "支出")):
        _nothing_left(ledger, column, (income, *before), (spending, *after))
    if ledger.get(opening) is None and ledger.get(f"{total}.收入") is not None:
        ledger.settle(opening, _less(ledger, opening, f"{total}.收入", (income, *before)))
    if ledger.get(closing) is None and ledger.get(f"{total}.支出") is not None:
        ledger.settle(closing, _less(ledger, closing, f"{total}.支出", (spending, *after)))
    came = ledger.whole(f"{total}.收入", [income, *_given(ledger, before), opening])
    if came is not None and ledger.get(spending) is not None and ledger.get(closing) is None:
        ledger.settle(closing, _less(ledger, closing, f"{total}.收入", (spending, *after)))
    went = ledger.whole(f"{total}.支出", [spending, *_given(ledger, after), closing])
    if came is None and went is not None and ledger.get(income) is not None and ledger.get(opening) is None:
        ledger.settle(opening, _less(ledger, opening, f"{total}.支出", (income, *before)))
        came = ledger.whole(f"{total}.收入", [income, *_given(ledger, before), opening])
    if came is not None and went is not None:
        ledger.equations.append(Equation(f"{total}.支出", went, came))


def _given(ledger: Ledger, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Those parts that a department has: written, even if left empty."""
    return tuple(part for part in parts if part in ledger.facts or ledger.empty(part))


def _nothing_left(ledger: Ledger, column: str, came: tuple[str, ...], went: tuple[str, ...]) -> None:
    """Nothing was left of 财政拨款 where nothing was in all, nor where all that came was spent and no balance is written."""
    opening = f"{OPENING}.{column}"
    if ledger.get(f"{OPENING}.合计") is not None and not ledger.nonzero(f"{OPENING}.合计"):
        ledger.default(opening, f"{OPENING}.合计")
    silent = not any(name.endswith((column, "合计")) for when in (OPENING, CLOSING) for name in ledger.facts.under(when))
    income, spent = (ledger.sum_of(opening, names) for names in (came, went))
    even = income is not None and spent is not None and income.value == spent.value
    if silent and even and all(ledger.get(names[0]) is not None for names in (came, went)):
        ledger.facts.setdefault(opening, Figure(opening, Decimal(0)))


def _less(ledger: Ledger, name: str, whole: str, parts: tuple[str, ...]) -> Figure | None:
    """The whole less its parts, of which the first must be known."""
    figure = ledger.get(whole)
    known = [part for p in parts if (part := ledger.get(p)) is not None]
    return subtract(name, figure, *known) if figure is not None and ledger.get(parts[0]) is not None else None


def _carry_over(ledger: Ledger, fund: str) -> None:
    """Settle what a fund leaves, 年末 = 年初 + 收入 − 支出, unless it spent and its income is not known."""
    name = f"{CLOSING}.{fund}"
    came, spent = ledger.get(f"收入.{fund}"), ledger.get(f"{fund}.合计")
    held = ledger.sum_of(name, [f"{OPENING}.{fund}", f"收入.{fund}"])
    if held is not None and (came or not (spent and spent.value)):
        ledger.settle(name, subtract(name, held, *([spent] if spent else [])))


def _funds(ledger: Ledger) -> None:
    """Settle the balances of each fund: 一般公共预算 has what the other two leave of 财政拨款."""
    ledger.settle(f"{OPENING}.{STATE_CAPITAL}", ledger.get(f"{STATE_CAPITAL}.年初结转结余"))
    _carry_over(ledger, STATE_CAPITAL)
    for when, own in ((OPENING, "年初结转结余"), (CLOSING, "年末结转结余")):
        for fund in (GOVERNMENT_FUND, *([STATE_CAPITAL] if when == CLOSING else [])):
            ledger.settle(f"{when}.{fund}", ledger.get(f"{fund}.{own}"))
        rest = [f"{when}.{GOVERNMENT_FUND}", f"{when}.{STATE_CAPITAL}"]
        whole, name = ledger.get(f"{when}.财政拨款"), f"{when}.{GENERAL}"
        known = [figure for part in rest if (figure := ledger.get(part)) is not None]
        unknown = when == CLOSING and any(ledger.get(part) is None and _moved(ledger, part) for part in rest)
        if whole is not None and not unknown:
            ledger.settle(name, subtract(name, whole, *known))
    for fund in FUNDS:
        name = f"财政拨款收支总计.{fund}"
        spent, left = ledger.get(f"{fund}.合计"), ledger.get(f"{CLOSING}.{fund}")
        if left is not None:
            ledger.settle(name, add(name, tuple(part for part in (spent, left) if part is not None)))


def _moved(ledger: Ledger, closing: str) -> bool:
    """Whether the fund of a closing balance had any money this year."""
    fund = closing.rpartition(".")[2]
    return any(ledger.nonzero(name) for name in (f"{fund}.合计", f"收入.{fund}", f"{OPENING}.{fund}"))
