"""Commas of thousands inside braces and brackets, where YAML takes them for the end of a value."""

import re

import yaml

HEAD = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})*$")
TAIL = re.compile(r"\d{3}(?!\d)")


def rejoin(node: yaml.Node) -> None:
    """Make one value again of what a comma of thousands parted: {财政拨款: 1,942.21}, [奖补1,942.21万元]."""
    if isinstance(node, yaml.MappingNode):
        if node.flow_style:
            node.value = _pairs(node.value)
        for _, value in node.value:
            rejoin(value)
    elif isinstance(node, yaml.SequenceNode):
        if node.flow_style:
            node.value = _items(node.value)
        for item in node.value:
            rejoin(item)


def _pairs(pairs: list[tuple[yaml.Node, yaml.Node]]) -> list[tuple[yaml.Node, yaml.Node]]:
    """The pairs; a key without a value, right after the comma of a number, is the rest of that number."""
    kept: list[tuple[yaml.Node, yaml.Node]] = []
    for key, value in pairs:
        bare = isinstance(value, yaml.ScalarNode) and not value.value and value.start_mark.index == value.end_mark.index
        if not (bare and kept and _join(kept[-1][1], key)):
            kept.append((key, value))
    return kept


def _items(items: list[yaml.Node]) -> list[yaml.Node]:
    kept: list[yaml.Node] = []
    for item in items:
        if not (kept and _join(kept[-1], item)):
            kept.append(item)
    return kept


def _join(before: yaml.Node, after: yaml.Node) -> bool:
    """Whether the second was joined to the first: both plain, one comma and no space between, three digits after it."""
    if not (isinstance(before, yaml.ScalarNode) and isinstance(after, yaml.ScalarNode)):
        return False
    plain = not before.style and not after.style and after.start_mark.index == before.end_mark.index + 1
    if not (plain and HEAD.search(before.value) and TAIL.match(after.value)):
        return False
    before.value, before.end_mark = f"{before.value},{after.value}", after.end_mark
    return True
