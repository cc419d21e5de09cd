"""What of an HTML page is its text: not its navigation, its foot or anything a visitor does not see."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

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
_LINKS = 5


def hidden(node: etree._Element) -> bool:
    """Whether an element and all in it is not shown, or is no part of the text."""
    if _UNSEEN_TAGS.fullmatch(node.tag) or node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    if _UNSEEN_STYLE.search(node.get("style", "")) or _UNSEEN_CLASSES & set(node.get("class", "").lower().split()):
        return True
    return node.tag == "nav" and not _CONTENTS.match("".join(map(str, islice(node.itertext(), 9))).strip())


@dataclass(frozen=True, slots=True)
class _Weight:
    """What an element holds: characters, those of them in links to other pages, such links, sentences, table cells."""

    text: int
    linked: int
    links: int
    sentences: int
    cells: int


_NOTHING = _Weight(0, 0, 0, 0, 0)


class PageText:
    """A page whose elements are weighed once, to tell its text from what surrounds it."""

    def __init__(self, page: etree._Element) -> None:
        body = page.find("body")
        self.body = page if body is None else body
        self.weights: dict[etree._Element, _Weight] = {}
        for node in reversed(list(self.body.iter())):
            self.weights[node] = self._weight(node)

    def _weight(self, node: etree._Element) -> _Weight:
        """The weight of an element from those of its children."""
        if _UNSEEN_TAGS.fullmatch(node.tag):
            return _NOTHING
        inner = [self.weights[child] for child in node]
        own = (node.text or "") + "".join(child.tail or "" for child in node)
        text = len("".join(own.split())) + sum(each.text for each in inner)
        link = node.tag == "a" and not node.get("href", "#").startswith("#")
        return _Weight(
            text,
            text if link else sum(each.linked for each in inner),
            link + sum(each.links for each in inner),
            own.count("。") + sum(each.sentences for each in inner),
            (node.tag in ("td", "th")) + sum(each.cells for each in inner),
        )

    def navigation(self, node: etree._Element) -> bool:
        """Whether an element is mostly links to other pages."""
        weight = self.weights[node]
        return weight.links >= _LINKS and 5 * weight.linked > 4 * weight.text

    def content(self) -> Iterator[etree._Element]:
        """The elements that hold the text: its title and contents where they stand apart, then the main part."""
        node = self.body
        while (inner := self._holder(node)) is not None:
            for sibling in list(node)[: node.index(inner)]:
                if not hidden(sibling):
                    yield from _titles(sibling)
            node = inner
        yield node

    def _holder(self, node: etree._Element) -> etree._Element | None:
        """The one child that holds the text, None where several do or none, or sentences stand between them."""
        full = [child for child in node if not hidden(child) and self._substantial(child)]
        loose = (node.text or "") + "".join(child.tail or "" for child in node)
        return full[0] if len(full) == 1 and full[0].tag in _HOLDERS and "。" not in loose else None

    def _substantial(self, node: etree._Element) -> bool:
        """Whether an element holds sentences or cells, and not mostly links."""
        weight = self.weights[node]
        return (weight.sentences >= _SENTENCES or weight.cells >= _CELLS) and 2 * weight.linked < weight.text


def _titles(node: etree._Element) -> Iterator[etree._Element]:
    """The headings before the main part, and the contents of the document."""
    if node.tag == "nav" or node.tag in _TITLES:
        yield node
    else:
        yield from (each for each in node.iterdescendants(*_TITLES) if not hidden(each) and each.find(".//a") is None)
