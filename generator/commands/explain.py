"""juesuan explain: how a figure is computed, down to file, line and column."""

import argparse
import difflib
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.commands.codes import FOUND, OK
from generator.disclosure.department import read_department
from generator.model.explain import explain_tree
from generator.model.facts import Facts
from generator.model.figure import Words

MOST = 5


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", type=Path, metavar="文件", help="部门的 YAML 文件")
    parser.add_argument("figure", metavar="数", help="数的名称，如 支出.基本支出")


def run(options: argparse.Namespace) -> int:
    """Print the explanation, or what stands there instead."""
    department = read_department(options.file)
    figure = department.facts.figure(options.figure)
    if figure is not None:
        if figure.name != options.figure:
            print(f"{options.figure} 就是 {figure.name}：")
        print("\n".join(explain_tree(figure)))
        return OK
    print(_instead(options.figure, department.facts), file=sys.stderr)
    return FOUND


def _instead(name: str, facts: Facts) -> str:
    """What stands under a name that is no figure: a text, a list or a group; else the names nearest to it."""
    if not name.strip():
        return "没有写要说明哪个数。请写它的名称，如 支出.合计。"
    fact = facts.get(name)
    if isinstance(fact, Words):
        return f"“{name}”是文字，不是数：{fact.text}" + (f"（{fact.place}）" if fact.place else "")
    if isinstance(fact, tuple):
        return f"“{name}”是列表，不是一个数，有 {len(fact)} 条。" + _below(fact, facts)
    if below := tuple(facts.under(name)):
        return f"“{name}”是一组，不是一个数。" + _below(below, facts)
    near = difflib.get_close_matches(name, facts, n=MOST, cutoff=0.3)
    return f"没有“{name}”这个数。" + (f"相近的有：{'、'.join(near)}" if near else "名称照数据文件里的键写，用“.”连接，如 支出.合计。")


def _below(names: Sequence[str], facts: Facts) -> str:
    """The first figures of a list or a group, by name; of a list of texts those."""
    shown = [name for name in names if facts.figure(name)] or [own for own in names if own in facts]
    texts = [facts.text(name) or name for name in shown[:MOST]]
    return f"里面有：{'、'.join(texts)}{'等' if len(shown) > MOST else ''}" if texts else ""
