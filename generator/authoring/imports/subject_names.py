"""The names of 科目 that the code list does not hold, as the tables of a published document print them behind the code."""

import re
from collections.abc import Iterator, Sequence

from generator.derive.grid import codes, family
from generator.model.catalogue import Catalogue
from generator.model.facts import Facts
from generator.model.figure import Words
from generator.published.publication import Publication

WORD = re.compile(r"[一-鿿]")


def subject_names(facts: Facts, catalogue: Catalogue, publications: Sequence[Publication]) -> Facts:
    """The name to write in 支出, else in 收入, for each code of theirs that is without one."""
    out = Facts()
    printed = {code: name for publication in publications for code, name in _printed(publication)}
    for grid in ("支出", "收入"):
        for code in family(codes(facts, grid)):
            written = any(f"{other}.{code}.名称" in known for other in ("支出", "收入") for known in (facts, out))
            if code in printed and not catalogue.name(code) and not written:
                out[f"{grid}.{code}.名称"] = printed[code]
    return out


def _printed(publication: Publication) -> Iterator[tuple[str, Words]]:
    """Each code of a table with the first cell behind it that holds a word."""
    for sheet in publication.sheets:
        for row in sheet.grid.rows:
            texts = [piece.text.strip() for piece in row]
            at = next((n for n, text in enumerate(texts) if re.fullmatch(r"2\d{2}(?:\d{2}){0,2}", text)), None)
            behind = row[at + 1 :] if at is not None else ()
            name = next((piece for piece in behind if WORD.search(piece.text)), None)
            if at is not None and name is not None:
                yield texts[at], Words(name.text.strip(), name.place)
