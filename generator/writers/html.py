"""HTML: the markup of the document tree, and one self-contained page for a website."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from generator.document.tree import (
    Block,
    Contents,
    Cover,
    Document,
    Heading,
    Paragraph,
    Picture,
    Run,
    Table,
    sectioned,
)
from generator.source.widths import halves
from generator.writers.chart import draw
from generator.writers.html_sources import Sources
from generator.writers.html_table import Show, table_markup
from generator.writers.page_ends import kept

Said = Callable[[str, str], str]
FRONT = (Cover, Contents)
FEW_ON_A_LINE, MOST_ON_A_LINE = 14, 24
DRAFT = '<p class="draft" role="note">草稿</p>'
STYLES = {"正文": "body", "题": "title", "注": "note", "右": "right"}
UNIT = r"(?:万元|亿元|元|[%％‰℃])"
AMOUNT = re.compile(rf"[-−]?\d[\d,]*(?:\.\d+)?{UNIT}")
# 不拆行的一段后面可以断行，所以跟着的标点也收在里面，不让它到行首
STOP = "[，。；：、）”]*"
KEPT = re.compile(AMOUNT.pattern + STOP)
TAIL = re.compile(f"(?:{UNIT})?{STOP}")


def write_html(document: Document, look: Path, public: bool = False) -> bytes:
    """One HTML file, UTF-8, with the style of look/screen.css inside and no reference to anything outside.

    A `public` one does not tell where in the department's own files the figures were written.
    """
    sources = Sources(public, document.catalogue)
    content = "\n".join(body(document, sources.within))
    page = f"""{head(document, (look / "screen.css").read_text("utf-8"))}
<body>
<a class="skip" href="#_main">跳到正文</a>
{content}
{sources.markup()}
</body>
</html>
"""
    return page.encode()


def head(document: Document, style: str) -> str:
    """The beginning of the file up to the body, with a style sheet inside."""
    title, department = escape(document.title), escape(document.department)
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="author" content="{department}">
<meta name="ArticleTitle" content="{title}">
<meta name="ContentSource" content="{department}">
<title>{title}</title>
<style>
{style}</style>
</head>"""


def body(document: Document, within: Callable[[str], Show]) -> Iterator[str]:
    """The markup inside the body: draft mark, cover and contents, then everything else as main."""
    if document.draft:
        yield DRAFT
    placed = zip(sectioned(document), kept(document.blocks), strict=True)
    blocks = [(block, block_markup(block, within(section.title), keep)) for (section, block), keep in placed]
    yield from (markup for block, markup in blocks if isinstance(block, FRONT))
    yield '<main id="_main">'
    yield from (markup for block, markup in blocks if not isinstance(block, FRONT))
    yield "</main>"


def _unsaid(markup: str, _: str) -> str:
    return markup


def block_markup(block: Block, show: Show, keep: str = "", said: Said = _unsaid) -> str:
    """The markup of one block, with how it is kept on a page, as in page_ends; `said` marks the department's own text by its name."""
    match block:
        case Cover():
            return _cover(block)
        case Contents():
            return _contents(block)
        case Heading(level=level):
            name = f"h{level + 1}"
            text = escape(block.number) + _runs(block.runs, show, said)
            classes = " ".join(filter(None, ("" if block.apart else "joined", keep)))
            kind = f' class="{classes}"' if classes else ""
            fitted = _fitted(block.text) if level == 1 else ""
            return f'<{name}{kind}{fitted} id="{escape(block.anchor)}"><span class="text">{text}</span></{name}>'
        case Paragraph(style=style):
            fitted = _fitted(block.text) if style == "题" else ""
            text = _runs(block.runs, show, said)
            return f'<p class="{STYLES[style]}{f" {keep}" if keep else ""}"{fitted}><span class="text">{text}</span></p>'
        case Table():
            return table_markup(block, show)
        case Picture():
            return _picture(block)


def _cover(cover: Cover) -> str:
    lines = "".join(f"<span{_fitted(line)}>{escape(line)}</span>" for line in cover.lines)
    return f'<header class="cover"><h1>{lines}</h1></header>'


def _fitted(text: str) -> str:
    """How many characters a line of a long title has, by which page.css sets its size: no line has but one or two."""
    length = -(-halves(text) // 2)
    lines = -(-length // MOST_ON_A_LINE)
    return f' style="--n:{-(-length // lines)}"' if length > FEW_ON_A_LINE else ""


def _contents(contents: Contents) -> str:
    items = "\n".join(
        f'<li class="level{entry.level}"><a href="#{escape(entry.anchor)}">{escape(entry.text)}</a></li>'
        for entry in contents.entries
    )
    plain = "" if contents.numbered else ' class="plain"'
    return f'<nav{plain} aria-labelledby="_contents"><h2 id="_contents">{escape(contents.title)}</h2>\n<ul>{items}</ul></nav>'


def _picture(picture: Picture) -> str:
    """The chart inside the page, its figures told in words to those who cannot see it."""
    source = f"data:image/svg+xml;base64,{b64encode(draw(picture, 'svg')).decode()}"
    caption = f'<figcaption><span class="text">{escape(picture.caption)}</span></figcaption>'
    return f'<figure><img src="{source}" alt="{escape(picture.alt)}">{caption}</figure>'


def _runs(runs: tuple[Run, ...], show: Show, said: Said) -> str:
    """A unit, and a stop, that follows a figure in the next run is kept on the figure's line, so it is moved into its span."""
    parts, unit = [], ""
    for run, after in zip(runs, (*runs[1:], Run("")), strict=True):
        text = run.text.removeprefix(unit)
        if run.wants:
            parts.append(show(text, run.wants))
            unit = ""
        elif run.figure is None:
            plain = KEPT.sub(r'<span class="keep">\g<0></span>', escape(text))
            parts.append(said(plain, run.said) if run.said else plain)
            unit = ""
        else:
            unit = found.group() if after.figure is None and (found := TAIL.match(after.text)) else ""
            parts.append(f'<span class="keep">{show(text, run.figure)}{unit}</span>')
    return "".join(parts)
