"""What one server knows: its working folder, its secret, the files that are open."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from starlette.requests import Request

from generator.commands.checked import Checked
from generator.commands.folder import Gathered
from generator.web.opened import Opened
from generator.web.paths import data_file
from generator.web.work import Jobs

MOST = 8
T = TypeVar("T")


class Kept(dict[str, T]):
    """The last few things made, by name."""

    def put(self, name: str, value: T) -> None:
        """One more; the oldest goes."""
        self.pop(name, None)
        self[name] = value
        while len(self) > MOST:
            del self[next(iter(self))]


@dataclass(frozen=True, slots=True)
class Summary:
    """What was found in a folder when it was last checked as a whole, and when that was."""

    files: tuple[Checked, ...]
    gathered: Gathered
    when: str


@dataclass
class Site:
    """A working folder, which is the current one, and the token that its addresses begin with; `port` is where it listens.

    `audits` are published files by their path and content, `pages` what was made to be looked at, `summary` that of the bureau.
    `leave` ends the server. An answer waits `patience` seconds for the rules to be asked, usually not at all: then it
    tells that they still are.
    """

    folder: Path
    token: str
    port: int
    patience: float = 0
    files: dict[Path, Opened] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    jobs: Jobs = field(default_factory=Jobs)
    audits: Kept[Checked] = field(default_factory=Kept)
    pages: Kept[str] = field(default_factory=Kept)
    summary: Summary | None = None
    leave: Callable[[], None] = lambda: None

    def opened(self, given: str) -> Opened:
        """The department file of a path parameter, opened once; raises Missing."""
        path = data_file(self.folder, given)
        with self.lock:
            return self.files.setdefault(path, Opened(path, self.patience))


def site_of(request: Request) -> Site:
    """The site that a request came to."""
    found: Site = request.app.state.site
    return found
