"""A profile: the folder of templates of one region and year, with the folders it is based on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.document.grammar import Lines, TemplateError, layout, parse
from generator.model.facts import Facts
from generator.model.format import NumberStyle
from generator.source.names import stays
from generator.source.resources import find, roots

FILE = "profile.yaml"
CHARTS = "图.yaml"
STYLE = "数字样式"
BASE = "基于"
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Section:
    """A file of a part; `title` replaces the heading in it; one without a file has sections of its own under its title."""

    file: str
    title: str = ""
    inner: "tuple[Section, ...]" = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One of the five parts: its title as template text, its folder, its sections in order, the fact it needs.

    `own` is the key under which a department may write the whole part itself.
    """

    title: str
    folder: str
    sections: tuple[Section, ...]
    needs: str
    own: str = ""

    def files(self) -> Iterator[tuple[str, Section, int]]:
        """The sections that are files, by name, with how deep they stand."""
        yield from _files(self.sections, 0)


@dataclass(frozen=True, slots=True)
class Profile:
    """Settings merged over the chain of folders; the first folder that has a file wins."""

    folders: tuple[str, ...]
    settings: Mapping[str, Any]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts in document order."""
        rows = self.settings["部分"]
        return tuple(
            Part(row["标题"], row["文件夹"], _sections(row.get("内容", ())), row.get("须有", ""), row.get("自写", ""))
            for row in rows
        )

    def file(self, *parts: str) -> Path | None:
        """The path of a file in this profile or one it is based on, None where no folder has it."""
        for folder in self.folders:
            try:
                return find(*folder.split("/"), *parts)
            except FileNotFoundError:
                continue
        return None

    def outlines(self, folder: str) -> tuple[str, ...]:
        """The names of all sentence templates in a folder of this profile and those it is based on."""
        found = [path for name in self.folders for path in sorted(_folder(name, folder))]
        return tuple(dict.fromkeys(path.stem for path in found))

    def lines(self, folder: str, name: str) -> Lines:
        """A file of sentence templates; raises TemplateError."""
        path = self.file(folder, f"{name}.j2")
        if path is None:
            raise TemplateError(f"版式 {self.folders[0]} 里没有 {folder}/{name}.j2。")
        return _lines(path.read_text("utf-8-sig"), f"{folder}/{name}.j2")

    def data(self, *parts: str) -> Any:
        """A YAML file of the profile with every value as text; raises TemplateError."""
        path = self.file(*parts)
        if path is None:
            raise TemplateError(f"版式 {self.folders[0]} 里没有 {'/'.join(parts)}。")
        return read_yaml(path)

    def charts(self) -> dict[str, Any]:
        """The charts by name, those of 图.yaml in this profile before those of the profiles it is based on; raises TemplateError."""
        found: dict[str, Any] = {}
        for folder in reversed(self.folders):
            try:
                own = read_yaml(find(*folder.split("/"), CHARTS))
            except FileNotFoundError:
                continue
            if not isinstance(own, dict):
                raise TemplateError(f"版式 {folder} 的 {CHARTS} 写法有误：要一幅一幅写成“名称: 标题和行”。")
            found |= own
        return found

    def style(self, facts: Facts) -> NumberStyle:
        """How prose prints numbers: as the profile says, unless the department says otherwise."""

        def setting(key: str, default: str) -> str:
            own = facts.figure(f"{STYLE}.{key}")
            text = str(own.value) if own else facts.text(f"{STYLE}.{key}")
            return text or self.settings.get(STYLE, {}).get(key, default)

        strip = setting("去尾零", "否")
        return NumberStyle(
            setting("千分位", "否") == "是",
            int(setting("金额小数", "2")),
            int(setting("百分比小数", "2")),
            strip == "是",
            setting("百分比去尾零", strip) == "是",
            setting("零写作0", "否") == "是",
        )


@cache
def _lines(source: str, file: str) -> Lines:
    return layout(parse(source, file))


def _folder(profile: str, folder: str) -> list[Path]:
    try:
        return list(find(*profile.split("/"), folder).glob("*.j2"))
    except FileNotFoundError:
        return []


def _files(sections: Iterable[Section], depth: int) -> Iterator[tuple[str, Section, int]]:
    for section in sections:
        if section.file:
            yield section.file, section, depth
        yield from _files(section.inner, depth + 1)


def _sections(rows: Iterable[Any]) -> tuple[Section, ...]:
    """Sections as profile.yaml lists them: a file name, or 文件 with 标题, or 标题 with 内容."""
    return tuple(
        Section(row) if isinstance(row, str) else Section(row.get("文件", ""), row.get("标题", ""), _sections(row.get("内容", ())))
        for row in rows
    )


def load_profile(name: str) -> Profile:
    """A profile by its folder, such as 湖南/2021; raises TemplateError, also where there is none of that name."""
    if not name:
        raise TemplateError("文件没有写“版式”，只能供下一年比较。要生成文件，请写上，如 版式: 湖南/2021。")
    folders: list[str] = []
    settings: dict[str, Any] = {}
    while name:
        if not stays(name.split("/")) or _missing(name):
            raise TemplateError(_no_profile(name, folders))
        if name in folders:
            raise TemplateError(f"版式 {name} 的“基于”绕了一圈：{' → '.join([*folders, name])}。")
        folders.append(name)
        own = read_yaml(find(*name.split("/"), FILE))
        settings = {**own, **settings, STYLE: {**own.get(STYLE, {}), **settings.get(STYLE, {})}}
        name = own.get(BASE, "")
    return Profile(tuple(folders), settings)


def profiles() -> set[str]:
    """Every profile there is, such as 湖南/2021."""
    found = ((path.parent, root) for root in roots() for depth in ("*", "*/*") for path in root.glob(f"{depth}/{FILE}"))
    return {folder.relative_to(root).as_posix() for folder, root in found}


def _missing(name: str) -> bool:
    try:
        return not find(*name.split("/"), FILE).is_file()
    except FileNotFoundError:
        return True


def _no_profile(name: str, above: Sequence[str]) -> str:
    """That there is no such profile, with those that there are, the nearest first."""
    known = profiles()
    near = get_close_matches(name, known, n=len(known) or 1, cutoff=0.0)
    listed = [*near, *sorted(known - set(near))]
    whose = f"版式 {above[-1]} 的“基于”写的是它。" if above else ""
    meant = f"是不是“{listed[0]}”？" if get_close_matches(name, known, n=1) else ""
    return f"没有“{name}”这个版式。{whose}{meant}有的是：{'、'.join(listed)}。自己写的版式放在工作文件夹的 templates 里。"


def read_yaml(path: Path) -> Any:
    """A YAML file with every value as text, shared and not to be changed; raises TemplateError naming line and column."""
    return parse_yaml(path.read_text("utf-8-sig"), path)


@cache
def parse_yaml(text: str, path: Path) -> Any:
    """The same of a text that was read from that path."""
    try:
        return yaml.load(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise TemplateError(f"{path}:{where}: 版式文件不合 YAML 写法：{error.problem}") from error
