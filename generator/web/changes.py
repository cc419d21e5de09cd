"""Changes made elsewhere, told to the page as they happen: of the file, of last year's, of templates."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from generator.commands.watch import GLANCE, Stamps, forget, inputs, stamps
from generator.source.load import UnreadableFile
from generator.source.resources import roots
from generator.web.opened import Opened, version_of
from generator.web.site import site_of

ALIVE = 20
"""After how many glances in vain a word is sent, so that a page that is gone is noticed."""


@dataclass
class Watched:
    """A file with what it, last year's and the templates looked like at the last glance."""

    file: Opened
    seen: Stamps = field(default_factory=dict)

    def glance(self) -> str | None:
        """The version on disk at first, and where anything has changed since the last glance; None where nothing has."""
        now = stamps([self.file.path], inputs(self.file.path))
        before, self.seen = self.seen, now
        changed = {path for path in {**before, **now} if before.get(path) != now.get(path)}
        if before and any(path.is_relative_to(root) for path in changed for root in roots()):
            forget()
            self.file.begin_again()
        try:
            return version_of(self.file.text()) if changed else None
        except (OSError, UnreadableFile):  # 编辑器正在换文件
            return None


async def told(watched: Watched, wait: float = GLANCE) -> AsyncIterator[str]:
    """Events for the page, without end."""
    yield ": \n\n"
    quiet = 0
    while True:
        version = await run_in_threadpool(watched.glance)
        quiet = quiet + 1 if version is None else 0
        if version is not None:
            yield f"event: changed\ndata: {json.dumps({'version': version})}\n\n"
        elif quiet % ALIVE == 0:
            yield ": \n\n"
        await anyio.sleep(wait)


async def _changes(request: Request) -> Response:
    file = site_of(request).opened(request.path_params["file"])
    return StreamingResponse(told(Watched(file)), media_type="text/event-stream")


ROUTES: list[BaseRoute] = [Route("/api/changes/{file:path}", _changes)]
