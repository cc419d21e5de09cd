"""Work done once: a page painted, and a part of the file squeezed, serve every later file that has the same."""

import re
import zlib
from copy import copy
from dataclasses import dataclass
from typing import Any

OPACITY = re.compile(r"[aA][\d.]+")


@dataclass(frozen=True, slots=True)
class _Painting:
    """The operators of a page, its tagged boxes, its transparencies and its fonts with the glyphs used."""

    operators: bytes
    tags: dict[Any, Any]
    states: dict[str, Any]
    fonts: dict[Any, Any]


class PaintedPage:
    """A laid-out page of WeasyPrint that remembers its painting."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._painting: _Painting | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint the page into the file, from memory where it was painted before."""
        self._painting = self._painting or _painting(self._page, stream, scale)
        if self._painting is None:
            self._page.paint(stream, scale)
        else:
            _repeat(self._painting, stream)


def _painting(page: Any, stream: Any, scale: float) -> _Painting | None:
    """The painting of a page on a sheet of its own; None where it hangs on the file: pictures, numbered states, no glyph."""
    fonts = {key: _unused(font) for key, font in stream._fonts.items()}
    tags: dict[Any, Any] = {}
    states: dict[str, Any] = {}
    pictures: dict[str, Any] = {}
    resources = {**stream._resources, "ExtGState": states, **dict.fromkeys(("XObject", "Pattern", "Shading"), pictures)}
    sheet = stream.clone(fonts=fonts, resources=resources, tags=tags)
    sheet.transform(*stream.ctm.values)
    page.paint(sheet, scale)
    used = {key: font for key, font in fonts.items() if font.to_unicode}
    numbered = [key for key in states if not OPACITY.match(key)]
    if pictures or numbered or any(font.missing for font in used.values()):
        return None
    return _Painting(b"\n".join(map(_bytes, sheet.stream[1:])), tags, states, used)


def _bytes(operator: Any) -> bytes:
    if isinstance(operator, bytes):
        return operator
    written: bytes = operator.encode() if isinstance(operator, str) else operator.data
    return written


def _unused(font: Any) -> Any:
    """The font without the glyphs noted in it."""
    fresh = copy(font)
    fresh.widths, fresh.to_unicode, fresh.missing = {}, {}, {}
    return fresh


def _repeat(painting: _Painting, stream: Any) -> None:
    """What painting the page would have left in the file: earlier pages' notes of a glyph stand."""
    stream.stream.append(painting.operators)
    stream._tags.update(painting.tags)
    for key, state in painting.states.items():
        stream._resources["ExtGState"].setdefault(key, state)
    for key, used in painting.fonts.items():
        font = stream._fonts.setdefault(key, _unused(used))
        font.widths = _joined(font.widths, used.widths)
        font.to_unicode = _joined(font.to_unicode, used.to_unicode)


def _joined(earlier: dict[int, Any], later: dict[int, Any]) -> dict[int, Any]:
    return earlier | {glyph: note for glyph, note in later.items() if glyph not in earlier}


class Squeezer:
    """Compresses the parts of a file, those of the last file from memory; the bytes are those that pydyf makes."""

    def __init__(self) -> None:
        self._kept: dict[bytes, bytes] = {}

    def squeeze(self, document: Any, pdf: Any) -> None:
        """Compress the streams of a file that is about to be written: a finisher for WeasyPrint."""
        used: dict[bytes, bytes] = {}
        for part in pdf.objects:
            if getattr(part, "compress", False):
                content = b"\n".join(map(_bytes, part.stream))
                used[content] = self._kept.get(content) or _squeezed(content)
                part.stream, part.compress, part.extra["Filter"] = [used[content]], False, "/FlateDecode"
        self._kept = used


def _squeezed(content: bytes) -> bytes:
    squeezer = zlib.compressobj(level=9)
    return squeezer.compress(content) + squeezer.flush()
