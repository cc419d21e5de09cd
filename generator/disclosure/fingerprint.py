"""What the file of a format depends on in a document: where that is the same, the file need not be made again."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from operator import attrgetter
from typing import Any

from generator.disclosure.render import OF_TABLES
from generator.document.tree import Cell, Document, Run, Table
from generator.model.explain import explain_line
from generator.model.figure import Figure, down


def _but_figure(kind: type[Cell] | type[Run]) -> Callable[[Any], Any]:
    return attrgetter(*(field.name for field in fields(kind) if field.name not in UNSEEN))


UNSEEN = {"figure", "wants", "said", "source"}
PLAIN = {Cell: _but_figure(Cell), Run: _but_figure(Run)}


def fingerprints(document: Document, kinds: Iterable[str]) -> dict[str, str]:
    """A hash of all that each format shows: XLSX and CSV the tables only, XLSX, JSON and HTML also what each figure comes from."""
    known = (document.title, document.department, document.year, document.draft)
    told = {kind: hashlib.sha256(repr(known).encode()) for kind in kinds}
    figures: list[Figure] = []
    of_tables: list[Figure] = []
    for block in document.blocks:
        found: list[Figure] = []
        text = _text(block, found).encode()
        figures += found
        of_tables += found if isinstance(block, Table) else []
        for kind, sum_ in told.items():
            if kind not in OF_TABLES or isinstance(block, Table):
                sum_.update(text)
    for kind, lines in (("html", map(_explained, down(figures))), ("json", map(_told, down(figures))), ("xlsx", map(_told, of_tables))):
        if kind in told:
            told[kind].update("\n".join(lines).encode())
    return {kind: sum_.hexdigest() for kind, sum_ in told.items()}


def _explained(figure: Figure) -> str:
    return explain_line(figure, public=True)


def _told(figure: Figure) -> str:
    """What is said of a figure where not in which file it was written."""
    return explain_line(replace(figure, place=None))


def _text(value: Any, figures: list[Figure]) -> str:
    """A piece of the tree as text, of figures only that there is one; they are collected."""
    if isinstance(value, tuple):
        return f"({','.join([_text(item, figures) for item in value])})"
    if isinstance(value, Cell | Run):
        if value.figure is not None:
            figures.append(value.figure)
        return f"{PLAIN[type(value)](value)!r}{'#' if value.figure is not None else ''}"
    if is_dataclass(value):
        inner = [_text(getattr(value, field.name), figures) for field in fields(value) if field.name not in UNSEEN]
        return f"{type(value).__name__}({','.join(inner)})"
    return repr(value)
