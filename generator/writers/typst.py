"""PDF by Typst: the same pages as by WeasyPrint, faster and without any system library."""

import json
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.document.tree import Document
from generator.source.template import TemplateError, first_line
from generator.writers import fonts
from generator.writers.glyphs import untold
from generator.writers.pdf import Glyphless, PdfUnavailable, PdfWarning
from generator.writers.pdf_heads import with_heads
from generator.writers.typst_data import to_json

if TYPE_CHECKING:
    from typst import PDFStandard

ACCESSIBLE: "list[PDFStandard]" = ["ua-1", "a-2a"]
NOT_ACCESSIBLE = "PDF 不合 PDF/UA-1、PDF/A-2a，读屏软件可能读不全：{}"
NO_TYPST = (
    "生成不了 PDF：本机没有 Typst（它没有 Windows ARM64、龙芯等机器的安装包）。其他格式不受影响。"
    "补救：装上 Pango，加 --pdf-engine weasyprint，或用 Word、WPS 打开 DOCX，另存为 PDF。"
)
DOWNLOADS = "生成不了 PDF：版面文件 {look} 要用网上的 Typst 包（@…）。程序不联网，请把包的文件放进同一个文件夹，改写成文件名。"
PACKAGE = re.compile(r"^[^/\n]*\b(?:import|include)\s*\"@", re.MULTILINE)
BAD_LOOK = "Typst 说这个版面文件有误，生成不了 PDF。请改正它，或者移走它，用程序自带的。\n{error}"
AT = re.compile(r"page\.typ:(\d+):(\d+)")
ACCESSIBILITY_ERROR = re.compile(r"^error: PDF/[^:]* error: (.*)", re.MULTILINE)
GLYPHLESS = re.compile(r'the text `"(.+)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{(\w+)\}")


def write_pdf(document: Document, look: Path) -> bytes:
    """A PDF/UA-1 and PDF/A-2a file in the style of look/page.typ, byte for byte the same for the same input.

    Warns with PdfWarning about missing fonts, and where a look/page.typ makes it tagged but not PDF/UA-1; raises TemplateError
    where look/page.typ has an error, PdfUnavailable where there is no Chinese font, Glyphless where none has a character.
    """
    typst = _load()
    if not fonts.for_typst().families():
        raise PdfUnavailable(fonts.NO_CHINESE)  # 一种字体也没有,Typst 不说什么,印出白纸
    if missing := fonts.advice():
        warnings.warn(missing, PdfWarning, stacklevel=2)
    if wanted := next(_downloads(look), None):
        raise PdfUnavailable(DOWNLOADS.format(look=wanted))
    page, data = look / "page.typ", to_json(document)
    _forget(data)
    try:
        return with_heads(_compile(page, data, ACCESSIBLE), document)
    except typst.TypstError as error:
        reasons = tuple(dict.fromkeys(ACCESSIBILITY_ERROR.findall(error.diagnostic)))
        if not reasons:
            raise _bad_look(page, _errors(error.diagnostic)) from error
    if glyphless := _glyphless(reasons):
        raise PdfUnavailable(fonts.NO_CHINESE) if len(glyphless) > fonts.MANY else Glyphless(untold(document, glyphless))
    for reason in reasons:
        warnings.warn(NOT_ACCESSIBLE.format(reason), PdfWarning, stacklevel=2)
    return _compile(page, data, ["1.7"])


def pages(document: Document, look: Path) -> dict[str, int]:
    """On which page the heading or table of each anchor stands; none where look/page.typ does not tell, or Typst is not there."""
    try:
        typst = _load()
    except PdfUnavailable:
        return {}
    data, page = to_json(document), look / "page.typ"
    _forget(data)
    try:
        inputs = {"document": data, **fonts.told()}
        found = typst.query(page, "<pages>", field="value", root=look, font_paths=fonts.for_typst(), sys_inputs=inputs)
    except (typst.TypstError, RuntimeError):
        return {}
    return {anchor: number for each in json.loads(found) for anchor, number in each.items()}


def _load() -> Any:
    """The typst package; raises PdfUnavailable on a machine that has none."""
    try:
        import typst
    except ImportError as error:
        raise PdfUnavailable(NO_TYPST) from error
    return typst


def _downloads(look: Path) -> Iterator[Path]:
    """The files of a layout that would have Typst fetch a package from the network."""
    for file in sorted(look.glob("**/*.typ")):
        if PACKAGE.search(file.read_text("utf-8", "replace")):
            yield file


@lru_cache(maxsize=1)
def _forget(data: str) -> None:
    """Before another document, drop the layout of the one before, 30 to 200 MB, which Typst keeps until ten others have been made."""
    import typst

    for _ in range(10):
        typst.compile(b"", font_paths=fonts.for_typst())


def _compile(page: Path, data: str, standards: "list[PDFStandard]") -> bytes:
    import typst

    inputs = {"document": data, **fonts.told()}
    return typst.compile(page, root=page.parent, font_paths=fonts.for_typst(), sys_inputs=inputs, pdf_standards=standards)


def _bad_look(page: Path, error: str) -> TemplateError:
    """What Typst says of a page.typ with an error, at the place that it names."""
    at = AT.search(error)
    place = replace(first_line(page), line=int(at[1]), column=int(at[2])) if at else first_line(page)
    told = "\n".join(row for row in error.splitlines() if "page.typ:" not in row)  # 那一行写着程序装在哪里
    return TemplateError(BAD_LOOK.format(error=told), place)


def _errors(diagnostic: str) -> str:
    """The errors without the warnings before them, which name the fonts that this machine has not."""
    return diagnostic[max(0, diagnostic.find("error:")) :]


def _glyphless(reasons: Iterable[str]) -> list[str]:
    """The characters that no font has, of why the file cannot be PDF/UA-1."""
    texts = (found[1] for reason in reasons if (found := GLYPHLESS.match(reason)))
    return list(dict.fromkeys(character for text in texts for character in ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)))
