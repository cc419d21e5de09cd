"""Characters that no reader sees, taken out of what was read, and digits in the width that figures are read in."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from generator.readers.blocks import Block, Grid, Paragraph, Piece

PRIVATE = range(0xE000, 0xF900)
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
