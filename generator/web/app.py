"""The application: all routes behind the guard, Chinese words for what goes wrong."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from generator.authoring.yaml.edit import EditError
from generator.files.outputs import OutputRefused
from generator.source.load import UnreadableFile
from generator.source.system_errors import told
from generator.web import (
    building,
    bureau,
    changes,
    explaining,
    jobs,
    leaving,
    made,
    manual,
    proof,
    reading,
    start,
    uploads,
    writing,
)
from generator.web.guard import Guard
from generator.web.opened import Conflict
from generator.web.pages import STATIC, page
from generator.web.paths import Missing
from generator.web.site import Site

MODULES = (start, writing, explaining, changes, jobs, uploads, made, building, reading, proof, bureau, manual, leaving)
MISSING = "没有这个文件，或这里不能打开它。"
MOVED = "文件可能改了名称、换了地方，或已经删去。"
BROKEN = "程序出了错，没有做成；文件没有动。请再试一次，还是这样，请把窗口里的话发给维护的人。"


def make_app(site: Site) -> ASGIApp:
    """The application of a site, whose folder is the current one."""
    routes = [route for module in MODULES for route in module.ROUTES]
    inner = Starlette(routes=[*routes, Mount("/static", StaticFiles(directory=STATIC))], exception_handlers=HANDLERS)
    inner.state.site = site
    return Guard(inner, site.token, site.port)


def _answer(status: int, message: str, **more: object) -> Response:
    return JSONResponse({"message": message, **more}, status)


async def _missing(request: Request, error: Exception) -> Response:
    """A page to one who follows an old address; to a script, words."""
    if "text/html" not in request.headers.get("accept", ""):
        return _answer(404, MISSING)
    why = str(error) if isinstance(error, Missing) else ""
    return page("missing", request.url.path.count("/") - 1, status=404, message=why or MISSING + MOVED)


async def _conflict(_: Request, error: Exception) -> Response:
    return JSONResponse(error.record(), 409) if isinstance(error, Conflict) else _answer(409, str(error))


async def _refused(_: Request, error: Exception) -> Response:
    return _answer(422, str(error))


async def _unreadable(_: Request, error: Exception) -> Response:
    place = error.finding.places[0] if isinstance(error, UnreadableFile) and error.finding.places else None
    return _answer(422, str(error), line=place.line if place else 1, column=place.column if place else 1)


async def _unwritten(_: Request, error: Exception) -> Response:
    """What the disk, not what was asked, is the reason of: it may go another time."""
    return _answer(503, told(error) if isinstance(error, OSError) else str(error))


async def _http(_: Request, error: Exception) -> Response:
    return _answer(error.status_code, error.detail) if isinstance(error, HTTPException) else _answer(500, BROKEN)


async def _broken(_: Request, __: Exception) -> Response:
    return _answer(500, BROKEN)


HANDLERS = {
    Missing: _missing, Conflict: _conflict, EditError: _refused, OutputRefused: _unwritten, UnreadableFile: _unreadable,
    OSError: _unwritten, HTTPException: _http, 404: _missing, Exception: _broken,
}  # fmt: skip
