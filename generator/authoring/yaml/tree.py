"""What a file says, without how it is written: what a change to it is proved by."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from generator.model.bind import BLANKS, NAME

Path = tuple[str, ...]
FIRST = "1"  # 没有哪个键叫这个：写到第 1 条的，是列表
DOT = re.compile(r"(?<!\\)\.")
Tree = Any
"""A text, stripped; a list; or a mapping of keys."""


def tree_of(node: yaml.Node) -> Tree:
    """What is written at a node and below it."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): tree_of(value) for key, value in node.value}
    return [tree_of(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else node.value.strip()


def put(tree: Tree, steps: Path, value: str) -> Tree:
    """The tree with a text at a path, keys and the next item of a list added where they are wanting."""
    if not steps:
        return value.strip()
    if steps[0] == FIRST and (tree is None or (isinstance(tree, str) and tree in BLANKS)):
        tree = []
    if isinstance(tree, list):
        at = int(steps[0]) - 1
        item = tree[at] if at < len(tree) else None
        named = {NAME: item} if isinstance(item, str) and item not in BLANKS and steps[1:] else item
        return [*tree[:at], put(named, steps[1:], value), *tree[at + 1 :]]
    inner: Mapping[str, Tree] = tree if isinstance(tree, dict) else {}
    return {**inner, steps[0]: put(inner.get(steps[0]), steps[1:], value)}


def without(tree: Tree, steps: Path) -> Tree:
    """The tree without what is at a path, and without what then is empty."""
    if not steps:
        return None
    if isinstance(tree, list):
        at = int(steps[0]) - 1
        kept = without(tree[at], steps[1:])
        return [*tree[:at], *([] if kept is None else [kept]), *tree[at + 1 :]] or None
    kept = without(tree[steps[0]], steps[1:])
    return {key: kept if key == steps[0] else value for key, value in tree.items() if key != steps[0] or kept is not None} or None


def at(tree: Tree, path: str) -> Tree:
    """What is at a path, its steps joined by dots and items numbered from 1; None where there is nothing."""
    for step in steps_in(tree, path):
        tree = _below(tree, step)
    return tree


def steps_in(tree: Tree, path: str) -> Path:
    """The steps of a path; a dot within a key is one of the key where the tree has it, or where it is written \\. for a new one."""
    left = tuple(step.replace("\\.", ".") for step in DOT.split(path)) if path else ()
    found: list[str] = []
    while left:
        known = isinstance(tree, dict) and left[0] not in tree
        size = next((size for size in range(len(left), 1, -1) if known and ".".join(left[:size]) in tree), 1)
        found.append(".".join(left[:size]))
        tree, left = _below(tree, found[-1]), left[size:]
    return tuple(found)


def _below(tree: Tree, step: str) -> Tree:
    if isinstance(tree, list):
        return tree[int(step) - 1] if step.isdecimal() and 0 < int(step) <= len(tree) else None
    return tree.get(step) if isinstance(tree, dict) else None
