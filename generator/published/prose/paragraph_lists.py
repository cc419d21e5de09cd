"""The lists inside a paragraph, of every depth: a total, what says that its parts follow, and the parts between two marks.

A list in brackets ends with them; parts that are set apart by ； run to the end of the sentence, other parts to the next ；.
What a part is said to consist of ends with the part.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from generator.published.prose.figures import Mention
from generator.source.words import said

FOLLOWS, OPENED = said("正文.下面是各部分"), said("正文.括号里是各部分")
DIVIDED, MADE_UP = said("正文.按什么分"), said("正文.由各部分组成")
PARTLY, UNFINISHED = said("正文.只列主要的"), said("正文.没有列完的")
EACH = said("正文.每个多少")
LEAST, SIGNIFICANT, FARTHEST = 2, 3, 5000


@dataclass(frozen=True, slots=True)
class Listed:
    """A total and its parts; `sure` where the words say that these are all."""

    whole: Mention
    parts: tuple[Mention, ...]
    sure: bool


def telling(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a total of several digits and its parts are so precise that they do not add up by chance."""
    precise = any(amount.figure.value != amount.figure.value.to_integral_value() for amount in (whole, *parts))
    return precise and len(whole.figure.value.as_tuple().digits) > SIGNIFICANT


@dataclass(slots=True)
class ParagraphLists:
    """Finds the lists of a text among those of its amounts that may be totals or parts; `ends` is where parts end, by their start."""

    text: str
    amounts: Sequence[Mention]
    depths: list[int] = field(default_factory=list)
    ends: dict[int, int] = field(default_factory=dict)

    def found(self) -> Iterator[Listed]:
        """Every list of two or more parts, outer ones first."""
        if len(self.amounts) <= LEAST or len(self.text) > FARTHEST:
            return
        self.depths = list(accumulate((self._step(at) for at in range(len(self.text))), initial=0))
        yield from self._divided()
        for whole, first in pairwise(self.amounts):
            begin = self._begin(whole, first)
            if begin and not PARTLY.search(self.text, whole.end, first.start):
                yield from self._list(whole, begin, self._end(whole, begin), self.text[whole.end : begin].endswith("由"))

    def _step(self, at: int) -> int:
        return (self.text[at] == "（") - (self.text[at] == "）")

    def _begin(self, whole: Mention, first: Mention) -> int:
        """Where the list of parts of an amount begins, of which the first is the next amount; 0 where there is none."""
        within = self.depths[first.start] - self.depths[whole.start]
        match within:
            case 0 if found := FOLLOWS.fullmatch(self.text, whole.end, first.start):
                return found.start("parts")
            case 1 if found := OPENED.fullmatch(self.text, whole.end, first.start):
                return found.start("parts")
        return 0

    def _end(self, whole: Mention, begin: int) -> int:
        """Where a list ends: with its bracket, its sentence, or the part that it is of."""
        depth = self.depths[begin]
        limit = self.ends.get(whole.start, len(self.text))
        return next((at for at in range(begin, limit) if self._ends(at, depth)), limit)

    def _ends(self, at: int, depth: int) -> bool:
        return self.depths[at + 1] < depth or (self.text[at] == "。" and self.depths[at] == depth)

    def _divided(self) -> Iterator[Listed]:
        """The lists of one total that is divided in several ways: 按功能分类，…；按经济分类，…"""
        cues = list(DIVIDED.finditer(self.text))
        before = [amount for amount in self.amounts if cues and amount.end <= cues[0].start()]
        for cue, following in pairwise([*cues, None]):
            if cue is not None and before:
                limit = following.start() if following else len(self.text)
                self.ends[before[-1].start] = limit
                yield from self._list(before[-1], cue.end(), self._end(before[-1], cue.end()), sure=True)
        if before:
            self.ends.pop(before[-1].start, None)

    def _list(self, whole: Mention, begin: int, end: int, sure: bool) -> Iterator[Listed]:
        """The list between two places, unless it is not finished, or holds other figures than parts."""
        parts = self._parts(begin, end)
        each = any(EACH.search(amount.label) for amount in (whole, *parts))
        if len(parts) >= LEAST and not each and not any(UNFINISHED.match(self.text, part.end) for part in parts):
            made_up = MADE_UP.match(self.text, parts[-1].end) is not None
            if sure and self.text[begin - 1] == "由" and not made_up:
                return
            summed = all("+" in self.text[one.end : two.start] for one, two in pairwise(parts))
            yield Listed(whole, parts, sure or made_up or summed)

    def _parts(self, begin: int, end: int) -> tuple[Mention, ...]:
        """The parts between two places; none where it is not clear which amounts they are."""
        depth = self.depths[begin]
        marks = [at for at in range(begin, end) if self.text[at] == "；" and self.depths[at] == depth]
        inside = [amount for amount in self.amounts if begin <= amount.start < end and self.depths[amount.start] == depth]
        first = [amount for amount in inside if not marks or amount.start < marks[0]]
        if marks and (len(first) == 1 or (len(first) > 1 and self._begin(first[0], first[1]))):
            return self._items([begin, *(mark + 1 for mark in marks), end + 1], inside)
        clear = not any(self._begin(one, two) for one, two in pairwise(first))
        return tuple(first) if clear else ()

    def _items(self, bounds: Sequence[int], inside: Sequence[Mention]) -> tuple[Mention, ...]:
        """The first amount of each item between two bounds; none where one has another that is no part of it."""
        parts = []
        for begin, end in pairwise(bounds):
            own = [amount for amount in inside if begin <= amount.start < end]
            if len(own) > 1 and not self._begin(own[0], own[1]):
                return ()
            if own:
                parts.append(own[0])
                self.ends[own[0].start] = end - 1
            elif any(letter.isdecimal() for letter in self.text[begin : end - 1]):
                return ()
        return tuple(parts)
