"""Two columns of amounts of table 06, each behind codes of its own, that are exchanged: found by 款 that do not make their 类."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from generator.model.articulation import BASIC, CLASSES
from generator.model.claim import Claim, Slip
from generator.readers.blocks import Piece
from generator.source.numbers import parse_number
from generator.source.place import Place

CODE = re.compile(r"3\d\d(?:\d\d)?")
CENT = Decimal("0.02")
Rows = Sequence[Sequence[Piece]]


@dataclass(frozen=True, slots=True)
class _Block:
    """The columns of the codes and of the amounts of one part of the table."""

    codes: int
    amounts: int

    def name(self, row: Sequence[Piece]) -> str:
        """The fact that an amount of this part states in a row; empty where there is no code."""
        code = row[self.codes].text.strip() if self.codes < len(row) else ""
        return f"{BASIC}.{code}" if CODE.fullmatch(code) else ""


def in_their_blocks(claims: list[Claim], rows: Rows) -> list[Claim]:
    """The claims of a table, those of table 06 whose two columns of amounts are exchanged named as what they are."""
    found = {
        claim.place: claim
        for claim in claims
        if claim.section == BASIC and CODE.fullmatch(claim.name.rpartition(".")[2])
    }
    blocks = _blocks(rows, found) if found else []
    if not _wrong(rows, blocks, {}):
        return claims
    right = [pair for pair in combinations(blocks, 2) if not _wrong(rows, blocks, _put_back(pair))]
    return _renamed(claims, found, rows, right[0]) if len(right) == 1 else claims


def _blocks(rows: Rows, found: Mapping[Place, Claim]) -> list[_Block]:
    """Each column of codes with the first column behind it in which amounts are read."""
    codes = sorted({n for row in rows for n, piece in enumerate(row) if CODE.fullmatch(piece.text.strip())})
    if not codes:
        return []
    read = sorted({n for row in rows for n, piece in enumerate(row) if piece.place in found and piece.text.strip()})
    ends = [*codes[1:], max((len(row) for row in rows), default=0)]
    return [
        _Block(at, n) for at, end in zip(codes, ends, strict=True) if (n := next((n for n in read if at < n < end), 0))
    ]


def _put_back(pair: tuple[_Block, _Block]) -> dict[_Block, _Block]:
    one, other = pair
    return {one: other, other: one}


def _wrong(rows: Rows, blocks: Sequence[_Block], to: Mapping[_Block, _Block]) -> int:
    """The 类 that their 款 do not make, with the amounts of some parts taken for those of others, and the amounts without a code."""
    values: dict[str, Decimal] = {}
    nameless = 0
    for row in rows:
        for block in blocks if any(block.name(row) for block in blocks) else ():
            amounts = to.get(block, block).amounts
            value = parse_number(row[amounts].text.strip()) if amounts < len(row) else None
            if name := block.name(row):
                values[name] = value or Decimal(0)
            else:
                nameless += bool(value)
    below = {
        name: [v for n, v in values.items() if n.startswith(name) and n != name]
        for name in values
        if len(name) == len(BASIC) + 4
    }
    return nameless + sum(bool(parts) and abs(values[name] - sum(parts)) > CENT for name, parts in below.items())


def _renamed(claims: list[Claim], found: Mapping[Place, Claim], rows: Rows, pair: tuple[_Block, _Block]) -> list[Claim]:
    to: dict[Place, Claim] = {}
    sample = next(iter(found.values()))
    for row in rows:
        for block, own in _put_back(pair).items():
            piece = row[block.amounts] if block.amounts < len(row) else None
            value = parse_number(piece.text.strip()) if piece and own.name(row) else None
            if piece is not None and value is not None:
                printed = found.get(piece.place) or replace(
                    sample, name=own.name(row), value=value, place=piece.place, quote=piece.text
                )
                to[piece.place] = replace(printed, name=own.name(row), slip=Slip(printed.name, way="列"))
    kept = [to.pop(claim.place, claim) for claim in claims]
    return _totals([*kept, *to.values()])


def _totals(claims: list[Claim]) -> list[Claim]:
    """The claims with 人员经费 and 公用经费 exchanged where these stand in the exchanged columns too."""
    values = {claim.name: claim.value for claim in reversed(claims)}
    sums = {
        f"{BASIC}.{part}": sum((values.get(f"{BASIC}.{code}", Decimal(0)) for code in codes), Decimal(0))
        for part, codes in CLASSES.items()
    }
    names = list(sums)
    other = dict(zip(names, reversed(names), strict=True))

    def placed(claim: Claim) -> Claim:
        own = other.get(claim.name, "")
        if own and abs(claim.value - sums[own]) <= CENT < abs(claim.value - sums[claim.name]):
            return replace(claim, name=own, slip=Slip(claim.name, way="列"))
        return claim

    return [placed(claim) for claim in claims]
