"""juesuan check: read files, apply every rule, show what was found."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator.checks import bureau
from generator.checks.acceptance import settle
from generator.checks.inspection_own import Given
from generator.commands import inspection
from generator.commands.checked import Checked, as_html, as_json, as_text
from generator.commands.codes import FOUND, OK, UNREADABLE
from generator.commands.files import DATA, named, nothing, would_lose
from generator.disclosure.department import UnreadableFile, read_department
from generator.disclosure.proofread import examined
from generator.source.finding import Level

FORMATS = ("text", "json", "html")
NO_SHEET = "xlsx 用于汇总表：请加 --summary，并用 -o 写出文件名。"


def check_file(path: Path, given: Given | None = None) -> Checked:
    """One file read and checked; what cannot be read is a finding too. A file without 版式 makes no document.

    With `given`, days or none, the items of an inspection are answered too.
    """
    if path.suffix.lower() not in DATA:
        from generator.commands.published import check_published

        return check_published(path, given)
    try:
        department = read_department(path)
        publishes = bool(department.facts.text("版式"))
        document, findings = examined(department) if publishes else (None, department.findings)
        answers = inspection.of_data(department, document, findings, given) if given and document else ()
    except UnreadableFile as error:
        return Checked(path.as_posix(), (error.finding,), unreadable=True)
    return Checked(path.as_posix(), findings, department.accepted, department.paths, department=department,
                   outcomes=department.outcomes, answers=answers)


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    help_paths = "部门的 YAML 文件或文件夹，或已公开的 txt、docx、pdf、html、xlsx；默认为 data 里的全部"
    parser.add_argument("paths", type=Path, nargs="*", metavar="路径", help=help_paths)
    parser.add_argument("--summary", action="store_true", help="一个部门一行的汇总表：各有几处发现、缺什么、能不能公开")
    help_format = "text（默认）、json 或 html；汇总表还可以是 xlsx"
    parser.add_argument("--format", choices=(*FORMATS, "xlsx"), default="text", help=help_format)
    parser.add_argument("--hints", "--提示", action="store_true", help="提示也逐条列出；不写则只说有几处")
    inspection.options(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="文件", help="写到文件；不写则显示")


def run(options: argparse.Namespace) -> int:
    """Check the files and print in the format asked for, or write to a file."""
    if options.format == "xlsx" and not (options.summary and options.output):
        print(NO_SHEET, file=sys.stderr)
        return UNREADABLE
    if options.output and (why := would_lose(options.output, [path for path, _ in named(options.paths)])):
        print(why, file=sys.stderr)
        return UNREADABLE
    if why := inspection.refused(options):
        print(why, file=sys.stderr)
        return UNREADABLE
    files = list(check_all(options.paths, inspection.given(options)))
    if not files:
        print(nothing("核对"), file=sys.stderr)
        return UNREADABLE
    inspection.write(files, options)
    content = _content(files, options)
    if options.output is None:
        print(content.decode())
    else:
        from generator.files.outputs import replace_files

        replace_files({options.output: content if options.format == "xlsx" else content + b"\n"})
        print(f"已写到 {options.output}", file=sys.stderr)
    return verdict(files)


def _content(files: Sequence[Checked], options: argparse.Namespace) -> bytes:
    if options.summary:
        from generator.commands.summary import FORMATS as SUMMARIES

        return SUMMARIES[options.format](files)
    if options.format == "text":
        return as_text(files, options.hints).encode()
    return (as_html(files, options.hints) if options.format == "html" else as_json(files)).encode()


def check_all(paths: Sequence[Path], given: Given | None = None) -> Iterator[Checked]:
    """Every file checked; those of folders also against each other."""
    found = list(named(paths))
    files = [check_file(path, given) for path, _ in found]
    return iter(together(files) if any(in_folder for _, in_folder in found) else files)


def together(files: Sequence[Checked]) -> Iterator[Checked]:
    """The files with what is found when all departments are looked at together."""
    members = [bureau.Member(c.department.facts, c.department.year) for c in files if c.department is not None]
    between = iter(bureau.together(members))
    for checked in files:
        if checked.department is None:
            yield checked
            continue
        more, accepted = settle(next(between), checked.department.facts, checked.paths or {}, bureau=True)
        yield replace(checked, findings=(*checked.findings, *more), accepted=(*checked.accepted, *accepted))


def verdict(files: Sequence[Checked]) -> int:
    """2 where a file cannot be read, 1 where there is an error, else 0: warnings and hints do not count."""
    if any(checked.unreadable for checked in files):
        return UNREADABLE
    errors = (finding.level is Level.ERROR for checked in files for finding in checked.findings)
    return FOUND if any(errors) else OK
