"""One department and year: its file read, bound, derived and checked."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from generator.checks import rules  # noqa: F401  (enters every rule)
from generator.checks.acceptance import KEY, Accepted, settle
from generator.checks.filling.unfilled import heard, unfilled
from generator.checks.ledger import Outcome
from generator.checks.registry import RULES, Problem, judged
from generator.checks.report import Passage, Report
from generator.derive.ledger import Ledger
from generator.derive.tails import Levelled, level
from generator.derive.year import derive
from generator.disclosure.over_whole import over_whole
from generator.disclosure.own_figures import declared, give_units, in_yuan, undeclared
from generator.document.assemble import assemble
from generator.document.builder import DEFAULT_OUTLINE, OUTLINE
from generator.document.pending import MadeUp, marked
from generator.document.profile import Profile, load_profile
from generator.document.profile_check import Use, found_in
from generator.document.tree import Document
from generator.model.bind import bind, year_of
from generator.model.catalogue import Catalogue, load_catalogue
from generator.model.facts import PRIOR, Facts
from generator.model.figure import Words
from generator.model.format import NumberStyle
from generator.model.unknown_values import supposed
from generator.source.finding import Finding, Level
from generator.source.last_year_file import prior_file
from generator.source.load import UnreadableFile, load, place_of
from generator.source.place import Place
from generator.source.template import TemplateError

PROFILE, ACCOUNTS = "版式", "部门.决算"
OTHER_YEAR = RULES["A142"]


@dataclass(frozen=True, slots=True)
class Department:
    """What is known of one department and year, with all findings so far; `paths` are the key paths of places.

    Where something is not known, `supposed` are two that have made-up values for it; `outcomes` what became of each rule,
    `report` what these looked at.
    """

    path: Path
    ledger: Ledger
    catalogue: Catalogue
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...]
    paths: Mapping[Place, str]
    supposed: tuple["Department", ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    report: Report | None = None

    @property
    def facts(self) -> Facts:
        """All facts, derived ones too."""
        return self.ledger.facts

    @property
    def name(self) -> str:
        """The department's full name."""
        return self.facts.text("部门.名称")

    @property
    def year(self) -> int:
        """The year of the 决算."""
        return year_of(self.facts)

    @property
    def title(self) -> str:
        """What its files are called: of a department or of a single unit."""
        return f"{self.name}{self.year}年度{self.facts.text(ACCOUNTS, '部门')}决算"


Priors = tuple[Facts | None, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A file, the list of 科目 of its year, and what was found in reading it."""

    path: Path
    catalogue: Catalogue
    findings: tuple[Finding, ...]


def read_department(path: Path) -> Department:
    """Read a department's YAML and last year's; raises UnreadableFile where a file is no YAML."""
    return _read(path, frozenset())


def _read(path: Path, seen: frozenset[Path]) -> Department:
    name = path.as_posix()
    node, findings = load(path, name)
    findings += unfilled(node, name)
    facts, bound, prior_node = bind(node, name)
    catalogue = load_catalogue(year_of(facts)).with_own(facts)
    figures, yuan = declared(facts), in_yuan(facts)
    give_units(facts, figures, yuan)
    findings += undeclared(facts, figures)
    priors: Priors = (None,)
    if prior_node is not None:
        priors, more = _prior(prior_node, path, facts, seen | {path.resolve()})
        findings += more
    here = Source(path, catalogue, (*findings, *bound))
    department = _derived(here, facts, priors[0])
    if not facts.unknown and len(priors) == 1:
        return department
    versions = (give_units(supposed(facts, which, catalogue), figures, yuan) for which in (0, 1))
    made = tuple(_derived(here, each, priors[-2:][which % len(priors)]) for which, each in enumerate(versions))
    return replace(department, findings=common(made, [each.findings for each in made]), supposed=made)


def common(made: Sequence[Department], found: Sequence[Collection[Finding]]) -> tuple[Finding, ...]:
    """What is found in each of the departments that have made-up values."""
    return heard(found, made[0].facts.unknown, all(each.year for each in made))


def _derived(here: Source, facts: Facts, prior: Facts | None) -> Department:
    """A department derived from its facts and last year's, and checked."""
    catalogue, name = here.catalogue, here.path.as_posix()
    form = _form(facts.text(PROFILE))
    ledger, levelled = _figures(facts, catalogue, prior, _style(facts))
    report = Report(
        year=year_of(facts),
        facts=ledger.facts,
        authored=frozenset(facts),
        equations=tuple(ledger.equations),
        proposed=tuple(ledger.proposed),
        catalogue=catalogue,
        passages=tuple(_passages(facts)),
        unasked=form.unasked if form else (),
        levelled=levelled,
    )
    paths = _paths(report, name)
    found, outcomes = judged(report)
    remaining, accepted = settle(found, facts, paths)
    return Department(here.path, ledger, catalogue, (*here.findings, *remaining), tuple(accepted), paths, (), outcomes, report)


def _form(name: str) -> Profile | None:
    """The department's form, None where it has none that can be used."""
    try:
        return load_profile(name) if name else None
    except TemplateError:
        return None


def _style(facts: Facts) -> NumberStyle:
    """How the department prints numbers, as usual where its form cannot be used."""
    form = _form(facts.text(PROFILE))
    try:
        return form.style(facts) if form else NumberStyle()
    except TemplateError:
        return NumberStyle()


def _figures(facts: Facts, catalogue: Catalogue, prior: Facts | None, style: NumberStyle) -> tuple[Ledger, tuple[Levelled, ...]]:
    """What follows from the facts: each printed as it rounds or, where the style says so, so that sums hold."""
    return level(facts, catalogue, prior, style.places) if style.level else (derive(facts, catalogue, prior), ())


def _paths(report: Report, file: str) -> dict[Place, str]:
    """The key path of each place where a fact was written, in this file and in last year's."""
    paths: dict[Place, str] = {}
    for name, fact in report.facts.items():
        place = None if isinstance(fact, tuple) else fact.place
        if place is not None and (name in report.authored or name.startswith(PRIOR)):
            paths.setdefault(place, name if place.file == file else name.removeprefix(PRIOR))
    return paths


def _passages(facts: Facts) -> Iterator[Passage]:
    """Every authored text that is a sentence or more, with its place; codes and names are none."""
    for name, fact in facts.items():
        named = name.endswith((".编码", ".名称")) or name.startswith(KEY)
        if isinstance(fact, Words) and fact.place is not None and not named:
            yield Passage(name, fact.text, fact.place)


def _prior(
    node: yaml.Node, path: Path, facts: Facts, seen: frozenset[Path]
) -> tuple[Priors, list[Finding]]:
    """Last year's facts, from a file beside this one, or from keys written out under 上年; also with made-up values."""
    here = place_of(node, path.as_posix())
    if isinstance(node, yaml.ScalarNode):
        file, problem = prior_file(path, node.value)
        if file is None or file.resolve() in seen:
            named = (path.parent / node.value).as_posix()
            message = f"上年的文件 {named} {problem or '绕回了自己'}。请核对文件名；没有上年文件时，写出上年的若干数。"
            return (None,), [Finding("A115", Level.ERROR, "上年文件找不到", message, (here,), node.value)]
        department = _read(file, seen)
        known = (department.facts, *(each.facts for each in department.supposed))
        return known, [f for f in department.findings if f.level is Level.ERROR]
    stated, findings, _ = bind(node, path.as_posix(), facts)
    catalogue = load_catalogue(year_of(facts) - 1).with_own(facts).with_own(stated)
    give_units(stated, declared(facts), in_yuan(stated, facts))
    versions = [stated, *(supposed(stated, which, catalogue) for which in (0, 1) if stated.unknown)]
    return tuple(_figures(each, catalogue, None, _style(facts))[0].facts for each in versions), findings


def compose(department: Department, draft: bool = False) -> tuple[Document | None, list[Finding]]:
    """The document, and what it lacks; no document where the profile cannot be used. A draft marks what is not filled in."""
    if draft and department.supposed:
        (none, _), (some, lacking) = (compose(each, draft) for each in department.supposed)
        return some and none and marked(some, none, _made_up(department)), lacking
    named = department.facts.get(PROFILE)
    name, place = (named.text, named.place) if isinstance(named, Words) else ("", None)
    try:
        profile = load_profile(name, place)
        facts = department.facts
        if faults := found_in(profile, Use(facts.text(OUTLINE, DEFAULT_OUTLINE), profile.draws(facts))):
            return None, list(faults)
        catalogue = department.catalogue
        document, lacking = assemble(department.ledger, profile, catalogue, draft)
        return document, [*lacking, *_other_year(department, profile), *over_whole(document, catalogue, department.findings)]
    except TemplateError as error:
        return None, [error.finding]


def _made_up(department: Department) -> MadeUp:
    """What is made up in the versions of a department: figures that differ, and 科目 that nobody wrote."""
    facts, (none, some) = department.facts, department.supposed
    places = set(facts.unknown.values())
    known = {step for name in (*facts, *facts.unknown) for step in name.split(".")}
    codes = [fact.text for name, fact in some.facts.items() if name.endswith(".编码") and isinstance(fact, Words) and fact.place in places]
    made = dict.fromkeys(code[:length] for code in codes if code not in known for length in (len(code), 5, 3))
    names = [name for code in made if (name := some.catalogue.name(code))]
    return MadeUp(lambda leaf: leaf.place in places or none.facts.get(leaf.name, leaf) != leaf, (*made, *names))


def _other_year(department: Department, profile: Profile) -> Iterator[Finding]:
    """A finding where the profile is not made for this year."""
    form, year = department.facts.get("版式"), department.year
    if isinstance(form, Words) and year and not profile.serves(year):
        message = (
            f"版式 {form.text} 用于 {profile.years} 年度，这个文件是 {year} 年度。各年的表、次序和要说明的内容不同，"
            f"请改“版式”或“年度”；本地当年仍用这个版式的，可以接受这一处。"
        )
        yield OTHER_YEAR.finding(Problem(message, (form.place,) if form.place else (), form.text))


def examine(department: Department, draft: bool = False) -> tuple[Document | None, tuple[Finding, ...]]:
    """The document and all findings; a rule is not heard again on a fact that the document cannot do without."""
    if made := department.supposed:
        return compose(department, draft)[0], common(made, [examine(each, draft)[1] for each in made])
    document, lacking = compose(department, draft)
    missing = {finding.quote for finding in lacking if finding.code == "A112"}
    others = (f for f in department.findings if f.level is Level.ERROR or f.quote not in missing)
    return document, (*others, *lacking)


__all__ = ["Department", "UnreadableFile", "common", "compose", "examine", "read_department"]
