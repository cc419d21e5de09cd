"""The manual, the key table and the rules, as pages beside the work."""

from functools import cache

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from generator.authoring.new import handbook
from generator.web.made import PAGE
from generator.web.paths import Missing

_pages = cache(handbook.pages)


def _page(request: Request) -> Response:
    content = _pages().get(request.path_params["name"])
    if content is None:
        raise Missing
    return HTMLResponse(content, headers={"Content-Security-Policy": PAGE.removeprefix("sandbox; ")})


ROUTES: list[BaseRoute] = [Route("/manual/{name}", _page)]
