"""juesuan explain: how a figure is computed, down to file, line and column."""

import argparse
import difflib
import sys
from pathlib import Path

from generator.commands.codes import FOUND, OK
from generator.department import read_department
from generator.model.explain import explain_tree


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", type=Path, metavar="文件", help="部门的 YAML 文件")
    parser.add_argument("figure", metavar="数", help="数的名称，如 支出.基本支出")


def run(options: argparse.Namespace) -> int:
    """Print the explanation, or the names nearest to one that is not there."""
    department = read_department(options.file)
    figure = department.facts.figure(options.figure)
    if figure is not None:
        if figure.name != options.figure:
            print(f"{options.figure} 就是 {figure.name}：")
        print("\n".join(explain_tree(figure)))
        return OK
    near = difflib.get_close_matches(options.figure, department.facts, n=5, cutoff=0.3)
    print(f"没有“{options.figure}”这个数。相近的有：{'、'.join(near) or '无'}", file=sys.stderr)
    return FOUND
