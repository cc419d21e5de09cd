"""What a reader of a disclosure calls a figure: 收入.合计 is 本年收入合计."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from generator.model.catalogue import Catalogue
from generator.model.facts import PRIOR
from generator.model.figure import Figure
from generator.source.resources import find
from generator.source.template import TemplateError, compiled, read_yaml, reading_rows, where

CODE = re.compile(r"\.(\d{3,7})(?=\.|$)")


def title(name: str, catalogue: Catalogue) -> str:
    """The published title of a fact; the name itself where it has none."""
    if name.startswith(PRIOR):
        return "上年的" + title(name.removeprefix(PRIOR), catalogue)
    code = CODE.search(name)
    subject = f"{code[1]} {catalogue.name(code[1]) or ''}".strip() if code else ""
    return _words(name).replace("{科目}", subject)


@lru_cache(1 << 12)
def _words(name: str) -> str:
    """The title of a fact with its subject left open; the name itself where it has none."""
    return next((match.expand(words) for pattern, words in _titles() if (match := pattern.fullmatch(name))), name)


def called(figure: Figure, catalogue: Catalogue) -> str:
    """The published title of a figure; one named after those it is computed from (支出.合计增减额) is called after theirs."""
    terms = _terms(figure)
    named = sorted({term.name for each in (figure, *terms) for term in _terms(each) if term.name in figure.name}, key=len, reverse=True)
    if not named or figure.name in named:
        return title(figure.name, catalogue)
    pattern = re.compile("|".join(map(re.escape, named)))
    return pattern.sub(lambda name: title(name[0], catalogue), figure.name)


def _terms(figure: Figure) -> tuple[Figure, ...]:
    return figure.formula.terms if figure.formula else ()


@cache
def _titles() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = reading_rows(read_yaml(find("读法", "名.yaml")), "数", "名")
    return tuple((compiled(row["数"], "{}"), _told(row)) for row in rows)


def _told(row: Mapping[str, str]) -> str:
    """The words of a row; raises TemplateError for a \\1 without its bracket."""
    pattern = compiled(row["数"], "{}")
    for number in re.findall(r"\\(\d+)", row["名"]):
        if int(number) > pattern.groups:
            raise TemplateError(f"“{row['名']}”用了 \\{number}，左边没有这么多括号。请核对。", where(row["名"]))
    return row["名"]
