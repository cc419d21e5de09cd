"""The start page: the departments and years of the working folder."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from generator.commands.files import publishing
from generator.web.pages import page
from generator.web.paths import WRITTEN
from generator.web.site import site_of


def _start(request: Request) -> Response:
    folders = [path for name in WRITTEN if (path := site_of(request).folder / name).is_dir()]
    files = [file.relative_to(site_of(request).folder).as_posix() for file in publishing(folders, tell=False)] if folders else []
    return page("start", files=files)


ROUTES: list[BaseRoute] = [Route("/", _start)]
