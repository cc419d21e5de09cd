"""A department's file to its disclosure in every format, with a record of what it was made from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.disclosure.department import PROFILE, Department, read_department
from generator.disclosure.proofread import examined
from generator.disclosure.record import (
    FILE,
    Record,
    digest,
    figures_of,
    inputs_of,
    load_record,
    pieces_of,
    printed_of,
    program,
    shown,
    wanted,
)
from generator.disclosure.render import FORMATS, OF_TABLES, render, suffix
from generator.disclosure.revision import Revision, revise
from generator.document.draft import with_findings
from generator.document.profile import load_profile
from generator.document.tree import Document
from generator.files.outputs import replace_files
from generator.source.finding import Finding, Level

NAMELESS = "没有生成草稿：部门.名称 和 年度 还没有写好，不知道放在哪个文件夹。请先写好这两项。"


@dataclass(frozen=True, slots=True)
class Order:
    """How to build: the formats, the folder, a draft or not, the engine for PDF, whether to make all anew and to list hints.

    `public` and `formulas` are those of render.
    """

    formats: tuple[str, ...] = FORMATS
    output: Path = Path("output")
    draft: bool = False
    engine: str = ""
    force: bool = False
    hints: bool = False
    public: bool = False
    formulas: bool = False

    @property
    def options(self) -> str:
        """What besides files decides the result."""
        return f"engine={self.engine},public={self.public},formulas={self.formulas}"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: the files, all findings, what is to be said of them, and what changed since the last.

    `undone` are the formats that could not be made on this machine.
    """

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    missing: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    revision: Revision | None = None
    record: Record | None = None


def build(path: Path, order: Order) -> Built:
    """Build one department; raises UnreadableFile or OutputRefused. Formats whose inputs did not change are left alone.

    Errors among the findings mean no file is made; a draft is made in spite of them, with all findings in front.
    """
    inputs = inputs_of(path)  # 先记下:此后数据文件又有改动的,下次会重做
    department = read_department(path)
    document, findings = examined(department, order.draft)
    stopped = any(finding.level is Level.ERROR for finding in findings) and not order.draft
    if document is None or stopped:
        return Built((), findings)
    if order.draft and not (department.name and department.year):
        return Built((), findings, (NAMELESS,))
    if order.draft:
        return _draft(department, with_findings(document, findings), findings, order)
    return _final(inputs, department, document, findings, order)


def folder_of(department: Department, output: Path) -> Path:
    """Where a department's files go: output/部门/年度."""
    return output / department.name / str(department.year)


def _draft(department: Department, document: Document, findings: Sequence[Finding], order: Order) -> Built:
    contents, missing = render(document, order.formats, order.engine, order.public, order.formulas)
    notes = (*missing, *_reserve(department))
    folder, stem = folder_of(department, order.output), _stem(department)
    files = {folder / f"{stem}（草稿）.{suffix(kind)}": data for kind, data in contents.items()}
    replace_files(files, order.output)
    return Built(tuple(files), tuple(findings), notes, _undone(order.formats, contents))


def _undone(wanted: Iterable[str], made: Iterable[str]) -> tuple[str, ...]:
    """The formats that were wanted and not made; a document without tables has no XLSX and no CSV."""
    return tuple(kind for kind in wanted if kind not in {*made, *OF_TABLES})


def _reserve(department: Department) -> Iterator[str]:
    """What was not verified of the year's form."""
    if said := load_profile(department.facts.text(PROFILE)).reserve:
        yield said


def _replaced(path: Path, old: Record | None) -> Iterator[str]:
    """That the files there were made from another file, which is there still."""
    before = next(iter(old.inputs), "") if old else ""
    if before and Path(before).is_file() and not path.samefile(before):
        yield f"原来的文件是由 {before} 生成的，现在换成由 {path} 生成的。两个文件只留一个，免得以后弄错。"


def _stem(department: Department) -> str:
    return department.title


def _final(
    inputs: dict[str, str], department: Department, document: Document, findings: Sequence[Finding], order: Order
) -> Built:
    folder = folder_of(department, order.output)
    want, show = wanted(inputs, order.formats, order.options), shown(document, order.formats, order.options)
    old = load_record(folder)
    keep = [kind for kind in order.formats if old is not None and not order.force and old.shows(folder, kind, show[kind])]
    contents, missing = render(document, [kind for kind in order.formats if kind not in keep], order.engine, order.public, order.formulas)
    files = {folder / f"{_stem(department)}.{suffix(kind)}": data for kind, data in contents.items()}
    record = Record(
        version=program(),
        inputs=inputs,
        formats={**(old.formats if old else {}), **{kind: want[kind] for kind in (*contents, *keep)}},
        contents={**(old.contents if old else {}), **{kind: show[kind] for kind in contents}},
        outputs={**(old.outputs if old else {}), **{path.name: digest(data) for path, data in files.items()}},
        accepted=tuple(f"{entry.finding.code} {entry.finding.quote}：{entry.reason}" for entry in department.accepted),
        figures=figures_of(document),
        printed=printed_of(document),
        pieces=tuple(pieces_of(document)),
    )
    notes = (*missing, *_reserve(department), *_replaced(department.path, old))
    undone = _undone(order.formats, (*contents, *keep))
    replace_files({**files, folder / FILE: record.text().encode()}, order.output)
    return Built(tuple(files), tuple(findings), notes, undone, revise(old, record) if old else None, record)
