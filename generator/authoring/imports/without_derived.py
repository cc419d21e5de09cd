"""What a published document states, reduced to what an officer would write: nothing that can be computed from the rest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from generator.authoring.imports.kinds import OF_KIND, of_funds, of_kinds, written_as
from generator.derive.details import FUND_BASICS
from generator.derive.funds import INCOME, SPENDING, SPLIT
from generator.derive.grid import codes, family, leaves
from generator.derive.units import UNITS
from generator.derive.year import derive
from generator.model.articulation import (
    BASIC,
    CLASSES,
    CLOSING,
    DEFAULTS,
    EVENTS,
    OPENING,
    SUMS,
    THREE_PUBLIC,
    TITLES,
    VEHICLE_COST,
)
from generator.model.catalogue import FUNDS, Catalogue
from generator.model.facts import PRIOR, Fact, Facts
from generator.model.figure import Figure, Words
from generator.model.keys import ROOT
from generator.model.schema import Codes, Figures, Group, Items, Key, Names, Prose, Terms

COLUMNS = (*INCOME, *SPENDING)
BESIDE = ("年初预算", "全年预算", "原因", "用途")
ITEM = re.compile(rf"{BASIC}\.\d{{5}}")
TAIL = Decimal("0.01")
GRIDS = "收入|支出|一般公共预算|政府性基金|国有资本经营|基本支出明细"
ONLY_DERIVED = re.compile(
    rf"^(?:{GRIDS})\..*(?:名称|简称|类名|款名|项名|编码)$|^(?:三公经费|国有资产|一般性支出)\.(?:.+用车|[^.]+)\.名称$"
    r"|\.场次\.\d+\.编码$|^财政拨款\.|^一般性支出\.[^.]+\.基本支出$|^绩效自评\.(?:总分|等级|一级指标)"
)
OF_UNIT = re.compile(rf"{UNITS}\.\d+\.(?:收入|支出)\.合计")
CARRIED = (CLOSING, f"{OPENING}.一般公共预算")
TOTALS = frozenset((
    *(whole for whole in SUMS if not whole.startswith(OPENING)), *DEFAULTS, "国有资产.车辆合计",
    *(column.format("") for column in THREE_PUBLIC), f"三公经费.{VEHICLE_COST}.上年",
    *(f"{basic}.{part}" for basic in (BASIC, *FUND_BASICS) for part in CLASSES),
    *(f"一般性支出.{event}.决算" for event in EVENTS),
))  # fmt: skip


def distil(stated: Facts, catalogue: Catalogue) -> tuple[Facts, Facts]:
    """The facts to write for this year and for last year (without the 上年 prefix); what follows from the rest is left out."""
    stated = of_funds(_with_items(stated), catalogue)
    facts = Facts({name: fact for name, fact in _placed(stated) if not name.startswith(PRIOR)})
    prior = Facts(
        {name.removeprefix(PRIOR): _renamed(name, fact) for name, fact in _placed(stated) if name.startswith(PRIOR)}
    )
    _vehicles(facts)
    _whole(facts)
    _last_public(facts, prior)
    return _known(_least(_rows(facts, catalogue), catalogue)), _known(_least(prior, catalogue))


def _with_items(stated: Facts) -> Facts:
    """Facts with the 款 that a sentence lists by name, where no table gives them: there they follow from it."""
    out = Facts(stated)
    tabled = any(map(ITEM.fullmatch, stated))
    for name in (f"{BASIC}.{part}科目" for part in CLASSES):
        for element in stated.names(name):
            if not tabled and (words := stated.get(f"{element}.名称")) is not None:
                out[element] = words
        if tabled or not any(element in out for element in stated.names(name)):
            out.pop(name, None)
    return out


def _vehicles(facts: Facts) -> None:
    """Where only 购置及运行费 is stated, it is kept as 运行维护费, with nothing bought."""
    for column in ("预算", "决算"):
        both = facts.figure(f"三公经费.公务用车购置及运行费.{column}")
        bought, run = f"三公经费.公务用车购置费.{column}", f"三公经费.公务用车运行维护费.{column}"
        if both is not None and both.place is not None and run not in facts:
            facts.setdefault(bought, replace(both, name=bought, value=Decimal(0)))
            spent = facts.figure(bought)
            facts[run] = replace(both, name=run, value=both.value - (spent.value if spent else 0))


def _whole(facts: Facts) -> None:
    """The total of 支出 where it is stated by fund alone, and not every fund by 科目."""
    for fund in FUNDS:
        split = [figure for column in SPLIT if (figure := facts.figure(f"{fund}.{column}")) is not None]
        if len(split) == len(SPLIT):
            name = f"{fund}.合计"
            facts.setdefault(name, replace(split[0], name=name, value=sum((figure.value for figure in split), Decimal(0))))
    funds = [facts.figure(f"{fund}.合计") for fund in FUNDS]
    bare = [figure for figure, fund in zip(funds, FUNDS, strict=True) if figure is not None and not codes(facts, fund)]
    if bare and "支出.合计" not in facts:
        for column in ("合计", *SPLIT):
            parts = [figure for fund in FUNDS if (figure := facts.figure(f"{fund}.{column}")) is not None]
            if parts:
                facts[f"支出.{column}"] = replace(parts[0], name=f"支出.{column}", value=sum((p.value for p in parts), Decimal(0)))


def _last_public(facts: Facts, prior: Facts) -> None:
    """Last year's 三公 total is left out where last year's parts, written beside this year's, come to it."""
    parts = [figure.value for part in TITLES if (figure := facts.figure(f"三公经费.{part}.上年")) is not None]
    total = prior.figure("三公经费.决算")
    if total is not None and len(parts) == len(TITLES) and sum(parts, Decimal(0)) == total.value:
        del prior["三公经费.决算"]
        facts.pop("三公经费.上年", None)


def _known(facts: Facts) -> Facts:
    """The facts that have a key to be written under."""
    return Facts({name: fact for name, fact in facts.items() if has_key(name)})


def has_key(name: str) -> bool:
    """Whether the list of keys has a place for a fact."""
    key: Key = ROOT
    for part in name.split("."):
        match key:
            case Codes(row=row, fields=fields) if part in fields or part.isdecimal():
                key = fields.get(part, row)
            case Group(fields=fields) if part in fields:
                key = fields[part]
            case Items(item=item):
                key = item
            case Prose() | Names() | Terms() | Figures():
                return True
            case _:
                return False
    return True


def _placed(facts: Facts) -> Iterator[tuple[str, Fact]]:
    """Facts that were read, without what only names or sums others."""
    for name, fact in facts.items():
        if not ONLY_DERIVED.search(name) and (isinstance(fact, tuple) or fact.place is not None):
            yield name, fact


def _renamed(name: str, fact: Fact) -> Fact:
    if isinstance(fact, Figure):
        return Figure(name.removeprefix(PRIOR), fact.value, fact.unit, fact.place)
    return fact


def _rows(facts: Facts, catalogue: Catalogue) -> Facts:
    """Facts with the rows of the three funds moved to 支出, where they are written."""
    out = Facts({name: fact for name, fact in facts.items() if not _of_fund(name)})
    fiscal = _other_money(facts)
    for fund in FUNDS:
        below = family(codes(facts, fund) | {code for code in codes(facts, "支出") if catalogue.fund(code) == fund})
        for code in sorted(code for code in codes(facts, fund) if catalogue.fund(code) == fund or _spent(facts, f"{fund}.{code}.")):
            row, parts = f"{fund}.{code}", below.get(code, [])
            beside = [column for column in BESIDE if not parts or any(f"{fund}.{part}.{column}" not in facts for part in parts)]
            more = () if parts else ("年初结转结余", *of_kinds(facts, row))
            _move(facts, out, row, f"支出.{code}", (*beside, *more), fiscal, bool(parts))
            if catalogue.fund(code) != fund and not below.get(code):
                grid = "支出" if any(f"支出.{code}.{column}" in out for column in ("合计", *SPLIT, "财政拨款.合计")) else "收入"
                place = next(iter(figure.place for name in facts.under(f"{fund}.{code}") if (figure := facts.figure(name))), None)
                out.setdefault(f"{grid}.{code}.预算", Words(fund, place))
    return _filled(out)


def _spent(facts: Facts, row: str) -> bool:
    """Whether a row has any amount: the table of 财政拨款 gives each 类 nought in the columns of the other funds."""
    return any(not isinstance(fact, Figure) or fact.value for name, fact in facts.items() if name.startswith(row))


def _filled(facts: Facts) -> Facts:
    """Facts without the 类 that the tables of 收支 list with nothing spent and nothing below."""
    rows = codes(facts, "支出")
    bare = [f"支出.{code}." for code in rows if len(code) == 3 and sum(row.startswith(code) for row in rows) == 1]
    full = {f"{'.'.join(name.split('.')[:2])}." for name, fact in facts.items() if not isinstance(fact, Figure) or fact.value}
    empty = tuple(row for row in bare if row not in full)
    return Facts({name: fact for name, fact in facts.items() if not name.startswith(empty)})


def _of_fund(name: str) -> bool:
    return re.match(rf"(?:{'|'.join(FUNDS)})\.\d", name) is not None


def _other_money(facts: Facts) -> bool:
    """Whether 支出 has more in it than the rows of the funds, and no rows of its own to say what."""
    total = facts.figure("支出.合计")
    if total is None or any(f"支出.{code}.{column}" in facts for code in codes(facts, "支出") for column in ("合计", *SPLIT)):
        return False
    rows = [f"{fund}.{code}" for fund in FUNDS for code in leaves(codes(facts, fund))]
    spent = sum((figure.value for row in rows if (figure := facts.figure(f"{row}.合计")) is not None), Decimal(0))
    return bool(rows) and total.value - spent > TAIL * len(rows)


def _move(facts: Facts, out: Facts, row: str, target: str, beside: Sequence[str], fiscal: bool, parent: bool) -> None:
    """One row: its own split only where 支出 has none or another, and what is written `beside` it; `fiscal`: as 财政拨款.

    What of a `parent` 财政拨款 pays is the sum of what is below it.
    """
    for column in beside:
        if (fact := facts.get(f"{row}.{column}")) is not None:
            out.setdefault(f"{target}.{column}", written_as(f"{target}.{column}", fact))
    known = any(f"{target}.{column}" in facts for column in ("合计", *SPLIT))
    differs = known and any(_differ(facts, f"{row}.{column}", f"{target}.{column}") for column in SPLIT)
    for column in ("合计", *SPLIT):
        fact = facts.get(f"{row}.{column}")
        if fact is not None and (not known or (differs and not parent)):
            name = f"{target}.财政拨款.{column}" if differs or fiscal else f"{target}.{column}"
            out.setdefault(name, written_as(name, fact))


def _differ(facts: Facts, one: str, other: str) -> bool:
    first, second = facts.figure(one), facts.figure(other)
    return (first.value if first else 0) != (second.value if second else 0)


def _least(facts: Facts, catalogue: Catalogue) -> Facts:
    """The facts without the totals that the rest gives to the same value, and without zeros in rows and columns."""
    candidates = [name for name, fact in facts.items() if isinstance(fact, Figure) and _may_follow(name, facts)]
    kept = Facts({name: fact for name, fact in facts.items() if name not in candidates})
    while True:  # 留下一个合计，别的就可能推不出了
        known = derive(kept, catalogue).facts
        derived = {name: figure.value if (figure := _figure(name, known)) else None for name in candidates}
        more = {n: facts[n] for n, value in derived.items() if n not in kept and (f := facts.figure(n)) and f.value != value}
        if not more:
            return kept
        kept.update(more)


def _figure(name: str, known: Facts) -> Figure | None:
    """The figure of a name; of what is written under 支出 and belongs to a fund, that of the fund."""
    _, code, *rest = (*name.split("."), "")
    of_kind = name.startswith("支出.") and OF_KIND.fullmatch(".".join(rest[:-1]))
    names = [f"{fund}.{code}.{'.'.join(rest[:-1])}" for fund in FUNDS] if of_kind else [name]
    return next(filter(None, map(known.figure, names)), None)


def _may_follow(name: str, facts: Facts) -> bool:
    """Whether a fact is a total, or the sum of a 类 or 款 whose 项 are there."""
    if name in TOTALS or name.startswith(CARRIED) or OF_UNIT.fullmatch(name):
        return True
    grid, _, rest = name.partition(".")
    head = rest.partition(".")[0]
    if BASIC in name:
        return len(name.rpartition(".")[2]) == 3 or name.endswith(".合计")
    if grid not in {"收入", "支出", *FUNDS}:
        return False
    if not head.isdecimal():
        return True
    if OF_KIND.fullmatch(rest.removeprefix(f"{head}.")):
        return True
    below = family(codes(facts, grid)).get(head, [])
    return bool(below) or (rest.endswith(".合计") and any(f"{grid}.{head}.{column}" in facts for column in COLUMNS))
