"""juesuan check: the findings on one or many files, as text, JSON or HTML."""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.checks.filed import Listed
from generator.checks.inspection_own import Given
from generator.commands import annotate, inspection, side_by_side
from generator.commands.checked import Checked, as_json, as_text
from generator.commands.closing import closing, folder_json
from generator.commands.codes import FOUND, OK, UNREADABLE
from generator.commands.files import DATA, ENDINGS, UNLIKE, nothing, nothing_in, would_lose
from generator.commands.folder import Gathered, gather, is_report, occupied, told, without
from generator.commands.on_paper import finished, on_paper
from generator.commands.progress import Progress
from generator.console import lively
from generator.disclosure.department import UnreadableFile, read_department
from generator.disclosure.proofread import examined
from generator.source.finding import Level

FORMATS = ("text", "json", "html", "xlsx")
NO_SHEET = "xlsx 用于汇总表：请加 --summary，并用 -o 写出文件名。"
NO_REPORTS = "--reports 是核对一个文件夹时用的：一个文件一页。核对一个文件，写 -o 核对.html。"
NO_SUCH = "核对结果写不成 {ending} 文件，没有核对。请把文件名的结尾写成 .txt、.html、.pdf 或 .json，汇总表（--summary）还可以是 .xlsx。"
KINDS = " YAML 和已公开的 docx、pdf、html、xlsx、txt"
NO_FOLDER = "--名单 用来看谁没有报来，要核对一个文件夹：写出放报来文件的文件夹。"


def check_file(path: Path, given: Given | None = None, drawn: bool = False) -> Checked:
    """One file read and checked; what cannot be read is a finding too. A file without 版式 makes no document.

    With `given`, days or none, the items of an inspection are answered too; the pages of a PDF are `drawn` where wanted.
    """
    if path.suffix.lower() not in DATA:
        from generator.commands.published import check_published

        return check_published(path, given=given, drawn=drawn)
    try:
        department = read_department(path)
        publishes = bool(department.facts.text("版式"))
        document, findings = examined(department) if publishes else (None, department.findings)
        answers = inspection.of_data(department, document, findings, given) if given and document else ()
    except UnreadableFile as error:
        return Checked(path.as_posix(), (error.finding,), unreadable=True)
    return replace(Checked.of_department(department, findings), outcomes=department.outcomes, answers=answers)


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    help_paths = "部门的 YAML 文件，已公开的 txt、docx、pdf、html、xlsx，或放着它们的文件夹；默认为 data 里的全部"
    parser.add_argument("paths", type=Path, nargs="*", metavar="路径", help=help_paths)
    parser.add_argument("--summary", action="store_true", help="一个文件一行的汇总表：单位、年度、几处发现、缺什么、印证了多少数")
    help_format = "text、json 或 html，汇总表还可以是 xlsx；不写则看 -o 文件名的结尾，没有 -o 的是 text"
    parser.add_argument("--format", choices=FORMATS, help=help_format)
    parser.add_argument("--hints", "--提示", action="store_true", help="提示也逐条列出；不写则只说有几处")
    inspection.options(parser)
    annotate.options(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="文件", help="写到文件；不写则显示")
    help_reports = "核对一个文件夹时，每个文件另写一页核对结果，放在这个文件夹里；网页的汇总表连到它们"
    parser.add_argument("--reports", "--报告", dest="reports", type=Path, metavar="文件夹", help=help_reports)
    parser.add_argument("--名单", dest="roll", type=Path, metavar="文件", help="应报单位的名单（csv 或 xlsx），看谁没有报来")
    side_by_side.options(parser, "核对")


def run(options: argparse.Namespace) -> int:
    """Check the files and print in the format asked for, or write to a file."""
    gathered = without(gather(options.paths), options.roll)
    ending = options.output.suffix.lower() if options.output else ""
    asked, options.format = options.format, options.format or ENDINGS.get(ending, "text")
    reports = _reports(options.reports, gathered.files)
    why = _overwrites(options, gathered.files) or _unfit(options, asked, ending) or inspection.refused(options)
    why = why or annotate.refused(options.annotate, gathered.files, gathered.in_folder)
    if why := why or (_no_reports(reports, gathered.in_folder) if options.reports else ""):
        print(why, file=sys.stderr)
        return UNREADABLE
    if options.roll and not gathered.in_folder:
        print(NO_FOLDER, file=sys.stderr)
        return UNREADABLE
    if not gathered.files and not options.roll:
        print("\n".join([*told(gathered.passed), nothing_in(options.paths, KINDS) or nothing("核对")]), file=sys.stderr)
        return UNREADABLE
    files = _checked(gathered, options, reports)
    _clear(options.reports, reports)
    inspection.write(files, options)
    content = _content(files, gathered, options, {read.as_posix(): made for read, made in reports.items()})
    if options.output is None:
        print(content.decode())
    elif (written := finished(content, options.output)) is None:
        return UNREADABLE
    else:
        from generator.files.outputs import replace_files

        replace_files({options.output: written})
        print(f"已写到 {options.output}", file=sys.stderr)
        for finding in (finding for each in files if each.unreadable for finding in each.findings):
            print(f"没有核对：{finding.message}", file=sys.stderr)
    if options.annotate:
        print(annotate.write(files[0], gathered.files[0], options.annotate, options.hints), file=sys.stderr)
    return verdict(files, gathered)


def _unfit(options: argparse.Namespace, asked: str | None, ending: str) -> str:
    """Why the result cannot be written in the format that is asked for, or that the ending of the file says; else empty."""
    if ending and ending not in ENDINGS:
        return NO_SUCH.format(ending=ending)
    if ending and asked and ENDINGS[ending] != asked:
        return UNLIKE.format(ending=ending, asked=asked)
    return NO_SHEET if options.format == "xlsx" and not (options.summary and options.output) else ""


def _overwrites(options: argparse.Namespace, read: Sequence[Path]) -> str:
    """Why a result would go where something else is or is to be; empty where it may be written."""
    written = {os.path.realpath(path): path for path in (options.output, options.checklist) if path}
    if options.output and options.checklist and len(written) < 2:
        return f"核对结果和检查表都要写到 {options.output}。请写两个不同的文件名。"
    if options.roll and os.path.realpath(options.roll) in written:
        return f"{options.roll} 是名单，写上去名单就没有了。没有写。请换一个文件名。"
    lost = (would_lose(path, read) or occupied(path) for path in written.values() if not is_report(path))
    return next(filter(None, lost), "")


def _reports(folder: Path | None, files: Sequence[Path]) -> dict[Path, Path]:
    """Where the report on each file goes; numbered, since files in several folders may have one name."""
    return {path: folder / f"{n:03} {path.name}.html" for n, path in enumerate(files, 1)} if folder else {}


def _clear(folder: Path | None, reports: Mapping[Path, Path]) -> None:
    """Reports of an earlier time on files that are no longer there would be taken for reports on those that are."""
    for path in sorted(folder.glob("[0-9][0-9][0-9] *.html")) if folder else ():
        if path not in reports.values() and is_report(path):
            path.unlink()


def _no_reports(reports: Mapping[Path, Path], in_folder: bool) -> str:
    """Why no reports on each file can be written; empty where they can."""
    taken = next((path for path in reports.values() if path.exists() and not is_report(path)), None)
    lost = f"{taken} 已经有了，不是本程序写的核对结果。没有写。请换一个文件夹。" if taken else ""
    return lost if in_folder else NO_REPORTS


def _checked(gathered: Gathered, options: argparse.Namespace, reports: Mapping[Path, Path]) -> list[Checked]:
    """The files in order; those of folders in processes side by side, and also against each other and a list of units."""
    if not gathered.in_folder:
        drawn = options.format == "html" and not options.summary and not on_paper(options.output)
        return [check_file(path, inspection.given(options), drawn) for path in gathered.files]
    from generator.commands.bureau import check_folder
    from generator.commands.roll import read_roll

    listed: Sequence[Listed] = read_roll(options.roll) if options.roll else ()
    published = sum(path.suffix.lower() not in DATA for path in gathered.files)
    worth = (published + (len(gathered.files) - published) // 8) // 3  # 起一个进程的工夫，够读三个公开文件或二十几个数据文件
    with side_by_side.executor(worth, options) as executor:
        steps = Progress(len(gathered.files) if len(gathered.files) > 1 else 0)
        return check_folder(gathered.files, executor, listed, options.roll, steps, inspection.given(options), reports)


def _content(files: Sequence[Checked], gathered: Gathered, options: argparse.Namespace, reports: Mapping[str, Path]) -> bytes:
    if options.summary:
        from generator.commands.summary import FORMATS as SUMMARIES
        from generator.commands.summary import as_html as summary_page

        if options.format == "html":
            return summary_page(files, gathered, options.output, reports)
        return SUMMARIES[options.format](files, gathered, options.output)
    if options.format == "json":
        return (folder_json(files, gathered) if gathered.in_folder else as_json(files)).encode()
    closed = list(closing(files, gathered)) if gathered.in_folder else []
    if options.format == "html":
        from generator.commands.report import as_html

        return as_html(files, options.hints, closed).encode()
    return "\n".join([as_text(files, options.hints, options.output is None and lively(sys.stdout)), *closed]).encode()


def check_all(paths: Sequence[Path]) -> Iterator[Checked]:
    """Every file checked in this process; those of folders also against each other."""
    from generator.commands.bureau import check_folder

    gathered = gather(paths)
    return iter(check_folder(gathered.files) if gathered.in_folder else [check_file(path) for path in gathered.files])


def verdict(files: Sequence[Checked], gathered: Gathered | None = None) -> int:
    """2 where a file cannot be read, 1 where there is an error, else 0: warnings and hints do not count."""
    if any(checked.unreadable for checked in files) or any(each.amiss for each in (gathered.passed if gathered else ())):
        return UNREADABLE
    errors = (finding.level is Level.ERROR for checked in files for finding in checked.findings)
    return FOUND if any(errors) else OK
