"""Files of templates, the program's and an office's own, read so that whatever is wrong with one is a finding with its place."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.source.finding import Finding, Level
from generator.source.load import UnreadableFile, bound, nature
from generator.source.place import Place
from generator.source.resources import shown
from generator.source.system_errors import reason

CODE, TITLE = "T101", "版式用不了"
MAX_BYTES = 2_000_000
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
DEEP = 25
BRACKETS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]", re.DOTALL)
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class TemplateError(UnreadableFile):
    """A template that cannot be used: what is wrong, and where if that is known.

    One in authored text carries the place of that text.
    """

    def __init__(self, message: str, place: Place | None = None) -> None:
        super().__init__(Finding(CODE, Level.ERROR, TITLE, message, (place,) if place else ()))
        self.message = message
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class Placed(str):
    """A text of a template that knows where it stands."""

    __slots__ = ("place",)
    place: Place

    @staticmethod
    def at(text: str, place: Place) -> "Placed":
        """The text with its place."""
        placed = Placed(text)
        placed.place = place
        return placed


class PlacedList(list[Any]):
    """A list of a template that knows where it begins."""

    place: Place


class PlacedDict(dict[str, Any]):
    """A mapping of a template that knows where it begins."""

    place: Place


def where(raw: object) -> Place | None:
    """Where a text, a list or a mapping of a template stands, None for one made in Python."""
    return getattr(raw, "place", None)


def first_line(path: Path) -> Place:
    """The beginning of a file, as it is shown to the user."""
    return Place(shown(path), 1, 1)


def read_template(path: Path, encodings: Sequence[str] = ()) -> str:
    """The text of a file of templates in UTF-8, or in one of the other encodings; raises TemplateError."""
    data = template_bytes(path)
    for encoding in encodings:
        if not data.startswith((b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04")) and not _is_utf8(data):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TemplateError(nature(data, line, "文本文件"), replace(first_line(path), line=line)) from None
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = "里面有看不见的控制字符，不像是文本文件。请用记事本打开核对，另存为 UTF-8，或换成原来的文件。"
        raise TemplateError(message, replace(first_line(path), line=line))
    if not text.strip():
        raise TemplateError("文件是空的。请写上内容；不用它，就把它删去。", first_line(path))
    return text


def template_bytes(path: Path) -> bytes:
    """What a file of templates holds; raises TemplateError where it cannot be read or is far too large."""
    if path.is_dir():
        raise TemplateError("这里应是一个文件，却是一个文件夹。请改名或移走这个文件夹。", first_line(path))
    if path.exists() and not path.is_file():  # 管道、设备会一直读下去
        raise TemplateError("这里不是普通的文件，而是管道或设备。请换成文件。", first_line(path))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TemplateError(f"读不出这个文件（{reason(error)}）。请核对权限，或关掉正在用它的程序。", first_line(path)) from None
    if len(data) > MAX_BYTES:
        raise TemplateError(f"文件超过 {MAX_BYTES // 1_000_000} MB，不像是版式里的文件。请核对。", first_line(path))
    return data


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def read_yaml(path: Path) -> Any:
    """A YAML file of templates with every value as text that knows its place, shared and not to be changed; raises TemplateError."""
    return parse_yaml(read_template(path), shown(path))


@cache
def parse_yaml(text: str, file: str) -> Any:
    """The same of a text; `file` is shown in places."""
    try:
        if _may_be_deep(text):
            bound(text, file)
        loader = LOADER(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
        return _Maker(file).make(node) if node is not None else _nothing(file)
    except yaml.MarkedYAMLError as error:
        from generator.source.advice import advise

        advice = advise(error, text.splitlines())
        raise TemplateError(f"不合 YAML 写法：{advice.text}", Place(file, advice.line + 1, advice.column + 1)) from None
    except yaml.YAMLError:
        raise TemplateError("不合 YAML 写法，有不能用的字符，多半是从别处粘贴来的。请删去。", Place(file, 1, 1)) from None
    except UnreadableFile as error:
        raise TemplateError(error.finding.message, error.finding.places[0]) from None


def _nothing(file: str) -> Any:
    raise TemplateError("文件里没有内容（只有注释）。请写上内容；不用它，就把它删去。", Place(file, 1, 1))


def _may_be_deep(text: str) -> bool:
    """Whether lists and mappings may stand in each other deeper than the C parser of YAML bears."""
    flow = 0
    for row in text.splitlines():
        opened = row.count("[") + row.count("{")
        block = len(row) - len(row.lstrip()) + row.count("- ") + row.count("? ")
        if flow + opened + block > DEEP or "*" in row:
            return True
        flow = max(0, flow + opened - row.count("]") - row.count("}"))
    return False


class _Maker:
    """Turns nodes of YAML into texts, lists and mappings with their places."""

    def __init__(self, file: str) -> None:
        self.file = file

    def make(self, node: yaml.Node) -> Any:
        """What a node says; raises TemplateError for a key that is no text or that is written twice."""
        place = Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, yaml.ScalarNode):
            return Placed.at(node.value, place)
        made: PlacedList | PlacedDict
        if isinstance(node, yaml.SequenceNode):
            made = PlacedList(map(self.make, node.value))
        else:
            made = PlacedDict()
            for key, value in node.value:
                self.enter(made, self.make(key), self.make(value), place)
        made.place = place
        return made

    def enter(self, made: PlacedDict, key: Any, value: Any, place: Place) -> None:
        """Enter a key of a mapping."""
        if not isinstance(key, Placed):
            raise TemplateError("键应是文字，写成了一组值。槽要加引号，如 \"{{ 年度|年 }}\"。", where(key) or place)
        if key in made:
            raise TemplateError(f"“{key}”写了两次，只会有一个起作用。请合并或删去一处。", key.place)
        made[key] = value


def reading_rows(raw: object, *keys: str, optional: Collection[str] = ()) -> list[dict[str, str]]:
    """A list of rows that each have these keys, all of them text, as the files of 读法 have; raises TemplateError."""
    if not isinstance(raw, list):
        raise TemplateError("这里应是列表，每条以“- ”开头。", where(raw))
    for row in raw:
        told = isinstance(row, dict) and set(keys) <= set(row) <= {*keys, *optional}
        if not told or not all(isinstance(value, str) for value in row.values()):
            shown = f"{'、'.join(keys)}{f'（还可以写 {chr(12289).join(optional)}）' if optional else ''}"
            raise TemplateError(f"每条要写、也只能写 {shown}，如 {{{': …, '.join(keys)}: …}}。", where(row) or where(raw))
    return raw


def reading_sections(raw: object, *required: str) -> dict[str, Any]:
    """A mapping of a file of 读法, with these keys at least; raises TemplateError."""
    if not isinstance(raw, dict):
        raise TemplateError("这里应是“键: 值”，一节一节地写。", where(raw))
    if missing := [key for key in required if key not in raw]:
        raise TemplateError(f"缺少 {'、'.join(missing)}。请照程序自带的补上，没有要写的写 []。", where(raw))
    return raw


@cache
def compiled(pattern: str, frame: str = "(?:{})$") -> re.Pattern[str]:
    """A regular expression of 读法 within a frame; raises TemplateError where it is none."""
    try:
        if _closes_early(pattern):
            re.compile(pattern)
        return re.compile(frame.replace("{}", pattern))
    except (re.error, RecursionError, OverflowError):
        message = f"“{pattern}”不是正则表达式。多半是括号不成对；括号、问号、加号当字用的，前面加 \\。请改正。"
        raise TemplateError(message, where(pattern)) from None


def _closes_early(pattern: str) -> bool:
    """Whether a bracket is closed before one is opened, which within a frame may look right: a)(b."""
    depth = 0
    for found in BRACKETS.findall(pattern):
        depth += (found == "(") - (found == ")")
        if depth < 0:
            return True
    return False
