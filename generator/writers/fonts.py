"""Fonts: where the stand-ins for 仿宋, 楷体, 黑体 and 小标宋 are, and how a style sheet gets them."""

import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.source.resources import PACKAGE

if TYPE_CHECKING:
    from typst import Fonts

FACES = {
    "FandolFang": "FandolFang-Regular.otf",
    "FandolKai": "FandolKai-Regular.otf",
    "FandolHei": "FandolHei-Regular.otf",
    "FandolSong": "FandolSong-Bold.otf",
}
FORMER = {"FandolFang": "stand-in-fang", "FandolKai": "stand-in-kai", "FandolHei": "stand-in-hei", "FandolSong": "stand-in-biaosong"}
"""What they were called before, for style sheets of an office's own."""
OF_WINDOWS = ("simfang.ttf", "simkai.ttf", "simhei.ttf")
_SONG = ("宋体", "SimSun", "Noto Serif CJK SC")
FAMILIES = {
    "latin": ("Times New Roman", "Liberation Serif"),
    "song": _SONG,
    "fang": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "FandolFang R", *_SONG),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "FandolKai", *_SONG),
    "hei": ("黑体", "SimHei", "FandolHei", "Microsoft YaHei", "PingFang SC", "宋体", "SimSun", "Noto Sans CJK SC"),
    "biaosong": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong", "FandolSong", "Noto Serif CJK SC"),
}
"""For Typst: the fonts of official documents first, then stand-ins, at last one for rare characters."""
# 只管数字和西文:范围更宽会抢走中文引号
LATIN = {
    "latin": ("Times New Roman", "Liberation Serif"),
    "latin-bold": ("Times New Roman Bold", "Liberation Serif Bold"),
}
NO_CHINESE = (
    "生成不了 PDF：本机没有中文字体，字会印成空白或空框。其他格式不受影响。"
    "补救：Debian、Ubuntu 或统信 UOS 请管理员运行 apt install fonts-noto-cjk，也可以运行 make fonts；Windows 请装上仿宋、宋体。"
)
MANY = 50  # 缺字形的字有这么多,就不是生僻字,是没有中文字体


def places() -> tuple[Path, ...]:
    """Where fonts may be, in order: $JUESUAN_FONTS, those that came with the program, fonts/ of the repository."""
    named = os.environ.get("JUESUAN_FONTS")
    return (
        *([Path(named)] if named else []),
        PACKAGE / "_fonts",
        PACKAGE.parent / "fonts",
    )


def folder() -> Path | None:
    """The first of the places that holds every stand-in font, or None."""
    return next((p for p in places() if all((p / file).is_file() for file in FACES.values())), None)


def for_typst() -> "Fonts":
    """The fonts of the system and the stand-ins as Typst has them, looked up once."""
    return _typst(folder())


@cache
def _typst(own: Path | None) -> "Fonts":
    import typst

    return typst.Fonts(include_embedded_fonts=False, font_paths=[own] if own else [])


def told() -> dict[str, str]:
    """The families as look/*.typ ask for them: sys.inputs.fonts, JSON."""
    return {"fonts": json.dumps(FAMILIES, ensure_ascii=False)}


def faces() -> str:
    """The @font-face rules for the stand-in fonts and the Latin ones; without a font folder only the latter."""
    found = folder()
    named = [(name, file) for family, file in FACES.items() for name in (family, FORMER[family])]
    own = [(family, f"url({(found / file).as_uri()})") for family, file in named] if found else []
    rules = [f'@font-face {{ font-family: "{family}"; src: {source} }}' for family, source in own]
    return "\n".join([*rules, *map(_latin, LATIN)])


def _latin(family: str) -> str:
    sources = ", ".join(f'local("{name}")' for name in LATIN[family])
    return f'@font-face {{ font-family: "{family}"; src: {sources}; unicode-range: U+20-7E }}'


def advice() -> str:
    """What to do about a missing font folder, in Chinese; empty when it is there, or Windows has the fonts."""
    system = Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts")
    if folder() or all((system / file).is_file() for file in OF_WINDOWS):
        return ""
    return (
        "没有找到仿宋、楷体、黑体、小标宋的替代字体。电脑上装有这些字体的，版面不受影响，不用管；没有的，PDF 会用别的字体。"
        "补救：请管理员装上这几种字体，或把 Fandol 的四个字体文件放进一个文件夹，用环境变量 JUESUAN_FONTS 指明（见使用手册“字体”）。"
    )
