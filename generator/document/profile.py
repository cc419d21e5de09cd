"""A profile: the folder of templates of one region and year, with the folders it is based on."""

import re
from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, reduce
from pathlib import Path
from typing import Any

from generator.document.grammar import TOO_DEEP, Lines, Nodes, Phrases, layout, parse, set_apart
from generator.document.inherited import changed_parts
from generator.document.kinds import KINDS
from generator.document.layout_file import read_look
from generator.document.shape import NO, YES, choice, closest, fault, filled, mapping, number, sequence, text, texts
from generator.document.table_layout import Look
from generator.model.facts import Facts
from generator.model.format import NumberStyle
from generator.source.file_names import stays
from generator.source.place import Place
from generator.source.resources import find, roots, shown
from generator.source.template import PlacedDict, PlacedList, TemplateError, first_line, read_template, read_yaml, where

FILE = "profile.yaml"
COMMON = "通用"
CHARTS = "图.yaml"
STYLE = "数字样式"
BASE = "基于"
COVER, PARTS, PICTURES = "封面", "部分", "图表"
YEARS, UNVERIFIED = "适用年度", "未核实"
LOOK, PHRASES, UNASKED, PLACE, OTHERS = "表样", "说法", "不要求", "地名", "其他数"
APART, NUMBERED = "部分标题另页", "目录页码"
KEYS = (BASE, STYLE, COVER, PARTS, PICTURES, YEARS, UNVERIFIED, LOOK, PHRASES, UNASKED, PLACE, OTHERS, APART, NUMBERED)
MERGED = (STYLE, LOOK, PHRASES, OTHERS)


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
class OwnFigure:
    """A figure that a profile asks for beside the keys: its unit (万元, 个, …), whether it must be there, and what it is."""

    unit: str
    required: bool
    told: str


@dataclass(frozen=True, slots=True)
class Profile:
    """Settings merged over the chain of folders; the first folder that has a file wins."""

    folders: tuple[str, ...]
    settings: Mapping[str, Any]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts in document order."""
        return tuple(_part(row, self.settings[PARTS]) for row in sequence(self.settings[PARTS], PARTS))

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

    def outline(self, folder: str, name: str, place: Place | None) -> Lines:
        """An outline that a department chose at that place; raises TemplateError naming those that there are."""
        known = self.outlines(folder)
        if name not in known:
            listed = "、".join(known)
            raise TemplateError(f"没有叫“{name}”的报告提纲（绩效自评.提纲）。有：{listed}。{closest(name, known)}", place)
        return self.lines(folder, name)

    def lines(self, folder: str, name: str) -> Lines:
        """A file of sentence templates; raises TemplateError."""
        path = self.file(folder, f"{name}.j2")
        if path is None:
            raise fault(f"版式 {self.folders[0]} 里没有 {folder}/{name}.j2。", name)
        return read_lines(read_template(path), shown(path), self.phrases)

    @property
    def phrases(self) -> Phrases:
        """What the profile says by kinds of its own, such as 变动, of the names 甲, 乙 and 丙; raises TemplateError."""
        return tuple((name, _phrase(name, source)) for name, source in self.settings[PHRASES].items())

    def data(self, *parts: str) -> Any:
        """A YAML file of the profile with every value as text; raises TemplateError."""
        path = self.file(*parts)
        if path is None:
            raise fault(f"版式 {self.folders[0]} 里没有 {'/'.join(parts)}。", *parts[-1:])
        return read_yaml(path)

    @property
    def figures(self) -> dict[str, OwnFigure]:
        """What its 其他数 lists, with those of the profiles it is based on, by name; raises TemplateError."""
        return {name: _figure(name, raw) for name, raw in self.settings.get(OTHERS, {}).items()}

    @property
    def years(self) -> str:
        """The years that the profile serves, as its 适用年度 says; empty for all."""
        return str(self.settings.get(YEARS, ""))

    @property
    def unasked(self) -> tuple[str, ...]:
        """The keys that this form does not ask for, as its 不要求 and those of the profiles it is based on say; raises TemplateError."""
        return texts(self.settings[UNASKED], UNASKED)

    @property
    def places(self) -> tuple[str, ...]:
        """What the names of departments that use it begin with, as its own 地名 says; empty for all."""
        own = self.settings[PLACE]
        return (own,) if isinstance(own, str) else texts(own, PLACE)

    @property
    def reserve(self) -> str:
        """What its 未核实 says was not verified of the form, as a sentence; or empty."""
        said = self.settings.get(UNVERIFIED, "")
        return f"{self.folders[0]}：{said.rstrip('。')}。" if said else ""

    def serves(self, year: int) -> bool:
        """Whether 适用年度 (2021, 2020-2021 or 2023-) holds for a year; a profile that says none serves every year."""
        first, dash, last = self.years.partition("-")
        return not first or int(first) <= year <= int(last or (9999 if dash else first))

    def charts(self) -> dict[str, Any]:
        """The charts by name, those of 图.yaml in this profile before those of the profiles it is based on; raises TemplateError."""
        found: dict[str, Any] = {}
        for folder in reversed(self.folders):
            try:
                own = read_yaml(find(*folder.split("/"), CHARTS))
            except FileNotFoundError:
                continue
            if not isinstance(own, dict):
                raise fault(f"{CHARTS} 要一幅一幅写成“名称: 标题和行”。", own)
            found |= own
        return found

    def draws(self, facts: Facts) -> bool:
        """Whether the department, or the profile where it does not say, wants charts."""
        return bool((facts.text(PICTURES) or self.settings.get(PICTURES)) == YES)

    @property
    def apart(self) -> bool:
        """Whether the title of a part has a page to itself, as its 部分标题另页 says; raises TemplateError."""
        return choice(self.settings.get(APART, YES), APART)

    @property
    def numbered(self) -> bool:
        """Whether the contents have page numbers, as its 目录页码 says; raises TemplateError."""
        return choice(self.settings.get(NUMBERED, YES), NUMBERED)

    @property
    def look(self) -> Look:
        """How tables look; raises TemplateError."""
        own: dict[str, Any] = {**read_look(self.settings.get(LOOK, {}))}
        return Look(**own)

    def style(self, facts: Facts) -> NumberStyle:
        """How prose prints numbers: as the profile says, unless the department says otherwise; raises TemplateError."""

        def setting(key: str, default: str) -> str:
            own = facts.figure(f"{STYLE}.{key}")
            text = str(own.value) if own else facts.text(f"{STYLE}.{key}")
            return text or self.settings.get(STYLE, {}).get(key, default)

        strip = setting("去尾零", "否")
        return NumberStyle(
            setting("千分位", "否") == "是",
            number(setting("金额小数", "2"), "金额小数", 0),
            number(setting("百分比小数", "2"), "百分比小数", 0),
            strip == "是",
            setting("百分比去尾零", strip) == "是",
            setting("零写作0", "否") == "是",
            setting("尾差", "照实") == "凑平",
        )


def _phrase(name: str, source: object) -> Nodes:
    """The nodes of a phrase."""
    written = filled(source, f"{PHRASES}的“{name}”", name)
    if name in KINDS:
        raise fault(f"{PHRASES}里的“{name}”是程序已有的种类，请换一个名称。", name)
    try:
        return parse(written, "")
    except TemplateError as error:
        raise TemplateError(error.message, where(written) or where(name)) from None


@cache
def read_lines(source: str, file: str, phrases: Phrases = ()) -> Lines:
    """The paragraphs of a file of sentence templates, shown as `file`; raises TemplateError."""
    try:
        nodes = parse(source, file, phrases)
        set_apart(source, file)
        return layout(nodes)
    except RecursionError:
        raise TemplateError(TOO_DEEP, Place(file, 1, 1)) from None


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


def _figure(name: str, raw: object) -> OwnFigure:
    """A figure as profile.yaml lists it."""
    what = f"“{OTHERS}”的“{name}”"
    row = mapping(raw, what, "单位", "必填 说明", name)
    required = choice(row.get("必填", NO), f"{what}的必填")
    return OwnFigure(filled(row["单位"], f"{what}的单位", raw), required, text(row.get("说明", ""), what))


def _part(raw: object, parent: object) -> Part:
    """A part as profile.yaml lists it."""
    row = mapping(raw, f"“{PARTS}”的一条", "标题 文件夹", "内容 须有 自写", parent)
    folder = _plain(row["文件夹"], "文件夹", raw)
    sections = _sections(row["内容"], raw) if "内容" in row else ()
    needs, own = (filled(row[key], key, raw) if key in row else "" for key in ("须有", "自写"))
    return Part(filled(row["标题"], "标题", raw), folder, sections, needs, own)


def _sections(raw: object, parent: object) -> tuple[Section, ...]:
    """Sections as profile.yaml lists them: a file name, or 文件 with 标题, or 标题 with 内容."""
    return tuple(_section(row, raw) for row in sequence(raw, "“内容”", parent))


def _section(raw: object, parent: object) -> Section:
    if isinstance(raw, str):
        return Section(_plain(raw, "“内容”的一条", parent))
    row = mapping(raw, "“内容”的一条", "", "文件 标题 内容", parent)
    if ("文件" in row) == ("内容" in row):
        raise fault("“内容”的一条要写 文件，或者写 标题 和下一级的 内容，两者取一。", raw)
    title = filled(row["标题"], "标题", raw) if "标题" in row else ""
    if "文件" in row:
        return Section(_plain(row["文件"], "文件", raw), title)
    if not title:
        raise fault("“内容”的一条有下一级，要写 标题。", raw)
    return Section("", title, _sections(row["内容"], raw))


def _plain(raw: object, what: str, parent: object) -> str:
    """The name of a file or a folder within the profile."""
    name = filled(raw, what, parent)
    if set(name) & set('/\\:*?"<>|') or name in {".", ".."}:
        raise fault(f"{what}“{name}”只能写名称，不能带路径。", raw, parent)
    return name


def load_profile(name: str, place: Place | None = None) -> Profile:
    """A profile by its folder, such as 湖南/2021, that is named at that place; raises TemplateError."""
    if not name:
        raise TemplateError("文件没有写“版式”，只能供下一年比较。要生成文件，请写上，如 版式: 湖南/2021。")
    chain = dict(_chain(name, place))
    folders = tuple(chain)
    own = {PLACE: chain[folders[0]].get(PLACE, PlacedList()), UNASKED: _unasked(chain.values())}
    settings = {**ChainMap(*chain.values()), **_merged(chain.values()), **_parts(chain.values()), **own}
    if missing := [key for key in (COVER, PARTS) if key not in settings]:
        message = f"没有写{'、'.join(missing)}，也没有“基于”有的版式。请补上一行，如 基于: 湖南/2021。"
        raise TemplateError(message, first_line(find(*folders[0].split("/"), FILE)))
    if not re.fullmatch(r"(\d{4}(-(\d{4})?)?)?", str(settings.get(YEARS, ""))):
        raise fault(f"“{YEARS}”写的是“{settings[YEARS]}”，应写成 2021、2020-2021 或 2023- 的样子。", settings[YEARS])
    return Profile(folders, settings)


def _merged(chain: Collection[PlacedDict]) -> dict[str, Any]:
    """The settings of which a profile says only those that differ."""
    return {key: {**ChainMap(*(own.get(key, {}) for own in chain))} for key in MERGED}


def _unasked(chain: Iterable[PlacedDict]) -> Any:
    """What a profile does not ask for, with what those it is based on do not, up to one that asks for everything (`[]`)."""
    found = PlacedList()
    for own in (own[UNASKED] for own in chain if UNASKED in own):
        if not own or not isinstance(own, list):
            return found or own
        found += own
    return found


def _chain(name: str, place: Place | None) -> Iterator[tuple[str, PlacedDict]]:
    """A profile's folder with what it says, then those that it is based on, the nearest first."""
    folders: list[str] = []
    while name:
        if name in folders:
            raise TemplateError(f"版式 {name} 的“基于”绕了一圈：{' → '.join([*folders, name])}。请改其中的一处。", place)
        own = read_settings(name, place, folders[-1] if folders else "")
        folders.append(name)
        yield name, own
        name, place = own.get(BASE, ""), where(own.get(BASE, ""))


def _parts(chain: Iterable[PlacedDict]) -> dict[str, Any]:
    """The parts: the nearest list of them, with what the profiles before it change, the farthest first."""
    changes: list[PlacedDict] = []
    for own in chain:
        if isinstance(own.get(PARTS), PlacedDict):
            changes.append(own[PARTS])
        elif PARTS in own:
            return {PARTS: reduce(changed_parts, reversed(changes), own[PARTS])}
    return {}


def read_settings(name: str, place: Place | None = None, above: str = "") -> PlacedDict:
    """What the profile.yaml of a folder says, without those it is based on; raises TemplateError."""
    steps = name.split("/")
    try:
        if not stays(steps) or any(step != step.strip(" .") for step in steps):
            raise FileNotFoundError
        path = find(*steps, FILE)
    except FileNotFoundError:
        raise TemplateError(_no_profile(name, above), place) from None
    own = read_yaml(path)
    if not isinstance(own, PlacedDict):
        raise TemplateError(f"{FILE} 应当写成“键: 值”，如 基于: 湖南/2021。", where(own) or first_line(path))
    for key in MERGED:
        if key in own and not isinstance(own[key], dict):
            raise fault(f"{key}应当写成“键: 值”。", own[key])
    if BASE in own:
        filled(own[BASE], BASE, own)
    return own


def _no_profile(name: str, above: str) -> str:
    """That there is no such profile, with those that there are, the nearest first."""
    known = profiles()
    near = get_close_matches(name, known, n=len(known) or 1, cutoff=0.0)
    listed = [*near, *sorted(set(known) - set(near))]
    whose = f"版式 {above} 的“基于”写的是它。" if above else ""
    meant = f"是不是“{listed[0]}”？" if get_close_matches(name, known, n=1) else ""
    return f"没有“{name}”这个版式。{whose}{meant}有的是：{'、'.join(listed)}。自己写的版式放在工作文件夹的 templates 里。"


def profiles() -> tuple[str, ...]:
    """Every profile there is, such as 湖南/2021, an office's own first."""
    found = (path.parent.relative_to(root).as_posix() for root in roots() for path in sorted(root.rglob(FILE)))
    return tuple(dict.fromkeys(found))


def profile_of(year: int, like: str = "", department: str = "") -> str:
    """The profile that serves a year, else the newest of an earlier one; or empty.

    It is one of the region of `like`, else of that whose 地名 the department's name begins with, else of the only one without 地名.
    """
    known = {name: _loaded(name) for name in profiles() if "/" not in name or _year(name)}
    regions = {_region(like)} if like else _regions(known, department)
    if len(regions) != 1:
        return ""
    ranked = ((_says_it_serves(profile, year), _year(name), name) for name, profile in known.items())
    fitting = (each for each in ranked if _region(each[2]) in regions and (each[0] or each[1] <= year))
    return max(fitting, default=(False, 0, ""))[2]


def place_known(department: str) -> bool:
    """Whether a department's name begins with the 地名 of a profile."""
    every = (profile for name in profiles() if (profile := _loaded(name)) is not None)
    return any(department.startswith(profile.places) for profile in every)


def _region(name: str) -> str:
    """What stands before the year of a profile; a profile of all years is its own region."""
    return name.rpartition("/")[0] or name


def _year(name: str) -> int:
    """The year that a profile is called by, 0 for none."""
    last = name.rpartition("/")[2]
    return int(last) if last.isdecimal() else 0


def _says_it_serves(profile: Profile | None, year: int) -> bool:
    return profile is not None and bool(profile.years) and profile.serves(year)


def _regions(known: Mapping[str, Profile | None], department: str) -> set[str]:
    """The regions of profiles whose 地名 begins a department's name, else those that say none."""
    places = {_region(name): profile.places for name, profile in known.items() if profile and profile.places}
    own = {region for region, names in places.items() if department.startswith(names)}
    return own or {_region(name) for name in known} - set(places)


def _loaded(name: str) -> Profile | None:
    """A profile, None where it cannot be read: it then names no place and serves no year."""
    try:
        return load_profile(name)
    except TemplateError:
        return None
