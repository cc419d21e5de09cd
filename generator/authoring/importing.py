"""Published files to a department's YAML: tables first, then sentences read backwards, then what else was claimed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from generator.authoring.distil import distil
from generator.authoring.yaml_text import yaml_text
from generator.document.grammar import TemplateError
from generator.document.profile import Profile, load_profile
from generator.model.catalogue import load_catalogue
from generator.model.facts import Facts
from generator.model.figure import Figure, Words
from generator.published.audit import Publication, read_publication
from generator.published.backwards import Backwards, lists, sentences
from generator.published.naming import Names
from generator.source.place import Place
from generator.source.resources import find

HEADER = ("{name} {year} 年度部门决算，由 juesuan import 从公开文件读出：", "{files}",
          "每个值后面注明出处。请核对，补上读不出的（如部门性质），再运行 juesuan check。")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """The YAML of the year and of last year's few figures, and how much was read."""

    name: str
    year: int
    text: str
    prior_text: str
    facts: Facts
    publications: tuple[Publication, ...]


def import_files(paths: Sequence[Path]) -> Imported:
    """Read the files together into one department's facts; raises UnreadablePublication."""
    publications = tuple(read_publication(path) for path in paths)
    year = next((p.report.year for p in publications if p.report.year), 0)
    catalogue = load_catalogue(year)
    profile = best_profile(year, publications)
    stated = Facts()
    for publication in publications:
        for name in publication.report.authored:
            stated.setdefault(name, publication.report.facts[name])
    for publication in publications:
        reader = Backwards(Names.of(catalogue, {}), sentences(profile))
        reader.read(publication.parts)
        for name, fact in reader.facts.items():
            stated.setdefault(name, fact)
    stated = lists(stated)
    facts, prior = distil(stated, catalogue)
    place = Place(paths[0].as_posix(), 1, 1)
    facts |= {"版式": Words(profile.folders[0], place), "年度": Figure("年度", Decimal(year), "年", place)}
    if prior:
        facts["上年"] = Words(f"{year - 1}.yaml", place)
    name = facts.text("部门.名称") or "未知部门"
    header = tuple(line.format(name=name, year=year, files="、".join(p.name for p in paths)) for line in HEADER)
    return Imported(
        name,
        year,
        yaml_text(facts, header, _sources(facts)),
        _prior_text(prior, name, year, place),
        facts,
        publications,
    )


def _prior_text(prior: Facts, name: str, year: int, place: Place) -> str:
    if not prior:
        return ""
    prior |= {"部门.名称": Words(name, place), "年度": Figure("年度", Decimal(year - 1), "年", place)}
    return yaml_text(
        prior, (f"{name} {year - 1} 年度的若干数，由 {year} 年度公开文件里的比较得出，只供比较。",), _sources(prior)
    )


def _sources(facts: Facts) -> dict[str, str]:
    """Where each value was read, as a short comment."""
    return {
        name: f"第{fact.place.page}页" if fact.place.page else f"第{fact.place.line}行"
        for name, fact in facts.items()
        if isinstance(fact, Figure) and fact.place is not None and name != "年度"
    }


def best_profile(year: int, publications: Sequence[Publication]) -> Profile:
    """The profile that reads the most lines of the files, among those of the year or before it."""
    names = Names.of(load_catalogue(year), {})
    best: tuple[int, Profile] | None = None
    for name in profiles():
        try:
            profile = load_profile(name)
        except (TemplateError, FileNotFoundError):
            continue
        reader = Backwards(names, sentences(profile))
        for publication in publications:
            reader.read(publication.parts)
        if best is None or reader.matched > best[0]:
            best = (reader.matched, profile)
    if best is None:
        raise FileNotFoundError("没有可用的版式。")
    return best[1]


def profiles() -> list[str]:
    """The profiles there are, as 地区/年度, the newest first."""
    root = find("科目").parent
    return sorted(
        (f"{path.parent.parent.name}/{path.parent.name}" for path in root.glob("*/*/profile.yaml")), reverse=True
    )
