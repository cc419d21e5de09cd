"""juesuan init: a working folder with one example."""

import argparse
from pathlib import Path

from generator.commands.codes import OK
from generator.workspace import make_workspace


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("folder", type=Path, nargs="?", default=Path(), metavar="文件夹", help="默认为当前文件夹")


def run(options: argparse.Namespace) -> int:
    """Make what is not there yet."""
    for path in make_workspace(options.folder):
        print(f"已建立 {path}")
    print("下一步：打开 data 里的示例，改成本部门的数，然后运行 juesuan build。")
    return OK
