"""A batch killed again and again: every file whole, the old one or the new one, and at last all new and nothing left over.

Run: .venv/bin/python -m benchmarks.faults [--departments 50] [--kills 30] [--to docx,html,xlsx]
"""

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.crashing import QUICK, Batch, departments, digests, leftovers, moments, torn


def main() -> int:
    """Kill and look, as often as asked; 1 where a file was torn or the last run did not put all right."""
    parser = argparse.ArgumentParser(description="反复杀掉批量生成，核对每个文件都是完整的旧的或新的")
    parser.add_argument("--departments", type=int, default=50)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--to", default=QUICK)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return _test(Batch(Path(folder), options.to), options.departments, options.kills)


def _test(batch: Batch, number: int, kills: int) -> int:
    departments(batch.folder, number)
    _, old, _ = _whole(batch, "output")
    batch.correct()
    seconds, new, _ = _whole(batch, "new")
    print(f"{number} 个部门，{len(old)} 个文件，一遍 {seconds:.1f} 秒；杀 {kills} 次")
    bad: list[str] = []
    for count, moment in enumerate(moments(kills, seconds / 3), 1):
        batch.interrupt(moment, signal.SIGKILL)
        bad += torn(batch.folder / "output", old, new)
        now = digests(batch.folder / "output")
        done = sum(now.get(name) == digest for name, digest in new.items())
        print(f"  第 {count} 次，{moment:.2f} 秒：{done} 个新的，残缺 {len(bad)} 个，临时文件 {len(leftovers(batch.folder))} 个")
        if done == len(new):
            batch.correct()
            old, new = new, old
    _, last, left = _whole(batch, "output")
    right = last == new and not left
    print("没有残缺的文件；最后一遍都是新的，没有临时文件。" if right and not bad else f"不对：{bad} {left}")
    return int(bool(bad) or not right)


def _whole(batch: Batch, output: str) -> tuple[float, dict[str, str], list[Path]]:
    """A run to its end: seconds, the files, temporary files left; raises where it failed."""
    begin = time.monotonic()
    if batch.run(output):
        raise SystemExit("没有运行成功")
    return time.monotonic() - begin, digests(batch.folder / output), leftovers(batch.folder / output)


if __name__ == "__main__":
    sys.exit(main())
