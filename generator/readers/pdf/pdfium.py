"""Pages of a PDF as PDFium finds them, which is fast; where it would lose digits another reader does the work."""

import re
from collections.abc import Iterator
from ctypes import create_string_buffer
from typing import Any

from generator.readers.blocks import UnreadablePublication
from generator.readers.pdf.glyphs import Char, Page, assembled
from generator.readers.pdf.plumber import plumbed_pages
from generator.readers.pdf.strokes import drawn_on

_MOST_PAGES = 600
_MOST_GLYPHS, _MOST_GLYPHS_IN_ALL = 60_000, 600_000
_HALF_TURN = 3.141592653589793
# these PDFium has itself
_STANDARD = re.compile(rb"(Helvetica|Times|Courier|Arial|Symbol|ZapfDingbats)")


def read_pages(content: bytes, name: str) -> Iterator[Page]:
    """The pages in order; raises UnreadablePublication where the file is damaged, locked or far too long."""
    import pypdfium2

    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadablePublication(_refused(error, name)) from error
    try:
        if len(file) > _MOST_PAGES:
            raise UnreadablePublication(f"{name} 有 {len(file)} 页，不像一份决算公开文本，没有读。")
        yield from _pages(file, name) or plumbed_pages(content, name)
    except pypdfium2.PdfiumError as error:
        raise UnreadablePublication(_refused(error, name)) from error
    finally:
        file.close()


def _refused(error: Exception, name: str) -> str:
    if "assword" in str(error):
        return f"{name} 有密码，读不了。请去掉密码后再试。"
    return f"{name} 已损坏，打不开。请重新下载，或另存一份再试。"


def _pages(file: Any, name: str) -> list[Page]:
    """All pages, or none where one is set in a font that the file only names."""
    pages, total = list[Page](), 0
    for number in range(len(file)):
        page = file[number]
        if _lacks_font(page):
            return []
        text = page.get_textpage()
        pages.append(assembled(number + 1, page.get_bbox(), list(_chars(text)), drawn_on(page), page.get_rotation() // 90))
        total += len(pages[-1].glyphs)
        if total > _MOST_GLYPHS_IN_ALL:
            raise UnreadablePublication(f"{name} 的文字多得不正常，不像一份决算公开文本，没有读。")
        text.close()
        page.close()
    return pages


def _lacks_font(page: Any) -> bool:
    import pypdfium2.raw as raw

    name = create_string_buffer(40)
    for n in range(raw.FPDFPage_CountObjects(page)):
        drawn = raw.FPDFPage_GetObject(page, n)
        if raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_TEXT:
            font = raw.FPDFTextObj_GetFont(drawn)
            if raw.FPDFFont_GetIsEmbedded(font) == 0:
                raw.FPDFFont_GetBaseFontName(font, name, len(name))
                if not _STANDARD.match(name.value):
                    return True
    return False


def _chars(text: Any) -> Iterator[Char]:
    """The characters of a page that are printed; the white space that PDFium puts between words is none of them."""
    import pypdfium2.raw as raw

    code_of, angle_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharAngle, raw.FPDFText_GetLooseCharBox
    handle, rect = text.raw, raw.FS_RECTF()
    for n in range(min(text.count_chars(), _MOST_GLYPHS)):
        code = code_of(handle, n)
        whole = code < 0xD800 or 0xE000 <= code < 0x110000
        if whole and not (char := chr(code)).isspace() and box_of(handle, n, rect):
            yield char, _turn(angle_of(handle, n)), (rect.left, rect.bottom, rect.right, rect.top)


def _turn(radians: Any) -> int | None:
    """A clockwise angle in quarter turns, None where it is not a whole number of them."""
    if radians == 0:
        return 0
    if not -7 < radians < 7:
        return None
    eighths = int(radians / _HALF_TURN * 16 + 0.5)
    return eighths // 8 % 4 if eighths % 8 == 0 else None
