"""PDF by WeasyPrint: the pages of the printed disclosure, tagged for accessibility (PDF/UA-1)."""

import contextlib
import ctypes.util
import gc
import io
import logging
import re
import sys
import warnings
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from generator.document.tree import Document
from generator.model.figure import Figure
from generator.writers import fonts
from generator.writers.glyphs import untold
from generator.writers.html import body, head
from generator.writers.pdf_edge import spread_evenly
from generator.writers.pdf_fetch import MARK, base, fetcher

VARIANT = "pdf/ua-1"
MAIN, EVEN = '<main id="_main">', '<main id="_main" class="even">'  # 正文从文件的双页开始
# 列表符号和脚注的规则会同每个元素比对一遍,而本文档两样都没有
UNUSED_RULES = re.compile(r"^::(?:marker|note|footnote).*$", re.MULTILINE)
UNAVAILABLE = """生成不了 PDF：本机缺少排版库 Pango。其他格式不受影响。
补救：Debian、Ubuntu 或统信 UOS 运行 apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0；
Windows 安装 GTK3 运行库（或 MSYS2 的 Pango），也可以用 Word 或 WPS 打开 DOCX，另存为 PDF。"""
REPORT_MARK = b"%juesuan-report\n"  # 在文件的末尾：以后核对文件夹时不把它当作公开的文件
REPORT = """@page { size: A4; margin: 20mm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt } }
body { font-family: latin, 宋体, SimSun, "Noto Serif CJK SC", FandolFang; font-size: 10.5pt; overflow-wrap: anywhere }
h1, h2, h3, b, th { font-family: latin, 黑体, SimHei, FandolHei }
table { width: 100%; table-layout: fixed }
tr, article { break-inside: avoid } h1, h2, h3 { break-after: avoid } .scroll { overflow: visible }
script, [hidden], main.text, #filter, #back, details:not([open]) > :not(summary) { display: none }"""
SLOW = "没有装 libharfbuzz-subset0，生成 PDF 要慢五六倍。补救：apt install libharfbuzz-subset0。"


class PdfUnavailable(Exception):
    """PDF cannot be made on this machine; the message, in Chinese, says what to do."""


class Glyphless(PdfUnavailable):
    """Characters that would be printed as empty boxes; the message names them and their places."""


class PdfWarning(UserWarning):
    """The PDF was made, but slowly or not as it should look; the message, in Chinese, says what to do."""


def write_pdf(document: Document, look: Path) -> bytes:
    """A PDF/UA-1 file in the style of look/page.css, byte for byte the same for the same input.

    Warns with PdfWarning about missing libraries and fonts; raises PdfUnavailable where Pango or every Chinese font is missing,
    and Glyphless where no font has a character.
    """
    weasyprint = _load()
    with _no_garbage_collection(), _complaints() as ear:
        pdf = _print(weasyprint, document, look, (look / "page.css").read_text("utf-8"))
    if len(ear.glyphless) > fonts.MANY:
        raise PdfUnavailable(fonts.NO_CHINESE)
    if ear.glyphless:
        raise Glyphless(untold(document, sorted(ear.glyphless)))
    return pdf


def print_page(page: str, look: Path) -> bytes:
    """A page of HTML, such as a report, on paper; raises PdfUnavailable where this machine cannot."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PdfWarning)  # 字体用什么都行
        weasyprint = _load()
    style = weasyprint.CSS(string=f"{fonts.faces()}\n{REPORT}")
    with _no_garbage_collection():
        whole = weasyprint.HTML(string=page, base_url=base(look), url_fetcher=fetcher(weasyprint, look))
        printed: bytes = whole.write_pdf(pdf_variant=VARIANT, stylesheets=[style])
    return printed + REPORT_MARK


def _print(weasyprint: Any, document: Document, look: Path, sheet: str) -> bytes:
    """The file; what the style names is looked for in look/."""
    style, content = f"{fonts.faces()}\n{sheet}", "\n".join(body(document, lambda section: _plain))

    def page(content: str) -> Any:
        markup = f"{head(document, style)}<body>{content}</body></html>"
        whole = weasyprint.HTML(string=markup, base_url=base(look), url_fetcher=fetcher(weasyprint, look))
        whole._ua_stylesheets = lambda forms=False: [_basic(weasyprint)]
        return whole

    front, main, rest = content.partition(MAIN)
    anchors = "".join(f'<i id="{name}"></i>' for name in re.findall(r'href="#([^"]+)"', front))
    if front.strip() and len(page(f'{front}<main style="break-before: page">{anchors}</main>').render().pages) % 2 == 0:
        content = f"{front}{EVEN}{rest}" if main else content
    printed: bytes = page(content).write_pdf(pdf_variant=VARIANT)
    return printed


@lru_cache(maxsize=1)
def _basic(weasyprint: Any) -> Any:
    """WeasyPrint's own style sheet, read once: the same for every document."""
    return weasyprint.CSS(string=UNUSED_RULES.sub("", weasyprint.html.UA))


def _plain(text: str, figure: Figure) -> str:
    return escape(text)


def _load() -> Any:
    """The weasyprint package; what it prints about missing libraries is told in an exception or a warning instead."""
    try:
        with _by_soname(), warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore", DeprecationWarning)
            import weasyprint
    except OSError as error:
        raise PdfUnavailable(UNAVAILABLE) from error
    spread_evenly()
    if fonts.folder() is None and not _any_font(weasyprint.text.ffi):
        raise PdfUnavailable(fonts.NO_CHINESE)  # 一种字体也没有,Pango 会崩溃
    for missing in (fonts.advice(), SLOW if weasyprint.text.ffi.harfbuzz_subset is None else ""):
        if missing:
            warnings.warn(missing, PdfWarning, stacklevel=3)
    return weasyprint


def _any_font(ffi: Any) -> bool:
    """Whether the system has any font at all."""
    config = ffi.fontconfig.FcInitLoadConfigAndFonts()
    found = ffi.fontconfig.FcConfigGetFonts(config, 0)
    number = 0 if found == ffi.ffi.NULL else int(found.nfont)
    ffi.fontconfig.FcConfigDestroy(config)
    return number > 0


@contextlib.contextmanager
def _by_soname() -> Iterator[None]:
    """On Linux cffi runs gcc and ldconfig for every library name that is no file name; one of the names always is."""
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


@contextlib.contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Layout makes millions of objects that live to its end; looking them over takes a quarter of the time.

    At the end only those are looked over: what was there before is frozen meanwhile.
    """
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()
        gc.unfreeze()


class _Ear(logging.Handler):
    """Turns what WeasyPrint logs into warnings, and keeps the characters without a glyph."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: set[str] = set()
        self.glyphless: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if any(MARK in str(part) for part in record.args or ()) and record.msg != "%s":
            return  # 没有去取的,已经用自己的话说过
        text = f"PDF 排版提示：{record.getMessage()}"
        if str(record.msg).startswith(".notdef") and isinstance(record.args, tuple):
            self.glyphless.add(str(record.args[0]))
            return
        if text not in self.said:
            self.said.add(text)
            warnings.warn(text, PdfWarning, stacklevel=2)


@contextlib.contextmanager
def _complaints() -> Iterator[_Ear]:
    """What WeasyPrint complains of, as far as it has come."""
    ear, logger = _Ear(), logging.getLogger("weasyprint")
    logger.addHandler(ear)
    try:
        yield ear
    finally:
        logger.removeHandler(ear)
