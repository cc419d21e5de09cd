"""Broken inputs by the thousand: each must give a result or a Chinese message within bounds, twice the same.

    python -m tools.fuzz --kind docx --seconds 600 --seed 1 --keep /tmp/found

A run is told by its seed and number alone; what is found is written to the folder, a file for each kind of fault.
"""

import argparse
import re
import time
from collections import Counter
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from generator.commands.check import check_file
from generator.commands.published import audit_file
from generator.published.read_apart import Limits, apart
from generator.readers.blocks import UnreadablePublication
from tools.fuzz_inputs import broken, seeds

KINDS = ("yaml", "txt", "html", "docx", "xlsx", "pdf")
LIMITS = Limits(seconds=20, memory=700 << 20)
FAULTS = re.compile(r"程序意外停止|还没有读完|以上的内存|进程就停了")
REFUSED = "读不了："


def observed(path: Path) -> str:
    """Everything a user is told of a file, read in this process."""
    checked = check_file(path) if path.suffix == ".yaml" else audit_file(path)
    return repr((checked.findings, checked.counts, checked.unreadable))


def outcome(path: Path) -> str:
    """The same within bounds, or the message of why it cannot be read."""
    try:
        return apart(partial(observed, path), path.name, LIMITS)
    except UnreadablePublication as error:
        return REFUSED + str(error)


def fault_of(path: Path) -> str:
    """What is wrong with how a file is read, empty where nothing is."""
    first = outcome(path)
    if first.startswith(REFUSED) and FAULTS.search(first):
        return first
    return "" if first == outcome(path) else "两次的结果不一样"


def fuzz(kind: str, seconds: float, seed: int, keep: Path | None) -> Counter[str]:
    """The faults found in so many seconds by kind, and under "" how many inputs were tried."""
    documents, found = seeds(kind), Counter[str]()
    with TemporaryDirectory() as folder:
        path = Path(folder, f"公开.{kind}")
        path.write_bytes(documents[0])
        observed(path)  # 先在本进程里读一次,以后分出去的进程不必再装模板
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            number = found[""]
            random = Random(f"{seed}/{kind}/{number}")
            path.write_bytes(broken(random.choice(documents), kind, random))
            found[""] += 1
            if fault := fault_of(path):
                _note(re.sub(r"\d+", "0", fault), path, keep, f"{kind}-{seed}-{number}", found)
    return found


def _note(fault: str, path: Path, keep: Path | None, name: str, found: Counter[str]) -> None:
    found[fault] += 1
    if found[fault] == 1:
        print(f"{name}：{fault}", flush=True)
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{name}{path.suffix}").write_bytes(path.read_bytes())


def main() -> int:
    """Run and tell; 1 where a fault was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=KINDS, required=True)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    found = fuzz(options.kind, options.seconds, options.seed, options.keep)
    tried = found.pop("")
    print(f"{options.kind}：{tried} 个，错 {found.total()} 个，{len(found)} 种")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
