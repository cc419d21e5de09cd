"""One server a folder: who comes second is shown the page of the first, whose address is in a file that only the owner can read."""

import json
import os
import time
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import BinaryIO

from generator.files.held import hold

HOST = "127.0.0.1"
WAY = """<!DOCTYPE html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>正在打开</title>
<meta http-equiv="refresh" content="0; url={address}"><p><a href="{address}">打开决算的网页</a></p></html>
"""
WAIT = 5.0  # 秒:先来的正在启动


def claim(folder: Path) -> BinaryIO | None:
    """The file to `tell` the address in, this folder's until it is closed; None where another server has it."""
    return hold(_place(folder))


def tell(file: BinaryIO, port: int, token: str) -> str:
    """The address of the page, for those who come later too."""
    file.write(json.dumps({"port": port, "token": token}).encode())
    return _address(port, token)


def first(folder: Path, wait: float = WAIT) -> str | None:
    """The address of the page of the server that has the folder; None where it does not answer in so many seconds."""
    until = time.monotonic() + wait
    while True:
        for port, token in _told(_place(folder)):
            if _answers(port, token):
                return _address(port, token)
        if time.monotonic() > until:
            return None
        time.sleep(0.1)


def way(folder: Path, address: str) -> Path:
    """A page that only the owner can read, and that leads to the address."""
    place = _place(folder).with_suffix(".html")
    place.unlink(missing_ok=True)
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(WAY.format(address=escape(address)))
    return place


def forget_way(folder: Path) -> None:
    """The page that led to the address of a server that ends."""
    _place(folder).with_suffix(".html").unlink(missing_ok=True)


def _place(folder: Path) -> Path:
    """In the user's own folder: a working folder may be shared by people, and its name be in any letters."""
    name = os.path.normcase(folder.resolve())
    return Path.home() / ".juesuan" / "open" / f"{sha256(name.encode()).hexdigest()[:32]}.json"


def _told(place: Path) -> Iterator[tuple[int, str]]:
    try:
        told = json.loads(place.read_bytes())
        yield int(told["port"]), str(told["token"])
    except (OSError, ValueError, LookupError, TypeError):
        return


def _answers(port: int, token: str) -> bool:
    line = HTTPConnection(HOST, port, timeout=2)
    try:
        line.request("HEAD", f"/{token}/static/app.js")
        return line.getresponse().status == 200
    except (OSError, HTTPException, ValueError):
        return False
    finally:
        line.close()


def _address(port: int, token: str) -> str:
    return f"http://{HOST}:{port}/{token}/"
