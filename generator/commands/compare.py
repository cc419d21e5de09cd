"""juesuan compare: does a published text say what the data say."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from html import escape
from pathlib import Path

from generator.commands.codes import FOUND, OK, UNREADABLE
from generator.commands.files import would_lose
from generator.commands.on_paper import on_paper
from generator.console import show_finding
from generator.disclosure.department import compose, read_department
from generator.files.outputs import replace_files
from generator.published.compare import Difference, Kind, compare_file
from generator.published.read_apart import apart
from generator.readers.blocks import UnreadablePublication

ENDINGS = {".txt": "text", ".json": "json", ".html": "html", ".htm": "html", ".pdf": "pdf"}
NO_SUCH = "对照结果写不成“{}”文件，没有对照。请把文件名的结尾写成 .txt、.html、.pdf 或 .json。"
UNLIKE = "文件名的结尾 {ending} 与 --format {asked} 不合，没有对照。请去掉 --format（照结尾写），或改文件名。"
ORDER = (Kind.FIGURE, Kind.MISSING, Kind.EXTRA, Kind.WORDING, Kind.FORMAT)


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("data", type=Path, metavar="数据", help="部门的 YAML 文件")
    parser.add_argument("published", type=Path, metavar="公开文件", help="已公开的 txt、docx、pdf、html、xlsx")
    help_format = "text、json 或 html；不写则看 -o 文件名的结尾，没有 -o 的是 text"
    parser.add_argument("--format", choices=("text", "json", "html"), help=help_format)
    parser.add_argument("-o", "--output", type=Path, metavar="文件", help="写到文件（.txt、.json、.html 或 .pdf）；不写则显示")


def run(options: argparse.Namespace) -> int:
    """Compare and print; 0 where the figures and the text agree, 1 where a figure differs, 2 where a file cannot be read."""
    ending = options.output.suffix.lower() if options.output else ""
    if why := _unfit(options, ending):
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
    kind = options.format or ENDINGS.get(ending, "text")
    told = {"text": as_text, "json": as_json, "html": as_html, "pdf": as_html}[kind](differences)
    if options.output is None:
        print(told)
    elif (content := on_paper(told, options.output) if kind == "pdf" else told.encode() + b"\n") is None:
        return UNREADABLE
    else:
        replace_files({options.output: content})
        print(f"已写到 {options.output}", file=sys.stderr)
    return FOUND if any(d.kind is Kind.FIGURE for d in differences) else OK


def _unfit(options: argparse.Namespace, ending: str) -> str:
    """Why the result cannot be written there; empty where it can."""
    if ending and ending not in ENDINGS:
        return NO_SUCH.format(ending)
    if ending and options.format and ENDINGS[ending] != options.format:
        return UNLIKE.format(ending=ending, asked=options.format)
    return would_lose(options.output, (options.data, options.published)) if options.output else ""


def verdict_line(differences: Sequence[Difference]) -> str:
    """One line for the impatient."""
    counts = Counter(difference.kind for difference in differences)
    parts = [f"{kind.value} {counts[kind]} 处" for kind in ORDER if counts[kind]]
    return f"一致 {counts[Kind.EQUAL]} 段" + ("；" + "，".join(parts) if parts else "，没有不同") + "。"


def sorted_differences(differences: Sequence[Difference]) -> list[Difference]:
    """Figures first; equal paragraphs left out."""
    return sorted((d for d in differences if d.kind is not Kind.EQUAL), key=lambda d: ORDER.index(d.kind))


def as_text(differences: Sequence[Difference]) -> str:
    """Each difference with both sides and both places."""
    lines = []
    for d in sorted_differences(differences):
        lines.append(f"{d.kind.value}  【{d.section}】")
        if d.data:
            lines.append(f"  数据：{d.data}" + (f"  （{d.data_place}）" if d.data_place else ""))
        if d.published:
            lines.append(f"  公开：{d.published}" + (f"  （{d.published_place}）" if d.published_place else ""))
        lines += [f"  {d.remark}"] if d.remark else []
    return "\n".join([*lines, verdict_line(differences)])


def as_json(differences: Sequence[Difference]) -> str:
    """The differences as records and the count of each kind."""
    records = [{**asdict(d), "kind": d.kind.value} for d in sorted_differences(differences)]
    for record in records:
        del record["figure"]
    summary = dict(Counter(d.kind.value for d in differences))
    return json.dumps({"differences": records, "summary": summary}, ensure_ascii=False, indent=1)


def as_html(differences: Sequence[Difference]) -> str:
    """A page with both texts side by side."""
    rows = "".join(
        f"<tr><td>{d.kind.value}</td><td>{escape(d.section)}</td><td>{escape(d.data)}</td>"
        f"<td>{escape(d.published)}<br><small>{escape(str(d.published_place or ''))} {escape(d.remark)}</small></td></tr>"
        for d in sorted_differences(differences)
    )
    cells = "td,th{border:1px solid #999;padding:.4em;vertical-align:top}"
    style = "body{font-family:sans-serif;margin:2em}table{border-collapse:collapse}" + cells
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>数据与公开文件对照</title><style>{style}</style></head>'
        f"<body><h1>数据与公开文件对照</h1><p>{verdict_line(differences)}</p>"
        f"<table><thead><tr><th>结论</th><th>节</th><th>数据</th><th>公开文件</th></tr></thead><tbody>{rows}</tbody></table></body></html>"
    )
