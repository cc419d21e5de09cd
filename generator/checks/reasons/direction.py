"""What a reason says: the way it points, the item it speaks of, and whether it says anything at all."""

import re

from generator.source.words import said

UP = said("原因.说增加")
DOWN = said("原因.说减少")
MORE, LESS = said("原因.说增加了什么"), said("原因.说减少了什么")
# 这些说法或否定动作，或说的是别的年度、别的数，方向不能由动词断定
TURNING = said("原因.方向不能断定")
CLAUSE = re.compile("[，,。；;：:（(、]")
LEAD = said("原因.开头")
SUBJECTS = {
    "因公出国费": said("原因.因公出国费"),
    "公务接待费": said("原因.公务接待费"),
    "公务用车运行维护费": said("原因.公务用车运行维护费"),
    "公务用车购置费": said("原因.公务用车购置费"),
}
EMPTY = said("原因.没有说出什么")


def core(reason: str) -> str:
    """The reason without 主要是因为 before it and punctuation or blanks around it."""
    return LEAD.sub("", re.sub(r"\s", "", reason)).strip("，。；、,.;")


def says_nothing(reason: str) -> bool:
    """Whether the reason only says that the figures differ, or nothing."""
    return EMPTY.fullmatch(core(reason)) is not None


def direction(reason: str) -> int:
    """1 where the reason speaks of more and of nothing less, -1 the other way, 0 where that cannot be told.

    The first clause must say so plainly, or a later one say of what there is more or less (减少了批次); a word of the opposite
    way anywhere else leaves it open.
    """
    text = core(reason)
    first = CLAUSE.split(text)[0]
    up, down = UP.search(text), DOWN.search(text)
    if TURNING.search(text) or (up and down):
        return 0
    return 1 if UP.search(first) or MORE.search(text) else -1 if DOWN.search(first) or LESS.search(text) else 0


def other_subject(item: str, reason: str) -> str:
    """The 三公 item that the reason speaks of although it was given for another; empty where it speaks of its own."""
    if item not in SUBJECTS or SUBJECTS[item].search(reason):
        return ""
    return next((other for other, words in SUBJECTS.items() if words.search(reason)), "")
