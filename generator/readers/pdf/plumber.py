"""Pages of PDFs whose fonts are not embedded: PDFium loses single digits there, the slower pdfplumber does not."""

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from generator.readers.blocks import UnreadablePublication
from generator.readers.pdf.glyphs import Box, Drawn, Page, assembled, turn_of

_MOST_GLYPHS = 60_000
_THIN = 3


def plumbed_pages(content: bytes, name: str) -> Iterator[Page]:
    """The pages in order; raises UnreadablePublication where one cannot be read."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(BytesIO(content)) as file:
            for page in file.pages:
                yield _page(page)
                page.close()
    except MemoryError:
        raise
    except Exception as error:  # pdfminer lets whatever a broken object makes fail come through
        raise UnreadablePublication(f"{name} 已损坏，打不开。请重新下载，或另存一份再试。") from error


def _page(page: Any) -> Page:
    chars = [(char["text"], turn_of(char["matrix"]), _box(page, char)) for char in page.chars[:_MOST_GLYPHS]]
    drawn = [*page.lines, *page.rects, *page.curves]
    strokes = [side for each in drawn for side in _sides(each, _box(page, each))]
    pictures = [_box(page, each) for each in page.images]
    return assembled(page.page_number, (0, 0, page.width, page.height), chars, Drawn(strokes, pictures))


def _box(page: Any, item: Any) -> Box:
    """Left, bottom, right and top as shown, from the bottom left corner."""
    return item["x0"], page.height - item["bottom"], item["x1"], page.height - item["top"]


def _sides(item: Any, box: Box) -> Iterator[Box]:
    """A line or a thin bar itself, the four sides of a box that is drawn, nothing of one that is only filled."""
    left, bottom, right, top = box
    if right - left <= _THIN or top - bottom <= _THIN:
        yield box
    elif item["stroke"] and item["object_type"] == "rect":
        yield from ((left, bottom, right, bottom), (left, top, right, top))
        yield from ((left, bottom, left, top), (right, bottom, right, top))
