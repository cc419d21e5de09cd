"""The page of a published file: what each figure of it is proved by, what was found, and both to be saved."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from generator.batch.workers import Crew
from generator.checks.inspection_own import Given
from generator.commands import annotate, inspection
from generator.commands.check import check_file
from generator.commands.checked import Checked
from generator.commands.report import as_html
from generator.disclosure.record import digest
from generator.readers.open import kind_of_file
from generator.source.finding import Level, ordered
from generator.source.resources import find
from generator.web.jobs import begun
from generator.web.pages import page
from generator.web.paths import SERVED, Missing, inside
from generator.web.requests import body, text
from generator.web.site import Site, site_of
from generator.web.work import Job

REPORT, CHECKLIST, NOTES = "核对结果", "检查表", "批注"
LOOK = ("report.css", "report.js")
NOT_YET = "这份文件还没有核对完，或者核对以后文件换过。请刷新页面。"


async def _proof(request: Request) -> Response:
    """What is known of a file; of one that was not checked yet a page that has it checked."""
    site, given = site_of(request), request.path_params["path"]
    path = inside(site.folder, given, SERVED)
    checked = await run_in_threadpool(known, site, path)
    saved = request.query_params.get("save", "")
    if saved:
        return await run_in_threadpool(_saved, site, path, checked, saved)
    top = "../" * (1 + given.count("/"))
    if checked is None:
        return page("proof", 1 + given.count("/"), file=given, title=path.name)
    served = {"look": f"{top}look/", "links": _links(path, checked, top)}
    return HTMLResponse(await run_in_threadpool(as_html, [checked], False, (), served))


def _links(path: Path, checked: Checked, top: str) -> list[tuple[str, str]]:
    here = quote(path.name)
    saved = [REPORT, CHECKLIST] if not checked.unreadable else []
    saved += [NOTES] if not checked.unreadable and checked.findings and path.suffix.lower() in annotate.KINDS else []
    called = {REPORT: "存核对结果", CHECKLIST: "存检查表", NOTES: "存批注过的副本"}
    forms = [(called[each], f"{here}?save={quote(each)}") for each in saved]
    return [("← 首页", top), ("原文件", f"{top}file/{quote(path.as_posix())}"), *forms]


def known(site: Site, path: Path) -> Checked | None:
    """What was found in a file as it is now, where it was checked."""
    return site.audits.get(named(site, path))


def named(site: Site, path: Path) -> str:
    """A file by its path and its content."""
    return f"{path.as_posix()} {digest((site.folder / path).read_bytes())}"


async def _check(request: Request) -> Response:
    site, given = site_of(request), text((await body(request)).get("path"))
    path = inside(site.folder, given, SERVED)
    job = Job(f"核对 {path.name}", page=f"proof/{given}", text="正在读和核对")
    return begun(request, job, lambda job, crew: audit(site, path, crew))


def audit(site: Site, path: Path, crew: Crew) -> dict[str, Any]:
    """What is found in a file, kept for its page."""
    name = named(site, path)
    if (checked := site.audits.get(name)) is None:
        checked = crew.submit(check_file, path, Given(), True).result()
        site.audits.put(name, checked)
    return {"proof": f"proof/{path.as_posix()}", "outcome": checked.outcome, "unreadable": checked.unreadable}


def _saved(site: Site, path: Path, checked: Checked | None, what: str) -> Response:
    """What was found, in one of the forms in which it is saved."""
    made = SAVED.get(what)
    if checked is None or made is None:
        raise HTTPException(409, NOT_YET)
    content, ending = made(site, checked, path)
    return attached(content, f"{path.stem}（{what}）{ending}")


def attached(content: bytes, name: str) -> Response:
    """Something to be saved under a name."""
    headers = {"Content-Disposition": f"attachment; filename*=utf-8''{quote(name)}"}
    return Response(content, headers=headers, media_type="application/octet-stream")


def _report(_: Site, checked: Checked, __: Path) -> tuple[bytes, str]:
    return as_html([checked], False).encode(), ".html"


def _checklist(_: Site, checked: Checked, __: Path) -> tuple[bytes, str]:
    from generator.writers.xlsx import write_xlsx

    return write_xlsx(inspection.document([checked])), ".xlsx"


def _notes(site: Site, checked: Checked, path: Path) -> tuple[bytes, str]:
    found = [finding for finding in ordered(checked.findings) if finding.level is not Level.HINT] or list(checked.findings)
    return site.jobs.apart(annotate.copied, path, found), kind_of_file(path)


SAVED: dict[str, Callable[[Site, Checked, Path], tuple[bytes, str]]] = {REPORT: _report, CHECKLIST: _checklist, NOTES: _notes}


async def _look(request: Request) -> Response:
    """The style and the script of reports, an office's own where it has one."""
    if (name := request.path_params["name"]) not in LOOK:
        raise Missing
    return FileResponse(find("look", name))


ROUTES: list[BaseRoute] = [
    Route("/proof/{path:path}", _proof),
    Route("/look/{name}", _look),
    Route("/api/check", _check, methods=["POST"]),
]
