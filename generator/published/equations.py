"""What must be equal in a published document, among figures it states itself.

Unlike the derivation from YAML nothing is taken for zero because it is absent: a sum is only tested where all of its
parts are stated, or where a table, whose blank cells are zeros, gives them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from generator.derive.funds import GENERAL, INCOME_COLUMNS, SPENDING_COLUMNS, SPLIT
from generator.derive.grid import SUM
from generator.derive.ledger import Equation
from generator.derive.units import GRIDS as UNIT_GRIDS
from generator.derive.units import OWN_LEVEL, UNITS
from generator.model import articulation as forms
from generator.model.articulation import BASIC, CLOSING
from generator.model.catalogue import FUNDS
from generator.model.claim import Claim
from generator.model.figure import WAN, Figure, add, subtract
from generator.published.kinds import columns_of_kinds, of_kinds
from generator.source.words import said

CARRIED: dict[str, tuple[str, ...]] = dict.fromkeys(FUNDS, ("年初结转结余", "本年收入", "年末结转结余"))
GRIDS = {"收入": INCOME_COLUMNS, "支出": SPENDING_COLUMNS, "一般公共预算": SPLIT, "政府性基金": SPLIT, "国有资本经营": SPLIT}
WHOLES = {f"{GENERAL}.本年收入": f"收入.{GENERAL}"}  # 一般公共预算收入支出表合计一行的数，别的表也有
SPLIT_BASIC = ("支出.基本支出", *forms.SUMS[f"{BASIC}.合计"])
REPORT = "自评报告"
BALANCE = ("结转结余.年初.合计", "收入.合计", "支出.合计", "结转结余.年末.合计")
FROM_BALANCES = (forms.RESERVE, forms.DISTRIBUTED)
SIDES = {whole: forms.SUMS[whole] for whole in ("收支总计.收入", "收支总计.支出")}
TERMS = {*BALANCE, *FROM_BALANCES, *SIDES, *(part for parts in SIDES.values() for part in parts)}
FISCAL = "财政拨款"
TABLE_OF_FUNDS = "财政拨款收支总计"
OF_CLASS = re.compile(rf"(?:{'|'.join(FUNDS)})\.(\d{{3}})\.合计")
SPENT = forms.THREE_PUBLIC[1]
LOOSE = said("正文.笼统的总数")
LEVELS = (3, 5, 7)
NEARLY_ALL = Decimal("99.7")


def equations(
    stated: Mapping[str, Figure], claims: Sequence[Claim], gaps: frozenset[str], flat: Iterable[str] = ()
) -> Iterator[Equation]:
    """Every equation whose sides the document states; `flat` are the facts that are said to be what they were last year."""
    tables = {claim.section for claim in claims if claim.tabled}
    tabled = {claim.name for claim in claims if claim.tabled}
    for grid, columns in GRIDS.items():
        wholes = {own: stated[name] for own, name in WHOLES.items() if grid == GENERAL and name in tabled and own not in tabled}
        names, known = {name for name in tabled if name.startswith(f"{grid}.")} | wholes.keys(), {**stated, **wholes}
        down = _down(grid, (*columns, *CARRIED.get(grid, ()), "合计"), names, known)
        yield from (replace(one, name=WHOLES.get(one.name, one.name)) for one in down)
        yield from _across(grid, columns, names, stated, grid in tables)
    for grid in (*FUNDS, FISCAL):
        own = {name for name in tabled if name.startswith(f"{grid}.")}
        yield from of_kinds(grid, own, stated)
        yield from _down(grid, sorted(columns_of_kinds(grid, own)), own, stated)
    yield from _by_unit(stated)
    yield from _by_fund({claim.name for claim in claims if claim.tabled and claim.section == TABLE_OF_FUNDS}, stated)
    yield from _sources(stated, claims, tables, gaps)
    yield from _listed(stated, claims, tables)
    for whole, parts in forms.SUMS.items():
        yield from _sum(whole, parts, stated, _blank(whole, parts, tables))
    for column in forms.THREE_PUBLIC:
        yield from _costs(column, stated, "三公经费的合计" in gaps)
    yield from _changes(claims, flat, "三公经费的合计" in gaps)
    yield from _one_line(stated, claims, gaps)
    yield from _beyond(stated, tables)
    yield from _economic(stated, tabled)
    if f"{BASIC}.合计" not in stated and {claim.section for claim in claims if claim.name in SPLIT_BASIC} == {REPORT}:
        yield from _sum(SPLIT_BASIC[0], SPLIT_BASIC[1:], stated)
    loose = {claim.name for claim in claims if LOOSE.search(claim.quote)} - {claim.name for claim in claims if "总计" in claim.quote}
    for one, other in forms.SAME:
        if one in stated and other in stated and stated[one].place != stated[other].place and not {one, other} <= loose:
            yield Equation(one, stated[one], stated[other])
    yield from _fund(stated)
    if "国有资产" not in gaps:
        yield from _vehicles(stated)


def _costs(column: str, stated: Mapping[str, Figure], wider: bool) -> Iterator[Equation]:
    """A column of 三公: the cost of vehicles, and all, unless the total is that of more than the three."""
    vehicles, whole = forms.three_public(column)
    yield from _sum(*vehicles, stated)
    if not wider:
        yield from _sum(*whole, stated)
        if vehicles[0] not in stated:
            yield from _sum(whole[0], [column.format(f"{part}.") for part in forms.TITLES], stated, {column.format(f"{forms.PURCHASE}.")})


def _changes(claims: Sequence[Claim], flat: Iterable[str], wider: bool) -> Iterator[Equation]:
    """The changes of the 三公 items to those of their totals, where these are told and not what was last year.

    An item of nothing may have been something last year: only one that is said to be `flat` has a change of nothing.
    """
    alone = {claim.name: claim.figure for claim in reversed(claims) if claim.kind == "增减额" and claim.computed is None}
    changes = {name: Figure(name, Decimal(0), WAN) for name in flat} | alone
    for one in _costs(SPENT, changes, wider) if alone else ():
        yield replace(one, name=f"{one.name}比上年的增减额")


def _vehicles(stated: Mapping[str, Figure]) -> Iterator[Equation]:
    """All vehicles = those of each kind; of a single kind stated there cannot be more than of all."""
    kinds = [name for name in stated if name.startswith("国有资产.车辆.")]
    yield from _sum("国有资产.车辆合计", kinds, stated)
    total = stated.get("国有资产.车辆合计")
    if total is not None and len(kinds) == 1 and stated[kinds[0]].value > total.value:
        yield Equation(total.name, total, stated[kinds[0]])


def _one_line(stated: Mapping[str, Figure], claims: Sequence[Claim], gaps: frozenset[str]) -> Iterator[Equation]:
    """Balances and totals as one paragraph states all of their terms: 年末 = 年初 + 收入 − 支出; 总计 = 本年 + 年初 or 年末."""
    lines: dict[tuple[str, int], dict[str, Figure]] = {}
    for claim in claims:
        if claim.kind == "数" and claim.name in TERMS and claim.section not in gaps and not claim.tabled:
            lines.setdefault((str(claim.place.file), claim.place.line), {}).setdefault(claim.name, stated[claim.name])
    for told in lines.values():
        if all(name in told for name in BALANCE):
            opening, came, spent, closing = (told[name] for name in BALANCE)
            more = [told[name] for name in FROM_BALANCES[:1] if name in told]
            less = [told[name] for name in FROM_BALANCES[1:] if name in told]
            rest = subtract(BALANCE[-1], add(BALANCE[-1], (opening, came, *more)), add("支出", (spent, *less)) if less else spent)
            yield Equation(BALANCE[-1], closing, rest)
        for whole, parts in SIDES.items():
            known = tuple(told[part] for part in parts if part in told)
            if whole in told and 1 < len(known) < len(parts) and parts[0] in told and parts[-1] in told:
                yield Equation(whole, told[whole], add(whole, known))


def _beyond(stated: Mapping[str, Figure], tables: set[str]) -> Iterator[Equation]:
    """The income or spending of the year where it alone is more than the 总计 that has it in it, and prose does not give all parts."""
    for whole, parts in SIDES.items():
        total, year, told = stated.get(whole), stated.get(parts[0]), stated.keys() | _blank(whole, parts, tables) >= {*parts}
        if total is not None and year is not None and year.value > total.value and not told:
            yield Equation(whole, total, year)


def _blank(whole: str, parts: Sequence[str], tables: set[str]) -> frozenset[str]:
    """The parts that may be absent because a table leaves them blank."""
    table = TABLE_OF_FUNDS if FISCAL in whole or FISCAL in parts[0] else "收支总计"
    return frozenset(parts[1:] if table in tables or (whole.startswith("收入") and "收支总计" in tables) else ())


def _sum(
    whole: str, parts: Iterable[str], stated: Mapping[str, Figure], soft: Iterable[str] = frozenset()
) -> Iterator[Equation]:
    """Whole = parts, where all are stated; `soft` parts may be absent."""
    known = [stated.get(part) for part in parts if part not in soft or part in stated]
    enough = len(known) > 1 or (soft and len(known) == 1)
    if whole in stated and enough and all(known):
        yield Equation(whole, stated[whole], add(whole, tuple(part for part in known if part is not None)))


def _down(grid: str, columns: Iterable[str], names: set[str], stated: Mapping[str, Figure]) -> Iterator[Equation]:
    """项 to 款 to 类 to the total row, in a table."""
    codes = sorted({match[1] for name in names if (match := re.match(rf"{grid}\.(\d+)\.", name))})
    below: dict[str, list[str]] = {}
    for code in codes:
        if len(code) in LEVELS:
            below.setdefault(code[:-2] if len(code) > LEVELS[0] else "", []).append(code)
    for column in columns:
        for parent in ("", *codes):
            children = below.get(parent, ())
            whole = f"{grid}.{parent}.{column}" if parent else f"{grid}.{column}"
            parts = [stated[name] for c in children if (name := f"{grid}.{c}.{column}") in names]
            if whole in names and parts:
                yield Equation(whole, stated[whole], add(whole, tuple(parts)))


def _across(
    grid: str, columns: Sequence[str], names: set[str], stated: Mapping[str, Figure], table: bool
) -> Iterator[Equation]:
    """合计 of a row = its columns, in a table."""
    for name in sorted(n for n in names if n.endswith(".合计")) if table else ():
        parts = [stated[part] for column in columns if (part := f"{name.removesuffix('合计')}{column}") in names]
        if parts:
            yield Equation(name, stated[name], add(name, tuple(parts)))


def _by_fund(names: set[str], stated: Mapping[str, Figure]) -> Iterator[Equation]:
    """类 by 类 the three funds to 财政拨款, 类 to the total, each fund with its balance to its 总计, as one table prints them."""

    def made(whole: str, parts: Iterable[str]) -> Iterator[Equation]:
        known = tuple(stated[part] for part in parts if part in names)
        if whole in names and known:
            yield Equation(whole, stated[whole], add(whole, known))

    classes = [name for name in sorted(names) if re.fullmatch(rf"{FISCAL}\.\d{{3}}\.合计", name)]
    for name in classes:
        yield from made(name, (f"{fund}{name.removeprefix(FISCAL)}" for fund in FUNDS))
    elsewhere = {found[1] for name, figure in stated.items() if figure.value and (found := OF_CLASS.fullmatch(name))}
    if elsewhere <= {name.split(".")[1] for name in classes}:  # 有一行没有读出，就不能相加
        yield from made(f"{FISCAL}.合计", classes)
    for fund in FUNDS:
        if f"{fund}.合计" in names:
            yield from made(f"{TABLE_OF_FUNDS}.{fund}", (f"{fund}.合计", f"{CLOSING}.{fund}"))


def _sources(stated: Mapping[str, Figure], claims: Sequence[Claim], tables: set[str], gaps: frozenset[str]) -> Iterator[Equation]:
    """收入合计 and 支出合计 as the text lists their parts, where nothing in the list is unknown, nor one part said to be but a share."""
    shares = [claim for claim in claims if claim.kind == "占"]
    funds = [f"收入.{fund}" for fund in FUNDS if f"收入.{fund}" in stated]
    fiscal = ["收入.财政拨款"] if "收入.财政拨款" in stated else funds
    others = [f"收入.{column}" for column in INCOME_COLUMNS[1:] if f"收入.{column}" in stated]
    spent = [f"支出.{column}" for column in SPENDING_COLUMNS if f"支出.{column}" in stated]
    for whole, parts, enough in (("收入.合计", [*fiscal, *others], bool(fiscal)), ("支出.合计", spent, len(spent) > 1)):
        grid = whole.partition(".")[0]
        some = len(parts) == 1 and _but_a_share(parts[0], shares)
        if grid not in tables and grid not in gaps and enough and whole in stated and not some:
            yield Equation(whole, stated[whole], add(whole, tuple(stated[part] for part in parts)))
    for grid in ("一般公共预算", "政府性基金"):
        if grid not in tables:
            yield from _sum(f"{grid}.合计", [f"{grid}.{column}" for column in SPLIT], stated)


def _but_a_share(part: str, shares: Sequence[Claim]) -> bool:
    """Whether a part is said to be less than all, and the shares said beside it do not make it all either."""
    own = next((claim for claim in shares if claim.name == part), None)
    beside = [claim.value for claim in shares if own and claim.section == own.section and claim.place.line == own.place.line]
    return own is not None and sum(beside, Decimal(0)) < NEARLY_ALL


def _listed(stated: Mapping[str, Figure], claims: Sequence[Claim], tables: set[str]) -> Iterator[Equation]:
    """The 类 that a text lists with shares which come to 100%, against their total."""
    for grid in ("一般公共预算", "支出"):
        pattern = re.compile(rf"{grid}\.\d{{3}}\.合计")
        shares: dict[str, Decimal] = {}
        for claim in claims:
            if claim.kind == "占" and pattern.fullmatch(claim.name):
                shares.setdefault(claim.name, claim.value)
        whole = f"{grid}.合计"
        if grid not in tables and whole in stated and len(shares) > 1 and abs(sum(shares.values(), Decimal(0)) - 100) < Decimal("0.3"):
            yield Equation(whole, stated[whole], add(whole, tuple(stated[name] for name in shares)))


def _by_unit(stated: Mapping[str, Figure]) -> Iterator[Equation]:
    """A figure of the whole is that of the department's own level and of all units below it, as a table by units prints them."""
    for field in (name.removeprefix(f"{OWN_LEVEL}.") for name in stated if name.startswith(f"{OWN_LEVEL}.")):
        units = [name for name in stated if re.fullmatch(rf"{UNITS}\.\d+\.{re.escape(field)}", name)]
        if field in stated:
            yield Equation(field, stated[field], add(field, (stated[f"{OWN_LEVEL}.{field}"], *(stated[name] for name in units))))
    for row in {name.rpartition(".")[0] for name in stated if name.startswith((f"{OWN_LEVEL}.", f"{UNITS}."))}:
        parts = [f"{row}.{column}" for column in UNIT_GRIDS.get(row.rpartition(".")[2], ())]
        yield from _sum(f"{row}.{SUM}", parts, stated, {part for part in parts if part not in stated})


def _economic(stated: Mapping[str, Figure], tabled: set[str]) -> Iterator[Equation]:
    """款 to 类 to 人员经费 and 公用经费, in table 06."""
    items = sorted(name for name in tabled if re.fullmatch(rf"{BASIC}\.\d{{5}}", name))
    for parent in sorted({name[:-2] for name in items} & tabled):
        parts = tuple(stated[name] for name in items if name.startswith(parent))
        yield Equation(parent, stated[parent], add(parent, parts))
    classes = [f"{BASIC}.{code}" for code in ("301", "302", "303")]
    if f"{BASIC}.合计" in stated and all(name in stated for name in classes):
        more = [name for name in stated if re.fullmatch(rf"{BASIC}\.3\d\d", name) and name not in classes]
        yield Equation(f"{BASIC}.合计", stated[f"{BASIC}.合计"], add(f"{BASIC}.合计", tuple(stated[n] for n in (*classes, *more))))
    printed = {name[-3:] for name in tabled if re.fullmatch(rf"{BASIC}\.3\d\d", name)}
    for whole, codes in (("人员经费", forms.PERSONNEL), ("公用经费", sorted(printed - {*forms.PERSONNEL}))):
        known = tuple(stated[name] for code in codes if (name := f"{BASIC}.{code}") in tabled)
        if f"{BASIC}.{whole}" in tabled and known:
            yield Equation(f"{BASIC}.{whole}", stated[f"{BASIC}.{whole}"], add(whole, known))


def _fund(stated: Mapping[str, Figure]) -> Iterator[Equation]:
    """年末 = 年初 + 收入 − 支出 of 政府性基金."""
    names = [f"政府性基金.{column}" for column in ("年初结转结余", "本年收入", "合计", "年末结转结余")]
    if all(name in stated for name in names):
        opening, came, spent, closing = (stated[name] for name in names)
        yield Equation(names[-1], closing, subtract(names[-1], add(names[-1], (opening, came)), spent))
