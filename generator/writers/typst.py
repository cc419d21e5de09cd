"""PDF by Typst: the same pages as by WeasyPrint, faster and without any system library."""

import re
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.document.tree import Document
from generator.writers import fonts
from generator.writers.pdf import NO_GLYPH, PdfUnavailable, PdfWarning
from generator.writers.typst_data import to_json

if TYPE_CHECKING:
    from typst import Compiler, Fonts

NOT_ACCESSIBLE = "PDF 不合 PDF/UA-1，读屏软件可能读不全：{}"
BAD_LOOK = "生成不了 PDF：版面文件 {look} 有误。其他格式不受影响。补救：改正它，或换回原来的。\n{error}"
ACCESSIBILITY_ERROR = re.compile(r"^error: PDF/UA-1 error: (.*)", re.MULTILINE)
GLYPHLESS = re.compile(r'the text `"(.+)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{(\w+)\}")


def write_pdf(document: Document, look: Path) -> bytes:
    """A PDF/UA-1 file in the style of look/page.typ, byte for byte the same for the same input.

    Warns with PdfWarning about missing fonts and glyphs, without which the file is tagged but not PDF/UA-1;
    raises PdfUnavailable where look/page.typ has an error.
    """
    import typst

    if missing := fonts.advice():
        warnings.warn(missing, PdfWarning, stacklevel=2)
    page, data = look / "page.typ", {"document": to_json(document)}
    compiler = typst.Compiler(page, root=look, font_paths=_fonts(fonts.folder()), sys_inputs=data)
    try:
        return _compile(compiler)
    except typst.TypstError as error:
        raise PdfUnavailable(BAD_LOOK.format(look=page, error=error.diagnostic)) from error


@cache
def _fonts(folder: Path | None) -> "Fonts":
    """The fonts of the system and the stand-ins, looked up once."""
    import typst

    return typst.Fonts(include_embedded_fonts=False, font_paths=[folder] if folder else [])


def _compile(compiler: "Compiler") -> bytes:
    """PDF/UA-1, or where that is refused and nothing else is wrong a PDF that is only tagged."""
    import typst

    try:
        return compiler.compile(format="pdf", pdf_standards="ua-1")
    except typst.TypstError as error:
        reasons = ACCESSIBILITY_ERROR.findall(error.diagnostic)
        pdf = compiler.compile(format="pdf")
    for complaint in dict.fromkeys(complaint for reason in reasons for complaint in _complaints(reason)):
        warnings.warn(complaint, PdfWarning, stacklevel=3)
    return pdf


def _complaints(reason: str) -> Iterator[str]:
    """Why the file is not PDF/UA-1: a line for each character without a glyph, or the reason as Typst gives it."""
    found = GLYPHLESS.match(reason)
    if found is None:
        yield NOT_ACCESSIBLE.format(reason)
        return
    for character in ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1]):
        yield NO_GLYPH.format(character, f"U+{ord(character):04X}")
