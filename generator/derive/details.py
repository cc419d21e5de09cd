"""The figures beside the grids: table 06, 三公, 机关运行经费, 会议和培训, 采购, 资产."""

import re

from generator.derive.ledger import Equation, Ledger
from generator.model.catalogue import Catalogue
from generator.model.figure import Words
from generator.model.keys import VEHICLES

BASIC = "基本支出明细"
PERSONNEL, PUBLIC = ("301", "303"), ("302", "307", "310", "399")
TRIPS, PURCHASE, RUNNING, RECEPTION = "因公出国费", "公务用车购置费", "公务用车运行维护费", "公务接待费"
TITLES = {TRIPS: "因公出国（境）费", RECEPTION: "公务接待费", PURCHASE: "公务用车购置费", RUNNING: "公务用车运行维护费"}
EVENT_COSTS = {"会议费": "30215", "培训费": "30216"}
PROCURED = ("货物", "工程", "服务")
VEHICLE_COST = "公务用车购置及运行费"


def derive_details(ledger: Ledger, catalogue: Catalogue) -> None:
    """Settle all figures that stand beside the grids."""
    _basic(ledger, catalogue)
    _three_public(ledger)
    _running(ledger)
    _events(ledger)
    _procurement(ledger)
    for unit in ledger.facts.names("概况.下属单位"):
        ledger.default(f"{unit}.名称", unit)
    ledger.total("国有资产.车辆合计", [f"国有资产.车辆.{name}" for name in VEHICLES])
    kinds = tuple(f"国有资产.车辆.{name}" for name in VEHICLES if ledger.nonzero(f"国有资产.车辆.{name}"))
    for kind in kinds:
        ledger.say(f"{kind}.名称", kind.rpartition(".")[2])
    ledger.facts["国有资产.各类车辆"] = kinds


def _basic(ledger: Ledger, catalogue: Catalogue) -> None:
    """Settle 类 sums, 人员经费, 公用经费 and their lists of 款 that have an amount."""
    items = sorted(n for n in ledger.facts if re.fullmatch(BASIC + r"\.\d{5}", n))
    every = sorted({*items, *(n for n in ledger.facts.blank if re.fullmatch(BASIC + r"\.\d{5}", n))})
    for parent in sorted({name[:-2] for name in every}):
        ledger.total(parent, [name for name in every if name.startswith(parent)])
    for name, classes in (("人员经费", PERSONNEL), ("公用经费", PUBLIC)):
        ledger.total(f"{BASIC}.{name}", [f"{BASIC}.{code}" for code in classes])
        used = tuple(n for n in items if n[len(BASIC) + 1 :][:3] in classes and ledger.nonzero(n))
        _list_of_items(ledger, f"{BASIC}.{name}科目", used, catalogue)
    (ledger.total if every else ledger.whole)(f"{BASIC}.合计", [f"{BASIC}.人员经费", f"{BASIC}.公用经费"])
    total, table5 = ledger.get(f"{BASIC}.合计"), ledger.get("一般公共预算.基本支出")
    if total is not None and table5 is not None:
        ledger.equations.append(Equation(f"{BASIC}.合计", table5, total))
    ledger.default(f"{BASIC}.合计", "一般公共预算.基本支出")


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
    for part, title in TITLES.items():
        ledger.say(f"三公经费.{part}.名称", title)
    ledger.facts["三公经费.各项"] = tuple(f"三公经费.{part}" for part in TITLES)
    for owner in ("三公经费", "机关运行经费", *ledger.facts.names("三公经费.各项")):
        _last_year(ledger, owner)
    for column in ("三公经费.{}预算", "三公经费.{}决算", "上年.三公经费.{}决算"):
        _nothing_spent(ledger, column)
        ledger.whole(column.format(f"{VEHICLE_COST}."), [column.format(f"{part}.") for part in (PURCHASE, RUNNING)])
        parts = [column.format(f"{part}.") for part in (TRIPS, VEHICLE_COST, RECEPTION)]
        ledger.whole(column.format(""), parts)


def _last_year(ledger: Ledger, owner: str) -> None:
    """Last year's 决算 is written beside this year's, or known from last year's facts; both must be equal."""
    here, there = f"{owner}.上年", f"上年.{owner}.决算"
    ledger.default(there, here)
    ledger.settle(here, ledger.get(there))


def _nothing_spent(ledger: Ledger, column: str) -> None:
    """Where the total is stated as zero, so is each part that is not stated."""
    total = ledger.get(column.format(""))
    if total is not None and not total.value:
        for part in TITLES:
            ledger.default(column.format(f"{part}."), column.format(""))


def _running(ledger: Ledger) -> None:
    if ledger.facts.text("部门.性质", "行政") in {"行政", "参公"}:
        ledger.default("机关运行经费.决算", f"{BASIC}.公用经费")


def _procurement(ledger: Ledger) -> None:
    """Settle the total, and what 中小企业 were awarded of it where that is known of every part bought."""
    ledger.whole("政府采购.合计", [f"政府采购.{part}" for part in PROCURED])
    awarded = [f"政府采购.{part}授予中小企业" for part in PROCURED if ledger.nonzero(f"政府采购.{part}")]
    if all(ledger.get(name) is not None for name in awarded):
        ledger.total("政府采购.授予中小企业", awarded)


def _events(ledger: Ledger) -> None:
    for kind in ("会议费", "培训费", "节庆活动"):
        name = f"一般性支出.{kind}"
        ledger.whole(f"{name}.决算", [f"{event}.金额" for event in ledger.facts.names(f"{name}.场次")])
    for kind, code in EVENT_COSTS.items():
        ledger.say(f"一般性支出.{kind}.名称", kind)
        ledger.default(f"一般性支出.{kind}.基本支出", f"{BASIC}.{code}")
    costs = [f"一般性支出.{kind}" for kind in EVENT_COSTS]
    ledger.facts["一般性支出.各费"] = tuple(cost for cost in costs if ledger.get(f"{cost}.决算") is not None)
