"""Highlights with notes in a copy of a PDF, appended to its bytes, so that all that was there, its tags too, stays as it is."""

from collections.abc import Sequence
from ctypes import byref, c_double, c_ushort
from io import BytesIO
from typing import Any

from generator.published.words_at import Words
from generator.readers.blocks import Piece
from generator.readers.pdf.where import Area, Where

AUTHOR = "决算核对"
FINE = 10  # 一磅分成几份
COLOURS = {"错误": (255, 170, 170), "警告": (255, 220, 120), "提示": (170, 205, 255)}
Note = tuple[Words | Piece | None, str]


def highlighted(content: bytes, file: str, notes: Sequence[Note]) -> bytes:
    """A copy of a PDF with a highlight for each note; those on no place stand at the top of the first page."""
    import pypdfium2

    where, document = Where(content, file), pypdfium2.PdfDocument(content)
    try:
        for n, (words, text) in enumerate(notes):
            areas = list(where.words(words.places) if isinstance(words, Words) else where.cell(words.place) if words else ())
            areas = areas or [Area(1, 0.02 + n % 40 / 50, 0.02, 0.04 + n % 40 / 50, 0.04)]
            _add(document, where, [area for area in areas if area.page == areas[0].page], text)
        made = BytesIO()
        document.save(made, flags=pypdfium2.raw.FPDF_INCREMENTAL)
        return made.getvalue()
    finally:
        document.close()


def _add(document: Any, where: Where, areas: Sequence[Area], text: str) -> None:
    """A highlight over some areas of a page."""
    import pypdfium2.raw as raw

    page = document[areas[0].page - 1]
    note = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_HIGHLIGHT)
    boxes = [_box(page, where.pages[areas[0].page].turned, area) for area in areas]
    sides = list(zip(*boxes, strict=True))
    raw.FPDFAnnot_SetRect(note, raw.FS_RECTF(min(sides[0]), max(sides[3]), max(sides[2]), min(sides[1])))
    for left, bottom, right, top in boxes:
        raw.FPDFAnnot_AppendAttachmentPoints(note, raw.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom))
    raw.FPDFAnnot_SetColor(note, raw.FPDFANNOT_COLORTYPE_Color, *COLOURS.get(text[:2], COLOURS["提示"]), 255)
    raw.FPDFAnnot_SetFlags(note, raw.FPDF_ANNOT_FLAG_PRINT)
    for key, value in ((b"Contents", text), (b"T", AUTHOR)):
        raw.FPDFAnnot_SetStringValue(note, key, _wide(value))
    raw.FPDFPage_CloseAnnot(note)
    page.close()


def _wide(text: str) -> Any:
    """A text as PDFium takes it: UTF-16 with a zero behind."""
    units = memoryview(f"{text}\0".encode("utf-16-le")).cast("H")
    return (c_ushort * len(units))(*units)


def _box(page: Any, turned: int, area: Area) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of an area as the PDF counts them."""
    corners = [_point(page, turned, x, y) for x, y in ((area.left, area.top), (area.right, area.bottom))]
    (x0, x1), (y0, y1) = (sorted(each) for each in zip(*corners, strict=True))
    return x0, y0, x1, y1


def _point(page: Any, turned: int, across: float, down: float) -> tuple[float, float]:
    import pypdfium2.raw as raw

    turn = -turned % 4
    width, height = (int(FINE * side) for side in (page.get_size() if turn % 2 == 0 else page.get_size()[::-1]))
    x, y = c_double(), c_double()
    raw.FPDF_DeviceToPage(page, 0, 0, width, height, turn, int(across * width), int(down * height), byref(x), byref(y))
    return x.value, y.value
