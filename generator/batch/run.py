"""Many departments: what is unchanged is passed over, the rest is spread over workers, one failure stops none of the others."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import current_thread, main_thread
from typing import TypeVar

from generator.batch.workers import IDLE, PATIENCE, Crew, Stuck, only_one, uninterrupted, watched
from generator.console import SEE_HINTS, fault, lively, show_finding, tally
from generator.disclosure.build import Built, Order, build
from generator.disclosure.record import inputs_of, load_record, wanted
from generator.disclosure.revision import Revision, as_text
from generator.files.outputs import OutputRefused
from generator.source.alike import grouped
from generator.source.file_names import unfit
from generator.source.finding import Finding, Level
from generator.source.header import read_header
from generator.source.load import UnreadableFile
from generator.source.system_errors import told

STUCK = f"{IDLE / 60:.0f} 分钟没有动静，或者 {PATIENCE / 60:.0f} 分钟还没有做完，停下了，多半是内存不够，请关闭别的程序"
STOPPING = "\n正在停下：手上的做完就停；再按一次 Ctrl-C，立即停下。\n"
SEE_DRAFT = "可加 --draft 生成草稿"
J = TypeVar("J")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job:
    """One department to build and how."""

    path: Path
    order: Order


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: the files made, everything to be told, and how bad it is (0 well, 1 errors, 2 unreadable).

    `notes` are on this machine (fonts, libraries) and need be told but once a run; `revision` is what the messages say of it.
    """

    path: Path
    files: tuple[Path, ...]
    messages: tuple[str, ...]
    code: int
    unchanged: bool = False
    notes: tuple[str, ...] = ()
    revision: Revision | None = None


def unchanged(job: Job) -> bool:
    """Whether all files of a job stand as they were made from the same inputs; quick, nothing is parsed."""
    order = job.order
    folder = None if order.force or order.draft else _folder(job)
    record = load_record(folder) if folder is not None else None
    if record is None or folder is None:
        return False
    want = wanted(inputs_of(job.path), order.formats, order.options)
    return all(record.stands(folder, kind, digest) for kind, digest in want.items())


def _folder(job: Job) -> Path | None:
    header = read_header(job.path)
    return job.order.output / header.name / str(header.year) if header and not unfit(header.name) else None


def work(job: Job) -> Outcome:
    """Build one department; every failure becomes a message."""
    try:
        built = build(job.path, job.order)
    except UnreadableFile as error:
        return Outcome(job.path, (), (show_finding(error.finding),), 2)
    except OutputRefused as error:
        return Outcome(job.path, (), (str(error),), 2)
    except OSError as error:
        return Outcome(job.path, (), (told(error),), 2)
    return Outcome(job.path, built.files, tuple(_messages(job, built)), _code(built), notes=built.missing, revision=built.revision)


def _code(built: Built) -> int:
    """1 where there are errors, 2 where a format could not be made."""
    return 2 if built.undone else int(any(finding.level is Level.ERROR for finding in built.findings))


def told_of(findings: Sequence[Finding], hints: bool, path: Path) -> Iterator[str]:
    """What was found, those that say the same as one, and how many of each level; hints are listed where they are asked for.

    On a screen the path stands above already.
    """
    above = path.as_posix() if lively(sys.stderr) else ""
    listed = [finding for finding in findings if hints or finding.level is not Level.HINT]
    yield from (show_finding(finding, above) + "\n" for finding in grouped(listed))
    if findings:
        yield f"共 {tally(findings)}{'' if len(listed) == len(findings) else f'（{SEE_HINTS}）'}。"


def _messages(job: Job, built: Built) -> Iterator[str]:
    yield from told_of(built.findings, job.order.hints, job.path)
    if built.revision is not None:
        yield as_text(built.revision)
    if built.record is None and not built.files:
        hint = "" if job.order.draft else f"要先看样子，{SEE_DRAFT}。"
        yield f"没有生成：{job.path} 有错误，先改正再运行。已有的文件没有动。{hint}"
    if built.undone and built.files:
        yield f"没有生成 {'、'.join(built.undone).upper()}，原来若有这种格式的文件，与新的内容不一致。"
    elif built.undone:
        yield f"没有生成 {'、'.join(built.undone).upper()}。"


def run_batch(
    jobs: Sequence[Job], executor: Executor | None = None, barred: Mapping[Path, Sequence[Finding]] | None = None
) -> Iterator[Outcome]:
    """The outcomes as they come; without an executor, in this process. What is found on a file that is `barred` is told, no more."""
    waiting = []
    for job in jobs:
        if barred and job.path in barred:
            yield _barred(job.path, barred[job.path])
        elif unchanged(job):
            yield Outcome(job.path, (), (), 0, unchanged=True)
        else:
            waiting.append(job)
    if executor is None:
        yield from _one_by_one(waiting)
        return
    yield from (_outcome(job, result) for job, result in spread(work, waiting, executor))


def spread(task: Callable[[J], T], jobs: Sequence[J], executor: Executor | None) -> Iterator[tuple[J, Callable[[], T]]]:
    """Each job with what gives its result or raises why there is none, as they are done; without an executor, when it is called."""
    if executor is None:
        yield from ((job, partial(task, job)) for job in jobs)
        return
    with uninterrupted():
        futures = {executor.submit(task, job): job for job in jobs}
    for future in as_completed(futures):
        yield futures.pop(future), future.result  # 取走的不留着：一千个文件的结果不必都在


def _one_by_one(jobs: Sequence[Job]) -> Iterator[Outcome]:
    """The outcomes of jobs done in this process; Ctrl-C stops after the one that is being done."""
    for job in jobs:
        with _finishing() as held, watched(_failed(job, STUCK)):
            outcome = _outcome(job, partial(work, job))
        yield outcome
        if held.pressed:
            raise KeyboardInterrupt


def _barred(path: Path, findings: Sequence[Finding]) -> Outcome:
    told = [show_finding(finding) + "\n" for finding in findings]
    return Outcome(path, (), (*told, f"没有生成：{path}，不知道该用哪一个文件。已有的文件没有动。"), 1)


def _outcome(job: Job, result: Callable[[], Outcome]) -> Outcome:
    """The outcome of a job; a fault of the program or a worker that died is told like any other failure."""
    try:
        return result()
    except BrokenExecutor:
        what = "生成它的进程中途被系统终止，重试也是一样，多半是内存不够"
    except Stuck:
        what = STUCK
    except Exception as error:
        return Outcome(job.path, (), (f"{job.path} 没有生成：{fault(error)}",), 2)
    return Outcome(job.path, (), (_failed(job, what),), 2)


def _failed(job: Job, what: str) -> str:
    return f"{job.path} 没有生成：{what}。已有的文件没有动。请单独再运行一次。"


def undone(error: Exception) -> str:
    """Why a job that was given to a process came to nothing."""
    if isinstance(error, BrokenExecutor):
        return "做它的进程中途被系统终止，重试也是一样，多半是内存不够"
    return STUCK if isinstance(error, Stuck) else fault(error)


class _Held:
    """Whether Ctrl-C was pressed."""

    pressed = False


@contextmanager
def _finishing() -> Iterator[_Held]:
    """Ctrl-C meanwhile waits for the end of the job, where the caller heeds it; a second one does not."""
    held = _Held()
    if current_thread() is not main_thread():
        yield held
        return

    def hold(number: int, frame: object) -> None:
        if held.pressed:
            raise KeyboardInterrupt
        held.pressed = True
        os.write(2, STOPPING.encode())  # 信号里不用 print：可能正停在另一个 print 里

    before = signal.signal(signal.SIGINT, hold)
    try:
        yield held
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def workers(number: int) -> Iterator[Crew | None]:
    """So many processes; none for a single one. Ctrl-C leaves no job waiting; pressed again, it ends those at work."""
    if number < 2 or only_one():
        yield None
        return
    crew = Crew(number)
    try:
        yield crew
    except KeyboardInterrupt:
        os.write(2, STOPPING.encode())
        raise
    finally:
        try:
            crew.shutdown(cancel_futures=True)
        except KeyboardInterrupt:
            crew.kill()
            raise
