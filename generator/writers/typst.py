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
    from typst import Fonts, PDFStandard

NOT_ACCESSIBLE = "PDF 不合 PDF/UA-1，读屏软件可能读不全：{}"
BAD_LOOK = "生成不了 PDF：版面文件 {look} 有误。其他格式不受影响。补救：改正它，或换回原来的。\n{error}"
ACCESSIBILITY_ERROR = re.compile(r"^error: PDF/UA-1 error: (.*)", re.MULTILINE)
GLYPHLESS = re.compile(r'the text `"(.+)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{(\w+)\}")


def write_pdf(document: Document, look: Path) -> bytes:
    """A PDF/UA-1 file in the style of look/page.typ, byte for byte the same for the same input.

    Warns with PdfWarning about missing fonts and glyphs, without which the file is tagged but not PDF/UA-1;
    raises PdfUnavailable where look/page.typ has an error or there is no Chinese font.
    """
    import typst

    if not _fonts(fonts.folder()).families():
        raise PdfUnavailable(fonts.NO_CHINESE)  # 一种字体也没有,Typst 不说什么,印出白纸
    if missing := fonts.advice():
        warnings.warn(missing, PdfWarning, stacklevel=2)
    _forget()
    page, data = look / "page.typ", to_json(document)
    try:
        return _compile(page, data, "ua-1")
    except typst.TypstError as error:
        complaints = _complaints(error.diagnostic)
        if not complaints:
            raise PdfUnavailable(BAD_LOOK.format(look=page, error=_errors(error.diagnostic))) from error
    if len(complaints) > fonts.MANY:
        raise PdfUnavailable(fonts.NO_CHINESE)
    for complaint in complaints:
        warnings.warn(complaint, PdfWarning, stacklevel=2)
    return _compile(page, data, "1.7")


def _forget() -> None:
    """Drop the layout of the document before, 30 to 200 MB, which Typst keeps until ten others have been made."""
    import typst

    if _fonts.cache_info().currsize:
        for _ in range(10):
            typst.compile(b"", font_paths=_fonts(fonts.folder()))


def _compile(page: Path, data: str, standard: "PDFStandard") -> bytes:
    import typst

    files = _fonts(fonts.folder())
    return typst.compile(
        page, root=page.parent, font_paths=files, sys_inputs={"document": data}, pdf_standards=standard
    )


@cache
def _fonts(folder: Path | None) -> "Fonts":
    """The fonts of the system and the stand-ins, looked up once."""
    import typst

    return typst.Fonts(include_embedded_fonts=False, font_paths=[folder] if folder else [])


def _errors(diagnostic: str) -> str:
    """The errors without the warnings before them, which name the fonts that this machine has not."""
    return diagnostic[max(0, diagnostic.find("error:")) :]


def _complaints(diagnostic: str) -> tuple[str, ...]:
    """Why the file cannot be PDF/UA-1, each reason once; none where it is another error that stopped it."""
    reasons = ACCESSIBILITY_ERROR.findall(diagnostic)
    return tuple(dict.fromkeys(complaint for reason in reasons for complaint in _complaint(reason)))


def _complaint(reason: str) -> Iterator[str]:
    """A line for each character without a glyph, or the reason as Typst gives it."""
    found = GLYPHLESS.match(reason)
    if found is None:
        yield NOT_ACCESSIBLE.format(reason)
        return
    for character in ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1]):
        yield NO_GLYPH.format(character, f"U+{ord(character):04X}")
