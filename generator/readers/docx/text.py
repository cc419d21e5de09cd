"""The text of a Word paragraph as it would be printed, and the text boxes anchored in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from generator.readers.docx.styles import Styles, w
from generator.readers.visible import PRIVATE

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SKIPPED = frozenset(map(w, ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt", "tbl", "footnoteReference")))
_SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("ptab"): "\t"}
_PAGE_FIELD = re.compile(r"\s*(PAGEREF|PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_CODE = re.compile(r"[0-9A-Fa-f]{1,4}")
_DEEPEST = 50

Atom = str | etree._Element


@dataclass(slots=True)
class _Field:
    code: str = ""
    result: bool = False


@dataclass(slots=True)
class Fields:
    """The fields open at a point of the document; a contents field spans many paragraphs."""

    open: list[_Field] = field(default_factory=list)

    def turn(self, kind: str | None) -> None:
        """Begin a field, come to its result, or end it."""
        if kind == "begin" and len(self.open) < _DEEPEST:
            self.open.append(_Field())
        elif kind == "separate" and self.open:
            self.open[-1].result = True
        elif kind == "end" and self.open:
            self.open.pop()

    def instruct(self, code: str) -> None:
        """Add to the code of the innermost field."""
        if self.open and not self.open[-1].result:
            self.open[-1].code += code

    @property
    def shown(self) -> bool:
        """Whether text here is printed and is no page number."""
        return all(each.result and not _PAGE_FIELD.match(each.code) for each in self.open)

    def settle(self) -> None:
        """At the end of a paragraph: drop fields that never came to a result, lest they swallow the rest."""
        self.open = [each for each in self.open if each.result]


def atoms(paragraph: etree._Element, styles: Styles, fields: Fields) -> Iterator[Atom]:
    """Texts and text boxes (w:txbxContent) of a paragraph in order; a line break is a newline."""
    for node in paragraph:
        yield from _walk(node, paragraph, styles, fields)
    fields.settle()


def _walk(node: etree._Element, paragraph: etree._Element, styles: Styles, fields: Fields) -> Iterator[Atom]:
    tag = node.tag
    if tag in _SKIPPED or (tag == w("r") and styles.hidden(node, paragraph)):
        return
    if tag == w("txbxContent"):
        yield node
    elif tag == w("fldChar"):
        fields.turn(node.get(w("fldCharType")))
    elif tag == w("instrText"):
        fields.instruct(node.text or "")
    elif (text := _text(node)) is not None:
        if fields.shown:
            yield text
    elif not (tag == w("fldSimple") and _PAGE_FIELD.match(node.get(w("instr"), ""))):
        for inner in _chosen(node):
            yield from _walk(inner, paragraph, styles, fields)


def _text(node: etree._Element) -> str | None:
    """The text of a leaf: characters, a tab, a break, a symbol; None for anything else."""
    if node.tag in (w("t"), _MATH_TEXT):
        return (node.text or "").replace("\n", " ")
    if node.tag == w("sym"):
        return _symbol(node.get(w("char"), ""))
    return _SIGNS.get(node.tag)


def _symbol(code: str) -> str:
    """The character of a hexadecimal code; empty for one of a symbol font, and for what is no character."""
    number = int(code, 16) if _CODE.fullmatch(code) else 0
    return "" if number in PRIVATE or not chr(number).isprintable() else chr(number)


def _chosen(node: etree._Element) -> Iterator[etree._Element]:
    """The children of a node; of alternatives only the first, which holds what the others repeat."""
    if node.tag == f"{_MC}AlternateContent":
        yield from list(node.iterchildren(f"{_MC}Choice", f"{_MC}Fallback"))[:1]
    else:
        yield from node
