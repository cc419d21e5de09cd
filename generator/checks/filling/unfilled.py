"""What is still marked 待填: how much in all, and in each part of the file."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import yaml

from generator.checks.registry import RULES, Problem, Rule, register
from generator.model.schema import PENDING
from generator.source.finding import Finding, Level
from generator.source.load import place_of
from generator.source.place import Place

UNUSED = "W790"
LISTED = 8
BASIS = "使用手册：数据文件的写法"
FILLED = "填上数或文字，没有发生的写 0，用不着的整行删去"
LEFT = {"三公经费.公务接待费.预算": PENDING}
ALL = register(Rule("A130", "还有待填的数",
    "juesuan new 建立的文件里，要写的地方都标“待填”；没有填完的文件不能公开",
    BASIS, FILLED, LEFT, module=__name__,
))  # fmt: skip
PART = register(Rule("A131", "这一部分还有待填的",
    "逐个部分列出还差哪些，照着填", BASIS, FILLED, LEFT, module=__name__, other_level=Level.HINT,
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Value:
    """A value at the end of a key path."""

    path: tuple[str, ...]
    pending: bool
    place: Place


def unfilled(root: yaml.Node, file: str) -> Iterator[Finding]:
    """How many values are 待填, then those of each outermost key, in order of the file; nothing where none is."""
    values = list(_values(root, file, ()))
    pending = [value for value in values if value.pending]
    if not pending:
        return
    message = f"还有 {len(pending)} 处待填（共 {len(values)} 处）。{ALL.good}；由它们算出的数先不核对，其余的照常核对。"
    yield ALL.finding(Problem(message, (pending[0].place,), PENDING))
    for part in dict.fromkeys(value.path[0] for value in pending):
        yield _part(part, [value for value in pending if value.path[0] == part])


def heard(found: Sequence[Collection[Finding]], unknown: Mapping[str, Place], dated: bool) -> tuple[Finding, ...]:
    """What is found whatever stands for that which is not known; without a year (`dated`) only what is wrong with the writing.

    `found` are the findings with one made-up value for each unknown name, and with another.
    """
    first, *others = found
    same = (finding for finding in first if all(finding in other for other in others))
    return tuple(f for f in same if (f.is_cause and _of_writing(f)) or (dated and not _follows(f, unknown)))


def _of_writing(finding: Finding) -> bool:
    """Whether it is found in reading the file alone."""
    return finding.code not in RULES or RULES[finding.code].check is None


def _follows(finding: Finding, unknown: Mapping[str, Place]) -> bool:
    """Whether a finding is on what is not known, or on an acceptance that only what is not known can show to be needless."""
    named = any(f"{finding.quote}.".startswith(f"{name}.") for name in unknown)
    needless = finding.code == UNUSED and finding.quote in RULES and not _of_writing(replace(finding, code=finding.quote))
    return named or needless or not set(unknown.values()).isdisjoint(finding.places)


def _part(part: str, pending: list[_Value]) -> Finding:
    names = [".".join(value.path[1:]) for value in pending if len(value.path) > 1]
    listed = "、".join(names[:LISTED]) + ("等" if len(names) > LISTED else "")
    message = f"“{part}”还有 {len(pending)} 处待填" + (f"：{listed}。" if listed else "。")
    return PART.finding(Problem(message, (pending[0].place,), part))


def _values(node: yaml.Node, file: str, path: tuple[str, ...]) -> Iterator[_Value]:
    """Every scalar under a key, those without a text left out, a text once for each 待填 in it; items are numbered from 1."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _values(value, file, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value, 1):
            yield from _values(item, file, (*path, str(number)))
    elif isinstance(node, yaml.ScalarNode) and path and node.value.strip():
        alone = node.value.strip() == PENDING
        count = int(alone and not node.style) if alone else node.value.count(PENDING)
        yield from [_Value(path, bool(count), place_of(node, file))] * max(count, 1)
