"""The command juesuan; only the module of the command that is used is loaded."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from generator.commands.codes import UNREADABLE

COMMANDS = {
    "init": ("init", "建立工作文件夹：data、templates、output 和一个示例"),
    "new": ("new", "建立一个部门一个年度的数据文件，可由上年的文件建"),
    "import": ("importing", "由已有的 Excel、Word、PDF、网页建立数据文件"),
    "check": ("check", "核对数据文件或已公开的文件，列出错误、警告和提示"),
    "build": ("build", "生成决算公开文件"),
    "compare": ("compare", "对照数据和已公开的文件"),
    "explain": ("explain", "说明一个数是怎么算出来的"),
    "accept": ("accept", "接受一处核对过、决定不改的发现"),
    "rules": ("rules", "说明核对规则"),
    "schema": ("schema", "输出 YAML 各键的 JSON Schema，供编辑器提示"),
}


INTERRUPTED = "\n已中断。做完的文件都是完整的，其余没有动；再运行一次，从没做的接着做。"


class _Parser(argparse.ArgumentParser):
    """Argparse with its errors in Chinese."""

    def error(self, message: str) -> NoReturn:
        self.exit(UNREADABLE, f"命令写得不对：{message}\n用法见 juesuan --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 when all is well, 1 where errors were found, 2 where a file cannot be read."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)  # 接到管道里也说一行是一行,次序不乱
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(_parser(words[0] if words else "").parse_args(words))
    except KeyboardInterrupt:
        print(INTERRUPTED, file=sys.stderr)
    except BrokenPipeError:  # 输出接到了 head、more 之类,没有看完就关了
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return UNREADABLE


def _run(options: argparse.Namespace) -> int:
    """The command's own result; what stops it is told, never a traceback."""
    from generator.console import show_finding
    from generator.outputs import OutputRefused
    from generator.source.load import UnreadableFile

    try:
        return int(options.run(options))
    except UnreadableFile as error:
        print(show_finding(error.finding), file=sys.stderr)
    except (OutputRefused, FileNotFoundError) as error:
        print(error, file=sys.stderr)
    return UNREADABLE


def _parser(chosen: str) -> argparse.ArgumentParser:
    """The parser, with the options of the chosen command only."""
    parser = _Parser(prog="juesuan", description="部门决算公开：由 YAML 生成、核对和更正。", add_help=False)
    parser.add_argument("-h", "--help", action="help", help="显示用法")
    commands = parser.add_subparsers(required=True, metavar="命令", title="命令")
    for name, (module, text) in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text, add_help=False)
        command.add_argument("-h", "--help", action="help", help="显示用法")
        if name == chosen:
            loaded = import_module(f"generator.commands.{module}")
            loaded.options(command)
            command.set_defaults(run=loaded.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
