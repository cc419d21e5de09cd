"""A published paragraph made ready for matching: no white space, half-width digits, every character's place kept."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.published.blocks import Block, Grid, Paragraph, Piece
from generator.source.place import Place

PRIVATE = range(0xE000, 0xF900)
STRAIGHT = "\"＂"
PUNCTUATION = str.maketrans({"(": "（", ")": "）", ";": "；", ":": "：", "﹪": "%", "％": "%", "．": ".", '"': "”", "＂": "”"})
# 看不见的字符（零宽空格、软连字符、书写方向等）夹在数字里，数就断成两截；全角数字和部首同形字照常用的读
_UNSEEN = (0xAD, 0x61C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070))
_PLAIN = {
    **dict.fromkeys(_UNSEEN, ""),
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAD9))},
}
_WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


def visible(text: str) -> str:
    """A text without the characters that are not seen, its full-width numbers in half width."""
    return _WIDE_COMMA.sub(",", text).translate(_PLAIN)


def cleaned(blocks: Iterable[Block]) -> list[Block]:
    """Blocks whose texts hold no character that is not seen."""
    return [_cleaned(block) for block in blocks]


def _cleaned(block: Block) -> Block:
    if isinstance(block, Grid):
        return replace(block, rows=tuple(tuple(map(_seen, row)) for row in block.rows))
    return replace(block, pieces=tuple(map(_seen, block.pieces))) if isinstance(block, Paragraph) else block


def _seen(piece: Piece) -> Piece:
    text = visible(piece.text) if not piece.text.isascii() else piece.text
    return piece if text == piece.text else Piece(text, piece.place)


@dataclass(frozen=True, slots=True)
class Text:
    """Normalised text; `starts` are the offsets at which a new run of neighbouring characters begins at a place."""

    text: str
    starts: tuple[int, ...]
    places: tuple[Place, ...]

    def place(self, offset: int) -> Place:
        """Where the character at an offset stands in the file."""
        index = max(bisect_right(self.starts, offset) - 1, 0)
        return _along(self.places[index], offset - self.starts[index])


def _along(place: Place, columns: int) -> Place:
    return Place(place.file, place.line, place.column + columns, place.page, place.sheet, place.words)


def normalise(paragraph: Paragraph) -> Text:
    """The paragraph's text for matching."""
    out: list[str] = []
    starts: list[int] = []
    places: list[Place] = []
    length, quoted = 0, False
    for piece in paragraph.pieces:
        fresh = True
        for column, character in enumerate(piece.text):
            kept = "“" if character in STRAIGHT and not quoted else FOLDING[ord(character)]
            quoted = kept == "“" or (quoted and kept != "”")
            if not kept:
                fresh = True
                continue
            if fresh:
                starts.append(length)
                places.append(_along(piece.place, column))
                fresh = False
            out.append(kept)
            length += 1
    if not places:
        return Text("", (0,), (paragraph.pieces[0].place if paragraph.pieces else Place("", 1, 1),))
    return Text("".join(out), tuple(starts), tuple(places))


class _Folding(dict[int, str]):
    """Each character, by its code, as it is for matching: nothing for white space, half-width for full-width digits and letters."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, _folded(chr(code)))


FOLDING = _Folding()


def fold(text: str) -> str:
    """A text for matching, white space and differences of width gone."""
    return text.translate(FOLDING)


def _folded(character: str) -> str:
    if character.isspace() or character in "\u200b\ufeff\u00ad":
        return ""
    if "０" <= character <= "９" or "Ａ" <= character <= "ｚ":
        return unicodedata.normalize("NFKC", character)
    return character.translate(PUNCTUATION)


def folded(piece: Piece) -> str:
    """The text of a table cell for matching."""
    return fold(piece.text)
