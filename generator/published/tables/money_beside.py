"""What the paragraph above a project's table says was spent, against what the table says: 执行数为47.72万元, and 47.2 under 实际支出."""

from collections.abc import Iterator, Sequence

from generator.model.claim import Claim
from generator.model.figure import WAN, Figure
from generator.model.interval import last_unit
from generator.published.outline import Line, Sheet
from generator.published.text import folded
from generator.source.numbers import parse_number
from generator.source.words import said

SPENT, HEAD, TOTAL = said("绩效.项目的执行数"), said("绩效.实际支出一列"), said("绩效.合计一行")
NAMED = said("绩效.项目名称一格")
NEAR, LEADING, ALIKE = 4, 3, 4


def money_beside(parts: Sequence[Line | Sheet]) -> Iterator[Claim]:
    """A claim on what was spent in a project's table where the text just above says another amount, not even rounded."""
    for at, part in enumerate(parts):
        if isinstance(part, Sheet) and not part.kind and not part.grid.blurred:
            told, printed = _told(parts[max(at - NEAR, 0) : at], _name(part)), _printed(part)
            if told and printed and abs(told.value - printed.value) >= max(last_unit(told.value), last_unit(printed.value)):
                yield Claim("执行数", "再述", printed.value, WAN, printed.place, printed.name, told, part.section)  # type: ignore[arg-type]


def _name(sheet: Sheet) -> str:
    """The project that a table names, behind 项目名称 in one of its first rows; empty where it names none."""
    rows = ([folded(piece) for piece in row if folded(piece)] for row in sheet.grid.rows[:LEADING])
    return next((row[1] for row in rows if len(row) > 1 and NAMED.fullmatch(row[0])), "")


def _told(before: Sequence[Line | Sheet], name: str) -> Figure | None:
    """What the nearest line above a table that says so says was spent on its project; None where none does, or it tells of several."""
    for part in reversed(before):
        if isinstance(part, Sheet):
            return None
        text = part.text.text
        if found := list(SPENT.finditer(text)):
            value = parse_number(found[0]["spent"])
            same = not name or any(name[at : at + ALIKE] in text for at in range(max(len(name) - ALIKE, 0) + 1))
            sure = value is not None and len(found) == 1 and same
            return Figure("执行数", value, WAN, part.text.place(found[0].start("spent"))) if sure and value is not None else None
    return None


def _printed(sheet: Sheet) -> Figure | None:
    """The amount under 实际支出 in the row 合计 of a table in 万元; None where there is no such row, or several columns of that name."""
    rows = sheet.grid.rows
    for at, row in enumerate(rows[:-1]):
        heads = [folded(piece) for piece in row]
        columns = [n for n, head in enumerate(heads) if HEAD.search(head)]
        if len({heads[n] for n in columns}) == 1 and any(WAN in head for head in heads):
            below = next((row for row in rows[at + 1 :] if any(TOTAL.fullmatch(folded(piece)) for piece in row[:LEADING])), ())
            value = parse_number(folded(below[columns[0]])) if columns[0] < len(below) else None
            return Figure(f"{heads[columns[0]]}：", value, WAN, below[columns[0]].place) if value is not None else None
    return None
