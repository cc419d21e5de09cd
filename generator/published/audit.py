"""A published file read whole: its facts, its claims and its prose, made into a report for the rules."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from generator.checks.registry import BREATH
from generator.checks.report import Heading, Passage, Report
from generator.derive.ledger import Equation
from generator.derive.year import derive
from generator.document.profile import Profile
from generator.model.catalogue import Catalogue
from generator.model.claim import Claim
from generator.model.facts import Facts
from generator.model.figure import WAN, Figure, Words, add
from generator.published.equations import equations
from generator.published.extent import is_whole
from generator.published.outline import Line, Sheet, classify
from generator.published.private import private_numbers
from generator.published.prose.labels import sure_prefix
from generator.published.prose.name_lists import listings
from generator.published.prose.reader import Reader
from generator.published.prose.scopes import sums_of_one_fund
from generator.published.publication import Publication, body, contents
from generator.published.reading import (
    PublishedFile,
    ReadScores,
    ReadText,
    beside_text,
    read_by_form,
    scores_read,
    tables_read,
    text_read,
)
from generator.published.sections import sections
from generator.published.tables.codes_and_notes import published_tables
from generator.published.tables.column_formulas import column_formulas
from generator.published.tables.money_beside import money_beside
from generator.published.tables.scores import AMOUNTS, SOURCES, parted
from generator.published.tables.whole_rows import totals_lacking
from generator.published.tables.wrong_codes import right_codes
from generator.published.text import fold
from generator.published.unread import left_over, without_result
from generator.readers.blocks import Block, Cut
from generator.readers.left_behind import LeftBehind, left_behind
from generator.readers.open import read_file
from generator.readers.pictures import pictures
from generator.source.place import Place
from generator.source.words import said

FEWEST = 4  # 只有目录和几行的，也是节选
WIDER = said("正文.三公之外的费用")
PART_OF_INCOME = re.compile(r"收入\.(?!合计$)")
SCORES = re.compile(r"绩效自评\.(?!资金)")


def read_publication(path: Path) -> Publication:
    """Read a published file; raises UnreadablePublication."""
    blocks, held = read_file(path)
    publication = audited(blocks)
    lines = {line.text.text: line.text for line in reversed(publication.lines)}

    def seen(each: LeftBehind) -> Place:
        """Where it is in what was read, told in the words that were found for it."""
        text = lines.get(fold(each.within))
        place = text.place(min(len(fold(each.within[: each.at])), len(text.text) - 1)) if text else each.place
        return replace(place, words=each.place.words)

    behind = (*left_behind(held, path.as_posix()), *pictures(held, path.as_posix()))
    left = tuple(Passage(each.kind, each.text, seen(each)) for each in behind)
    return replace(publication, report=replace(publication.report, left=left)) if left else publication


def audited(blocks: Iterable[Block], profile: Profile | None = None) -> Publication:
    """What the blocks of a published file say, written by a profile or, where that is not known, by the one most like it."""
    return audited_file(PublishedFile.of(tuple(blocks)), profile)


def audited_file(file: PublishedFile, profile: Profile | None = None) -> Publication:
    """What a published file says; raises TemplateError where it is to be read by a profile that cannot be used."""
    form = read_by_form(file, profile)
    told = tables_read(file)
    cells = tuple(claim for found in told for claim in found)
    text = text_read(file, cells, form)
    if (beside := beside_text(told, text.claims, file.lines)) != told:
        told, cells = beside, tuple(claim for found in beside for claim in found)
        text = text_read(file, cells, read_by_form(file, profile))
    BREATH.get()()
    scores = scores_read([told for _, told in file.scored], text.yuan)
    claims = (*cells, *text.claims)
    loose, torn, unread = left_over(file.parts, _told_at(file, told))
    within = (*scores.claims, *column_formulas(file.sheets), *money_beside(file.parts))
    BREATH.get()()
    report = replace(_report(file, told, text, scores), claims=(*claims, *within), unread=unread, asked=_asked(profile))
    return Publication(
        file.lines,
        file.sheets,
        claims,
        text.seen,
        report,
        file.parts,
        tuple(text.bare),
        loose,
        torn,
        scores.number,
        file.charts,
        form.known(),
        tuple(form.unread),
    )


def _asked(profile: Profile | None) -> tuple[str, ...]:
    """The sections that a profile has, where it is known to be that of the document."""
    files = (section.title or name for part in profile.parts for name, section, _ in part.files()) if profile else ()
    return tuple(dict.fromkeys(filter(None, map(classify, files))))


def _told_at(file: PublishedFile, told: Sequence[Sequence[Claim]]) -> dict[int, Sequence[Claim]]:
    """The claims of each table but the 自评表, under its index among the parts."""
    places = (at for at, part in enumerate(file.parts) if isinstance(part, Sheet))
    each = zip(places, file.sheets, told, strict=True)
    scored = [sheet for sheet, _ in file.scored]
    return {at: found for at, sheet, found in each if sheet not in scored}


def _report(file: PublishedFile, tables: Sequence[Sequence[Claim]], text: ReadText, scores: ReadScores) -> Report:
    """What the rules look at, but for the claims and the tables that were not read."""
    year, catalogue, lines = file.year, file.catalogue, file.lines
    cells = tuple(claim for found in tables for claim in found)
    lacking = dict(enumerate(totals_lacking(file.sheets, file.forms, tables)))
    claims = (*cells, *text.claims)
    facts = _facts(claims, year, text.reader.rounded)
    if text.reader.owner:
        facts["部门.名称"] = Words(text.reader.owner, lines[0].text.place(0))
    main, projects = parted(scores.evaluations, "支出.合计" in facts)
    for name, fact in main.items():
        facts.setdefault(name, fact)
    figures = {name: fact for name, fact in facts.items() if isinstance(fact, Figure)}
    gaps = _gaps(text.reader, file.wide, cells)
    told = tuple(sections(file.parts))
    return Report(
        year=year,
        facts=_with_lists(facts, catalogue),
        authored=frozenset(facts),
        equations=(*equations(figures, claims, gaps, text.reader.flat), *sums_of_one_fund(figures, text.narrow), *_funding(main)),
        proposed=(),
        catalogue=catalogue,
        passages=tuple(Passage(line.section, line.text.text, line.text.place(0)) for line in lines),
        published=True,
        comparisons=tuple(text.reader.comparisons),
        listings=tuple(listings(lines)),
        headings=tuple(_headings(body(lines))),
        contents=tuple(_headings(lines[contents(lines)])),
        tables=tuple(published_tables(file.parts, right_codes(cells), lacking)),
        sections=told,
        private=tuple(private_numbers(file.parts)),
        without_result=tuple(place for sheet in file.sheets for place in without_result(sheet.grid)),
        projects=tuple(_of_project(each, year, catalogue) for each in projects),
        whole=is_whole(lines) and len({each.name for each in told if each.name and each.text}) >= FEWEST,
        budget=file.budget,
        cuts=tuple(Passage("", f"{block.what}，{block.remedy}", block.place) for block in file.blocks if isinstance(block, Cut)),
    )


def _of_project(facts: Facts, year: int, catalogue: Catalogue) -> Report:
    """The report on one project of a file, which holds nothing but its 自评表."""
    sums = tuple(_funding(facts))
    return Report(year, _with_lists(facts, catalogue), frozenset(facts), sums, (), catalogue, (), published=True)


def _funding(scores: Facts) -> Iterator[Equation]:
    """The funding of a 自评表 in all against its sources, of which blank ones are nought; one alone can only be too much."""
    for column in AMOUNTS:
        name = f"绩效自评.资金.{column}"
        whole = scores.figure(name)
        known = (scores.figure(f"绩效自评.{source}.{column}") for source in SOURCES.values() if source != "资金")
        parts = tuple(dict.fromkeys(part for part in known if part is not None))
        if whole is not None and parts and (len(parts) > 1 or parts[0].value > whole.value):
            yield Equation(name, whole, add(name, parts))


def _headings(lines: Iterable[Line]) -> Iterator[Heading]:
    """The numbered headings of some lines."""
    for line in lines:
        if line.rank:
            title = line.text.text.removeprefix(line.number)[:24]
            yield Heading(line.rank, line.number, title, line.section, line.text.place(0))


def _with_lists(facts: Facts, catalogue: Catalogue) -> Facts:
    """The facts with the names and lists that rules go through; figures only as the document states them, sums of scores too."""
    derived = derive(facts, catalogue).facts
    return Facts({n: fact for n, fact in derived.items() if n in facts or not isinstance(fact, Figure) or SCORES.match(n)})


def _gaps(reader: Reader, lines: Sequence[Line], tables: Sequence[Claim]) -> frozenset[str]:
    """The sections whose text has an amount that could not be named, so that their parts may not be all there."""
    named = {claim.section for claim in tables}
    missing = [e for e in reader.seen if not (e.bound or e.mention.reason or e.apart)]
    loose = {e.line.section for e in missing if e.mention.money or e.mention.unit == "辆"}
    other = (e for e in missing if e.mention.money and e.mention.label.endswith("收入"))
    income = {e.line.section for e in other if not sure_prefix(e.line.section, e.mention.label)}
    if any(PART_OF_INCOME.match(claim.name) and claim.section in income for claim in reader.claims):
        loose.add("收入")
    unknown = {claim.section for claim in reader.claims if claim.unknown}
    wider = {"三公经费的合计" for line in lines if line.section == "三公经费" and WIDER.search(line.text.text)}
    return frozenset((loose | unknown) - named | wider)


def _facts(claims: tuple[Claim, ...], year: int, rounded: bool) -> Facts:
    """The facts as first claimed, tables before text; amounts of the text `rounded` or not."""
    facts = Facts()
    for claim in claims:
        if claim.states:
            told = rounded and claim.unit == WAN and not claim.tabled
            facts.setdefault(claim.name, replace(claim.figure, rounded=told))
    if year:
        facts["年度"] = Figure("年度", Decimal(year), "年")
    return facts
