"""The paragraphs of a document and of a published text, made comparable: each with its section, numbers and marks in one form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.document.tree import Document, Heading, Paragraph, Table
from generator.model.numerals import ONE, THREE, TITLED, TWO
from generator.model.unit_names import is_head
from generator.published.outline import Line
from generator.published.publication import Publication, body
from generator.published.text import fold
from generator.readers.captions import says_nothing
from generator.source.place import Place
from generator.source.words import said

NUMBER, TABLE_NUMBER, AROUND_TITLE = said("词.数字"), said("表.公开的表号"), said("篇.题目前后的话")
NUMBERED = re.compile(f"^(?:{ONE}|{TWO}|{THREE})")
LONG, SHORT = 40, 8
ITEM_ALONE = ("（项）。", "（款）。", "（类）。")  # 涉密、只到类或款的，标题也只到那一级


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with the title of its section and, in a published text, its place."""

    section: str
    text: str
    place: Place | None = None

    @property
    def bare(self) -> str:
        """The text without its own number, folded."""
        return NUMBERED.sub("", folded(self.text))


def own_passages(document: Document, tables: bool) -> Iterator[Passage]:
    """The paragraphs of the data's document, with `tables` the notes below them too."""
    section = ""
    for block in document.blocks:
        match block:
            case Heading():
                section = title_of(block.text) if block.level <= 3 else section
            case Table():
                section = title_of(block.title)
                yield from (Passage(section, note) for note in block.notes if tables)
            case Paragraph() if block.style == "题":
                section = title_of(block.text)
            case Paragraph() if _says(block.text):
                yield Passage(section, block.text)


def published_passages(publication: Publication) -> Iterator[Passage]:
    """The paragraphs of a published text."""
    section = ""
    tables = {title_of(line) for sheet in publication.sheets for line in sheet.above}
    untitled = False
    for line in body(publication.lines):
        text = line.text.text
        if untitled and not line.heading:
            section, untitled = title_of(text), False
        elif title_only(line) or (title_of(text) in tables and len(text) < LONG and text.endswith("表")):
            section = title_of(text) if line.level <= 3 else section
            untitled = line.level == 1 and not section
        elif section and _says(text):
            yield Passage(section, text, line.text.place(0))


def title_only(line: Line) -> bool:
    """Whether a line is a heading and nothing else: no sentence goes on behind its title."""
    rest = line.text.text.removeprefix(line.number)
    whole = line.heading and len(rest) - len(line.title) <= 1
    return whole and (line.level <= 2 or not rest.endswith("。") or rest.endswith(ITEM_ALONE))


def _says(text: str) -> bool:
    """Whether a text is worth comparing: no head line of a table, no date, nothing as short as a heading."""
    return (len(text) > SHORT or text.endswith("。")) and not (TABLE_NUMBER.match(text) or is_head(text)) and not says_nothing(text)


def title_of(text: str) -> str:
    """A heading without its number, folded: the name by which sections are matched."""
    bare = re.sub(f"^{TITLED}", "", folded(text))
    return AROUND_TITLE.sub("", bare)


def folded(text: str) -> str:
    """Text without white space, half-width where it can be."""
    return fold(text)


def loosely(text: str) -> str:
    """Text with every number in one format and punctuation in one width."""
    plainer = NUMBER.sub(lambda m: format(Decimal(m.group().replace(",", "").replace("−", "-")).normalize(), "f"), text)
    return plainer.translate(str.maketrans("，：；（）。", ",:;()."))


def masked(text: str) -> str:
    """Text with every number hidden."""
    return NUMBER.sub("#", loosely(text))
