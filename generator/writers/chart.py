"""A picture drawn by Typst as look/chart.typ says: bars that lie across the page, each with its figure at the end.

Measures are points. The letters are drawn as paths, so that the text of a file has only the caption.
"""

import json
from functools import lru_cache
from typing import Any, Literal

from generator.document.tree import Picture
from generator.writers import fonts
from generator.writers.look import by_look, look_file

WIDTH = 442  # 版心宽156毫米
BAR, PITCH, BETWEEN, MARGIN = 11, 15, 9, 4
DOTS = 300


@lru_cache(maxsize=16)
def draw(picture: Picture, kind: Literal["svg", "png"]) -> bytes:
    """The picture as SVG or as PNG of 300 dots an inch, WIDTH wide, the same bytes for the same picture."""
    import typst

    look = look_file("chart.typ")
    with by_look(look):
        inputs = {"picture": _told(picture), **fonts.told()}
        return typst.compile(look, root=look.parent, font_paths=fonts.for_typst(), sys_inputs=inputs, format=kind, ppi=DOTS)


def height(picture: Picture) -> int:
    """The height of a picture that is WIDTH wide."""
    bars = sum(len(group.bars) for group in picture.groups)
    return 2 * MARGIN + bars * PITCH + (len(picture.groups) - 1) * BETWEEN


def _told(picture: Picture) -> str:
    """The groups with their bars, and the measures that give the height, as JSON."""
    measures = {"width": WIDTH, "height": height(picture), "bar": BAR, "pitch": PITCH, "between": BETWEEN, "margin": MARGIN}
    groups: list[dict[str, Any]] = [
        {"label": group.label, "bars": [{"text": bar.text, "length": float(bar.length)} for bar in group.bars]}
        for group in picture.groups
    ]
    return json.dumps({**measures, "groups": groups}, ensure_ascii=False)
