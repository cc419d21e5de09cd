"""One authored figure or text changed: what depends on it changes as it must, and nothing else does."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from generator.disclosure.department import compose, read_department
from generator.document.tree import Block, Document, Heading, Paragraph, Table, lines
from generator.model.facts import Facts
from generator.model.figure import PERCENT, WAN, Figure, Op, Words

EXAMPLE = Path(__file__).resolve().parents[1] / "data" / "株洲市工业和信息化局"
STATED = {  # 写出的合计与各部分会互相矛盾，先删去
    "收入.合计", "收入.财政拨款", "支出.合计", "支出.基本支出", "支出.项目支出", "结转结余.年初.一般公共预算",
    "一般性支出.会议费.决算", "一般性支出.培训费.决算",
}  # fmt: skip
UNSEEN = {f"上年.{name}" for name in ("收入.合计", "支出.合计", "收支总计.支出", "财政拨款收支总计.支出", "结转结余.年末.合计")}


@dataclass(frozen=True)
class Spot:
    """A place of the document that prints a figure: which block, which cell or run among those that print one."""

    block: int
    position: tuple[int, ...]
    text: str
    figure: Figure
    table: bool


def spots(document: Document) -> Iterator[Spot]:
    """Every printed figure."""
    for number, block in enumerate(document.blocks):
        if isinstance(block, Table):
            for r, row in enumerate(block.body):
                for c, cell in enumerate(row.cells):
                    if cell.figure is not None:
                        yield Spot(number, (r, c), cell.text, cell.figure, True)
        elif isinstance(block, Heading | Paragraph):
            figures = [run for run in block.runs if run.figure is not None]
            for r, run in enumerate(figures):
                assert run.figure is not None
                yield Spot(number, (len(figures), r), run.text, run.figure, False)


def evaluate(figure: Figure, leaf: Figure, value: Decimal) -> Decimal:
    """The figure if the leaf had that value, worked out from what the figure says it is made of."""
    if figure.formula is None:
        return value if figure.place is not None and figure.place == leaf.place else figure.value
    first, *rest = (evaluate(term, leaf, value) for term in figure.formula.terms)
    match figure.formula.op:
        case Op.SUM:
            return first + sum(rest)
        case Op.DIFFERENCE:
            return first - sum(rest)
        case Op.RATIO:
            return first / rest[0] * 100
        case Op.PRODUCT:
            return min(first * rest[0] / 100, first)  # 得分最高为分值


def number(value: Decimal, places: int, pattern: str = "f") -> str:
    """A number half up."""
    return format(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), pattern)


def text_for(spot: Spot, value: Decimal) -> str:
    """What must be printed there for a value."""
    if spot.table:
        return in_table(spot.figure.unit, value)
    if spot.figure.unit not in {WAN, PERCENT}:
        return number(value, 2).rstrip("0").rstrip(".")
    words = re.match(r"增加|减少|增长|降低|", spot.text)
    assert words
    if words[0]:
        up, down = ("增加", "减少") if spot.figure.unit == WAN else ("增长", "降低")
        return (up if value > 0 else down) + amount(spot, abs(value))
    return amount(spot, value)


def in_table(unit: str, value: Decimal) -> str:
    """A number in a table."""
    if unit == WAN:
        shown = number(value, 2, ",f")
        return shown if shown.strip("0.") else ""
    shown = number(value, 2).rstrip("0").rstrip(".")
    return shown + ("%" if unit == PERCENT else "")


def amount(spot: Spot, value: Decimal) -> str:
    """An amount or a percent in a sentence, in the style of the profile."""
    unit = spot.figure.unit
    return number(value, 2) + WAN if unit == WAN else number(value, 1) + PERCENT


@dataclass(frozen=True)
class Base:
    """The example without its stated totals: its folder, facts and document."""

    folder: Path
    facts: Facts
    document: Document


def compose_in(folder: Path) -> tuple[Facts, Document]:
    """The facts and the document of the example in a folder."""
    department = read_department(folder / "2021.yaml")
    document, _ = compose(department)
    assert document is not None
    return department.facts, document


def authored(facts: Facts) -> dict[str, Figure]:
    """Every authored figure that is not zero, by name."""
    figures = [fact for fact in facts.values() if isinstance(fact, Figure)]
    leaves = [leaf for figure in figures for leaf in figure.leaves]
    return {leaf.name: leaf for leaf in leaves if leaf.place and leaf.value and leaf.unit != "年"}


def edit(folder: Path, fact: Figure | Words, new: str) -> None:
    """Write something else where a fact was written; the place must be exact."""
    assert fact.place is not None
    path = folder / Path(fact.place.file).name
    rows = path.read_text("utf-8").split("\n")
    row, column = rows[fact.place.line - 1], fact.place.column - 1
    found = re.match(r"[\d.]*", row[column:])
    old = fact.text if isinstance(fact, Words) else found[0] if found else ""
    assert old and row[column:].startswith(old), f"{fact.place} 不是 {old}"
    assert isinstance(fact, Words) or Decimal(old) == fact.value
    rows[fact.place.line - 1] = row[:column] + new + row[column + len(old) :]
    path.write_text("\n".join(rows), "utf-8")


def mutated(base: Base, folder: Path, fact: Figure | Words, new: str) -> Document:
    """The document after one edit."""
    shutil.copytree(base.folder, folder, dirs_exist_ok=True)
    edit(folder, fact, new)
    return compose_in(folder)[1]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """The example in a folder of its own, the stated totals blank."""
    folder = tmp_path_factory.mktemp("example")
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    leaves = authored(compose_in(folder)[0])
    assert leaves.keys() >= STATED
    for name in STATED:
        edit(folder, leaves[name], " " * len(str(leaves[name].value)))
    return Base(folder, *compose_in(folder))


def new_value(leaf: Figure) -> Decimal:
    """A value far enough from the old one to show, on the same side of zero."""
    if leaf.unit != WAN:
        return leaf.value - 1 if leaf.value > 1 else leaf.value + 1
    return (leaf.value * Decimal("1.37")).quantize(Decimal("0.01"))


def depends(figure: Figure, leaf: Figure) -> bool:
    """Whether a figure was computed from the leaf."""
    return any(part.place == leaf.place for part in figure.leaves)


def words(block: Block) -> list[str]:
    """What a block prints beside its figures."""
    if isinstance(block, Table):
        return [cell.text for row in block.body for cell in row.cells if cell.figure is None]
    return [run.text for run in block.runs if run.figure is None] if isinstance(block, Heading | Paragraph) else [str(block)]


NAMES = [name for name in authored(read_department(EXAMPLE / "2021.yaml").facts) if name not in STATED]


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_changes_all_that_depends_on_it_and_nothing_else(name: str, base: Base, tmp_path: Path) -> None:
    leaf = authored(base.facts)[name]
    value = new_value(leaf)
    after = mutated(base, tmp_path, leaf, str(value))
    assert len(after.blocks) == len(base.document.blocks)
    printed = {(spot.block, spot.position): spot.text for spot in spots(after)}
    touched, shown = set(), 0
    for spot in spots(base.document):
        expected = text_for(spot, evaluate(spot.figure, leaf, value)) if depends(spot.figure, leaf) else spot.text
        touched |= {spot.block} if depends(spot.figure, leaf) else set()
        shown += expected != spot.text
        assert printed.get((spot.block, spot.position)) == expected or reworded(base, after, spot, leaf), spot
    for number, (old, new) in enumerate(zip(base.document.blocks, after.blocks, strict=True)):
        assert number in touched or words(old) == words(new), old
    assert shown or name in UNSEEN


def reworded(base: Base, after: Document, spot: Spot, leaf: Figure) -> bool:
    """Whether the sentence took another branch, so that its figures no longer stand side by side with the old ones."""
    old, new = base.document.blocks[spot.block], after.blocks[spot.block]
    figures = [other for other in spots(base.document) if other.block == spot.block]
    return isinstance(old, Paragraph) and words(old) != words(new) and any(depends(s.figure, leaf) for s in figures)


TEXTS = [
    "部门.名称", "概况.内设机构.2", "概况.另设机构.1", "支出.2010499.原因", "支出.2101101.原因", "一般公共预算.较上年原因",
    "收支总计.较上年原因", "三公经费.公务接待费.说明", "三公经费.公务用车购置费.较上年原因", "机关运行经费.原因",
    "一般性支出.会议费.场次.2.名称", "一般性支出.会议费.场次.2.内容", "一般性支出.培训费.场次.1.明细", "绩效自评.项目.3.名称",
    "绩效自评.指标.3.名称", "绩效自评.指标.3.偏差原因", "绩效自评.预期目标", "预算绩效.结论",
]  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_changes_where_it_is_printed_and_nowhere_else(name: str, base: Base, tmp_path: Path) -> None:
    fact = base.facts[name]
    assert isinstance(fact, Words)
    before, after = list(lines(base.document)), list(lines(mutated(base, tmp_path, fact, "另外写的话")))
    assert before != after
    assert [line.replace("另外写的话", fact.text) for line in after] == before
