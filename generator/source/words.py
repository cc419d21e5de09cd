"""Words of the trade, kept as data in templates/读法: each entry a pattern by its name, with texts it matches, read when first used."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from generator.source.resources import roots
from generator.source.template import Placed, TemplateError, compiled, read_yaml, reading_sections, where

OFFERED = frozenset(dir(re.Pattern))
WORDS, KEYS = "词", {"字样", "例", "不认"}
REFERENCE = re.compile(r"\{((?:[\u4e00-\u9fff]+\.)?[\u4e00-\u9fff]+)\}")


class _Said:
    """A pattern that is read and compiled when it is first used, and again when what is kept of templates was dropped."""

    __slots__ = ("file", "name")

    def __init__(self, file: str, name: str) -> None:
        self.file, self.name = file, name

    def __getattr__(self, attribute: str) -> Any:
        if attribute not in OFFERED:  # 只是看看它是什么的，不必去读
            raise AttributeError(attribute)
        return getattr(_pattern(self.file, self.name), attribute)


def said(name: str) -> re.Pattern[str]:
    """The pattern that an entry of templates/读法 gives, by its file and its name: 表.总表; using it may raise TemplateError."""
    file, _, entry = name.partition(".")
    return cast("re.Pattern[str]", _Said(file, entry))


def each(name: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of an entry one by one, in the order they are tried, so that each may have groups of the same name."""
    file, _, entry = name.partition(".")
    return _each(file, entry)


@cache
def _pattern(file: str, name: str) -> re.Pattern[str]:
    return _compiled(file, name, alternatives(file, name))


@cache
def _each(file: str, name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(file, name, [text]) for text in alternatives(file, name))


def _compiled(file: str, name: str, several: Sequence[str]) -> re.Pattern[str]:
    try:
        return re.compile("|".join(_filled(file, text) for text in several))
    except (re.error, RecursionError, OverflowError):  # 哪一条写错了，这时才一条一条地看：平时不必
        _tell(file, name)
        raise


def label(text: str, frame: str = "(?:{})$") -> re.Pattern[str]:
    """A pattern of a row of 数.yaml, 表.yaml or 节.yaml, those of 词.yaml in the place of their names; raises TemplateError."""
    filled, place = _filled(WORDS, text), where(text)
    return compiled(Placed.at(filled, place) if place else filled, frame)


def _filled(file: str, text: str) -> str:
    """A text with the alternatives of other entries in the place of their names: {增}, {单位.自称}."""
    return REFERENCE.sub(lambda found: _all_of(*home(file, found[1])), text)


def _all_of(file: str, name: str) -> str:
    return f"(?:{'|'.join(_filled(file, text) for text in alternatives(file, name))})"


def home(file: str, name: str) -> tuple[str, str]:
    """The file and the name of an entry that one of `file` names: 单位.自称, or one of the same file, else of 词.yaml."""
    other, dot, entry = name.partition(".")
    if dot:
        return other, entry
    return (file if any(name in entries for entries in _files(file)) else WORDS), name


def _tell(file: str, name: str, above: tuple[str, ...] = ()) -> None:
    """Raise TemplateError for the text of an entry, or of one that it names, that is no pattern."""
    for text in alternatives(file, name):
        if name in above:
            raise TemplateError(f"“{name}”里又写了“{name}”，没有尽头。请改成字样。", where(text))
        compiled(text, "{}")
        for found in REFERENCE.findall(text):
            _tell(*home(file, found), (*above, name))


@cache
def alternatives(file: str, name: str) -> Sequence[str]:
    """The 字样 of an entry, an office's own before the program's; raises TemplateError."""
    entry = next((entries[name] for entries in _files(file) if name in entries), None)
    if not isinstance(entry, dict) or not {"字样", "例"} <= set(entry) <= KEYS:
        raise TemplateError(f"{file}.yaml 里没有“{name}”，或没有写全：要写 字样、例，还可以写 不认。请照程序自带的补上。", where(entry))
    return texts(entry["字样"])


def texts(raw: object) -> Sequence[str]:
    """One text or several; raises TemplateError for anything else."""
    several = [raw] if isinstance(raw, str) else raw
    if not isinstance(several, list) or not all(isinstance(text, str) for text in several):
        raise TemplateError("这里应是一段文字，或每条以“- ”开头的几段。", where(raw))
    return several


@cache
def _files(file: str) -> tuple[dict[str, Any], ...]:
    """What the office's own file holds and what the program's does, so that the former need say only what differs; raises TemplateError."""
    paths = [path for root in roots() if (path := root / "读法" / f"{file}.yaml").exists()]
    files = tuple(reading_sections(read_yaml(path)) for path in paths)
    for own in files[:-1]:
        if stray := next((name for name in own if name not in files[-1] and f"{{{name}}}" not in str(own)), None):
            raise TemplateError(f"“{stray}”不是程序认得的名称，写了不会用到。请照程序自带的 {file}.yaml 改名，或删去。", where(stray))
    return files
