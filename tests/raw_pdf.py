"""Small PDFs made by hand, so that a test says exactly where each character and each rule stands."""

import re
from collections.abc import Iterable, Sequence

A4 = (595, 842)
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63680000008200"
    "8177cd72b60000000049454e44ae426082"
)  # a picture of one grey dot as PNG
_SHOWN = re.compile(rb"<([0-9a-f]+)> Tj")


def text(x: int, y: int, words: str, size: int = 16, turned: bool = False) -> bytes:
    """Operators that set words at a place; `turned` a quarter to the left."""
    matrix = f"0 1 -1 0 {x} {y}" if turned else f"1 0 0 1 {x} {y}"
    return f"BT /F {size} Tf {matrix} Tm <{words.encode('utf-16-be').hex()}> Tj ET\n".encode()


def line(x0: int, y0: int, x1: int, y1: int) -> bytes:
    """Operators that draw a stroke."""
    return f"{x0} {y0} m {x1} {y1} l S\n".encode()


def bar(x: int, y: int, width: int, height: int) -> bytes:
    """Operators that fill a rectangle."""
    return f"{x} {y} {width} {height} re f\n".encode()


def picture(x: int, y: int, width: int, height: int) -> bytes:
    """Operators that place a picture of one grey dot."""
    return f"q {width} 0 0 {height} {x} {y} cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI Q\n".encode()


def grid(xs: Sequence[int], ys: Sequence[int]) -> bytes:
    """Strokes for all rows and columns."""
    levels = (line(xs[0], y, xs[-1], y) for y in ys)
    return b"".join((*levels, *(line(x, ys[0], x, ys[-1]) for x in xs)))


def pdf(pages: Iterable[bytes], size: tuple[int, int] = A4, embedded: bool = False, turn: int = 0) -> bytes:
    """A PDF of pages given as operators; digits are half as wide as characters.

    Its font is either 宋体 by name only, as many programs for forms write it, or one of boxes, embedded.
    """
    contents = list(pages)
    characters = sorted({char for content in contents for words in _SHOWN.findall(content) for char in _words(words)})
    fonts = _boxes(characters) if embedded else _named()
    kids = " ".join(f"{3 + len(fonts) + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        *fonts,
    ]
    for content in contents:
        drawn = _SHOWN.sub(lambda shown: _coded(shown[1], characters), content) if embedded else content
        box = f"/MediaBox [0 0 {size[0]} {size[1]}] /Rotate {turn} /Resources << /Font << /F 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {len(objects) + 2} 0 R >>".encode())
        objects.append(_stream(drawn))
    return _assembled(objects)


def _words(shown: bytes) -> str:
    return bytes.fromhex(shown.decode()).decode("utf-16-be")


def _coded(shown: bytes, characters: list[str]) -> bytes:
    return b"<" + b"".join(f"{characters.index(char):02x}".encode() for char in _words(shown)) + b"> Tj"


def _named() -> list[bytes]:
    """A font that the reader of the file must have."""
    return [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /W [1 95 500]"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
    ]


def _boxes(characters: list[str]) -> list[bytes]:
    """A font whose every glyph is a box, with a table of the characters they stand for."""
    widths = [500 if char.isascii() else 1000 for char in characters]
    names = [f"g{n}" for n in range(len(characters))]
    glyphs = " ".join(f"/{name} {6 if width == 500 else 5} 0 R" for name, width in zip(names, widths, strict=True))
    font = (
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 -140 1000 860] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 0"
        f" /LastChar {len(names) - 1} /Widths [{' '.join(map(str, widths))}] /CharProcs << {glyphs} >> /ToUnicode 4 0 R"
        f" /Encoding << /Type /Encoding /Differences [0 {' '.join('/' + name for name in names)}] >> >>"
    )
    return [font.encode(), _stream(_meanings(characters)), *(_stream(_box(width)) for width in (1000, 500))]


def _box(width: int) -> bytes:
    return f"{width} 0 50 -100 {width - 50} 800 d1 50 -100 {width - 100} 900 re f".encode()


def _meanings(characters: list[str]) -> bytes:
    pairs = [f"<{n:02x}> <{char.encode('utf-16-be').hex()}>" for n, char in enumerate(characters)]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    ranges = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    space = "1 begincodespacerange <00> <ff> endcodespacerange"
    return f"/CIDInit /ProcSet findresource begin begincmap\n{space}\n{ranges}\nendcmap end".encode()


def _stream(content: bytes) -> bytes:
    return f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def _assembled(objects: list[bytes]) -> bytes:
    """The objects numbered from 1, with their table and trailer."""
    out, offsets = b"%PDF-1.6\n", []
    for n, each in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{n} 0 obj\n".encode() + each + b"\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010} 00000 n \n" for at in offsets)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + (table + trailer).encode()
