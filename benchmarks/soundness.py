"""Is what is called proved proved: digits of published figures changed one at a time, and whether the change is found at its place.

python -m benchmarks.soundness FILE… [--digits 60] [--seed 1] [--every] [--why]: for each file the figures that were read, how
many of them are proved, and of the digits of proved ones that were changed (the last decimal is left aside) how many gave a
new error or warning that names the place; the most that could be proved (see attainable) and the share that is; then the
same for figures of which nothing is said to be proof. --every changes every digit, --why lists what was found though nothing
was said to prove it, and by which rules, and what could be proved and is not.
"""

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.attainable import attainable
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


@dataclass(frozen=True, slots=True)
class Trial:
    """A digit changed of a figure of some kind, and the codes of what is said of it at its place, and elsewhere."""

    digit: Digit
    kind: str
    here: tuple[str, ...]
    elsewhere: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The place, the digit in its text, and what is said."""
        said = "、".join(self.here) or f"only elsewhere: {'、'.join(self.elsewhere) or 'nothing'}"
        text, at = self.digit.piece.text, self.digit.at
        return f"  {self.digit.piece.place} {self.kind} {text[max(0, at - 16) : at]}[{text[at]}]{text[at + 1 : at + 12]} ({said})"


def places(publication: Publication, status: Status) -> dict[Place, str]:
    """The places of the figures of a status, with what kind each is of."""
    return {each.claim.place: f"{each.claim.kind} {each.claim.name}" for each in publication.judged if each.status is status}


def trials(blocks: Sequence[Block], at: dict[Place, str], before: Found, most: int, chance: random.Random) -> list[Trial]:
    """Digits of the figures at some places changed, `most` of them; 0 means each of them."""
    some = chance.sample(list(at), min(len(at), most or len(at)))
    every = [digit for place in some for digit in digits(blocks, place)]
    chosen = chance.sample(every, min(len(every), most or len(every)))
    return [_tried(blocks, digit, at[digit.place], before, chance) for digit in chosen]


def _tried(blocks: Sequence[Block], digit: Digit, kind: str, before: Found, chance: random.Random) -> Trial:
    other = chance.choice([d for d in "0123456789" if d != digit.piece.text[digit.at]])
    new = found(audited(changed(blocks, digit, other))) - before
    here = {code for code, _, place in new if place == digit.place}
    return Trial(digit, kind, tuple(sorted(here)), tuple(sorted({code for code, *_ in new} - here)))


def tried(path: Path, most: int, seed: int, why: bool) -> str:
    """One line on a file, and one on each digit of a proved figure that was not found."""
    chance, blocks = random.Random(seed), read_blocks(path)
    publication = audited(blocks)
    before = found(publication)
    proved, open_ = places(publication, Status.VERIFIED), places(publication, Status.UNPROVABLE)
    possible = attainable(publication) | set(proved)
    sound, other = (trials(blocks, at, before, most, chance) for at in (proved, open_))
    figures = len(proved) + len(open_) + len(places(publication, Status.CONTRADICTED)) + publication.summary["unbound"]
    told = [
        f"{path.name}: {figures} figures",
        f"{len(proved)} proved ({_percent(len(proved), figures)} of all)",
        f"caught {sum(bool(t.here) for t in sound)} of {len(sound)} digits",
        f"maximum {len(possible)}, share {_percent(len(proved), len(possible))}",
        f"not proved: {sum(bool(t.here) for t in other)} of {len(other)} digits found",
    ]
    lines = [trial.shown for trial in sound if not trial.here]
    if why:
        lines += [f" found{trial.shown}" for trial in other if trial.here]
        lines += [f" could be proved: {place} {kind}" for place, kind in open_.items() if place in possible]
    return "\n".join(["; ".join(told), *lines])


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "-"


def main() -> None:
    """Print a line a file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--digits", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", action="store_true")
    parser.add_argument("--why", action="store_true")
    options = parser.parse_args()
    for path in options.files:
        print(tried(path, 0 if options.every else options.digits, options.seed, options.why), flush=True)


if __name__ == "__main__":
    main()
