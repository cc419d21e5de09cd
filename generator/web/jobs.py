"""Long work (build, check, import, …): asked how far it is and what came of it; leaving the page loses nothing."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from generator.web.site import site_of
from generator.web.work import Job, Work

GLANCE = 0.2  # 秒
UNKNOWN = "没有这件事：程序重新开过，没有做完的没有留下，文件都是完整的。请再做一次。"


def begun(request: Request, job: Job, work: Work, many: bool = False) -> Response:
    """The answer to a request that begins a job."""
    return JSONResponse({"job": site_of(request).jobs.begin(job, work, many).id})


async def _told(job: Job) -> AsyncIterator[str]:
    """How far the job is, whenever that changes, and last what came of it."""
    last: dict[str, Any] = {}
    while not job.ended:
        if (now := {**job.record(), "far": ""}) != last:
            last = now
            yield _event("progress", job.record())
        await asyncio.sleep(GLANCE)
    yield _event("finished", job.record())


def _event(name: str, record: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(record, ensure_ascii=False)}\n\n"


async def _follow(request: Request) -> Response:
    job = site_of(request).jobs.known.get(request.path_params["id"])
    if job is None:
        return JSONResponse({"message": UNKNOWN}, 404)
    return StreamingResponse(_told(job), media_type="text/event-stream")


async def _all(request: Request) -> Response:
    return JSONResponse([job.record() for job in reversed(site_of(request).jobs.known.values())])


ROUTES: list[BaseRoute] = [Route("/api/jobs", _all), Route("/api/jobs/{id}", _follow)]
