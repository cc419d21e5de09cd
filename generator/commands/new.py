"""juesuan new: a new year's file, never over an old one."""

import argparse
import os.path
import sys
from dataclasses import dataclass
from pathlib import Path

from generator.authoring.new.year import new_text
from generator.commands.codes import OK, UNREADABLE
from generator.commands.files import DATA_FILE, unlike
from generator.commands.schema import with_schema
from generator.console import show_finding
from generator.document.profile import COMMON, load_profile, place_known, profile_of, profiles
from generator.files.outputs import replace_files
from generator.model.bind import LIMITS, bind, year_of
from generator.model.facts import Facts
from generator.model.schema import pending_in
from generator.source.file_names import unfit
from generator.source.finding import Finding
from generator.source.last_year_file import prior_file
from generator.source.load import load
from generator.source.template import TemplateError

ACCEPTED = "接受"
UNPLACED = "由部门名称看不出是哪个省的，写的是 {profile}；别的省的，用 --版式 指定，没有本省的用 --版式 " + COMMON + "。"


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("name", type=_department, metavar="部门", help="部门全称")
    parser.add_argument("year", type=_year, metavar="年度", help="如 2022")
    parser.add_argument("--from", dest="source", type=Path, metavar="文件", help="上年的 YAML 文件；不写则建空白的")
    parser.add_argument("-o", "--output", type=Path, metavar="文件", help="默认 data/部门/年度.yaml")
    parser.add_argument("--版式", dest="form", default="", metavar="名称", help="如 湖南/2024；不写则按年度挑选")
    parser.add_argument("--force", action="store_true", help="已有文件时仍建，原来的改名保留")


@dataclass(frozen=True, slots=True)
class Made:
    """A new data file: how many entries are to be filled, what is wrong in last year's, why that is not named, what was left, notes."""

    path: Path
    left: int
    findings: tuple[Finding, ...]
    unlinked: str
    kept: tuple[str, ...]
    notes: tuple[str, ...]


def run(options: argparse.Namespace) -> int:
    """Make the file; 2 where there is one already and --force is not given."""
    name, year = options.name, options.year
    path: Path = options.output or Path("data", name, f"{year}.yaml")
    if path.exists() and not options.force:
        print(f"{path} 已经有了，没有动它。要另建一份，用 -o 写到别处；要重来，加 --force（原来的改名保留）。", file=sys.stderr)
        return UNREADABLE
    if why := unlike(options.output, DATA_FILE):
        print(why, file=sys.stderr)
        return UNREADABLE
    try:
        new = make(path, name, year, options.source, options.form)
    except TemplateError as error:
        print(error.message, file=sys.stderr)
        return UNREADABLE
    for finding in new.findings:
        print(show_finding(finding) + "\n", file=sys.stderr)
    if new.unlinked:
        print(new.unlinked, file=sys.stderr)
    told = f"已建立 {path}，{new.left} 处待填。填写后运行 juesuan check {path}。"
    print("\n".join([*new.kept, told, *new.notes]))
    return OK


def make(path: Path, name: str, year: int, source: Path | None = None, form: str = "") -> Made:
    """Make the file of a department and year, from last year's where there is one; an old one there is renamed. Raises TemplateError."""
    before, findings = _read(source) if source else (None, ())
    profile = form or profile_of(year, before.text("版式") if before else "", name)
    known = _form(profile, year)
    link, unlinked = _link(path, year, source, before)
    text = new_text(name, year, profile, link, before, str(source or ""), _required(profile))
    kept = _keep(path)
    replace_files(with_schema(path, text))
    left = pending_in(text)
    number = len(before.names(ACCEPTED)) if before else 0
    dropped = f"上年“接受”的 {number} 处没有带过来：今年还有同样的，请看过以后再接受。" if number else ""
    unplaced = UNPLACED.format(profile=profile) if profile and not (form or before or place_known(name)) else ""
    return Made(path, left, findings, unlinked, tuple(filter(None, (kept, dropped))), tuple(filter(None, (known, unplaced))))


def _form(profile: str, year: int) -> str:
    """What is to be known of the form that was taken: that it is of another year, or what of it was not verified; raises TemplateError."""
    if not profile:
        return f"不知道用哪个版式，请自己填写“版式”。有的是：{'、'.join(profiles())}。"
    form = load_profile(profile)
    return form.reserve if form.serves(year) else f"没有{year}年度的版式，写的是 {profile}，请与当年的通知核对。"


def _required(profile: str) -> dict[str, str]:
    """The figures of its own that a form cannot do without, each with what it is."""
    figures = load_profile(profile).figures if profile else {}
    return {name: own.told for name, own in figures.items() if own.required}


def _read(path: Path) -> tuple[Facts, tuple[Finding, ...]]:
    """Last year's authored facts, and what is wrong with them, which is not carried over."""
    node, findings = load(path, path.as_posix())
    facts, more, _ = bind(node, path.as_posix())
    return facts, (*findings, *more)


def _link(path: Path, year: int, source: Path | None, before: Facts | None) -> tuple[str, str]:
    """Last year's file as seen from the new one: the one given, or one beside it; or empty. And why the one given is not named."""
    unlinked = ""
    if source is not None and before is not None and year_of(before) == year - 1:
        link = Path(os.path.relpath(source.resolve(), path.parent.resolve())).as_posix()
        if prior_file(path, link)[0] is not None:
            return link, ""
        unlinked = f"上年的 {source} 不在放数据的文件夹里，没有写进“上年”。请复制到 {path.parent}，再写上文件名。"
    beside = path.with_name(f"{year - 1}.yaml")
    return beside.name if beside.is_file() else "", unlinked


def _keep(path: Path) -> str:
    """Rename an old file to a name that is free, so that it is there beside the new one; what is to be said of it."""
    if not path.exists():
        return ""
    names = (path.with_name(f"{path.name}.bak{number or ''}") for number in range(1000))
    kept = next(name for name in names if not name.exists())
    path.rename(kept)
    return f"原来的 {path} 改名为 {kept.name}。"


def _year(text: str) -> int:
    """A year as it may stand in a file; raises ArgumentTypeError."""
    if not text.isascii() or not text.isdecimal() or int(text) not in LIMITS["年"]:
        raise argparse.ArgumentTypeError(f"“{text}”不是年度，写如 2022")
    return int(text)


def _department(text: str) -> str:
    """A department's name, fit for a folder; raises ArgumentTypeError."""
    if wrong := unfit(text):
        raise argparse.ArgumentTypeError(f"“{text}”不能作部门名称：{wrong}")
    return text
