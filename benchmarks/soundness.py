"""Is what is called proved proved: digits of published figures changed one at a time, and whether the change is found at its place.

python -m benchmarks.soundness FILE… [--digits 60] [--seed 1]: for each file the figures that were read, how many of them
are proved, and of the digits of proved ones that were changed (the last decimal is left aside) how many gave a new error
or warning that names the place; then the same for figures of which nothing is said to be proof.
"""

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.checks import rules
from generator.checks.registry import run
from generator.published.audit import audited
from generator.published.publication import Publication
from generator.published.status import Status
from generator.readers.blocks import Block, Grid, Paragraph, Piece
from generator.readers.open import read_blocks
from generator.source.finding import Level
from generator.source.place import Place

assert rules
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
Found = set[tuple[str, str, Place]]


@dataclass(frozen=True, slots=True)
class Digit:
    """A digit of the figure at a place: its block, its piece, and where in the piece's text it stands."""

    block: int
    piece: Piece
    at: int
    place: Place


def found(publication: Publication) -> Found:
    """The errors and warnings, each with what it says and the places that it names."""
    findings = (f for f in run(publication.report) if f.level is not Level.HINT)
    return {(finding.code, finding.message, place) for finding in findings for place in finding.places}


def digits(blocks: Sequence[Block], place: Place) -> Iterator[Digit]:
    """The digits of the figure at a place, but for the last of its decimals."""
    for number, block in enumerate(blocks):
        for piece in _pieces(block):
            start = place.column - piece.place.column
            # 段落里的列是字，表里的列可以是格
            near = 0 <= start < max(len(piece.text), 1) if isinstance(block, Paragraph) else start == 0
            same = replace(piece.place, column=place.column) == place and near
            if same and (match := NUMBER.search(piece.text, 0 if isinstance(block, Grid) else start)):
                last = match.end() - ("." in match.group())
                yield from (Digit(number, piece, at, place) for at in range(match.start(), last) if piece.text[at].isdecimal())
                return


def _pieces(block: Block) -> Iterator[Piece]:
    if isinstance(block, Grid):
        yield from (piece for row in block.rows for piece in row)
    elif isinstance(block, Paragraph):
        yield from block.pieces


def changed(blocks: Sequence[Block], digit: Digit, to: str) -> list[Block]:
    """The blocks with one digit another."""
    text = digit.piece.text
    other = replace(digit.piece, text=text[: digit.at] + to + text[digit.at + 1 :])

    def swap(piece: Piece) -> Piece:
        return other if piece is digit.piece else piece

    block = blocks[digit.block]
    new: Block
    if isinstance(block, Grid):
        new = replace(block, rows=tuple(tuple(map(swap, row)) for row in block.rows))
    else:
        assert isinstance(block, Paragraph)
        new = replace(block, pieces=tuple(map(swap, block.pieces)))
    return [*blocks[: digit.block], new, *blocks[digit.block + 1 :]]


def tried(path: Path, most: int, seed: int) -> str:
    """One line on a file."""
    chance = random.Random(seed)
    blocks = read_blocks(path)
    publication = audited(blocks)
    before = found(publication)
    told = [f"{path.name}: {publication.summary['bound']} figures"]
    missed: list[str] = []
    for status in (Status.VERIFIED, Status.UNPROVABLE):
        places = list(dict.fromkeys(each.claim.place for each in publication.judged if each.status is status and each.claim.value))
        every = [digit for place in chance.sample(places, min(len(places), most)) for digit in list(digits(blocks, place))]
        chosen = chance.sample(every, min(len(every), most))
        caught = 0
        for digit in chosen:
            old = digit.piece.text[digit.at]
            new = found(audited(changed(blocks, digit, chance.choice([d for d in "0123456789" if d != old])))) - before
            named = any(place == digit.place for *_, place in new)
            caught += named
            if not named and status is Status.VERIFIED:
                codes = "、".join(sorted({code for code, *_ in new})) or "nothing"
                missed.append(f"  {digit.piece.place} {digit.piece.text[max(0, digit.at - 16) : digit.at + 12]} ({codes})")
        told.append(f"{status.value} {len(places)}: {caught} of {len(chosen)} digits found")
    return "; ".join(told) + "".join(f"\n{line}" for line in missed)


def main() -> None:
    """Print a line a file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--digits", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for path in options.files:
        print(tried(path, options.digits, options.seed), flush=True)


if __name__ == "__main__":
    main()
