"""How a figure comes about, and what may be written at a place."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from generator.web.completion import completions
from generator.web.explained import explained
from generator.web.paths import Missing
from generator.web.site import site_of


async def _explain(request: Request) -> Response:
    file = site_of(request).opened(request.path_params["file"])
    name = request.query_params.get("name", "")
    found = await run_in_threadpool(lambda: explained(file.view(), name))
    if found is None:
        raise Missing
    return JSONResponse(found)


async def _complete(request: Request) -> Response:
    file = site_of(request).opened(request.path_params["file"])
    at, word = (request.query_params.get(name, "") for name in ("at", "word"))
    return JSONResponse(await run_in_threadpool(lambda: completions(file.view(), at, word)))


ROUTES: list[BaseRoute] = [
    Route("/api/explain/{file:path}", _explain),
    Route("/api/complete/{file:path}", _complete),
]
