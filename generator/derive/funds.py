"""From 收入 and 支出 to the three kinds of 财政拨款: 一般公共预算, 政府性基金, 国有资本经营."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from generator.derive.grid import SUM, TOTAL, add_column, add_wanted, cell, family, fill, label, leaves, rows_of
from generator.derive.ledger import Ledger
from generator.model.articulation import CLASSES, ECONOMIC, HELD, KINDS, OF_ROW
from generator.model.catalogue import FUNDS, Catalogue
from generator.model.facts import Facts
from generator.model.figure import Figure, subtract

GENERAL, GOVERNMENT_FUND, STATE_CAPITAL = FUNDS
BALANCED = (GOVERNMENT_FUND, STATE_CAPITAL)  # 各有收支和结转的表
FISCAL = "财政拨款"
SPLIT = tuple(KINDS.values())
IN_TABLE = (SUM, *SPLIT, "本年收入")
OF_KIND = re.compile(rf"支出\.\d+\.(?:(?:{'|'.join(KINDS)}|{ECONOMIC})\..*[^码]|{'|'.join(CLASSES)})$")
INCOME = {
    "财政拨款": "财政拨款收入",
    "上级补助": "上级补助收入",
    "事业收入": "事业收入",
    "经营收入": "经营收入",
    "附属单位上缴": "附属单位上缴收入",
    "其他收入": "其他收入",
}
SPENDING = {
    "基本支出": "基本支出",
    "项目支出": "项目支出",
    "上缴上级": "上缴上级支出",
    "经营支出": "经营支出",
    "对附属单位补助": "对附属单位补助支出",
}
INCOME_COLUMNS, SPENDING_COLUMNS = tuple(INCOME), tuple(SPENDING)


def derive_grids(ledger: Ledger, catalogue: Catalogue) -> None:
    """Settle 收入, 支出 and the three funds with all 类 and 款, and 财政拨款 as their sum."""
    _spread(ledger, catalogue)
    if f"收入.{GENERAL}" in ledger.facts and "收入.财政拨款" not in ledger.facts and not rows_of(ledger, "收入"):
        ledger.settle(f"收入.{GOVERNMENT_FUND}", ledger.get(f"{GOVERNMENT_FUND}.本年收入"))
        ledger.total("收入.财政拨款", [f"收入.{fund}" for fund in FUNDS])
    fill(ledger, "收入", INCOME_COLUMNS)
    fill(ledger, "支出", SPENDING_COLUMNS)
    _whole(ledger, catalogue)
    for fund in FUNDS:
        fill(ledger, fund, SPLIT)
    for budget in ("年初预算", "全年预算"):
        add_wanted(ledger, GENERAL, budget)
    ledger.default(f"{STATE_CAPITAL}.年初结转结余", f"结转结余.年初.{STATE_CAPITAL}")
    for fund in BALANCED:
        _fund_balances(ledger, fund)
    _income_by_fund(ledger, catalogue)
    _rest_of_totals(ledger)
    _fiscal(ledger)
    for grid, columns in (("收入", INCOME), ("支出", SPENDING), (GENERAL, SPLIT), (STATE_CAPITAL, SPLIT), (FISCAL, SPLIT)):
        label(ledger, grid, catalogue, tuple(columns))
    _named_columns(ledger, "收入.各来源", "收入", INCOME)
    _named_columns(ledger, "支出.各用途", "支出", SPENDING)
    label(ledger, GOVERNMENT_FUND, catalogue, (*SPLIT, "年初结转结余", "本年收入"))


def fund_of(facts: Facts, catalogue: Catalogue, code: str) -> str | None:
    """The fund of a code: as its row or that of its 款 or 类 says, as a table of that fund shows, or by the list."""
    for row in (code, code[:5], code[:3]):
        for grid in ("支出", "收入"):
            if said := facts.text(f"{grid}.{row}.预算"):
                return said
    for fund in FUNDS:
        for column in IN_TABLE:
            if f"{fund}.{code}.{column}" in facts:
                return fund
    return catalogue.fund(code)


def _spread(ledger: Ledger, catalogue: Catalogue) -> None:
    """Copy what is authored by 科目 in 支出 and 收入 to the fund that the code belongs to."""
    spent = sorted(rows_of(ledger, "支出"))
    split = [name for name in ledger.facts if OF_KIND.match(name)]
    for at, code in enumerate(spent, 1):
        below = spent[at : bisect_left(spent, f"{code}:")]
        fund = fund_of(ledger.facts, catalogue, min(below, default=code))
        if fund is None:  # 不知道是哪一种预算：不归到任何一种，由规则去问
            continue
        row = f"支出.{code}"
        source = f"{row}.财政拨款" if any(f"{row}.财政拨款.{c}" in ledger.facts for c in (SUM, *SPLIT)) else row
        for column in (SUM, *SPLIT) if not below or _pays_for_all(ledger.facts, catalogue, fund, below) else ():
            ledger.default(f"{fund}.{code}.{column}", f"{source}.{column}")
        for column in ("年初预算", "全年预算", "年初结转结余", "原因", "用途", "名称"):
            ledger.default(f"{fund}.{code}.{column}", f"{row}.{column}")
        _spread_kinds(ledger, f"{fund}.{code}", [name for name in split if name.startswith(f"{row}.")])
    for code in sorted(rows_of(ledger, "收入")):
        if (fund := fund_of(ledger.facts, catalogue, code)) in BALANCED:
            ledger.default(f"{fund}.{code}.本年收入", f"收入.{code}.财政拨款")


def _spread_kinds(ledger: Ledger, row: str, split: Iterable[str]) -> None:
    """Copy what is written of 基本 and 项目 apart; what both of them held is what the 科目 held."""
    for name in split:
        ledger.default(f"{row}.{name.split('.', 2)[2]}", name)
    if all(f"{row}.{part}" in ledger.facts for part in OF_ROW[HELD]):
        ledger.total(f"{row}.{HELD}", [f"{row}.{part}" for part in OF_ROW[HELD]])


def _pays_for_all(facts: Facts, catalogue: Catalogue, fund: str, rows: Sequence[str]) -> bool:
    """Whether one fund pays for all that was spent in rows, so that what is written of their sum is its sum too."""
    others = (f"支出.{row}.{column}" for row in rows for column in SPENDING_COLUMNS[len(SPLIT) :])
    split = (f"支出.{row}.{FISCAL}.{column}" for row in rows for column in (SUM, *SPLIT))
    paid = all(fund_of(facts, catalogue, row) == fund for row in rows)
    return paid and not any(name in facts for name in split) and not any(f.value for name in others if (f := facts.figure(name)))


def _whole(ledger: Ledger, catalogue: Catalogue) -> None:
    """Where one fund pays for everything, its totals are those of 支出 and 收入."""
    spent, came = (rows_of(ledger, grid) for grid in ("支出", "收入"))
    paying, giving = ({fund_of(ledger.facts, catalogue, code) for code in grid} for grid in (spent, came))
    if len(paying) == 1 and None not in paying and not any("财政拨款" in n for n in ledger.facts.under("支出")):
        others = [ledger.get(f"支出.{column}") for column in SPENDING_COLUMNS[len(SPLIT) :]]
        if not any(figure.value for figure in others if figure is not None):
            for column in (SUM, *SPLIT):
                ledger.default(f"{next(iter(paying))}.{column}", f"支出.{column}")
    if len(giving) == 1 and None not in giving:
        ledger.default(f"收入.{next(iter(giving))}", "收入.财政拨款")


def _fund_balances(ledger: Ledger, fund: str) -> None:
    """Settle 年初, 本年收入 and 年末 of the rows of a fund: 年末 = 年初 + 收入 − 支出."""
    for column in ("年初结转结余", "本年收入"):
        add_column(ledger, fund, column)
    ledger.default(f"{fund}.本年收入", f"收入.{fund}")
    for row in family(rows_of(ledger, fund)):
        name = cell(fund, row, "年末结转结余")
        came = ledger.sum_of(name, [cell(fund, row, c) for c in ("年初结转结余", "本年收入")])
        spent = ledger.get(cell(fund, row, SUM))
        if came is not None:
            ledger.settle(name, subtract(name, came, *([spent] if spent else [])))


def _income_by_fund(ledger: Ledger, catalogue: Catalogue) -> None:
    """Settle 收入.一般公共预算 and the other two from the codes, or as what the other two leave of 财政拨款."""
    lowest = leaves(rows_of(ledger, "收入"))
    for fund in FUNDS:
        parts = [f"收入.{code}.财政拨款" for code in lowest if fund_of(ledger.facts, catalogue, code) == fund]
        ledger.total(f"收入.{fund}", parts)
    for fund in BALANCED:
        ledger.settle(f"收入.{fund}", ledger.get(f"{fund}.本年收入"))
    if ledger.get(f"收入.{GENERAL}") is None:
        ledger.settle(f"收入.{GENERAL}", _remainder(ledger, f"收入.{GENERAL}", "收入.财政拨款", "收入.{}"))
    if ledger.get(f"收入.{GENERAL}") is not None or lowest:
        ledger.total("收入.财政拨款", [f"收入.{fund}" for fund in FUNDS])


def _rest_of_totals(ledger: Ledger) -> None:
    """Where no 科目 gives a total of 一般公共预算, it is what the other funds leave of 支出."""
    for column in (SUM, *SPLIT):
        name = f"{GENERAL}.{column}"
        if ledger.get(name) is None:
            whole = f"支出.财政拨款.{column}"
            source = whole if ledger.get(whole) else f"支出.{column}"
            rest = _remainder(ledger, name, source, "{}." + column)
            if column != SUM and not _all_fiscal(ledger):
                continue
            ledger.settle(name, rest)


def _all_fiscal(ledger: Ledger) -> bool:
    """Whether 一般公共预算 is just what the other funds leave of 支出, so that its columns are too."""
    general = ledger.get(f"{GENERAL}.{SUM}")
    rest = _remainder(ledger, GENERAL, f"支出.{SUM}", "{}." + SUM)
    return general is None or rest is None or general.value == rest.value


def _remainder(ledger: Ledger, name: str, whole: str, part: str) -> Figure | None:
    """What the other two funds leave; not known where one of them spent and its part is not known."""
    figure = ledger.get(whole)
    others = {fund: ledger.get(part.format(fund)) for fund in (GOVERNMENT_FUND, STATE_CAPITAL)}
    if figure is None or any(other is None and ledger.nonzero(f"{fund}.{SUM}") for fund, other in others.items()):
        return None
    return subtract(name, figure, *(other for other in others.values() if other is not None))


def _fiscal(ledger: Ledger) -> None:
    """Settle 财政拨款 by 科目 and in total as the sum of the three funds."""
    rows = {code for fund in FUNDS for code in rows_of(ledger, fund)}
    for row in (*sorted(rows), *([TOTAL] if _knows_funds(ledger) else [])):
        ledger.total(cell(FISCAL, row, SUM), [cell(fund, row, SUM) for fund in FUNDS])
        for column in SPLIT:
            spending = [fund for fund in FUNDS if ledger.nonzero(cell(fund, row, SUM)) or cell(fund, row, column) in ledger.facts]
            ledger.whole(cell(FISCAL, row, column), [cell(fund, row, column) for fund in spending])


def _knows_funds(ledger: Ledger) -> bool:
    """Whether it is known what every fund spent: not where 一般公共预算 is given alone, beside nothing that it is part of."""
    others = [ledger.get(cell(fund, TOTAL, SUM)) for fund in (GOVERNMENT_FUND, STATE_CAPITAL)]
    return ledger.get(cell("支出", TOTAL, SUM)) is not None or any(others) or bool(rows_of(ledger, GENERAL))


def _named_columns(ledger: Ledger, name: str, grid: str, columns: dict[str, str]) -> None:
    """Keep the list of a grid's columns that have an amount, each with its published name."""
    used = [column for column in columns if (figure := ledger.get(f"{grid}.{column}")) and figure.value]
    for column in used:
        ledger.say(f"{grid}.{column}.名称", columns[column])
    ledger.facts[name] = tuple(f"{grid}.{column}" for column in used)
