"""What the file of a format depends on in a document: where that is the same, the file need not be made again."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any

from generator.document.tree import Cell, Document, Run, Table
from generator.model.explain import explain_line
from generator.model.figure import Figure


def _but_figure(kind: type[Cell] | type[Run]) -> Callable[[Any], Any]:
    return attrgetter(*(field.name for field in fields(kind) if field.name != "figure"))


PLAIN = {Cell: _but_figure(Cell), Run: _but_figure(Run)}


def fingerprint(document: Document, kind: str) -> str:
    """A hash of all that a format shows: XLSX the tables only, HTML also where each figure comes from."""
    blocks = (block for block in document.blocks if kind != "xlsx" or isinstance(block, Table))
    known = (document.title, document.department, document.year, document.draft)
    told = hashlib.sha256(repr(known).encode())
    for block in blocks:
        for part in _parts(block, kind == "html"):
            told.update(part.encode())
    return told.hexdigest()


def _parts(value: Any, explained: bool) -> Iterator[str]:
    """A piece of the tree as text, figures only by whether there is one, or with their explanation."""
    if isinstance(value, tuple):
        yield f"({len(value)}"
        for item in value:
            yield from _parts(item, explained)
    elif isinstance(value, Cell | Run):
        yield f"{PLAIN[type(value)](value)!r}{_figure(value.figure, explained)}"
    elif is_dataclass(value) and not isinstance(value, type):
        yield type(value).__name__
        for field in fields(value):
            yield from _parts(getattr(value, field.name), explained)
    else:
        yield f"{value!r},"


def _figure(figure: Figure | None, explained: bool) -> str:
    if figure is None:
        return ""
    return explain_line(figure, public=True) if explained else "#"
