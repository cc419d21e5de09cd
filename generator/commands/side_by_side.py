"""Options of the commands that do many files at once: how many side by side, or on a cluster."""

import argparse
import os
from concurrent.futures import Executor
from contextlib import AbstractContextManager


def options(parser: argparse.ArgumentParser, doing: str) -> None:
    """How many files at once, and where."""
    number = os.cpu_count() or 1
    parser.add_argument("-j", "--jobs", type=_number, default=number, metavar="数", help="同时处理几个，默认用全部处理器")
    help_scheduler = f"在 Dask 集群上{doing}，如 tcp://主机:8786（要装 juesuan[cluster]，各台机器的文件夹路径相同）"
    parser.add_argument("--scheduler", metavar="地址", help=help_scheduler)


def executor(jobs: int, options: argparse.Namespace) -> AbstractContextManager[Executor | None]:
    """What does so many jobs as the options say; None where it is this process itself."""
    if options.scheduler:
        from generator.batch.cluster import cluster

        return cluster(options.scheduler)
    from generator.batch.run import workers

    return workers(min(jobs, options.jobs))


def _number(text: str) -> int:
    """A number of processes; raises ArgumentTypeError."""
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) < 1000:
        raise argparse.ArgumentTypeError(f"“{text}”不是个数，写如 2")
    return int(text)
