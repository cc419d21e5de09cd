"""The charts of a profile: which bars each has, as 图.yaml lists them, with what is printed at their ends."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.document.grammar import parse
from generator.document.profile import CHARTS as FILE
from generator.document.shape import closest, fault, filled, mapping, sequence, text, texts
from generator.document.tree import Bar, Bars, Picture, Run, plain
from generator.document.write import MissingFact, Scope, WrongBase, names_of, write
from generator.model.format import TABLE_PLACES, rounded

ITEM = "项"
NO_FIGURE = "“{}”里没有数，条的长短无从得知。每一条要写明取哪个数，如 {{{{ 支出.合计|额 }}}}。"


class ChartRow(NamedTuple):
    """A row of a chart: its label and what is printed at the ends of its bars, as templates, and the list it repeats for."""

    label: str
    bars: tuple[str, ...]
    each: str = ""


def chart_of(name: str, charts: Mapping[str, Any], named: object = None) -> tuple[str, tuple[ChartRow, ...]]:
    """The title and the rows of a chart, as templates; `named` is where it is asked for; raises TemplateError."""
    if name not in charts:
        raise fault(f"{FILE} 里没有“{name}”这幅图。{closest(name, charts)}", named)
    raw = mapping(charts[name], f"“{name}”", "标题 行")
    rows = tuple(_row(row, raw) for row in sequence(raw["行"], "“行”", raw))
    if not rows:
        raise fault("“行”里一行也没有。请写出各行的 名称 和 数。", raw["行"])
    return filled(raw["标题"], "标题", raw), rows


def _row(raw: object, parent: object) -> ChartRow:
    row = mapping(raw, "图的一行", "名称 数", "各项", parent)
    bars = texts(row["数"], "“数”", raw)
    if not bars:
        raise fault("“数”里一条也没有。请写出各条末端印的数。", row["数"])
    return ChartRow(text(row["名称"], "名称", raw), bars, filled(row["各项"], "各项", raw) if "各项" in row else "")


def build_picture(name: str, charts: Mapping[str, Any], number: int, scope: Scope) -> Picture | None:
    """The chart of that name, without rows of zeros; None where it would have one bar or none; raises TemplateError."""
    title, rows = chart_of(name, charts)
    groups = tuple(group for row in rows for group in _groups(row, scope) if any(bar.length for bar in group.bars))
    if sum(len(group.bars) for group in groups) < 2:
        return None  # 只有一条的图什么也没有说
    return Picture(f"图{number}：{plain(_runs(title, scope))}", groups)


def _groups(row: ChartRow, scope: Scope) -> Iterator[Bars]:
    """The bars of a row, once for each name of its list where it has one; none where a figure is not known."""
    for inner in [scope.bind(ITEM, name) for name in names_of(scope, row.each)] if row.each else [scope]:
        try:
            yield Bars(plain(_runs(row.label, inner)), tuple(_bar(bar, _runs(bar, inner)) for bar in row.bars))
        except (MissingFact, WrongBase):
            continue


def _bar(source: str, runs: tuple[Run, ...]) -> Bar:
    """A bar as long as the first figure printed at its end; raises TemplateError where none is."""
    figures = [run.figure for run in runs if run.figure is not None]
    if not figures:
        raise fault(NO_FIGURE.format(source), source)
    return Bar(runs, rounded(figures[0].value, TABLE_PLACES))


def _runs(text: str, scope: Scope) -> tuple[Run, ...]:
    return write(parse(text, ""), scope)
