"""What each unit below a department received and spent, and what of the department's is left for its own level."""

from generator.derive.funds import INCOME_COLUMNS, SPENDING_COLUMNS
from generator.derive.grid import SUM
from generator.derive.ledger import Ledger
from generator.model.catalogue import FUNDS
from generator.model.figure import subtract

UNITS, OWN_LEVEL = "概况.下属单位", "概况.本级"
GRIDS = {"收入": INCOME_COLUMNS, "支出": SPENDING_COLUMNS}
BESIDE = {"收入": FUNDS, "支出": ()}


def derive_units(ledger: Ledger) -> None:
    """Settle the names and sums of the units, and 概况.本级 as what they leave of the whole, once all of them are known."""
    units = ledger.facts.names(UNITS)
    for unit in units:
        ledger.default(f"{unit}.名称", unit)
    for grid, columns in GRIDS.items():
        for unit in units:
            ledger.total(f"{unit}.{grid}.{SUM}", [f"{unit}.{grid}.{column}" for column in columns])
        if all(f"{unit}.{grid}.{SUM}" in ledger.facts for unit in units):
            for column in (*columns, *BESIDE[grid], SUM):
                _left(ledger, units, f"{grid}.{column}")


def _left(ledger: Ledger, units: tuple[str, ...], field: str) -> None:
    """What the units leave of a figure of the whole: nothing is said of what the whole does not have."""
    whole = ledger.get(field)
    parts = [figure for unit in units if (figure := ledger.get(f"{unit}.{field}")) is not None]
    if whole is not None:
        ledger.settle(f"{OWN_LEVEL}.{field}", subtract(f"{OWN_LEVEL}.{field}", whole, *parts))
