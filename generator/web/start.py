"""The start page: the departments and years of the working folder, how far each is, and files that were received."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from generator.commands.files import named, names_profile
from generator.disclosure.department import read_department
from generator.disclosure.record import FILE, digest, made_from
from generator.document.profile import profiles
from generator.model.schema import pending_in
from generator.source.finding import Level
from generator.source.header import read_header
from generator.web.building import filed_by, made_of, received
from generator.web.pages import page
from generator.web.paths import WRITTEN, data_file
from generator.web.site import site_of
from generator.web.uploads import CAN
from generator.web.view import found_in

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """A department's file of a year: how much is still to be filled, when it was built, whether it was changed since, what was filed."""

    file: str
    name: str
    year: int
    left: int
    publishes: bool
    built: str
    corrected: bool
    filed: str


def entries(folder: Path) -> list[Entry]:
    """All data files of the working folder, by department, newest year first; those of the example last."""
    there = [path.name for path in received(folder)]
    homes = [Path(name) for name in WRITTEN if (folder / name).is_dir()]
    found = [_entry(path, there) for home in homes for path, _ in named([home])]
    return sorted(found, key=lambda each: (not each.file.startswith(WRITTEN[0]), each.name, -each.year))


def _entry(path: Path, there: list[str]) -> Entry:
    header = read_header(path)
    name, year = (header.name, header.year) if header else (path.stem, 0)
    content = path.read_bytes()
    left = pending_in(content.decode(errors="replace"))
    record = next((made for made in made_of(path) if made.name == FILE), None)
    built = datetime.fromtimestamp(record.stat().st_mtime).strftime("%Y-%m-%d %H:%M") if record else ""
    corrected = record is not None and _inputs(record, record.stat().st_mtime_ns).get(path.as_posix()) != digest(content)
    filed = next((each for each in there if filed_by(each, name, year)), "")
    return Entry(path.as_posix(), name, year, left, names_profile(path), built, corrected, filed)


@lru_cache(4096)
def _inputs(record: Path, _: int) -> dict[str, str]:
    """What the last build was made from, by the record as it was written at some time."""
    return made_from(record)


def _start(request: Request) -> Response:
    folder = site_of(request).folder
    there = received(folder)
    files = [{"path": path.as_posix(), "name": path.name, "can": CAN[path.suffix.lower()]} for path in there[:SHOWN]]
    return page("start", entries=entries(folder), received=files, more=len(there) - len(files), forms=profiles())


def _standing(request: Request) -> Response:
    """How many findings of each level a data file has."""
    path = data_file(site_of(request).folder, request.path_params["file"])
    return JSONResponse(standing(path))


def standing(path: Path) -> dict[str, Any]:
    """How many findings of each level; raises UnreadableFile."""
    levels = [finding.level for finding in found_in(read_department(path))]
    return {level.value: levels.count(level) for level in Level}


ROUTES: list[BaseRoute] = [Route("/", _start), Route("/api/standing/{file:path}", _standing)]
