"""A published file checked: read, audited with the same rules, its figures counted."""

import gc
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from importlib import import_module
from pathlib import Path

from generator.checks import rules  # noqa: F401  (enters every rule)
from generator.checks.bureau import key
from generator.checks.filed import Filed, not_alike, not_as_data
from generator.checks.inspection import Answered, Inspected, inspect, unread
from generator.checks.inspection_own import Given
from generator.checks.registry import judged
from generator.commands.checked import Checked, filed_data
from generator.commands.marked import marked
from generator.disclosure.department import read_department
from generator.published.audit import audited, read_publication
from generator.published.beside import beside, identified
from generator.published.extent import Extent
from generator.published.places_in_words import Spots, spots_of, worded
from generator.published.publication import Publication
from generator.published.read_apart import apart
from generator.readers.blocks import UnreadablePublication
from generator.readers.txt.document import read_text
from generator.source.finding import Finding, Level
from generator.source.load import UnreadableFile
from generator.source.place import Place

Index = Mapping[tuple[str, int], tuple[Path, ...]]
SAMPLE = "某县水利局2024年度部门决算\n三、支出决算情况说明\n本年支出合计2.00万元，其中：基本支出1.00万元，占50.0%。\n"


def check_published(path: Path, data: Index | None = None, given: Given | None = None, drawn: bool = False) -> Checked:
    """One published file read and audited within bounds; what cannot be read is a finding too.

    One of a folder is set against the `data` files there, and comes without its lines and figures: there may be thousands.
    What a report shows is `drawn` where it is wanted: the pages of a PDF, and the lines of one of a folder too.
    """
    try:
        return apart(partial(audit_file, path, data, given, drawn), path.name)
    except UnreadablePublication as error:
        finding = Finding("A132", Level.ERROR, "公开文件读不出", str(error), (Place(path.as_posix(), 1, 1),))
        return Checked(path.as_posix(), (finding,), unreadable=True, answers=unread([finding]) if given else ())
    except UnreadableFile as error:  # 读法、科目表
        return Checked(path.as_posix(), (error.finding,), unreadable=True)


def audit_file(path: Path, data: Index | None = None, given: Given | None = None, drawn: bool = False) -> Checked:
    """One published file read and audited in this process, without bounds; raises UnreadablePublication and UnreadableFile."""
    name = path.as_posix()
    publication = read_publication(path)
    extent, filed = publication.extent, identified(publication, path)
    unlike, other = _beside_data(publication, filed, data or {})
    spots = spots_of(publication, name)
    found, outcomes = judged(publication.report)
    findings = (*_unread(extent, name), *found, *unlike)
    answers = _answers(Inspected(publication.report, findings, {o.code: o for o in outcomes}, given), spots) if given else ()
    findings = worded(findings, spots)
    counts = publication.summary
    scope, note = _scope(publication, extent, counts), _note(publication)
    checked = Checked(name, findings, counts=counts, scope=scope, note=note, filed=filed, beside=other, answers=answers)
    if data is not None and not drawn:
        return checked
    shown = marked(publication, findings, name)
    if drawn and path.suffix.lower() == ".pdf":
        from generator.commands.pages import pictured

        shown = pictured(shown, path, publication, findings, name)
    return replace(checked, outcomes=outcomes, figures=tuple(publication.figures()), shown=shown)


def _answers(seen: Inspected, spots: Spots) -> tuple[Answered, ...]:
    """The items of the inspection answered, places in words."""
    return tuple(replace(each, said=spots.told(each.said), places=tuple(map(spots.worded, each.places))) for each in inspect(seen))


def _beside_data(publication: Publication, filed: Filed, data: Index) -> tuple[list[Finding], tuple[str, int] | None]:
    """The figures that a data file of the same unit and year gives otherwise, and which file that is."""
    for path in data.get((key(filed.unit), filed.year), ()):
        try:
            department = read_department(path)
        except UnreadableFile:  # 它自己那一行会说
            continue
        if filed_data(department).same(filed):
            found, number = beside(publication, department.facts, not_as_data)
            return found, (path.as_posix(), number)
    return [], None


def agree(first: Path, other: Path) -> tuple[tuple[Finding, ...], int] | None:
    """The figures that two published files of one text give differently, and how many both give; None where one is not read again."""
    try:
        return apart(partial(_agree, first, other), other.name)
    except (UnreadablePublication, UnreadableFile):
        return None


def _agree(first: Path, other: Path) -> tuple[tuple[Finding, ...], int]:
    one, two = read_publication(first), read_publication(other)
    found, number = beside(two, one.report.facts, not_alike)
    spots = (spots_of(one, first.as_posix()), spots_of(two, other.as_posix()))
    return worded(worded(found, spots[0]), spots[1]), number


@cache
def warm() -> None:
    """Load what reading any file takes, so that processes forked for each of many files find it there."""
    for reader in ("docx.document", "pdf.document", "html.page", "txt.document", "xlsx"):
        import_module(f"generator.readers.{reader}")
    audited(read_text(SAMPLE, ""))
    gc.collect()
    gc.freeze()  # 分出去的进程不必为回收垃圾把它抄一份


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
    points += f"另有 {number} 处图片或附件没有看。" if (number := len(publication.report.unseen)) else ""
    if publication.report.budget:
        return points + "这是预算公开，决算的核对规则不适用，只核对了数字之间的关系和文字。"
    return points + ("" if publication.report.whole else "节选，未核对是否齐全。")
