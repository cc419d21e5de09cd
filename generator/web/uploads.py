"""Files dropped on the page: kept in the inbox under a name that any system allows, never over another; nothing in them is read here."""

import re
from collections.abc import Iterator
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from generator.commands.folder import ARCHIVES, OLD
from generator.files.outputs import replace_files
from generator.readers.open import kind_of
from generator.source.file_names import DEVICE, FORBIDDEN
from generator.web.paths import INBOX
from generator.web.requests import content_of
from generator.web.site import site_of

LARGEST = 60 << 20
TOO_LARGE = f"文件超过 {LARGEST >> 20} MB，不像一份决算公开文本，没有收。"
EMPTY = "是空文件，没有收。请重新导出或下载一份再试。"
OF_OLD = "是旧格式，读不了，没有收。请用 Word、Excel 或 WPS 另存为 docx、xlsx 或 pdf 再放进来。"
PACKED = "是压缩包，没有收。请先解压，把里面的文件放进来。"
OTHERS = "不是能读的格式，没有收。可以放 docx、xlsx、pdf、html、txt；单位名单可以是 csv 或 xlsx。"
PUBLISHED = ("核对", "对照", "建立数据")
LONGEST = 80
CAN = {
    ".docx": PUBLISHED, ".pdf": PUBLISHED, ".html": PUBLISHED, ".htm": PUBLISHED, ".txt": PUBLISHED,
    ".xlsx": (*PUBLISHED, "名单"), ".csv": ("名单",),
}  # fmt: skip


async def _upload(request: Request) -> Response:
    """Take a file in; what can be done with it."""
    name = cleaned(request.query_params.get("name", ""))
    content = await content_of(request, LARGEST, TOO_LARGE)
    ending = kind_of(content) or Path(name).suffix.lower()
    if why := refused(ending, content):
        raise HTTPException(422, f"{name} {why}")
    name = name if name.lower().endswith(ending) else f"{name}{ending}"
    path = await run_in_threadpool(kept, site_of(request).folder, name, content)
    return JSONResponse({"path": path.as_posix(), "kind": ending.removeprefix("."), "can": CAN[ending]})


def refused(ending: str, content: bytes) -> str:
    """Why a file is not taken; empty where it is."""
    if not content.strip():
        return EMPTY
    if ending in OLD:
        return OF_OLD
    if ending in ARCHIVES:
        return PACKED
    return "" if ending in CAN else OTHERS


def cleaned(name: str) -> str:
    """A name without folders, without what a system forbids in it, not too long, its ending kept."""
    last = re.split(r"[/\\]", name)[-1]
    fit = FORBIDDEN.sub("_", "".join(c for c in last if c.isprintable())).strip(" .")
    stem, dot, ending = fit.rpartition(".")
    stem, ending = (stem, ending[:8]) if dot else (fit, "")
    stem = stem[:LONGEST].strip(" .~") or "文件"
    return f"{'_' if DEVICE.fullmatch(stem) else ''}{stem}{dot}{ending}"


def kept(folder: Path, name: str, content: bytes) -> Path:
    """The path, relative to the folder, of the file in the inbox; one that is there already with this content, or a new one."""
    (folder / INBOX).mkdir(exist_ok=True)
    if not (folder / INBOX).resolve().is_relative_to(folder.resolve()):
        raise HTTPException(422, f"“{INBOX}”是一个链接，指到工作文件夹外面，没有收。请删去这个链接。")
    for path in _free(Path(INBOX, name)):
        if not (folder / path).exists():
            replace_files({folder / path: content}, folder / INBOX)
            return path
        if (folder / path).is_file() and (folder / path).read_bytes() == content:
            return path
    raise HTTPException(422, f"{name} 已经收过太多份，请先整理“{INBOX}”文件夹。")


def _free(path: Path) -> Iterator[Path]:
    yield path
    yield from (path.with_name(f"{path.stem}（{n}）{path.suffix}") for n in range(2, 1000))


ROUTES: list[BaseRoute] = [Route("/api/upload", _upload, methods=["POST"])]
