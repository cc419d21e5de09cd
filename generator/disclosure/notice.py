"""The 更正说明 published beside a corrected document: one page, a row a figure in a reader's words, and the wording that changed."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from generator.disclosure.marked_changes import set_beside
from generator.disclosure.revision import FigureChange, Revision, TextChange
from generator.document.tree import Align, Block, Cell, Document, Paragraph, Row, Run, Table
from generator.model.catalogue import Catalogue
from generator.model.facts import Facts
from generator.model.titles import title
from generator.published.passages import masked
from generator.source.widths import halves
from generator.source.words import said

HALVES = 98  # 版心放得下几个半角的小字
PADDING, MOST = 3, 24  # 一列数另留的、至多占的
NOTHING = "（无）"
DATE = "　　年　　月　　日"
PUBLISHED, CAUSE = f"原公开日期：{DATE}", "更正的原因："
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
CODE = re.compile(r"\d{3,}")
CHANGE = "增减额"
UP, DOWN = said("词.增"), said("词.减")
FIGURES = ("序号", "更正的数", "原公开", "更正为", "相差", "{}")
TEXTS = ("序号", "{}", "原公开", "更正为")
PLACE, PAGED = "所在位置", "所在位置（更正后的页码）"


@dataclass(frozen=True, slots=True)
class Corrected:
    """A figure as it was and as it is, with all the names and sections under which it stands."""

    old: str
    new: str
    names: tuple[str, ...]
    sections: tuple[str, ...]

    @property
    def gap(self) -> str:
        """The difference in the unit of the new; empty where one side has no figure, or another unit."""
        was, now = _number(self.old), _number(self.new)
        if was is None or now is None or _unit(self.old) != _unit(self.new):
            return ""
        return f"{now - was:+,}".replace("-", "−") + _unit(self.new)

    def where(self, places: Mapping[str, str]) -> str:
        """The first place with its part and pages, and how many there are."""
        first, count = self.sections[0], len(self.sections)
        return places.get(first, first) + (f"等{count}处" if count > 1 else "")


def as_notice(
    revision: Revision, facts: Facts, catalogue: Catalogue, places: Mapping[str, str] = MappingProxyType({}), reason: str = ""
) -> Document | None:
    """A 更正说明 fit for publishing, its dates left to be filled in by hand; None where nothing that is printed changed.

    `places` are the sections of the corrected text with their parts and pages, by title.
    """
    department, year = facts.text("部门.名称"), facts.figure("年度")
    whole = f"{department}{year.value if year else ''}年度{facts.text('部门.决算', '部门')}决算"
    figures = tuple(corrected([change for change in revision.figures if not _computed(change)]))
    texts = wordings(revision.texts, {(_bare(each.old), _bare(each.new)) for each in figures})
    if not figures and not texts:
        return None
    told = "、".join(f"{len(rows)}{what}" for rows, what in ((figures, "个数"), (texts, "处文字")) if rows)
    heading = f"{whole}更正说明"
    blocks: list[Block] = [Paragraph((Run(heading),), "题")]
    blocks += [Paragraph((Run(text),)) for text in (f"{whole}公开文本有误，现更正{told}。", PUBLISHED, CAUSE + reason)]
    place = PAGED if any("页" in words for words in places.values()) else PLACE
    if figures:
        rows = [(_named(each.names, facts, catalogue), each.old, each.new, each.gap, each.where(places)) for each in figures]
        blocks += [Paragraph((Run("一、数的更正"),), "注"), _table(FIGURES, place, _widths(rows), rows, right=(2, 3, 4))]
    if texts:
        told_of = [(places.get(text.section, text.section), *_beside(text)) for text in texts]
        blocks += [Paragraph((Run(f"{'二' if figures else '一'}、文字的更正"),), "注"), _table(TEXTS, place, (4, 18, 38, 38), told_of)]
    blocks += [Paragraph((Run(department),), "右"), Paragraph((Run(DATE),), "右")]
    return Document(heading, department, int(year.value) if year else 0, tuple(blocks))


def _widths(rows: Sequence[tuple[str, ...]]) -> tuple[int, ...]:
    """The columns, those of figures wide enough for the longest, so that no number leaves its unit."""
    old, new, gap = (min(MOST, PADDING + max(halves(text) for text in column)) for column in list(zip(*rows, strict=True))[1:4])
    rest = HALVES - 4 - old - new - gap
    return 4, rest * 5 // 9, old, new, gap, rest - rest * 5 // 9


def _beside(text: TextChange) -> tuple[Cell, Cell]:
    """The two wordings, what changed standing out."""
    old, new = set_beside(text.old, text.new)
    return Cell(old[0] or NOTHING, strong=old[1]), Cell(new[0] or NOTHING, strong=new[1])


def corrected(changes: Sequence[FigureChange]) -> Iterator[Corrected]:
    """The figures, those of one 科目 that were and are printed alike as one, with the places of all."""
    found: dict[tuple[str, str, str], list[FigureChange]] = {}
    for change in changes:
        old, new = _shown(change.old), _shown(change.new)
        code = CODE.search(change.name)  # 一个科目在几张表里是一个数，没有科目的各是各的
        found.setdefault((old.replace(",", ""), new.replace(",", ""), code.group() if code else change.name), []).append(change)
    for alike in found.values():
        pieces = [piece for change in alike for piece in change.where]
        printed = [piece for piece in pieces if piece.figures]  # 别的是公开的文件里的叫法，两种都写就重了
        sections = dict.fromkeys(piece.section for piece in printed or pieces)
        names = tuple(dict.fromkeys(change.name for change in alike))
        if sections:
            yield Corrected(_shown(alike[0].old), _shown(alike[0].new), names, tuple(sections))


def wordings(texts: Sequence[TextChange], told: Set[tuple[str, str]]) -> tuple[TextChange, ...]:
    """The changes that are not of figures alone that are `told` one by one: other words, and rates and differences in sentences."""
    return tuple(text for text in texts if not _figures_alone(text, told))


def _figures_alone(text: TextChange, told: Set[tuple[str, str]]) -> bool:
    if not text.old or not text.new or masked(text.old) != masked(text.new):
        return False
    pairs = zip(NUMBER.findall(text.old), NUMBER.findall(text.new), strict=False)
    return all((_bare(old), _bare(new)) in told for old, new in pairs if _bare(old) != _bare(new))


def _bare(shown: str) -> str:
    """The number alone."""
    found = NUMBER.search(shown)
    return found[0].replace(",", "").lstrip("-") if found else ""


def _computed(change: FigureChange) -> bool:
    """Whether a figure is a rate or an amount of change, which is told with its sentence."""
    return "%" in change.old + change.new or change.name.endswith(CHANGE)


def _shown(printed: str) -> str:
    """The last figure that was printed with its unit and the direction before it, without the label that it was quoted with."""
    first = next((part for part in printed.split("、") if NUMBER.search(part)), printed)
    found = list(NUMBER.finditer(first))
    if not found:
        return first or NOTHING
    begin = found[-1].start()
    turned = first[max(0, begin - 2) : begin]
    return (turned if UP.search(turned) or DOWN.search(turned) else "") + first[begin:]


def _number(shown: str) -> Decimal | None:
    found = NUMBER.search(shown)
    value = Decimal(found[0].replace(",", "")) if found else None
    return -value if value is not None and found and DOWN.search(shown[: found.start()]) else value


def _unit(shown: str) -> str:
    found = NUMBER.search(shown)
    return shown[found.end() :] if found else ""


def _named(names: Sequence[str], facts: Facts, catalogue: Catalogue) -> str:
    """What a figure is called in published texts, by the first of its names that has a title."""
    return next((told for name in names if (told := title(name, catalogue)) != name), "") or _worded(names[0], facts)


def _worded(name: str, facts: Facts) -> str:
    """The name of a fact that has no title, part by part: 绩效自评.指标.1.得分 is 绩效自评，指标，亩均建设成本，得分."""
    parts = name.split(".")
    told = []
    for end, part in enumerate(parts, 1):
        called = facts.text(f"{'.'.join(parts[:end])}.名称")
        told.append((f"{called}（{part}）" if CODE.fullmatch(part) else called) if called else part)
    return "，".join(told)


def _table(
    head: Sequence[str], place: str, widths: tuple[int, ...], rows: Sequence[tuple[str | Cell, ...]], right: Sequence[int] = ()
) -> Table:
    """A table in small print whose rows are numbered, the columns of figures to the right."""

    def side(column: int) -> Align:
        return "center" if column == 0 else "right" if column in right else "left"

    def cell(column: int, shown: str | Cell) -> Cell:
        return replace(shown, align=side(column)) if isinstance(shown, Cell) else Cell(shown, align=side(column))

    body = [Row(tuple(cell(n, shown) for n, shown in enumerate((str(number), *row)))) for number, row in enumerate(rows, 1)]
    top = Row(tuple(Cell(text.format(place), align="center", bold=True) for text in head))
    return Table("", "", "", "", "", widths, (top,), tuple(body), small=True)
