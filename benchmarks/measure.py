"""CPU seconds, wall-clock seconds and peak memory of a command with all its processes."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

REPOSITORY = Path(__file__).resolve().parents[1]
EXAMPLE = REPOSITORY / "data" / "株洲市工业和信息化局" / "2021.yaml"
GLANCE = 0.5
MB = 1024 * 1024


@dataclass(frozen=True)
class Spent:
    """What a command took: CPU and wall-clock seconds, and for its largest process the peak of memory and its course in MB."""

    cpu: float
    wall: float
    peak: float
    course: tuple[float, ...] = ()


def spend(command: Sequence[str], folder: Path | None = None) -> Spent:
    """Run a command to its end; raises SystemExit with what it said where it failed."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    before, begin = os.times(), time.monotonic()
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=told)
        course = list(_watch(process))
        told.seek(0)
        said = told.read()
    wall, after = time.monotonic() - begin, os.times()
    if process.returncode:
        raise SystemExit(f"没有运行成功：{' '.join(command)}\n{said[-2000:]}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(cpu, wall, max(course, default=0.0), tuple(course))


def _watch(process: "subprocess.Popen[bytes]") -> "list[float]":
    """The memory of the largest process of a command, glance by glance, until it ends."""
    course = []
    while True:
        course.append(_largest(process.pid))
        try:
            process.wait(GLANCE)
            return course
        except subprocess.TimeoutExpired:
            continue


def _largest(number: int) -> float:
    sizes = [0.0]
    try:
        main = psutil.Process(number)
        for each in (main, *main.children(recursive=True)):
            sizes.append(each.memory_info().rss / MB)
    except psutil.Error:
        pass
    return max(sizes)


def juesuan(*words: str) -> list[str]:
    """The command line of this program."""
    return [sys.executable, "-m", "generator.cli", *words]
