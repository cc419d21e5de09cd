"""What tables say of 基本 and 项目 apart, or by 经济分类, reduced to what an officer would write of a 科目."""

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.derive.grid import codes, leaves
from generator.model.articulation import BY_ECONOMIC, CLASSES, ECONOMIC, KINDS
from generator.model.catalogue import Catalogue
from generator.model.facts import Fact, Facts
from generator.model.figure import Figure

OF_KIND = re.compile(rf"(?:{'|'.join(KINDS)}|{ECONOMIC})\.(?:.+\.)?[^.码]+|{'|'.join(CLASSES)}")
OF_FISCAL = re.compile(rf"财政拨款\.(\d+)\.({OF_KIND.pattern})")
TAIL = Decimal("0.01")


def of_funds(stated: Facts, catalogue: Catalogue) -> Facts:
    """Facts with what a table of all 财政拨款 says of 基本 and 项目, or by 经济分类, as that of the fund to which its 科目 belongs."""
    out, lowest = Facts(stated), {*leaves(codes(stated, "财政拨款"))}
    for name, fact in stated.items():
        if (found := OF_FISCAL.fullmatch(name)) and found[1] in lowest and (fund := catalogue.fund(found[1])):
            out.setdefault(f"{fund}.{found[1]}.{found[2]}", written_as(f"{fund}.{found[1]}.{found[2]}", fact))
    return out


def of_kinds(facts: Facts, row: str) -> Iterator[str]:
    """What a row says of 基本 and 项目, or by 经济分类: nothing that is nought, no 类 beside its 款, no list that is not whole."""
    said = (name.removeprefix(f"{row}.") for name in facts.under(row))
    items = {item: figure.value for item in said if OF_KIND.fullmatch(item) and (figure := facts.figure(f"{row}.{item}")) is not None}
    for item in sorted(item for item, value in items.items() if value):
        way = item.rpartition(".")[0]
        if way in BY_ECONOMIC:
            lowest = {n: v for n, v in items.items() if n.startswith(f"{way}.") and not any(o != n and o.startswith(n) for o in items)}
            whole = facts.figure(f"{row}.{BY_ECONOMIC[way]}")
            told = whole is not None and abs(sum(lowest.values(), -whole.value)) <= TAIL * len(lowest)
            yield from [item] * (item in lowest and told)
        elif not (item == "公用经费" and "人员经费" in items):
            yield item


def written_as(name: str, fact: Fact) -> Fact:
    """The fact under a name."""
    return Figure(name, fact.value, fact.unit, fact.place) if isinstance(fact, Figure) else fact
