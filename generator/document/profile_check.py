"""Everything in a profile that cannot be right, found when it is loaded: names, keys, files, and the shape of each file."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from generator.derive.names import elements, known
from generator.derive.units import OWN_LEVEL
from generator.document.builder import DEFAULT_OUTLINE, LEVELS, PICTURE, SECTION, STYLES, TABLE
from generator.document.grammar import Branches, FixedText, Lines, Loop, Nodes, Phrases, Slot, TemplateLine, parse
from generator.document.kinds import KINDS, TextKind
from generator.document.layout_file import load_layout, read_look
from generator.document.performance_table import NAME, check_layout
from generator.document.pictures import ITEM, NO_FIGURE, chart_of
from generator.document.profile import (
    APART,
    CHARTS,
    COVER,
    FILE,
    KEYS,
    LOOK,
    NUMBERED,
    PICTURES,
    STYLE,
    UNASKED,
    Part,
    Profile,
    Section,
    load_profile,
    read_lines,
    read_settings,
)
from generator.document.shape import choice, closest, fault, filled, mapping, number, sequence, terms, texts
from generator.document.spelling import Own, check_name, misspelt
from generator.document.table_layout import BLANKS, Groups, Items, Layout, Listed, Pairs, Single, Subjects, Units
from generator.document.tables import NUMBER, SLOT
from generator.model.bind import LIMITS
from generator.model.figure import Figure, Words
from generator.model.keys import ROOT
from generator.model.schema import Count, Group, Text
from generator.source.finding import Finding
from generator.source.place import Place
from generator.source.resources import every, files_below, is_own, roots, shown, stamp
from generator.source.template import TemplateError, first_line, read_template, where

Faults = Iterator[TemplateError]
REPORT, SCORES, GLOSSARY = "报告", "自评表", "名词解释"
SENTENCES, DATA = ".j2", ".yaml"
READINGS = "读法"
OTHERS = {"look", "科目", READINGS}
WRONG_ENDS = {".yml": DATA, ".txt": "", ".jinja": SENTENCES, ".jinja2": SENTENCES}


class Use(NamedTuple):
    """What a department uses of the program's own files: one outline, and the charts or not; an office's own are always looked at."""

    outline: str = ""
    charts: bool = True


ALL = Use()


def found_in(profile: Profile, use: Use = ALL) -> tuple[Finding, ...]:
    """What is wrong with a profile, and with an office's own files that stand in none; each thing once."""
    return _found_in(profile.folders[0], use, tuple(_stamps(profile)))


@lru_cache(32)
def _found_in(name: str, use: Use, _: tuple[object, ...]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(error.finding for error in _all((*_checks(load_profile(name), use), _stray()))))


def _stamps(profile: Profile) -> Iterator[object]:
    """The files of a profile and an office's own, with when they were written and their sizes."""
    own, *others = roots()
    for folder in (own, *(root / name for root in others for name in profile.folders)):
        paths = (folder.joinpath(*steps, name) for steps, name in files_below(folder))
        yield from ((path.as_posix(), stamp(path)) for path in paths)


def usable(profile: Profile) -> bool:
    """Whether nothing is wrong with a profile itself."""
    return next(_all(_checks(profile)), None) is None


def _all(checks: Iterable[Faults]) -> Faults:
    """The faults of all checks; one that cannot go on ends in its fault."""
    for check in checks:
        try:
            yield from check
        except TemplateError as error:
            yield error


def _checks(profile: Profile, use: Use = ALL) -> Iterator[Faults]:
    yield from (_settings(folder) for folder in profile.folders)
    yield _contents(profile, use)


def _contents(profile: Profile, use: Use) -> Faults:
    """The parts, files and charts; raises TemplateError where they cannot be told, so that nothing more can be said of them."""
    yield from _all(_part(profile, part) for part in profile.parts)
    charts, _ = profile.charts(), _own(profile)
    files = ((part, section) for part in profile.parts for _, section, _ in part.files())
    yield from _all(_file(profile, part, section, tuple(charts), use.outline) for part, section in files)
    if use.charts or is_own(profile.file(CHARTS)):
        yield from _all([_charts(charts)])
    yield from _all((_listed(profile), *(_unused(folder) for folder in profile.folders)))


def _settings(folder: str) -> Faults:
    """The keys of one profile.yaml."""
    own = read_settings(folder)
    for key in own:
        if key not in KEYS:
            yield fault(f"没有“{key}”这个键。{closest(key, KEYS)}", key)
    for line in sequence(own[COVER], COVER, own) if COVER in own else ():
        yield from _short(filled(line, COVER, own))
    for said in read_look(own.get(LOOK, {})).values():
        yield from _slots(str(said))
    for name in texts(own[UNASKED], UNASKED) if UNASKED in own else ():
        if known().get(name) is None and not known().is_group(name):
            yield fault(f"{UNASKED}里的“{name}”：没有这个键。", name)
    for key in (PICTURES, APART, NUMBERED):
        if key in own:
            choice(own[key], key)
    keys = ROOT.fields[STYLE]
    assert isinstance(keys, Group)
    for key, raw in mapping(own.get(STYLE, {}), STYLE, "", " ".join(keys.fields)).items():
        match keys.fields[key]:
            case Text():
                choice(raw, key)
            case Count(unit=unit):
                number(raw, key, LIMITS[unit][0], LIMITS[unit][-1])


def _short(source: str) -> Faults:
    """A template of one line that stands in a YAML file."""
    yield from misspelt(_parsed(source), {}, where(source))


def _parsed(source: str) -> Nodes:
    try:
        return parse(source, "")
    except TemplateError as error:
        raise TemplateError(error.message, where(source)) from None


def _part(profile: Profile, part: Part) -> Faults:
    """The title of a part, what it needs, and the titles of its sections."""
    for title in (part.title, *_titles(part.sections)):
        yield from _short(title)
    if part.needs and not known().is_group(part.needs):
        yield fault(f"须有“{part.needs}”：没有这一组键。{closest(part.needs, known().below(''))}", part.needs)
    if part.own:
        yield from check_name(part.own, tuple)
    if part.sections and not any(every(*folder.split("/"), part.folder) for folder in profile.folders):
        yield fault(f"没有“{part.folder}”这个文件夹。{closest(part.folder, _folders(profile))}", part.folder)


def _titles(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield from (section.title,) if section.title else ()
        yield from _titles(section.inner)


def _folders(profile: Profile) -> tuple[str, ...]:
    """The folders of a profile's files."""
    places = [place for folder in profile.folders for place in every(*folder.split("/"))]
    return tuple(dict.fromkeys(path.name for place in places for path in sorted(place.iterdir()) if path.is_dir()))


def _file(profile: Profile, part: Part, section: Section, charts: tuple[str, ...], chosen: str) -> Faults:
    """The file of a section: sentences, a table, the report's outlines, the score table or the glossary."""
    name, folder = section.file, part.folder
    if name == REPORT:
        outlines = profile.outlines(folder)
        if DEFAULT_OUTLINE not in outlines:
            yield fault(f"报告要有默认的提纲 {folder}/{DEFAULT_OUTLINE}{SENTENCES}，没有这个文件。", name)
        for outline in outlines:
            if not chosen or outline == chosen or is_own(profile.file(folder, f"{outline}{SENTENCES}")):
                yield from _sentences(profile, folder, outline, charts)
    elif name == SCORES:
        layout = check_layout(profile.data(folder, f"{SCORES}{DATA}"))
        for key in layout["资金行"]:
            if not known().is_group(f"{NAME}.{key}"):
                yield fault(f"“资金行”里没有“{key}”这一行。{closest(key, ('资金', '当年财政拨款', '上年结转资金', '其他资金'))}", key)
    elif name == GLOSSARY:
        terms(profile.data(folder, f"{GLOSSARY}{DATA}"), GLOSSARY)
    elif (path := profile.file(folder, f"{name}{DATA}")) is not None:
        yield from _table_faults(load_layout(path), _own(profile))
    elif profile.file(folder, f"{name}{SENTENCES}") is not None:
        yield from _sentences(profile, folder, name, charts)
    else:
        raise fault(f"{folder} 里没有“{name}”这个文件（{SENTENCES} 或 {DATA}）。{closest(name, _names(profile, folder))}", name)


def _own(profile: Profile) -> Own:
    """The figures that the profile declares, with their units; raises TemplateError."""
    return tuple((name, figure.unit) for name, figure in profile.figures.items())


def _names(profile: Profile, folder: str) -> tuple[str, ...]:
    """The names of the files of a folder of the profile."""
    places = [place for own in profile.folders for place in every(*own.split("/"), folder)]
    return tuple(dict.fromkeys(path.stem for place in places for path in sorted(place.iterdir()) if path.is_file()))


def _sentences(profile: Profile, folder: str, name: str, charts: tuple[str, ...]) -> Faults:
    path = profile.file(folder, f"{name}{SENTENCES}")
    if path is None:
        raise TemplateError(f"没有 {folder}/{name}{SENTENCES}。")
    yield from _sentence_faults(read_template(path), shown(path), charts, profile.phrases, _own(profile))


@cache
def _sentence_faults(source: str, file: str, charts: tuple[str, ...], phrases: Phrases, own: Own) -> tuple[TemplateError, ...]:
    """What is wrong with a file of sentences in a profile with these charts."""
    lines = read_lines(source, file, phrases)
    rows = source.splitlines()
    return (*misspelt(lines, own=own), *(_marked(line, charts, file, rows) for line in _each(lines) if _bad(line, charts)))


def _tables_between(profile: Profile) -> Iterator[tuple[str, str, Path | None, TemplateError]]:
    """The tables that stand between sentences: folder, name, file, and what to say where there is none."""
    for part in profile.parts:
        for name, _, _ in part.files():
            path = profile.file(part.folder, f"{name}{SENTENCES}")
            for line in _each(read_lines(read_template(path), shown(path), profile.phrases)) if path else ():
                if path and line.mark == TABLE:
                    table = _text(line)
                    wrong = f"{part.folder} 里没有“{table}”这张表（{table}{DATA}）。{closest(table, _names(profile, part.folder))}"
                    yield part.folder, table, profile.file(part.folder, f"{table}{DATA}"), TemplateError(wrong, first_line(path))


def _listed(profile: Profile) -> Faults:
    """The tables that stand between sentences."""
    for _, _, path, missing in _tables_between(profile):
        yield from _table_faults(load_layout(path), _own(profile)) if path else (missing,)


def _each(lines: Lines) -> Iterator[TemplateLine]:
    for line in lines:
        match line:
            case TemplateLine():
                yield line
            case Branches():
                for _, body in line.branches:
                    yield from _each(body)
            case Loop():
                yield from _each(line.body)


def _bad(line: TemplateLine, charts: tuple[str, ...]) -> bool:
    """Whether a line has a mark that there is not, or asks for a chart that there is not."""
    if line.mark == PICTURE:
        return all(isinstance(node, FixedText) for node in line.nodes) and _text(line) not in charts
    return line.mark not in {"", "-", TABLE, *LEVELS, *STYLES}


def _marked(line: TemplateLine, charts: tuple[str, ...], file: str, rows: list[str]) -> TemplateError:
    at = next((n for n, row in enumerate(rows, 1) if row.strip().startswith(line.mark + " ") and _text(line)[:20] in row), 1)
    place = Place(file, at, 1)
    if line.mark == PICTURE:
        return TemplateError(f"{CHARTS} 里没有“{_text(line)}”这幅图。{closest(_text(line), charts)}", place)
    if line.mark == SECTION:
        return TemplateError(f"“{SECTION}”只能写在部门自己的正文里。版式里的节写在 {FILE} 的“内容”里。", place)
    return TemplateError(f"没有“{line.mark}”这个标记。{closest(line.mark, (*STYLES, PICTURE, TABLE))}", place)


def _text(line: TemplateLine) -> str:
    return "".join(node.text for node in line.nodes if isinstance(node, FixedText)).strip()


@cache
def _table_faults(layout: Layout, own: Own) -> tuple[TemplateError, ...]:
    return tuple(_cells(layout, own))


def _cells(layout: Layout, own: Own) -> Faults:
    """The names in a table's layout."""
    match layout.body:
        case Pairs(sides=sides):
            for line in (line for side in sides for line in (*side.items, *side.foot)):
                yield from _amounts(line.names, own)
        case Single(names=names):
            yield from _amounts(names, own)
        case Subjects(grid=grid, fields=fields):
            yield from _grid(grid, fields)
        case Groups(grid=grid, codes=codes, foot=foot, split=split):
            yield from _group(grid, codes, [*(cell.field for cell in foot), *split])
        case Items(side=side):
            for line in side.foot:
                yield from _amounts(line.names, own)
        case Units(fields=fields):
            for field in (field for field in fields if field not in BLANKS):
                yield from check_name(field)
                yield from check_name(f"{OWN_LEVEL}.{field}")
        case Listed(names=names, fields=fields, first=first):
            yield from check_name(names, tuple)
            yield from (error for _, each in first for error in _slots(each, own))
    for said in (layout.title, layout.empty_note, *layout.notes, *(str(each) for _, each in layout.look)):
        yield from _slots(said, own)


def _slots(said: str, own: Own | None = None) -> Faults:
    """The words that a short text names in braces."""
    for found in SLOT.finditer(said):
        if found[0] != NUMBER and found[1] != "年度":
            yield from check_name(found[1], Words, where(said), own)


def _amounts(names: Iterable[str], own: Own) -> Faults:
    for name in names:
        yield from check_name(name, own=own) if name not in BLANKS else ()


def _grid(grid: str, fields: Iterable[str]) -> Faults:
    """The list of 科目 that rows are made of, and the columns of its rows."""
    rows = tuple(elements(f"{grid}.各科目"))
    if not rows:
        grids = [name for name in known().below("") if tuple(elements(f"{name}.各科目"))]
        raise fault(f"“{grid}”不能逐个科目列出。{closest(grid, grids)}", grid)
    for field in (field for field in fields if field not in BLANKS):
        if not any(isinstance(known().get(f"{name}.{field}"), Figure) for name in rows):
            columns = [step for step in known().below(rows[-1]) if isinstance(known().get(f"{rows[-1]}.{step}"), Figure)]
            yield fault(f"“{grid}”的科目没有“{field}”这一列。{closest(field, columns)}", field)


def _group(grid: str, codes: Iterable[Iterable[str]], fields: Iterable[str]) -> Faults:
    """The codes of a table in groups, and the totals below them."""
    if not any(isinstance(known().get(f"{grid}.{code}"), Figure) for group in codes for code in group):
        raise fault(f"“{grid}”里没有按编码写的数。{closest(grid, ('基本支出明细',))}", grid)
    for field in fields:
        if not isinstance(known().get(f"{grid}.{field}"), Figure):
            columns = [step for step in known().below(grid) if isinstance(known().get(f"{grid}.{step}"), Figure)]
            yield fault(f"“{grid}”里没有“{field}”这个数。{closest(field, columns)}", field)


def _charts(charts: Mapping[str, Any]) -> Faults:
    """The charts: their titles, labels and bars."""
    for name in charts:
        title, rows = chart_of(name, charts)
        yield from _short(title)
        for row in rows:
            bound: dict[str, tuple[str, ...]] = {}
            if row.each:
                yield from check_name(row.each, tuple)
                bound = {ITEM: tuple(elements(row.each))}
            for source in (row.label, *row.bars):
                yield from misspelt(_parsed(source), bound, where(source)) if bound.get(ITEM) or not row.each else ()
            for bar in row.bars:
                if not any(isinstance(node, Slot) and not isinstance(KINDS[node.kind], TextKind) for node in _parsed(bar)):
                    yield fault(NO_FIGURE.format(bar), bar)


def _unused(folder: str) -> Faults:
    """The files in a profile's own folder that nothing in it uses, most often an override with a misspelt name."""
    profile = load_profile(folder)
    used = {(part.folder, name) for part in profile.parts for name, _, _ in part.files()}
    used |= {(folder, name) for folder, name, _, _ in _tables_between(profile)}
    outlines = {part.folder for part in profile.parts if any(name == REPORT for name, _, _ in part.files())}
    for place in every(*folder.split("/")):
        for steps, name in files_below(place):
            path = Path(name)
            inside = steps[0] if len(steps) == 1 else ""
            right = path.suffix in {SENTENCES, DATA} and (inside, path.stem) in used
            if right or (path.suffix == SENTENCES and inside in outlines) or (not steps and name in {FILE, CHARTS}):
                continue
            if _meant(path) and not _within(place, steps):
                yield TemplateError(_advice(path, used), first_line(place.joinpath(*steps, name)))


def _stray() -> Faults:
    """The files of an office's own templates that stand in no profile, so that nothing uses them."""
    own, *others = roots()
    read = {path.name for root in others for path in root.joinpath(READINGS).glob("*")}
    for path in sorted(own.joinpath(READINGS).glob("*")):
        if path.name not in read and _meant(path):
            message = f"程序不读这个文件，里面写的字样不会用到。{closest(path.name, sorted(read))}请改名。"
            yield TemplateError(message, first_line(path))
    inside: dict[tuple[str, ...], bool] = {}
    for steps, name in files_below(own):
        if (steps[:1] and steps[0] in OTHERS) or not _meant(Path(name)):
            continue
        if steps not in inside:
            inside[steps] = any(_within(root, steps) for root in roots())
        if not inside[steps]:
            message = "这个文件不在哪个版式的文件夹里，里面写的不会印出来。请放到版式的文件夹里，如 templates/湖南/2021/3-情况说明。"
            yield TemplateError(message, first_line(own.joinpath(*steps, name)))


def _within(place: Path, steps: tuple[str, ...]) -> bool:
    """Whether one of the folders on the way from a place is a profile."""
    return any(place.joinpath(*steps[:many], FILE).exists() for many in range(1, len(steps) + 1))


def _meant(path: Path) -> bool:
    """Whether a file is a template, or was meant to be one: 收入决算.j2.txt, profile.yml."""
    return path.suffix in {SENTENCES, DATA, *WRONG_ENDS} and (path.suffix != ".txt" or Path(path.stem).suffix in {SENTENCES, DATA})


def _advice(path: Path, used: set[tuple[str, str]]) -> str:
    if path.suffix in WRONG_ENDS:
        right = path.stem if path.suffix == ".txt" else path.stem + WRONG_ENDS[path.suffix]
        return f"文件名的末尾不对，这个文件不起作用。请改名为 {right}。"
    if folder := next((folder for folder, name in used if name == path.stem), ""):
        return f"这个文件放错了文件夹，里面写的不会印出来。请移到“{folder}”里。"
    right = closest(path.stem, [name for _, name in used])
    return f"没有哪一部分用到这个文件，里面写的不会印出来。{right}请改名，或移出 templates。"

