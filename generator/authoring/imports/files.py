"""Published files to a department's YAML: tables first, then sentences read backwards, then what else was claimed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from generator.authoring.imports.comments import doubts, owner, sources
from generator.authoring.imports.earlier_years import of_older, renamed
from generator.authoring.imports.kept import Shares, shares
from generator.authoring.imports.number_style import printed_style, style_facts
from generator.authoring.imports.one_value import Conflict, LeftOut, astray, gather, without_refuted
from generator.authoring.imports.own_parts import own_words
from generator.authoring.imports.owner_and_year import name_of, of_one_unit, year_of
from generator.authoring.imports.paragraphs import (
    OWN_REPORT,
    Retold,
    Told,
    beside_tables,
    retold,
    told,
    without_copies,
    without_report,
)
from generator.authoring.imports.quoting import Quoting
from generator.authoring.imports.reasons import reasons
from generator.authoring.imports.still_to_fill import BALANCES, wanting, why
from generator.authoring.imports.subject_names import subject_names
from generator.authoring.imports.units import UNITS, unit_rows, units_of
from generator.authoring.imports.without_derived import distil
from generator.authoring.yaml.document import yaml_text
from generator.checks import rules  # noqa: F401  (enters every rule)
from generator.checks.registry import run
from generator.checks.report import UnreadTable
from generator.derive.ledger import Ledger
from generator.derive.year import derive
from generator.document.assemble import assemble
from generator.document.profile import PICTURES as CHARTS
from generator.document.profile import Profile, load_profile
from generator.document.write import Scope
from generator.model.articulation import VEHICLE_COST
from generator.model.catalogue import load_catalogue
from generator.model.claim import Claim
from generator.model.facts import PRIOR, Fact, Facts
from generator.model.figure import WAN, Figure, Words
from generator.model.keys import ROOT
from generator.model.schema import PENDING, Group, Text
from generator.published.audit import audited_file
from generator.published.outline import Line, Sheet
from generator.published.places_in_lines import within
from generator.published.profile import Fit, suited
from generator.published.publication import Publication, body
from generator.published.reading import PublishedFile
from generator.published.tables.score_layouts import in_usual_words, score_layouts
from generator.published.tables.scores import is_score_table
from generator.published.templates_backwards import lists
from generator.published.unread import tables_left
from generator.readers.open import read_blocks
from generator.source.finding import Finding
from generator.source.place import Place

UNKNOWN, ACCOUNTS = "未知部门", "部门.决算"
OF_CARS = ("公务用车购置费", "公务用车运行维护费")
THREE_PUBLIC = ("因公出国费", *OF_CARS, "公务接待费")


@dataclass(frozen=True, slots=True)
class Imported:
    """The YAML, and what an officer ought to know of it.

    `findings` are those on the files, `lacking` facts that the document needs and no file says (`why`: why some cannot be
    derived), `left` the lines and `tables` the tables of which nothing was kept, `fit` how the profile agrees with them, where
    it was chosen.
    """

    name: str
    year: int
    text: str
    facts: Facts
    publications: tuple[Publication, ...]
    findings: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...]
    refuted: tuple[LeftOut, ...]
    lacking: tuple[str, ...]
    left: tuple[Line, ...]
    shares: Shares
    why: str = ""
    tables: tuple[UnreadTable, ...] = ()
    fit: Fit | None = None


def import_files(paths: Sequence[Path], form: str = "") -> Imported:
    """Read the files together into one department's facts, in the profile named or the best one.

    Raises UnreadablePublication, and TemplateError or FileNotFoundError for a profile that cannot be loaded.
    """
    files = [PublishedFile.of(tuple(read_blocks(path))) for path in paths]
    year = year_of(files, stems := [path.stem for path in paths])
    fit = None if form else suited(year, [file.parts for file in files if file.year in {0, year}], stems)
    profile = fit.profile if fit else load_profile(form)
    every = tuple(audited_file(file, profile) for file in files)
    now = tuple(publication for publication in every if publication.report.year in {0, year})
    older = tuple(publication for publication in every if publication not in now)
    findings = tuple(finding for publication in now for finding in run(publication.report))
    expected = {place: finding.expected for finding in findings for place in finding.places[:1]}
    catalogue = load_catalogue(year)
    stray = astray(now, findings)
    stated, conflicts = gather(now, catalogue, stray)
    stated, refuted = without_refuted(stated, now, catalogue)
    refuted = [*stray, *refuted]
    said = told(now)
    kept = retold(_lines(now), said.unread, said.facts, profile)
    claims = [claim for publication in now for claim in publication.claims]
    _add(stated, _own(said, kept, now), reasons(said.unread, claims, stated), of_older(older, year, stated))
    stated.update(kept.facts)
    _nothing_public(stated, claims)
    _no_administration(stated)
    name = stated.text("部门.名称") or name_of(now) or name_of(older, stems) or UNKNOWN
    place = Place(paths[0].as_posix(), 1, 1)
    stated.setdefault("部门.名称", Words(name, place))
    counted = next((file.names.units for file in files if file.names.units), ())
    if (counted or UNITS not in stated) and (units := units_of(now, name, counted, place)):
        stated.update({"部门.性质": Words("汇总", place), **units})
    stated.pop(ACCOUNTS, None)
    if of_one_unit(now):
        stated[ACCOUNTS] = Words("单位", place)
    given, prior = distil(lists(stated), catalogue)
    given.update(subject_names(given, catalogue, now))
    before = derive(prior, load_catalogue(year - 1)).facts if prior else None
    head: dict[str, Fact] = {"版式": Words(profile.folders[0], place), "年度": Figure("年度", Decimal(year), "年", place)}
    usual = profile.style(Facts())
    style = printed_style(now, usual)
    head.update({**_unit(now, place), **style_facts(style, usual, place), **_charts(now, profile, place)})
    facts = Facts({**_usual(), **head, **given, **{f"{PRIOR}{n}": _moved(f) for n, f in prior.items()}})
    marred = {line for publication in now for line in publication.lines if _marred(line, expected)}
    own = own_words(now, derive(facts, catalogue, before), profile, catalogue, marred)
    facts = Facts(without_copies(facts, own.lines) | own.facts)
    ledger = derive(facts, catalogue, before)
    quoting = Quoting.of(now, Scope(ledger.facts, style), _borne_out(expected, now, ledger.facts))
    facts = quoting.texts(facts, own.facts.keys())
    ledger = derive(facts, catalogue, before)
    document, _ = assemble(ledger, profile, catalogue, True)
    lacking = tuple(sorted(wanting(facts, profile, catalogue, before, place) | _nameless(name)))
    tables = tuple(table for publication in now for table in _tables_left(publication))
    written = Facts({each: fact for each, fact in facts.items() if each not in lacking})
    doubtful = doubts(written, conflicts, refuted, findings)
    return Imported(
        name,
        year,
        _text(written, ledger, (*now, *older), paths, lacking, because := why(lacking, written), doubtful),
        written,
        now,
        findings,
        tuple(conflicts),
        tuple(refuted),
        lacking,
        tuple(line for line in kept.left if line not in own.lines and not _bound(line, now)),
        shares(now, quoting, ledger.facts, document, said.unread, sum(table.figures for table in tables)),
        because,
        tables,
        fit,
    )


def _tables_left(publication: Publication) -> Iterator[UnreadTable]:
    """The tables of a file that no layout fits: no score tables and no lists of units, which are read otherwise."""
    layouts = score_layouts()

    def read_otherwise(sheet: Sheet) -> bool:
        return is_score_table(in_usual_words(sheet, layouts)) or any(unit_rows(sheet))

    sheets = (sheet for sheet in publication.sheets if sheet.kind or not read_otherwise(sheet))
    return tables_left(sheets, {claim.place for claim in publication.claims})


def _nameless(name: str) -> set[str]:
    """The key of the department's name where no file says it."""
    return {"部门.名称"} if name == UNKNOWN else set()


def _usual() -> dict[str, Fact]:
    """What is not written about a department where it is as usual."""
    keys = ROOT.fields["部门"]
    fields = keys.fields if isinstance(keys, Group) else {}
    return {f"部门.{field}": Words(key.default) for field, key in fields.items() if isinstance(key, Text) and key.default}


def _marred(line: Line, places: Iterable[Place]) -> bool:
    """Whether there is a finding on a line."""
    return any(within(line, place) for place in places)


def _borne_out(expected: Mapping[Place, str], publications: Iterable[Publication], facts: Facts) -> dict[Place, str]:
    """What figures ought to be, without those of facts that neither a table nor the arithmetic bears out."""
    claims = [claim for publication in publications for claim in publication.claims]
    tables = {claim.place for claim in claims if claim.tabled}
    stated = {claim.place: facts.figure(claim.name) for claim in claims if claim.kind == "数"}
    loose = {place for place, f in stated.items() if f is None or (f.formula is None and f.place not in tables)}
    return {place: text for place, text in expected.items() if place not in loose}


def _bound(line: Line, publications: Iterable[Publication]) -> bool:
    """Whether a figure of a line was bound, so that it stands in the data."""
    return any(entry.bound for publication in publications for entry in publication.seen if entry.line == line)


def _lines(publications: Iterable[Publication]) -> list[Line]:
    """The lines behind the contents that do not belong to a table."""
    found: list[Line] = []
    for publication in publications:
        beside = beside_tables(publication.parts)
        found += [line for line in body(publication.lines) if line not in beside]
    return found


def _own(said: Told, kept: Retold, publications: Iterable[Publication]) -> Facts:
    """What sentences say, without the texts of a report that is kept whole."""
    lines = [line for publication in publications for line in publication.lines]
    return without_report(said.facts, lines) if OWN_REPORT in kept.facts else said.facts


def _add(facts: Facts, *others: Facts) -> None:
    """Add what is not there yet; a list only with all its elements."""
    for other in others:
        for name, fact in other.items():
            facts.setdefault(name, fact)


def _nothing_public(facts: Facts, claims: Iterable[Claim]) -> None:
    """Nought for the cells that the 三公 table leaves blank: in columns that it has, of parts that are not printed as one sum."""
    tabled = {claim.name: claim for claim in claims if claim.tabled and claim.section == "三公经费"}
    for column in ("预算", "决算"):
        first = next((claim for name, claim in tabled.items() if name.endswith(f".{column}")), None)
        apart = any(f"三公经费.{part}.{column}" in facts for part in OF_CARS)
        summed = f"三公经费.{VEHICLE_COST}.{column}" in facts and not apart
        for name in (f"三公经费.{part}.{column}" for part in THREE_PUBLIC if not (summed and part in OF_CARS)):
            if first is not None:
                facts.setdefault(name, Figure(name, Decimal(0), WAN, first.place))


def _no_administration(facts: Facts) -> None:
    """事业 where a unit has 公用经费 and says that its 机关运行经费 is nought, which no administration can."""
    running, public = facts.figure("机关运行经费.决算"), facts.figure("基本支出明细.公用经费")
    if running is not None and not running.value and public is not None and public.value:
        facts.setdefault("部门.性质", Words("事业", running.place))


def _unit(publications: Iterable[Publication], place: Place) -> dict[str, Fact]:
    """The unit of the file: 元 where every table was in 元."""
    tables = [claim for publication in publications for claim in publication.claims if claim.tabled]
    claims = [claim for claim in tables if claim.value and claim.unit == WAN]
    return {"金额单位": Words("元", place)} if claims and all(_in_yuan(claim) for claim in claims) else {}


def _charts(publications: Iterable[Publication], profile: Profile, place: Place) -> dict[str, Fact]:
    """图表: 是, where a file has charts that the profile can draw."""
    drawn = any(publication.charts for publication in publications) and profile.charts()
    return {CHARTS: Words("是", place)} if drawn else {}


def _in_yuan(claim: Claim) -> bool:
    exponent = claim.value.as_tuple().exponent
    return isinstance(exponent, int) and exponent <= -4


def _moved(fact: Fact) -> Fact:
    """Last year's fact as it stands under 上年 in this year's file."""
    if isinstance(fact, tuple):
        return tuple(f"{PRIOR}{element}" for element in fact)
    return renamed(fact, f"{PRIOR}{fact.name}") if isinstance(fact, Figure) else fact


def _text(
    facts: Facts,
    ledger: Ledger,
    publications: Sequence[Publication],
    paths: Sequence[Path],
    lacking: Sequence[str],
    because: str,
    doubtful: Mapping[str, str],
) -> str:
    """The YAML, with a comment for each row and 待填 for what the document needs and no file says, and why (`because`).

    A row of which something is `doubtful` says so.
    """
    names = [path.name for path in paths]
    read = names if len(names) == 1 else [f"[{number}] {name}" for number, name in enumerate(names, 1)]
    year = ledger.facts.figure("年度")
    header = (
        f"{facts.text('部门.名称')} {year.value if year else ''} 年度部门决算，由 juesuan import 从已有的文件读出：",
        *(f"  {name}" for name in read),
        "行尾注明出处。请核对，补上读不出的（部门性质等），再运行 juesuan check。",
    )
    comments = sources(facts, publications, [path.as_posix() for path in paths])
    for row, doubt in doubtful.items():
        comments[row] = "；".join(filter(None, (comments.get(row), doubt)))
    for row in {owner(name, facts) for name in lacking if name.startswith(BALANCES)}:
        comments[row] = "；".join(filter(None, (comments.get(row), because)))
    return yaml_text(facts, header, comments, dict.fromkeys(lacking, PENDING))
