"""A published file checked: read, audited with the same rules, its figures counted."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.checks import rules  # noqa: F401  (enters every rule)
from generator.checks.inspection import Answered, Inspected, inspect, unread
from generator.checks.inspection_own import Given
from generator.checks.registry import judged
from generator.commands.checked import Checked
from generator.commands.marked import marked
from generator.published.audit import read_publication
from generator.published.extent import Extent
from generator.published.places_in_words import Spots, spots_of, worded
from generator.published.publication import Publication
from generator.published.read_apart import apart
from generator.readers.blocks import UnreadablePublication
from generator.source.finding import Finding, Level
from generator.source.load import UnreadableFile
from generator.source.place import Place


def check_published(path: Path, given: Given | None = None) -> Checked:
    """One published file read and audited within bounds; what cannot be read is a finding too."""
    name = path.as_posix()
    try:
        return apart(partial(audit_file, path, given), path.name)
    except UnreadablePublication as error:
        finding = Finding("A132", Level.ERROR, "公开文件读不出", str(error), (Place(name, 1, 1),))
        return Checked(name, (finding,), unreadable=True, answers=unread([finding]) if given else ())


def audit_file(path: Path, given: Given | None = None) -> Checked:
    """One published file read and audited in this process, without bounds; raises UnreadablePublication."""
    name = path.as_posix()
    try:
        publication = read_publication(path)
        extent = publication.extent
        found, outcomes = judged(publication.report)
        findings = (*_unread(extent, name), *found)
    except UnreadableFile as error:  # 读法、科目表
        return Checked(name, (error.finding,), unreadable=True)
    spots = spots_of(publication, name)
    answers = _answers(Inspected(publication.report, findings, {o.code: o for o in outcomes}, given), spots) if given else ()
    findings = worded(findings, spots)
    lines = tuple(marked(publication, findings))
    counts, figures = publication.summary, tuple(publication.figures())
    scope, note = _scope(publication, extent, counts), _note(publication)
    return Checked(name, findings, counts=counts, figures=figures, lines=lines, scope=scope, note=note, outcomes=outcomes, answers=answers)


def _answers(seen: Inspected, spots: Spots) -> tuple[Answered, ...]:
    """The items of the inspection answered, places in words."""
    return tuple(replace(each, said=spots.told(each.said), places=tuple(map(spots.worded, each.places))) for each in inspect(seen))


def _unread(extent: Extent, name: str) -> Iterator[Finding]:
    """An error where next to nothing was made out of a document, so that nothing else found says little."""
    if not extent.little:
        return
    yield Finding("A133", Level.ERROR, "公开文件没有读出多少", extent.told("没有核对"), (Place(name, 1, 1),))


def _scope(publication: Publication, extent: Extent, counts: Mapping[str, int]) -> str:
    """What was checked, where that is no ground to say that nothing is wrong; else empty."""
    if not extent.printed:
        return "没有可核对的数，只核对了文字"
    if publication.scored and not counts["bound"]:
        return "只核对了自评表的分值和得分"
    if extent.partly:
        return f"认出的数没有矛盾，但只认出 {extent.read} 个（共见 {extent.printed} 个），其余没有核对"
    return "" if counts["verified"] or publication.report.equations else "认出的数没有别处可以印证，对错没有核对"


def _note(publication: Publication) -> str:
    """What is read of score tables, and that a document is a budget, or an excerpt, and what was therefore not checked."""
    points = f"自评表另读 {publication.scored} 个数。" if publication.scored else ""
    if publication.report.budget:
        return points + "这是预算公开，决算的核对规则不适用，只核对了数字之间的关系和文字。"
    return points + ("" if publication.report.whole else "节选，未核对是否齐全。")
