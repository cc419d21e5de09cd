"""Where each section of a document is: its part and its pages, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from generator.document.tree import Document, Heading, Table


@dataclass(frozen=True, slots=True)
class _Begun:
    """A heading or table: its title, the part it is in, its page (0 where unknown), and whether a page begins with it."""

    title: str
    part: str
    page: int
    fresh: bool


def sections_at(document: Document, pages: Mapping[str, int]) -> dict[str, str]:
    """The sections by title with part and pages, as 支出决算表（第二部分，第9页）; a title that stands twice is left out.

    `pages` are those on which the headings and tables of each anchor stand; without them only the part is told.
    """
    begun = [*_begun(document, pages)]
    told: dict[str, set[str]] = {}
    for here, after in pairwise((*begun, None)):
        if here is not None:
            where = "，".join(filter(None, (here.part, _pages(here, after))))
            told.setdefault(here.title, set()).add(f"{here.title}（{where}）" if where else here.title)
    return {title: next(iter(words)) for title, words in told.items() if len(words) == 1}


def _begun(document: Document, pages: Mapping[str, int]) -> Iterator[_Begun]:
    part, alone = "", False
    for block in document.blocks:
        match block:
            case Heading(level=1 | 2 | 3):
                own = block.level == 1
                part = (block.number.strip() or block.text) if own else part
                yield _Begun(block.text, "" if own else part, pages.get(block.anchor, 0), own or alone)
            case Table(title=title) if title:
                yield _Begun(title, part, pages.get(block.anchor, 0), block.sheet or block.landscape or alone)
        alone = isinstance(block, Table) and (block.sheet or block.landscape)


def _pages(here: _Begun, after: _Begun | None) -> str:
    """From the page of its title to that of the next one, or to the one before where the next begins a page."""
    if not here.page:
        return ""
    if after is None or not after.page:
        return f"第{here.page}页起"
    last = max(here.page, after.page - (1 if after.fresh else 0))
    return f"第{here.page}页" if last == here.page else f"第{here.page}至{last}页"
