"""The command juesuan; only the module of the command that is used is loaded."""

import argparse
import gc
import os
import signal
import sys
import threading
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TextIO

from generator.commands.codes import OK, UNREADABLE
from generator.commands.parser import Parser, meant

COMMANDS = {
    "init": ("commands.init", "建立工作文件夹：data、示例、templates、output"),
    "open": ("web.open", "在浏览器里写、核对、生成"),
    "new": ("commands.new", "建立一个部门一个年度的数据文件，可由上年的文件建"),
    "import": ("commands.importing", "由已有的 Excel、Word、PDF、网页建立数据文件"),
    "check": ("commands.check", "核对数据文件或已公开的文件，列出错误、警告和提示"),
    "build": ("commands.build", "生成决算公开文件"),
    "compare": ("commands.compare", "对照数据和已公开的文件"),
    "explain": ("commands.explain", "说明一个数是怎么算出来的"),
    "accept": ("commands.accept", "接受一处核对过、决定不改的发现"),
    "rules": ("commands.rules", "说明核对规则"),
    "schema": ("commands.schema", "输出 YAML 各键的 JSON Schema，供编辑器提示"),
}
VERSION = "--version"
INTERRUPTED = "\n已中断。每个文件都是完整的，不是原来的就是新的。再运行一次，从没做完的接着做。"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 when all is well, 1 where errors were found, 2 where it could not be done."""
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)  # 接到管道里也说一行是一行,次序不乱
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if arguments is None:
            _speak_utf8()
            _hush()
        code = _command(words)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt as stopped:
        if arguments is None:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # 正在收尾,再按没有用
        print(str(stopped) or INTERRUPTED, file=sys.stderr)
    except BrokenPipeError:  # 输出接到了 head、more 之类,没有看完就关了
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        from generator.console import fault

        print(fault(error), file=sys.stderr)
    return UNREADABLE


def _nowhere() -> TextIO:
    """Where to write when there is no console, as in a task of Windows or after >&-."""
    return Path(os.devnull).open("w", encoding="utf-8")


def _speak_utf8() -> None:
    """Begin again where the system's locale would have file names in another encoding than UTF-8."""
    if sys.getfilesystemencoding().lower() != "utf-8" and "-X" not in sys.orig_argv[1:2]:
        environment = {**os.environ, "PYTHONUTF8": "1"}
        os.execve(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]], environment)


def _hush() -> None:
    """No traceback from threads and from what is cleared away: what comes of it is told where it matters."""
    if not os.environ.get("JUESUAN_DEBUG"):
        threading.excepthook = lambda _: None
        sys.unraisablehook = lambda _: None


def _command(words: Sequence[str]) -> int:
    """The result of a command line; what stops it is told, never a traceback."""
    parser = _loaded(words[0] if words else "")
    if not words:
        parser.print_help()
        return OK
    if words[0].startswith("-") and words[0] not in {"-h", "--help", VERSION}:
        parser.error(parser.unknown(words[0]))
    if not words[0].startswith("-") and words[0] not in COMMANDS:
        near = meant(words[0], COMMANDS) or "。"
        parser.error(f"没有“{words[0]}”这个命令{near}有 {'、'.join(COMMANDS)}")
    return _run(parser.parse_args(words))


def _loaded(chosen: str) -> Parser:
    """The parser; the modules loaded meanwhile stay to the end, so the garbage collector need never look at them."""
    gc.disable()
    try:
        return _parser(chosen)
    finally:
        _freeze()
        gc.enable()


@cache
def _freeze() -> None:
    """Once in a process: even to ask whether it has been done takes as long as there are objects."""
    gc.freeze()


def _run(options: argparse.Namespace) -> int:
    from generator.console import show_finding
    from generator.files.outputs import OutputRefused
    from generator.source.load import UnreadableFile
    from generator.source.system_errors import told

    try:
        return int(options.run(options))
    except UnreadableFile as error:
        print(show_finding(error.finding), file=sys.stderr)
    except OutputRefused as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:
        raise
    except OSError as error:
        print(told(error), file=sys.stderr)
    return UNREADABLE


def _parser(chosen: str) -> Parser:
    """The parser, with the options of the chosen command only."""
    parser = Parser(prog="juesuan", description="部门决算公开：由 YAML 生成、核对和更正。", add_help=False, allow_abbrev=False)
    parser.add_argument("-h", "--help", action="help", help="显示用法")
    parser.add_argument(VERSION, action="version", version=_version() if chosen == VERSION else "", help="显示版本")
    commands = parser.add_subparsers(prog=parser.prog, required=True, metavar="命令", title="命令")
    for name, (module, text) in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text, add_help=False)
        command.add_argument("-h", "--help", action="help", help="显示用法")
        if name == chosen:
            loaded = import_module(f"generator.{module}")
            loaded.options(command)
            command.set_defaults(run=loaded.run, parser=command)
    return parser


def _version() -> str:
    """The version, and what tells one installed program from another."""
    import platform

    from generator.disclosure.record import program

    number, _, source = program().partition(" ")
    return f"juesuan {number}（程序 {source}，Python {platform.python_version()}，{platform.system()}）"


if __name__ == "__main__":
    sys.exit(main())
