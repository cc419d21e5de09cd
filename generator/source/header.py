"""Whose file it is: the department and the year, read without the rest, which takes far longer."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.source.load import LOADER, MAX_BYTES
from generator.source.numbers import parse_number
from generator.source.place import Place

NAME, YEAR = ("部门", "名称"), ("年度",)


@dataclass(frozen=True, slots=True)
class Header:
    """部门.名称 and 年度, and where the name is written."""

    name: str
    year: int
    place: Place


def read_header(path: Path) -> Header | None:
    """The header of a file; None where it has none, or cannot be read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        text = path.read_text("utf-8-sig")
        found = _first(yaml.parse(text, Loader=LOADER))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError):
        return None
    name, year = found.get(NAME), parse_number(found[YEAR].value) if YEAR in found else None
    if name is None or year is None or not name.value.strip():
        return None
    mark = name.start_mark
    place = Place(path.as_posix(), mark.line + 1, mark.column + 1) if mark else Place(path.as_posix(), 1, 1)
    return Header(name.value.strip(), int(year), place)


def _first(events: Iterator[yaml.Event]) -> dict[tuple[str, ...], yaml.ScalarEvent]:
    """The two values, and no event behind them."""
    found: dict[tuple[str, ...], yaml.ScalarEvent] = {}
    for keys, value in _scalars(events):
        if keys in {NAME, YEAR}:
            found.setdefault(keys, value)
        if len(found) == 2:
            break
    return found


def _scalars(events: Iterator[yaml.Event]) -> Iterator[tuple[tuple[str, ...], yaml.ScalarEvent]]:
    """Each value that is a scalar, with the keys of the mappings around it; those in lists are passed over."""
    keys: list[str | None] = []  # 每层映射一个：等着值的键，没有就是 None
    lists = 0
    for event in events:
        if isinstance(event, yaml.SequenceStartEvent):
            lists += 1
        elif isinstance(event, yaml.SequenceEndEvent):
            lists -= 1
            if not lists and keys:
                keys[-1] = None
        elif lists:
            continue
        elif isinstance(event, yaml.MappingStartEvent):
            keys.append(None)
        elif isinstance(event, yaml.MappingEndEvent):
            keys.pop()
            if keys:
                keys[-1] = None
        elif isinstance(event, yaml.AliasEvent) and keys:
            keys[-1] = None if keys[-1] is not None else ""
        elif isinstance(event, yaml.ScalarEvent) and keys:
            if keys[-1] is None:
                keys[-1] = event.value
            else:
                yield tuple(key or "" for key in keys), event
                keys[-1] = None
