"""The words of published disclosures, kept as data in templates/读法: section titles and the labels before figures."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from generator.source.resources import find

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
WIDER = {"收支总体": ("收入", "支出")}
COMMON, ITEMS, COUNTS, GENERIC = "通用", "三公项目", "个数", "泛称"


@dataclass(frozen=True, slots=True)
class Label:
    """Words that, standing at the end of what precedes a figure, say which fact it is, or which of several it may be."""

    pattern: re.Pattern[str]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountLabel:
    """Words before, and unit behind, a count, with the section and 三公 item they hold in; no name where it is no fact."""

    section: str
    item: str
    pattern: re.Pattern[str]
    unit: re.Pattern[str]
    name: str


@cache
def section_titles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Sections and the patterns of their titles, in the order they are tried."""
    rows: list[dict[str, str]] = data_of("节.yaml")
    return tuple((row["节"], re.compile(row["标题"])) for row in rows)


@cache
def labels(section: str) -> tuple[Label, ...]:
    """The labels of a section, its own first, then those common to all."""
    data = _data()
    wider = [row for other in WIDER.get(section, ()) for row in data[other]]
    rows = [*data.get(section, []), *wider, *data[COMMON]]
    return tuple(Label(re.compile(f"(?:{row['字样']})$"), tuple(row["数"].split("|"))) for row in rows)


@cache
def count_labels(section: str) -> tuple[CountLabel, ...]:
    """The labels of counts in a section."""
    return tuple(
        CountLabel(row["节"], row["项"], re.compile(f"(?:{row['字样']})$"), re.compile(row["单位"]), row["数"])
        for row in _data()[COUNTS]
        if row["节"] == section
    )


@cache
def _generic() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(f"(?:{row['字样']})$") for row in _data()[GENERIC])


def names_nothing(label: str) -> bool:
    """Whether words before an amount only say that it is one (共涉及资金), and name no project."""
    return any(pattern.match(label) for pattern in _generic())


@cache
def items() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The 三公 items as they are named in text."""
    return tuple((re.compile(row["字样"]), row["数"]) for row in _data()[ITEMS])


@cache
def data_of(file: str) -> Any:
    """What a file of templates/读法 holds, all scalars as texts."""
    return yaml.load(find("读法", file).read_text("utf-8-sig"), Loader=LOADER)


def _data() -> dict[str, list[dict[str, str]]]:
    data: dict[str, list[dict[str, str]]] = data_of("数.yaml")
    return data
