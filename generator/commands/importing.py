"""juesuan import: published files to a department's YAML, never over an old one."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.authoring.imports.files import Imported, import_files
from generator.checks.report import UnreadTable
from generator.commands.codes import OK, UNREADABLE
from generator.commands.files import DATA_FILE, unlike
from generator.commands.schema import with_schema
from generator.console import show_finding
from generator.document.profile import load_profile
from generator.files.outputs import OutputRefused, replace_files
from generator.model.format import plain
from generator.published.outline import Line
from generator.published.places_in_words import Spots, spots_of, worded
from generator.published.profile import Fit
from generator.published.read_apart import apart
from generator.readers.blocks import UnreadablePublication
from generator.source.alike import grouped
from generator.source.file_names import unfit
from generator.source.finding import Finding, Level
from generator.source.place import Place
from generator.source.template import TemplateError

SHOWN = 40
UNREAD_TABLES = "W271"
TABLES_LEFT = "没有认出是哪张决算表：是的，请核对表名和表头后重新读出；不是的，要公开就写进正文。"
UNFIT = "读出的部门名称“{name}”{wrong}，没有写。请用 -o 写明写到哪个文件，再把其中的“部门.名称”改成正式的全称。"


def options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    help_files = "已有的文件：xlsx、docx、pdf、html、txt，可以几个一起"
    parser.add_argument("paths", type=Path, nargs="+", metavar="文件", help=help_files)
    parser.add_argument("-o", "--output", type=Path, metavar="文件", help="默认 data/部门/年度.yaml")
    parser.add_argument("--版式", dest="form", default="", metavar="版式", help="用哪个版式，如 湖南/2021；不写则选相同的最多的")
    parser.add_argument("--force", action="store_true", help="已有文件时仍写，原来的改名保留")


@dataclass(frozen=True, slots=True)
class Draft:
    """The department, the year, the YAML and what the officer is told."""

    name: str
    year: int
    text: str
    told: tuple[str, ...]


def run(options: argparse.Namespace) -> int:
    """Read the files and write the YAML; 2 where one cannot be read or the target is there already."""
    try:
        if options.form:
            load_profile(options.form)
        draft = apart(partial(drafted, options.paths, options.form), "、".join(path.name for path in options.paths))
    except (UnreadablePublication, TemplateError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    for path in written(draft, options.output, options.force):
        print(f"已写到 {path}")
    print("\n".join(draft.told))
    print(f"请运行 juesuan check {options.output or place_of(draft)} 核对。")
    return OK


def place_of(draft: Draft) -> Path:
    """Where the data of a department and year go; raises OutputRefused where its name is fit for no folder."""
    if wrong := unfit(draft.name):
        raise OutputRefused(UNFIT.format(name=draft.name[:SHOWN], wrong=wrong))
    return Path("data", draft.name, f"{draft.year}.yaml")


def written(draft: Draft, output: Path | None = None, force: bool = False) -> tuple[Path, ...]:
    """The files written, an old one kept under another name; raises OutputRefused where there is one and it is not to be replaced."""
    path = output or place_of(draft)
    if path.exists() and not force:
        raise OutputRefused(f"{path} 已经有了，没有动它。要另存，用 -o 写到别处；要重来，加 --force（原来的改名保留）。")
    if why := unlike(output, DATA_FILE):
        raise OutputRefused(why)
    files = with_schema(path, draft.text)
    if path.exists():
        files = {beside(path): path.read_bytes(), **files}
    for made, content in files.items():
        replace_files({made: content})
    return tuple(files)


def drafted(paths: Sequence[Path], form: str = "") -> Draft:
    """What is to be written and told; raises UnreadablePublication."""
    imported = import_files(paths, form)
    return Draft(imported.name, imported.year, imported.text, (*told(imported, paths), *chosen(imported.fit)))


def chosen(fit: Fit | None) -> Iterator[str]:
    """Which profile was taken and why, and what of it was not verified; nothing where the officer named one."""
    if fit is not None:
        yield f"按版式 {fit.profile.folders[0]} 读出：{fit.why}；不合适的，用 --版式 另选。"
        yield from filter(None, [fit.profile.reserve])


def beside(path: Path) -> Path:
    """The first free name for what was there before: 2021.yaml.bak, then 2021.yaml.bak2 and so on."""
    names = (path.with_name(f"{path.name}.bak{number if number > 1 else ''}") for number in range(1, 10_000))
    return next(name for name in names if not name.exists())


def told(imported: Imported, paths: Sequence[Path] = ()) -> Iterator[str]:
    """What an officer ought to know: what contradicts, what is lacking, which paragraphs were not kept, how many figures."""
    spots = [spots_of(read, path.as_posix()) for read, path in zip(imported.publications, paths, strict=False)]
    loud = (finding for finding in imported.findings if finding.level is not Level.HINT)
    findings: Iterable[Finding] = [finding for finding in loud if finding.code != UNREAD_TABLES]
    for each in spots:
        findings = worded(findings, each)
    yield from map(show_finding, grouped(findings))
    for conflict in imported.conflicts:
        others = "、".join(f"{plain(claim.value)}（{_spot(claim.place, spots)}）" for claim in conflict.others)
        taken = f"{plain(conflict.taken.value)}（{_spot(conflict.taken.place, spots)}）"
        yield f"{conflict.name} 前后不一致：取了 {taken}，{conflict.reason}；没有取 {others}。"
    for refuted in imported.refuted:
        figure = refuted.printed
        spot = _spot(figure.place, spots) if figure.place else ""
        instead = "" if refuted.better is None else f"；由各部分推出 {plain(refuted.better)}"
        yield f"{figure.name} 印的是 {plain(figure.value)}（{spot}），{refuted.why}，没有写进文件{instead}。"
    if imported.lacking:
        yield f"文件里没有、要补的有 {len(imported.lacking)} 项，已标“待填”：{'、'.join(imported.lacking)}。"
    if imported.why:
        yield f"{imported.why}。请照账上的数填，没有的写 0。"
    if imported.left:
        yield f"没有写进文件的有 {len(imported.left)} 段：{_lines(imported.left, spots)}。"
    if imported.tables:
        named = "、".join(_table(each, spots) for each in imported.tables)
        yield f"{UNREAD_TABLES} 有 {len(imported.tables)} 张表没有写进文件：{named}。{TABLES_LEFT}"
    kept = imported.shares
    parts = {
        "写成数": kept.figures,
        "写进文字并随数改": kept.slots,
        "照抄在文字里": kept.frozen,
        "没有写进文件": kept.lost,
    }
    yield f"共见 {kept.total} 个数：{'，'.join(f'{label} {number} 个' for label, number in parts.items())}。"


def _spot(place: Place, spots: Sequence[Spots]) -> Place:
    """The place in the reader's words."""
    return next((found for each in spots if (found := each.worded(place)).words), place)


def _table(table: UnreadTable, spots: Sequence[Spots]) -> str:
    """A table's title, its page or sheet, and how many figures it has."""
    place = _spot(table.place, spots)
    where = f"{place.cell}，" if place.cell else f"第{place.page}页，" if place.page else ""
    return f"“{table.title}”（{where}{table.figures} 个数）"


def _lines(lines: Sequence[Line], spots: Sequence[Spots]) -> str:
    """Where lines stand, the first of them: in words, or by number where the reader sees the numbers."""
    places = [_spot(line.text.place(0), spots) for line in lines]
    shown = [p.cell or f"{f'第{p.page}页' if p.page else ''}{p.words or f'第{p.line}行'}" for p in places[:SHOWN]]
    return "、".join(dict.fromkeys(shown)) + ("等" if len(places) > SHOWN else "")
