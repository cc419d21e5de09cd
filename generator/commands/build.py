"""juesuan build: each file to its disclosure in every format."""

import argparse
import re
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from generator.batch.rivals import rivals
from generator.batch.run import Job, Outcome, run_batch
from generator.commands import side_by_side
from generator.commands.codes import OK, UNREADABLE
from generator.commands.files import names_profile, nothing, publishing
from generator.commands.progress import how_far
from generator.disclosure.build import Order
from generator.disclosure.render import ENGINES, FORMATS, ON_REQUEST, of_machine
from generator.files.outputs import sweep

MEANT = {"word": "docx", "doc": "docx", "wps": "docx", "excel": "xlsx", "xls": "xlsx", "htm": "html", "网页": "html", "表格": "xlsx"}


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    help_paths = "部门的 YAML 文件或文件夹；默认为 data 里的全部"
    parser.add_argument("paths", type=Path, nargs="*", metavar="路径", help=help_paths)
    help_to = f"默认 {','.join(FORMATS)}；另有 {'、'.join(ON_REQUEST)}（开放数据），写出才生成"
    parser.add_argument("--to", type=_formats, default=FORMATS, metavar="格式", help=help_to)
    parser.add_argument("-o", "--output", type=Path, default=Path("output"), metavar="文件夹", help="默认 output")
    help_engine = "PDF 用哪种排版：默认 typst，不用另装软件；有自己的 page.css 时默认 weasyprint"
    parser.add_argument("--pdf-engine", choices=ENGINES, default="", help=help_engine)
    help_public = "网页不写出数在数据文件的第几行，放到网站上的用它"
    parser.add_argument("--public", "--公开版", action="store_true", help=help_public)
    parser.add_argument("--formulas", "--公式", action="store_true", help="XLSX 里的合计写成公式")
    parser.add_argument("--draft", action="store_true", help="生成草稿：每页标“草稿”，拟写的原因标“待核”")
    parser.add_argument("--force", action="store_true", help="没有变动的也重新生成")
    parser.add_argument("--hints", "--提示", action="store_true", help="提示也逐条列出；不写则只说有几处")
    parser.add_argument("--watch", action="store_true", help="边改边生成：不退出，保存一次重新生成一次，按 Ctrl-C 结束")
    help_against = "与旧的生成记录.json 或已公开的文件比较，另写更正说明"
    parser.add_argument("--against", type=Path, metavar="文件", help=help_against)
    parser.add_argument("--reason", "--原因", default="", metavar="原因", help="与 --against 一起用：更正的原因，写进更正说明")
    side_by_side.options(parser, "生成")


def run(options: argparse.Namespace) -> int:
    """Build every file; the worst of their results."""
    if options.watch and (options.against or options.scheduler):
        print("--watch 不能与 --against、--scheduler 一起用。", file=sys.stderr)
        return UNREADABLE
    files = list(publishing(options.paths))
    if not files:
        print(nothing("生成"), file=sys.stderr)
        return UNREADABLE
    for message in sweep(options.output):
        print(message, file=sys.stderr)
    order = Order(
        tuple(options.to), options.output, options.draft, options.pdf_engine, options.force, options.hints, options.public, options.formulas
    )
    if options.against is not None:
        from generator.commands.correction import write_correction

        return write_correction(files, order, options.against, options.reason.strip())
    if options.watch:
        from generator.commands.watch import watch

        return watch(options.paths, lambda paths: _batch(paths, order, nullcontext(), publishing(options.paths, tell=False)))
    return _batch(files, order, side_by_side.executor(len(files), options), files)


def _batch(
    paths: Sequence[Path], order: Order, pool: AbstractContextManager[Executor | None], among: Iterable[Path]
) -> int:
    """Every file, one line each, then those that failed once more; none of which there is a second one among these."""
    started, done, jobs = time.monotonic(), [], [Job(path, order) for path in paths]
    said: set[str] = set()
    with pool as executor:
        for outcome in run_batch(jobs, executor, rivals(filter(names_profile, among))):
            done.append(outcome)
            _tell(outcome, len(done), len(jobs), time.monotonic() - started, said)
    failed = [outcome for outcome in done if outcome.code]
    if failed and len(jobs) > 1:
        names = "\n".join(f"  {outcome.path}" for outcome in failed)
        print(f"{len(jobs)} 个文件里有 {len(failed)} 个没有完成或有错误：\n{names}", file=sys.stderr)
    return max((outcome.code for outcome in done), default=OK)


def _tell(outcome: Outcome, number: int, total: int, seconds: float, said: set[str]) -> None:
    """One line a file, with what is to be told of it; what is `said` of this machine, once."""
    same = "：没有变动" if outcome.unchanged else ""
    print(f"{how_far(number, total, seconds)} {outcome.path.as_posix()}{same}", file=sys.stderr)
    for message in outcome.messages:
        print(message, file=sys.stderr)
    for note in outcome.notes:
        if note not in said:
            print(note, file=sys.stderr)
    said.update(of_machine(outcome.notes))
    if total > 1 and outcome.files:
        kinds = "、".join(dict.fromkeys(file.suffix.removeprefix(".") for file in outcome.files))
        print(f"已生成 {outcome.files[0].parent}：{kinds}")
    for file in outcome.files if total == 1 else ():
        print(f"已生成 {file}")


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(part.lower() for part in re.split(r"[,，、\s]+", text.strip()))
    if wrong := [part for part in wanted if part not in (*FORMATS, *ON_REQUEST)]:
        near = f"，是不是 {MEANT[wrong[0]]}？" if wrong[0] in MEANT else "，"
        raise argparse.ArgumentTypeError(f"没有“{wrong[0]}”这种格式{near}可用的有 {','.join((*FORMATS, *ON_REQUEST))}")
    return wanted
