"""The figures under 其他数: which of them the profile declares, and their units."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.document.profile import OTHERS, OwnFigure, load_profile
from generator.document.shape import closest
from generator.model.facts import Facts
from generator.model.figure import WAN, Figure, Words
from generator.source.finding import Finding, Level
from generator.source.place import Place
from generator.source.template import TemplateError

Declared = Mapping[str, OwnFigure]


def declared(facts: Facts) -> Declared | None:
    """What the profile of a file declares; None where it names none, or one that cannot be read, which is said when it is used."""
    try:
        return load_profile(facts.text("版式")).figures
    except TemplateError:
        return None


def give_units(facts: Facts, figures: Declared | None, yuan: bool) -> Facts:
    """The facts with the units of their 其他数, amounts in 万元; `yuan` where they were written in 元."""
    for name, figure in _own(facts):
        unit = figures[name].unit if figures and name in figures else ""
        value = figure.value.scaleb(-4) if unit == WAN and yuan else figure.value
        facts[figure.name] = replace(figure, unit=unit, value=value)
    return facts


def in_yuan(facts: Facts, around: Facts | None = None) -> bool:
    """Whether amounts were written in 元; those under 上年 are in the unit of the file unless they say otherwise."""
    own = facts.get("金额单位")
    said = around is None or (isinstance(own, Words) and own.place is not None)
    return (facts if said or around is None else around).text("金额单位") == "元"


def undeclared(facts: Facts, figures: Declared | None) -> Iterator[Finding]:
    """A finding for each figure that the profile does not declare, and for each that it requires and is not there."""
    if figures is None:
        return
    form = facts.text("版式")
    for name, figure in _own(facts):
        if name not in figures:
            said = f"“{OTHERS}”里没有“{name}”：版式 {form} 的 profile.yaml 没有列出这个数。"
            message = f"{said}{closest(name, [*figures])}请改名称，或在版式里加上。"
            yield Finding("A105", Level.ERROR, "不认识的键", message, _places(figure), name)
    year = facts.figure("年度")
    for name, own in figures.items():
        path = f"{OTHERS}.{name}"
        if own.required and path not in facts and path not in facts.unknown:
            told = f"（{own.told}）" if own.told else ""
            message = f"没有写“{path}”{told}，版式 {form} 要用，单位是{own.unit}。请补上，没有的写 0。"
            yield Finding("A106", Level.ERROR, "缺少必填的键", message, _places(year), path)


def _own(facts: Facts) -> list[tuple[str, Figure]]:
    """The figures under 其他数 that have no unit yet, with their names there."""
    found = ((path.removeprefix(f"{OTHERS}."), facts.figure(path)) for path in facts.under(OTHERS))
    return [(name, figure) for name, figure in found if figure is not None and not figure.unit]


def _places(figure: Figure | None) -> tuple[Place, ...]:
    return (figure.place,) if figure is not None and figure.place is not None else ()
