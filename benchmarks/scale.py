"""Hundreds of departments, all different, by the real command: how many a second, CPU, memory as the run goes on.

Run: .venv/bin/python -m benchmarks.scale [--departments 50 100 200] [--engine typst] [-j 2] [--to docx,pdf,html,xlsx] [--seed 0]
"""

import argparse
import random
import re
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

from benchmarks.measure import EXAMPLE, Spent, juesuan, spend

TOTAL = "5107.53"  # 示例的支出合计,绩效自评里又写了一次
ALL = "docx,pdf,html,xlsx"
STATED = re.compile(r"^  (?:合计|财政拨款|基本支出|项目支出): .*\n", re.MULTILINE)
INCOME = re.compile(r"^  (\d{7}): \{财政拨款: +([\d.]+)\}", re.MULTILINE)
OFFICES = re.compile(r"^    - .{2,12}科\n", re.MULTILINE)


def main() -> int:
    """Print a line for each number of departments, then that of the last one built again unchanged."""
    parser = argparse.ArgumentParser(description="许多各不相同的部门一次生成")
    parser.add_argument("--departments", type=int, nargs="+", default=[50, 100, 200])
    parser.add_argument("--engine", default="typst")
    parser.add_argument("--to", default=ALL)
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    for number in options.departments:
        with tempfile.TemporaryDirectory() as folder:
            different(Path(folder), number, options.seed)
            command = build(Path(folder), options.engine, options.jobs, options.to)
            print(told(number, spend(command)), flush=True)
            print(f"     没有变动，再运行一次：{spend(command).wall:.2f} 秒", flush=True)
    return 0


def build(folder: Path, engine: str, jobs: int, formats: str = ALL) -> list[str]:
    """The command that builds all departments of a folder."""
    data, output = str(folder / "data"), str(folder / "output")
    return juesuan("build", data, "--to", formats, "--pdf-engine", engine, "-o", output, "-j", str(jobs))


def told(number: int, spent: Spent) -> str:
    """A line on a run: rate, CPU, and memory of the first and the last quarter."""
    rates = f"{number / spent.wall:.2f} 个/秒，每个 {spent.cpu / number:.3f} CPU 秒"
    workers, parent = (f"{quarters(course)[0]:.0f} → {quarters(course)[1]:.0f} MB" for course in (spent.course, spent.parent))
    return f"{number:4} 个部门 {spent.wall:.1f} 秒，{rates}；最大的进程 {workers}，主进程 {parent}"


def quarters(course: tuple[float, ...]) -> tuple[float, float]:
    """The largest size in the first quarter of a run and in the last one; a short run counts as one quarter."""
    quarter = max(1, len(course) // 4)
    return max(course[:quarter]), max(course[-quarter:])


def different(folder: Path, number: int, seed: int = 0) -> None:
    """So many departments, the example with other names, offices and amounts; the same ones for the same seed."""
    text = "".join(line for line in EXAMPLE.read_text("utf-8").splitlines(True) if not line.startswith("上年:"))
    for index in range(number):
        path = folder / "data" / f"第{index}局" / "2021.yaml"
        path.parent.mkdir(parents=True)
        other = another(text, random.Random(f"{seed} {index}"))
        path.write_text(other.replace("株洲市工业和信息化局", f"第{index}局"), "utf-8")


def another(text: str, draw: random.Random) -> str:
    """The text of a department that has no more mistakes than this one."""
    begin, end = text.index("\n收入:"), text.index("\n一般公共预算:")
    offices = OFFICES.sub(lambda line: line[0] if draw.random() < 0.8 else "", text[:begin])
    tables = varied(STATED.sub("", text[begin:end]), draw)
    total = sum(Decimal(amount) for _, amount in INCOME.findall(tables))
    return offices + tables + text[end:].replace(TOTAL, str(total))


def varied(tables: str, draw: random.Random) -> str:
    """收入 and 支出 with other amounts for those 项 that are all 项目支出, so that they agree as before."""
    for code, amount in INCOME.findall(tables):
        spending = re.compile(rf"(^  {code}:[^\d{{]*\{{?\s*(?:#.*\n\s*)?项目支出: +){re.escape(amount)}\b", re.MULTILINE)
        if spending.search(tables):
            other = f"{draw.randint(1, 200_000) / 100:.2f}"
            tables = spending.sub(rf"\g<1>{other}", tables)
            tables = re.sub(rf"(^  {code}: \{{财政拨款: +){re.escape(amount)}", rf"\g<1>{other}", tables, flags=re.MULTILINE)
    return tables


if __name__ == "__main__":
    sys.exit(main())
