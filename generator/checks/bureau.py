"""Departments of a bureau against each other: the units that a 决算 contains, and a 汇总 against the sum of its units."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.checks.filling.file import WHOLE_FILE
from generator.checks.registry import Problem, Rule, register
from generator.checks.two_figures import conflict, differs, exceeds
from generator.model.facts import Facts
from generator.model.figure import Figure, Words, add
from generator.source.file_names import same_folder
from generator.source.finding import Finding
from generator.source.place import Place

BASIS = "《预算法实施条例》第六条：部门所属单位的决算在批复后由单位公开，与部门的同样口径"
SELF = ("本级", "机关", "机关本级")
RUNNING_COST = "机关运行经费.决算"
SUMMED = (
    "收支总计.收入", "收支总计.支出", "收入.合计", "支出.合计", "收入.财政拨款", "财政拨款.合计", "一般公共预算.合计",
    "一般公共预算.年初预算", "政府性基金.合计", "国有资本经营.合计", "三公经费.预算", "三公经费.决算",
    "三公经费.因公出国费.决算", "三公经费.公务用车购置费.决算", "三公经费.公务用车运行维护费.决算",
    "三公经费.公务接待费.决算", RUNNING_COST, "政府采购.合计", "国有资产.车辆合计",
)  # fmt: skip
# 单位之间的往来在汇总时抵销,有往来时这几个数不等于各单位之和
BETWEEN = ("收入.上级补助", "收入.附属单位上缴", "支出.上缴上级", "支出.对附属单位补助")
SET_OFF = frozenset({"收支总计.收入", "收支总计.支出", "收入.合计", "支出.合计"})
LOOKED_AT = frozenset({*SUMMED, *BETWEEN, "版式"})
KEPT = ("部门.", "概况.下属单位", "接受")

NO_FILE = register(Rule("W901", "所属单位没有文件",
    reason="决算说包括这个单位，文件夹里却没有它的数据文件：不是漏报，就是名称写得不一样",
    basis=BASIS, good="概况.下属单位 里的每个单位，都有部门.名称相同的文件",
    bad={WHOLE_FILE: "（下属单位写了“某局服务中心”，没有它的文件）"},
    module=__name__,
))  # fmt: skip
OTHER_YEAR = register(Rule("W902", "所属单位的文件是别的年度的",
    reason="汇总的是同一年度的决算；只有别的年度的文件，多半是今年的还没有报来",
    basis=BASIS, good="部门和所属单位的文件是同一年度",
    bad={WHOLE_FILE: "（部门的文件是 2021 年度，所属单位只有 2020 年度的）"},
    module=__name__,
))  # fmt: skip
NOT_SUM = register(Rule("E903", "汇总数与各单位之和不符",
    reason="部门的汇总决算由本级和所属单位的决算加成；差数超过四舍五入的尾差，必有一处写错或漏了一个单位",
    basis="财政部部门决算报表编制说明：汇总决算由本级和所属单位逐级汇总；《预算法》第七十五条：收支真实、数额准确、内容完整",
    good="三公经费.决算 等于本级和各所属单位之和，或只差尾差",
    bad={WHOLE_FILE: "（本级 2.00 万元，所属单位 1.00 万元，汇总写 3.50 万元）"},
    module=__name__,
))  # fmt: skip
TWICE = register(Rule("E904", "两个文件是同一个部门同一年度",
    reason="生成的文件按部门和年度存放，后一个会换掉前一个，留下哪一份说不准",
    basis="使用手册：一个部门一个年度一个数据文件", good="本级的文件，部门.名称 写“某局（本级）”，与汇总的分开",
    bad={WHOLE_FILE: "（汇总的和本级的文件，部门.名称 都写“某局”）"},
    module=__name__,
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """One department and year among the files of a bureau."""

    facts: Facts
    year: int

    @classmethod
    def of(cls, facts: Facts, year: int) -> "Member":
        """A member with no more of its facts than are looked at here and by what it accepts: there may be thousands of them."""
        kept = {name: fact for name, fact in facts.items() if name in LOOKED_AT or name.startswith(KEPT)}
        return cls(Facts(kept), year)

    @property
    def name(self) -> str:
        """The full name."""
        return self.facts.text("部门.名称")

    @property
    def publishes(self) -> bool:
        """Whether a disclosure is made of it; a file without 版式 only serves the next year."""
        return bool(self.facts.text("版式"))

    @property
    def place(self) -> tuple[Place, ...]:
        """Where the name is written."""
        fact = self.facts.get("部门.名称")
        return (fact.place,) if isinstance(fact, Words) and fact.place else ()

    def units(self) -> Iterator[Words]:
        """The units that it says it contains."""
        return self.facts.words("概况.下属单位")


def together(members: Sequence[Member]) -> list[list[Finding]]:
    """For each member what is found when all are looked at together."""
    known: dict[str, list[Member]] = {}
    for member in members:
        known.setdefault(key(member.name), []).append(member)
    return [[*_twice(member, known), *_units(member, known)] if member.publishes else [] for member in members]


def key(name: str) -> str:
    """A name without what is written differently here and there: spaces, brackets and small letters."""
    return re.sub(r"[\s（）()]", "", same_folder(name))


def same_again(name: str, year: int, own: Place, other: Place) -> Finding:
    """That another file is of the same department and year; the places are those of the names."""
    message = f"{name} {year} 年度另有一个文件 {other.file}。请删去一个（或移出数据文件夹），或改部门名称。"
    return TWICE.finding(Problem(message, (own, other), name))


def _twice(member: Member, known: dict[str, list[Member]]) -> Iterator[Finding]:
    for other in known[key(member.name)]:
        same = (same_folder(other.name), other.year) == (same_folder(member.name), member.year)
        if other is not member and other.publishes and member.publishes and same:
            yield from (same_again(member.name, member.year, *both) for both in zip(member.place, other.place, strict=True))


def _units(member: Member, known: dict[str, list[Member]]) -> Iterator[Finding]:
    found: list[Member] = []
    for unit in member.units():
        candidates = _called(unit.text, known)
        same = next((other for other in candidates if other.year == member.year), None)
        if same is None:
            yield _absent(unit, member, candidates)
        elif same is not member:
            found.append(same)
    if member.facts.text("部门.性质") == "汇总" and found and len(found) == len([*member.units()]):
        yield from (NOT_SUM.finding(problem) for problem in _sums(member, *_with_self(member, found, known)))


def _called(name: str, known: dict[str, list[Member]]) -> list[Member]:
    """The members of that name; what stands in brackets at its end may be a remark."""
    return known.get(key(name)) or known.get(key(re.sub(r"[（(][^（()）]*[）)]\s*$", "", name)), [])


def _absent(unit: Words, member: Member, candidates: Sequence[Member]) -> Finding:
    places = (unit.place,) if unit.place else ()
    if candidates:
        years = "、".join(str(year) for year in sorted({other.year for other in candidates}))
        message = f"{unit.text}只有 {years} 年度的文件，没有 {member.year} 年度的。请补上。"
        return OTHER_YEAR.finding(Problem(message, places, unit.text))
    message = f"{member.name}的决算包括{unit.text}，没有找到它的文件。请补上，或把两处的名称写成一样。"
    return NO_FILE.finding(Problem(message, places, unit.text))


def _with_self(member: Member, found: list[Member], known: dict[str, list[Member]]) -> tuple[list[Member], bool]:
    """The units with 本级, and whether 本级 is among them."""
    own = {key(member.name) + word for word in SELF}
    if any(key(other.name) in own for other in found):
        return found, True
    more = [other for name in own for other in known.get(name, ()) if other.year == member.year]
    return [*found, *more[:1]], bool(more)


def _sums(member: Member, units: Sequence[Member], whole: bool) -> Iterator[Problem]:
    """Figures that are not the sum of the units', or without 本级 less than it."""
    between = any(_amount(unit, name) for unit in units for name in BETWEEN)
    for name in SUMMED:
        total, parts = member.facts.figure(name), _parts(name, units)
        if total is None or not parts or (between and name in SET_OFF):
            continue
        computed = add(name, parts)
        if exceeds(computed, total) or (whole and differs(total, computed)):
            yield _not_sum(name, total, computed, units)


def _amount(member: Member, name: str) -> bool:
    figure = member.facts.figure(name)
    return figure is not None and bool(figure.value)


def _parts(name: str, units: Sequence[Member]) -> tuple[Figure, ...]:
    """That figure of every unit that has such a cost; none where one of them does not say it."""
    having = [unit for unit in units if name != RUNNING_COST or unit.facts.text("部门.性质") != "事业"]
    found = [figure for unit in having if (figure := unit.facts.figure(name)) is not None]
    return tuple(found) if len(found) == len(having) else ()


def _not_sum(name: str, total: Figure, computed: Figure, units: Iterable[Member]) -> Problem:
    among = [unit.name for unit in units]
    base = f"{'、'.join(among[:3])}{f'等 {len(among)} 个单位' if len(among) > 3 else ''}之和"
    return conflict(total, "而", computed, "请核对各单位的这个数，改错的一处。", (name, base))
