"""Long work: begun in a thread, done in processes, its state kept until it is asked for."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from secrets import token_hex
from threading import Lock, Thread
from typing import Any, ParamSpec, TypeVar

from generator.batch.run import undone
from generator.batch.workers import Crew
from generator.commands.progress import Progress, how_far
from generator.files.outputs import OutputRefused
from generator.readers.blocks import UnreadablePublication
from generator.source.load import UnreadableFile
from generator.source.system_errors import told
from generator.web.paths import Missing

KEPT = 60
WAITING, GOING, DONE, FAILED = "等着", "正在做", "做完了", "没有做成"


@dataclass
class Job(Progress):
    """Something that takes a while: how it stands, how many of how many are done, and what came of it, as JSON; `page` is where to look."""

    title: str
    page: str = ""
    state: str = WAITING
    text: str = ""
    total: int = 0
    done: int = 0
    result: dict[str, Any] = field(default_factory=dict)
    id: str = field(default_factory=lambda: token_hex(8))
    begun: float = 0.0

    def step(self, name: str) -> None:
        """One more is done, called so."""
        self.done, self.text = self.done + 1, name

    def end(self) -> None:
        """All are done."""

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in {DONE, FAILED}

    def record(self) -> dict[str, Any]:
        """For the page."""
        far = how_far(self.done, self.total, time.monotonic() - self.begun) if self.done and self.total > 1 else ""
        known = {"id": self.id, "title": self.title, "page": self.page, "state": self.state, "text": self.text}
        return {**known, "done": self.done, "of": self.total, "far": far.strip("[]"), "result": self.result if self.ended else None}


P = ParamSpec("P")
T = TypeVar("T")
Work = Callable[[Job, Crew], dict[str, Any]]


class Jobs:
    """What was begun, newest last. One of a single file, and one of many, is done at a time; the rest wait."""

    def __init__(self) -> None:
        self.known: dict[str, Job] = {}
        self.building = Lock()
        self._lanes = {False: Lock(), True: Lock()}

    @cached_property
    def _crews(self) -> dict[bool, Crew]:
        return {False: Crew(1), True: Crew(os.cpu_count() or 1)}

    def begin(self, job: Job, work: Work, many: bool = False) -> Job:
        """The job, waiting for its turn; `work` is called in a thread with the processes that do it."""
        ended = [each.id for each in self.known.values() if each.ended]
        for old in ended[: max(0, len(self.known) - KEPT)]:
            del self.known[old]
        self.known[job.id] = job
        Thread(target=self._follow, args=(job, work, many), daemon=True).start()
        return job

    def apart(self, task: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of something short, done in the process of single files: it forks at once where a thread could not."""
        return self._crews[False].submit(task, *args, **kwargs).result()

    def _follow(self, job: Job, work: Work, many: bool) -> None:
        with self._lanes[many]:
            job.state, job.begun = GOING, time.monotonic()
            try:
                job.result = work(job, self._crews[many])
                job.state = DONE
            except Exception as error:
                job.result = {"message": _why(error)}
                job.state = FAILED

    def close(self) -> None:
        """End what is being done; of what is being written each file stays whole."""
        if "_crews" in self.__dict__:
            for crew in self._crews.values():
                crew.kill()
                crew.shutdown(wait=False, cancel_futures=True)


def _why(error: Exception) -> str:
    """What came in the way, in Chinese."""
    if isinstance(error, UnreadableFile):
        return error.finding.message
    if isinstance(error, Missing):
        return "文件已经不在了。请刷新页面再试。"
    if isinstance(error, UnreadablePublication | OutputRefused):
        return str(error)
    return told(error) if isinstance(error, OSError) else f"没有做成：{undone(error)}。"
