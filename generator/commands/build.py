"""juesuan build: each file to its disclosure in every format."""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.build import build
from generator.commands.codes import FOUND, OK, UNREADABLE
from generator.console import show_finding, tally
from generator.department import UnreadableFile
from generator.source.finding import Finding, Level


def run(options: argparse.Namespace) -> int:
    """Build every file; the worst of their results."""
    files = list(_files(options.paths))
    if not files:
        print("没有找到要生成的 YAML 文件。请写出文件，或把文件放在 data/部门/年度.yaml。", file=sys.stderr)
        return UNREADABLE
    worst = OK
    for number, path in enumerate(files, 1):
        print(f"[{number}/{len(files)}] {path}", file=sys.stderr)
        worst = max(worst, _build_one(path, options))
    return worst


def _build_one(path: Path, options: argparse.Namespace) -> int:
    try:
        built = build(path, options.to, options.output, options.draft)
    except UnreadableFile as error:
        print(show_finding(error.finding), file=sys.stderr)
        return UNREADABLE
    _report(built.findings)
    for reason in built.missing:
        print(reason, file=sys.stderr)
    for file in built.files:
        print(f"已生成 {file}")
    errors = any(finding.level is Level.ERROR for finding in built.findings)
    if not built.files:
        print(f"没有生成：{path} 有错误，先改正再运行。已有的文件没有动。{_hint(options)}", file=sys.stderr)
    return FOUND if errors else OK


def _hint(options: argparse.Namespace) -> str:
    return "" if options.draft else "要先看样子，可加 --draft 生成草稿。"


def _report(findings: Sequence[Finding]) -> None:
    for finding in findings:
        print(show_finding(finding) + "\n", file=sys.stderr)
    if findings:
        print(f"共 {tally(findings)}。", file=sys.stderr)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files named, and under each folder those that name a 版式 (the others only serve the next year)."""
    for path in paths or [Path("data")]:
        if not path.is_dir():
            yield path
            continue
        for file in sorted((*path.rglob("*.yaml"), *path.rglob("*.yml"))):
            if _names_profile(file):
                yield file
            else:
                print(f"跳过 {file}：没有写版式，只供下一年比较。", file=sys.stderr)


def _names_profile(file: Path) -> bool:
    """Whether a file names a 版式; one that is not UTF-8 or cannot be read is not passed over, so that build says why."""
    try:
        return bool(re.search("^版式", file.read_text("utf-8-sig"), re.MULTILINE))
    except (OSError, UnicodeDecodeError):
        return True
