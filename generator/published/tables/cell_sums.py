"""Amounts listed in one cell of a 自评表: a total and its parts, held against each other as in prose and bound to nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.model.claim import Claim
from generator.published.outline import Line, Sheet
from generator.published.prose.figures import Mention, mentions
from generator.published.prose.sums import nearly, overfull
from generator.published.text import FoldedText, normalise
from generator.readers.blocks import Paragraph, Piece
from generator.source.words import said

LIST = said("表.格子里列分项")
LEAST = 3  # 一个总额，两个部分


def cell_sums(sheets: Iterable[Sheet], yuan: bool) -> tuple[list[Claim], int]:
    """A claim at the cell for each total in it that its parts do not make, and how many amounts were looked at."""
    claims: list[Claim] = []
    number = 0
    for piece, text, amounts in _lists(sheets, yuan):
        line = Line(text, "", 0, "", "")
        number += len(amounts)
        claims += [replace(c, place=piece.place) for c in list(overfull(line, amounts)) or nearly(line, amounts)]
    return claims, number


def _lists(sheets: Iterable[Sheet], yuan: bool) -> Iterator[tuple[Piece, FoldedText, list[Mention]]]:
    """The cells that list amounts, with these."""
    for piece in (piece for sheet in sheets for row in sheet.grid.rows for piece in row):
        if LIST.search(piece.text):
            text = normalise(Paragraph((piece,)))
            amounts = [mention for mention in mentions(text, yuan) if mention.money]
            if len(amounts) >= LEAST:
                yield piece, text, amounts
