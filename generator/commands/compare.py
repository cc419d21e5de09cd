"""juesuan compare: does a published text say what the data say."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from generator.commands.codes import FOUND, OK, UNREADABLE
from generator.commands.files import ENDINGS, UNLIKE, would_lose
from generator.commands.folder import is_report, occupied
from generator.commands.on_paper import finished
from generator.commands.same_change import Entry, entries
from generator.console import show_finding
from generator.disclosure.department import compose, read_department
from generator.published.compare import compare_file
from generator.published.differences import Difference, Kind
from generator.published.read_apart import apart
from generator.readers.blocks import UnreadablePublication

ORDER = (Kind.FIGURE, Kind.MISSING, Kind.EXTRA, Kind.WORDING, Kind.FORMAT)
TONES = {Kind.FIGURE: "错误", Kind.MISSING: "警告", Kind.EXTRA: "警告", Kind.WORDING: "警告", Kind.FORMAT: "提示"}


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("data", type=Path, metavar="数据", help="部门的 YAML 文件")
    parser.add_argument("published", type=Path, metavar="公开文件", help="已公开的 txt、docx、pdf、html、xlsx")
    help_format = "text、json 或 html；不写则看 -o 文件名的结尾，没有 -o 的是 text"
    parser.add_argument("--format", choices=("text", "json", "html"), help=help_format)
    parser.add_argument("-o", "--output", type=Path, metavar="文件", help="写到文件；不写则显示")


def run(options: argparse.Namespace) -> int:
    """Compare and print; 0 where the figures and the text agree, 1 where a figure differs, 2 where a file cannot be read."""
    if options.output and (why := _unfit(options)):
        print(why, file=sys.stderr)
        return UNREADABLE
    department = read_department(options.data)
    document, findings = compose(department)
    if document is None:
        print("\n".join(map(show_finding, findings)), file=sys.stderr)
        return UNREADABLE
    try:
        differences = apart(partial(compare_file, document, department.facts, options.published), options.published.name)
    except UnreadablePublication as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    form = options.format or (ENDINGS[options.output.suffix.lower()] if options.output else "text")
    content = {"text": as_text, "json": as_json, "html": as_html}[form](differences)
    if options.output is None:
        print(content)
    elif (written := finished(content.encode(), options.output)) is None:
        return UNREADABLE
    else:
        from generator.files.outputs import replace_files

        replace_files({options.output: written})
        print(f"已写到 {options.output}", file=sys.stderr)
    return FOUND if any(d.kind is Kind.FIGURE for d in differences) else OK


def _unfit(options: argparse.Namespace) -> str:
    """Why the result cannot be written there; empty where it can."""
    ending = options.output.suffix.lower()
    if ending not in ENDINGS or ENDINGS[ending] == "xlsx":
        return f"对照的结果写不成 {ending} 文件，没有对照。请把文件名的结尾写成 .html、.pdf、.txt 或 .json。"
    if options.format and ENDINGS[ending] != options.format:
        return UNLIKE.format(ending=ending, asked=options.format)
    return "" if is_report(options.output) else would_lose(options.output, (options.data, options.published)) or occupied(options.output)


def verdict_line(differences: Sequence[Difference]) -> str:
    """One line for the impatient: one figure changed counts once, wherever it stands."""
    equal = sum(difference.kind is Kind.EQUAL for difference in differences)
    counts = Counter(entry.kind for entry in entries(differences))
    parts = [f"{kind.value} {counts[kind]} 处" for kind in ORDER if counts[kind]]
    return f"一致 {equal} 段" + ("；" + "，".join(parts) if parts else "，没有不同") + "。"


def sorted_differences(differences: Sequence[Difference]) -> list[Difference]:
    """Figures first; equal paragraphs left out."""
    return sorted((d for d in differences if d.kind is not Kind.EQUAL), key=lambda d: ORDER.index(d.kind))


def as_text(differences: Sequence[Difference]) -> str:
    """Each difference with both sides and both places; a figure that is changed in several places once, with all of them."""
    lines: list[str] = []
    for entry in entries(sorted_differences(differences)):
        d = entry.first
        lines.append(f"{d.kind.value}  【{d.section}】")
        if d.data:
            lines.append(f"  数据：{d.data}" + (f"  （{d.data_place}）" if d.data_place else ""))
        if d.published:
            lines.append(f"  公开：{d.published}" + (f"  （{d.published_place}）" if d.published_place else ""))
        lines += [f"  不同：{change}" for change in entry.changes if d.data and d.published and d.figure is None]
        lines += [f"  {d.remark}"] if d.remark else []
        lines += [f"  另在：【{other.section}】{other.published_place}" for other in entry.others]
    return "\n".join([*lines, verdict_line(differences)])


def as_json(differences: Sequence[Difference]) -> str:
    """The differences as records and the count of each kind."""
    records = [{**asdict(d), "kind": d.kind.value} for d in sorted_differences(differences)]
    for record in records:
        del record["figure"]
    summary = dict(Counter(d.kind.value for d in differences))
    return json.dumps({"differences": records, "summary": summary}, ensure_ascii=False, indent=1)


def as_html(differences: Sequence[Difference], served: Mapping[str, Any] | None = None) -> str:
    """A page that needs no other file, unless it is `served` (see `rendered`), the characters that differ marked."""
    from generator.commands.report import rendered

    kinds: dict[Kind, list[Entry]] = {}
    for entry in entries(sorted_differences(differences)):
        kinds.setdefault(entry.kind, []).append(entry)
    return rendered("compare.html", kinds=kinds, verdict=verdict_line(differences), tones=TONES, served=served)
