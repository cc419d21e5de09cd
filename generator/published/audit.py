"""A published file read whole: its facts, its claims and its prose, made into a report for the rules."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from generator.checks.report import Heading, Passage, Report
from generator.checks.text.own_name import speaks_of_itself
from generator.derive.ledger import Equation
from generator.derive.year import derive
from generator.model.catalogue import Catalogue, load_catalogue
from generator.model.claim import Claim
from generator.model.facts import Facts
from generator.model.figure import WAN, Figure, Words, add
from generator.model.interval import Verdict, verdict
from generator.published.equations import equations
from generator.published.extent import Extent, is_budget, is_whole, printed, recognised
from generator.published.outline import Line, Sheet, outline, year_of
from generator.published.prose.context import Seen
from generator.published.prose.figures import counts_in_yuan, in_whole_wan
from generator.published.prose.full_lists import FullLists
from generator.published.prose.labels import Names, owner_of
from generator.published.prose.name_lists import listings
from generator.published.prose.reader import Reader
from generator.published.prose.restated import restated
from generator.published.prose.scopes import COSTS, by_scope, narrowed, of_one_fund, sums_of_one_fund, twin, widened
from generator.published.prose.sums import budgets, settle
from generator.published.tables.amounts import read_sheet
from generator.published.tables.cell_sums import cell_sums
from generator.published.tables.codes_and_notes import published_tables
from generator.published.tables.scores import AMOUNTS, SOURCES, is_score_table, parted, read_evaluations
from generator.published.tables.which import kind_of
from generator.published.unread import left_over, without_result
from generator.readers.blocks import Block, Cut, Paragraph
from generator.readers.captions import is_chart_caption
from generator.readers.cells import CODE
from generator.readers.open import read_blocks

TITLE, USUAL = 40, 2022
WIDER = re.compile(r"三公”?经费[^。；]*其中[^。]*(?:会议费|培训费)")
PART_OF_INCOME = re.compile(r"收入\.(?!合计$)")
SCORES = re.compile(r"绩效自评\.(?!资金)")


@dataclass(frozen=True, slots=True)
class Publication:
    """What was read: the outline, the claims in order, what stayed unbound, the report for the rules, and all parts in order.

    `loose` is the number of figures in tables of which no claim speaks, `charts` whether there are captions of charts.
    """

    lines: tuple[Line, ...]
    sheets: tuple[tuple[Sheet, str], ...]
    claims: tuple[Claim, ...]
    seen: tuple[Seen, ...]
    report: Report
    parts: tuple[Line | Sheet, ...] = ()
    loose: int = 0
    scored: int = 0
    charts: bool = False

    @property
    def extent(self) -> Extent:
        """How much of what is printed was read, the points of score tables too."""
        read = self.summary["bound"] + self.scored
        return Extent(printed(self.parts), read, recognised(self.lines), self.report.whole, self.report.budget)

    @property
    def summary(self) -> dict[str, int]:
        """How many figures were seen, bound, verified (equal to what another place or the arithmetic says), contradicted."""
        cells = sum(claim.section.endswith("表") for claim in self.claims)
        bound = cells + sum(entry.bound for entry in self.seen)
        verdicts = [_verdict(claim, self.report) for claim in self.claims]
        return {
            "figures": cells + len(self.seen) + self.loose,
            "bound": bound,
            "verified": sum(v in {Verdict.EXACT, Verdict.ROUNDING} for v in verdicts),
            "contradicted": sum(v in {Verdict.IMPOSSIBLE, Verdict.UNDEFINED} for v in verdicts),
            "unbound": cells + len(self.seen) + self.loose - bound,
        }


def read_publication(path: Path) -> Publication:
    """Read a published file; raises UnreadablePublication."""
    return audited(read_blocks(path))


def audited(blocks: Iterable[Block]) -> Publication:
    """What the blocks of a published file say."""
    blocks = list(blocks)
    charts = any(is_chart_caption(block.raw) for block in blocks if isinstance(block, Paragraph))
    parts = list(outline(blocks))
    lines = tuple(part for part in parts if isinstance(part, Line))
    kinds = {i: kind_of(part) for i, part in enumerate(parts) if isinstance(part, Sheet)}
    sheets = tuple((part, kinds[i]) for i, part in enumerate(parts) if isinstance(part, Sheet))
    year = year_of(lines)
    catalogue = load_catalogue(year or USUAL)
    names = Names.of(catalogue, _own_names(sheets))
    told_by = [list(read_sheet(sheet, kind, names, _unit(sheet))) if kind else [] for sheet, kind in sheets]
    told, narrow = by_scope(body(lines))
    told_by = [narrowed(found) if narrow and of_one_fund(sheet) else found for found, (sheet, _) in zip(told_by, sheets, strict=True)]
    tables = [claim for found in told_by for claim in found]
    scored = {i for i, (sheet, kind) in enumerate(sheets) if not kind and not sheet.grid.blurred and is_score_table(sheet)}
    places = [i for i, part in enumerate(parts) if isinstance(part, Sheet)]
    loose, unread = left_over(parts, {place: told_by[i] for i, place in enumerate(places) if i not in scored})
    stated: dict[str, Figure] = {}
    for claim in tables:
        stated.setdefault(claim.name, _figure(claim))
    texts = [line.text.text for line in lines]
    owner = owner_of(text for text in texts if len(text) < TITLE) or speaks_of_itself(texts)
    budget = is_budget(lines)
    reader = Reader(names, stated, year, counts_in_yuan(texts), owner, budget, in_whole_wan(texts))
    reader.read(told)
    apart = {name: figure for name, figure in stated.items() if COSTS not in name} | widened(stated)
    within = Reader(names, apart, year, reader.yuan, reader.owner, budget, reader.rounded)
    within.read(narrow)
    reader.claims += narrowed(within.claims)
    reader.seen += within.seen
    reader.comparisons += within.comparisons
    seen, lists = settle(reader.seen, stated)
    full = FullLists(told, reader.seen, reader.claims, year).found()
    claims = (*tables, *reader.claims, *lists, *full, *budgets(stated), *restated(reader.seen))
    gaps = _gaps(reader, told, tables)
    facts = _facts(claims, year, reader.rounded)
    if reader.owner:
        facts["部门.名称"] = Words(reader.owner, lines[0].text.place(0))
    scoring = [sheets[i][0] for i in sorted(scored)]
    in_cells, listed = cell_sums(scoring, reader.yuan)
    evaluations = read_evaluations(scoring)
    scores, projects = parted(evaluations, "支出.合计" in facts)
    for name, fact in scores.items():
        facts.setdefault(name, fact)
    figures = {name: fact for name, fact in facts.items() if isinstance(fact, Figure)}
    report = Report(
        year=year,
        facts=_with_lists(facts, catalogue),
        authored=frozenset(facts),
        equations=(*equations(figures, claims, gaps), *sums_of_one_fund(figures, within.claims), *_funding(scores)),
        proposed=(),
        catalogue=catalogue,
        passages=tuple(Passage(line.section, line.text.text, line.text.place(0)) for line in lines),
        published=True,
        claims=(*claims, *in_cells),
        comparisons=tuple(reader.comparisons),
        listings=tuple(listings(lines)),
        headings=tuple(_headings(body(lines))),
        contents=tuple(_headings(lines[_contents(lines)])),
        tables=tuple(published_tables(parts, kinds)),
        unread=unread,
        without_result=tuple(place for sheet, _ in sheets for place in without_result(sheet.grid)),
        whole=is_whole(lines) and printed(parts) > 0,
        budget=budget,
        cuts=tuple(Passage("", block.what, block.place) for block in blocks if isinstance(block, Cut)),
    )
    report = replace(report, projects=tuple(_of_project(report, each) for each in projects))
    points = sum(isinstance(fact, Figure) for each in evaluations for fact in each.facts.values()) + listed
    return Publication(lines, sheets, claims, tuple(seen), report, tuple(parts), loose, points, charts)


def _of_project(report: Report, facts: Facts) -> Report:
    """The report on one project of a document, which holds nothing but its 自评表."""
    sums = tuple(_funding(facts))
    return Report(report.year, _with_lists(facts, report.catalogue), frozenset(facts), sums, (), report.catalogue, (), published=True)


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


def _unit(sheet: Sheet) -> int:
    """−4 where the table says 单位：元, else 0."""
    above = "".join(sheet.above) + "".join(piece.text for row in sheet.grid.rows[:3] for piece in row)
    return -4 if re.search(r"单位[:：]\s*(?:人民币)?元", above) else 0


def _own_names(sheets: tuple[tuple[Sheet, str], ...]) -> dict[str, str]:
    """Code to name as the tables print them."""
    own: dict[str, str] = {}
    for sheet, kind in sheets:
        if kind:
            for row in sheet.grid.rows:
                texts = [piece.text.strip() for piece in row]
                for code, name in pairwise(texts):
                    if CODE.fullmatch(code) and re.search(r"[一-鿿]", name):
                        own.setdefault(code, name)
    return own


def _figure(claim: Claim) -> Figure:
    return Figure(claim.name, claim.value, claim.unit, claim.place)


def _verdict(claim: Claim, report: Report) -> Verdict | None:
    """How a claim compares with what it is computed from, or with the same fact elsewhere; None where nothing speaks of it."""
    if claim.computed is not None:
        return verdict(claim.value, claim.computed)
    if claim.kind != "数":
        return Verdict.UNDEFINED if claim.kind in {"完成率", "增减率"} and not claim.note else None
    other = report.figure(claim.name)
    if other is None or other.place == claim.place:
        same = report.figure(twin(claim.name))  # 两个口径的数不必相等；相等的互相印证
        return Verdict.EXACT if same is not None and same.value == claim.value else None
    return verdict(claim.value, other)


def body(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines without the contents."""
    contents = _contents(lines)
    return (*lines[: contents.start], *lines[contents.stop :])


def _contents(lines: tuple[Line, ...]) -> slice:
    """Where the contents stand: from 目录 to the second line of its first 第一部分, or to the first paragraph; else empty."""
    start = next((i for i, line in enumerate(lines) if line.text.text.strip("　") in {"目录", "目次"}), None)
    if start is None:
        return slice(0, 0)
    first = next((line.number for line in lines[start:] if line.rank == 1), "第一部分")
    parts = [i for i, line in enumerate(lines) if i > start and line.text.text.startswith(first)]
    end = parts[1] if len(parts) > 1 else next((i for i, line in enumerate(lines) if i > start and not line.level), start)
    return slice(start, end)


def _gaps(reader: Reader, lines: Sequence[Line], tables: Sequence[Claim]) -> frozenset[str]:
    """The sections whose text has an amount that could not be named, so that their parts may not be all there."""
    named = {claim.section.removesuffix("表") for claim in tables}
    missing = [e for e in reader.seen if not (e.bound or e.mention.reason or e.apart)]
    loose = {e.line.section for e in missing if e.mention.money or e.mention.unit == "辆"}
    rows = {replace(place, column=0) for e in missing if e.mention.money and "收入" in e.mention.label for place in e.line.text.places}
    if any(PART_OF_INCOME.match(claim.name) and replace(claim.place, column=0) in rows for claim in reader.claims):
        loose.add("收入")
    unknown = {claim.section for claim in reader.claims if "?" in claim.name}
    wider = {"三公经费的合计" for line in lines if line.section == "三公经费" and WIDER.search(line.text.text)}
    return frozenset((loose | unknown) - named | wider)


def _facts(claims: tuple[Claim, ...], year: int, rounded: bool) -> Facts:
    """The facts as first claimed, tables before text; amounts of the text `rounded` or not."""
    facts = Facts()
    for claim in claims:
        if claim.kind == "数" and claim.name and "?" not in claim.name:
            told = rounded and claim.unit == WAN and not claim.section.endswith("表")
            facts.setdefault(claim.name, replace(_figure(claim), rounded=told))
    if year:
        facts["年度"] = Figure("年度", Decimal(year), "年")
    return facts
