"""The 绩效自评表 of a published document to facts: the funding row, the indicators with their scores, total and grade."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from generator.model.facts import Facts
from generator.model.figure import WAN, Figure, Words
from generator.published.outline import Sheet
from generator.published.text import folded
from generator.readers.blocks import Piece
from generator.readers.cells import WORD
from generator.source.numbers import parse_number
from generator.source.words import said

NAME = "绩效自评"
RATE_NAME = "印出执行率"  # 推出来的叫“执行率”，不是一回事
FIRST = said("绩效.一级指标")
SECOND = said("绩效.二级指标")
SCORE = re.compile(r"\d{1,3}(?:\.\d+)?")
SOURCES = {
    "合计": "资金",
    "年度资金总额": "资金",
    "当年财政拨款": "当年财政拨款",
    "本年财政拨款": "当年财政拨款",
    "上年结转资金": "上年结转资金",
    "其他资金": "其他资金",
}
NAMED = said("绩效.名称的格子")
PROJECT = said("绩效.项目")
TITLE, OF_PROJECT = said("绩效.自评表的题目"), said("绩效.项目自评表的题目")
HEADS = {
    "年初预算": said("绩效.年初预算的列"),
    "全年预算": said("绩效.全年预算的列"),
    "全年执行": said("绩效.全年执行的列"),
}
RATE = said("绩效.执行率的列")
PRINTED_GRADE = said("绩效.表里的等级")
PRINTED_RATE = re.compile(r"(\d+(?:\.\d+)?)(%?)")
TOTALS = frozenset(("总分", "总计", "总得分"))
AMOUNTS = ("年初预算", "全年预算", "全年执行")
GOALS = {
    "预期目标": said("绩效.预期目标"),
    "实际完成": said("绩效.实际完成"),
}


def is_score_table(sheet: Sheet) -> bool:
    """Whether a table holds indicators with 分值 and 得分, or goes on from one that does."""
    text = "".join(folded(piece) for row in sheet.grid.rows for piece in row)
    return ("得分" in text and "分值" in text and "指标" in text) or ("总分" in text and "指标" in text)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One 自评表, which may be several tables on end: its facts, and whether it is of one project only."""

    facts: Facts
    project: bool


def read_evaluations(sheets: Sequence[Sheet]) -> list[Evaluation]:
    """The 自评表 of a document in order; each begins with its title, the name of what it is of, or its head after a total."""
    readers = [_Scores()]
    for sheet in sheets:
        title = next((line for line in reversed(sheet.above) if TITLE.search(line)), "")
        if title and readers[-1].items:
            readers.append(_Scores())
        readers[-1].project |= OF_PROJECT.search(title) is not None
        for row in _whole(sheet.grid.rows):
            if readers[-1].ended_by([folded(piece) for piece in row]):
                readers.append(_Scores())
            readers[-1].row(row)
    return [Evaluation(reader.whole(), reader.project) for reader in readers if reader.facts]


def parted(evaluations: Sequence[Evaluation], known: bool) -> tuple[Facts, list[Facts]]:
    """The facts of the one 自评表 of the whole department, and those of projects.

    A single one of a project is taken for it only where nothing else of the accounts is `known`.
    """
    wholes = [each for each in evaluations if not each.project]
    single = evaluations[0] if len(evaluations) == 1 and not known else None
    main = wholes[0] if wholes else single
    return main.facts if main else Facts(), [each.facts for each in evaluations if each is not main]


def _whole(rows: Sequence[tuple[Piece, ...]]) -> Iterator[tuple[Piece, ...]]:
    """The rows, those that the end of a page cut in two put together: each cell stands in one of the halves."""
    held: tuple[Piece, ...] = ()
    for row in rows:
        cut = held and row and held[0].place.page < row[0].place.page and len(held) == len(row)
        if cut and not any(one.text and other.text for one, other in zip(held, row, strict=True)):
            yield tuple(one if one.text else other for one, other in zip(held, row, strict=True))
            held = ()
            continue
        if held:
            yield held
        held = row
    if held:
        yield held


class _Scores:
    """The facts so far, with the 一级 and 二级 that rows below inherit."""

    def __init__(self) -> None:
        self.facts = Facts()
        self.items: list[str] = []
        self.first = self.second = ""
        self.goals: dict[int, str] = {}
        self.project = False
        self.columns: dict[str, int] = {}
        self.rate_at, self.width = -1, 0
        self.named_at = self.second_at = self.across = 0

    def whole(self) -> Facts:
        """The facts with the list of indicators."""
        return Facts({**self.facts, f"{NAME}.指标": tuple(self.items)}) if self.items else self.facts

    def ended_by(self, cells: Sequence[str]) -> bool:
        """Whether a row belongs to the next 自评表: it names what that is of, or is a head and the total has been read."""
        named = any(NAMED.fullmatch(cell) for cell in cells[:2])
        return bool(self.items) and (named or (f"{NAME}.总分" in self.facts and "一级指标" in cells))

    def row(self, row: tuple[Piece, ...]) -> None:
        """One row: funding, the goals, an indicator, or the total."""
        cells = [folded(piece) for piece in row]
        if self.goal(row, cells) or self.called(row, cells) or self.head(cells):
            return None
        label = next((key for cell in cells[:4] for key in SOURCES if cell.rstrip("：:").endswith(key)), "")
        if label and not self.totals(cells):
            return self.funding(SOURCES[label], row)
        for cell in cells[:3]:
            if FIRST.match(cell):
                self.first, self.second = cell, ""
            elif SECOND.search(cell) and cell != "绩效指标":
                self.second = cell
        at = next((i for i in range(len(cells) - 2, 1, -1) if _scores(cells[i : i + 2])), None)
        if at is None:
            return None
        if self.totals(cells[:at]):
            self.total(row, at)
        elif at >= 3:
            self.indicator(row, cells, at)
        return None

    def called(self, row: tuple[Piece, ...], cells: Sequence[str]) -> bool:
        """Whether a row names what the 自评表 is of; that of a project is remembered."""
        at = next((at for at, cell in enumerate(cells[:2]) if NAMED.fullmatch(cell)), None)
        if at is None:
            return False
        name = next((index for index in range(at + 1, len(cells)) if cells[index]), None)
        self.project = PROJECT.match(cells[at]) is not None
        if self.project and name is not None:
            self.facts[f"{NAME}.项目名称"] = Words(cells[name], row[name].place)
        return True

    def head(self, cells: Sequence[str]) -> bool:
        """Whether a row is the head of the funding or of the indicators; where what they hold stands is remembered."""
        columns = {name: at for name, known in HEADS.items() for at, cell in reversed(list(enumerate(cells))) if known.match(cell)}
        if len(columns) > 1:
            self.columns, self.width = columns, len(cells)
            self.rate_at = next((at for at, cell in enumerate(cells) if RATE.match(cell)), -1)
        if "三级指标" in cells:
            self.named_at, self.across = cells.index("三级指标"), len(cells)
            self.second_at = cells.index("二级指标") if "二级指标" in cells else 0
        return len(columns) > 1 or "三级指标" in cells

    def totals(self, cells: Sequence[str]) -> bool:
        """Whether a row is the total of the points: 总分, or 合计 below the indicators."""
        return any(cell in TOTALS or (self.items and cell == "合计") for cell in cells[:3])

    def funding(self, source: str, row: tuple[Piece, ...]) -> None:
        """年初预算数, 全年预算数, 全年执行数, then 分值, 执行率 and 得分."""
        for column, piece in self.amounts(row):
            value = parse_number(piece.text.strip())
            if value is None:
                continue
            name = f"{NAME}.{source}.{column}"
            self.facts.setdefault(name, Figure(name, value, WAN, piece.place))
        self.rate(source, row)
        for rate, reached in pairwise(row):
            score = parse_number(reached.text.strip())
            if re.fullmatch(r"\d+(?:\.\d+)?%", folded(rate)) and score is not None:
                self.facts.setdefault(f"{NAME}.执行率得分", Figure(f"{NAME}.执行率得分", score, "分", reached.place))

    def rate(self, source: str, row: tuple[Piece, ...]) -> None:
        """执行率 as printed below its head, in % or without a unit; not that of a row in another shape than the head."""
        if self.rate_at < 0 or len(row) != self.width:
            return
        piece, name = row[self.rate_at], f"{NAME}.{source}.{RATE_NAME}"
        if found := PRINTED_RATE.fullmatch(folded(piece)):
            self.facts.setdefault(name, Figure(name, Decimal(found[1]), found[2], piece.place))

    def amounts(self, row: tuple[Piece, ...]) -> Iterable[tuple[str, Piece]]:
        """The amounts of a funding row, each by its head; in the usual order where there is no head."""
        if self.columns:
            return [(name, row[at]) for name, at in self.columns.items() if at < len(row)]
        return zip(AMOUNTS, (piece for piece in row if parse_number(piece.text.strip()) is not None), strict=False)

    def goal(self, row: tuple[Piece, ...], cells: Sequence[str]) -> bool:
        """Whether a row is the head of the goals, or one that tells them: what stands below each head."""
        heads = {at: field for field, known in GOALS.items() for at, cell in enumerate(cells) if known.fullmatch(cell)}
        if len(heads) == len(GOALS):
            self.goals = heads
            return True
        if any(text and at not in self.goals for at, text in enumerate(cells) if at >= min(self.goals, default=0)):
            self.goals = {}
        for at, field in self.goals.items():
            if at < len(row) and row[at].text.strip():
                self.tell(f"{NAME}.{field}", Words(row[at].text.strip(), row[at].place))
        return bool(self.goals)

    def tell(self, name: str, words: Words) -> None:
        """A text that goes on in the rows below."""
        before = self.facts.get(name)
        whole = f"{before.text}{'' if before.text.endswith('。') else '；'}{words.text}" if isinstance(before, Words) else words.text
        self.facts[name] = Words(whole, before.place if isinstance(before, Words) else words.place)

    def indicator(self, row: tuple[Piece, ...], cells: Sequence[str], at: int) -> None:
        """Name, target, result, weight, score and what is said of a deviation."""
        item = f"{NAME}.指标.{len(self.items) + 1}"
        name = next((n for n in (self.named_at or at - 3, at - 3) if 0 < n < at and WORD.search(cells[n])), None)
        if name is None:
            return
        if self.second_at and len(cells) == self.across and cells[self.second_at]:  # 列在“二级指标”下的，不叫“某某指标”也是
            self.second = cells[self.second_at]
        texts = {"名称": name, "指标值": at - 2, "完成值": at - 1, "偏差原因": at + 2}
        self.items.append(item)
        for field, index in texts.items():
            if index < len(row) and cells[index]:
                self.facts[f"{item}.{field}"] = Words(cells[index], row[index].place)
        for field, title in (("一级", self.first), ("二级", self.second)):
            self.facts[f"{item}.{field}"] = Words(title, row[name].place)
        for field, index in (("分值", at), ("得分", at + 1)):
            value = parse_number(cells[index])
            if value is not None:
                self.facts[f"{item}.{field}"] = Figure(f"{item}.{field}", value, "分", row[index].place)

    def total(self, row: tuple[Piece, ...], at: int) -> None:
        """总分 and the grade."""
        value = parse_number(row[at + 1].text.strip())
        if value is not None:
            self.facts[f"{NAME}.总分"] = Figure(f"{NAME}.总分", value, "分", row[at + 1].place)
        grade = PRINTED_GRADE.search("".join(folded(piece) for piece in row))
        if grade:
            self.facts[f"{NAME}.等级"] = Words(grade[1], row[-1].place)


def _scores(pair: Sequence[str]) -> bool:
    return len(pair) == 2 and all(SCORE.fullmatch(cell) for cell in pair)
