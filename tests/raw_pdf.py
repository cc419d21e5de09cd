"""Small PDFs made by hand, so that a test says exactly where each character and each rule stands."""

from collections.abc import Iterable, Sequence

Text = tuple[int, int, str, int]  # x, y from the bottom left corner, text, size
A4 = (595, 842)


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


def grid(xs: Sequence[int], ys: Sequence[int]) -> bytes:
    """Strokes for all rows and columns."""
    levels = (line(xs[0], y, xs[-1], y) for y in ys)
    return b"".join((*levels, *(line(x, ys[0], x, ys[-1]) for x in xs)))


def pdf(pages: Iterable[bytes], size: tuple[int, int] = A4) -> bytes:
    """A PDF of pages given as operators, its font 宋体 not embedded, digits half as wide as characters."""
    contents = list(pages)
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /W [1 95 500]"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
    ]
    for n, content in enumerate(contents):
        box = f"/MediaBox [0 0 {size[0]} {size[1]}] /Resources << /Font << /F 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {6 + 2 * n} 0 R >>".encode())
        objects.append(f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream")
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    """The objects numbered from 1, with their table and trailer."""
    out, offsets = b"%PDF-1.6\n", []
    for n, each in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{n} 0 obj\n".encode() + each + b"\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010} 00000 n \n" for at in offsets)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + (table + trailer).encode()
