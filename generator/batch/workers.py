"""Processes that do jobs side by side: one that dies or has grown is replaced, and takes no other job with it."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import Lock, get_context, parent_process, resource_tracker
from pathlib import Path
from threading import Event, Thread, get_ident
from typing import ParamSpec, TypeVar

LARGEST = 450 << 20  # 进程做完一件事还占这么多字节以上,就换一个新的
PATIENCE, IDLE, GLANCE = 1200.0, 120.0, 5.0  # 秒；最大的部门也只要几分钟，而且一直在算
LITTLE = 0.05
MEMORY = Path("/proc/self/statm")
ALONE = (
    "不能同时处理几个部门（系统建不了进程之间的锁），改为一个接一个地做，结果一样，只是慢些。"
    "要恢复，请管理员让 /dev/shm 可写（mount -t tmpfs -o mode=1777 tmpfs /dev/shm）。"
)
P = ParamSpec("P")
T = TypeVar("T")


class Stuck(Exception):
    """A job that took more than PATIENCE seconds or stood still for IDLE; its process has been ended."""


class Crew(ThreadPoolExecutor):
    """An executor whose every thread has a process of its own, which takes no other job with it when it dies.

    Its job is tried once more in a new one. A process that has grown is replaced too: max_tasks_per_child of a common
    pool hangs (cpython issue 115634).
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self._pools: dict[int, ProcessPoolExecutor] = {}
        self._ended = False
        if os.name == "posix":  # 它起来的时候会放开 Ctrl-C,所以先于各进程
            resource_tracker.ensure_running()

    def submit(self, task: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A future of the task, done in one of the processes."""
        return super().submit(self._apart, partial(task, *args, **kwargs))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End threads and processes once they have done their jobs."""
        super().shutdown(wait, cancel_futures=cancel_futures)
        for pool in self._pools.values():
            pool.shutdown(wait)

    def kill(self) -> None:
        """End all processes at once, whatever they are doing."""
        self._ended = True
        for pool in list(self._pools.values()):
            _kill(pool)

    def _apart(self, task: Callable[[], T]) -> T:
        try:
            return self._once(task)
        except BrokenExecutor:
            if self._ended:
                raise
            return self._once(task)

    def _once(self, task: Callable[[], T]) -> T:
        here = get_ident()
        if here not in self._pools:
            self._pools[here] = ProcessPoolExecutor(1, get_context("spawn"), _end_with_parent)
        try:
            with uninterrupted():
                future = self._pools[here].submit(_weighed, task)
            result, held = self._awaited(future)
        except BrokenExecutor:
            self._pools.pop(here).shutdown()
            raise
        if held > LARGEST:
            self._pools.pop(here).shutdown()
        return result


    def _awaited(self, future: Future[T]) -> T:
        """The result; raises Stuck where it does not come, as when memory is so short that a thread of the pool ended."""
        pulse = _Pulse(partial(_computed, self._pools[get_ident()]))
        while pulse.beats():
            if wait([future], GLANCE).done:
                return future.result()
        _kill(self._pools.pop(get_ident()))
        raise Stuck


class _Pulse:
    """Whether a job still goes on, by the seconds that it has computed, None where the system does not tell."""

    def __init__(self, computed: Callable[[], float | None]) -> None:
        self._computed = computed
        self._begun = self._since = time.monotonic()
        self._last = computed()

    def beats(self) -> bool:
        """Neither has it taken too long, nor stood still."""
        now, used = time.monotonic(), self._computed()
        if used is None or self._last is None or used - self._last > LITTLE:
            self._last, self._since = used, now
        return now - self._begun < PATIENCE and now - self._since < IDLE


def _computed(pool: ProcessPoolExecutor) -> float | None:
    """The seconds that the process of a pool has computed, with those it has started to read a file in."""
    try:
        [process] = (pool._processes or {}).values()
        return _of_process(f"{process.pid}") + sum(map(_of_process, _children(f"{process.pid}")))
    except (OSError, ValueError, IndexError):
        return None


def _of_process(number: str) -> float:
    """Its seconds, and those of its children that have ended."""
    fields = Path(f"/proc/{number}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _children(number: str) -> list[str]:
    try:
        return Path(f"/proc/{number}/task/{number}/children").read_text("ascii").split()
    except OSError:  # 系统没有这一项
        return []


@contextmanager
def watched(message: str) -> Iterator[None]:
    """End this process, with a message and 2, where what is done meanwhile takes too long or stands still.

    For what is done in this process itself: a call of Pango that never returns hears no signal.
    """
    done = Event()

    def follow() -> None:
        pulse = _Pulse(time.process_time)
        while not done.wait(GLANCE):
            if not pulse.beats():
                os.write(2, f"{message}\n".encode())
                os._exit(2)

    with suppress(RuntimeError):  # 内存太少,连线程也起不来
        Thread(target=follow, daemon=True).start()
    try:
        yield
    finally:
        done.set()


def _kill(pool: ProcessPoolExecutor) -> None:
    for process in list((pool._processes or {}).values()):
        process.kill()
    pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Processes and threads started meanwhile never hear Ctrl-C, which the terminal sends to all: the first one decides."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def only_one() -> bool:
    """Whether this system lets no processes work side by side, which is told; they need locks, which Linux keeps in /dev/shm."""
    try:
        Lock()
    except (OSError, ImportError):
        print(ALONE, file=sys.stderr)
        return True
    return False


def _end_with_parent() -> None:
    """Let this process not outlive the one that started it when that is killed, and leave Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

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
