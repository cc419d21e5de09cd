"""A published file checked: read, audited with the same rules, its figures counted."""

from functools import partial
from pathlib import Path

from generator.checks import rules  # noqa: F401  (enters every rule)
from generator.checks.registry import run
from generator.commands.checked import Checked
from generator.commands.marked import marked
from generator.published.audit import read_publication
from generator.published.blocks import UnreadablePublication
from generator.published.bounded import apart
from generator.source.finding import Finding, Level
from generator.source.place import Place


def check_published(path: Path) -> Checked:
    """One published file read and audited within bounds; what cannot be read is a finding too."""
    name = path.as_posix()
    try:
        return apart(partial(audit_file, path), path.name)
    except UnreadablePublication as error:
        finding = Finding("A132", Level.ERROR, "公开文件读不出", str(error), (Place(name, 1, 1),))
        return Checked(name, (finding,), unreadable=True)


def audit_file(path: Path) -> Checked:
    """One published file read and audited in this process, without bounds; raises UnreadablePublication."""
    name = path.as_posix()
    publication = read_publication(path)
    findings = tuple(run(publication.report))
    return Checked(name, findings, counts=publication.summary, lines=tuple(marked(publication, findings)))
