"""Every relation that is derived holds where the figures are consistent, and breaks where one stated total is wrong."""

from collections.abc import Mapping
from decimal import Decimal

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.derive.year import derive
from generator.model.bind import bind
from generator.model.catalogue import load_catalogue

CATALOGUE = load_catalogue(2021)
GENERAL = ("2080505", "2130101", "2130104", "2210201")
FUND, STATE = ("2120804", "2120803"), ("2230105",)
COSTS = ("因公出国费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
PERSONNEL, PUBLIC = ("30101", "30113", "30302"), ("30201", "30217", "31002")
Amounts = dict[str, Decimal]
amount = st.integers(0, 10**8).map(lambda cents: Decimal(cents).scaleb(-2))


def total(amounts: Amounts, column: str, codes: tuple[str, ...], grid: str) -> Decimal:
    return sum((amounts.get(f"{grid}.{code}.{column}", Decimal(0)) for code in codes), Decimal(0))


@st.composite
def written(draw: st.DrawFn) -> Amounts:
    """What cannot be computed: 项 of three funds, opening balances, economic codes, costs."""
    amounts: Amounts = {}
    for code in sorted(draw(st.sets(st.sampled_from((*GENERAL, *FUND, *STATE)), min_size=1))):
        amounts[f"收入.{code}.财政拨款"] = draw(amount)
        amounts[f"支出.{code}.基本支出"] = draw(amount) if code in GENERAL else Decimal(0)
        amounts[f"支出.{code}.项目支出"] = draw(amount)
        if code in GENERAL and draw(st.booleans()):
            amounts[f"收入.{code}.事业收入"] = draw(amount)
            amounts[f"支出.{code}.财政拨款.基本支出"] = amounts[f"支出.{code}.基本支出"]
            amounts[f"支出.{code}.财政拨款.项目支出"] = draw(amount)
        if code in FUND:
            amounts[f"支出.{code}.年初结转结余"] = draw(amount)
    amounts |= {f"三公经费.{cost}.{column}": draw(amount) for cost in COSTS for column in ("预算", "决算")}
    amounts |= {f"政府采购.{kind}": draw(amount) for kind in ("货物", "工程", "服务")}
    basic = total(amounts, "基本支出", GENERAL, "支出")
    for code in (*PERSONNEL, *PUBLIC[1:]):
        amounts[f"基本支出明细.{code}"] = (basic * draw(st.integers(0, 15)) / 100).quantize(Decimal("0.01"))
    amounts[f"基本支出明细.{PUBLIC[0]}"] = basic - sum(v for k, v in amounts.items() if k.startswith("基本支出明细"))
    amounts |= {f"结转结余.年初.{fund}": draw(amount) for fund in ("一般公共预算", "国有资本经营")}
    amounts["结转结余.年初.政府性基金"] = total(amounts, "年初结转结余", FUND, "支出")
    amounts["非财政"] = draw(amount)
    return amounts


def fiscal(amounts: Amounts, code: str, column: str) -> Decimal:
    whole = amounts.get(f"支出.{code}.{column}", Decimal(0))
    return amounts.get(f"支出.{code}.财政拨款.{column}", whole)


def totals(amounts: Amounts) -> Amounts:
    """Every total that an officer may state, added up here without the program."""
    every = (*GENERAL, *FUND, *STATE)
    stated: Amounts = {}
    for column in ("财政拨款", "事业收入"):
        stated[f"收入.{column}"] = total(amounts, column, every, "收入")
    for column in ("基本支出", "项目支出"):
        stated[f"支出.{column}"] = total(amounts, column, every, "支出")
        stated[f"一般公共预算.{column}"] = sum((fiscal(amounts, code, column) for code in GENERAL), Decimal(0))
    stated["收入.合计"] = stated["收入.财政拨款"] + stated["收入.事业收入"]
    for grid in ("支出", "一般公共预算"):
        stated[f"{grid}.合计"] = stated[f"{grid}.基本支出"] + stated[f"{grid}.项目支出"]
    for code in every:
        if f"支出.{code}.项目支出" in amounts:
            same = [c for c in every if c[:3] == code[:3]]
            stated[f"支出.{code[:3]}.合计"] = sum(total(amounts, c, tuple(same), "支出") for c in ("基本支出", "项目支出"))
    came = {fund: total(amounts, "财政拨款", codes, "收入") for fund, codes in by_fund()}
    spent = {fund: total(amounts, "项目支出", codes, "支出") for fund, codes in by_fund()[1:]}
    spent["一般公共预算"] = stated["一般公共预算.合计"]
    opening = {fund: amounts[f"结转结余.年初.{fund}"] for fund in came}
    stated["政府性基金.合计"], stated["国有资本经营.合计"] = spent["政府性基金"], spent["国有资本经营"]
    for fund in came:
        stated[f"收入.{fund}"] = came[fund]
        stated[f"结转结余.年末.{fund}"] = opening[fund] + came[fund] - spent[fund]
    stated["政府性基金.年末结转结余"] = stated["结转结余.年末.政府性基金"]
    stated["结转结余.年初.财政拨款"] = sum(opening.values(), Decimal(0))
    stated["结转结余.年初.合计"] = stated["结转结余.年初.财政拨款"] + amounts["非财政"]
    stated["收支总计.收入"] = stated["收支总计.支出"] = stated["收入.合计"] + stated["结转结余.年初.合计"]
    stated["结转结余.年末.合计"] = stated["收支总计.支出"] - stated["支出.合计"]
    whole = stated["收入.财政拨款"] + stated["结转结余.年初.财政拨款"]
    stated["财政拨款收支总计.收入"] = stated["财政拨款收支总计.支出"] = whole
    stated["结转结余.年末.财政拨款"] = whole - sum(spent.values(), Decimal(0))
    for name, codes in (("人员经费", PERSONNEL), ("公用经费", PUBLIC)):
        stated[f"基本支出明细.{name}"] = sum((amounts[f"基本支出明细.{code}"] for code in codes), Decimal(0))
    stated["基本支出明细.合计"] = stated["一般公共预算.基本支出"]
    for column in ("预算", "决算"):
        stated[f"三公经费.{column}"] = sum((amounts[f"三公经费.{cost}.{column}"] for cost in COSTS), Decimal(0))
    stated["政府采购.合计"] = sum((amounts[f"政府采购.{kind}"] for kind in ("货物", "工程", "服务")), Decimal(0))
    return stated


def by_fund() -> list[tuple[str, tuple[str, ...]]]:
    return [("一般公共预算", GENERAL), ("政府性基金", FUND), ("国有资本经营", STATE)]


def broken(amounts: Mapping[str, Decimal]) -> list[str]:
    """The relations that do not hold in a file with these amounts."""
    file: dict[str, object] = {"年度": "2021", "部门": {"名称": "示例局"}}
    for path, value in amounts.items():
        if path != "非财政":
            *above, last = path.split(".")
            place = file
            for step in above:
                place = place.setdefault(step, {})  # type: ignore[assignment]
            place[last] = str(value)
    facts, findings, _ = bind(yaml.compose(yaml.safe_dump(file, allow_unicode=True), yaml.SafeLoader), "x.yaml")
    assert not findings
    return [e.name for e in derive(facts, CATALOGUE).equations if e.stated.value != e.computed.value]


@given(written(), st.data())
@settings(deadline=None, max_examples=60)
def test_relations_hold_whatever_totals_are_stated(amounts: Amounts, data: st.DataObject) -> None:
    stated = totals(amounts)
    chosen = data.draw(st.sets(st.sampled_from(sorted(stated))))
    needed = {"结转结余.年初.合计", "结转结余.年初.财政拨款"}
    assert broken(amounts | {name: stated[name] for name in chosen | needed}) == []


@given(written(), st.data(), st.decimals("0.01", "9999", places=2))
@settings(deadline=None, max_examples=60)
def test_one_wrong_total_breaks_a_relation(amounts: Amounts, data: st.DataObject, error: Decimal) -> None:
    stated = totals(amounts)
    wrong = data.draw(st.sampled_from(sorted(stated)))
    assert broken(amounts | stated | {wrong: stated[wrong] + error})
