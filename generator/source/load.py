"""A YAML file to nodes that keep file, line, column and the raw text of every value."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from generator.source.commas import rejoin
from generator.source.finding import Finding, Level
from generator.source.place import Place
from generator.source.system_errors import reason

MAX_BYTES = 8_000_000
MAX_DEPTH = 30
UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnreadableFile(Exception):
    """A file that cannot be read as YAML at all; carries the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def load(path: Path, name: str) -> tuple[yaml.Node, list[Finding]]:
    """The root node of a file and what is odd about its keys; raises UnreadableFile. `name` is shown in places."""
    return node_of(_decode(_read(path, name), name), name)


def node_of(text: str, name: str) -> tuple[yaml.Node, list[Finding]]:
    """The same of the text of a file."""
    text = _printable(text, name)
    try:
        bound(text, name)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        raise UnreadableFile(_syntax_finding(error, text, name)) from error
    if node is None:
        raise UnreadableFile(_failure("A103", "文件是空的", "文件里没有内容。请按使用手册从示例文件改起。", name))
    rejoin(node)
    return node, list(duplicates(node, name))


def place_of(node: yaml.Node, name: str) -> Place:
    """Where a node begins."""
    return Place(name, node.start_mark.line + 1, node.start_mark.column + 1)


def duplicates(node: yaml.Node, name: str) -> Iterator[Finding]:
    """A finding for each key written twice in one mapping."""
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and (first := seen.setdefault(key.value, key)) is not key:
                yield _duplicate(key.value, place_of(first, name), place_of(key, name))
            yield from duplicates(value, name)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from duplicates(item, name)


def _duplicate(key: str, first: Place, second: Place) -> Finding:
    message = f"“{key}”在第{first.line}行和第{second.line}行各写了一次，只会有一个起作用。请合并或删去一处。"
    return Finding("A104", Level.ERROR, "同一个键写了两次", message, (first, second), quote=key)


def _read(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableFile(_failure("A101", "文件太大", f"文件超过 {MAX_BYTES // 1_000_000} MB，不像是决算数据。", name))
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(_failure("A101", "文件读不出", f"{reason(error)}。", name)) from error


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = nature(data, line)
        finding = Finding("A102", Level.ERROR, "文件编码不对", message, (Place(name, line, 1),))
        raise UnreadableFile(finding) from error


def _printable(text: str, name: str) -> str:
    """The text; raises UnreadableFile where it has a character that YAML does not allow."""
    if found := UNPRINTABLE.search(text):
        place = Place(name, text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start()))
        message = f"这里有一个看不见的控制字符（U+{ord(found.group()):04X}），多半是从别处粘贴来的。请删去。"
        raise UnreadableFile(Finding("A103", Level.ERROR, "YAML 写法有误", message, (place,)))
    return text


def nature(data: bytes, line: int, wanted: str = "") -> str:
    """What a file that is not UTF-8 seems to be, and what to do; `wanted` is what it should be, a department's YAML if empty."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        return f"这是 Word、Excel 或 PDF 文件，不是{wanted or ' YAML 文本'}。请给出{wanted or '部门的 YAML 文件'}。"
    kind = "是 UTF-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "多半是 GBK"
    return f"第{line}行起不是 UTF-8 编码（{kind}）。请用记事本打开，另存为时“编码”选 UTF-8。"


def bound(text: str, name: str) -> None:
    """Nothing where a text nests little and quotes nothing; raises UnreadableFile, so that the C parser never overflows."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.AliasEvent):
            message = "文件里用了 * 引用。请把值直接写出来；文字以 * 开头时请加引号。"
            raise UnreadableFile(_failure("A103", "不能用引用", message, name, event.start_mark))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise UnreadableFile(_failure("A103", "嵌套太深", f"嵌套超过 {MAX_DEPTH} 层。", name, event.start_mark))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _failure(code: str, title: str, message: str, name: str, mark: Any = None) -> Finding:
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)
    return Finding(code, Level.ERROR, title, message, (place,))


def _syntax_finding(error: yaml.MarkedYAMLError, text: str, name: str) -> Finding:
    from generator.source.advice import advise

    advice = advise(error, text.splitlines())
    place = Place(name, advice.line + 1, advice.column + 1)
    return Finding("A103", Level.ERROR, "YAML 写法有误", advice.text, (place,))
