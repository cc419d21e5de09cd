"""Small changes to a file that a person wrote: what is not changed stays as it is, byte for byte."""

import re
from collections.abc import Iterable, Mapping
from functools import reduce

import yaml

from generator.authoring.yaml.lines import LITERAL, STEP, Branch, Entry, Listing, Scalar, Value, lines, scalar
from generator.authoring.yaml.removal import end_of, span
from generator.authoring.yaml.tree import FIRST, Path, Tree, put, steps_in, tree_of, without
from generator.model.bind import BLANKS, NAME
from generator.model.schema import PENDING
from generator.source.load import composed

ACCEPTED = "接受"
BLOCK = re.compile(r"[|>][-+0-9]*(?P<comment>[ \t]+#[^\r\n]*)?")
ROW = re.compile(r"\s*\n([ \t]+)")


class EditError(Exception):
    """A change that cannot be made without touching more than it says; the message is in Chinese."""


def set_value(text: str, path: str, value: str) -> str:
    """The file with one number or text set; missing keys are added, items of lists are numbered from 1.

    An item one past the end is appended; one that is but a text becomes the 名称 of a group.
    Raises EditError where a group of keys or a list stands at the path.
    """
    return set_values(text, {path: value})


def set_values(text: str, changes: Mapping[str, str | None]) -> str:
    """The file with all of these set or, where the value is None, taken out with what is below them; raises EditError.

    Items of lists are numbered as they were before; a group or list that is left empty goes too.
    """
    root = _root(text)
    tree = tree_of(root)
    ways = {steps_in(tree, path): value for path, value in changes.items()}
    given = {steps: value for steps, value in ways.items() if value is not None}
    gone = sorted((steps for steps, value in ways.items() if value is None), key=_position, reverse=True)
    there, others = _there(text, root, given)
    changed = text
    for node, source in sorted(there, key=lambda each: each[0].start_mark.index, reverse=True):
        changed = _replace(changed, node, source)
    for steps, value in others.items():
        changed = _with(changed, steps, value)
    for steps in gone:
        changed = _without(changed, steps)
    added = reduce(lambda tree, steps: put(tree, steps, given[steps]), given, tree)
    return _checked(reduce(without, gone, added), changed)


def _position(steps: Path) -> list[tuple[int, str]]:
    """By which the items of a list come in their order."""
    return [(int(step), "") if step.isdecimal() else (0, step) for step in steps]


def _without(text: str, steps: Path) -> str:
    cut = span(text, _root(text), steps)
    if cut is None:
        raise EditError(f"“{'.'.join(steps)}”删不了：没有这一处，或者它旁边有注释、写法特别。请用编辑器改。")
    return text[: cut[0]] + text[cut[1] :]


def _there(text: str, root: yaml.Node, ways: Mapping[Path, str]) -> tuple[list[tuple[yaml.ScalarNode, str]], dict[Path, str]]:
    """The values that only take the place of others, and those that do not."""
    there, others = list[tuple[yaml.ScalarNode, str]](), dict[Path, str]()
    for steps, value in ways.items():
        node, rest, flow = _reach(root, steps)
        if isinstance(node, yaml.ScalarNode) and not rest:
            there.append((node, _source(text, node, value, flow)))
        else:
            others[steps] = value
    return there, others


def _with(text: str, steps: Path, value: str) -> str:
    """The text with a value where there was none."""
    root = _root(text)
    node, rest, flow = _reach(root, steps)
    if isinstance(node, yaml.ScalarNode) and rest and isinstance(_reach(root, steps[: -len(rest) - 1])[0], yaml.SequenceNode):
        named = () if _blank(node) else (Entry(NAME, Scalar(node.value)),)
        return _replace(text, node, _flow(Branch((*named, Entry(rest[0], _nested(rest[1:], value))))))
    owner = _reach(root, steps[: -len(rest) - 1])[0] if rest else None
    if isinstance(node, yaml.ScalarNode) and rest and _blank(node) and isinstance(owner, yaml.MappingNode) and not flow:
        return _below(text, owner, node, _nested(rest, value))
    if isinstance(node, yaml.ScalarNode) and (not rest or _blank(node)):
        return _replace(text, node, _flow(_nested(rest, value)) if rest else _text(value, flow))
    if isinstance(node, yaml.MappingNode) and rest:
        return _insert(text, node, Entry(rest[0], _nested(rest[1:], value)), flow)
    if isinstance(node, yaml.SequenceNode) and rest and rest[0] == str(len(node.value) + 1):
        return _insert(text, node, Entry(None, _nested(rest[1:], value)), flow)
    raise EditError(f"“{'.'.join(steps)}”改不了：“{'.'.join(steps[: len(steps) - len(rest)])}”{_nature(node)}。")


def add_acceptance(text: str, code: str, where: str, reason: str) -> str:
    """The file with one more accepted finding at the end of 接受; raises EditError where 接受 is no list."""
    root = _root(text)
    fields = {"代码": code, "位置": where, "理由": reason}
    entry = Entry(None, Branch(tuple(Entry(key, Scalar(value)) for key, value in fields.items()), spread=True))
    node, rest, flow = _reach(root, (ACCEPTED,))
    if rest:
        changed = _insert(text, node, Entry(ACCEPTED, Listing((entry,)), "核对过、决定不改的发现", ("",)), flow)
    elif isinstance(node, yaml.SequenceNode):
        changed = _insert(text, node, entry, flow)
    elif isinstance(node, yaml.ScalarNode) and _blank(node):
        changed = _replace(text, node, _flow(Listing((entry,))))
    else:
        raise EditError(f"“{ACCEPTED}”{_nature(node)}，应是列表。")
    number = str(len(node.value) + 1) if isinstance(node, yaml.SequenceNode) else "1"
    before = tree_of(root) | ({} if isinstance(node, yaml.SequenceNode) else {ACCEPTED: []})
    return _checked(reduce(lambda tree, key: put(tree, (ACCEPTED, number, key), fields[key]), fields, before), changed)


def _root(text: str) -> yaml.MappingNode:
    try:
        node = composed(text)
    except yaml.YAMLError as error:
        raise EditError("文件不合 YAML 写法，先用 juesuan check 看哪里不对。") from error
    if not isinstance(node, yaml.MappingNode):
        raise EditError("文件的最外层应是一组键。")
    return node


def _nature(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "是一组键"
    return "是列表" if isinstance(node, yaml.SequenceNode) else "已经有值"


def _blank(node: yaml.ScalarNode) -> bool:
    return node.value.strip() in BLANKS and not node.style


def _reach(node: yaml.Node, steps: Path, flow: bool = False) -> tuple[yaml.Node, Path, bool]:
    """The node as far down the path as there is one, the steps that are left, and whether it stands in flow style."""
    child = _child(node, steps[0]) if steps else None
    if child is None:
        return node, steps, flow or (isinstance(node, yaml.CollectionNode) and bool(node.flow_style))
    return _reach(child, steps[1:], flow or (isinstance(node, yaml.CollectionNode) and bool(node.flow_style)))


def _child(node: yaml.Node, step: str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in reversed(node.value) if key.value == step), None)
    if isinstance(node, yaml.SequenceNode):
        return dict(zip(map(str, range(1, len(node.value) + 1)), node.value, strict=True)).get(step)
    return None


def _nested(steps: Path, value: str) -> Value:
    """The value under those keys that are not there yet."""
    if not steps:
        return Scalar(value, value == PENDING)
    inner = _nested(steps[1:], value)
    return Listing((Entry(None, inner),)) if steps[0] == FIRST else Branch((Entry(steps[0], inner),))


def _flow(value: Value) -> str:
    """A value of any depth on one line."""
    match value:
        case Branch(entries=entries):
            return "{" + ", ".join(_pair(entry) for entry in entries) + "}"
        case Listing(items=items):
            return "[" + ", ".join(_flow(item.value) for item in items) + "]"
    return _text(value.text, True) if isinstance(value, Scalar) else "[]"


def _text(value: str, flow: bool) -> str:
    """A value as it is written; 待填 is no text, so it is not quoted."""
    return value if value == PENDING else scalar(value, flow)


def _pair(entry: Entry) -> str:
    return _flow(entry.value) if entry.key is None else f"{scalar(entry.key, True)}: {_flow(entry.value)}"


def _replace(text: str, node: yaml.ScalarNode, source: str) -> str:
    """Another value in place of a scalar; the comment at the head of a text block is kept."""
    start, end = node.start_mark.index, end_of(text, node)
    head = BLOCK.match(text, start) if node.style in {"|", ">"} and not source.startswith(LITERAL) else None
    gap = " " if text[start - 1 : start] in {":", "-"} else ""
    return text[:start] + gap + source + ((head["comment"] or "") if head else "") + text[end:]


def _source(text: str, node: yaml.ScalarNode, value: str, flow: bool) -> str:
    """A value as it is written in the place of another: rows of a text block stay rows."""
    head = BLOCK.match(text, node.start_mark.index) if node.style in {"|", ">"} else None
    rows = [row.strip() for row in value.splitlines() if row.strip()]
    if head is None or len(rows) < 2:
        return _text(value, flow)
    body = ROW.match(text, text.find("\n", head.end()))
    return LITERAL + (head["comment"] or "") + _rows(text, (f"{body[1] if body else STEP}{row}" for row in rows))


def _below(text: str, owner: yaml.MappingNode, node: yaml.ScalarNode, value: Value) -> str:
    """A value in lines of its own below its key, in the place of none; what is said beside the key stays there."""
    key = text[: node.start_mark.index].rstrip(" ")
    kept = key + text[end_of(text, node) :]
    end = re.compile(r"\r?\n|\Z").search(kept, len(key))
    at = end.start() if end else len(kept)
    entries = value.entries if isinstance(value, Branch) else value.items if isinstance(value, Listing) else ()
    pad = " " * owner.value[0][0].start_mark.column + STEP
    return kept[:at] + _rows(text, lines(entries, pad)) + kept[at:]


def _rows(text: str, added: Iterable[str]) -> str:
    """Lines that follow another, ended as those of the file are."""
    newline = "\r\n" if "\r\n" in text else "\n"
    return "".join(newline + row for row in added)


def _insert(text: str, owner: yaml.Node, entry: Entry, flow: bool) -> str:
    """One more entry at the end of a mapping or a list."""
    if flow:
        last = owner.value[-1] if owner.value else None
        at = owner.start_mark.index + 1 if last is None else end_of(text, last[1] if isinstance(last, tuple) else last)
        return text[:at] + (", " if last else "") + _pair(entry) + text[at:]
    mark = owner.value[0][0].start_mark if isinstance(owner, yaml.MappingNode) else owner.start_mark
    end = re.compile(r"\r?\n|\Z").search(text, end_of(text, owner))
    at = end.start() if end else len(text)
    rows = (row.rstrip(" #") if row.strip() == "#" else row for row in lines([entry], " " * mark.column))
    return text[:at] + _rows(text, rows) + text[at:]


def _checked(expected: Tree, changed: str) -> str:
    """The changed file, if it says what is expected; raises EditError."""
    if tree_of(_root(changed)) != expected:
        raise EditError("这一处的写法特别，改了会动到别的内容，没有改。请用编辑器改。")
    return changed
