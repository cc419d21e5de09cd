"""One department and year: its file read, bound, derived and checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.checks import rules  # noqa: F401  (enters every rule)
from generator.checks.registry import run
from generator.checks.report import Passage, Report
from generator.derive.ledger import Ledger
from generator.derive.year import derive
from generator.document.assemble import assemble
from generator.document.grammar import TemplateError
from generator.document.profile import Profile, load_profile
from generator.document.tree import Document
from generator.model.bind import bind, year_of
from generator.model.catalogue import Catalogue, load_catalogue
from generator.model.facts import Facts
from generator.model.figure import Words
from generator.source.finding import Finding, Level
from generator.source.load import UnreadableFile, load, place_of


@dataclass(frozen=True, slots=True)
class Department:
    """What is known of one department and year, with all findings so far."""

    path: Path
    ledger: Ledger
    catalogue: Catalogue
    findings: tuple[Finding, ...]

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


def read_department(path: Path) -> Department:
    """Read a department's YAML and last year's; raises UnreadableFile where a file is no YAML."""
    return _read(path, frozenset())


def _read(path: Path, seen: frozenset[Path]) -> Department:
    name = path.as_posix()
    node, findings = load(path, name)
    facts, bound, prior_node = bind(node, name)
    catalogue = load_catalogue(year_of(facts))
    prior = None
    if prior_node is not None:
        prior, more = _prior(prior_node, path, facts, seen | {path.resolve()})
        findings += more
    ledger = derive(facts, catalogue, prior)
    report = Report(
        year=year_of(facts),
        facts=ledger.facts,
        authored=frozenset(facts),
        equations=tuple(ledger.equations),
        proposed=tuple(ledger.proposed),
        catalogue=catalogue,
        passages=tuple(_passages(facts)),
    )
    return Department(path, ledger, catalogue, (*findings, *bound, *run(report)))


def _passages(facts: Facts) -> Iterator[Passage]:
    """Every authored text that is a sentence or more, with its place; codes and names are none."""
    for name, fact in facts.items():
        if isinstance(fact, Words) and fact.place is not None and not name.endswith((".编码", ".名称")):
            yield Passage(name, fact.text, fact.place)


def _prior(
    node: yaml.Node, path: Path, facts: Facts, seen: frozenset[Path]
) -> tuple[Facts | None, list[Finding]]:
    """Last year's facts: from a file beside this one, or from keys written out under 上年."""
    here = place_of(node, path.as_posix())
    if isinstance(node, yaml.ScalarNode):
        file = path.parent / node.value
        if file.resolve() in seen or not file.is_file():
            problem = "绕回了自己" if file.resolve() in seen else "不存在"
            message = f"上年的文件 {file.as_posix()} {problem}。请核对文件名；没有上年文件时，写出上年的若干数。"
            return None, [Finding("A115", Level.ERROR, "上年文件找不到", message, (here,), node.value)]
        department = _read(file, seen)
        return department.facts, [f for f in department.findings if f.level is Level.ERROR]
    stated, findings, _ = bind(node, path.as_posix(), facts)
    return derive(stated, load_catalogue(year_of(facts) - 1)).facts, findings


def compose(department: Department, draft: bool = False) -> tuple[Document | None, list[Finding]]:
    """The document, and what it lacks; no document where the profile cannot be used."""
    try:
        profile: Profile = load_profile(department.facts.text("版式"))
        return assemble(department.ledger, profile, department.catalogue, draft)
    except (TemplateError, FileNotFoundError) as error:
        return None, [Finding("T101", Level.ERROR, "版式用不了", str(error))]


__all__ = ["Department", "UnreadableFile", "compose", "read_department"]
