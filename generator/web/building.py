"""A department's files made from the page as the command makes them, and the 更正说明; what changed is told figure by figure."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from generator.batch.rivals import rivals
from generator.batch.run import SEE_DRAFT, Outcome, run_batch
from generator.batch.run import Job as Ordered
from generator.batch.workers import Crew
from generator.checks.bureau import key
from generator.commands.correction import NO_NOTICE, STEM, Corrected, before, correct, to_fill
from generator.commands.files import names_profile, publishing
from generator.console import SEE_HINTS
from generator.disclosure.build import Order
from generator.disclosure.record import FILE
from generator.disclosure.render import FORMATS, ON_REQUEST
from generator.disclosure.revision import Revision
from generator.files.outputs import sweep
from generator.files.turns import turn
from generator.source.file_names import unfit
from generator.source.finding import Level
from generator.source.header import read_header
from generator.web.jobs import begun
from generator.web.pages import page
from generator.web.paths import INBOX, OUTPUT, SERVED, WRITTEN, data_file, inside
from generator.web.requests import body, listed, text
from generator.web.site import Site, site_of
from generator.web.uploads import CAN
from generator.web.work import Job

TOLD = 60
TEXTS = frozenset({".docx", ".pdf", ".html", ".htm", ".txt"})
CALLED = {"docx": "Word", "pdf": "PDF", "html": "网页", "xlsx": "Excel 各表", "json": "开放数据 JSON", "csv": "开放数据 CSV"}


def _page(request: Request) -> Response:
    """The page on which one department is built."""
    path = data_file(site_of(request).folder, given := request.path_params["file"])
    header = read_header(path)
    title = f"{header.name}{header.year}年度" if header else given
    formats = [(kind, CALLED[kind], kind in FORMATS) for kind in (*FORMATS, *ON_REQUEST)]
    there = received(site_of(request).folder)
    own = [each for each in there if header and filed_by(each.name, header.name, header.year)]
    every = dict.fromkeys((*own, *made_of(path), *there))
    old = [each.as_posix() for each in every if may_be_published(each)]
    return page("build", 1 + given.count("/"), file=given, title=title, formats=formats, made=records(made_of(path)), old=old)


async def _build(request: Request) -> Response:
    asked = await body(request)
    site, files = site_of(request), listed(asked, "files")
    paths = [data_file(site.folder, file) for file in files]
    order = order_of(asked)
    many = len(paths) != 1
    title, where = (f"生成 {len(paths) or '全部'} 个部门", "bureau") if many else (f"生成 {files[0]}", f"build/{files[0]}")
    return begun(request, Job(title, where), lambda job, crew: _built(site, paths, order, job, crew), many)


def order_of(asked: dict[str, Any]) -> Order:
    """How to build, by what is asked."""
    formats = tuple(kind for kind in listed(asked, "formats") if kind in (*FORMATS, *ON_REQUEST)) or FORMATS
    draft, public, formulas = (asked.get(key) is True for key in ("draft", "public", "formulas"))
    return Order(formats, Path(OUTPUT), draft=draft, public=public, formulas=formulas)


def everything(folder: Path) -> list[Path]:
    """All files of departments of the working folder, the example left aside."""
    return list(publishing([Path(WRITTEN[0])], tell=False)) if (folder / WRITTEN[0]).is_dir() else []


def _built(site: Site, paths: Sequence[Path], order: Order, job: Job, crew: Crew) -> dict[str, Any]:
    """What became of each file; all there are where none is named."""
    every = everything(site.folder)
    paths = paths or every
    job.total, job.text = len(paths), "正在生成"

    def wait(said: str) -> None:
        job.text = said

    done = []
    with site.jobs.building, turn(order.output, wait):
        mended = sweep(order.output)
        among = filter(names_profile, {*every, *paths})
        for outcome in run_batch([Ordered(path, order) for path in paths], crew, rivals(among)):
            job.step(outcome.path.as_posix())
            done.append(_record(outcome, order.draft))
    return {"files": done, "notes": mended, "failed": sum(each["code"] > 0 for each in done)}


def _record(outcome: Outcome, draft: bool) -> dict[str, Any]:
    return {
        "file": outcome.path.as_posix(),
        "code": outcome.code,
        "unchanged": outcome.unchanged,
        "messages": [_of_page(message) for message in (*outcome.messages, *outcome.notes)][:TOLD],
        "made": records(outcome.files if draft else made_of(outcome.path) if outcome.code != 1 else ()),
        "revision": changes(outcome.revision) if outcome.revision else None,
    }


def _of_page(message: str) -> str:
    """What a command says, without its options: the page has a box to tick."""
    return message.replace(f"（{SEE_HINTS}）", "").replace(SEE_DRAFT, "勾选“草稿”再生成")


def made_of(path: Path) -> list[Path]:
    """The files that stand in the output folder of a department's file, those with the record of their build."""
    header = read_header(path)
    folder = Path(OUTPUT, header.name, str(header.year)) if header and not unfit(header.name) else None
    there = folder.iterdir() if folder and folder.is_dir() else ()
    return sorted(each for each in there if each.is_file() and not each.name.startswith("."))


def received(folder: Path) -> list[Path]:
    """What lies in the inbox and can be used, newest first."""
    inbox = folder / INBOX
    files = [path for path in inbox.iterdir() if path.is_file() and path.suffix.lower() in CAN] if inbox.is_dir() else []
    return [path.relative_to(folder) for path in sorted(files, key=lambda path: -path.stat().st_mtime)]


def filed_by(file: str, name: str, year: int) -> bool:
    """Whether a received file is called after a department and year."""
    return key(name) in key(file) and str(year) in file


def may_be_published(path: Path) -> bool:
    """Whether a file may be what a correction is against: its text, or the record of its build."""
    return path.name == FILE or (STEM not in path.name and path.suffix.lower() in TEXTS)


def records(files: Sequence[Path]) -> list[dict[str, Any]]:
    """Files that were made, to be opened or saved."""
    shown = [path for path in files if path.name != FILE and path.exists()]
    return [{"path": path.as_posix(), "name": path.name, "kind": path.suffix[1:], "size": path.stat().st_size} for path in shown]


def changes(revision: Revision) -> dict[str, Any]:
    """What is otherwise than before, for the page."""
    figures = [(c.name, c.old, c.new, "、".join(dict.fromkeys(piece.section for piece in c.where))) for c in revision.figures]
    texts = [(c.section, c.old, c.new) for c in revision.texts]
    return {"figures": figures[:TOLD], "texts": texts[:TOLD], "more": max(0, len(figures) - TOLD) + max(0, len(texts) - TOLD)}


async def _correction(request: Request) -> Response:
    asked = await body(request)
    site, file = site_of(request), text(asked.get("file"))
    path = data_file(site.folder, file)
    against = inside(site.folder, text(asked.get("against")), SERVED)
    order = order_of({**asked, "draft": False})
    reason = text(asked.get("reason", "")).strip()
    job = Job(f"更正 {file}", f"build/{file}")
    return begun(request, job, lambda job, crew: _corrected(site, path, against, order, reason, job, crew))


def _corrected(site: Site, path: Path, against: Path, order: Order, reason: str, job: Job, crew: Crew) -> dict[str, Any]:
    job.text = f"正在与 {against.name} 比较"
    with site.jobs.building, turn(order.output, partial(setattr, job, "text")):
        sweep(order.output)
        made: Corrected = crew.submit(corrected, path, order, against, reason).result()
    errors = [finding.message for finding in made.built.findings if finding.level is Level.ERROR]
    told = errors or [to_fill(reason) if made.notice else NO_NOTICE]
    code, files = int(bool(errors)), [] if errors else records(made_of(path))
    done = {"file": path.as_posix(), "code": code, "unchanged": False, "messages": told[:TOLD], "made": files}
    return {"files": [{**done, "revision": changes(made.revision)}], "notes": [], "failed": code, "notice": records(made.notice)}


def corrected(path: Path, order: Order, against: Path, reason: str) -> Corrected:
    """What a process does: the file built, and what it says otherwise than what was published."""
    return correct(path, order, before(path, against), reason)


ROUTES: list[BaseRoute] = [
    Route("/build/{file:path}", _page),
    Route("/api/build", _build, methods=["POST"]),
    Route("/api/correction", _correction, methods=["POST"]),
]
