"""CPU seconds, wall-clock seconds and peak memory of a command with all its processes."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

REPOSITORY = Path(__file__).resolve().parents[1]
EXAMPLE = REPOSITORY / "data" / "株洲市工业和信息化局" / "2021.yaml"
GLANCE = 0.5
MB = 1024 * 1024


@dataclass(frozen=True)
class Spent:
    """What a command took: CPU and wall-clock seconds, for its largest process the peak of memory and its course in MB, and
    the course of the first process alone."""

    cpu: float
    wall: float
    peak: float
    course: tuple[float, ...] = ()
    parent: tuple[float, ...] = ()


def spend(command: Sequence[str], folder: Path | None = None, well: Sequence[int] = (0,)) -> Spent:
    """Run a command to its end; raises SystemExit with what it said where it does not return what is `well`."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    before, begin = os.times(), time.monotonic()
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=told)
        glances = _watch(process)
        told.seek(0)
        said = told.read()
    wall, after = time.monotonic() - begin, os.times()
    if process.returncode not in well:
        raise SystemExit(f"没有运行成功：{' '.join(command)}\n{said[-2000:]}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    course, parent = tuple(map(max, glances)), tuple(sizes[0] for sizes in glances)
    return Spent(cpu, wall, max(course), course, parent)


def _watch(process: "subprocess.Popen[bytes]") -> list[list[float]]:
    """The memory of each process of a command, the first one first, glance by glance, until it ends."""
    glances = []
    while True:
        glances.append(_sizes(process.pid) or [0.0])
        try:
            process.wait(GLANCE)
            return glances
        except subprocess.TimeoutExpired:
            continue


def _sizes(number: int) -> list[float]:
    sizes = []
    with suppress(psutil.Error):
        main = psutil.Process(number)
        for each in (main, *main.children(recursive=True)):
            sizes.append(each.memory_info().rss / MB)
    return sizes


def juesuan(*words: str) -> list[str]:
    """The command line of this program."""
    return [sys.executable, "-m", "generator.cli", *words]
