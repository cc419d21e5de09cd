"""How much of a published document was read, and what it is: a whole one, an excerpt, a budget."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.numerals import PART
from generator.published.outline import Line, Sheet, classify

AMOUNT = re.compile(r"(?<![\d.,A-Za-z])\d[\d,]*(?:\.\d+(?![\d.])|(?=万元|亿元|元|%|辆|人次|批次))")
CELL = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")
COUNTER = re.compile(r"\d{1,3}|[23]\d{4}|2\d{6}|20\d\d")
BUDGET = re.compile(r"20\d\d年.{0,40}预算|(?:部门|单位)预算|预算(?:公开|情况|说明|表)")
FIRST, SHORT = 6, 60
CONTENTS = re.compile(r"目[录次]")
TITLE = re.compile(r"20\d\d年.{0,30}决算|决算公开")
FEW, HALF = 5, 2


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


def printed(parts: Sequence[Line | Sheet]) -> int:
    """The figures that stand in a document: amounts in its text, numbers in its cells that are no line numbers or codes."""
    return sum(len(AMOUNT.findall(part.text.text)) if isinstance(part, Line) else _in_cells(part) for part in parts)


def _in_cells(sheet: Sheet) -> int:
    texts = [piece.text.strip().replace("％", "%") for row in sheet.grid.rows for piece in row if piece.text]
    return sum(not COUNTER.fullmatch(text) if CELL.fullmatch(text) else len(AMOUNT.findall(text)) for text in texts)


def recognised(lines: Sequence[Line]) -> bool:
    """Whether any section of a disclosure was made out, by a heading or by a line that is one without a number."""
    return any(line.section or (len(line.text.text) < SHORT and classify(line.text.text)) for line in lines)


def is_whole(lines: Sequence[Line]) -> bool:
    """Whether a document has its title and its contents, or two of its parts; else it is an excerpt."""
    texts = [line.text.text for line in lines]
    parts = {found.group() for text in texts if len(text) < SHORT and (found := re.match(PART, text))}
    titled = any(len(text) < SHORT and TITLE.search(text) for text in texts[:FIRST])
    return len(parts) > 1 or (titled and any(CONTENTS.fullmatch(text.strip("　")) for text in texts))


def is_budget(lines: Sequence[Line]) -> bool:
    """Whether the first lines name a budget and no final account, and the text speaks of budgets above all."""
    texts = [line.text.text for line in lines]
    first = "\n".join(text for text in texts[:FIRST] if len(text) < SHORT).replace("预算绩效", "")
    said = "".join(texts)
    return bool(BUDGET.search(first)) and "决算" not in first and said.count("决算") * HALF < said.count("预算")
