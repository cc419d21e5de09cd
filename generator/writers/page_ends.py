"""The last paragraphs before a new page, kept together so that no page holds but a line or two."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from generator.document.tree import Block, Heading, Paragraph, Table

LEAST, LONG = 66, 220  # 一页至少的字数；一段这么多字，就由它拆开
Kept = Literal["", "tied", "whole"]


def kept(blocks: Sequence[Block]) -> tuple[Kept, ...]:
    """For each block: `tied` stays whole and on the page of the next, `whole` stays whole, others break anywhere."""
    told: list[Kept] = [""] * len(blocks)
    for number, (block, after) in enumerate(pairwise((*blocks, None))):
        if isinstance(block, Paragraph) and begins_page(after):
            together = [*_together(blocks, number)]
            for each in together:
                told[each] = "whole" if each == number else "tied"
    return tuple(told)


def begins_page(block: Block | None) -> bool:
    """Whether a page begins with a block; after the last one there is none."""
    match block:
        case None:
            return True
        case Heading():
            return block.level == 1
        case Table():
            return block.sheet or block.landscape
    return False


def _together(blocks: Sequence[Block], last: int) -> Iterator[int]:
    """The paragraphs that make up enough for a page, from the last back, and the headings above them; none where one is long."""
    found, length = [], 0
    for number in range(last, -1, -1):
        block = blocks[number]
        if not isinstance(block, Paragraph | Heading) or (isinstance(block, Heading) and block.level == 1):
            break
        length += len(block.text)
        found.append(number)
        if length >= LEAST and isinstance(block, Paragraph):
            break
    if length < LONG:
        yield from found
