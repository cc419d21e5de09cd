"""JSON: every figure of a document, what it is computed from, and where it is printed."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.document.tree import Document, printings
from generator.model.catalogue import Catalogue
from generator.model.figure import Figure, down
from generator.model.format import exact
from generator.model.titles import called

NUMBER = re.compile(r'"\\u0000(-?[\d.]+)"')


def write_json(document: Document, pages: Mapping[str, int]) -> bytes:
    """Title, department and year, then a line for each figure, those too that are only terms of others.

    `pages` are the pages of the PDF by the anchors of headings and tables; a value is exact, of a quotient six decimals.
    """
    known = {"title": document.title, "department": document.department, "year": document.year, "draft": document.draft}
    figures = ",\n".join(map(_dumped, _figures(document, pages)))
    return f'{_dumped(known)[:-1]}, "figures": [\n{figures}\n]}}\n'.encode()


def _figures(document: Document, pages: Mapping[str, int]) -> Iterator[Mapping[str, Any]]:
    places: dict[Figure, list[Mapping[str, Any]]] = {}
    page = None
    for section, figure, text in printings(document):
        page = pages.get(section.anchor, page)
        places.setdefault(figure, []).append({"text": text, "section": section.title, "page": page})
    names = _names(down(places))
    for figure in names:
        yield {**_told(figure, names, document.catalogue), "printed": places.get(figure, [])}


def _names(figures: Iterable[Figure]) -> dict[Figure, str]:
    """A name for each figure; two of one name, such as the change on the budget and on last year, are numbered."""
    taken: Counter[str] = Counter()
    names = {}
    for figure in figures:
        taken[figure.name] += 1
        names[figure] = figure.name + (f"_{taken[figure.name]}" if taken[figure.name] > 1 else "")
    return names


def _told(figure: Figure, names: Mapping[Figure, str], catalogue: Catalogue | None) -> Mapping[str, Any]:
    formula = figure.formula
    inputs = [names[term] for term in formula.terms] if formula else []
    return {
        "name": names[figure],
        "title": called(figure, catalogue) if catalogue else figure.name,
        "value": figure.value,
        "unit": figure.unit,
        "formula": formula and f" {formula.op.value} ".join(inputs),
        "inputs": inputs,
    }


def _dumped(value: Any) -> str:
    """JSON in which a Decimal is the number it is, not the nearest binary one."""
    text = json.dumps(value, ensure_ascii=False, default=lambda number: f"\0{exact(number)}")
    return NUMBER.sub(r"\1", text)
