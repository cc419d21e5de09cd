"""The state of a file as the page gets it: what is left, its parts, blocks, findings, the form of a part."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from generator.authoring.yaml.document import SECTION_OF, SECTIONS
from generator.model.facts import Facts
from generator.model.keys import ROOT
from generator.source.finding import Level
from generator.web.forms import form_of
from generator.web.view import View

FIRST = "本文件"
"""The part of what stands above all sections: 版式, 部门, 年度 and how numbers are printed."""


def state(view: View, part: str, before: View | None = None) -> dict[str, Any]:
    """The state for JSON; `before` is what was shown last."""
    facts = view.department.facts
    levels = Counter(finding.level for finding in view.findings)
    left = _left(facts)
    return {
        "version": view.version,
        "file": view.department.path.as_posix(),
        "title": view.department.title,
        "checking": not view.checked,
        "left": sum(left.values()),
        "counts": {level.value: levels[level] for level in Level},
        "parts": list(_parts(view, left)),
        "blocks": list(view.blocks),
        "findings": list(view.told),
        "form": form_of(view, part, fields_of(part)) if part else None,
        "moved": _moved(before, view) if before else [],
    }


def part_of(name: str) -> str:
    """The part in which a fact is written."""
    first = name.partition(".")[0]
    return first if first in SECTION_OF else FIRST


def fields_of(part: str) -> tuple[str, ...]:
    """The keys of the outermost level that a part has."""
    return (part,) if part in SECTION_OF else tuple(key for key in ROOT.fields if key not in SECTION_OF)


def _left(facts: Facts) -> Counter[str]:
    """How much of each part is still to be filled in."""
    return Counter(part_of(name) for name in facts.unknown)


def _parts(view: View, left: Counter[str]) -> Iterator[dict[str, Any]]:
    anchors: dict[str, str] = {}
    for name, where in view.printed.items():
        anchors.setdefault(part_of(name), where[0][1])
    for part, section in ((FIRST, ""), *((key, title) for title, keys in SECTIONS.items() for key in keys)):
        yield {"id": part, "title": part, "section": section, "left": left[part], "anchor": anchors.get(part, "")}


def _moved(before: View, now: View) -> list[str]:
    """The names of printed figures that are others than before."""
    old = {figure.name: figure.value for figure in before.figures}
    return [figure.name for figure in now.figures if figure.value != old.get(figure.name, figure.value)]
