"""What is drawn on a PDF page: strokes and thin bars, of which the rules of its tables are made, and pictures."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from generator.readers.pdf.glyphs import Box, Drawn

_Point = tuple[Any, Any]
_Matrix = tuple[Any, Any, Any, Any, Any, Any]

_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)
_MOST_OBJECTS = 40_000
_MOST_POINTS = 20_000
_DEEPEST = 4


def drawn_on(page: Any) -> Drawn:
    """What is drawn on a page, also in forms placed on it."""
    import pypdfium2.raw as raw

    found = Drawn()
    for n in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        _collect(raw.FPDFPage_GetObject(page, n), _IDENTITY, found, _DEEPEST)
    return found


def _collect(drawn: Any, outer: _Matrix, found: Drawn, depth: int) -> None:
    import pypdfium2.raw as raw

    kind = raw.FPDFPageObj_GetType(drawn)
    if len(found.strokes) > _MOST_OBJECTS or kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_IMAGE):
        return
    matrix = _times(_matrix(drawn), outer)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        found.strokes.extend(_sides(drawn, matrix))
    elif kind == raw.FPDF_PAGEOBJ_IMAGE:
        a, b, c, d, e, f = matrix  # 图片是一个单位的正方形，由矩阵放到版面上
        found.pictures.append(_box([(e, f), (a + e, b + f), (c + e, d + f), (a + c + e, b + d + f)]))
    elif depth:
        for n in range(min(raw.FPDFFormObj_CountObjects(drawn), _MOST_OBJECTS)):
            _collect(raw.FPDFFormObj_GetObject(drawn, n), matrix, found, depth - 1)


def _matrix(drawn: Any) -> _Matrix:
    import pypdfium2.raw as raw

    own = raw.FS_MATRIX()
    return (own.a, own.b, own.c, own.d, own.e, own.f) if raw.FPDFPageObj_GetMatrix(drawn, own) else _IDENTITY


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _sides(path: Any, matrix: _Matrix) -> Iterator[Box]:
    """The sides of a stroked path; of one only filled, the whole of each of its shapes."""
    import pypdfium2.raw as raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not stroke.value and not fill.value:
        return
    for points in _shapes(path, matrix):
        yield from (_box(pair) for pair in pairwise(points)) if stroke.value else [_box(points)]


def _box(points: Any) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _shapes(path: Any, matrix: _Matrix) -> Iterator[list[_Point]]:
    """The corners of each shape of a path, the first again at the end of a closed one."""
    import pypdfium2.raw as raw

    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix
    points: list[_Point] = []
    for n in range(min(raw.FPDFPath_CountSegments(path), _MOST_POINTS)):
        segment = raw.FPDFPath_GetPathSegment(path, n)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points
