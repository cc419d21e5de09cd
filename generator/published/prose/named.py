"""Which fact an amount states, by the section it stands in, the item spoken of and the words before it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.articulation import PURCHASE, RUNNING, VEHICLE_COST
from generator.model.catalogue import FUNDS, names_of_all_years
from generator.model.facts import PRIOR
from generator.model.figure import Figure
from generator.model.interval import verdict
from generator.model.misprint import misprinted
from generator.published.outline import REPORT, Line
from generator.published.prose.clauses import in_budget_list, listed_year, of_fund, other_year
from generator.published.prose.context import State
from generator.published.prose.figures import Mention, before, clause, sentence
from generator.published.prose.labels import (
    CLASS,
    PLAIN,
    PLANNED,
    Names,
    Role,
    fact_names,
    item_name,
    item_words,
    sure_prefix,
)
from generator.source.words import said

PROJECT, ABOUT_PROJECT, WHOLE = said("正文.说到项目"), said("正文.项目的资金"), said("正文.整体的资金")
BUDGETED = said("正文.预算里面的")
SUBJECTS = {"一般公共预算": "一般公共预算", "政府性基金": "政府性基金", "国有资本经营": "国有资本经营",
            "支出": "支出", "收支总体": "支出", "财政拨款收支总体": "财政拨款"}  # fmt: skip
SPENT, OF_WHOLE = said("正文.花了的"), said("正文.整体的数")
CLOSED = re.compile(r"[）)]")
BEFORE, BEGINS = said("正文.后面跟着上年"), said("正文.名称开头的年度")
AFTER_ITEM = said("正文.数前的级别")
DIGITS = {"类": 3, "款": 5, "项": 7}
CODED, EITHER = said("正文.数前的编码"), said("正文.收入或支出")
NEAR = 60
COSTS, IN_ALL = "三公经费", said("正文.三公的总数")
SPLIT, OF_SUBJECT = {"基本支出", "项目支出"}, said("词.级别")


def coded(mention: Mention) -> str:
    """The code that stands in a bracket, or before a name, right in front of an amount: （科目编码：2010301）; else empty."""
    found = CODED.search(mention.before[-NEAR:])
    return (found["bracket"] or found["named"]) if found else ""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The facts that an amount may be, and whether it is beyond doubt that it is one of them.

    `unknown` is the 科目 as printed where no list knows it: what is named by it is no fact of the model.
    """

    names: tuple[str, ...]
    sure: bool
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """The fact that an amount states, the unknown 科目 it is named by, and whether it was taken because it equals or nearly does."""

    name: str = ""
    unknown: str = ""
    fitted: bool = False


@dataclass(frozen=True, slots=True)
class Namer:
    """Names amounts by what has been stated and what the section has said so far; of a `budget` all 三公 amounts are budgets."""

    names: Names
    stated: Mapping[str, Figure]
    state: State
    year: int
    budget: bool = False

    def name(self, mention: Mention, line: Line, kind: Role, rest: str) -> Named:
        """What the amount states by its words; its name is empty where that cannot be told."""
        candidates = self.candidates(mention, line, kind, rest)
        prefix = self.of_year(mention, line, candidates) if candidates and candidates.names else None
        if candidates is None or prefix is None:
            return Named()
        named = [prefix + name for name in candidates.names if name]
        open_ = [name for name in named if name not in self.stated]
        firm = candidates.sure and len(open_) in {0, len(named)}
        name = self.fitting(mention, named) or (named[0] if firm and named else "")
        same = kind == "年初预算" and name.endswith(".预算")  # 表里的预算数不等于它的，就是另一个数
        return Named(name, candidates.unknown if name else "", not firm or same)

    def fitting(self, mention: Mention, named: list[str]) -> str:
        """The one of several facts that an amount equals, else that it misses by a slip; empty for none."""
        equal = [name for name in named if self.equals(mention, name)]
        missed = [name for name in named if name in self.stated and misprinted(mention.figure.value, self.stated[name].value)]
        one = len({self.stated[name].value for name in missed}) == 1
        return equal[0] if equal else missed[0] if one else ""

    def equals(self, mention: Mention, name: str) -> bool:
        """Whether the fact is known, and the amount is that of it."""
        figure = self.stated.get(name)
        return figure is not None and verdict(mention.figure.value, figure).holds

    def of_year(self, mention: Mention, line: Line, candidates: Candidates) -> str | None:
        """上年. for an amount of last year, nothing for this year's, None for another year; a slip is this year's."""
        listed = listed_year(mention, line, self.year) if line.section == "三公经费" else 0
        if not (named := other_year(mention.label, self.year) or listed):
            return ""
        if self.slip(mention, line, candidates):
            return ""
        return PRIOR if named == self.year - 1 else None

    def slip(self, mention: Mention, line: Line, candidates: Candidates) -> bool:
        """Whether another year is named for an amount that is this year's, or is the only one there is."""
        named = other_year(mention.label, self.year)
        if not named or not candidates.sure or not mention.value:
            return False
        now = named != self.year - 1 or BEFORE.search(line.text.text, mention.end) is not None
        alone = now and BEGINS.match(mention.label) is not None
        return any(self.equals(mention, name) or (alone and name not in self.stated) for name in candidates.names)

    def candidates(self, mention: Mention, line: Line, kind: Role, rest: str) -> Candidates | None:
        """The facts that the amount may be; None where its words name none."""
        section, item = line.section, self.state.item
        if section in FUNDS and (code := coded(mention)) and kind not in PLANNED:
            return Candidates((f"{section}.{code}.合计",), True)
        if section == COSTS:
            kind = kind or ("预算" if self.budget or in_budget_list(mention, line) else "")
            item = self.in_all(mention) or item
            return Candidates((self.of_cost(item or COSTS, mention, kind),), item_words(rest)) if item or rest else None
        if "收·支" in rest or "收入·支出" in rest:
            return self.both(section, mention, rest)
        if section in {REPORT, "预算绩效"} and (budget := self.budget_before(mention, line, kind, rest)):
            spent = (f"{budget.removesuffix('.预算')}.决算",)
            return Candidates(spent, True) if budget.startswith("三公经费.") else None
        if section in FUNDS and rest in SPLIT and OF_SUBJECT.search(clause(line.text.text, mention.start)):
            return Candidates((f"{item}.{rest}",), True) if item and not self.state.nameless else None
        own, sure = of_fund(fact_names(section, rest), mention, line), sure_prefix(section, rest)
        if own and not kind and BUDGETED.search(before(line.text.text, mention.start)):
            return Candidates(tuple(f"年初预算.{name}" for name in own), sure)
        if section in SUBJECTS:
            return self.subject(section, kind, rest, own, sure)
        if not own and section in {REPORT, "预算绩效"}:
            name = self.of_report(kind, rest, mention, line)
            whole = WHOLE.search(before(line.text.text, mention.start)) is not None
            return Candidates((name,), "绩效自评" not in name or whole) if name else None
        if section == REPORT and ABOUT_PROJECT.search(before(line.text.text, mention.start)):
            sure = False
        if section == "一般性支出" and item and kind and not own:
            own, sure = (f"{item}.决算",), not rest or rest.endswith(item.rpartition(".")[2])
        if section == "机关运行经费" and kind and not own and not rest:
            own, sure = (f"{section}.决算",), True
        return Candidates(self.planned(own, kind), sure) if own else None

    def in_all(self, mention: Mention) -> str:
        """What 共计 is the total of behind several 三公 items of a paragraph: the cost of vehicles, or of all; empty elsewhere."""
        names = (amount.figure.name for amount in self.state.amounts if IN_ALL.search(mention.label))
        items = {name.split(".")[1] for name in names if name.startswith(f"{COSTS}.") and name.count(".") > 1}
        if items == {PURCHASE, RUNNING}:
            return f"{COSTS}.{VEHICLE_COST}"
        return COSTS if len(items) > 1 else ""

    def budget_before(self, mention: Mention, line: Line, kind: Role, rest: str) -> str:
        """What the budget just before in the sentence is of, for an amount said to be spent of it in no other words; else empty."""
        if kind in PLANNED or not SPENT.fullmatch(rest) or not (rest or kind):
            return ""
        text = line.text.text
        begins = max(text.rfind(mark, 0, mention.start) for mark in "。；")
        near = [amount for amount in self.state.amounts if amount.start > begins]
        if near and CLOSED.search(text, near[-1].start, mention.start):
            near = [amount for amount in near if not amount.inner]
        return near[-1].figure.name if near and near[-1].planned and not OF_WHOLE.search(near[-1].figure.name) else ""

    def of_cost(self, item: str, mention: Mention, kind: Role) -> str:
        """The 预算 or 决算 of a 三公 item; a 年初预算 that is not the 预算 of the table, nor that with a slip, is a fact of its own."""
        if kind not in PLANNED:
            return f"{item}.决算"
        known = self.stated.get(planned := f"{item}.预算")
        apart = kind == "年初预算" and known is not None and not self.equals(mention, planned)
        own = apart and known is not None and not misprinted(mention.figure.value, known.value)
        return f"{item}.年初预算" if own else planned

    @staticmethod
    def both(section: str, mention: Mention, rest: str) -> Candidates | None:
        """收、支总计各是12.5、13.2万元: the first the one, the second the other."""
        whole = "财政拨款收支总计" if section.startswith("财政拨款") or "财政拨款" in rest else "收支总计"
        if section not in {"收支总体", "财政拨款收支总体", "", "收入", REPORT}:
            return None
        return Candidates((f"{whole}.{'支出' if mention.index else '收入'}",), "合计" not in rest)

    @staticmethod
    def planned(own: tuple[str, ...], kind: Role) -> tuple[str, ...]:
        """The names of the budgets of facts."""
        if kind not in PLANNED:
            return own
        return tuple(name.removesuffix(".决算") + ".年初预算" for name in own if name.endswith(".决算"))

    def subject(self, section: str, kind: Role, rest: str, own: tuple[str, ...], sure: bool) -> Candidates | None:
        """The fact of an amount in the sections that go through the 科目."""
        grid, item = SUBJECTS[section], self.state.item
        column = "全年预算" if kind == "全年预算" else "年初预算" if kind in PLANNED else "合计"
        planned = kind in PLANNED
        if own:
            return Candidates((f"{grid}.{column}",) if planned else own, sure)
        if code := self.class_code(rest):
            return Candidates((f"{grid}.{code}.{column}",), True)
        if section not in FUNDS:
            return None
        if ("（类）" in rest and "（款）" not in rest) or self.outdated(rest.strip("“”")):
            return Candidates((f"{section}.{rest}",), True, unknown=rest)
        if item:
            return self.of_item(item, kind, rest, column)
        if kind:
            return Candidates((f"{section}.{column}",), True) if not rest or rest in {"支出", "财政拨款支出"} else None
        return None

    def of_item(self, item: str, kind: Role, rest: str, column: str) -> Candidates | None:
        """An amount of the 项 spoken of."""
        after = AFTER_ITEM.search(rest)
        if self.state.nameless or (not kind and rest not in {"支出", "共支出", "本年支出"} and not after):
            return None
        if after and len(item.rpartition(".")[2]) != DIGITS[after["level"]]:
            return None
        return Candidates((f"{item}.{column}",), True)

    def outdated(self, name: str) -> bool:
        """Whether a name ending in 支出 is that of a 科目 of other years only."""
        bare = name.removesuffix("支出")
        return bare != name and bare in names_of_all_years() and bare not in self.names.codes

    def class_code(self, rest: str) -> str:
        """The code of the 类 that a label names: 科学技术（类）支出."""
        match = CLASS.search(rest) or PLAIN.search(rest)
        return self.names.code((match["one"].strip("“”"),)) if match else ""

    def of_report(self, kind: Role, rest: str, mention: Mention, line: Line) -> str:
        """三公 items and the funding row, as a 自评 report names them."""
        text = sentence(line.text.text, mention.start)
        if item := item_name(rest):
            column = "预算" if kind in PLANNED or (not kind and BUDGETED.search(text)) else "决算"
            return f"{item}.{column}" if item_words(rest) and not PROJECT.search(rest.replace("经费", "")) else ""
        whole = not PROJECT.search(text) and not ABOUT_PROJECT.search(before(line.text.text, mention.start))
        if whole and kind in PLANNED:
            column = "全年预算" if "全年预算" in text else "年初预算" if "年初预算" in text else ""
            return f"绩效自评.资金.{column}" if column and not EITHER.search(rest) else ""
        return "绩效自评.资金.全年执行" if whole and kind and "执行" in mention.label else ""
