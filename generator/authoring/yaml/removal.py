"""An entry taken out of a file that a person wrote, with the comment on its line; every other line stays as it is."""

import re
from dataclasses import dataclass

import yaml

from generator.authoring.yaml.tree import Path

OWN_LINE = re.compile(r"[ \t]*(#[^\r\n]*)?\r?\n[ \t]*")
COMMA = re.compile(r"\s*,\s*")
LINE_END = re.compile(r"\r?\n|\Z")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of a mapping or list: its owner, which it is."""

    owner: yaml.CollectionNode
    number: int


def span(text: str, root: yaml.Node, steps: Path) -> tuple[int, int] | None:
    """Where in the text the entry at the path stands, with all above it that holds nothing else; None where it cannot be cut out."""
    entries = list(_down(root, steps))
    if len(entries) < len(steps):
        return None
    while len(entries) > 1 and len(entries[-1].owner.value) == 1:
        entries.pop()
    owner, number = entries[-1].owner, entries[-1].number
    if len(owner.value) == 1:
        return None
    return _in_flow(text, owner, number) if owner.flow_style else _in_block(text, owner, number)


def end_of(text: str, node: yaml.Node) -> int:
    """Where what a person sees of a node ends; comments and empty lines after it are not of it."""
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        return end_of(text, last[1] if isinstance(last, tuple) else last)
    return start + len(text[start:end].rstrip()) if getattr(node, "style", None) in {"|", ">"} else int(end)


def _down(node: yaml.Node, steps: Path) -> list[_Entry]:
    """The entries along a path, as far as there are any."""
    if not steps or not isinstance(node, yaml.CollectionNode):
        return []
    for number, each in reversed(list(enumerate(node.value))):
        name, value = (each[0].value, each[1]) if isinstance(each, tuple) else (str(number + 1), each)
        if steps[0] == name:
            return [_Entry(node, number), *_down(value, steps[1:])]
    return []


def _starts(text: str, owner: yaml.CollectionNode, number: int) -> int:
    """Where an entry begins: its key, its dash, or in brackets itself."""
    each = owner.value[number]
    if isinstance(each, tuple):
        return int(each[0].start_mark.index)
    return int(each.start_mark.index) if owner.flow_style else text.rindex("-", 0, each.start_mark.index)


def _ends(text: str, owner: yaml.CollectionNode, number: int) -> int:
    each = owner.value[number]
    return max(end_of(text, each[1] if isinstance(each, tuple) else each), _starts(text, owner, number))


def _in_flow(text: str, owner: yaml.CollectionNode, number: int) -> tuple[int, int] | None:
    """With the comma after it, of the last one that before it; none where a comment stands between."""
    last = number == len(owner.value) - 1
    first = number - last
    end, start = _ends(text, owner, first), _starts(text, owner, first + 1)
    if not COMMA.fullmatch(text, end, start):
        return None
    return (end, _ends(text, owner, number)) if last else (_starts(text, owner, number), start)


def _in_block(text: str, owner: yaml.CollectionNode, number: int) -> tuple[int, int] | None:
    """Whole lines; the first behind a dash leaves it to the next."""
    start, end = _starts(text, owner, number), _ends(text, owner, number)
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip():
        following = _starts(text, owner, number + 1)
        return (start, following) if number == 0 and OWN_LINE.fullmatch(text, end, following) else None
    after = LINE_END.search(text, end)
    stop = after.end() if after else len(text)
    whole = stop == len(text) and not text.endswith("\n")
    return (max(line - 1 - text.endswith("\r\n", 0, line), 0), stop) if whole else (line, stop)
