"""Amounts without a fact of their own that are printed twice under one name: projects and special funds."""

import re
from collections.abc import Iterator, Sequence

from generator.model.claim import Claim
from generator.model.figure import WAN, Figure
from generator.model.figure_labels import names_nothing
from generator.model.numerals import ITEM
from generator.published.prose.context import Seen
from generator.published.prose.labels import clean, role
from generator.source.words import said

NUMBERED = re.compile(f"^(?:{ITEM}|其中)+")
NAMED = said("正文.项目的名称")
SHORTEST = 4


def restated(seen: Sequence[Seen]) -> Iterator[Claim]:
    """A claim for each second printing of a named project amount, computed from the first."""
    first: dict[tuple[str, str], Figure] = {}
    for entry in seen:
        mention = entry.mention
        if not mention.money or entry.bound or mention.reason:
            continue
        kind, label = role(clean(mention.label))
        label = NUMBERED.sub("", label or "")
        if len(label) < SHORTEST or not NAMED.search(label) or names_nothing(label):
            continue
        figure = Figure(label, mention.figure.value, WAN, mention.figure.place)
        before = first.setdefault((label, kind), figure)
        if before is not figure:
            place = entry.line.text.place(mention.start)
            yield Claim(label, "再述", figure.value, WAN, place, mention.label + mention.figure.name, before, entry.line.section)
