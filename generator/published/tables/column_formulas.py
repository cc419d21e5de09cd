"""Columns whose heads say what they are computed from: 本年度结余④=①+②-③, 结余率（%）⑧=⑦/⑤, or 3=1+2 in the row that counts them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from generator.model.claim import Claim, ClaimKind
from generator.model.figure import PERCENT, WAN, Figure, add, subtract
from generator.published.outline import Sheet
from generator.published.prose.relation_words import quotient
from generator.published.text import folded
from generator.readers.blocks import Piece
from generator.source.numbers import parse_number
from generator.source.words import said

MARK, FORMULA = said("表.列的记号"), said("表.列的算式")
STEP = re.compile(r"([-+/])([①-⑳]|\d{1,2})")
DIVIDED, OTHERS, SIGNS = "/", 2, str.maketrans("＝＋－−—÷／", "=+---//")


def column_formulas(sheets: Iterable[Sheet]) -> Iterator[Claim]:
    """A claim on each figure of a column that is computed from others of its row; a blank one is nought among others.

    A formula holds for the rows below it, until words stand in two of its columns: other heads, as further down in a 自评表.
    """
    for sheet in sheets:
        heads: list[str] = []
        for row in () if sheet.grid.blurred or sheet.kind else sheet.grid.rows:  # 决算表各列怎么来，另有勾稽
            texts = [folded(piece).translate(SIGNS) for piece in row]
            if any(map(FORMULA.search, texts)):
                heads = texts
            elif sum(_is_word(text) for head, text in zip(heads, texts, strict=False) if MARK.search(head)) >= OTHERS:
                heads = []
            elif heads:
                yield from _of_row(heads, row)


def _is_word(text: str) -> bool:
    return text.strip("-—/无") != "" and parse_number(text.removesuffix("%")) is None


def _of_row(heads: list[str], row: tuple[Piece, ...]) -> Iterator[Claim]:
    figures = {mark[1]: _figure(head, piece) for head, piece in zip(heads, row, strict=False) if (mark := MARK.search(head))}
    for head, piece in zip(heads, row, strict=False):
        formula = FORMULA.search(head)
        shown = figures.get(formula["own"]) if formula else None
        if formula is None or shown is None or shown.place is None or (computed := _computed(formula["terms"], figures)) is None:
            continue
        kind: ClaimKind = "占" if computed.unit == PERCENT else "差额"
        if kind == "差额" or "%" in head + piece.text:
            yield Claim("", kind, shown.value, computed.unit, piece.place, f"{head}：{piece.text.strip()}", computed)


def _figure(head: str, piece: Piece) -> Figure | None:
    """The number of a cell; nought without a place where it is blank, None where it is something else."""
    text = folded(piece)
    value = parse_number(text.removesuffix("%")) if text else Decimal(0)
    return None if value is None else Figure(head, value, PERCENT if text.endswith("%") else WAN, piece.place if text else None)


def _computed(terms: str, figures: Mapping[str, Figure | None]) -> Figure | None:
    """What ①+②-③ or ⑦/⑤ comes to; None where a term is no number, all are blank, or more than two are divided."""
    steps = STEP.findall(f"+{terms}")
    known = [(sign, figure) for sign, mark in steps if (figure := figures.get(mark)) is not None]
    if len(known) < len(steps) or not any(figure.place for _, figure in known):
        return None
    if DIVIDED in terms:
        return quotient(known[0][1], known[1][1]) if len(known) == 2 else None
    gained, lost = (tuple(figure for sign, figure in known if sign == which) for which in "+-")
    return subtract("差", add("和", gained), *lost)
