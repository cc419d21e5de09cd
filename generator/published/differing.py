"""Which characters of two texts differ."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from generator.published.passages import NUMBER

TOKEN = re.compile(f"{NUMBER.pattern}%?|.", re.DOTALL)  # 一个数是一块，不从中间断开
NEAR = 2  # 个字，两处不同隔得这么近，合成一处
Runs = list[tuple[str, bool]]


def apart(mine: str, theirs: str) -> tuple[Runs, Runs]:
    """Two texts cut into what is the same and what differs; a number differs as a whole, changes that stand close together are one."""
    one, two = TOKEN.findall(mine), TOKEN.findall(theirs)
    left: Runs = []
    right: Runs = []
    at = (0, 0)
    for a, b, c, d in [*_spans(one, two), (len(one), len(one), len(two), len(two))]:
        left += [("".join(one[at[0] : a]), False), ("".join(one[a:b]), True)]
        right += [("".join(two[at[1] : c]), False), ("".join(two[c:d]), True)]
        at = b, d
    return [run for run in left if run[0]], [run for run in right if run[0]]


def changed(mine: str, theirs: str) -> list[tuple[str, str]]:
    """What became of what."""
    one, two = TOKEN.findall(mine), TOKEN.findall(theirs)
    return [("".join(one[a:b]), "".join(two[c:d])) for a, b, c, d in _spans(one, two)]


def _spans(one: Sequence[str], two: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Where two lists differ, from and to in each."""
    spans: list[tuple[int, int, int, int]] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        near = spans and a - spans[-1][1] <= NEAR and not any(map(NUMBER.match, one[spans[-1][1] : a]))
        begin = spans.pop() if near else (a, b, c, d)
        spans.append((begin[0], b, begin[2], d))
    return spans
