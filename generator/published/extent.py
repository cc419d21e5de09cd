"""How much of a published document was read, and what it is: a whole one, an excerpt, a budget."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.model.numerals import PART, value_of
from generator.published.outline import Line, Sheet, classify
from generator.published.text import fold
from generator.source.words import said

AMOUNT = said("篇.印着的数")
CELL = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")
COUNTER = re.compile(r"\d{1,3}|[23]\d{4}|2\d{6}|20\d\d")
BUDGET = said("篇.预算的题目")
IN_PASSING = said("篇.顺带说的预算")
SENTENCE = said("篇.一句话")
FIRST, SHORT = 6, 60
CONTENTS = said("篇.目录")
TITLE = said("篇.决算的题目")
FEW, HALF = 5, 2
FROM_END_TO_END = {"概况", "收支总体", "三公经费", "名词解释"}
OF_DISCLOSURE = {"收支总体", "财政拨款收支总体", "三公经费"}


@dataclass(frozen=True, slots=True)
class Extent:
    """Figures printed and read, whether any section was recognised, whether the document is whole, and whether a budget."""

    printed: int
    read: int
    recognised: bool
    whole: bool
    budget: bool

    @property
    def little(self) -> bool:
        """Whether so little was read that nothing can be said of the document."""
        return self.read * FEW < self.printed or not (self.printed or self.read or self.recognised)

    @property
    def partly(self) -> bool:
        """Whether less than half was read."""
        return self.read * HALF < self.printed

    def told(self, undone: str) -> str:
        """What to say of a document of which next to nothing was made out: how little, what was not done, what to do."""
        none = f"没有见到一个数，{'' if self.recognised else '也没有认出一节，'}"
        seen = f"只认出 {self.read} 个数（共见 {self.printed} 个），其余" if self.printed else none
        return (
            f"{seen}{undone}。请看它是不是决算公开的正文：网页可能只有标题和附件的链接，扫描件要先做文字识别，"
            "文字和表格没有分开的请由原来的 Word、网页重新存一份。"
        )


def printed(parts: Sequence[Line | Sheet]) -> int:
    """The figures that stand in a document: amounts in its text, numbers in its cells that are no line numbers or codes."""
    return sum(len(AMOUNT.findall(part.text.text)) if isinstance(part, Line) else _in_cells(part) for part in parts)


def _in_cells(sheet: Sheet) -> int:
    texts = [fold(piece.text) for row in sheet.grid.rows for piece in row if piece.text]
    return sum(not COUNTER.fullmatch(text) if CELL.fullmatch(text) else len(AMOUNT.findall(text)) for text in texts)


def recognised(lines: Sequence[Line]) -> bool:
    """Whether any section of a disclosure was made out, by a heading or by a line that is one without a number."""
    return any(line.section or (len(line.text.text) < SHORT and classify(line.text.text)) for line in lines)


def is_whole(lines: Sequence[Line]) -> bool:
    """Whether a document has its title and its contents, all parts from the first, or sections from the first to the last."""
    texts = [line.text.text for line in lines]
    parts = {value_of(found.group()) for text in texts if len(text) < SHORT and (found := re.match(PART, text))}
    titled = any(len(text) < SHORT and TITLE.search(text) for text in texts[:FIRST])
    listed = titled and any(CONTENTS.fullmatch(text.strip("　")) for text in texts)
    every = len(parts) > 1 and parts == set(range(1, max(parts) + 1))
    return listed or every or {line.section for line in lines} >= FROM_END_TO_END


def is_report_alone(lines: Iterable[Line]) -> bool:
    """Whether a file has nothing of a 决算 but the 自评 report."""
    return not any(line.section in OF_DISCLOSURE for line in lines)


def is_budget(lines: Sequence[Line]) -> bool:
    """Whether titles in the first lines name a budget and no final account, and the text speaks of budgets above all.

    A sentence that measures spending on its budget is no title, and a budget named in passing (一般公共预算, 预算执行) none.
    """
    texts = [line.text.text for line in lines]
    titles = (text for text in texts[:FIRST] if len(text) < SHORT and not SENTENCE.search(text))
    first = IN_PASSING.sub("", "\n".join(titles))
    said = "".join(texts)
    return bool(BUDGET.search(first)) and "决算" not in first and said.count("决算") * HALF < said.count("预算")
