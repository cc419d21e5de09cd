"""juesuan init: a working folder with one example."""

import argparse
from pathlib import Path

from generator.authoring.new.launcher import OPEN
from generator.authoring.new.workspace import make_workspace
from generator.commands.codes import OK


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("folder", type=Path, nargs="?", default=Path(), metavar="文件夹", help="默认为当前文件夹")


def run(options: argparse.Namespace) -> int:
    """Make what is not there yet."""
    for path in make_workspace(options.folder):
        print(f"已建立 {path}")
    inside = "" if options.folder == Path() else f"进入 {options.folder}，"
    print(f"下一步：{inside}双击 {OPEN}，在浏览器里写、核对、生成。说明在 docs/使用手册.html。")
    return OK
