"""自评表 in the layouts of bureaus: what each of their labels and columns is, said in the usual words, so that one reader reads all."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from generator.document.performance_table import check_layout, funded, indicated
from generator.document.profile import profiles
from generator.document.profile_check import SCORES
from generator.published.outline import Sheet
from generator.published.text import fold, folded
from generator.readers.blocks import Grid, Piece
from generator.source.resources import every
from generator.source.template import TemplateError, read_yaml

FUNDING = {"年初预算": "年初预算数", "全年预算": "全年预算数", "全年执行": "全年执行数", "分值": "分值", "执行率": "执行率", "得分": "得分"}
ROWS = {"资金": "年度资金总额"}
GOALS = ("预期目标", "实际完成情况")
LEVELS = ("一级指标", "二级指标")
INDICATORS = {
    "名称": "三级指标", "指标值": "年度指标值", "完成值": "实际完成值", "分值": "分值", "得分": "得分",
    "偏差原因": "偏差原因分析及改进措施",
}  # fmt: skip
TITLE, TOTAL, GRADE = "绩效自评表", "总分", "等级："
Words = Mapping[str, str]
Row = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ScoreLayout:
    """A layout's labels, folded, with the usual words for them; those of columns in the order in which they are usually read."""

    title: str
    funding: Words
    rows: Words
    goals: Words
    levels: Words
    indicators: Words
    total: str
    grade: str

    @property
    def usual(self) -> bool:
        """Whether its words are the usual ones."""
        said = (*self.funding.items(), *self.goals.items(), *self.levels.items(), *self.indicators.items(), (self.total, TOTAL))
        rows = all(label == "合计" or label.endswith(word) for label, word in self.rows.items())
        return rows and all(label == word for label, word in said) and self.grade == fold(GRADE) and self.title.endswith(TITLE)

    def prints(self, sheet: Sheet) -> bool:
        """Whether a table has the head of the indicators."""
        return any({*self.levels, *self.indicators} <= {folded(piece) for piece in row} for row in sheet.grid.rows)


def score_layouts() -> tuple[ScoreLayout, ...]:
    """The layouts of all profiles in words of their own, an office's own first; one that cannot be read is none."""
    found: list[ScoreLayout] = []
    for path in (path for name in profiles() for folder in every(*name.split("/")) for path in folder.glob(f"*/{SCORES}.yaml")):
        with suppress(TemplateError):
            found.append(_layout(check_layout(read_yaml(path))))
    return tuple(layout for layout in found if not layout.usual)


def _layout(raw: Mapping[str, Any]) -> ScoreLayout:
    def usual(columns: Sequence[tuple[str, str]], words: Words) -> Words:
        labels = {field: fold(label) for label, field in columns}
        return {labels[field]: word for field, word in words.items()}

    return ScoreLayout(
        fold(raw["名称"]),
        usual(funded(raw), FUNDING),
        {fold(shown): ROWS.get(key, key) for key, shown in raw["资金行"].items()},
        dict(zip(map(fold, raw["目标栏"]), GOALS, strict=True)),
        dict(zip(map(fold, raw["指标栏"][: len(LEVELS)]), LEVELS, strict=True)),
        usual(indicated(raw), INDICATORS),
        fold(raw["总分"]),
        fold(raw["等级"]),
    )


def in_usual_words(sheet: Sheet, layouts: Sequence[ScoreLayout]) -> Sheet:
    """A table as it would be in the usual words and order of columns; as it is where it is printed in none of the layouts."""
    layout = next((each for each in layouts if each.prints(sheet)), None)
    if layout is None:
        return sheet
    above = tuple(fold(line).replace(layout.title, TITLE) if layout.title in fold(line) else line for line in sheet.above)
    return replace(sheet, grid=Grid(tuple(_rows(sheet.grid.rows, layout)), sheet.grid.blurred), above=above)


def _rows(rows: Sequence[Row], layout: ScoreLayout) -> Iterator[Row]:
    order: list[int] = []
    words: Words = {}
    for row in rows:
        cells = [folded(piece) for piece in row]
        if {*layout.funding} <= {*cells}:
            order, words = [cells.index(label) for label in layout.funding], layout.rows
            yield _moved(row, order, layout.funding)
        elif {*layout.goals} <= {*cells}:
            order, words = [], {}
            yield _moved(row, order, layout.goals)
        elif {*layout.levels, *layout.indicators} <= {*cells}:
            order, words = [cells.index(label) for label in layout.indicators], {layout.total: TOTAL}
            yield _moved(row, order, {**layout.levels, **layout.indicators})
        else:
            moved = _moved(row, order, words)
            yield _graded(moved, layout) if layout.total in cells else moved


def _moved(row: Row, order: Sequence[int], words: Words) -> Row:
    """A row with its labels in the usual words, its columns, as far as it has them, in the usual order."""
    said = [replace(piece, text=words[text]) if (text := folded(piece)) in words else piece for piece in row]
    if max(order, default=0) < len(row):
        for to, at in zip(sorted(order), order, strict=True):
            said[to] = replace(row[at], text=words.get(folded(row[at]), row[at].text))
    return tuple(said)


def _graded(row: Row, layout: ScoreLayout) -> Row:
    return tuple(
        replace(piece, text=text.replace(layout.grade, GRADE, 1)) if (text := folded(piece)).startswith(layout.grade) else piece
        for piece in row
    )
