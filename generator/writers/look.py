"""The files that decide the look: read so that a damaged one of an office's own is told, with its place, before anything is written."""

import contextlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from generator.source.load import UnreadableFile
from generator.source.place import Place
from generator.source.resources import find, is_own, shown
from generator.source.system_errors import code
from generator.source.template import TemplateError, first_line, read_template

OUT = re.compile(r"/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)
REMEDY = "请改正它，或者移走这个文件，用程序自带的样式。"


def look_file(name: str) -> Path:
    """The path of a text file of look/; raises TemplateError where it is no text, or a style sheet that is not well formed."""
    path = find("look", name)
    text = read_template(path)
    if path.suffix == ".css":
        _check_css(text, shown(path))
    return path


@cache
def _check_css(text: str, file: str) -> None:
    """Nothing where a style sheet is well formed; raises TemplateError at the first place where it is not."""
    import tinycss2

    bare = OUT.sub("", text)
    if bare.count("{") != bare.count("}"):
        raise TemplateError(f"样式文件的花括号不成对：{{ 有 {bare.count('{')} 个，}} 有 {bare.count('}')} 个。{REMEDY}", Place(file, 1, 1))
    try:
        error = next(_errors(tinycss2.parse_stylesheet(text, True, True)), None)
    except RecursionError:
        raise TemplateError(f"样式文件的括号套得太深。{REMEDY}", Place(file, 1, 1)) from None
    if error is not None:
        message = f"样式文件的写法有误。{REMEDY}"
        raise TemplateError(message, Place(file, error.source_line, error.source_column))


def _errors(nodes: list[Any]) -> Iterator[Any]:
    """The parse errors among nodes and in what they hold."""
    import tinycss2

    for node in nodes:
        if node.type == "error":
            yield node
        elif node.type in {"qualified-rule", "at-rule"} and node.content is not None:
            yield from _errors(tinycss2.parse_blocks_contents(node.content, True, True))


@contextlib.contextmanager
def by_look(path: Path) -> Iterator[None]:
    """Meanwhile a document is drawn by this file: what fails is laid to it where it is an office's own."""
    try:
        yield
    except (UnreadableFile, OSError, MemoryError):
        raise
    except Exception as error:
        if not is_own(path):
            raise
        raise TemplateError(f"按这个样式文件做不出来（代号 {code(error)}）。{REMEDY}", first_line(path)) from error

