"""What the file of a format depends on in a document: where that is the same, the file need not be made again."""

import hashlib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from generator.document.tree import Document, Table
from generator.model.explain import explain_line
from generator.model.figure import Figure


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
    if isinstance(value, Figure):
        yield explain_line(value) if explained else "#"
    elif isinstance(value, tuple):
        yield f"({len(value)}"
        for item in value:
            yield from _parts(item, explained)
    elif is_dataclass(value) and not isinstance(value, type):
        yield type(value).__name__
        for name in _names(type(value)):
            yield from _parts(getattr(value, name), explained)
    else:
        yield f"{value!r},"


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
