"""What one correction costs while juesuan build --watch stays: in all, and stage by stage.

Run: .venv/bin/python -m benchmarks.corrected [--times 4]
"""

import argparse
import contextlib
import importlib
import io
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil

from generator import cli
from tests.watching import NAME, ROOT, THIS, Watcher

FIGURE = ("批次: 62", "批次: 63")  # 一处文字
AMOUNT = ("项目支出: 11.20", "项目支出: 11.19")  # 合计、各表、比率，十几处
CORRECTIONS = {"一个数": FIGURE, "一个金额": AMOUNT}
STAGES = {
    "读、推、核": ("generator.disclosure.build", "read_department"),
    "成文": ("generator.disclosure.build", "examined"),
    "DOCX": ("generator.writers.docx", "write_docx"),
    "HTML": ("generator.writers.html", "write_html"),
    "XLSX": ("generator.writers.xlsx", "write_xlsx"),
    "PDF": ("generator.writers.typst", "write_pdf"),
    "合计": ("generator.cli", "main"),
}


def watched(times: int) -> dict[str, float]:
    """The least CPU seconds of the staying process for each correction, from the save to where it waits again."""
    with tempfile.TemporaryDirectory() as folder, Watcher(Path(folder)) as watcher:
        watcher.waits()
        process = psutil.Process(watcher.process.pid)
        return {name: min(_each(watcher, process, *words, times)) for name, words in CORRECTIONS.items()}


def _each(watcher: Watcher, process: psutil.Process, old: str, new: str, times: int) -> Iterator[float]:
    for turn in range(times):
        begin = _spent(process)
        watcher.rewrite(*((old, new) if turn % 2 == 0 else (new, old)))
        yield _spent(process) - begin


def _spent(process: psutil.Process) -> float:
    used = process.cpu_times()
    return float(used.user + used.system)


def stages(times: int) -> dict[str, dict[str, float]]:
    """The CPU seconds of each stage in this process: of the first build, then of each correction in the cheapest turn."""
    spent = dict.fromkeys(STAGES, 0.0)
    for name, (module, path) in STAGES.items():
        _measure(importlib.import_module(module), path, name, spent)
    found = {}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        shutil.copytree(ROOT / "data" / NAME, f"data/{NAME}")
        found["第一次"] = _build(spent)
        for name, (old, new) in CORRECTIONS.items():
            turns = [_corrected(spent, *((old, new) if turn % 2 == 0 else (new, old))) for turn in range(times)]
            found[name] = min(turns, key=lambda turn: turn["合计"])
    return found


def _measure(module: Any, path: str, name: str, spent: dict[str, float]) -> None:
    """Note what a function spends, by the name of its stage."""
    *owners, last = path.split(".")
    owner = getattr(module, owners[0]) if owners else module
    function: Callable[..., Any] = getattr(owner, last)

    def measured(*arguments: Any, **options: Any) -> Any:
        begin = time.process_time()
        try:
            return function(*arguments, **options)
        finally:
            spent[name] += time.process_time() - begin

    setattr(owner, last, measured)


def _corrected(spent: dict[str, float], old: str, new: str) -> dict[str, float]:
    text = Path(THIS).read_text("utf-8")
    Path(THIS).write_text(text.replace(old, new), "utf-8")
    return _build(spent)


def _build(spent: dict[str, float]) -> dict[str, float]:
    spent.update(dict.fromkeys(spent, 0.0))
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        cli.main(["build", THIS, "-j", "1"])
    return dict(spent)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="一处更正的 CPU 秒数：总的，和分阶段的")
    parser.add_argument("--times", type=int, default=4, help="取几次里最少的一次")
    options = parser.parse_args()
    for name, seconds in watched(options.times).items():
        print(f"build --watch 改{name}：{seconds:.2f}")
    found = stages(options.times)
    print(f"{'':12}" + "".join(f"{name:>10}" for name in found))
    for stage in STAGES:
        print(f"{stage:12}" + "".join(f"{turn[stage]:10.2f}" for turn in found.values()))


if __name__ == "__main__":
    main()
