"""What of an HTML page is its text: not its navigation, its foot or anything a visitor does not see."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from generator.source.words import said

_UNSEEN_TAGS = re.compile(
    r"head|script|style|noscript|template|svg|object|iframe|audio|video|button|select|textarea|input|aside|footer"
)
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_UNSEEN_CLASSES = frozenset(
    ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "hidden", "skip", "skip-link")
)
_HOLDERS = frozenset(("body", "div", "main", "article", "section", "form", "center", "table", "tbody", "tr", "td"))
_TITLES = frozenset(("h1", "h2", "h3"))
_CONTENTS = said("篇.网页的目录")
_SENTENCES = 2
_CELLS = 8
_LINKS, _SHORT_TITLE, _AROUND = 5, 60, 150
# 网站自己的话：所在位置、发布信息、分享打印、上下篇、页脚；只在短的、没有金额的块里认
_SITE = said("篇.网站自己的话")
_CLASS = re.compile(
    r"^(nav(bar|igation)?|menu|bread-?crumbs?|crumbs?|share|bdshare.*|social.*|copyright|side-?bar|prev-?next|pagination|login|search)$"
)
_STATED = said("篇.网页里的数")
_TITLE = said("篇.网页的题目")


def hidden(node: etree._Element) -> bool:
    """Whether an element and all in it is not shown, or is no part of the text."""
    if _UNSEEN_TAGS.fullmatch(node.tag) or node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    if _UNSEEN_STYLE.search(node.get("style", "")) or _UNSEEN_CLASSES & set(node.get("class", "").lower().split()):
        return True
    return node.tag == "nav" and not _CONTENTS.match("".join(map(str, islice(node.itertext(), 9))).strip())


@dataclass(frozen=True, slots=True)
class _Weight:
    """What an element holds: characters, those of them in links to other pages, such links, sentences, table cells, amounts."""

    text: int
    linked: int
    links: int
    sentences: int
    cells: int
    amounts: int

    @property
    def says(self) -> bool:
        """Whether it holds anything of a disclosure: a sentence, an amount or a table."""
        return bool(self.sentences or self.amounts or self.cells >= _CELLS)


_NOTHING = _Weight(0, 0, 0, 0, 0, 0)


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
            len(_STATED.findall(own)) + sum(each.amounts for each in inner),
        )

    def navigation(self, node: etree._Element) -> bool:
        """Whether an element is mostly links to other pages, or one that the site calls its menu, share buttons and the like."""
        weight = self.weights[node]
        if weight.links >= _LINKS and 5 * weight.linked > 4 * weight.text:
            return True
        named = any(_CLASS.match(name) for name in f"{node.get('class', '')} {node.get('id', '')}".lower().split())
        return named and not weight.says

    def around(self, node: etree._Element) -> bool:
        """Whether an element is the site's own: its place in the site, date and source, share buttons, the next page, the foot."""
        weight = self.weights[node]
        sentence = weight.sentences and weight.text > _SHORT_TITLE
        if weight.amounts or sentence or weight.cells >= _CELLS or weight.text > _AROUND:
            return False
        return _SITE.search("".join(map(str, node.itertext())).strip()) is not None

    def surrounds(self, node: etree._Element) -> bool:
        """Whether an element is no part of the text but what the site sets around it."""
        return self.navigation(node) or self.around(node)

    def content(self) -> Iterator[etree._Element]:
        """The elements that hold the text: its title and contents where they stand apart, then the main part."""
        node = self.body
        while (inner := self._holder(node)) is not None:
            for sibling in list(node)[: node.index(inner)]:
                if not hidden(sibling):
                    yield from self._titles(sibling)
            node = inner
        yield node

    def _holder(self, node: etree._Element) -> etree._Element | None:
        """The one child that holds the text, None where another says something too, or something stands between them."""
        seen = [child for child in node if not hidden(child) and not self.surrounds(child)]
        full = [child for child in seen if self._substantial(child)]
        loose = (node.text or "") + "".join(child.tail or "" for child in node)
        others = any(self.weights[child].says for child in seen if child not in full)
        if len(full) != 1 or others or "。" in loose or _STATED.search(loose):
            return None
        return full[0] if full[0].tag in _HOLDERS and not self._tabular(full[0]) else None

    def _tabular(self, node: etree._Element) -> bool:
        """Whether an element is a table of figures, which has its title beside it."""
        if node.tag != "table" or node.find(".//table") is not None:
            return False
        return self.weights[node].cells >= _CELLS or all(self.weights[cell].sentences < _SENTENCES for cell in node.iter("td"))

    def _substantial(self, node: etree._Element) -> bool:
        """Whether an element holds sentences, amounts or cells, and not mostly links."""
        weight = self.weights[node]
        return (weight.sentences >= _SENTENCES or weight.amounts > 1 or weight.cells >= _CELLS) and 2 * weight.linked < weight.text

    def _titles(self, node: etree._Element) -> Iterator[etree._Element]:
        """The headings before the main part, and the contents of the document."""
        if node.tag == "nav" or node.tag in _TITLES:
            yield node
            return
        heads = [each for each in node.iterdescendants(*_TITLES) if not hidden(each) and each.find(".//a") is None]
        yield from heads or [each for each in (node, *node.iterdescendants()) if self._titled(each)][-1:]

    def _titled(self, node: etree._Element) -> bool:
        """Whether an element is the title of a disclosure, though it is no heading: short, with its year, and no link."""
        if hidden(node) or self.weights[node].linked or self.weights[node].text > _SHORT_TITLE:
            return False
        return bool(_TITLE.search("".join(map(str, node.itertext())))) and not self.around(node)
