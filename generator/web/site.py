"""What one server knows: its working folder, its secret, the files that are open."""

import threading
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request

from generator.web.opened import Opened
from generator.web.paths import data_file


@dataclass
class Site:
    """A working folder, which is the current one, and the token that its addresses begin with; `port` is where it listens."""

    folder: Path
    token: str
    port: int
    files: dict[Path, Opened] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def opened(self, given: str) -> Opened:
        """The department file of a path parameter, opened once; raises Missing."""
        path = data_file(self.folder, given)
        with self.lock:
            return self.files.setdefault(path, Opened(path))


def site_of(request: Request) -> Site:
    """The site that a request came to."""
    found: Site = request.app.state.site
    return found
