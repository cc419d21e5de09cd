"""Paragraphs to claims: each figure is named by its section and label, or related to the figures around it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from generator.checks.registry import BREATH
from generator.model.claim import Claim, ClaimKind, Comparison, Note
from generator.model.facts import PRIOR
from generator.model.figure import PERCENT, WAN, Figure, subtract
from generator.model.figure_labels import count_labels
from generator.published.outline import Line
from generator.published.prose.clauses import inner, lacks_wan, of_later_budget, other_year
from generator.published.prose.comparisons import Phrase, beyond, phrases
from generator.published.prose.computed import Link, changed, completion, rate, share
from generator.published.prose.context import Amount, Seen, State
from generator.published.prose.cost_rates import rate_of_cost, rate_on_budget
from generator.published.prose.figures import FARTHEST, Mention, clause, mentions
from generator.published.prose.gaps import gap, is_gap
from generator.published.prose.labels import PLANNED, Names, Role, clean, role, role_of
from generator.published.prose.named import Namer
from generator.published.prose.relation_words import CHANGE, DONE, FALL, SHARE, of_last_year, quotient
from generator.published.prose.subject import as_last_year, turned
from generator.published.template_claims import Filled, Following, Slots, slot_at, with_bare
from generator.source.words import said

ABROAD, INSERTED, HELD = said("正文.外宾接待"), said("正文.括号里的其中"), said("正文.现在有的")
OF_ABROAD = said("正文.一段都说外宾")
COUNTED = {"三公经费", "国有资产"}
SHORT_NAME = said("正文.简称前的地名")
BALANCE = ("结转结余", "年初结转", "年末结转")


@dataclass(slots=True)
class Reader:
    """Reads lines in order; `stated` keeps the figure printed first for each fact, tables included.

    `budget`: of a budget; `rounded`: amounts are printed in whole 万元; `form`: the slots of a
    profile's sentences that the lines fill, which say what their figures are. `following` are those of them that follow
    from two facts, to be computed when all has been read. `flat` are the facts said to be what they were last year,
    `later` the rates of changes of facts that are stated behind them, with these changes.
    """

    names: Names
    stated: dict[str, Figure]
    year: int = 0
    yuan: bool = False
    owner: str = ""
    budget: bool = False
    rounded: bool = False
    form: Slots = field(default_factory=Slots)
    following: list[Following] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    comparisons: list[Comparison] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    state: State = field(default_factory=State)
    flat: set[str] = field(default_factory=set)
    later: list[tuple[Claim, Figure]] = field(default_factory=list)

    def read(self, lines: Iterable[Line]) -> None:
        """All lines of a document."""
        for line in lines:
            BREATH.get()()
            if line.section != self.state.section:
                self.state = State(line.section)
            if line.heading:
                self.state.subject = self.state.last = None
            self.line(line)

        self.claims += self.of_unstated()

    def of_unstated(self) -> Iterator[Claim]:
        """The rates of the changes of facts that were stated only behind them, or never."""
        for claim, change in self.later:
            now = self.stated.get(claim.name)
            rate_ = quotient(change, subtract("上年数", now, change)) if now is not None else None
            if rate_ is not None:
                yield replace(claim, computed=rate_)

    def line(self, line: Line) -> None:
        """One paragraph or heading: its figures and the phrases that compare them, in order."""
        self.state.begin()
        slots, others = self.form.filled.get(id(line), ()), self.form.perhaps.get(id(line), ())
        figures = with_bare(mentions(line.text, self.yuan, self.rounded), (*slots, *others), line)
        found: list[Mention | Phrase] = [*(replace(m, label=self.unowned(m.label)) for m in figures), *phrases(line.text)]
        position = 0
        for part in sorted(found, key=lambda part: part.start):
            self.turn(line, position, part.start)
            position = part.end
            if isinstance(part, Phrase):
                self.compare(part, line)
                continue
            before, loose = len(self.claims), self.state.loose
            slot = slot_at(part.start, slots)
            bound = self.by_template(part, slot, line) if slot else self.claim(part, line) or self.by_clause(part, line)
            if self.state.loose is loose:
                self.state.loose = None  # 只管紧接着的比率
            if bound or part.money or part.percent or line.section in COUNTED:
                self.seen.append(Seen(line, part, bound, self.apart(part, line)))
            if lacks_wan(part, line, self.yuan) and not any(c.kind == "数" for c in self.claims[before:]):
                self.claims.append(made(part, line, "", "元", None, part.figure))
        self.turn(line, position, len(line.text.text))

    def unowned(self, label: str) -> str:
        """A label without the department's name, or what is left of it behind the names of the places it belongs to."""
        short = SHORT_NAME.sub("", self.owner)
        own = next((name for name in (self.owner, short) if name and name in label), "")
        return label.replace(own, "") if own else label

    def turn(self, line: Line, start: int, end: int) -> None:
        """Note what a stretch of text turns to; a 科目 that nobody knows is kept as a claim of its own."""
        text = line.text.text
        self.flat.update(as_last_year(self.state, line, text[start:end]))
        turned(self.state, line, text[start:end], self.names)
        for name in self.state.unknown:
            place = line.text.place(text.find(name, start))
            self.claims.append(Claim("", "名", Decimal(0), "", place, name, section=line.section, unknown=name))
        self.state.unknown = []

    def claim(self, mention: Mention, line: Line) -> bool:
        """Turn a mention into a claim; False where it cannot be bound."""
        if of_later_budget(mention, line, self.year):
            self.state.changes.clear()
            return False
        if (mention.percent or mention.money) and is_gap(mention):
            return self.linked(gap(mention, line, self.state), "差额", mention, line)
        if mention.percent:
            return self.percent(mention, line)
        if not mention.money:
            return self.count(mention, line)
        if CHANGE.search(mention.label):
            link = changed(mention, line, self.state, self.stated, self.year)
            if link is None:
                self.state.changes.clear()
            return self.linked(link, "增减额", mention, line)
        if mention.reason:
            return False
        label = clean(mention.label)
        if of_last_year(label, self.year) and (subject := self.of_before(line)) is not None:
            return self.last_year(mention, line, subject)
        return self.named(mention, label, line)

    def of_before(self, line: Line) -> str | None:
        """The fact that an amount of last year is of: what was named just before, or the 三公 item spoken of; "" if unnamed."""
        if self.state.subject is not None:
            return self.state.subject.name
        return f"{self.state.item}.决算" if line.section == "三公经费" and self.state.item else None

    def last_year(self, mention: Mention, line: Line, name: str) -> bool:
        """Last year's amount of a fact."""
        self.state.prior = mention.figure
        self.keep(mention, line, f"{PRIOR}{name}" if name else "")
        return bool(name)

    def named(self, mention: Mention, label: str, line: Line) -> bool:
        """An amount named by its label."""
        kind, rest = role(label)
        kind = kind or self.of_bracket(mention, line)
        namer = Namer(self.names, self.stated, self.state, self.year, self.budget)
        named = namer.name(mention, line, kind, rest)
        name = named.name
        if name and not name.startswith(PRIOR) and other_year(mention.label, self.year):
            equal = Note.BORNE_OUT if namer.equals(mention, name) else None
            self.claims.append(replace(made(mention, line, name, "年份", None, mention.figure), note=equal, unknown=named.unknown))
        self.enter(self.keep(mention, line, name, named.unknown, named.fitted), kind, mention, line, name or rest or label)
        return bool(name)

    def by_template(self, mention: Mention, slot: Filled, line: Line) -> bool:
        """A figure in a slot of a profile's sentence, which says what it is."""
        if follows := slot.follows:
            shown = replace(mention.figure, value=slot.value)
            self.following.append(Following(made(mention, line, slot.name, follows, None, shown), slot, shown))
            self.state.done = mention.figure if follows == "完成率" else self.state.done
            return True
        claim = self.keep(mention, line, slot.name, slot.unknown)
        if mention.money:
            self.enter(claim, role_of(slot.name), mention, line, slot.name)
        return True

    def by_clause(self, mention: Mention, line: Line) -> bool:
        """A figure that its words do not name, in a slot of a clause of a profile's sentence."""
        slot = slot_at(mention.start, self.form.perhaps.get(id(line), ()))
        return slot is not None and self.by_template(mention, slot, line)

    def enter(self, claim: Claim, kind: Role, mention: Mention, line: Line, known: str) -> None:
        """Note what an amount was for those behind it, by the name that is `known` of it."""
        name, figure = claim.name, replace(mention.figure, name=known)
        if name.startswith(PRIOR):
            self.state.prior = mention.figure
            return
        if line.section == "三公经费" and name.startswith("三公经费."):
            self.state.turn(name.rpartition(".")[0])
        self.state.add(Amount(mention.start, kind, figure, inner(line.text.text, mention.start)))
        if not any(word in name for word in BALANCE) and kind not in PLANNED:
            self.state.subject = claim
        spent = kind == "决算" or name.endswith((".决算", ".合计"))
        if kind or spent:
            self.state.roles[self.state.item, "预算" if kind in PLANNED else "决算"] = figure

    def keep(self, mention: Mention, line: Line, name: str, unknown: str = "", fitted: bool = False) -> Claim:
        """A claim on a fact, which is stated by it if nothing has stated it before; unnamed ones are not kept."""
        figure = replace(mention.figure, name=name)
        claim = replace(made(mention, line, name, "数", None, figure), unknown=unknown, fitted=fitted)
        if name:
            self.stated.setdefault(name, figure)
            self.claims.append(claim)
        return claim

    def percent(self, mention: Mention, line: Line) -> bool:
        """A percent: rate of change, completion of a budget, or share of a whole."""
        match = SHARE.search(mention.label)
        if CHANGE.search(mention.label):
            return self.of_change(rate(mention, line, self.state, self.stated), mention, line)
        if DONE.search(mention.label) or (mention.label == "的" and "完成" in line.text.text[max(mention.start - 30, 0) : mention.start]):
            self.state.done = mention.figure
            return not mention.reason and self.linked(completion(mention, line, self.state, self.stated), "完成率", mention, line)
        if match and not mention.reason:
            return self.linked(share(mention, line, self.state, self.stated, match), "占", mention, line)
        return False

    def of_change(self, link: Link | None, mention: Mention, line: Line) -> bool:
        """A rate of change, by what it is computed from; else that of a 三公 item that stands alone."""
        told = link is not None and (link.checked or link.change is not None)
        if not told and (name := rate_of_cost(mention, line, self.state, self.year)):
            value = -abs(mention.figure.value) if FALL.search(mention.label) else mention.figure.value
            claim = made(mention, line, name, "增减率", None, replace(mention.figure, value=value))
            self.claims.append(replace(claim, note=Note.ALONE))
            return True
        if not told and (budgeted := rate_on_budget(mention, line, self.state, self.stated, self.year)):
            link = budgeted
        return self.linked(link, "增减率", mention, line)

    def linked(self, link: Link | None, kind: ClaimKind, mention: Mention, line: Line) -> bool:
        """Keep a claim on what follows from other figures."""
        if link is None:
            return False
        if link.change is not None:
            self.later.append((made(mention, line, link.name, kind, None, link.shown or mention.figure), link.change))
        if link.checked:
            shown = link.shown or mention.figure
            claim = made(mention, line, link.name, kind, link.computed, shown)
            note = Note.OPPOSITE if link.opposite else Note.OF_NOTHING if link.nothing else None
            self.claims.append(replace(claim, note=note, fitted=link.fitted, replaceable=link.replaceable))
        return True

    def of_bracket(self, mention: Mention, line: Line) -> Role:
        """The role of a budget that an amount in brackets is a part of: 支出预算2.00万元（其中：一般公共预算支出2.00万元）; else empty."""
        said = clause(line.text.text, mention.start)
        if line.section != "三公经费" or said.count("（") <= said.count("）"):
            return ""
        opened = line.text.text.rfind("（", 0, mention.start)
        whole = next((amount for amount in reversed(self.state.amounts) if amount.start < opened), None)
        # 预算数898万元增加114万元，增长13%（…：括号里又是决算
        beside = whole is not None and "，" not in line.text.text[whole.start : opened]
        return whole.role if beside and whole is not None and whole.planned else ""

    def count(self, mention: Mention, line: Line) -> bool:
        """A count of vehicles, visits, persons."""
        label = clean(mention.label)
        if ABROAD.search(INSERTED.sub("", clause(line.text.text, mention.start))) or OF_ABROAD.match(line.text.text[: mention.start]):
            return False
        for entry in count_labels(line.section):
            right_item = not entry.item or self.state.item.endswith(entry.item)
            if right_item and entry.unit.fullmatch(mention.unit) and entry.pattern.search(label):
                if not entry.name:
                    self.state.apart = _sentence(mention, line)
                if self.apart(mention, line):
                    return False
                self.keep(mention, line, entry.name)
                return True
        return False

    def apart(self, mention: Mention, line: Line) -> bool:
        """Whether a count is of other things than the document's own (vehicles to be bought), or is one of their parts."""
        return self.state.apart == _sentence(mention, line) and not HELD.search(mention.label)

    def compare(self, phrase: Phrase, line: Line) -> None:
        """Words such as 决算数大于年初预算数, tested against the figures of the item they speak of."""
        actual = self.state.roles.get((self.state.item, "决算"))
        budget = self.state.roles.get((self.state.item, "预算"))
        if actual is not None and budget is not None:
            place = line.text.place(phrase.start)
            self.comparisons.append(Comparison(phrase.words, actual, budget, place, phrase.text))
        elif budget is None and self.state.done is not None and (abs(self.state.done.value - 100) > 1 or self.beyond(phrase, line)):
            whole = Figure("预算", Decimal(100), PERCENT)
            place = line.text.place(phrase.start)
            self.comparisons.append(Comparison(phrase.words, self.state.done, whole, place, phrase.text))


    def beyond(self, phrase: Phrase, line: Line) -> bool:
        """Whether a difference is given beside 100% that is more than rounding leaves room for."""
        return beyond(phrase, line.text, [entry.figure for entry in self.state.amounts if entry.spent])


def _sentence(mention: Mention, line: Line) -> int:
    """Where the sentence of a figure begins."""
    return max(line.text.text.rfind(mark, max(mention.start - FARTHEST, 0), mention.start) for mark in "。；")


def made(mention: Mention, line: Line, name: str, kind: ClaimKind, computed: Figure | None, shown: Figure) -> Claim:
    """A claim with its quote and place."""
    near = max(mention.start - FARTHEST, 0)
    begin = max(line.text.text.rfind(mention.label[-30:], near, mention.start), 0) if mention.label else mention.start
    quote = line.text.text[begin : mention.end].lstrip("，。；：、")
    place = line.text.place(mention.start)
    unit = WAN if mention.money else mention.unit
    printed = mention.unit if abs(shown.value) == abs(mention.value) else ""
    return Claim(name, kind, shown.value, unit, place, quote, computed, line.section, printed)
