"""The pages of a checked PDF as pictures, the words of each finding boxed."""

from base64 import b64encode
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from generator.commands.marked import NOTHING, Figured, Known, figures_of, spot
from generator.commands.shown import Box, Picture, Shown, every, name
from generator.published.publication import Publication
from generator.published.words_at import Parts, Words
from generator.readers.pdf.where import Area, Where
from generator.source.finding import Finding

MOST = 120  # 页；再多就只画有发现的
SCALE = 100 / 72  # 每英寸 100 点，看得清小五号字
LONGEST = 2400  # 点；再大的页缩小了画
GREYS = 16


def areas(path: Path, publication: Publication, findings: Sequence[Finding], file: str) -> tuple[Where, Mapping[str, list[Area]]]:
    """The areas of each place of the findings, by its name in the page; a place that cannot be found has none."""
    where, parts = Where(path.read_bytes(), path.name), Parts(publication.parts)
    found: dict[str, list[Area]] = {}
    for finding in findings:
        for place in every(finding, file):
            words = parts.at(place, finding.quote)
            if words is not None and name(place) not in found:
                each = where.words(words.places) if isinstance(words, Words) else where.cell(words.place)
                found[name(place)] = list(each)
    return where, found


def pictured(shown: Shown, path: Path, publication: Publication, findings: Sequence[Finding], file: str) -> Shown:
    """What is shown of a PDF, as pictures of its pages."""
    where, found = areas(path, publication, findings, file)
    parts, boxes = Parts(publication.parts), dict[int, list[Box]]()
    for figure in figures_of(publication):
        for area in _areas(where, parts, figure):
            boxes.setdefault(area.page, []).append(_box("", False, area, figure.known))
    for at, each in found.items():
        for n, area in enumerate(each):
            boxes.setdefault(area.page, []).append(_box(at, n == 0, area))
    marked = {number for each in found.values() for number in (area.page for area in each)}
    return replace(shown, parts=tuple(_pictures(path, where, boxes, marked)))


def _areas(where: Where, parts: Parts, figure: Figured) -> Iterator[Area]:
    """Where a figure is printed."""
    words = spot(figure, parts)
    yield from where.words(words.places) if words else where.cell(figure.place) if figure.cell else ()


def _box(at: str, begins: bool, area: Area, known: Known = NOTHING) -> Box:
    sides = (100 * area.left, 100 * area.top, 100 * (area.right - area.left), 100 * (area.bottom - area.top))
    left, top, width, height = (float(f"{side:.2f}") for side in sides)
    return Box(at, begins, left, top, width, height, *known)


def _pictures(path: Path, where: Where, boxes: Mapping[int, Sequence[Box]], marked: Container[int]) -> Iterator[Picture]:
    wanted = [number for number in where.pages if len(where.pages) <= MOST or number in marked]
    for number, image in drawn(path.read_bytes(), where, wanted):
        yield Picture(number, _address(image), image.width, image.height, tuple(boxes.get(number, ())))


def drawn(content: bytes, where: Where, wanted: Iterable[int]) -> Iterator[tuple[int, Any]]:
    """The pages that are wanted, turned so that their text stands upright, as pictures in shades of grey."""
    import pypdfium2

    file = pypdfium2.PdfDocument(content)
    try:
        for number in wanted:
            page, turn = file[number - 1], 90 * (-where.pages[number].turned % 4)
            scale = min(SCALE, LONGEST / max(page.get_size()))
            yield number, page.render(scale=scale, rotation=turn, grayscale=True).to_pil()
    finally:
        file.close()


def _address(image: Any) -> str:
    """A picture as an address that holds it."""
    content = BytesIO()
    step = 256 // GREYS
    shades = image.point([(value // step) for value in range(256)]).convert("P")
    shades.putpalette([channel for grey in range(GREYS) for channel in (grey * 255 // (GREYS - 1),) * 3])
    shades.save(content, "PNG", bits=4, compress_level=6)
    return f"data:image/png;base64,{b64encode(content.getvalue()).decode()}"
