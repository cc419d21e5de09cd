"""Lists that are complete by their form: a total with 如下 and numbered items behind it, one parted by codes, or always in two.

Items are complete where their numbers run from 1 without a gap, nothing says 主要 or 等, and each has an amount; they then make
the total, in whatever words they are named.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import accumulate, groupby, pairwise

from generator.checks.registry import BREATH
from generator.model.claim import Claim, ClaimKind
from generator.model.figure import WAN, Figure, add
from generator.model.figure_labels import partitions
from generator.model.interval import verdict
from generator.model.misprint import misprinted, one_digit
from generator.model.numerals import value_of
from generator.published.outline import Line
from generator.published.prose.context import Seen
from generator.published.prose.figures import FARTHEST, LONGEST, Mention
from generator.published.prose.labels import BUDGET, clean
from generator.published.prose.paragraph_lists import ParagraphLists, telling
from generator.published.prose.relation_words import CHANGE, SHARE, of_last_year
from generator.published.prose.sums import of_list
from generator.source.numbers import parse_number
from generator.source.words import said

CUE, PARTIAL = said("正文.列出各项"), said("正文.只列主要的")
BEGUN, LEVEL = said("正文.一行开头的级别"), said("词.级别")
BELOW = {"类": "款", "款": "项"}
INSIDE = said("正文.段里的编号")
CODED = re.compile(r"(?<!\d)2\d{6}(?!\d)")
APART = said("正文.结余的数")
BARE = re.compile(r"[^，。；：]{2,60}?(?<![\d.,])(\d[\d,]*\.\d{1,2})(?=[，。；])")  # 漏了单位的
NUMBERISH, BARE_SHARE = said("正文.没有认出的编号"), said("正文.只说占")
SLACK, HUNDRED = Decimal("0.3"), Decimal(100)
ITEM, LEN_CLASS = re.compile(r"一般公共预算\.(?:\d{3}|\d{7})\.合计"), 3
LEAST, FURTHEST, LONGEST_LIST = 2, 400, 100
Found = tuple[Mention, list[Figure]]


@dataclass(slots=True)
class FullLists:
    """Goes through the lines of a document of a `year`; `names` are the facts that its claims name, by place."""

    lines: Sequence[Line]
    seen: Sequence[Seen]
    claims: Iterable[Claim]
    year: int
    amounts: dict[int, list[Mention]] = field(default_factory=dict)
    every: dict[int, list[Mention]] = field(default_factory=dict)
    names: dict[object, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort what was seen by line."""
        for key, group in groupby(self.seen, key=lambda entry: id(entry.line)):
            self.every[key] = [entry.mention for entry in group]
            self.amounts[key] = [mention for mention in self.every[key] if mention.money]
        self.names = {claim.place: claim.name for claim in self.claims if claim.kind == "数"}

    def found(self) -> Iterator[Claim]:
        """A claim of the kind 列和 on each total with a complete list, of 和 or 约和 on one that other parts exceed or just miss."""
        told = set[object]()
        for index, line in enumerate(self.lines):
            BREATH.get()()
            done = set[tuple[Figure, ...]]()
            every = (*((*found, True) for found in self._of_line(index, line)), *self._within(line))
            for whole, parts, sure in every:
                total = add("各项之和", tuple(parts))
                kind = _claimed(whole, total, sure)
                if kind and total.leaves not in done:
                    done.add(total.leaves)
                    told.add(line.text.place(whole.start))
                    yield of_list(line, kind, whole, parts, whole.end, self.names.get(line.text.place(whole.start), ""))
        yield from (claim for claim in self._by_class() if claim.place not in told)

    def _by_class(self) -> Iterator[Claim]:
        """A claim on each 类 of a text whose 项 stand apart from it: that they make it, or miss it by a slip of the pen."""
        stated: dict[str, Claim] = {}
        for claim in self.claims:
            if claim.kind == "数" and not claim.tabled and ITEM.fullmatch(claim.name):
                stated.setdefault(claim.name, claim)
        for name, claim in stated.items():
            grid, code, _ = name.split(".")
            parts = [one.figure for other, one in stated.items() if len(other) > len(name) and other.startswith(f"{grid}.{code}")]
            total = add("各项之和", tuple(parts))
            if parts and len(code) == LEN_CLASS and (verdict(claim.value, total).holds or misprinted(claim.value, total.value)):
                yield replace(claim, kind="列和", computed=total)

    def _of_line(self, index: int, line: Line) -> Iterator[Found]:
        mentions = self.amounts.get(id(line), [])
        if mentions:
            yield from self._over_lines(index, line, mentions)
            yield from self._numbered_inside(line, mentions)
            yield from self._coded(line, mentions)
            yield from self._parted(line, mentions)
            yield from self._shared(line)

    def own(self, mentions: Iterable[Mention]) -> list[Mention]:
        """The amounts that are neither a change, nor a budget, nor last year's, nor a balance, nor in a reason."""
        return [m for m in mentions if not (m.reason or self._of_another(m))]

    def _of_another(self, mention: Mention) -> bool:
        label = clean(mention.label)
        return bool(CHANGE.search(mention.label) or BUDGET.search(label) or APART.search(label)) or of_last_year(
            label, self.year
        )

    def _over_lines(self, index: int, line: Line, mentions: Sequence[Mention]) -> Iterator[Found]:
        """The total that a paragraph announces a list of, with the first amount of each numbered item behind it."""
        end = mentions[-1].end
        own = self.own(mentions)
        tail = line.text.text[end:][-LONGEST:]
        if len(own) != 1 or not CUE.search(tail) or PARTIAL.search(line.text.text[own[0].end :][-LONGEST:]):
            return
        run = _run(line, self.lines[index + 1 : index + 1 + FURTHEST])
        parts = [self._of_item(item) for item in run]
        known = [part for part in parts if part is not None]
        ended = bool(run) and run[-1][-1] is not self.lines[-1]
        alone = len(run) == 1 and (ended or not run[0][0].rank) and not self._but_a_share(run[0])
        enough = len(run) >= LEAST or alone
        whole = ended or not _cut_off(own[0], known)
        if enough and whole and len(known) == len(run) and _alike(run):
            yield own[0], known

    def _but_a_share(self, item: Sequence[Line]) -> bool:
        """Whether the only item of a list is said to be less than all of it: 1.公务接待费5.00万元，占32.89%。"""
        shares = (mention for mention in self.every.get(id(item[0]), ()) if mention.percent and SHARE.search(mention.label))
        return any(share.figure.value < HUNDRED for share in shares)

    def _of_item(self, item: Sequence[Line]) -> Figure | None:
        """The amount of an item, of its own line or the next."""
        for line in item[:2]:
            if own := self.own(self.amounts.get(id(line), [])):
                both = own[1:] and own[0].label.endswith("基本支出") and own[1].label.endswith("项目支出")
                figures = [self._named(line, mention) for mention in own[: 2 if both else 1]]
                return add("基本支出与项目支出之和", tuple(figures)) if both else figures[0]
        bare = BARE.match(item[0].text.text)
        value = parse_number(bare[1]) if bare else None
        return Figure("", value, WAN, item[0].text.place(bare.start(1))) if bare and value is not None else None

    def _named(self, line: Line, mention: Mention) -> Figure:
        """The figure of an amount, under the name of the fact that it states."""
        return replace(mention.figure, name=self.names.get(line.text.place(mention.start), ""))

    def _numbered_inside(self, line: Line, mentions: Sequence[Mention]) -> Iterator[Found]:
        """A total and the numbered items behind it in one paragraph: 具体情况如下：1.…；2.…"""
        text = line.text.text
        cue = next((c for c in CUE.finditer(text) if INSIDE.match(text, c.end())), None)
        before = self.own(m for m in mentions if cue and m.end <= cue.start())
        if cue is None or len(before) != 1 or PARTIAL.search(text[before[0].end : cue.end()]):
            return
        marks = list(INSIDE.finditer(text, cue.end()))
        if len(marks) < LEAST or [int(m[1] or m[2]) for m in marks] != list(range(1, len(marks) + 1)):
            return
        bounds = [*(m.end() for m in marks), len(text)]
        own = [self.own(m for m in mentions if a <= m.start < b) for a, b in pairwise(bounds)]
        if all(own):
            yield before[0], [self._named(line, each[0]) for each in own]

    def _coded(self, line: Line, mentions: Sequence[Mention]) -> Iterator[Found]:
        """A total and, in the bracket right behind it, amounts that each have the code of a 项 before them."""
        text = line.text.text
        for at, whole in enumerate(mentions):
            if not text.startswith("（", whole.end) or not CODED.search(text, whole.end, whole.end + LONGEST):
                continue
            end = text.find("）", mentions[at + 1].end if at + 1 < len(mentions) else whole.end, whole.end + FARTHEST)
            parts = [m for m in mentions[at + 1 : at + 1 + LONGEST_LIST] if m.end <= end]
            if parts and end > 0 and all(CODED.search(part.before) for part in parts):
                yield whole, [self._named(line, part) for part in parts]

    def _within(self, line: Line) -> Iterator[tuple[Mention, list[Figure], bool]]:
        """The lists inside a paragraph, and whether the words say that they are complete; others only where they are not round."""
        for listed in ParagraphLists(line.text.text, self.own(self.amounts.get(id(line), []))).found():
            if listed.sure or telling(listed.whole, listed.parts):
                yield listed.whole, [self._named(line, part) for part in listed.parts], listed.sure

    def _shared(self, line: Line) -> Iterator[Found]:
        """A total and the amounts behind it that each have their share, where the shares make 100%: 甲…，占40%；乙…，占60%."""
        whole: Mention | None = None
        run: list[tuple[Mention, Mention]] = []
        for one, two in pairwise([*self.every.get(id(line), []), None]):
            if one is None or not one.money or self._of_another(one):
                continue
            if two is not None and two.percent and BARE_SHARE.fullmatch(two.label):
                run.append((one, two))
                continue
            yield from self._whole_of(line, whole, run)
            whole, run = one, []
        yield from self._whole_of(line, whole, run)

    def _whole_of(self, line: Line, whole: Mention | None, run: Sequence[tuple[Mention, Mention]]) -> Iterator[Found]:
        shares = sum((share.figure.value for _, share in run), Decimal(0))
        near = whole is not None and bool(run) and "。" not in line.text.text[whole.end : run[0][0].start]
        if whole is not None and near and len(run) >= LEAST and abs(shares - 100) < SLACK:
            yield whole, [self._named(line, part) for part, _ in run]

    def _parted(self, line: Line, mentions: Sequence[Mention]) -> Iterator[Found]:
        """A total and the two amounts that always make it: 基本支出…，其中：人员经费…，公用经费…"""
        own = self.own(mentions)
        for at, whole in enumerate(own[:-1]):
            for total, parts in partitions():
                following = own[at + 1 : at + 1 + len(parts)]
                if (
                    total.search(clean(whole.label))
                    and len(following) == len(parts)
                    and _follow(line, whole, following, parts)
                ):
                    yield whole, [self._named(line, part) for part in following]


def _claimed(whole: Mention, total: Figure, sure: bool) -> ClaimKind | None:
    """What is claimed of a total and the sum of a list that may be all of it or not: nothing where it may have more parts, or others."""
    if sure or verdict(whole.figure.value, total).holds:
        return "列和"
    gap = whole.figure.value - total.value
    begun = whole.figure.value in accumulate(leaf.value for leaf in total.leaves)
    return None if begun or not one_digit(gap) else "和" if gap < 0 else "约和"


def _follow(line: Line, whole: Mention, parts: Sequence[Mention], patterns: Sequence[re.Pattern[str]]) -> bool:
    """Whether the amounts behind a total are named as its parts, in the same sentence or the one behind it."""
    between = line.text.text[whole.end : parts[-1].start]
    named = all(pattern.search(clean(part.label)) for pattern, part in zip(patterns, parts, strict=True))
    return named and between.count("。") <= int("其中" in between)


def _run(lead: Line, lines: Sequence[Line]) -> list[list[Line]]:
    """The numbered items behind a paragraph, each with the lines below it; empty where the numbers have a gap."""
    run: list[list[Line]] = []
    rank = 0
    below = BELOW.get(_kind(lead))
    for line in lines:
        if below and not line.rank and line.section == lead.section and _kind(line) == below:
            run.append([line])
            continue
        if below and run and not run[0][0].rank and (line.rank or _kind(line)):
            break
        if (
            line.section != lead.section
            or (rank and 0 < line.rank < rank)
            or (lead.rank and 0 < line.rank <= lead.rank)
        ):
            break
        if line.rank and line.rank == (rank or line.rank):
            rank = line.rank
            if value_of(line.number) != len(run) + 1:
                return []
            run.append([line])
        elif run and not NUMBERISH.match(line.text.text):
            run[-1].append(line)
        elif run:
            return []
        else:
            break
    return run


def _cut_off(whole: Mention, parts: Sequence[Figure]) -> bool:
    """Whether so much lacks at the end of the text that a list is rather cut off there than wrong: more than its least part."""
    gap = whole.figure.value - sum((part.value for part in parts), Decimal(0))
    return gap > min((part.value for part in parts), default=Decimal(0)) and not one_digit(gap)


def _kind(line: Line) -> str:
    """类, 款 or 项 where a line begins with a 科目 that says so: “医疗”（款）2022年度…"""
    found = BEGUN.match(line.text.text.removeprefix(line.number))
    return found[1] if found else ""


def _alike(run: Sequence[Sequence[Line]]) -> bool:
    """Whether the items are all 类, all 款 or all 项, as far as they say so."""
    kinds = {found[-1] for item in run if (found := LEVEL.findall(item[0].text.text[:FARTHEST]))}
    return len(kinds) <= 1
