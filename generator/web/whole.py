"""The whole text of a file, for the editor: with its findings by line, and written back as one change."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generator.authoring.yaml.edit import EditError
from generator.source.finding import Finding, ordered
from generator.source.load import MAX_BYTES, UnreadableFile, node_of
from generator.web.opened import BOM, Opened, version_of

TOO_LARGE = "文字太长，没有存：一个数据文件最多 8 MB。"


def shown(file: Opened) -> dict[str, Any]:
    """The text without its byte order mark, and what was found on its lines, be it that it is no YAML."""
    with file.lock:
        text = file.text()
        try:
            findings: Sequence[Finding] = file.view().findings
        except UnreadableFile as error:
            findings = (error.finding,)
    own = file.path.as_posix()
    found = [
        {"line": place.line, "column": place.column, "level": finding.level.value, "code": finding.code, "message": finding.message}
        for finding in ordered(findings)
        for place in finding.places
        if place.file == own
    ]
    return {"version": version_of(text), "text": text.removeprefix(BOM), "findings": found}


def whole(before: str, after: str, path: Path) -> str:
    """The text to write, its lines ending as before; raises UnreadableFile where it is no YAML, EditError where it is too long."""
    unix = after.removeprefix(BOM).replace("\r\n", "\n")
    if len(unix.encode()) > MAX_BYTES // 2:
        raise EditError(TOO_LARGE)
    node_of(unix, path.as_posix())
    return unix.replace("\n", "\r\n") if "\r\n" in before else unix
