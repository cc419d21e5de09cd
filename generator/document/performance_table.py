"""The 绩效自评表: funding with 执行率, goals, indicators by 一级 and 二级, total and grade."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from generator.document.shape import choice, fault, filled, mapping, number, sequence, text, texts
from generator.document.tree import Align, Cell, Row, Table
from generator.model.facts import Facts
from generator.model.figure import PERCENT
from generator.model.format import NumberStyle, count, percent, table_amount

NAME = "绩效自评"
FUNDING = f"{NAME}.资金"
FIELDS = ("名称", "指标值", "完成值", "分值", "得分", "偏差原因")
COLUMNS = ("年初预算", "全年预算", "全年执行", "分值", "执行率", "得分")
LABELS = ("名称", "资金", "目标", "指标", "总分", "等级")
COUNTED = {"列宽": 9, "目标栏": 2}
FUNDED, INDICATED = "资金栏", "指标栏"


Columns = tuple[tuple[str, str], ...]


def check_layout(raw: object) -> Mapping[str, Any]:
    """The layout once every label and width that the table needs is there; raises TemplateError."""
    layout = mapping(raw, "自评表", " ".join(("横向", "资金行", "注", FUNDED, INDICATED, *LABELS, *COUNTED)))
    for key in LABELS:
        filled(layout[key], key, layout)
    for key, many in COUNTED.items():
        if len(found := texts(layout[key], key, layout)) != many:
            raise fault(f"“{key}”要写 {many} 个，写了 {len(found)} 个。", layout[key])
    funded(layout)
    indicated(layout)
    for width in sequence(layout["列宽"], "列宽"):
        number(width, "列宽")
    texts(layout["注"], "注", layout)
    choice(layout["横向"], "横向")
    rows = layout["资金行"]
    if not isinstance(rows, dict) or not rows:
        raise fault("“资金行”应当写成“键: 印出的名称”。", rows, layout)
    for key, shown in rows.items():
        text(shown, f"“资金行”的“{key}”", key)
    return layout


def funded(layout: Mapping[str, Any]) -> Columns:
    """The columns of the funding, behind that of its rows: what each is called and what it holds; raises TemplateError."""
    return _columns(layout, FUNDED, 1, COLUMNS)


def indicated(layout: Mapping[str, Any]) -> Columns:
    """The columns of the indicators, behind 一级 and 二级; raises TemplateError."""
    return _columns(layout, INDICATED, 2, FIELDS)


def _columns(layout: Mapping[str, Any], what: str, first: int, usual: tuple[str, ...]) -> Columns:
    """Columns as listed: a label, which holds what is usual at its place, or “label: what it holds”."""
    listed = sequence(layout[what], what, layout)
    if len(listed) != first + len(usual):
        raise fault(f"“{what}”要写 {first + len(usual)} 个，写了 {len(listed)} 个。", listed)
    for raw in listed[:first]:
        filled(raw, what, listed)
    found = tuple(_column(raw, field, what) for raw, field in zip(listed[first:], usual, strict=True))
    if {field for _, field in found} != {*usual}:
        raise fault(f"“{what}”各列要各有一个：{'、'.join(usual)}。次序不同的写成“列名: 其中一个”。", listed)
    return found


def _column(raw: object, field: str, what: str) -> tuple[str, str]:
    if isinstance(raw, dict) and len(raw) == 1:
        ((label, field),) = raw.items()
        return filled(label, what, raw), filled(field, what, raw)
    return filled(raw, what), field


def performance_table(layout: Mapping[str, Any], facts: Facts) -> Table:
    """The table, its labels and widths from the layout."""
    maker = _Maker(layout, facts)
    year = facts.figure("年度")
    return Table(
        title=f"{count(year.value)}年度{layout['名称']}" if year else layout["名称"],
        number="",
        left="",
        middle="",
        right="",
        widths=tuple(int(width) for width in layout["列宽"]),
        head=(),
        body=tuple(maker.rows()),
        notes=tuple(layout["注"]),
        landscape=layout["横向"] == "是",
        anchor="自评表",
    )


class _Maker:
    """The rows of the table, part by part; every row covers nine columns."""

    def __init__(self, layout: Mapping[str, Any], facts: Facts) -> None:
        self.layout = layout
        self.facts = facts

    def rows(self) -> Iterator[Row]:
        """All rows in order."""
        yield Row((_head("部门名称"), Cell(self.facts.text("部门.名称"), colspan=8)))
        yield from self.funding()
        yield from self.goals()
        yield from self.indicators()
        yield self.total()

    def funding(self) -> Iterator[Row]:
        """The head of the funding part, then a row for the whole and one for each source."""
        label, columns = self.layout[FUNDED][0], funded(self.layout)
        sources = self.layout["资金行"]
        title = _head(self.layout["资金"], rowspan=len(sources) + 1)
        yield Row((title, _head(label, colspan=2), *(_head(label) for label, _ in columns)))
        for key, shown in sources.items():
            row = f"{NAME}.{key}"
            yield Row((Cell(shown, colspan=2), *(self.number(f"{row}.{column}") for _, column in columns)))

    def goals(self) -> Iterator[Row]:
        """What was intended beside what was reached."""
        yield Row((_head(self.layout["目标"], rowspan=2), *(_head(t, colspan=4) for t in self.layout["目标栏"])))
        yield Row(tuple(Cell(self.facts.text(f"{NAME}.{key}"), colspan=4) for key in ("预期目标", "实际完成")))

    def indicators(self) -> Iterator[Row]:
        """The head of the indicators, then their rows with 一级 and 二级 merged."""
        groups = self.facts.names(f"{NAME}.一级指标")
        height = sum(len(self.facts.names(f"{group}.指标")) for group in groups) + 1
        heads = (*self.layout[INDICATED][:2], *(label for label, _ in indicated(self.layout)))
        yield Row((_head(self.layout["指标"], rowspan=height), *map(_head, heads)))
        for group in groups:
            yield from self.group(group)

    def group(self, group: str) -> Iterator[Row]:
        """The rows of one 一级指标."""
        items, columns = self.facts.names(f"{group}.指标"), indicated(self.layout)
        weight = self.number(f"{group}.分值").text
        title = self.facts.text(f"{group}.名称") + (f"（{weight}分）" if weight else "")
        first = [Cell(title, align="center", rowspan=len(items))]
        for second, members in groupby(items, key=lambda item: self.facts.text(f"{item}.二级")):
            same = tuple(members)
            lead = [*first, Cell(second, align="center", rowspan=len(same))]
            for item in same:
                yield Row((*lead, *(self.field(f"{item}.{field}") for _, field in columns)))
                lead, first = [], []

    def total(self) -> Row:
        """总分: what all weigh and reach under their columns, and the grade in the last cell beside them."""
        fields = [field for _, field in indicated(self.layout)]
        at = {field: fields.index(field) for field in ("分值", "得分")}
        grade = Cell(self.layout["等级"] + self.facts.text(f"{NAME}.等级"), align="center")
        scores = {at["分值"]: self.number(f"{NAME}.总分值"), at["得分"]: self.number(f"{NAME}.总分")}
        last = max(index for index in range(len(FIELDS)) if index not in scores)
        first = min(*scores, last)
        cells = (scores.get(index, grade if index == last else Cell("")) for index in range(first, len(FIELDS)))
        return Row((_head(self.layout["总分"], colspan=3 + first), *cells))

    def field(self, name: str) -> Cell:
        """A field of an indicator: text or a score."""
        if self.facts.figure(name) is not None:
            return self.number(name)
        align: Align = "center" if name.endswith(("值", "分")) else "left"
        return Cell(self.facts.text(name), align=align)

    def number(self, name: str) -> Cell:
        """An amount, a percent or a score; blank where it is not known."""
        figure = self.facts.figure(name)
        if figure is None:
            return Cell("", lacks=name if self.facts.lacking(name) else "")
        if figure.unit == PERCENT:
            return Cell(percent(figure.value, NumberStyle(strip_rates=True)) + PERCENT, figure, "center")
        if figure.unit == "分":
            return Cell(count(figure.value), figure, "center")
        return Cell(table_amount(figure.value), figure, "right")


def _head(text: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    return Cell(text, align="center", colspan=colspan, rowspan=rowspan, bold=True)
