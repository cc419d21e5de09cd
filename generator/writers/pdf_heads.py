"""Cells that head others in a table without head rows, such as the 自评表, tagged as such: Typst can tag none outside a head.

Typst writes the tags as plain objects; those that change are written again behind the file, as the format provides for.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from generator.document.tree import Cell, Document, Row, Table

ELEMENT = re.compile(rb"^(\d+) 0 obj\n(<</Type/StructElem.*?)\nendobj", re.MULTILINE | re.DOTALL)
KIDS, REFERENCE = re.compile(rb"/K\[([^\]]*)\]"), re.compile(rb"(\d+) 0 R")
END = re.compile(rb"trailer\s*<<(.*)>>\s*startxref\s+(\d+)\s+%%EOF\s*$", re.DOTALL)
ATTRIBUTES = re.compile(rb"/O/Table(?:/Headers\[[^\]]*\])?")
Elements = Mapping[int, bytes]


def with_heads(content: bytes, document: Document) -> bytes:
    """The PDF that Typst made of a document, the bold cells of tables without a head tagged TH; as it is where it is not as expected."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if all(table.head for table in tables) or not (end := END.search(content)):
        return content
    elements = {int(number): element for number, element in ELEMENT.findall(content)}
    tagged = [number for number in sorted(elements) if b"/S/Table/" in elements[number]]
    if len(tagged) != len(tables):
        return content
    pairs = zip(tagged, tables, strict=True)
    changed = {number: told for tag, table in pairs if not table.head for number, told in _heads(elements, tag, table)}
    return _appended(content, changed, end)


def _heads(elements: Elements, tag: int, table: Table) -> Iterator[tuple[int, bytes]]:
    """The elements of bold cells, by number, as they are to be."""
    for number, row in zip(_rows(elements, tag), table.body, strict=False):
        for cell, kid in zip(row.cells, _kids(elements, number), strict=False):
            element = elements.get(kid, b"")
            if cell.bold and b"/S/TD/" in element:
                yield kid, _head(element, _scope(cell, row))


def _rows(elements: Elements, number: int) -> Iterator[int]:
    """The rows of a table but for those that are repeated on each page."""
    for kid in _kids(elements, number):
        if b"/S/TR/" in elements.get(kid, b""):
            yield kid
        elif b"/S/TBody/" in elements.get(kid, b""):
            yield from _rows(elements, kid)


def _kids(elements: Elements, number: int) -> list[int]:
    found = KIDS.search(elements[number])
    return [int(kid) for kid in REFERENCE.findall(found[1])] if found else []


def _scope(cell: Cell, row: Row) -> Literal["Row", "Column"]:
    """A row of nothing but heads heads the columns; a cell over several rows heads these."""
    return "Column" if cell.rowspan == 1 and all(each.bold for each in row.cells) else "Row"


def _head(element: bytes, scope: str) -> bytes:
    told, element = b"/O/Table/Scope/" + scope.encode(), element.replace(b"/S/TD/", b"/S/TH/", 1)
    if b"/O/Table" in element:
        return ATTRIBUTES.sub(told, element, count=1)
    if b"/A[" in element:
        return element.replace(b"/A[", b"/A[<<" + told + b">>", 1)
    return element.replace(b"/S/TH/", b"/S/TH/A[<<" + told + b">>]/", 1)


def _appended(content: bytes, changed: Mapping[int, bytes], end: re.Match[bytes]) -> bytes:
    """The file with objects written anew behind it, and where they are."""
    made, places = content + b"\n", [b"0 1\n0000000000 65535 f\r\n"]
    for number, element in sorted(changed.items()):
        places.append(b"%d 1\n%010d 00000 n\r\n" % (number, len(made)))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, element)
    if not changed:
        return content
    return made + b"xref\n" + b"".join(places) + b"trailer\n<<%s/Prev %s>>\nstartxref\n%d\n%%%%EOF" % (end[1], end[2], len(made))
