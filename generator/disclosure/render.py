"""A document to its bytes in each format."""

import warnings
from collections.abc import Iterable
from dataclasses import replace
from importlib.util import find_spec

from generator.document.tree import Document, Picture, Table
from generator.source.resources import find, is_own
from generator.writers.look import by_look, look_file

FORMATS = ("docx", "pdf", "html", "xlsx")
ON_REQUEST = ("json", "csv")
OF_TABLES = {"xlsx": "表", "csv": "决算表"}
ENGINES = ("typst", "weasyprint")
NO_CHARTS = "本机没有 Typst，配图没有画。"
NO_TABLES = "这份文件里没有{}，不生成 {}。"
TYPST_INSTEAD = (
    "本机没有 WeasyPrint 要用的排版库 Pango，PDF 改用 Typst 排版，照 page.typ 的样式，不照 page.css。加 --pdf-engine typst 就不再提示。"
)


def suffix(kind: str) -> str:
    """What the name of a file of that format ends with, without the leading dot: of CSV there are several in one zip."""
    return "csv.zip" if kind == "csv" else kind


def render(
    document: Document, formats: Iterable[str], engine: str = "", public: bool = False, formulas: bool = False
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The document in each format, the PDF by that engine; one that cannot be made on this machine is left out and said why.

    Without an engine Typst makes the PDF, or WeasyPrint where an office has a page.css of its own and no page.typ.
    A `public` web page does not tell where figures were written; sums in XLSX may be `formulas`.
    """
    contents: dict[str, bytes] = {}
    document, missing = _drawable(document)
    for kind in formats:
        if kind in OF_TABLES and not any(isinstance(block, Table) and (block.sheet or kind != "csv") for block in document.blocks):
            missing.append(NO_TABLES.format(OF_TABLES[kind], kind.upper()))
            continue
        if kind == "pdf":
            data, notes = _pdf(document, engine or _usual())
            missing += notes
        else:
            data = _render(document, kind, engine, public, formulas)
        if data is not None:
            contents[kind] = data
    return contents, tuple(missing)


def _drawable(document: Document) -> tuple[Document, list[str]]:
    """The document, without its charts where there is no Typst to draw them, and what is said then."""
    rest = tuple(block for block in document.blocks if not isinstance(block, Picture))
    if len(rest) == len(document.blocks) or find_spec("typst"):
        return document, []
    return replace(document, blocks=rest), [NO_CHARTS]


def _usual() -> str:
    """The engine whose style sheet is the office's own; Typst, which needs no system library, where none or both are."""
    if find_spec("typst") is None:
        return "weasyprint"
    own_css, own_typ = (is_own(find("look", name)) for name in ("page.css", "page.typ"))
    return "weasyprint" if own_css and not own_typ else "typst"


def of_machine(notes: Iterable[str]) -> set[str]:
    """Those notes that are on this machine, not on a document: its fonts and libraries."""
    from generator.writers import fonts, pdf, typst

    return {TYPST_INSTEAD, NO_CHARTS, typst.NO_TYPST, pdf.SLOW, pdf.UNAVAILABLE, fonts.NO_CHINESE, fonts.advice()}.intersection(notes)


def _pdf(document: Document, engine: str) -> tuple[bytes | None, list[str]]:
    """The PDF, None where this machine cannot make it, and what is to be said of it."""
    from generator.writers.pdf import PdfUnavailable, PdfWarning

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", PdfWarning)
        try:
            data = _by(engine, document)
        except PdfUnavailable as error:
            return None, [str(error)]
    return data, [str(entry.message) for entry in caught if issubclass(entry.category, PdfWarning)]


def _by(engine: str, document: Document) -> bytes:
    """The PDF by that engine; by Typst where WeasyPrint lacks its system library."""
    from generator.writers import pdf, typst

    if engine == "weasyprint":
        look = look_file("page.css")
        try:
            with by_look(look):
                return pdf.write_pdf(document, look.parent)
        except pdf.Glyphless:
            raise
        except pdf.PdfUnavailable:
            warnings.warn(TYPST_INSTEAD, pdf.PdfWarning, stacklevel=2)
    return typst.write_pdf(document, look_file("page.typ").parent)


def pages_of(document: Document, engine: str = "") -> dict[str, int]:
    """On which page of the PDF each heading and table stands, by anchor; not known where Typst does not make it."""
    from generator.writers.typst import pages

    return pages(document, find("look", "page.typ").parent) if (engine or _usual()) == "typst" else {}


def _render(document: Document, kind: str, engine: str, public: bool, formulas: bool) -> bytes:
    match kind:
        case "docx":
            from generator.writers.docx import write_docx

            look = find("look", "reference.docx")
            with by_look(look):
                return write_docx(document, look, {} if is_own(look) else pages_of(document, "typst"))
        case "html":
            from generator.writers.html import write_html

            return write_html(document, look_file("screen.css").parent, public)
        case "json":
            from generator.writers.json_figures import write_json

            return write_json(document, pages_of(document, engine))
        case "csv":
            from generator.writers.csv_package import write_csv

            return write_csv(document)
    from generator.writers.xlsx import write_xlsx

    return write_xlsx(document, formulas)
