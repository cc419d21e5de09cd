"""juesuan check --检查表: the items of an inspection answered, one a row, as a workbook."""

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from generator.checks.inspection import Answer, Answered, Inspected, inspect
from generator.checks.inspection_own import Given
from generator.checks.on_time import APPROVED, PUBLISHED
from generator.commands.checked import Checked
from generator.disclosure.department import Department
from generator.document.tree import Cell, Cover, Document, Row, Table
from generator.model.articulation import CLOSING
from generator.model.dates import DAY, day_of
from generator.model.facts import PRIOR
from generator.source.finding import Finding

TITLE = "决算公开检查表"
HEAD = ("编号", "类别", "检查内容", "依据", "结论", "页和原文", "还需要什么")
WIDTHS = (7, 9, 28, 24, 8, 46, 26)
HELP = "财政部门检查的各项，一项一行：是、否、不适用、无法判断"
ONLY_XLSX = "检查表写成 xlsx：请写 --检查表 检查表.xlsx。"
NO_FORM = "{}“{}”要写成 2025-08-12。"
NO_DAY = "{}“{}”：没有这一天。请核对，如 2025-08-12。"
NO_LIST = "{}只用于检查表：请同时写 --检查表 检查表.xlsx。"
TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes for the inspection."""
    parser.add_argument("--checklist", "--检查表", type=Path, metavar="文件.xlsx", help=HELP)
    parser.add_argument("--approved", "--批复日期", metavar="日期", default="", help="财政部门批复的日期，如 2025-08-12，检查表用")
    parser.add_argument("--published", "--公开日期", metavar="日期", default="", help="公开的日期，如 2025-08-29，检查表用")


def refused(options: argparse.Namespace) -> str:
    """Why a checklist is not written; empty where it can be."""
    if options.checklist and options.checklist.suffix.lower() != ".xlsx":
        return ONLY_XLSX
    days = {f"--{APPROVED}": options.approved, f"--{PUBLISHED}": options.published}
    named = [name for name, text in days.items() if text]
    if named and not options.checklist:
        return NO_LIST.format("、".join(named))
    wrong = ((name, text) for name, text in days.items() if text and _typed(text) is None)
    return next(((NO_DAY if DAY.fullmatch(_parted(text)) else NO_FORM).format(name, text) for name, text in wrong), "")


def _typed(text: str) -> date | None:
    """The day that was typed, 20250812 too."""
    return day_of(_parted(text))


def _parted(text: str) -> str:
    return TOGETHER.sub(r"\1-\2-\3", text.strip()) if TOGETHER.fullmatch(text.strip()) else text.strip()


def given(options: argparse.Namespace) -> Given | None:
    """The days that were given, where there is to be a checklist."""
    return Given(_typed(options.approved), _typed(options.published)) if options.checklist else None


def of_data(department: Department, document: Document, findings: Sequence[Finding], given: Given) -> tuple[Answered, ...]:
    """The items answered for the document that data make, read as it will be published, with what was found in the data."""
    from generator.checks.registry import judged
    from generator.disclosure.department import PROFILE
    from generator.document.profile import load_profile
    from generator.published.as_printed import printed_blocks
    from generator.published.audit import audited

    name = department.path.as_posix()
    report = audited(printed_blocks(document, name), load_profile(department.facts.text(PROFILE))).report
    printed, outcomes = judged(report)
    prior = department.facts.figure(f"{PRIOR}{CLOSING}.合计") is not None
    days = Given(given.approved or _day(department, APPROVED), given.published or _day(department, PUBLISHED), prior)
    known = {outcome.code: outcome for outcome in (*outcomes, *department.outcomes) if outcome.state.value != "不适用"}
    return inspect(Inspected(report, (*findings, *printed), known, days))


def _day(department: Department, name: str) -> date | None:
    return day_of(department.facts.text(name))


def write(files: Sequence[Checked], options: argparse.Namespace) -> None:
    """Write the workbook, where it is asked for."""
    if options.checklist:
        from generator.files.outputs import replace_files
        from generator.writers.xlsx import write_xlsx

        replace_files({options.checklist: write_xlsx(document(files))})
        print(f"检查表已写到 {options.checklist}", file=sys.stderr)


def document(files: Sequence[Checked]) -> Document:
    """A table for each file, under its name, with how many items are answered how."""
    tables = [_table(checked) for checked in files if checked.answers]
    return Document(TITLE, "", 0, (Cover((TITLE,)), *tables))


def _table(checked: Checked) -> Table:
    top = Row(tuple(Cell(text, align="center", bold=True) for text in HEAD))
    counts = "，".join(f"{answer.value} {sum(each.answer is answer for each in checked.answers)} 项" for answer in Answer)
    name = Path(checked.file).stem
    notes = (f"{checked.file}：{counts}。", "“是”只说程序按右列所说的查过；结论以检查部门为准。")
    return Table(name, "", "", "", "", WIDTHS, (top,), tuple(_row(each, checked.file) for each in checked.answers), notes, True, name)


def _row(each: Answered, file: str) -> Row:
    """The answer; of the file, which stands above the table, places only say where in it."""
    item = each.item
    where = "；".join(dict.fromkeys(str(place).removeprefix(f"{file}:") for place in each.places))
    said = each.said.replace(f"{file}:", "")
    texts = (item.number, item.kind, item.asked, item.basis, each.answer.value, "\n".join(filter(None, (where, said))), each.needs)
    return Row(tuple(Cell(text) for text in texts))
