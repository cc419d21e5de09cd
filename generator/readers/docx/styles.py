"""What a paragraph or run takes from its style: heading level, numbering, being hidden."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from generator.readers.integers import integer

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset({"0", "false", "off"})
_DEEPEST = 20
BODY_LEVEL = 9


def w(name: str) -> str:
    """A WordprocessingML name."""
    return _W + name


def child(node: etree._Element | None, *path: str) -> etree._Element | None:
    """The element at a path of WordprocessingML names."""
    for name in path:
        node = None if node is None else node.find(w(name))
    return node


def val(node: etree._Element | None) -> str:
    """The w:val of an element, empty where there is none."""
    return "" if node is None else node.get(w("val"), "")


def on(node: etree._Element | None) -> bool | None:
    """A switch such as w:vanish: on, off, or None where it is not set."""
    return None if node is None else val(node) not in _OFF


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by id, and the id of the default paragraph style."""

    nodes: dict[str, etree._Element]
    default: str

    def _chain(self, style: str) -> Iterator[etree._Element]:
        """A style and those it is based on; a chain that bites its tail ends."""
        for _ in range(_DEEPEST):
            node = self.nodes.get(style)
            if node is None:
                return
            yield node
            style = val(child(node, "basedOn"))

    def _own(self, paragraph: etree._Element) -> Iterator[etree._Element]:
        yield paragraph
        yield from self._chain(val(child(paragraph, "pPr", "pStyle")) or self.default)

    def level(self, paragraph: etree._Element) -> int:
        """The heading level from 1, 0 for body text."""
        for node in self._own(paragraph):
            outline = val(child(node, "pPr", "outlineLvl"))
            if outline.isdecimal():
                return (integer(outline, BODY_LEVEL, BODY_LEVEL) + 1) % (BODY_LEVEL + 1)
        return 0

    def numbering(self, paragraph: etree._Element) -> tuple[str, int]:
        """List id and depth of a paragraph; id "" or "0" where it is not numbered."""
        number, depth = "", ""
        for node in self._own(paragraph):
            numbered = child(node, "pPr", "numPr")
            number = number or val(child(numbered, "numId"))
            depth = depth or val(child(numbered, "ilvl"))
        return number, integer(depth, 0)

    def hidden(self, run: etree._Element, paragraph: etree._Element) -> bool:
        """Whether a run is hidden by itself, its own style or the style of its paragraph."""
        nodes = [run, *self._chain(val(child(run, "rPr", "rStyle"))), *list(self._own(paragraph))[1:]]
        return bool(next((flag for node in nodes if (flag := on(child(node, "rPr", "vanish"))) is not None), False))


def read_styles(root: etree._Element | None) -> Styles:
    """The styles of styles.xml, None meaning that the document has none."""
    found = [] if root is None else list(root.iterchildren(w("style")))
    nodes = {node.get(w("styleId"), ""): node for node in found}
    usual = (n for n in found if n.get(w("type")) == "paragraph" and n.get(w("default"), "0") not in _OFF)
    return Styles(nodes, next((node.get(w("styleId"), "") for node in usual), ""))
