"""A file from outside is read in a process of its own, which is ended where it takes too long or too much memory."""

import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import current_thread, main_thread
from typing import TypeVar

from generator.readers.blocks import UnreadablePublication
from generator.source.finding import Finding
from generator.source.load import UnreadableFile
from generator.source.system_errors import code, traced

T = TypeVar("T")
_STEP = 0.2  # 秒,隔多久看一次
_STATM = Path("/proc/self/statm")
AGAIN = "请核对文件来源，或用 Word/WPS 打开后另存一份再试。"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of computing (twice as many may pass) and bytes of memory that reading may take."""

    seconds: int = 60
    memory: int = 1 << 30


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a task gave, the message of why it gave nothing, or what is wrong with a template that it needs."""

    result: object = None
    refused: str = ""
    broken: Finding | None = None


LIMITS = Limits()


def apart(task: Callable[[], T], name: str, limits: Limits = LIMITS) -> T:
    """The result of a picklable task; raises UnreadablePublication where it does, exceeds the limits or fails;
    UnreadableFile where a template that it needs is damaged.

    The process is forked on Linux, where that costs little and the system keeps the limits; elsewhere, and from a thread,
    it starts afresh.
    """
    alone = current_thread() is main_thread()  # 别的线程手里的锁，分出去就再也没有人放
    context = get_context("fork") if sys.platform == "linux" and alone else get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(task, name, theirs, limits), daemon=True)
    process.start()
    theirs.close()
    try:
        outcome = _awaited(ours, process, name, limits)
    finally:
        process.kill()
        process.join()
        ours.close()
    if outcome.broken is not None:
        raise UnreadableFile(outcome.broken)
    if outcome.refused:
        raise UnreadablePublication(outcome.refused)
    return outcome.result  # type: ignore[return-value]


def _awaited(channel: Connection, process: BaseProcess, name: str, limits: Limits) -> _Outcome:
    end = time.monotonic() + 2 * limits.seconds
    while not channel.poll(_STEP):
        if time.monotonic() > end:
            return _Outcome(refused=_slow(name, limits))
        if _held(process) > limits.memory:
            return _Outcome(refused=_large(name, limits))
    try:
        outcome = channel.recv()
    except EOFError:
        process.join()
        late = sys.platform != "win32" and process.exitcode == -signal.SIGXCPU
        return _Outcome(refused=_slow(name, limits) if late else _ended(name, limits))
    return outcome if isinstance(outcome, _Outcome) else _Outcome(refused=_ended(name, limits))


def _slow(name: str, limits: Limits) -> str:
    return f"{name} 用了 {limits.seconds} 秒还没有读完，不像一份决算公开文本，没有核对。{AGAIN}"


def _large(name: str, limits: Limits) -> str:
    return f"{name} 要用 {limits.memory >> 20} MB 以上的内存才能读，不像一份决算公开文本，没有核对。{AGAIN}"


def _ended(name: str, limits: Limits) -> str:
    return f"{name} 没有读完，读它的进程就停了：文件已损坏，或者要用 {limits.memory >> 20} MB 以上的内存。{AGAIN}"


def _failed(name: str, error: Exception) -> str:
    remedy = "请另存为别的格式（如 docx、txt）再试，并把这句话告诉维护程序的人。"
    return f"{traced(error)}读 {name} 时程序意外停止（代号 {code(error)}），没有核对。{remedy}"


def _work(task: Callable[[], object], name: str, channel: Connection, limits: Limits) -> None:
    """What the process does; Ctrl-C is for the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _confine(limits)
    try:
        channel.send(_outcome(task, name))
    except MemoryError:
        channel.send(_Outcome(refused=_large(name, limits)))
    except Exception as error:
        channel.send(_Outcome(refused=_failed(name, error)))


def _outcome(task: Callable[[], object], name: str) -> _Outcome:
    try:
        return _Outcome(task())
    except UnreadablePublication as error:
        return _Outcome(refused=str(error))
    except UnreadableFile as error:  # 读法、科目表写坏了,不是这个文件的错
        return _Outcome(broken=error.finding)


def _confine(limits: Limits) -> None:
    """Let the system hold this process to its limits, beyond the memory that it begins with."""
    if sys.platform != "win32":
        import resource

        pages = int(_STATM.read_text("ascii").split()[5]) if _STATM.exists() else 0
        for kind, most in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_CPU, limits.seconds),
            (resource.RLIMIT_DATA, pages * resource.getpagesize() + limits.memory),
        ):
            hard = resource.getrlimit(kind)[1]
            with suppress(ValueError, OSError):  # 系统已经限得更低
                resource.setrlimit(kind, (most if hard < 0 else min(most, hard), hard))


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS."""

        _fields_ = (
            ("cb", wintypes.DWORD),
            ("faults", wintypes.DWORD),
            *((f"size{n}", ctypes.c_size_t) for n in range(8)),  # 第 6 个是 PagefileUsage
        )

    def _held(process: BaseProcess) -> int:
        """The bytes that a process has claimed, 0 where Windows does not tell."""
        counters = _Counters(cb=ctypes.sizeof(_Counters))
        handle = wintypes.HANDLE(process.sentinel)
        told = ctypes.windll.kernel32.K32GetProcessMemoryInfo(
            handle, ctypes.byref(counters), wintypes.DWORD(counters.cb)
        )
        return int(counters.size6) if told else 0

else:

    def _held(process: BaseProcess) -> int:
        """Nothing to watch: the system keeps the limit."""
        return 0
