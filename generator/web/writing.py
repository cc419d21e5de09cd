"""Writing a file: the page, its state, and the changes made to it."""

import gc
from collections.abc import Callable
from typing import Any

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from generator.authoring.yaml.edit import set_values
from generator.commands.accept import accepting
from generator.source.load import UnreadableFile
from generator.web.opened import Opened
from generator.web.pages import page
from generator.web.requests import Asked, asked
from generator.web.site import site_of
from generator.web.state import state
from generator.web.typed import as_written
from generator.web.whole import shown, whole


def _page(request: Request) -> Response:
    file = site_of(request).opened(request.path_params["file"])
    given = file.path.as_posix()
    return page("write", given.count("/") + 1, file=given, title=_title(file))


def _title(file: Opened) -> str:
    """What the file is of; its name where it cannot be read."""
    try:
        return file.view().department.title
    except UnreadableFile:
        return file.path.name


async def _state(request: Request) -> Response:
    return await _answer(request, lambda file, wanted: None)


async def _edit(request: Request) -> Response:
    return await _answer(request, _edited)


async def _undo(request: Request) -> Response:
    return await _answer(request, lambda file, wanted: file.undo(wanted.version))


async def _redo(request: Request) -> Response:
    return await _answer(request, lambda file, wanted: file.redo(wanted.version))


async def _accept(request: Request) -> Response:
    def accept(file: Opened, wanted: Asked) -> None:
        department = file.view(wait=True).department
        file.change(wanted.version, lambda text: accepting(department, text, wanted.code, wanted.where, wanted.reason))

    return await _answer(request, accept)


async def _whole(request: Request) -> Response:
    return await _answer(request, lambda file, wanted: file.change(wanted.version, lambda text: whole(text, wanted.text, file.path)))


async def _text(request: Request) -> Response:
    file = site_of(request).opened(request.path_params["file"])
    return JSONResponse(await run_in_threadpool(lambda: shown(file)))


def _edited(file: Opened, wanted: Asked) -> None:
    """Make the changes; what an emptied field means hangs on what is shown."""
    changes = as_written(wanted.changes, file.view())
    file.change(wanted.version, lambda text: set_values(text, changes))


async def _answer(request: Request, act: Callable[[Opened, Asked], None]) -> Response:
    """Do what is asked of a file, and what is otherwise now than in the answer a page holds; the rules are asked once that is sent."""
    wanted = await asked(request)
    file = site_of(request).opened(request.path_params["file"])

    def done() -> dict[str, Any]:
        before = file.shown
        act(file, wanted)
        view = file.view()
        now = state(view, wanted.part, before if before is not None and before.version != view.version else None)
        with file.lock:
            return file.answers.next(wanted.revision, now | file.steps())

    gc.disable()
    try:
        return JSONResponse(await run_in_threadpool(done), background=BackgroundTask(_afterwards, file))
    except BaseException:
        gc.enable()
        raise


def _afterwards(file: Opened) -> None:
    """What can wait until the answer is sent: garbage, of which a large department leaves millions of objects, and the rules."""
    gc.enable()
    file.check()


ROUTES: list[BaseRoute] = [
    Route("/write/{file:path}", _page),
    Route("/api/state/{file:path}", _state, methods=["GET", "POST"]),
    Route("/api/edit/{file:path}", _edit, methods=["POST"]),
    Route("/api/text/{file:path}", _whole, methods=["POST"]),
    Route("/api/text/{file:path}", _text),
    Route("/api/accept/{file:path}", _accept, methods=["POST"]),
    Route("/api/undo/{file:path}", _undo, methods=["POST"]),
    Route("/api/redo/{file:path}", _redo, methods=["POST"]),
]
