"""What the page asks, checked before it is used."""

import json
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST = 16_000_000
WRONG = "这个请求不合写法。请刷新页面再试。"


@dataclass(frozen=True, slots=True)
class Asked:
    """The body of a request on a file: the version of it and the answer that the page holds, and what is to be done."""

    version: str = ""
    revision: str = ""
    part: str = ""
    changes: tuple[tuple[str, str | None], ...] = ()
    text: str = ""
    code: str = ""
    where: str = ""
    reason: str = ""


async def asked(request: Request) -> Asked:
    """The request; raises HTTPException 400 where it is not of that form, 413 where it is too long."""
    part = request.query_params.get("part", "")
    if request.method != "POST":
        return Asked(part=part)
    raw = await body(request)
    words = {name: text(raw.get(name, "")) for name in ("version", "revision", "text", "code", "where", "reason")}
    changes = tuple(_change(each) for each in _list(raw.get("changes", [])))
    return Asked(part=text(raw.get("part", part)), changes=changes, **words)


async def body(request: Request) -> dict[str, Any]:
    """What is asked, an object of JSON; raises HTTPException 400 where it is none, 413 where it is too long."""
    content = await content_of(request, LARGEST, WRONG)
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError):
        raise HTTPException(400, WRONG) from None
    if not isinstance(raw, dict):
        raise HTTPException(400, WRONG)
    return raw


async def content_of(request: Request, largest: int, why: str) -> bytes:
    """The bytes that are sent; raises HTTPException 413 as soon as they are more than that, whatever length was told."""
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > largest:
            raise HTTPException(413, why)
        pieces.append(piece)
    return b"".join(pieces)


def listed(asked: dict[str, Any], name: str) -> list[str]:
    """The texts of a list that is asked, none where it is not there; raises HTTPException 400."""
    return list(map(text, _list(asked.get(name, []))))


def _change(raw: object) -> tuple[str, str | None]:
    if not isinstance(raw, dict) or not (path := text(raw.get("path"))):
        raise HTTPException(400, WRONG)
    value = raw.get("value", "")
    return path, None if value is None else text(value)


def _list(raw: object) -> list[Any]:
    if not isinstance(raw, list):
        raise HTTPException(400, WRONG)
    return raw


def text(raw: object) -> str:
    """A text that can be written to a file; raises HTTPException 400."""
    if not isinstance(raw, str) or any("\ud800" <= character <= "\udfff" for character in raw):
        raise HTTPException(400, WRONG)
    return raw
