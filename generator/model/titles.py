"""What a reader of a disclosure calls a figure: 收入.合计 is 本年收入合计."""

import re
from functools import cache

import yaml

from generator.model.catalogue import Catalogue
from generator.source.resources import find

PRIOR = "上年."
CODE = re.compile(r"\.(\d{3,7})(?=\.|$)")


def title(name: str, catalogue: Catalogue) -> str:
    """The published title of a fact; the name itself where it has none."""
    if name.startswith(PRIOR):
        return "上年的" + title(name.removeprefix(PRIOR), catalogue)
    match, words = next(((m, words) for pattern, words in _titles() if (m := pattern.fullmatch(name))), (None, name))
    if match is None:
        return name
    code = CODE.search(name)
    subject = f"{code[1]} {catalogue.name(code[1]) or ''}".strip() if code else ""
    return match.expand(words).replace("{科目}", subject)


@cache
def _titles() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows: list[dict[str, str]] = yaml.load(find("读法", "名.yaml").read_text("utf-8-sig"), Loader=yaml.SafeLoader)
    return tuple((re.compile(row["数"]), row["名"]) for row in rows)
