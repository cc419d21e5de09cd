"""Data files made from a published file, from last year's or for all units of a list; a published file set beside the data."""

import re
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from generator.batch.workers import Crew
from generator.checks.filed import Listed
from generator.commands import importing
from generator.commands.compare import as_html, verdict_line
from generator.commands.new import make
from generator.commands.roll import read_roll
from generator.disclosure.department import compose, read_department
from generator.document.profile import profiles
from generator.model.bind import LIMITS
from generator.published.compare import compare_file
from generator.published.differences import Difference
from generator.published.read_apart import apart
from generator.readers.blocks import UnreadablePublication
from generator.source.file_names import unfit
from generator.source.template import TemplateError
from generator.web.jobs import begun
from generator.web.paths import SERVED, data_file, inside
from generator.web.requests import body, text
from generator.web.site import Site, site_of
from generator.web.work import Job

THERE = "{path} 已经有了，没有动它。要重新读出，原来的改名保留，请点“重新读出”。"
NOT_MADE = "数据文件里有错误，还排不成公开的文本，没有对照。请先改正：{message}"
NO_FORM = "没有“{form}”这个版式。请刷新页面再选。"
NO_YEAR = "“{text}”不是年度，写如 2024。"
NO_NAME = "“{name}”不能作部门名称：{wrong}。"
EXISTS = "{path} 已经有了，没有动它。"


async def _import(request: Request) -> Response:
    asked = await body(request)
    path, again = inside(site_of(request).folder, text(asked.get("path")), SERVED), asked.get("again") is True
    form = form_of(asked)
    job = Job(f"由 {path.name} 建立数据", text="正在读")
    return begun(request, job, lambda job, crew: _imported(path, again, form, job, crew))


def form_of(asked: dict[str, Any]) -> str:
    """The 版式 that is asked for, empty where the program is to choose; raises HTTPException 422 for one that is not there."""
    form = text(asked.get("form", ""))
    if form and form not in profiles():
        raise HTTPException(422, NO_FORM.format(form=form[:40]))
    return form


def _imported(path: Path, again: bool, form: str, job: Job, crew: Crew) -> dict[str, Any]:
    made = crew.submit(imported, path, again, form).result()
    job.page = f"write/{made['file']}"
    return made


def imported(path: Path, again: bool, form: str = "") -> dict[str, Any]:
    """What a process does: the data file made from a published one, by that form or the one that fits.

    None is made where there is one already, unless `again`.
    """
    draft = apart(partial(importing.drafted, [path], form), path.name)
    place = importing.place_of(draft)
    if place.exists() and not again:
        return {"file": place.as_posix(), "exists": True, "told": [THERE.format(path=place)]}
    importing.written(draft, force=True)
    return {"file": place.as_posix(), "exists": False, "told": list(map(_of_page, draft.told))}


def _of_page(said: str) -> str:
    """What a command says, without its option: on the page another form is chosen below."""
    return re.sub("用 --版式 (?:另选|指定)", "在下面另选", said)


async def _compare(request: Request) -> Response:
    asked = await body(request)
    site = site_of(request)
    data, path = data_file(site.folder, text(asked.get("data"))), inside(site.folder, text(asked.get("path")), SERVED)
    job = Job(f"对照 {path.name} 与 {data.as_posix()}", text="正在对照")
    return begun(request, job, lambda job, crew: _compared(site, data, path, job, crew))


def _compared(site: Site, data: Path, path: Path, job: Job, crew: Crew) -> dict[str, Any]:
    found = crew.submit(differences, data, path).result()
    links = [("← 首页", "../"), ("填写", f"../write/{quote(data.as_posix())}"), ("公开文件", f"../proof/{quote(path.as_posix())}")]
    site.pages.put(job.id, as_html(found, {"look": "../look/", "links": links}))
    job.page = f"kept/{job.id}"
    return {"page": job.page, "outcome": verdict_line(found)}


def differences(data: Path, path: Path) -> list[Difference]:
    """What a process does: a published file set beside the document that the data make; raises UnreadablePublication."""
    department = read_department(data)
    document, findings = compose(department)
    if document is None:
        raise UnreadablePublication(NOT_MADE.format(message=findings[0].message if findings else ""))
    return apart(partial(compare_file, document, department.facts, path), path.name)


async def _new(request: Request) -> Response:
    """A new file of a department and year, from last year's where there is one."""
    asked = await body(request)
    site, name, year = site_of(request), text(asked.get("name")).strip(), _year(text(asked.get("year")))
    source = data_file(site.folder, given) if (given := text(asked.get("source", ""))) else None
    if wrong := unfit(name):
        raise HTTPException(422, NO_NAME.format(name=name[:40], wrong=wrong))
    return JSONResponse(await run_in_threadpool(one, name, year, source, form_of(asked)))


def _year(given: str) -> int:
    if not (given.isascii() and given.isdecimal()) or int(given[:9]) not in LIMITS["年"]:
        raise HTTPException(422, NO_YEAR.format(text=given[:20]))
    return int(given)


def one(name: str, year: int, source: Path | None = None, form: str = "") -> dict[str, Any]:
    """The file of a unit and year made, from last year's where there is one; one that is there already is left as it is."""
    path, before = Path("data", name, f"{year}.yaml"), source or Path("data", name, f"{year - 1}.yaml")
    if path.exists():
        return {"file": path.as_posix(), "exists": True, "left": 0, "told": [EXISTS.format(path=path)]}
    try:
        new = make(path, name, year, before if before.exists() else None, form)
    except TemplateError as error:
        raise HTTPException(422, error.message) from None
    told = [said for said in (new.unlinked, *new.kept, *new.notes) if said]
    return {"file": path.as_posix(), "exists": False, "left": new.left, "told": told}


async def _roll(request: Request) -> Response:
    """Files for the units of a list, for its years or the one that is named."""
    asked = await body(request)
    path, year = inside(site_of(request).folder, text(asked.get("path")), SERVED), _year(text(asked.get("year")))
    job = Job(f"按 {path.name} 建立 {year} 年度的文件", page="bureau", text="正在读名单")
    return begun(request, job, lambda job, crew: _rolled(path, year, job, crew))


def _rolled(path: Path, year: int, job: Job, crew: Crew) -> dict[str, Any]:
    units = crew.submit(units_of, path).result()
    job.total, made = len(units), []
    for unit in units:
        made.append({"name": unit.name, **_made(unit.name, unit.year or year)})
        job.step(unit.name)
    number = sum(bool(each["file"]) and not each["exists"] for each in made)
    return {"units": made, "told": [f"名单上 {len(units)} 个单位，建立了 {number} 个文件。"]}


def _made(name: str, year: int) -> dict[str, Any]:
    if wrong := unfit(name):
        return {"file": "", "exists": False, "left": 0, "told": [NO_NAME.format(name=name[:40], wrong=wrong)]}
    return one(name, year)


def units_of(path: Path) -> list[Listed]:
    """What a process does: the units of a list, read within bounds; raises UnreadableFile."""
    return apart(partial(read_roll, path), path.name)


ROUTES: list[BaseRoute] = [
    Route("/api/import", _import, methods=["POST"]),
    Route("/api/compare", _compare, methods=["POST"]),
    Route("/api/new", _new, methods=["POST"]),
    Route("/api/roll", _roll, methods=["POST"]),
]
