"""One department and year: its file read, bound, derived and checked."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.checks.arithmetic import check_equations
from generator.derive.ledger import Ledger
from generator.derive.year import derive
from generator.document.assemble import assemble
from generator.document.grammar import TemplateError
from generator.document.profile import Profile, load_profile
from generator.document.tree import Document
from generator.model.bind import bind, year_of
from generator.model.catalogue import Catalogue, load_catalogue
from generator.model.facts import Facts
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
    findings += [*bound, *check_equations(ledger.equations), *_proposals(ledger)]
    return Department(path, ledger, catalogue, tuple(findings))


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
        return department.facts, list(department.findings)
    stated, findings, _ = bind(node, path.as_posix(), nested=True)
    ledger = derive(stated, load_catalogue(year_of(facts) - 1))
    return ledger.facts, [*findings, *check_equations(ledger.equations)]


def _proposals(ledger: Ledger) -> list[Finding]:
    """A warning for each reason that the program proposed."""
    message = "没有写“{}”，程序按变动最大的科目拟了一条：{}。请核实后写进文件。"
    return [
        Finding("W301", Level.WARNING, "原因待核", message.format(name, ledger.facts.text(name)), (), name)
        for name in ledger.proposed
    ]


def compose(department: Department, draft: bool = False) -> tuple[Document | None, list[Finding]]:
    """The document, and what it lacks; no document where the profile cannot be used."""
    try:
        profile: Profile = load_profile(department.facts.text("版式"))
        return assemble(department.ledger, profile, department.catalogue, draft)
    except (TemplateError, FileNotFoundError) as error:
        return None, [Finding("T101", Level.ERROR, "版式用不了", str(error))]


__all__ = ["Department", "UnreadableFile", "compose", "read_department"]
