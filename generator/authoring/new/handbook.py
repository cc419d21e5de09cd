"""The manual, the key table and the rules as pages for a browser, each one file: made from docs/*.md that come with the program."""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING
from urllib.parse import unquote

from generator.source.resources import PACKAGE, find

if TYPE_CHECKING:
    from markdown_it.token import Token

PAGES = {"使用手册.md": "使用手册.html", "keys.md": "键表.html", "rules.md": "核对规则.html"}
FRAME = "manual.html"


def pages() -> Mapping[str, bytes]:
    """Each page by the name of its file; links between them hold, pictures are inside."""
    frame = Template(find("look", FRAME).read_text("utf-8"))
    return {name: _page(frame, (_docs() / source).read_text("utf-8")).encode() for source, name in PAGES.items()}


def _docs() -> Path:
    packed = PACKAGE / "_docs"
    return packed if packed.is_dir() else PACKAGE.parent / "docs"


def _page(frame: Template, text: str) -> str:
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text)
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open" and after is not None:
            token.attrSet("id", slug(after.content))
        for inner in _inside(token):
            _mend(inner)
    body = markdown.renderer.render(tokens, markdown.options, {})
    return frame.substitute(title=escape(text.splitlines()[0].lstrip("# ")), body=body)


def slug(heading: str) -> str:
    """The anchor of a heading, as links in Markdown name it: letters, digits and hyphens."""
    return re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-"))


def _inside(token: "Token") -> Iterator["Token"]:
    for child in token.children or ():
        yield child
        yield from _inside(child)


def _mend(token: "Token") -> None:
    """A link leads to the pages that are there, or nowhere; a picture is put inside."""
    if token.type == "link_open":
        file, mark, anchor = unquote(str(token.attrGet("href"))).partition("#")
        if "://" in file:
            return
        if file and file not in PAGES:
            del token.attrs["href"]
        else:
            token.attrSet("href", PAGES.get(file, "") + mark + anchor)
    elif token.type == "image":
        token.attrSet("src", _picture(unquote(str(token.attrGet("src")))))


@cache
def _picture(name: str) -> str:
    return f"data:image/png;base64,{b64encode((_docs() / name).read_bytes()).decode()}"
