"""Tables with a row for each item (机构运行信息, 政府采购, 三公经费), or with one row of 三公 amounts under their heads."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.model.numerals import NUMERALS, ONE
from generator.published.prose.labels import item_name, item_words
from generator.published.tables.column_heads import Cell, Row, counts_columns, head_rows, path_of
from generator.published.tables.forms import orders
from generator.published.tables.labels import items, role
from generator.readers.blocks import Piece
from generator.readers.cells import WORD
from generator.source.numbers import parse_number
from generator.source.words import said

NUMBERED = re.compile(rf"^(?:{ONE}|（[{NUMERALS}\d]+）|\d{{1,2}}[、.．)）]|其中[:：]?|[:：])+")
UNIT = said("表.行末的单位")
TURNS = ("预算", "决算")
TURN = {"预算": said("表.预算的列"), "决算": said("表.决算的列")}
BY_TURNS = said("表.预算决算相间")
ALL = said("表.三公合计的列")
THIS, OTHERS = said("表.三公自己的合计"), said("表.三公以外的列")


def by_item(rows: Sequence[Row], total: str = "") -> Iterator[Cell]:
    """The amounts and counts behind each label, by the heads of their columns; `total` is what 合计 is in the table."""
    head = head_rows(rows)
    roles = _roles(head, max((len(row.cells) for row in rows), default=0))
    for row in rows[len(head) :]:
        labels = [at for at, cell in enumerate(row.cells) if WORD.search(cell)]
        for at, end in pairwise([*labels, len(row.cells)]):
            label = _bare(row.cells[at])
            cells = list(zip(roles, row.pieces, strict=False))[at + 1 : end]
            yield from _of_item(total if label == "合计" else label, cells, bool(total))


def _roles(head: Sequence[Row], width: int) -> list[str]:
    """What each column gives; of two budgets the one of the whole year is what tables of costs call 预算."""
    roles = [role(path_of(head, at)) for at in range(width)]
    planned = next((kind for kind in ("预算", "全年预算", "年初预算") if kind in roles), "")
    return ["预算" if kind == planned else kind for kind in roles]


def _of_item(label: str, cells: Sequence[tuple[str, Piece]], public: bool) -> Iterator[Cell]:
    """The cells of one item; in a `public` table of 三公经费 alone its label may be any words that name one of them."""
    known = [(item.name, item.roles, item.unit) for item in items() if item.label.fullmatch(label)]
    named = item_name(label) if public and not known and item_words(label) else ""
    for name, roles, unit in known or [(f"{named}.{{列}}", TURNS, "")] * bool(named):
        yield from (Cell(name.replace("{列}", kind), piece, label, unit) for kind, piece in cells if kind in roles)


def _bare(label: str) -> str:
    """A label without its number and its unit."""
    return UNIT.sub("", NUMBERED.sub("", label))


def three_public(rows: Sequence[Row], title: str) -> Iterator[Cell]:
    """The one row of amounts under 预算数 and 决算数, or all of them what the title says; or a row for each item."""
    parts = list(_of_turns(rows))
    if {turn for turn, *_ in parts} == set(TURNS):
        for turn, heads, row in parts:
            named = zip(_by_head(heads, len(row.cells), turn), row.pieces, strict=False)
            yield from (Cell(name, piece, name[-2:]) for name, piece in named)
        yield from by_item(rows[rows.index(parts[-1][2]) + 1 :])
        return
    bare = [row for row in rows if _is_amounts(row)]
    if not bare:
        yield from by_item(rows, "三公经费合计")
        return
    found = bare[1] if len(bare) > 1 and counts_columns(bare[0]) else bare[0]
    head = [row for row in rows[: rows.index(found)] if any(WORD.search(cell) for cell in row.cells)]
    others = any(OTHERS.search(cell) for row in head for cell in row.cells)
    alone = next((turn for turn in TURNS if f"{turn}表" in title), "")
    names = _by_head(head, len(found.cells), alone) or (() if others else _by_order(rows, len(found.cells)))
    for name, piece in zip(names, found.pieces, strict=False):
        yield Cell(name, piece, name[-2:])


def _of_turns(rows: Sequence[Row]) -> Iterator[tuple[str, tuple[Row, ...], Row]]:
    """Each row of amounts that is all 预算数 or all 决算数, as its label or a row of its own above it says, and its heads."""
    turn, head = "", list[Row]()
    for row in rows:
        words = {cell for cell in row.cells if WORD.search(cell)}
        own = next((each for each in TURNS if words and all(TURN[each].search(word) for word in words)), "")
        amounts = any(parse_number(cell) is not None for cell in row.cells) and not counts_columns(row)
        if own and not amounts:
            turn, head = own, []
        elif amounts and (own or (turn and not words)):
            yield own or turn, tuple(head), row
        elif not amounts:
            head.append(row)


def _is_amounts(row: Row) -> bool:
    """Whether a row holds amounts alone, and not the numbers of the columns."""
    known = [value for cell in row.cells if (value := parse_number(cell)) is not None]
    return bool(known) and known != list(range(1, len(known) + 1)) and not any(WORD.search(cell) for cell in row.cells)


def _by_head(head: Sequence[Row], width: int, alone: str) -> list[str]:
    """The fact of each column by the labels over it; empty where the head is torn, so that a fact comes twice or a turn lacks its total.

    `alone` is the turn of all columns where no head gives one.
    """
    turns = [turn for turn in TURNS if any(turn in cell for row in head for cell in row.cells)] or [alone]
    names = []
    total = THIS if any(OTHERS.search(cell) for row in head for cell in row.cells) else ALL
    for at in range(width):
        path = path_of(head, at)
        turn = next((turn for turn in TURNS if TURN[turn].search(path)), alone if turns == [alone] else "")
        item = item_name(path.rpartition("/")[2]) or (item_name(path) if path.endswith(("小计", "合计")) else "")
        beside = next((each.name for each in items() if not each.unit and turn in each.roles and each.label.fullmatch(path)), "")
        item = item or ("三公经费" if total.search(path.rpartition("/")[2]) or THIS.search(path) else "")
        names.append(f"{item}.{turn}" if turn and item else beside.replace("{列}", turn) if turn else "")
    known = [name for name in names if name]
    whole = len(known) == len(set(known)) and {f"三公经费.{turn}" for turn in turns} <= set(known)
    return names if whole else []


def _by_order(rows: Sequence[Row], width: int) -> Sequence[str]:
    """The facts in the order of a layout that has as many columns, 预算数 and 决算数 by turns as here or not; else none."""
    turns = any(BY_TURNS.search("".join(row.cells)) for row in rows[:6])
    known = (names for names in orders("三公经费") if len(names) <= width)
    return next((names for names in known if turns == (names[0].rpartition(".")[0] == names[1].rpartition(".")[0])), ())
