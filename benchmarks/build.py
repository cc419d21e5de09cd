"""CPU seconds and peak memory of one department, per format: cold (a new process) and warm (again in one process).

The same of the audit of each file that was built: check pdf and so on; warm is then a worker of a folder, with its readers loaded.

Run: .venv/bin/python benchmarks/build.py [部门的 YAML 文件] [--times 次数]
"""

import argparse
import contextlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
EXAMPLE = REPOSITORY / "data" / "株洲市工业和信息化局" / "2021.yaml"
OFFICE = "docx,html,xlsx"
AUDITS = ("check pdf", "check docx", "check html", "check xlsx")
TASKS = ("check", "docx", "html", "xlsx", OFFICE, "pdf", "pdf typst", *AUDITS)
WARM_GOALS, MEMORY_GOALS, COLD_GOALS = {OFFICE: 0.6, "check pdf": 0.6}, {"pdf": 300.0}, {"check": 0.4}
Measure = tuple[float, float]


def main() -> int:
    """Print the table; returns 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description="一个部门各种格式的 CPU 秒数和内存峰值")
    parser.add_argument("file", type=lambda text: Path(text).resolve(), nargs="?", default=EXAMPLE)
    parser.add_argument("--times", type=int, default=5, help="冷启动取最小值的次数，也是热运行的次数")
    parser.add_argument("--worker", choices=TASKS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        print(json.dumps(warm(options.worker, options.file, options.times)))
        return 0
    print(f"{'':16}{'冷 CPU 秒':>10}{'热 CPU 秒':>10}{'冷 MB':>8}{'热 MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        spend([sys.executable, "-m", "generator.cli", "build", str(options.file), "-o", folder])
        built = {f"check {path.suffix[1:]}": path for path in Path(folder).rglob("*.*")}
        files = {task: built[task] if task in AUDITS else options.file for task in TASKS}
        missed = [goal for task, file in files.items() for goal in row(task, file, options.times)]
    print("目标都达到了。" if not missed else "没有达到的目标：" + "；".join(missed))
    return 1 if missed else 0


def row(task: str, file: Path, times: int) -> list[str]:
    """Measure and print one task; the goals it misses."""
    cold, memory = min(spend([sys.executable, "-m", "generator.cli", *command(task, file)])[0] for _ in range(times))
    (_, peak), best = worker(task, file, times)
    print(f"{task:16}{cold:12.2f}{best:12.2f}{memory:9.0f}{peak:9.0f}")
    found = ((cold, COLD_GOALS, "秒（冷）"), (best, WARM_GOALS, "秒（热）"), (peak, MEMORY_GOALS, "MB"))
    return [f"{task} {value:.2f} {unit}，应少于 {goals[task]}" for value, goals, unit in found if value > goals.get(task, value)]


def command(task: str, file: Path, output: str = "output") -> list[str]:
    """What a user writes after juesuan."""
    if task.startswith("check"):
        return ["check", str(file)]
    formats, _, engine = task.partition(" ")
    return ["build", str(file), "--to", formats, "--pdf-engine", engine or "weasyprint", "-o", output]


def worker(task: str, file: Path, times: int) -> tuple[Measure, float]:
    """CPU and memory of a process that does the task `times` times, and the least CPU of one time but the first."""
    measure, text = spend([sys.executable, __file__, str(file), "--worker", task, "--times", str(times)])
    return measure, min(json.loads(text)[1:])


def warm(task: str, file: Path, times: int) -> list[float]:
    """CPU seconds of each time in this process, each into a folder of its own."""
    from generator.cli import main as juesuan

    if task in AUDITS:
        from generator.commands.published import warm as ready

        ready()
    seconds = []
    for number in range(times + 1):
        begin = sum(os.times()[:4])  # 公开的文件在分出的进程里读
        with contextlib.redirect_stdout(io.StringIO()):
            juesuan(command(task, file, f"output{number}"))
        seconds.append(sum(os.times()[:4]) - begin)
    return seconds


def spend(arguments: Sequence[str]) -> tuple[Measure, str]:
    """CPU seconds and peak MB of a command run in a scratch folder, and what it printed; raises on a bad end."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile("w+") as out:
        child = os.fork()
        if child == 0:
            os.chdir(folder)
            os.dup2(out.fileno(), 1)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            os.execve(arguments[0], list(arguments), {**os.environ, "PYTHONPATH": str(REPOSITORY)})
        _, status, usage = os.wait4(child, 0)
        if status:
            raise SystemExit(f"没有运行成功：{' '.join(arguments)}")
        out.seek(0)
        return (usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), out.read()


if __name__ == "__main__":
    sys.exit(main())
