"""Phrases that compare figures in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.model.claim import Compared
from generator.model.figure import Figure
from generator.published.text import FoldedText
from generator.source.words import said

COMPARED = said("原因.与预算比")
BY = said("核对.以万元写的数")


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
        words: Compared = "大于" if match["more"] else "小于" if match["less"] else "等于"
        yield Phrase(match.start(), match.end(), words, match.group())
