"""A document laid out section by section: one whose content did not change keeps the pages it has in this process."""

import gc
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from html import escape
from pathlib import Path
from typing import Any

from generator.document.tree import Block, Document, Heading, Table
from generator.writers.html import DRAFT, FRONT, block_markup, body, head
from generator.writers.html_table import Show
from generator.writers.pdf_fetch import base, fetcher
from generator.writers.pdf_paint import PaintedPage, Squeezer

VARIANT = "pdf/ua-1"
# 列表符号和脚注的规则会同每个元素比对一遍,而本文档两样都没有
UNUSED_RULES = re.compile(r"^::(?:marker|note|footnote).*$", re.MULTILINE)
PAGE_NUMBER = "target-counter(attr(href), page)"
START = "@page :first {{ counter-reset: page {number} !important }} html {{ break-before: {side} }}"
LINK = re.compile(r'<a href="#([^"]*)">')
# 各节分开排与整份一起排要逐字节相同:正文从右页第 1 页起,每节另起一页,样式里没有跨节的东西
BREAKS = (
    "@page :nth(1 of main) { counter-reset: page 1 }",
    "main { page: main; break-before: right }",
    "main h2 { break-before: page; break-after: page",
    ".sheet { break-before: page; break-after: page }",
    ".landscape { page: landscape }",
)
ACROSS = re.compile(
    r"string-set|\bstring\(|target-(?!counter\(attr\(href\), page\))|\bpages\b|footnote|note-|quote|position: fixed"
    r"|running\((?!draft\))|counter-(?!reset: page 1 \})|:first|(?<!tr):last|:only|:has|:nth(?!\(1 of main\))|[+~]"
)


def print_whole(weasyprint: Any, style: str, look: Path, document: Document, show: Show) -> bytes:
    """The file, laid out in one piece; what the style names is looked for in look/."""
    content = "\n".join(body(document, show))
    markup = f"{head(document, style)}<body>{content}</body></html>"
    page = weasyprint.HTML(string=markup, base_url=base(look), url_fetcher=fetcher(weasyprint, look))
    basic = _basic(weasyprint)
    page._ua_stylesheets = lambda forms=False: [basic]
    printed: bytes = page.write_pdf(pdf_variant=VARIANT)
    return printed


@lru_cache(maxsize=1)
def _basic(weasyprint: Any) -> Any:
    """WeasyPrint's own style sheet, read once: the same for every document."""
    return weasyprint.CSS(string=UNUSED_RULES.sub("", weasyprint.html.UA))


def stands_apart(style: str) -> bool:
    """Whether a style sheet starts a page with each section and has nothing that looks from one section into another."""
    return all(rule in style for rule in BREAKS) and not ACROSS.search(style)


def sections(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """The blocks between page breaks: around the heading of a part and a table that is a sheet, from upright to landscape."""
    section: list[Block] = []
    for block in blocks:
        if section and (_alone(block) or _alone(section[-1]) or _lies(block) != _lies(section[-1])):
            yield section
            section = []
        section.append(block)
    yield section


def _alone(block: Block) -> bool:
    return (isinstance(block, Heading) and block.level == 1) or (isinstance(block, Table) and block.sheet)


def _lies(block: Block) -> bool:
    return isinstance(block, Table) and block.landscape


class Press:
    """Lays out documents in one style; the sections of the last one keep their pages, with where they begin."""

    def __init__(self, weasyprint: Any, style: str, look: Path) -> None:
        self._weasyprint = weasyprint
        self._sources = {"base_url": base(look), "url_fetcher": fetcher(weasyprint, look)}
        self._fonts = weasyprint.text.fonts.FontConfiguration()
        self._basic = _basic(weasyprint)
        own = style.replace(PAGE_NUMBER, "attr(data-page)")
        self._style = weasyprint.CSS(string=own, font_config=self._fonts, **self._sources)
        self._squeezer = Squeezer()
        self._begin = ""
        self._kept: dict[tuple[str, int], Any] = {}

    def print(self, document: Document, show: Show) -> bytes:
        """The file."""
        printed: bytes = self._lay_out(document, show).write_pdf(pdf_variant=VARIANT, finisher=self._squeezer.squeeze)
        return printed

    def _lay_out(self, document: Document, show: Show) -> Any:
        """The document laid out, as WeasyPrint has it, ready to be written."""
        self._turn_to(f"{head(document, '')}\n<body>{DRAFT if document.draft else ''}")
        laid: dict[tuple[str, int], Any] = {}
        pages: list[Any] = []
        for section in sections(block for block in document.blocks if not isinstance(block, FRONT)):
            name = "" if pages else ' id="_main"'
            pages += self._section(f"<main{name}>{_markup(section, show)}</main>", len(pages) + 1, laid)
        if front := _markup((block for block in document.blocks if isinstance(block, FRONT)), show):
            front = LINK.sub(partial(_numbered, _places(pages)), front)
            pages[:0] = self._section(f"{front}<main></main>", 1, laid)[:-1]
        self._kept = laid
        return next(iter(laid.values())).copy(pages)

    def _turn_to(self, begin: str) -> None:
        """Forget the pages of another document first: two at once would need twice the memory."""
        if begin != self._begin:
            self._begin = begin
            self._kept.clear()
            gc.collect()

    def _section(self, markup: str, number: int, laid: dict[tuple[str, int], Any]) -> list[Any]:
        """The pages of a section, the first of which has that number."""
        key = markup, number
        laid[key] = self._kept.get(key) or self._render(*key)
        pages: list[Any] = laid[key].pages
        return pages

    def _render(self, markup: str, number: int) -> Any:
        page = self._weasyprint.HTML(string=f"{self._begin}{markup}</body></html>", **self._sources)
        page._ua_stylesheets = lambda forms=False: [self._basic]
        own = self._weasyprint.CSS(string=START.format(number=number, side="right" if number % 2 else "left"))
        rendered = page.render(font_config=self._fonts, stylesheets=[self._style, own], pdf_variant=VARIANT)
        rendered.pages = [PaintedPage(page) for page in rendered.pages]
        return rendered


def _markup(blocks: Iterable[Block], show: Show) -> str:
    return "\n".join(block_markup(block, show) for block in blocks)


def _places(pages: Sequence[Any]) -> dict[str, int]:
    """The number of the page on which each anchor stands, by its name in markup."""
    places: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for anchor in page.anchors:
            places.setdefault(escape(anchor), number)
    return places


def _numbered(places: Mapping[str, int], link: re.Match[str]) -> str:
    return f'<a href="#{link[1]}" data-page="{places.get(link[1], "")}">'
