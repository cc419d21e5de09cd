"""juesuan build --against: the corrected document, and a 更正说明 against an older build or a published file."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from generator.build import Built, Order, build
from generator.commands.codes import FOUND, OK, UNREADABLE
from generator.console import show_finding
from generator.department import compose, read_department
from generator.outputs import replace_files
from generator.record import Record, load_record_file
from generator.render import render
from generator.revision import FigureChange, Revision, TextChange, as_document, as_text, revise

STEM = "更正说明"


def write_correction(files: Sequence[Path], order: Order, against: Path) -> int:
    """Build one department and write what changed beside it; 2 where there is nothing to compare with."""
    if len(files) != 1:
        print("--against 一次只能用于一个部门的文件。", file=sys.stderr)
        return UNREADABLE
    old = load_record_file(against)
    built = build(files[0], order)
    for finding in built.findings:
        print(show_finding(finding) + "\n", file=sys.stderr)
    if built.record is None:
        print("有错误，没有生成。", file=sys.stderr)
        return FOUND
    revision = _revision(files[0], against, old, built)
    print(as_text(revision))
    _write(files[0], order, revision)
    return OK


def _revision(path: Path, against: Path, old: Record | None, built: Built) -> Revision:
    if old is not None and built.record is not None:
        return revise(old, built.record)
    from generator.published.bounded import apart
    from generator.published.compare import Kind, compare_file

    department = read_department(path)
    document, _ = compose(department)
    task = partial(compare_file, document, department.facts, against) if document else None
    differences = apart(task, against.name) if task else []
    figures = tuple(
        FigureChange(d.data.rpartition(" ")[0], d.published, d.data.rpartition(" ")[2], ())
        for d in differences
        if d.kind is Kind.FIGURE and d.data_place
    )
    texts = tuple(
        TextChange(d.section, d.published, d.data)
        for d in differences
        if d.kind not in {Kind.EQUAL, Kind.FORMAT} and not d.data_place
    )
    return Revision(figures, texts)


def _write(path: Path, order: Order, revision: Revision) -> None:
    department = read_department(path)
    document = as_document(revision, department.name, department.year)
    contents, _ = render(document, ("docx", "html"))
    folder = order.output / department.name / str(department.year)
    files = {folder / f"{department.name}{department.year}年度部门决算{STEM}.{kind}": data for kind, data in contents.items()}
    replace_files(files)
    for file in files:
        print(f"已生成 {file}")
