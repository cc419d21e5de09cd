"""Published files to a department's YAML: tables first, then sentences read backwards, then what else was claimed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from generator.authoring.distil import distil
from generator.authoring.gather import Conflict, gather
from generator.authoring.reasons import reasons
from generator.authoring.retold import paragraph, retold, without_report
from generator.authoring.slots import Quoting
from generator.authoring.sources import sources
from generator.authoring.suited import best_profile
from generator.authoring.whose import name_of, year_of
from generator.authoring.yaml_text import yaml_text
from generator.derive.ledger import Ledger
from generator.derive.year import derive
from generator.document.assemble import assemble
from generator.document.profile import Profile
from generator.document.write import Scope
from generator.model.catalogue import Catalogue, load_catalogue
from generator.model.facts import Facts
from generator.model.figure import Figure, Words
from generator.published.audit import Publication, body, read_publication
from generator.published.backwards import Backwards, lists, sentences
from generator.published.naming import Names
from generator.published.outline import Line
from generator.source.place import Place

HEADER = ("{name} {year} 年度部门决算，由 juesuan import 从已有的文件读出：", *["{files}"],
          "行尾注明各数的出处。请核对，补上读不出的（如部门性质），再运行 juesuan check。")  # fmt: skip
PRIOR = "上年"
LACKING = "读不出，请补上"
OF_OLDER = re.compile(r"概况\.|部门\.|名词解释\.|.*\.(?:原因|较上年原因|说明)$")
THREE_PUBLIC = ("因公出国费", "公务用车购置费", "公务用车运行维护费", "公务接待费")


@dataclass(frozen=True, slots=True)
class Shares:
    """How the figures of the files were kept: as figures, as slots in prose, as they stand in prose, or not at all."""

    figures: int
    slots: int
    frozen: int
    lost: int


@dataclass(frozen=True, slots=True)
class Imported:
    """The YAML, and what an officer ought to know of it: conflicts, what is lacking, the paragraphs that were not kept."""

    name: str
    year: int
    text: str
    facts: Facts
    publications: tuple[Publication, ...]
    conflicts: tuple[Conflict, ...]
    lacking: tuple[str, ...]
    reworded: tuple[Line, ...]
    left: tuple[Line, ...]
    shares: Shares


@dataclass(frozen=True, slots=True)
class _Read:
    """What the sentences of the files say, and the lines that no template matched."""

    facts: Facts
    unread: tuple[Line, ...]


def import_files(paths: Sequence[Path]) -> Imported:
    """Read the files together into one department's facts; raises UnreadablePublication."""
    every = tuple(read_publication(path) for path in paths)
    year = year_of(every)
    now = tuple(p for p in every if p.report.year in {0, year})
    catalogue = load_catalogue(year)
    profile = best_profile(year, now)
    stated, conflicts = gather(now, catalogue)
    told = _read(now, catalogue, profile)
    lines = [line for publication in now for line in body(publication.lines)]
    kept = retold(lines, told.unread, told.facts, profile)
    sentences_of = without_report(told.facts, lines) if "绩效自评.报告" in kept.facts else told.facts
    claims = [claim for publication in now for claim in publication.claims]
    for more in (sentences_of, reasons(told.unread, claims), _older(every, year, stated, profile)):
        for name, fact in more.items():
            stated.setdefault(name, fact)
    stated.update(kept.facts)
    stated = lists(_nothing_public(stated, claims))
    place = Place(paths[0].as_posix(), 1, 1)
    if (name := stated.text("部门.名称") or name_of(now)) and "部门.名称" not in stated:
        stated["部门.名称"] = Words(name, place)
    facts, prior = distil(stated, catalogue)
    facts |= {"版式": Words(profile.folders[0], place), "年度": Figure("年度", Decimal(year), "年", place)}
    facts |= {f"{PRIOR}.{name}": _prefixed(name, fact) for name, fact in prior.items()}
    ledger = derive(facts, catalogue, derive(prior, load_catalogue(year - 1)).facts if prior else None)
    quoting = Quoting.of(now, Scope(ledger.facts, profile.style(facts)))
    facts = quoting.texts(facts)
    left = tuple(line for line in kept.left if not _claimed(line, claims))
    lacking = _lacking(ledger, profile, catalogue)
    return Imported(
        name or "未知部门", year, _text(facts, name or "未知部门", year, paths, every, lacking), facts, now, tuple(conflicts),
        lacking, tuple(line for line in kept.left if _claimed(line, claims)), left, _shares(now, quoting, ledger.facts, told.unread),
    )  # fmt: skip


def _read(publications: Iterable[Publication], catalogue: Catalogue, profile: Profile) -> _Read:
    """Every file read backwards by the profile."""
    facts, unread = Facts(), []
    for publication in publications:
        reader = Backwards(Names.of(catalogue, {}), sentences(profile))
        reader.read(publication.parts)
        for name, fact in reader.facts.items():
            facts.setdefault(name, fact)
        behind = {line.text.place(0) for line in body(publication.lines)}
        unread += [line for line in reader.unread if line.text.place(0) in behind]
    return _Read(lists(facts), tuple(unread))


def _older(publications: Sequence[Publication], year: int, stated: Facts, profile: Profile) -> Facts:
    """Of files of earlier years the reasons, the offices and, of the year before, the figures as last year's."""
    out = Facts()
    older = [p for p in publications if p.report.year not in {0, year}]
    for publication in older:
        catalogue = load_catalogue(publication.report.year)
        told = _read([publication], catalogue, profile).facts
        out |= {n: f for n, f in told.items() if OF_OLDER.match(n) and (isinstance(f, Words) or f) and _has_row(n, stated)}
        if publication.report.year == year - 1:
            found, _ = gather([publication], catalogue)
            out |= {f"{PRIOR}.{n}": f for n, f in (told | found).items() if isinstance(f, Figure) and n != "年度"}
    return out


def _has_row(name: str, stated: Facts) -> bool:
    """Whether the 科目 or item that a reason is of is there this year too."""
    row = name.rpartition(".")[0]
    return not re.search(r"\.\d{3,7}$", row) or any(True for _ in stated.under(row)) or f"{row}.合计" in stated


def _nothing_public(facts: Facts, claims: Iterable[object]) -> Facts:
    """Facts with nought for the cells that the 三公 table leaves blank."""
    first = next((f for n, f in facts.items() if n.startswith("三公经费.") and isinstance(f, Figure) and _in_table(f, claims)), None)
    if first is not None:
        for part in THREE_PUBLIC:
            for column in ("预算", "决算"):
                name = f"三公经费.{part}.{column}"
                facts.setdefault(name, Figure(name, Decimal(0), first.unit, first.place))
    return facts


def _in_table(figure: Figure, claims: Iterable[object]) -> bool:
    return any(getattr(c, "place", None) == figure.place and getattr(c, "section", "") == "三公经费表" for c in claims)


def _prefixed(name: str, fact: object) -> Figure | Words | tuple[str, ...]:
    """Last year's fact under its name in this year's file."""
    if isinstance(fact, Figure):
        return Figure(f"{PRIOR}.{name}", fact.value, fact.unit, fact.place)
    return tuple(f"{PRIOR}.{element}" for element in fact) if isinstance(fact, tuple) else fact  # type: ignore[return-value]


def _lacking(ledger: Ledger, profile: Profile, catalogue: Catalogue) -> tuple[str, ...]:
    """The facts that the document needs and the files do not say."""
    _, findings = assemble(ledger, profile, catalogue)
    return tuple(sorted({finding.quote for finding in findings if finding.code == "A112"}))


def _claimed(line: Line, claims: Iterable[object]) -> bool:
    """Whether a figure or more of a line was kept."""
    rows = {(p.file, p.page, p.line) for p in line.text.places}
    return any((c.place.file, c.place.page, c.place.line) in rows for c in claims)  # type: ignore[attr-defined]
