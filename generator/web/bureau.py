"""A folder as a whole: every file checked, who did not file, all that is to be built."""

from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from generator.batch.workers import Crew
from generator.checks.filed import Listed
from generator.commands.bureau import check_folder
from generator.commands.closing import closing
from generator.commands.files import DATA
from generator.commands.folder import gather, without
from generator.commands.summary import ABSENT, HEAD, SummaryLine, as_xlsx, lines
from generator.web.building import everything
from generator.web.jobs import begun
from generator.web.pages import page
from generator.web.paths import INBOX, OUTPUT, SERVED, WRITTEN, Missing, inside
from generator.web.proof import attached
from generator.web.reading import units_of
from generator.web.requests import body, listed, text
from generator.web.site import Site, Summary, site_of
from generator.web.uploads import CAN
from generator.web.work import Job

FOLDERS = (INBOX, WRITTEN[0], OUTPUT)
NOTHING = "{folders} 里没有能核对的文件，什么也没有核对。请把收到的文件拖到这一页上，或放进“收到”文件夹。"
SAVED = "部门决算核对汇总表.xlsx"


def _bureau(request: Request) -> Response:
    """The summary as it was made last, and what can be begun."""
    site = site_of(request)
    if request.query_params.get("save"):
        return _saved(site)
    summary, rows, notes = site.summary, [], []
    if summary is not None:
        rows = [{"cells": each.values, "tone": each.tone, "file": _address(each)} for each in lines(summary.files)]
        notes = [each.note for each in summary.files if each.roll] + list(closing(summary.files, summary.gathered))
    folders = [(name, number) for name in FOLDERS if (number := _number(site.folder / name))]
    rolls = sorted(path.name for path in (site.folder / INBOX).glob("*") if "名单" in CAN.get(path.suffix.lower(), ()))
    when = summary.when if summary else ""
    departments = len(everything(site.folder))
    return page("bureau", head=HEAD, rows=rows, notes=notes, when=when, folders=folders, rolls=rolls, departments=departments)


def _number(folder: Path) -> int:
    return len(gather([folder]).files) if folder.is_dir() else 0


def _address(line: SummaryLine) -> str:
    """Where what was found in a file is to be seen; empty where there is no file."""
    if line.state == ABSENT:
        return ""
    kind = "write" if Path(line.file).suffix.lower() in DATA else "proof"
    return f"{kind}/{quote(line.file)}"


def _saved(site: Site) -> Response:
    """The summary as a workbook."""
    if site.summary is None:
        raise Missing
    return attached(as_xlsx(site.summary.files, site.summary.gathered, None), SAVED)


async def _audit(request: Request) -> Response:
    asked = await body(request)
    site = site_of(request)
    folders = [Path(name) for name in listed(asked, "folders") if name in FOLDERS and (site.folder / name).is_dir()]
    roll = inside(site.folder, given, SERVED) if (given := text(asked.get("roll", ""))) else None
    job = Job(f"核对 {'、'.join(map(str, folders))} 里的全部文件", page="bureau", text="正在找文件")
    return begun(request, job, lambda job, crew: _audited(site, folders, roll, job, crew), many=True)


def _audited(site: Site, folders: list[Path], roll: Path | None, job: Job, crew: Crew) -> dict[str, Any]:
    gathered = without(gather(folders), roll) if folders else gather([Path(INBOX)])
    listed_units: list[Listed] = crew.submit(units_of, roll).result() if roll else []
    rolls = {path for path in gathered.files if "名单" in path.name and path.suffix.lower() in {".csv", ".xlsx"}}
    files = [path for path in gathered.files if path not in rolls]
    if not files and not roll:
        return {"told": [NOTHING.format(folders="、".join(map(str, folders)) or INBOX)]}
    job.total = len(files)
    found = check_folder(files, crew, listed_units, roll, job)
    site.summary = Summary(tuple(found), gathered, datetime.now().strftime("%m月%d日 %H:%M"))
    missing = [finding.quote for each in found if each.roll for finding in each.findings]
    return {"told": [f"核对了 {len(files)} 个文件。"], "missing": missing}


ROUTES: list[BaseRoute] = [Route("/bureau", _bureau), Route("/api/audit", _audit, methods=["POST"])]
