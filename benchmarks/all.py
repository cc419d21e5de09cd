"""All goals against what is measured on this machine, with other programs side by side.

Run: .venv/bin/python -m benchmarks.all [--departments 200] [--times 3] [--no-peers]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.corrected import watched
from benchmarks.measure import EXAMPLE, REPOSITORY, juesuan, spend
from benchmarks.peers import peers
from benchmarks.scale import build, different, quarters
from tests.crashing import AFTER, BEFORE, departments

ALL = "docx,pdf,html,xlsx"
ENGINES = ("typst", "weasyprint")
CORES = 2


@dataclass(frozen=True)
class Line:
    """A goal and what was measured."""

    what: str
    measured: float
    goal: float
    unit: str
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.measured >= self.goal if self.at_least else self.measured <= self.goal

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        return f"{'好' if self.met else '差'} {self.measured:8.2f} {self.unit:6} （目标 {sign} {self.goal:g}） {self.what}"


def main() -> int:
    """Print every goal; 1 where one is missed."""
    parser = argparse.ArgumentParser(description="全部性能目标和实测")
    parser.add_argument("--departments", type=int, default=200)
    parser.add_argument("--times", type=int, default=3, help="取几次里最少的一次")
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    missed = 0
    for line in measured(options):
        print(line, flush=True)
        missed += not line.met
    if not options.no_peers:
        with tempfile.TemporaryDirectory() as folder:
            for name, spent in peers(Path(folder)):
                print(f"   {spent.cpu:8.2f} CPU 秒，{spent.peak:.0f} MB  {name}" if spent else f"   没有装，略过：{name}", flush=True)
    print("目标都达到了。" if not missed else f"有 {missed} 项没有达到。")
    return int(bool(missed))


def measured(options: argparse.Namespace) -> Iterator[Line]:
    """Every goal with its measure."""
    steps: tuple[Callable[[Path, argparse.Namespace], Iterator[Line]], ...] = (one, check, rebuild, correct, rows, batch)
    for step in steps:
        with tempfile.TemporaryDirectory() as folder:
            yield from step(Path(folder), options)


def one(folder: Path, options: argparse.Namespace) -> Iterator[Line]:
    """One department in four formats in a process that has done one before, and its memory."""
    for engine, goal, memory in zip(ENGINES, (0.6, 2.0), (450, 300), strict=True):
        words = ["build", str(EXAMPLE), "--to", ALL, "--pdf-engine", engine, "-j", "1", "-o", str(folder / engine) + "{n}"]
        command = [sys.executable, "-m", "benchmarks.warm", str(options.times), *words]
        told = subprocess.run(command, capture_output=True, check=True, cwd=REPOSITORY, text=True).stdout
        yield Line(f"一个部门四种格式，热，{engine}", min(json.loads(told)), goal, "CPU 秒")
        peak = spend([sys.executable, "-m", "benchmarks.warm", "8", *words]).peak
        yield Line(f"做过九个部门的进程，{engine}", peak, memory, "MB")


def check(folder: Path, options: argparse.Namespace) -> Iterator[Line]:
    """juesuan check in a new process."""
    yield Line("核对一个文件，冷", _least(juesuan("check", str(EXAMPLE)), options), 0.4, "CPU 秒")


def rebuild(folder: Path, options: argparse.Namespace) -> Iterator[Line]:
    """A new process that builds again after one correction, and after one of a comment."""
    [path] = departments(folder, 1)
    for engine, goal in zip(ENGINES, (0.8, 0.8), strict=True):
        command = juesuan("build", str(path), "--to", ALL, "--pdf-engine", engine, "-o", str(folder / engine))
        path.write_text(path.read_text("utf-8").replace(f"{AFTER}  # 核对过", BEFORE), "utf-8")
        spend(command)
        yield Line(f"改一个数后重做，冷，{engine}", _corrected(path, command, BEFORE, AFTER), goal, "CPU 秒")
        yield Line(f"只改注释后重做，冷，{engine}", _corrected(path, command, AFTER, f"{AFTER}  # 核对过"), 0.5, "CPU 秒")


def _corrected(path: Path, command: list[str], old: str, new: str) -> float:
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new, 1), "utf-8")
    return spend(command).cpu


def correct(folder: Path, options: argparse.Namespace) -> Iterator[Line]:
    """A correction saved while juesuan build --watch stays."""
    for name, seconds in watched(options.times).items():
        yield Line(f"改{name}后重做，热（build --watch），typst", seconds, 0.8, "CPU 秒")


def rows(folder: Path, options: argparse.Namespace) -> Iterator[Line]:
    """The cost of a department with 2,000 项 against that of one with 500: in step with the rows."""
    spent = {}
    for number in (500, 2000):
        path = folder / str(number) / "2021.yaml"
        path.parent.mkdir()
        path.write_text(many_rows(number), "utf-8")
        words = ("build", str(path), "--to", ALL, "--pdf-engine", "typst", "-o", str(folder), "--force")
        spent[number] = min((spend(juesuan(*words)) for _ in range(options.times)), key=lambda each: each.cpu)
    yield Line("2000 项与 500 项所费之比，typst", spent[2000].cpu / spent[500].cpu, 4.4, "倍")
    yield Line("2000 项的部门四种格式，冷，typst", spent[2000].cpu, 12, "CPU 秒")
    yield Line("2000 项的部门四种格式，typst", spent[2000].peak, 450, "MB")


def many_rows(number: int) -> str:
    """The example with so many 项 in 收入 and 支出."""
    data = yaml.load(EXAMPLE.read_text("utf-8"), Loader=yaml.BaseLoader)
    codes = [f"2{n // 36 % 30 + 1:02}{n // 6 % 6 + 1:02}{n % 6 + 1:02}" for n in range(number)]
    codes = [f"{code[:5]}{n // 1080 * 6 + int(code[5:]):02}" for n, code in enumerate(codes)]
    for grid, row in (("收入", {"财政拨款": "1.50"}), ("支出", {"项目支出": "1.50", "年初预算": "1.00", "原因": "新增任务"})):
        data[grid] = {code: {**row, "名称": f"事项{code}"} for code in dict.fromkeys(codes)}
    for key in ("上年", "收支总计", "财政拨款收支总计", "接受", "绩效自评", "预算绩效", "政府采购"):
        data.pop(key, None)
    data["结转结余"] = {"年初": {"合计": "0", "财政拨款": "0"}}
    data["基本支出明细"] = {"合计": "0"}
    data["机关运行经费"] = {"决算": "0", "年初预算": "0"}
    return yaml.dump(data, allow_unicode=True, sort_keys=False)


def batch(folder: Path, options: argparse.Namespace) -> Iterator[Line]:
    """Many departments with Typst: how many a second, memory from the first quarter to the last, and nothing changed."""
    number = options.departments
    different(folder, number)
    command = build(folder, "typst", CORES)
    spent = spend(command)
    yield Line(f"{number} 个部门四种格式，typst，每秒", number / spent.wall, 3, "个", True)
    yield Line("其间每个部门", spent.cpu / number, 0.5, "CPU 秒")
    yield Line("其间最大的进程", spent.peak, 450, "MB")
    for name, course in (("最大的进程", spent.course), ("主进程", spent.parent)):
        first, last = quarters(course)
        yield Line(f"{name}的内存，后四分之一比前四分之一", last / first, 1.15, "倍")
    yield Line(f"{number} 个部门都没有变动", spend(command).wall, 2, "秒")


def _least(command: list[str], options: argparse.Namespace) -> float:
    return min(spend(command).cpu for _ in range(options.times))


if __name__ == "__main__":
    sys.exit(main())
