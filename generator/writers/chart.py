"""A picture drawn: bars that lie across the page, each with its figure at the end, plain in black and white.

Measures are points. The letters are drawn as paths, so that the text of a file has only the caption.
"""

import io
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Literal
from unicodedata import east_asian_width

from generator.document.tree import Bar, Bars, Picture
from generator.writers import fonts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 442  # 版心宽156毫米
LETTERS, LONGEST, SPACE, EDGE = 10, 15, 6, 12
BAR, PITCH, BETWEEN, MARGIN = 11, 15, 9, 4
INK, PAPER, LINE = "#2f4858", "#ffffff", 0.8
STROKES = "/////"
DOTS = 300
SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "path",
    "svg.hashsalt": "juesuan",
    "hatch.linewidth": 0.6,
    "font.size": LETTERS,
    "axes.unicode_minus": False,
}
SYSTEM = ("SimHei", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Noto Sans CJK JP", "DejaVu Sans")


@lru_cache(maxsize=16)
def draw(picture: Picture, kind: Literal["svg", "png"]) -> bytes:
    """The picture as SVG or as PNG of 300 dots an inch, WIDTH wide, the same bytes for the same picture."""
    with _matplotlib() as matplotlib:
        figure = matplotlib.figure.Figure(figsize=(WIDTH / 72, height(picture) / 72))
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height(picture), 0))
        axes.set_axis_off()
        _Chart(picture, axes).draw()
        drawn = io.BytesIO()
        told: Any = {"Date": None, "Creator": None} if kind == "svg" else {"Software": None}
        figure.savefig(drawn, format=kind, dpi=DOTS, metadata=told)
    return drawn.getvalue()


def height(picture: Picture) -> int:
    """The height of a picture that is WIDTH wide."""
    bars = sum(len(group.bars) for group in picture.groups)
    return 2 * MARGIN + bars * PITCH + (len(picture.groups) - 1) * BETWEEN


@contextmanager
def _matplotlib() -> Iterator[Any]:
    """The package, loaded only now, with our settings; it does not speak of fonts and glyphs that this machine has not."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib
    import matplotlib.figure

    settings = {**SETTINGS, "font.family": _families(fonts.folder())}
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield matplotlib


@cache
def _families(folder: Path | None) -> tuple[str, ...]:
    """The stand-in for 黑体, made known to the package, and what may replace it or has rarer characters."""
    from matplotlib.font_manager import fontManager, get_font

    if folder is None:
        return SYSTEM
    path = str(folder / fonts.FACES["stand-in-hei"])
    fontManager.addfont(path)
    return (get_font(path).family_name, *SYSTEM)


class _Chart:
    """One picture on its axes, whose units are points from the upper left corner."""

    def __init__(self, picture: Picture, axes: "Axes") -> None:
        self.picture, self.axes = picture, axes
        bars = [bar for group in picture.groups for bar in group.bars]
        lengths = [Decimal(0), *(bar.length for bar in bars)]
        left = EDGE + SPACE + max(_width(_label(group)) for group in picture.groups)
        room = WIDTH - left - SPACE - EDGE - max(_width(bar.text) for bar in bars)
        self.scale = room / (max(lengths) - min(lengths))
        self.label, self.zero = left - SPACE, float(left - min(lengths) * self.scale)

    def draw(self) -> None:
        """Group below group, with the line from which the bars begin."""
        top = MARGIN
        for group in self.picture.groups:
            below = top + len(group.bars) * PITCH
            self.text(self.label, (top + below) / 2, _label(group), "right")
            for number, bar in enumerate(group.bars, 1):
                self.bar(bar, top + number * PITCH - PITCH / 2, number == len(group.bars))
            top = below + BETWEEN
        self.axes.plot([self.zero, self.zero], [0, height(self.picture)], color=INK, linewidth=LINE)

    def bar(self, bar: Bar, middle: float, last: bool) -> None:
        """A bar and its figure; the last of a group is solid, those before it are hatched."""
        length = float(bar.length * self.scale)
        look: dict[str, Any] = {"facecolor": INK} if last else {"facecolor": PAPER, "hatch": STROKES}
        self.axes.barh(middle, length, BAR, self.zero, edgecolor=INK, linewidth=LINE, **look)
        self.text(self.zero + max(length, 0) + SPACE, middle, bar.text, "left")

    def text(self, x: float, y: float, text: str, side: Literal["left", "right"]) -> None:
        """A line of text that begins or ends at x, its middle at y."""
        self.axes.text(x, y, text, ha=side, va="center_baseline", linespacing=1, parse_math=False)


def _label(group: Bars) -> str:
    """The label of a group, on two lines where it is long."""
    return "\n".join(wrap(group.label, LONGEST))


def _width(text: str) -> int:
    """About how wide a text is."""
    halves = (sum(2 if east_asian_width(character) in "WFA" else 1 for character in line) for line in text.split("\n"))
    return max(halves) * LETTERS // 2
