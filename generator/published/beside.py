"""A published file beside another account of the same year: what it is by its content, and which of its figures are others there."""

import re
from collections.abc import Callable
from pathlib import Path

from generator.checks.filed import Filed
from generator.model.bind import year_of
from generator.model.claim import Claim
from generator.model.facts import Facts
from generator.model.figure import Figure
from generator.model.interval import Verdict, verdict
from generator.model.titles import title
from generator.model.unit_names import is_unit, owner_of
from generator.published.compare import side_by_side
from generator.published.publication import Publication
from generator.source.finding import Finding
from generator.source.place import Place

FIRST = 6
ACCOUNTS = re.compile("(部门|单位)决算")
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
OF_ACCOUNTS = re.compile(r"(20\d\d)年度")
BEFORE_YEAR = re.compile(r"(?:关于)?20\d\d年")
Told = Callable[[Claim, Figure, str], Finding]


def identified(publication: Publication, path: Path) -> Filed:
    """What a published file is, by its text; by its name only what the text does not say."""
    texts = [line.text.text for line in publication.lines[:FIRST]]
    report = publication.report
    named = report.text("部门.名称") or next(filter(is_unit, texts), "") or owner_of([*texts, path.stem])
    unit = named or next(filter(is_unit, map(_begun, (*texts, path.stem, path.parent.name))), "")
    years = (_only(OF_ACCOUNTS, "".join(texts)), _only(YEAR, path.stem), _only(YEAR, path.parent.name))
    year = report.year or next(filter(None, years), 0)
    accounts = "预算" if report.budget else publication.told.text("部门.决算") or _accounts("".join(texts))
    return Filed(unit, year, accounts, Place(path.as_posix(), 1, 1), published=True, said="".join([*texts, path.stem]))


def stranger(facts: Facts, path: Path, publication: Publication) -> str:
    """Why a published file is not that of the data, of another unit or year, to follow its name; empty where it may be."""
    own, year, other = facts.text("部门.名称"), year_of(facts), identified(publication, path)
    if other.unit and other.unit not in own and own not in other.unit:
        return f" 是{other.unit}的，数据是{own}的。请换{own}公开的那一份。"
    if other.year and other.year != year:
        return f" 是 {other.year} 年度的，数据是 {year} 年度的。请换 {year} 年度公开的那一份。"
    return ""


def _only(pattern: re.Pattern[str], text: str) -> int:
    """The year that a text names so, where it names but one."""
    found = set(pattern.findall(text))
    return int(found.pop()) if len(found) == 1 else 0


def _begun(text: str) -> str:
    """What stands before the year in a title of any kind: 某局 in 某局2022年度“三公”经费决算情况说明."""
    return BEFORE_YEAR.split(text, maxsplit=1)[0].strip()


def _accounts(text: str) -> str:
    """部门 or 单位, where a text speaks of the accounts of one alone."""
    found = set(ACCOUNTS.findall(text))
    return found.pop() if len(found) == 1 else ""


def beside(publication: Publication, facts: Facts, told: Told) -> tuple[list[Finding], int]:
    """What is told of the figures that differ beyond rounding from other facts, and how many were set beside these."""
    pairs = [(claim, figure) for claim, figure in side_by_side(facts, publication) if claim.slip is None]
    unlike = ((claim, figure) for claim, figure in pairs if verdict(claim.value, figure) is Verdict.IMPOSSIBLE)
    found = [told(claim, figure, title(claim.name, publication.report.catalogue)) for claim, figure in unlike]
    return found, len(pairs)
