"""Amounts that follow from those around them: a total and its parts, so many at so much each, a fact's own value."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from generator.model.claim import Claim, ClaimKind
from generator.model.figure import WAN, Figure, add
from generator.model.interval import last_unit
from generator.model.misprint import one_digit
from generator.published.outline import Line
from generator.published.prose.context import Seen
from generator.published.prose.figures import Mention
from generator.published.prose.labels import clean
from generator.published.prose.relation_words import CHANGE
from generator.source.words import said

EACH, LISTED, COUNTS = said("正文.每个多少"), said("正文.紧接着列的"), said("正文.几个")
CUE, APART, OTHERS = said("正文.隔句列的"), said("正文.不进合计的数"), said("正文.里面还有别的数")
PARTLY, UNFINISHED = said("正文.只列主要的"), said("正文.没有列完的")
CLASSED = said("词.级别")
BRACKETED = re.compile(r"（[^（）]*）")
SIGNIFICANT, SHORTEST, QUOTED = 4, 4, 20
LISTS, YEARLY, UNPLANNED = 3, "年初预算", said("正文.没有年初预算")
LONG_LIST = 3
LONGEST_LIST, LONGEST_TEXT = 100, 5000  # 一句里再多就不是一个数的各部分
NEAR = Decimal("0.02")
SLACK = Decimal("0.1")
Pair = tuple[Figure | None, Figure | None]  # 年初预算和决算


def budgets(stated: Mapping[str, Figure], seen: Sequence[Seen]) -> Iterator[Claim]:
    """A claim on 年初预算 in total, to be the sum of those of the 项 listed with one, where what they spent comes to all that was spent."""
    for grid in ("一般公共预算", "财政拨款"):
        whole, spent = stated.get(f"{grid}.年初预算"), stated.get(f"{grid}.合计")
        if not whole or not spent or whole.place is None:
            continue
        for pairs in (*(_by_code(stated, grid, digits) for digits in (7, 3)), _by_paragraph(seen, whole)):
            if len(pairs) >= 2 and abs(sum((used.value for _, used in pairs if used), Decimal(0)) - spent.value) < SLACK:
                total = add("各项年初预算之和", tuple(budget for budget, _ in pairs if budget))
                yield Claim(whole.name, "预算和", whole.value, whole.unit, whole.place, "年初预算", total, grid)
                break


def _by_code(stated: Mapping[str, Figure], grid: str, digits: int) -> list[Pair]:
    """年初预算 and what was spent of it, of the 科目 whose code has so many digits."""
    names = [name for name in stated if re.fullmatch(rf"{grid}\.\d{{{digits}}}\.年初预算", name)]
    return [(stated[name], stated.get(name.replace("年初预算", "合计"))) for name in names]


def _by_paragraph(seen: Sequence[Seen], whole: Figure) -> list[Pair]:
    """年初预算 and what was spent of it in each paragraph behind that of the total that has one of each, whatever it names them."""
    found: list[Pair] = []
    begun = False
    for _, group in groupby((entry for entry in seen if entry.line.section == "一般公共预算"), key=lambda entry: id(entry.line)):
        entries = list(group)
        text = entries[0].line.text.text
        amounts = [entry.mention for entry in entries if entry.mention.money and not entry.mention.reason]
        planned = [amount.figure for amount in amounts if YEARLY in amount.label and not CHANGE.search(amount.label)]
        used = [amount.figure for amount in amounts if YEARLY not in amount.label and not CHANGE.search(amount.label)]
        if any(figure.place == whole.place for figure in planned):
            begun = True
        elif begun and used and (len(planned) == 1 or (not planned and UNPLANNED.search(text))):
            found.append((planned[0] if planned else None, used[0]))
    return found


def settle(seen: Sequence[Seen], stated: Mapping[str, Figure]) -> tuple[list[Seen], list[Claim]]:
    """Bind what the arithmetic of its paragraph or the value of a fact explains; claims on lists that do not add up."""
    out: list[Seen] = []
    claims: list[Claim] = []
    known = set(in_lists(seen, stated)) | set(repeated(seen))
    for _, group in groupby(seen, key=lambda entry: id(entry.line)):
        entries = list(group)
        line = entries[0].line
        amounts = [entry.mention for entry in entries if entry.mention.money]
        explained = {part for whole, parts in totals(amounts) for part in (whole, *parts)} | set(of_each(line, amounts))
        claims += list(overfull(line, amounts)) or list(nearly(line, amounts))
        for entry in entries:
            bound = entry.bound or entry.mention in explained or bool(same_value(entry.mention, stated)) or id(entry) in known
            out.append(replace(entry, bound=bound))
    return out, claims


def in_lists(seen: Sequence[Seen], stated: Mapping[str, Figure]) -> Iterator[int]:
    """The ids of the amounts of a run of numbered paragraphs that add up to a fact: 1.防疫专项25万元；2.…"""
    values = {figure.value for name, figure in stated.items() if figure.unit == WAN and not name.startswith("上年")}
    for _, group in groupby(_first_of_each(seen), key=lambda entry: (entry.line.section, entry.line.rank)):
        run = list(group)
        total = sum((entry.mention.figure.value for entry in run), Decimal(0))
        if len(run) >= LONG_LIST and run[0].line.rank >= LISTS and total in values:
            yield from (id(entry) for entry in run)


def _first_of_each(seen: Sequence[Seen]) -> Iterator[Seen]:
    """The first amount of each paragraph."""
    for _, group in groupby((e for e in seen if e.mention.money), key=lambda entry: id(entry.line)):
        yield next(group)


def repeated(seen: Sequence[Seen]) -> Iterator[int]:
    """The ids of amounts printed twice under one name with one value."""
    found: dict[tuple[str, Decimal], list[int]] = {}
    for entry in seen:
        label = clean(entry.mention.label)
        if entry.mention.money and len(label) >= SHORTEST and entry.mention.value:
            found.setdefault((label, entry.mention.figure.value), []).append(id(entry))
    return (one for ids in found.values() if len(ids) > 1 for one in ids)


def totals(amounts: Sequence[Mention]) -> Iterator[tuple[Mention, tuple[Mention, ...]]]:
    """Each amount with the run of amounts behind it, or before it, that adds up to it."""
    for index, whole in enumerate(amounts):
        before = amounts[max(index - LONGEST_LIST, 0) : index]
        for parts in (_run(whole, amounts[index + 1 : index + 1 + LONGEST_LIST]), _run(whole, before[::-1])):
            if parts:
                yield whole, parts
                break


def _run(whole: Mention, others: Sequence[Mention]) -> tuple[Mention, ...]:
    total = Decimal(0)
    for length, part in enumerate(others, 1):
        total += part.figure.value
        slack = last_unit(whole.figure.value) / 2 * (length + 1)
        if length >= 2 and abs(total - whole.figure.value) < slack and (total or length >= 3):
            return tuple(others[:length])
        if total > whole.figure.value + slack:
            break
    return ()


def overfull(line: Line, amounts: Sequence[Mention]) -> Iterator[Claim]:
    """A claim for each list 其中… whose parts come to more than their whole."""
    for index, whole in enumerate(amounts[:-2]):
        rest = line.text.text[whole.end : whole.end + LONGEST_TEXT]
        if not LISTED.match(rest) or CHANGE.search(whole.label):
            continue
        end = whole.end + _closed(rest)
        parts = tuple(_outside(line, [p for p in amounts[index + 1 : index + 1 + LONGEST_LIST] if p.start < end], whole.end))
        listed = sum((part.figure.value for part in parts), Decimal(0))
        if len(parts) >= 2 and listed > whole.figure.value and not _run(whole, parts) and not _nested(line, parts):
            yield of_list(line, "和", whole, [part.figure for part in parts], end)


def of_list(line: Line, kind: ClaimKind, whole: Mention, parts: Iterable[Figure], end: int, name: str = "") -> Claim:
    """A claim on a total of what its parts come to, quoted up to `end`."""
    quote, shown = line.text.text[max(whole.start - QUOTED, 0) : end], whole.figure
    total = add("各部分之和", tuple(parts))
    return Claim(name, kind, shown.value, shown.unit, line.text.place(whole.start), quote, total, line.section)


def _outside(line: Line, amounts: Sequence[Mention], start: int) -> Iterator[Mention]:
    """Those of the amounts that no bracket opened behind `start` holds: 60万元（其中中央资金50万元） is one part, not two."""
    for amount in amounts:
        before = line.text.text[start : amount.start]
        if before.count("（") - before.count("）") <= int(line.text.text[start : start + 1] == "（"):
            yield amount


def _closed(rest: str) -> int:
    """Where a list ends: at the bracket that holds it, else at the end of the sentence."""
    if rest.startswith("（") and "）" in rest:
        return rest.find("）")
    return rest.find("。") if "。" in rest else len(rest)


def nearly(line: Line, amounts: Sequence[Mention]) -> Iterator[Claim]:
    """A claim for each total followed by 其中 and amounts, over several sentences, that come close to it and miss it."""
    for index, whole in enumerate(amounts[:-2]):
        cue = CUE.match(line.text.text, whole.end, whole.end + 60)
        others = amounts[index + 1 : index + 1 + LONGEST_LIST]
        if cue is None or len(others) == LONGEST_LIST or _run(whole, others):
            continue
        listed = [other for other in others if not APART.search(other.label)]
        if PARTLY.search(line.text.text, whole.end, others[0].start) or (listed and UNFINISHED.match(line.text.text, listed[-1].end)):
            continue
        gap = abs(sum((part.figure.value for part in listed), Decimal(0)) - whole.figure.value)
        close = len(listed) >= LONG_LIST and 0 < gap <= whole.figure.value * NEAR
        if close or (len(listed) >= 2 and _slipped(whole.figure.value, gap)):
            yield of_list(line, "约和", whole, [part.figure for part in listed], listed[-1].end)


def _slipped(whole: Decimal, gap: Decimal) -> bool:
    """Whether a sum misses an amount that is not round by one digit alone."""
    telling = len(whole.as_tuple().digits) > SIGNIFICANT and whole != whole.to_integral_value()
    return telling and one_digit(gap)


def _nested(line: Line, parts: Sequence[Mention]) -> bool:
    """Whether the list holds another list, or amounts of another kind, so that its parts do not simply add up."""
    text = BRACKETED.sub("", CLASSED.sub("", line.text.text[parts[0].start : parts[-1].end]))
    return OTHERS.search(text) is not None


def of_each(line: Line, amounts: Sequence[Mention]) -> Iterator[Mention]:
    """Amounts 每个10万元 that with a count in the paragraph make up another amount of it."""
    counts = {int(n) for n in COUNTS.findall(line.text.text)}
    wholes = [amount.figure.value for amount in amounts]
    for amount in amounts:
        if EACH.search(amount.label) and any(amount.figure.value * n in wholes for n in counts):
            yield amount


def same_value(mention: Mention, stated: Mapping[str, Figure]) -> str:
    """The one fact that has exactly this value, if the value is telling enough."""
    digits = mention.figure.value.normalize().as_tuple().digits
    if not mention.money or len(digits) < SIGNIFICANT:
        return ""
    names = (name for name, figure in stated.items() if figure.value == mention.figure.value)
    return min((name for name in names if not name.startswith("上年")), key=len, default="")
