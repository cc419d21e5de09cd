"""What of an HTML page is its text: not its navigation, its foot or anything a visitor does not see."""

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from lxml import etree

_UNSEEN_TAGS = re.compile(
    r"head|script|style|noscript|template|svg|object|iframe|audio|video|button|select|textarea|input|aside|footer"
)
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_UNSEEN_CLASSES = frozenset(
    ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "hidden", "skip", "skip-link")
)
_HOLDERS = frozenset(("body", "div", "main", "article", "section", "form", "center", "table", "tbody", "tr", "td"))
_TITLES = frozenset(("h1", "h2", "h3"))
_CONTENTS = re.compile(r"目\s*录")
_SENTENCES = 2
_CELLS = 8
_LINKS, _MOST_LINKS = 5, 2000


def hidden(node: etree._Element) -> bool:
    """Whether an element and all in it is not shown, or is no part of the text."""
    if _UNSEEN_TAGS.fullmatch(node.tag) or node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    if _UNSEEN_STYLE.search(node.get("style", "")) or _UNSEEN_CLASSES & set(node.get("class", "").lower().split()):
        return True
    return node.tag == "nav" and not _CONTENTS.match(_text(node))


def navigation(node: etree._Element) -> bool:
    """Whether an element is mostly links to other pages."""
    links = [link for link in islice(node.iter("a"), _MOST_LINKS) if not link.get("href", "#").startswith("#")]
    if len(links) < _LINKS:
        return False
    return 5 * sum(len(_text(link)) for link in links) > 4 * len(_text(node))


def content(page: etree._Element) -> Iterator[etree._Element]:
    """The elements that hold the text of a page: its title and contents where they stand apart, then the main part."""
    node = page.find("body")
    node = page if node is None else node
    while (inner := _holder(node)) is not None:
        for sibling in takewhile(lambda child: child is not inner, list(node)):
            if not hidden(sibling):
                yield from _titles(sibling)
        node = inner
    yield node


def _holder(node: etree._Element) -> etree._Element | None:
    """The one child that holds the text, None where several do or none."""
    children = [child for child in node if not hidden(child)]
    full = [child for child in children if _substantial(child)]
    return full[0] if len(full) == 1 and full[0].tag in _HOLDERS and not _loose(node) else None


def _substantial(node: etree._Element) -> bool:
    """Whether an element holds sentences or cells, and not mostly links."""
    text, linked = len(_text(node)), sum(len(_text(link)) for link in node.iter("a"))
    sentences = _text(node).count("。")
    cells = sum(1 for _ in node.iter("td", "th"))
    own = node.get("id") == "_main"
    return own or ((sentences >= _SENTENCES or cells >= _CELLS) and 2 * linked < text)


def _loose(node: etree._Element) -> bool:
    """Whether sentences stand in the element itself, between its children."""
    own = (node.text or "") + "".join(child.tail or "" for child in node)
    return "。" in own


def _titles(node: etree._Element) -> Iterator[etree._Element]:
    """The headings before the main part, and the contents of the document."""
    if node.tag == "nav" or node.tag in _TITLES:
        yield node
    else:
        yield from (
            child for child in node.iterdescendants(*_TITLES) if not hidden(child) and child.find(".//a") is None
        )


def _text(node: etree._Element) -> str:
    """The visible text of an element, white space left out."""
    return "".join("".join(_visible(node)).split())


def _visible(node: etree._Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if not _UNSEEN_TAGS.fullmatch(child.tag):
            yield from _visible(child)
        yield child.tail or ""
