"""Every money, percent and count in a paragraph, with the words before it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.checks.text.number_form import too_long
from generator.model.figure import PERCENT, WAN, Figure
from generator.published.text import FoldedText
from generator.source.words import said

MONEY_UNITS = {"亿元": 4, "万元": 0, "元": -4, "万": 0}
TINY = Decimal(10000)
FIGURE, UNIT, THRESHOLD = said("正文.一个数"), said("词.元或百分比"), said("正文.界限")
DELIMITERS = "。；，：、！？,"
PAIRED, SECOND, BETWEEN = said("正文.成对的收支"), said("正文.并列的两个数之间"), said("正文.并列的名称之间")
UNKNOWN = "？"
LONGEST, FARTHEST = 1000, 3000  # 一句的字数；往前看的字数，一段里没有更多的，再多就不再看，免得每个数都从头看起
MANY, LEAST = 8, 3
LEADS, RESPECTIVELY, TWO = said("正文.引出后面的数"), said("正文.依次的各数"), said("正文.两个数一个名")
REASON = said("原因.说原因的话")


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure in a text: span, value as printed, unit, the label (words since the last delimiter) and its figure.

    A small amount in 元 is taken for one in 万元 with 万 left out. `index` is 1 for the second of two figures given
    under one label (收、支总计各是12.5、13.2万元), which shares its label with the first.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    label: str
    before: str
    reason: bool
    figure: Figure
    index: int = 0

    @property
    def money(self) -> bool:
        """Whether this is an amount."""
        return self.unit in MONEY_UNITS

    @property
    def percent(self) -> bool:
        """Whether this is a percent."""
        return self.unit == PERCENT


def mentions(text: FoldedText, yuan: bool = False, rounded: bool = False) -> Iterator[Mention]:
    """The figures of a paragraph in order, without thresholds such as 单价50万元以上.

    `yuan` where a document counts in 元, `rounded` where it prints its amounts in whole 万元.
    """
    whole = PAIRED.sub(r"\1·\2", text.text)
    last, first, index = 0, "", 0
    names: tuple[str, ...] = ()
    for match in FIGURE.finditer(whole):
        limit = THRESHOLD.match(whole, match.end()) and match["unit"] in MONEY_UNITS
        if limit or too_long(match["number"]):
            continue
        start = match.start()
        before, label = whole[last:start], _label(whole, last, start)
        following = bool(first) and SECOND.fullmatch(before) is not None
        if match["unit"] == "" and not TWO.search(label) and not following:
            continue
        index = index + 1 if following else 0
        if not following:
            first = label if TWO.search(label) else ""
            names = _enumerated(whole, start, names)
        named = names[index] if index < len(names) else UNKNOWN if names else first if following else label
        unit = match["unit"] or UNIT.search(whole, match.end())[0]  # type: ignore[index]
        made = _mention(text, match, unit, named, before, _in_reason(whole, start))
        yield replace(made, index=0 if names else index, figure=replace(_exact(made, yuan), rounded=rounded and unit == WAN))
        last = match.end()


def _label(whole: str, last: int, start: int) -> str:
    """The words since the last delimiter; before a colon right in front of the figure, those before the colon."""
    end = start - 1 if whole[start - 1 : start] == "：" and start - 1 > last else start
    cut = _cut(whole, max(last, 1 + max(whole.rfind(mark, last, end) for mark in DELIMITERS)), end)
    label = whole[cut:end]
    return "" if end < start and LEADS.search(label) else label


def _enumerated(whole: str, start: int, before: tuple[str, ...]) -> tuple[str, ...]:
    """The names in 甲、乙、丙分别为1、2、3万元; empty where one name has all the figures.

    `before` are those of the figures just before, whose shares come next: ，分别占1%、2%、3%.
    """
    near = max(start - LONGEST, 0)
    begin = max(near, 1 + max(whole.rfind(mark, near, start) for mark in "。；，：,"))
    match = RESPECTIVELY.fullmatch(whole, begin, start)
    if match and len(before) > 1 and match.group() == "分别占":
        return tuple(f"{name}占" for name in before)
    names = BETWEEN.split(match["names"]) if match else []
    return tuple(names) if len(names) > 1 else (UNKNOWN,) if match and not match["names"] else ()


def _cut(text: str, begin: int, end: int) -> int:
    """Where the label begins: after a bracket that is still open, or that closed what came before."""
    depth = 0
    for offset in range(end - 1, begin - 1, -1):
        if text[offset] == "）":
            depth += 1
        elif text[offset] == "（":
            depth -= 1
            if depth < 0:
                return offset + 1
    return begin if depth == 0 else begin + text[begin:end].rfind("）") + 1


def _mention(text: FoldedText, match: re.Match[str], unit: str, label: str, before: str, reason: bool) -> Mention:
    printed = Decimal(match["number"].replace(",", "").replace("−", "-"))
    place = text.place(match.start())
    if unit in MONEY_UNITS:
        slip = unit == "元" and abs(printed) < TINY
        value = printed if slip or not MONEY_UNITS[unit] else printed.scaleb(MONEY_UNITS[unit])
        figure = Figure(match.group(), value, WAN, place)
    else:
        figure = Figure(match.group(), printed, unit, place)
    return Mention(match.start(), match.end(), printed, unit, label, before, reason, figure)


def _exact(mention: Mention, yuan: bool) -> Figure:
    """The figure of a mention; a small amount in 元 is one in 元 where the document counts in it."""
    slip = yuan and mention.unit == "元" and abs(mention.value) < TINY
    return replace(mention.figure, value=mention.value.scaleb(-4)) if slip else mention.figure


def in_whole_wan(texts: Iterable[str]) -> bool:
    """Whether a document prints its many amounts in 万元 without decimals, but for some in a reason, so that they are rounded."""
    amounts = [match["number"] for text in texts for match in FIGURE.finditer(text) if match["unit"] == WAN]
    precise = sum("." in amount for amount in amounts)
    return len(amounts) >= MANY and sum(amount != "0" for amount in amounts) >= LEAST and precise * MANY < len(amounts)


def _in_reason(text: str, offset: int) -> bool:
    """Whether the figure stands in the explanation of another one."""
    return REASON.search(text, offset - len(clause(text, offset)), offset) is not None


def clause(text: str, offset: int) -> str:
    """What stands before an offset in its clause."""
    near = max(offset - LONGEST, 0)
    return text[max(near, 1 + max(text.rfind(mark, near, offset) for mark in "。；")) : offset]


def before_bracket(text: str, mention: Mention) -> int:
    """Where the bracket began that closed since the figure before a mention: what is said behind it is not of what it holds."""
    if mention.before.count("）") <= mention.before.count("（"):
        return mention.start
    depth = 0
    for at in range(mention.start - 1, max(mention.start - LONGEST, 0), -1):
        depth += (text[at] == "）") - (text[at] == "（")
        if text[at] == "（" and depth == 0:
            return at
    return mention.start


def sentence(text: str, offset: int) -> str:
    """What stands before an offset in its sentence."""
    near = max(offset - LONGEST, 0)
    return text[max(near, 1 + text.rfind("。", near, offset)) : offset]


def before(text: str, offset: int) -> str:
    """What stands before an offset in its paragraph."""
    return text[max(offset - FARTHEST, 0) : offset]


def counts_in_yuan(texts: Iterable[str]) -> bool:
    """Whether most amounts of a document are in 元."""
    units = Counter(match["unit"] for text in texts for match in FIGURE.finditer(text))
    return units["元"] > units["万元"] + units["亿元"] + units["万"]
