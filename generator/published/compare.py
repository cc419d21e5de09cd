"""Whether a published text says what the data say: section by section, figures first."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path

from generator.derive.year import derive
from generator.document.tree import Document, Table
from generator.model.claim import Claim
from generator.model.explain import explain_line
from generator.model.facts import Facts
from generator.model.figure import WAN, Figure
from generator.model.format import plain
from generator.model.interval import Verdict, verdict
from generator.published.audit import read_publication
from generator.published.compare_form import form
from generator.published.differences import Difference, Kind, Sides
from generator.published.passages import Passage, loosely, masked, own_passages, published_passages
from generator.published.places_in_words import spots_of
from generator.published.publication import Publication
from generator.readers.blocks import UnreadablePublication

NO_TABLES = "公开文件里没有表（或另文公开），表没有对照。"
BUDGET = " 是预算公开，不是决算公开，没有可以对照的决算数。请换已公开的决算。"
OTHER = " 不像是决算公开：没有认出决算的一节、一张表，也没有写“决算”。请看文件是不是写错了，换已公开的决算。"
LAST = re.compile(r"\d[\d,]*(?:\.\d+)?$")
EXACT, ALIKE, VERY_ALIKE = 1.0, 0.6, 0.8


def compare(document: Document, facts: Facts, publication: Publication) -> list[Difference]:
    """All differences: figures by name, paragraphs by section, cover, headings and tables; equal paragraphs are listed too."""
    return [*figures(facts, publication), *paragraphs(document, publication), *form(document, publication)]


def compare_file(document: Document, facts: Facts, path: Path, refuse: Callable[[Publication], str] = lambda _: "") -> list[Difference]:
    """The same for a published file, with places as a reader knows them.

    Raises UnreadablePublication, also for no final account, and where `refuse` says why the file is not the one to compare with.
    """
    publication = read_publication(path)
    if wrong := no_final_account(publication) or refuse(publication):
        raise UnreadablePublication(f"{path.name}{wrong}")
    spots = spots_of(publication, path.as_posix())
    found = compare(document, facts, publication)
    return [replace(d, published_place=spots.worded(d.published_place)) if d.published_place else d for d in found]


def no_final_account(publication: Publication) -> str:
    """Why a text cannot be set against the data, to follow its file's name; empty for a final account or a part of one."""
    extent = publication.extent
    if extent.budget:
        return BUDGET
    if extent.little or not extent.read:
        return f"：{extent.told('读不出')}"
    named = extent.recognised or any(sheet.kind for sheet in publication.sheets)
    return "" if named or any("决算" in line.text.text for line in publication.lines) else OTHER


def figures(facts: Facts, publication: Publication) -> Iterator[Difference]:
    """Every published claim on a fact that the data give otherwise."""
    for claim, figure in side_by_side(facts, publication):
        if verdict(claim.value, figure) not in {Verdict.EXACT, Verdict.UNDEFINED}:
            yield _figure_differs(claim, figure, publication)


def side_by_side(facts: Facts, publication: Publication) -> Iterator[tuple[Claim, Figure]]:
    """Every published claim on a fact with what other facts say of it, each once."""
    seen = set()
    for claim in publication.claims:
        figure = facts.figure(claim.name) if claim.states else None
        key = (claim.name, claim.value, claim.place)
        if figure is not None and key not in seen:
            seen.add(key)
            yield claim, figure


def _figure_differs(claim: Claim, figure: Figure, publication: Publication) -> Difference:
    tail = "差在四舍五入的尾差以内。" if verdict(claim.value, figure) is Verdict.ROUNDING else ""
    remark = f"数据：{explain_line(figure)}。{_holds(claim.name, claim.value, figure, publication)}{tail}"
    return Difference(
        Kind.FIGURE,
        f"{claim.section}表".replace("条目", "其他的") if claim.tabled else claim.section,
        f"{claim.name} {plain(figure.value)}",
        _with_unit(claim.quote, claim.value, figure.unit),
        figure.leaves[0].place if figure.leaves else None,
        claim.place,
        remark,
        Sides(claim.name, figure.value, claim.value),
    )


def _with_unit(quote: str, value: Decimal, unit: str) -> str:
    """A quote that ends in a bare figure, as those of cells do, with the unit that the figure is in."""
    found = LAST.search(quote)
    number = Decimal(found[0].replace(",", "")) if found else None
    if number is not None and number == abs(value):
        return quote + unit
    return f"{quote}元" if number is not None and unit == WAN and number == abs(value).scaleb(4) else quote


def _holds(name: str, value: Decimal, figure: Figure, publication: Publication) -> str:
    """Whose arithmetic holds: what the other figures of the published text come to, in words."""
    report = publication.report
    others = Facts({other: fact for other, fact in report.facts.items() if other != name})
    own = derive(others, report.catalogue).facts.figure(name)
    if own is None or own.formula is None:
        return ""
    if verdict(value, own).holds:
        return "公开文件的其他数也算出它印的这个数。"
    agrees = "，与数据相符" if verdict(own.value, figure).holds else ""
    return f"公开文件的其他数算出的是 {plain(own.value)}，不是它印的 {plain(value)}{agrees}。"


def paragraphs(document: Document, publication: Publication) -> Iterator[Difference]:
    """Paragraphs of the data's document against the published ones of the same section."""
    published = list(published_passages(publication))
    waiting = list(own_passages(document, bool(publication.sheets)))
    if not publication.sheets and any(isinstance(block, Table) for block in document.blocks):
        yield Difference(Kind.MISSING, "决算表", NO_TABLES, "")
    for least, same_section in ((EXACT, True), (ALIKE, True), (VERY_ALIKE, False)):
        alone: list[Passage] = []
        for passage in waiting:
            others = [other for other in published if other.section == passage.section or not same_section]
            match = _best(passage, others, least)
            if match is None:
                alone.append(passage)
            else:
                published.remove(match)
                yield _pair(passage.section, passage, match)
        waiting = alone
    for passage in waiting:
        yield Difference(Kind.MISSING, passage.section, passage.text, "")
    for passage in published:
        yield Difference(Kind.EXTRA, passage.section, "", passage.text, None, passage.place)


def _pair(section: str, own: Passage, other: Passage) -> Difference:
    """How two paragraphs that belong together compare."""
    mine, theirs = own.bare, other.bare
    if mine == theirs:
        kind = Kind.EQUAL
    elif loosely(mine) == loosely(theirs):
        kind = Kind.FORMAT
    elif masked(mine) == masked(theirs):
        kind = Kind.FIGURE
    else:
        kind = Kind.WORDING
    return Difference(kind, section, own.text, other.text, None, other.place)


def _best(passage: Passage, others: Sequence[Passage], least: float) -> Passage | None:
    """The passage most like another, if it is like enough; the cheap bounds of difflib spare most comparisons."""
    if least == EXACT:
        return next((other for other in others if loosely(other.bare) == loosely(passage.bare)), None)
    matcher = SequenceMatcher(None, "", masked(passage.bare), autojunk=False)
    found, best = None, least
    for other in others:
        matcher.set_seq1(masked(other.bare))
        if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best and (ratio := matcher.ratio()) >= best:
            found, best = other, ratio
    return found
