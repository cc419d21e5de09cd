"""The charts of a profile: which bars each has, as 图.yaml lists them, with what is printed at their ends."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.document.grammar import TemplateError, parse
from generator.document.profile import CHARTS as FILE
from generator.document.tree import Bar, Bars, Picture, Run, plain
from generator.document.write import MissingFact, Scope, WrongBase, names_of, write
from generator.model.format import TABLE_PLACES, rounded

ITEM = "项"


def build_picture(name: str, charts: Mapping[str, Any], number: int, scope: Scope) -> Picture | None:
    """The chart of that name; None where its figures are not known or all zero; raises TemplateError."""
    if name not in charts:
        raise TemplateError(f"{FILE} 里没有“{name}”这幅图。有：{'、'.join(charts)}。")
    try:
        title, rows = charts[name]["标题"], charts[name]["行"]
        groups = tuple(group for row in rows for group in _groups(row, scope))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        advice = "一幅图要有 标题 和 行，每行要有 名称 和 数，数的每一条要写明取哪个数"
        raise TemplateError(f"{FILE} 里“{name}”写法有误：{advice}。") from error
    if not any(bar.length for group in groups for bar in group.bars):
        return None
    return Picture(f"图{number}：{plain(_runs(title, scope))}", groups)


def _groups(row: Mapping[str, Any], scope: Scope) -> Iterator[Bars]:
    """The bars of a row, once for each name of its list where it has one; none where a figure is not known."""
    listed = row.get("各项")
    for inner in [scope.bind(ITEM, name) for name in names_of(scope, listed)] if listed else [scope]:
        try:
            yield Bars(plain(_runs(row["名称"], inner)), tuple(_bar(_runs(text, inner)) for text in row["数"]))
        except (MissingFact, WrongBase):
            continue


def _bar(runs: tuple[Run, ...]) -> Bar:
    """A bar as long as the first figure printed at its end; raises ValueError where none is."""
    figures = [run.figure for run in runs if run.figure is not None]
    if not figures:
        raise ValueError("没有数")
    return Bar(runs, rounded(figures[0].value, TABLE_PLACES))


def _runs(text: str, scope: Scope) -> tuple[Run, ...]:
    return write(parse(text, FILE), scope)
