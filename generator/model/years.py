"""Which years: what 科目/年度.yaml says of the code lists and the keys, and what may be a year at all."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.source.resources import find
from generator.source.template import TemplateError, read_yaml, where

FILE = ("科目", "年度.yaml")
COMPLETE, KEYS = "科目表收全", "键"
SPAN = re.compile(r"(\d{4})?-(\d{4})?")
CENTURY = 100


@dataclass(frozen=True, slots=True)
class Years:
    """From which year on and until which (0: always)."""

    first: int = 0
    last: int = 0

    def hold(self, year: int) -> bool:
        """Whether a year is one of them."""
        return self.first <= year and not 0 < self.last < year

    def __str__(self) -> str:
        first = f"{self.first}年度起" if self.first else ""
        return first + (f"{self.last}年度及以前" if self.last else "")


ALWAYS = Years()


def years_of_keys() -> Mapping[str, Years]:
    """The years of those keys that the forms ask for in some years only; raises TemplateError."""
    return {name: _years(text) for name, text in _read(KEYS, {}).items()}


def completely_listed() -> Years:
    """The years in which the code lists have all there is; raises TemplateError."""
    return _years(_read(COMPLETE, "-"))


def _read(key: str, otherwise: Any) -> Any:
    said = read_yaml(find(*FILE))
    return said.get(key, otherwise) if isinstance(said, dict) else otherwise


def _years(text: object) -> Years:
    span = SPAN.fullmatch(text) if isinstance(text, str) else None
    if span is None:
        raise TemplateError(f"年度写的是“{text}”，应写成 2022-、-2021 或 2020-2021。", where(text))
    return Years(*(int(year or 0) for year in span.groups()))


def possible() -> range:
    """The years that a 决算 may be of: those of this century."""
    year = date.today().year
    return range(year - year % CENTURY, year - year % CENTURY + CENTURY + 1)
