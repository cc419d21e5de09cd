"""Processes that do jobs side by side: one that dies or has grown is replaced, and takes no other job with it."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import Lock, get_context, parent_process
from pathlib import Path
from threading import Thread, get_ident
from typing import ParamSpec, TypeVar

LARGEST = 450 << 20  # 进程做完一件事还占这么多字节以上,就换一个新的
MEMORY = Path("/proc/self/statm")
ALONE = (
    "不能同时处理几个部门（系统建不了进程之间的锁：{error}），改为一个接一个地做，结果一样，只是慢些。"
    "要恢复，请管理员让 /dev/shm 可写：mount -o remount,rw,mode=1777 /dev/shm"
)
P = ParamSpec("P")
T = TypeVar("T")


class Crew(ThreadPoolExecutor):
    """An executor whose every thread has a process of its own, which takes no other job with it when it dies.

    Its job is tried once more in a new one. A process that has grown is replaced too: max_tasks_per_child of a common
    pool hangs (cpython issue 115634).
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self._pools: dict[int, ProcessPoolExecutor] = {}

    def submit(self, task: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A future of the task, done in one of the processes."""
        return super().submit(self._apart, partial(task, *args, **kwargs))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End threads and processes once they have done their jobs."""
        super().shutdown(wait, cancel_futures=cancel_futures)
        for pool in self._pools.values():
            pool.shutdown(wait)

    def _apart(self, task: Callable[[], T]) -> T:
        try:
            return self._once(task)
        except BrokenExecutor:
            return self._once(task)

    def _once(self, task: Callable[[], T]) -> T:
        here = get_ident()
        if here not in self._pools:
            self._pools[here] = ProcessPoolExecutor(1, get_context("spawn"), _end_with_parent)
        try:
            result, held = self._pools[here].submit(_weighed, task).result()
        except BrokenExecutor:
            self._pools.pop(here).shutdown()
            raise
        if held > LARGEST:
            self._pools.pop(here).shutdown()
        return result


def only_one() -> bool:
    """Whether this system lets no processes work side by side, which is told; they need locks, which Linux keeps in /dev/shm."""
    try:
        Lock()
    except (OSError, ImportError) as error:
        print(ALONE.format(error=getattr(error, "strerror", None) or error), file=sys.stderr)
        return True
    return False


def _end_with_parent() -> None:
    """Let this process not outlive the one that started it when that is killed."""

    def follow() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(1)

    Thread(target=follow, daemon=True).start()


def _weighed(task: Callable[[], T]) -> tuple[T, int]:
    """The result of a task and the bytes of memory that this process then holds; 0 where the system does not tell."""
    result = task()
    try:
        pages = int(MEMORY.read_text("ascii").split()[1])
    except OSError:
        return result, 0
    return result, pages * os.sysconf("SC_PAGE_SIZE")
