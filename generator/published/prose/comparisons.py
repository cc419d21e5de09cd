"""Phrases that compare figures in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.model.claim import Compared
from generator.model.figure import Figure
from generator.published.text import FoldedText

COMPARED = re.compile(
    r"(?:支出)?决算(?:数)?(?P<words>大于|小于|高于|低于|超过|超|等于)(?:年初|全年|当年)?预算数?"
    r"|(?:支出)?(?:决算)?数?与(?:年初|全年|当年)?预算数?(?P<same>持平|一致|相等)"
)
BY = re.compile(r"([\d,]+(?:\.\d+)?)万元")
MEANING: dict[str, Compared] = {
    "大于": "大于", "高于": "大于", "超过": "大于", "超": "大于", "小于": "小于", "低于": "小于", "等于": "等于",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """A comparison in words: 大于, 小于 or 等于, and where it stands."""

    start: int
    end: int
    words: Compared
    text: str


def beyond(phrase: Phrase, text: FoldedText, spent: Sequence[Figure]) -> bool:
    """Whether 大于预算数 has an amount behind it that is more than a rounded 100% leaves room for."""
    amount = BY.match(text.text, phrase.end)
    return amount is not None and bool(spent) and Decimal(amount[1].replace(",", "")) * 100 > spent[-1].value


def phrases(text: FoldedText) -> Iterator[Phrase]:
    """The comparisons of 决算 with 预算 in a paragraph."""
    for match in COMPARED.finditer(text.text):
        words = "等于" if match["same"] else MEANING[match["words"]]
        yield Phrase(match.start(), match.end(), words, match.group())
