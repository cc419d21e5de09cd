"""The figures beside the grids: table 06, 三公, 机关运行经费, 会议和培训, 采购, 资产."""

import re

from generator.derive.funds import BALANCED, GENERAL
from generator.derive.ledger import Equation, Ledger
from generator.model import articulation as forms
from generator.model.articulation import BASIC, BASIC_BY_ROW
from generator.model.catalogue import Catalogue
from generator.model.facts import PRIOR
from generator.model.figure import Words
from generator.model.keys import VEHICLES

ITEM = re.compile(r"\d{5}")
FUND_BASICS = tuple(f"{fund}.{BASIC}" for fund in BALANCED)


def derive_details(ledger: Ledger, catalogue: Catalogue) -> None:
    """Settle all figures that stand beside the grids."""
    for way, fund in ((BASIC, GENERAL), *zip(FUND_BASICS, BALANCED, strict=True)):
        _basic(ledger, way, fund, catalogue)
    _three_public(ledger)
    _running(ledger)
    _events(ledger)
    _procurement(ledger)
    ledger.total("国有资产.车辆合计", [f"国有资产.车辆.{name}" for name in VEHICLES])
    kinds = tuple(f"国有资产.车辆.{name}" for name in VEHICLES if ledger.nonzero(f"国有资产.车辆.{name}"))
    for kind in kinds:
        ledger.say(f"{kind}.名称", kind.rpartition(".")[2])
    ledger.facts["国有资产.各类车辆"] = kinds


def _basic(ledger: Ledger, grid: str, fund: str, catalogue: Catalogue) -> None:
    """Settle 类 sums, 人员经费, 公用经费 and their lists of 款 that have an amount; what rows of 科目 are told of it comes first."""
    of_rows = f"{fund}.{BASIC_BY_ROW}."
    for name in [name for name in ledger.facts if name.startswith(of_rows)]:
        ledger.settle(f"{grid}.{name.removeprefix(of_rows)}", ledger.get(name))
    start = f"{grid}."
    items = sorted(n for n in ledger.facts if n.startswith(start) and ITEM.fullmatch(n, len(start)))
    every = sorted({*items, *(n for n in ledger.facts.blank if n.startswith(start) and ITEM.fullmatch(n, len(start)))})
    for parent in sorted({name[:-2] for name in every}):
        ledger.total(parent, [name for name in every if name.startswith(parent)])
    for name, classes in forms.CLASSES.items():
        ledger.total(f"{grid}.{name}", [f"{grid}.{code}" for code in classes])
        used = tuple(n for n in items if n[len(start) :][:3] in classes and ledger.nonzero(n))
        _list_of_items(ledger, f"{grid}.{name}科目", used, catalogue)
    (ledger.total if every else ledger.whole)(f"{grid}.合计", [f"{grid}.{part}" for part in forms.CLASSES])
    total, spent = ledger.get(f"{grid}.合计"), ledger.get(f"{fund}.基本支出")
    if total is not None and spent is not None:
        ledger.equations.append(Equation(f"{grid}.合计", spent, total))
    ledger.default(f"{grid}.合计", f"{fund}.基本支出")
    for part in forms.CLASSES:
        ledger.settle(f"{fund}.{part}", ledger.get(f"{grid}.{part}"))


def _list_of_items(ledger: Ledger, name: str, used: tuple[str, ...], catalogue: Catalogue) -> None:
    for item in used:
        code = item.rpartition(".")[2]
        ledger.say(f"{item}.名称", catalogue.name(code) or code)
    if used:
        ledger.facts[name] = used
    for item in ledger.facts.names(name):
        if isinstance(words := ledger.facts.get(item), Words):
            ledger.facts[f"{item}.名称"] = words


def _three_public(ledger: Ledger) -> None:
    """Settle the vehicle subtotal and the totals of 预算, 决算 and last year's 决算."""
    for part, title in forms.TITLES.items():
        ledger.say(f"三公经费.{part}.名称", title)
    ledger.facts["三公经费.各项"] = tuple(f"三公经费.{part}" for part in forms.TITLES)
    for owner in ("三公经费", "机关运行经费", *ledger.facts.names("三公经费.各项")):
        _last_year(ledger, owner)
    both, there = f"三公经费.{forms.VEHICLE_COST}.上年", forms.THREE_PUBLIC[-1].format(f"{forms.VEHICLE_COST}.")
    ledger.default(there, both)
    for column in forms.THREE_PUBLIC:
        _nothing_spent(ledger, column)
        for whole, parts in forms.three_public(column):
            ledger.whole(whole, parts)
    ledger.default(both, there)


def _last_year(ledger: Ledger, owner: str) -> None:
    """Last year's 决算 is written beside this year's, or known from last year's facts; both must be equal."""
    here, there = f"{owner}.上年", f"{PRIOR}{owner}.决算"
    ledger.default(there, here)
    ledger.settle(here, ledger.get(there))


def _nothing_spent(ledger: Ledger, column: str) -> None:
    """Where the total is stated as zero, so is each part that is not stated."""
    total = ledger.get(column.format(""))
    if total is not None and not total.value:
        for part in forms.TITLES:
            ledger.default(column.format(f"{part}."), column.format(""))


def _running(ledger: Ledger) -> None:
    if ledger.facts.text("部门.性质", "行政") in {"行政", "参公"}:
        ledger.default("机关运行经费.决算", forms.DEFAULTS["机关运行经费.决算"])


def _procurement(ledger: Ledger) -> None:
    """Settle the total, and what 中小企业 were awarded of it where that is known of every part bought."""
    ledger.whole("政府采购.合计", forms.SUMS["政府采购.合计"])
    awarded = [f"政府采购.{part}授予中小企业" for part in forms.PROCURED if ledger.nonzero(f"政府采购.{part}")]
    if all(ledger.get(name) is not None for name in awarded):
        ledger.total("政府采购.授予中小企业", awarded)


def _events(ledger: Ledger) -> None:
    for kind in forms.EVENTS:
        name = f"一般性支出.{kind}"
        ledger.whole(f"{name}.决算", [f"{event}.金额" for event in ledger.facts.names(f"{name}.场次")])
    for kind, code in forms.EVENT_COSTS.items():
        ledger.say(f"一般性支出.{kind}.名称", kind)
        ledger.default(f"一般性支出.{kind}.基本支出", f"{BASIC}.{code}")
    costs = [f"一般性支出.{kind}" for kind in forms.EVENT_COSTS]
    ledger.facts["一般性支出.各费"] = tuple(cost for cost in costs if ledger.get(f"{cost}.决算") is not None)
