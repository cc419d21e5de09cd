"""Parts of a profile that says only what differs from the profile it is based on."""

from collections.abc import Iterable
from typing import Any

from generator.document.shape import NO, choice, closest, fault, filled, mapping, sequence
from generator.source.template import PlacedDict, PlacedList, where

FOLDER, FILE, TITLE, CONTENT = "文件夹", "文件", "标题", "内容"
AFTER, LEFT_OUT = "接在", "去掉"


def changed_parts(base: Any, change: PlacedDict) -> PlacedList:
    """The parts of the base, each that the change names by its folder with what is said of it; raises TemplateError."""
    parts: PlacedList = _like(base, sequence(base, "“部分”"))
    for folder, raw in change.items():
        at = _found(parts, FOLDER, folder, "“部分”")
        row = mapping(raw, f"“部分”的“{folder}”", "", f"{TITLE} {CONTENT} 须有 自写 {LEFT_OUT}", change)
        merged = _like(raw, {**parts[at], **row, CONTENT: _content(parts[at].get(CONTENT), row)})
        parts[at : at + 1] = [] if choice(merged.pop(LEFT_OUT, NO), LEFT_OUT) else [merged]
    return parts


def _content(base: Any, row: dict[str, Any]) -> Any:
    """The sections as the row lists them, or those of the base with what the row changes."""
    own = row.get(CONTENT, base)
    if not isinstance(own, PlacedDict):
        return own
    sections = _like(own, [_row(each) for each in sequence(base, "“内容”", own)])
    for file, raw in own.items():
        entry = {TITLE: raw} if isinstance(raw, str) else mapping(raw, f"“内容”的“{file}”", "", f"{TITLE} {AFTER} {LEFT_OUT}", own)
        if AFTER in entry:
            after = filled(entry[AFTER], AFTER, raw)
            sections.insert(_found(sections, FILE, after, "“内容”") + 1, _like(raw, {FILE: file}))
        at = _found(sections, FILE, file, "“内容”", f"新加的一节，要写明{AFTER}哪一节，如 {{{AFTER}: 收入决算}}。")
        left_out = choice(entry.get(LEFT_OUT, NO), LEFT_OUT)
        titled = _like(raw, {**sections[at], **({TITLE: entry[TITLE]} if TITLE in entry else {})})
        sections[at : at + 1] = [] if left_out else [titled]
    return sections


def _row(section: Any) -> Any:
    return _like(section, {FILE: section}) if isinstance(section, str) else section


def _found(rows: Iterable[Any], key: str, name: str, what: str, otherwise: str = "") -> int:
    """Where a part or section of that name stands; raises TemplateError where there is none."""
    names = [str(row.get(key, "")) for row in rows]
    if name not in names:
        raise fault(f"所“基于”的版式里，{what}没有“{name}”。{closest(name, [each for each in names if each])}{otherwise}", name)
    return names.index(name)


def _like(origin: Any, value: Any) -> Any:
    """The list or mapping, standing where its origin stands."""
    made: Any = PlacedList(value) if isinstance(value, list) else PlacedDict(value)
    if place := where(origin):
        made.place = place
    return made
