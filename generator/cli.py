"""The command juesuan."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from generator.build import FORMATS
from generator.commands import build, check, rules
from generator.commands.codes import FOUND, OK, UNREADABLE
from generator.console import show_finding
from generator.department import UnreadableFile, read_department
from generator.model.explain import explain_tree
from generator.outputs import OutputRefused


class _Parser(argparse.ArgumentParser):
    """Argparse with its errors in Chinese."""

    def error(self, message: str) -> NoReturn:
        self.exit(UNREADABLE, f"命令写得不对：{message}\n用法见 juesuan --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 when all is well, 1 where errors were found, 2 where a file cannot be read."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except UnreadableFile as error:
        print(show_finding(error.finding), file=sys.stderr)
    except (OutputRefused, FileNotFoundError) as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print("\n已中断；已有的文件没有动。", file=sys.stderr)
    return UNREADABLE


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="juesuan", description="部门决算公开：由 YAML 生成、核对和更正。", add_help=False)
    parser.add_argument("-h", "--help", action="help", help="显示用法")
    commands = parser.add_subparsers(required=True, metavar="命令", title="命令")
    _build_command(_command(commands, "build", "生成决算公开文件", build.run))
    _check_command(_command(commands, "check", "核对数据文件，列出错误、警告和提示", check.run))
    rule = _command(commands, "rules", "说明核对规则", rules.run)
    rule.add_argument("code", nargs="?", metavar="代码", help="规则代码，如 E201；不写则列出全部")
    rule.add_argument("--markdown", action="store_true", help="输出全部规则的说明页")
    explain = _command(commands, "explain", "说明一个数是怎么算出来的", _explain)
    explain.add_argument("file", type=Path, metavar="文件", help="部门的 YAML 文件")
    explain.add_argument("figure", metavar="数", help="数的名称，如 支出.基本支出")
    schema = _command(commands, "schema", "输出 YAML 各键的 JSON Schema，供编辑器提示", _schema)
    schema.add_argument("-o", "--output", type=Path, metavar="文件", help="写到文件；不写则显示")
    init = _command(commands, "init", "建立工作文件夹：data、templates、output 和一个示例", _init)
    init.add_argument("folder", type=Path, nargs="?", default=Path(), metavar="文件夹", help="默认为当前文件夹")
    return parser


def _command(commands: "argparse._SubParsersAction[_Parser]", name: str, text: str, run: object) -> _Parser:
    parser = commands.add_parser(name, help=text, description=text, add_help=False)
    parser.add_argument("-h", "--help", action="help", help="显示用法")
    parser.set_defaults(run=run)
    return parser


def _build_command(parser: argparse.ArgumentParser) -> None:
    help_paths = "部门的 YAML 文件或文件夹；默认为 data 里的全部"
    parser.add_argument("paths", type=Path, nargs="*", metavar="路径", help=help_paths)
    parser.add_argument("--to", type=_formats, default=FORMATS, metavar="格式", help=f"默认 {','.join(FORMATS)}")
    parser.add_argument("-o", "--output", type=Path, default=Path("output"), metavar="文件夹", help="默认 output")
    parser.add_argument("--draft", action="store_true", help="生成草稿：每页标“草稿”，拟写的原因标“待核”")


def _check_command(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", type=Path, nargs="+", metavar="文件", help="部门的 YAML 文件")
    parser.add_argument("--format", choices=check.FORMATS, default="text", help="text（默认）、json 或 html")
    parser.add_argument("-o", "--output", type=Path, metavar="文件", help="写到文件；不写则显示")


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(part.strip().lower() for part in text.replace("，", ",").split(","))
    if wrong := [part for part in wanted if part not in FORMATS]:
        raise argparse.ArgumentTypeError(f"没有“{wrong[0]}”这种格式，可用的有 {','.join(FORMATS)}")
    return wanted


def _explain(options: argparse.Namespace) -> int:
    department = read_department(options.file)
    figure = department.facts.figure(options.figure)
    if figure is not None:
        if figure.name != options.figure:
            print(f"{options.figure} 就是 {figure.name}：")
        print("\n".join(explain_tree(figure)))
        return OK
    import difflib

    near = difflib.get_close_matches(options.figure, department.facts, n=5, cutoff=0.3)
    print(f"没有“{options.figure}”这个数。相近的有：{'、'.join(near) or '无'}", file=sys.stderr)
    return FOUND


def _schema(options: argparse.Namespace) -> int:
    from generator.model.json_schema import schema_text

    if options.output is None:
        print(schema_text(), end="")
    else:
        from generator.outputs import replace_files

        replace_files({options.output: schema_text().encode()})
    return OK


def _init(options: argparse.Namespace) -> int:
    from generator.workspace import make_workspace

    for path in make_workspace(options.folder):
        print(f"已建立 {path}")
    print("下一步：打开 data 里的示例，改成本部门的数，然后运行 juesuan build。")
    return OK


if __name__ == "__main__":
    sys.exit(main())
