"""juesuan import: published files to a department's YAML, never over an old one."""

import argparse
import sys
from pathlib import Path

from generator.authoring.importing import import_files
from generator.commands.codes import OK, UNREADABLE
from generator.outputs import replace_files
from generator.published.blocks import UnreadablePublication


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    help_files = "已有的文件：xlsx、docx、pdf、html、txt，可以几个一起"
    parser.add_argument("paths", type=Path, nargs="+", metavar="文件", help=help_files)
    parser.add_argument("-o", "--output", type=Path, metavar="文件", help="默认 data/部门/年度.yaml")
    parser.add_argument("--force", action="store_true", help="已有文件时仍写，原来的改名保留")


def run(options: argparse.Namespace) -> int:
    """Read the files and write the YAML; 2 where one cannot be read or the target is there already."""
    try:
        imported = import_files(options.paths)
    except (UnreadablePublication, OSError) as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    path: Path = options.output or Path("data", imported.name, f"{imported.year}.yaml")
    if path.exists() and not options.force:
        print(f"{path} 已经有了，没有动它。要另存，用 -o 写到别处；要重来，加 --force（原来的改名保留）。", file=sys.stderr)
        return UNREADABLE
    files = {path: imported.text.encode()}
    prior = path.with_name(f"{imported.year - 1}.yaml")
    if imported.prior_text and not prior.exists():
        files[prior] = imported.prior_text.encode()
    if path.exists():
        files[path.with_name(path.name + ".bak")] = path.read_bytes()
    replace_files(files)
    for made in files:
        print(f"已写到 {made}")
    seen = sum(publication.summary["figures"] for publication in imported.publications)
    print(f"从 {len(options.paths)} 个文件的 {seen} 个数里写下 {len(imported.facts)} 项。请运行 juesuan check {path} 核对。")
    return OK
