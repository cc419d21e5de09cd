"""juesuan build --against: the corrected document, and a 更正说明 against an older build or a published file."""

import re
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from generator.batch.run import told_of
from generator.commands.codes import FOUND, OK, UNREADABLE
from generator.disclosure.build import Order, build
from generator.disclosure.department import compose, read_department
from generator.disclosure.notice import as_notice
from generator.disclosure.record import Piece, Record, load_record_file
from generator.disclosure.render import pages_of, render
from generator.disclosure.revision import FigureChange, Revision, TextChange, as_text, printing, revise
from generator.disclosure.sections_at import sections_at
from generator.files.outputs import replace_files
from generator.model.facts import Facts
from generator.model.figure import WAN
from generator.model.format import plain, table_amount
from generator.published.beside import stranger
from generator.published.compare import compare_file
from generator.published.differences import Difference, Kind
from generator.published.passages import title_of
from generator.published.read_apart import apart
from generator.readers.blocks import UnreadablePublication
from generator.source.system_errors import told

STEM = "更正说明"
ALWAYS, PRINTED = ("docx", "html"), {"pdf"}
NO_NOTICE = "与公开的那一份没有不同，没有要更正的，不写更正说明。"
OTHERS = "{path} 不是{name} {year} 年度的生成记录。请换同一部门、同一年度公开的那一份。"
TABLES_ONLY = "{path} 里只有表，文字改了哪些看不出来。请换公开的 docx、pdf、html、txt 或生成记录.json。"
FILL = "更正说明里的公开日期{}和落款日期空着，请在 Word 里填好再公开。"
NO_RECORD = "{path} 不是生成记录，或者已经损坏，没有生成。--against 后面写旧的生成记录.json，或已公开的 docx、pdf、html、txt。"


def write_correction(files: Sequence[Path], order: Order, against: Path, reason: str = "") -> int:
    """Build one department and write what changed beside it; 2, and nothing is written, where there is nothing to compare with."""
    if len(files) != 1:
        print("--against 一次只能用于一个部门的文件。", file=sys.stderr)
        return UNREADABLE
    if order.draft:
        print("--against 不能与 --draft 一起用：草稿不公开，没有更正。", file=sys.stderr)
        return UNREADABLE
    try:
        old = _before(files[0], against)
    except (UnreadablePublication, OSError) as error:
        print(f"{told(error) if isinstance(error, OSError) else error}没有生成。", file=sys.stderr)
        return UNREADABLE
    return _correct(files[0], order, old, reason)


def _before(path: Path, against: Path) -> Record | list[Difference]:
    """The older build, or what the published file says otherwise, both read whole; raises UnreadablePublication or OSError."""
    record = load_record_file(against)
    department = read_department(path)
    if record is not None:
        if record.outputs and not any(name.startswith(f"{department.name}{department.year}年度") for name in record.outputs):
            raise UnreadablePublication(OTHERS.format(path=against, name=department.name, year=department.year))
        return record
    if against.suffix.lower() == ".xlsx":
        raise UnreadablePublication(TABLES_ONLY.format(path=against))
    if against.suffix.lower() == ".json" and against.exists():
        raise UnreadablePublication(NO_RECORD.format(path=against))
    document, _ = compose(department)
    other = partial(stranger, department.facts, against)
    return apart(partial(compare_file, document, department.facts, against, other), against.name) if document else []


def _correct(path: Path, order: Order, old: Record | list[Difference], reason: str) -> int:
    built = build(path, order)
    if built.findings:
        print(path.as_posix(), file=sys.stderr)
    for line in told_of(built.findings, order.hints, path):
        print(line, file=sys.stderr)
    for message in built.missing:
        print(message, file=sys.stderr)
    if built.record is None:
        print("有错误，没有生成。", file=sys.stderr)
        return FOUND
    for file in built.files:
        print(f"已生成 {file}")
    revision = revise(old, built.record) if isinstance(old, Record) else _revision(old, built.record, read_department(path).facts)
    print(as_text(revision, written=True))
    _write(path, order, revision, reason)
    return UNREADABLE if built.undone else OK


def _revision(differences: Sequence[Difference], record: Record, facts: Facts) -> Revision:
    """The differences from a published file, each figure as it is printed now, with the places; those printed alike left out."""
    where = printing(record)
    figures = tuple(
        FigureChange(name, d.published, now, tuple(where.get(name, ())) or (Piece(d.section, d.data),) * bool(d.section))
        for d in differences
        if d.figure and not _ends_in(d.published, now := _now(name := _own(d.figure.name, record, facts), record, facts))
    )  # fmt: skip
    called = {title_of(piece.section): piece.section for piece in reversed(record.pieces)}
    texts = tuple(
        TextChange(called.get(title_of(d.section), d.section), d.published, d.data)
        for d in differences
        if d.kind not in {Kind.EQUAL, Kind.FORMAT} and d.figure is None and not d.of
    )
    return Revision(figures, texts)


def _own(name: str, record: Record, facts: Facts) -> str:
    """The name under which a figure is printed: a 类 with one 项 is the figure of that 项."""
    figure = facts.figure(name)
    return figure.name if figure and name not in record.printed and figure.name in record.printed else name


def _now(name: str, record: Record, facts: Facts) -> str:
    """How a figure is printed now; one that only stands under another name, as a cell would print it."""
    figure = facts.figure(name)
    if figure is None or name in record.printed:
        return record.printed.get(name, "") if figure else ""
    return (table_amount(figure.value) or "0" if figure.unit == WAN else plain(figure.value)) + figure.unit


def _ends_in(quote: str, printed: str) -> bool:
    """Whether a quote ends in a figure as it is printed, and not in a longer one."""
    return bool(printed) and quote.endswith(printed) and not re.search(r"[\d.,-]$", quote.removesuffix(printed))


def _write(path: Path, order: Order, revision: Revision, reason: str) -> None:
    department = read_department(path)
    document, _ = compose(department)
    places = sections_at(document, pages_of(document, order.engine)) if document else {}
    notice = as_notice(revision, department.facts, department.catalogue, places, reason)
    if notice is None:
        print(NO_NOTICE)
        return
    contents, _ = render(notice, dict.fromkeys((*ALWAYS, *PRINTED.intersection(order.formats))), order.engine)
    folder = order.output / department.name / str(department.year)
    files = {folder / f"{department.title}{STEM}.{kind}": data for kind, data in contents.items()}
    replace_files(files, order.output)
    for file in files:
        print(f"已生成 {file}")
    print(FILL.format("" if reason else "、更正的原因"))
