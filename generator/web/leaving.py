"""Leaving: the server is ended from the page, once what is being written is whole."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from generator.web.requests import body
from generator.web.site import Site, site_of

BUSY = "还在做：{titles}。现在退出，没有做完的就停下，文件都是完整的。"


async def _quit(request: Request) -> Response:
    """End the server; 409 with what is still being done, unless it is to end anyway."""
    site, anyway = site_of(request), (await body(request)).get("anyway") is True
    going = [job.title for job in site.jobs.known.values() if not job.ended]
    if going and not anyway:
        return JSONResponse({"message": BUSY.format(titles="、".join(going))}, 409)
    await run_in_threadpool(_written, site)
    site.leave()
    return JSONResponse({})


def _written(site: Site) -> None:
    """Wait for every file that is being changed."""
    for file in site.files.values():
        with file.lock:
            pass


ROUTES: list[BaseRoute] = [Route("/api/quit", _quit, methods=["POST"])]
