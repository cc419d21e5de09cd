"""Reasons and lists of names that a line of a file says word by word, and the slots that quote them."""

import re
from collections.abc import Iterable, Iterator

from generator.document.write import ENDINGS
from generator.model.facts import Facts
from generator.model.figure import Words
from generator.published.outline import Line
from generator.published.places_in_lines import within

Span = tuple[int, int, str]
Told = tuple[Words, str]
REASONS = re.compile(r"(?:原因|说明|内容)$")
LEAST = 4


def told_in(facts: Facts) -> Iterator[Told]:
    """The reasons among facts, and the lists of names as text, with the slot of each."""
    for name, fact in facts.items():
        if isinstance(fact, Words) and REASONS.search(name):
            yield Words(fact.text.rstrip(ENDINGS), fact.place), f"{{{{ {name}|因 }}}}"
        elif isinstance(fact, tuple):
            items = [item for element in fact if isinstance(item := facts.get(element), Words)]
            if len(items) == len(fact) > 1:
                yield Words("、".join(item.text for item in items), items[0].place), f"{{{{ {name}|名 }}}}"


def quotes(line: Line, told: Iterable[Told]) -> Iterator[Span]:
    """Where a line says what was told in it, no two in one place."""
    end = 0
    found = [(line.text.text.find(words.text, _offset(line, words)), words, slot) for words, slot in told if _in(line, words)]
    for at, words, slot in sorted((entry for entry in found if entry[0] >= 0), key=lambda entry: entry[0]):
        if at >= end:
            end = at + len(words.text)
            yield at, end, slot


def _in(line: Line, words: Words) -> bool:
    return words.place is not None and len(words.text) >= LEAST and within(line, words.place)


def _offset(line: Line, words: Words) -> int:
    """Where the text was read from; its place may be that of a word before it."""
    offsets = range(len(line.text.text))
    return next((offset for offset in offsets if line.text.place(offset) == words.place), 0)
