"""Findings that say the same of many places, as one."""

import re
from collections.abc import Iterable
from dataclasses import replace

from generator.source.finding import Finding, ordered
from generator.source.place import Place

LEAST, NAMED = 3, 6
TEMPLATE = "T101"  # 写错的名称各不相同，同一处的才合
PART = "A131"  # 各部分还差哪些，逐条列
NAMES = re.compile(r"[\w（）]+(?:\.[\w（）]+)+|(?<![\d.,])\d{3}(?:\d{2}){0,2}(?![\d.,])")
FIGURES = re.compile(r"[-\d,.]+")


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in order, three or more that differ in names alone as one with all their places.

    Of what is wrong with the writing (A) the figures may differ too; elsewhere each keeps its figures.
    """
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for finding in ordered(findings):
        kinds.setdefault((finding.code, _kind(finding)), []).append(finding)
    return ordered(each for alike in kinds.values() for each in ([_one(alike)] if len(alike) >= LEAST else alike))


def _kind(finding: Finding) -> str:
    if finding.code == PART:
        return finding.message
    said = NAMES.sub("□", finding.message)
    if finding.code == TEMPLATE:
        return f"{finding.places[:1]}{said}"
    return FIGURES.sub("□", said) if finding.code.startswith("A") else said


def _one(alike: list[Finding]) -> Finding:
    """The first with the places of all, and in words where the others are."""
    first, *others = alike
    spots = list(dict.fromkeys(filter(None, map(_spot, others))))
    listed = "、".join(spots[:NAMED]) + ("等" if len(spots) > NAMED else "")
    message = f"{first.message}同样的共 {len(alike)} 处" + (f"，另在 {listed}。" if listed else "。")
    places = tuple(dict.fromkeys(place for finding in alike for place in finding.places))
    return replace(first, message=message, places=places)


def _spot(finding: Finding) -> str:
    """Where a finding is, in short, with what it is on."""
    place = finding.places[0] if finding.places else None
    return f"{_where(place)}{f'（{finding.quote}）' if finding.quote and len(finding.quote) <= 16 else ''}" if place else finding.quote


def _where(place: Place) -> str:
    return place.cell or place.words or f"第{place.line}行"
