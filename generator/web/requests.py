"""What the page asks, checked before it is used."""

from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST = 16_000_000
WRONG = "这个请求不合写法。请刷新页面再试。"


@dataclass(frozen=True, slots=True)
class Asked:
    """The body of a request on a file: the version the page holds, the blocks it has got, and what is to be done."""

    version: str = ""
    part: str = ""
    have: frozenset[str] = frozenset()
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
    raw = await _body(request)
    words = {name: _text(raw.get(name, "")) for name in ("version", "text", "code", "where", "reason")}
    have = frozenset(map(_text, _list(raw.get("have", []))))
    changes = tuple(_change(each) for each in _list(raw.get("changes", [])))
    return Asked(part=_text(raw.get("part", part)), have=have, changes=changes, **words)


async def _body(request: Request) -> dict[str, Any]:
    if int(request.headers.get("content-length", "0") or 0) > LARGEST:
        raise HTTPException(413, WRONG)
    try:
        raw = await request.json()
    except (ValueError, RecursionError):
        raise HTTPException(400, WRONG) from None
    if not isinstance(raw, dict):
        raise HTTPException(400, WRONG)
    return raw


def _change(raw: object) -> tuple[str, str | None]:
    if not isinstance(raw, dict) or not (path := _text(raw.get("path"))):
        raise HTTPException(400, WRONG)
    value = raw.get("value", "")
    return path, None if value is None else _text(value)


def _list(raw: object) -> list[Any]:
    if not isinstance(raw, list):
        raise HTTPException(400, WRONG)
    return raw


def _text(raw: object) -> str:
    """A text that can be written to a file."""
    if not isinstance(raw, str) or any("\ud800" <= character <= "\udfff" for character in raw):
        raise HTTPException(400, WRONG)
    return raw
