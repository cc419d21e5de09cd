"""A reason proposed where the officer gave none: the largest contributions to the change, for the officer to confirm."""

from decimal import Decimal

from generator.derive.ledger import Ledger
from generator.model.facts import PRIOR
from generator.model.figure import Figure, subtract
from generator.model.format import table_amount

MOST = 3
SUBJECTS = (("收支总计", "收支总计.收入", "支出"), ("财政拨款收支总计", "财政拨款收支总计.收入", "一般公共预算"),
            ("一般公共预算", "一般公共预算.合计", "一般公共预算"))  # fmt: skip


def propose_reasons(ledger: Ledger) -> None:
    """Keep a proposed 较上年原因 for each total that changed, has none, and whose 科目 are known in both years."""
    for owner, total, grid in SUBJECTS:
        name = f"{owner}.较上年原因"
        now, before = ledger.get(total), ledger.get(f"{PRIOR}{total}")
        if name in ledger.facts or now is None or before is None or now.value == before.value:
            continue
        if text := _largest(ledger, grid, now.value - before.value):
            ledger.say(name, text)
            ledger.proposed.append(name)


def _largest(ledger: Ledger, grid: str, change: Decimal) -> str:
    """资源勘探工业信息等支出减少1,203.45万元、…: the 类 that moved the way the total did, the largest first."""
    rows = {row.rpartition(".")[2] for row in ledger.facts.names(f"{grid}.各类")}
    prior = {row.rpartition(".")[2] for row in ledger.facts.names(f"{PRIOR}{grid}.各类")}
    if not prior:
        return ""
    moves = [(code, _move(ledger, grid, code)) for code in rows | prior]
    same_way = [(code, move) for code, move in moves if move.value * change > 0]
    same_way.sort(key=lambda pair: (-abs(pair[1].value), pair[0]))
    return "、".join(_phrase(ledger, grid, code, move) for code, move in same_way[:MOST])


def _move(ledger: Ledger, grid: str, code: str) -> Figure:
    zero = Figure("零", Decimal(0))
    now = ledger.get(f"{grid}.{code}.合计") or zero
    before = ledger.get(f"{PRIOR}{grid}.{code}.合计") or zero
    return subtract(f"{grid}.{code}.增减额", now, before)


def _phrase(ledger: Ledger, grid: str, code: str, move: Figure) -> str:
    title = ledger.facts.text(f"{grid}.{code}.名称") or ledger.facts.text(f"{PRIOR}{grid}.{code}.名称")
    return f"{title}{'增加' if move.value > 0 else '减少'}{table_amount(abs(move.value))}万元"
