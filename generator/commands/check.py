"""juesuan check: read files, apply every rule, show what was found."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from generator.commands.checked import Checked, as_html, as_json, as_text
from generator.commands.codes import FOUND, OK, UNREADABLE
from generator.department import UnreadableFile, examine, read_department
from generator.source.finding import Level

DATA = {".yaml", ".yml"}
FORMATS: dict[str, Callable[[Sequence[Checked]], str]] = {"text": as_text, "json": as_json, "html": as_html}


def check_file(path: Path) -> Checked:
    """One file read and checked; what cannot be read is a finding too. A file without 版式 makes no document."""
    if path.suffix.lower() not in DATA:
        from generator.commands.published import check_published

        return check_published(path)
    try:
        department = read_department(path)
    except UnreadableFile as error:
        return Checked(path.as_posix(), (error.finding,), unreadable=True)
    publishes = bool(department.facts.text("版式"))
    findings = examine(department)[1] if publishes else department.findings
    return Checked(path.as_posix(), findings, department.accepted, department.paths)


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("paths", type=Path, nargs="+", metavar="文件", help="部门的 YAML 文件，或已公开的 txt、docx、pdf、html、xlsx")
    parser.add_argument("--format", choices=FORMATS, default="text", help="text（默认）、json 或 html")
    parser.add_argument("-o", "--output", type=Path, metavar="文件", help="写到文件；不写则显示")


def run(options: argparse.Namespace) -> int:
    """Check the files and print in the format asked for, or write to a file."""
    files = [check_file(path) for path in options.paths]
    text = FORMATS[options.format](files)
    if options.output is None:
        print(text)
    else:
        from generator.outputs import replace_files

        replace_files({options.output: (text + "\n").encode()})
        print(f"已写到 {options.output}", file=sys.stderr)
    return verdict(files)


def verdict(files: Sequence[Checked]) -> int:
    """2 where a file cannot be read, 1 where there is an error, else 0: warnings and hints do not count."""
    if any(checked.unreadable for checked in files):
        return UNREADABLE
    errors = (finding.level is Level.ERROR for checked in files for finding in checked.findings)
    return FOUND if any(errors) else OK
