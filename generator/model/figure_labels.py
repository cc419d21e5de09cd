"""The words of published disclosures, kept as data in templates/读法: section titles and the labels before figures."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.source.resources import find
from generator.source.template import read_yaml, reading_rows, reading_sections
from generator.source.words import label

LABELLED, COUNTED = ("字样", "数"), ("节", "项", "字样", "单位", "数")
WIDER = {"收支总体": ("收入", "支出")}
COMMON, ITEMS, COUNTS, GENERIC, PARTS, WHOLES, OWN = "通用", "三公项目", "个数", "泛称", "分项", "占的总数", "自己写的"
PARTED, SHARED = ("全", "分"), ("节", "字样", "数")


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
    return tuple((row["节"], label(row["标题"], "{}")) for row in reading_rows(data_of("节.yaml"), "节", "标题"))


@cache
def labels(section: str) -> tuple[Label, ...]:
    """The labels of a section, its own first, then those common to all."""
    data = _data()
    wider = [row for other in WIDER.get(section, ()) for row in data.get(other, [])]
    rows = [*data.get(section, []), *wider, *data[COMMON]]
    return tuple(Label(label(row["字样"]), tuple(row["数"].split("|"))) for row in rows)


@cache
def count_labels(section: str) -> tuple[CountLabel, ...]:
    """The labels of counts in a section."""
    return tuple(
        CountLabel(row["节"], row["项"], label(row["字样"]), label(row["单位"], "{}"), row["数"])
        for row in _data()[COUNTS]
        if row["节"] == section
    )


@cache
def _generic() -> tuple[re.Pattern[str], ...]:
    return tuple(label(row["字样"]) for row in _data()[GENERIC])


def names_nothing(label: str) -> bool:
    """Whether words before an amount only say that it is one (共涉及资金), and name no project."""
    return any(pattern.match(label) for pattern in _generic())


@cache
def partitions() -> tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...]:
    """Totals and the parts that always make them, both as labels end."""
    rows = _data()[PARTS]
    return tuple((label(row["全"]), tuple(label(part) for part in row["分"].split("；"))) for row in rows)


@cache
def in_own_words() -> re.Pattern[str]:
    """The names under which a department's own text speaks of its figures."""
    return label("|".join(f"(?:{row['字样']})" for row in _data()[OWN]) or "(?!)", "{}")


@cache
def called(words: str) -> tuple[str, ...]:
    """The facts that a department's own text may call so."""
    rows = (row for row in _data()[OWN] if label(row["字样"], "{}").fullmatch(words))
    return next((tuple(row["数"].split("|")) for row in rows), ())


@cache
def whole_of(section: str) -> tuple[str, ...]:
    """What a share is of in a section where its words do not say."""
    return next((tuple(row["数"].split("|")) for row in _data()[WHOLES] if row["节"] == section and not row["字样"]), ())


def named_whole(words: str) -> Label | None:
    """The wholes that words such as 总支出 may mean; None where no row ends them."""
    return next((whole for whole in _wholes() if whole.pattern.search(words)), None)


@cache
def _wholes() -> tuple[Label, ...]:
    rows = (row for row in _data()[WHOLES] if row["字样"])
    return tuple(Label(label(row["字样"]), tuple(row["数"].split("|"))) for row in rows)


@cache
def items() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The 三公 items as they are named in text."""
    return tuple((label(row["字样"], "{}"), row["数"]) for row in _data()[ITEMS])


@cache
def data_of(file: str) -> Any:
    """What a file of templates/读法 holds, all scalars as texts; raises TemplateError."""
    return read_yaml(find("读法", file))


@cache
def _data() -> dict[str, list[dict[str, str]]]:
    """The rows of 数.yaml by section, each with the keys that belong there; raises TemplateError."""
    data = reading_sections(data_of("数.yaml"), COMMON, ITEMS, COUNTS, GENERIC, PARTS, WHOLES, OWN)
    keys = {COUNTS: COUNTED, PARTS: PARTED, WHOLES: SHARED}
    return {key: reading_rows(rows, *keys.get(key, LABELLED)) for key, rows in data.items()}
