"""A published paragraph made ready for matching: no white space, half-width digits, every character's place kept."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from generator.readers.blocks import Paragraph, Piece
from generator.source.place import Place

STRAIGHT = "\"＂"
QUOTED = re.compile(f"[{STRAIGHT}]")
PUNCTUATION = str.maketrans({"(": "（", ")": "）", ";": "；", ":": "：", "﹪": "%", "％": "%", "．": ".", '"': "”", "＂": "”"})


@dataclass(frozen=True, slots=True)
class FoldedText:
    """Normalised text; `starts` are the offsets at which a new run of neighbouring characters begins at a place.

    `raw` is the text as it stands in the file.
    """

    text: str
    starts: tuple[int, ...]
    places: tuple[Place, ...]
    raw: str = ""

    def place(self, offset: int) -> Place:
        """Where the character at an offset stands in the file."""
        index = max(bisect_right(self.starts, offset) - 1, 0)
        return _along(self.places[index], offset - self.starts[index])

    @property
    def kept(self) -> list[int]:
        """Where each of its characters stands in the raw text."""
        return [at for at, character in enumerate(self.raw) if FOLDING[ord(character)]]


def _along(place: Place, columns: int) -> Place:
    return Place(place.file, place.line, place.column + columns, place.page, place.sheet, place.words)


def normalise(paragraph: Paragraph) -> FoldedText:
    """The paragraph's text for matching."""
    out: list[str] = []
    starts: list[int] = []
    places: list[Place] = []
    length, quoted = 0, False
    for piece in paragraph.pieces:
        plain = piece.text.translate(FOLDING)
        if len(plain) == len(piece.text) and not QUOTED.search(piece.text):  # 没有要去掉的字，也没有要看前后的引号
            if plain:
                starts.append(length)
                places.append(piece.place)
                out.append(plain)
                length += len(plain)
                quoted = plain.rfind("“") > plain.rfind("”") if "“" in plain or "”" in plain else quoted
            continue
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
        return FoldedText("", (0,), (paragraph.pieces[0].place if paragraph.pieces else Place("", 1, 1),), paragraph.raw)
    return FoldedText("".join(out), tuple(starts), tuple(places), paragraph.raw)


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
