"""CPU seconds of a command of this program again and again in one process: what a worker of a batch spends a document.

Run: .venv/bin/python -m benchmarks.warm 次数 命令 … ; {n} in a word is the number of the turn. Prints JSON.
"""

import contextlib
import io
import json
import sys
import time

from generator.cli import main as juesuan


def main(times: int, words: list[str]) -> list[float]:
    """The CPU seconds of each turn but the first."""
    seconds = []
    for turn in range(times + 1):
        begin = time.process_time()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            juesuan([word.replace("{n}", str(turn)) for word in words])
        seconds.append(time.process_time() - begin)
    return seconds[1:]


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), sys.argv[2:])))
