"""juesuan check --summary: one line a file for the bureau, as text, JSON, HTML and XLSX."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from os.path import relpath
from pathlib import Path
from urllib.parse import quote

from generator.checks.acceptance import between
from generator.checks.filed import NO_DATA, NOT_ALIKE, NOT_AS_DATA, NOT_MADE
from generator.commands.checked import Checked
from generator.commands.closing import closing, nothing_read
from generator.commands.folder import Gathered
from generator.commands.report import Tabled, page
from generator.console import show_finding
from generator.document.tree import Align
from generator.source.finding import Finding, Level
from generator.source.widths import halves

TITLE = "部门决算核对汇总表"
HEAD = ("单位", "年度", "错误", "警告", "提示", "缺项", "印证", "无从印证", "没有认出", "结论", "对照", "缺少", "文件")
NUMBERS: tuple[Align, ...] = ("right",) * 7
ALIGNS: tuple[Align, ...] = ("left", "center", *NUMBERS, "center", "left", "left", "left")
NOT_ON_SCREEN = HEAD.index("缺少")
NAMED, SHOWN = 2, 3
UNREADABLE, ERRORS, ABSENT, INCOMPLETE, LITTLE = "读不出", "有错误", "没有报来", "内容不全", "认出不多"
PRIOR, SOUND, READY = "只供下年比较", "没有错误", "可以公开"
STATES = (READY, SOUND, LITTLE, INCOMPLETE, ERRORS, UNREADABLE, ABSENT, PRIOR)
BAD, DOUBTFUL, GOOD = {ERRORS, UNREADABLE, ABSENT}, {INCOMPLETE, LITTLE}, {READY, SOUND}
COMPLETE = "7"  # 内容是否齐全
NO_LACK = {"W712", "W790", "E791"}
LACKING = {"A112", "A130", "A131", "W901", "W902"}


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A line of the table; the figures are those of a published file, None for others."""

    department: str
    year: int
    errors: int
    warnings: int
    hints: int
    lacks: int
    verified: int | None
    unprovable: int | None
    unread: int | None
    state: str
    beside: str
    missing: str
    file: str

    @property
    def values(self) -> tuple[str | int, ...]:
        """What stands in its columns, numbers as such."""
        each = asdict(self).items()
        return tuple("" if value is None or (name == "year" and not value) else value for name, value in each)

    @property
    def tone(self) -> str:
        """How its state is coloured: as errors are, as warnings, as what is in order, or not."""
        tones = (("错误", BAD), ("警告", DOUBTFUL), ("好", GOOD))
        return next((tone for tone, states in tones if self.state in states), "")


def lines(files: Sequence[Checked]) -> Iterator[SummaryLine]:
    """A line for each file, and one for each unit that did not file."""
    for checked in files:
        if not checked.roll:
            yield line(checked)
        for finding in checked.findings if checked.roll else ():
            year = int(finding.expected or 0)
            yield SummaryLine(finding.quote, year, 1, 0, 0, 0, None, None, None, ABSENT, "", "", str(finding.places[0]))


def line(checked: Checked) -> SummaryLine:
    """What the bureau wants to know of one file."""
    levels = [finding.level for finding in checked.findings]
    errors, warnings, hints = (levels.count(level) for level in (Level.ERROR, Level.WARNING, Level.HINT))
    lacks = [finding for finding in checked.findings if _lacking(finding)]
    counts, filed = checked.counts, checked.filed
    verified, unprovable, unread = (counts[key] if counts else None for key in ("verified", "unprovable", "unbound"))
    name, year = (filed.unit, filed.year) if filed and not nothing_read(checked) else ("", 0)
    state, missing = _state(checked, errors, bool(lacks)), "；".join(_missing(lacks))
    return SummaryLine(
        name or Path(checked.file).name, year, errors, warnings, hints, len(lacks), verified, unprovable, unread,
        state, _beside(checked), missing, checked.file,
    )  # fmt: skip


def _lacking(finding: Finding) -> bool:
    """Whether it tells that something is not there that ought to be."""
    return finding.code in LACKING or (finding.code[1] == COMPLETE and finding.code not in NO_LACK)


def _state(checked: Checked, errors: int, lacks: bool) -> str:
    if nothing_read(checked):
        return UNREADABLE
    if errors:
        return ERRORS
    if checked.member and not checked.member.publishes:
        return PRIOR
    if lacks:
        return INCOMPLETE
    if checked.member:
        return READY
    return LITTLE if checked.scope else SOUND


def _missing(lacks: Sequence[Finding]) -> Iterator[str]:
    """What is not there yet, a title once with the first names it concerns."""
    quotes: dict[str, list[str]] = {}
    for finding in lacks:
        quotes.setdefault(finding.title, []).append(finding.quote)
    for title, names in quotes.items():
        first = "、".join(dict.fromkeys(filter(None, names[:NAMED])))
        more = f" 等 {len(names)} 处" if len(names) > NAMED else ""
        yield f"{title}（{first}{more}）" if first else title


def _beside(checked: Checked) -> str:
    """How the file stands beside another account of the same year, in a few words."""
    codes = [finding.code for finding in checked.findings]
    if NOT_MADE.code in codes:
        return "没有公开文件"
    if NO_DATA.code in codes and checked.beside is None:
        return "没有数据文件"
    if checked.beside is None:
        return ""
    file, number = checked.beside
    other = "数据" if Path(file).suffix in {".yaml", ".yml"} else f"另一份 {Path(file).suffix.removeprefix('.')} "
    unlike = codes.count(NOT_AS_DATA.code) + codes.count(NOT_ALIKE.code)
    return f"与{other}有 {unlike} 个数不同" if unlike else f"与{other}一致（{number} 个数）"


def as_text(files: Sequence[Checked], gathered: Gathered, output: Path | None = None) -> bytes:
    """The table for the console, what was found between files, what was not read, and how many are ready."""
    table = list(lines(files))
    rows = [[*HEAD[:NOT_ON_SCREEN], HEAD[-1]], *([*map(str, each.values[:NOT_ON_SCREEN]), each.file] for each in table)]
    widths = [max(map(halves, column)) for column in zip(*rows, strict=True)]
    shown = ["  ".join(_pad(*cell) for cell in zip(row, widths, ALIGNS, strict=False)).rstrip() for row in rows]
    shared = [text for checked in files if not checked.roll for text in _between(checked)]
    alone = [] if gathered.in_folder else [checked for checked in files if checked.unreadable]
    unreadable = [show_finding(f) + "\n" for checked in alone for f in checked.findings]
    end = closing(files, gathered) if gathered.in_folder else ()
    return "\n".join([*shown, "", *unreadable, *shared, *_notes(files), _tally(table), *end]).encode()


def _between(checked: Checked) -> Iterator[str]:
    """What was found between a file and others; of figures that differ the first ones."""
    found = [f for f in checked.findings if between(f.code) and f.level is not Level.HINT]
    unlike = [f for f in found if f.code in {NOT_AS_DATA.code, NOT_ALIKE.code}]
    yield from (show_finding(f) + "\n" for f in found if f not in unlike[SHOWN:])
    if len(unlike) > SHOWN:
        yield f"{checked.file} 另有 {len(unlike) - SHOWN} 个数不同，去掉 --summary 逐个列出。\n"


def _notes(files: Sequence[Checked]) -> list[str]:
    return [checked.note for checked in files if checked.roll]


def _tally(table: Sequence[SummaryLine]) -> str:
    states = [each.state for each in table]
    return "结论：" + "，".join(f"{s} {states.count(s)} 个" for s in STATES if s in states) + "。"


def _pad(text: str, width: int, align: Align) -> str:
    room = " " * (width - halves(text))
    return room + text if align == "right" else text + room


def as_json(files: Sequence[Checked], gathered: Gathered, output: Path | None = None) -> bytes:
    """The lines as a list of objects."""
    return json.dumps([asdict(each) for each in lines(files)], ensure_ascii=False, indent=1).encode()


def as_html(
    files: Sequence[Checked], gathered: Gathered, output: Path | None = None, reports: Mapping[str, Path] | None = None
) -> bytes:
    """One page that needs no other file: the table, and below it the findings of each file, or in the `reports` that it leads to."""
    table = list(lines(files))
    known = {checked.file: number for number, checked in enumerate(files)}
    rows = [
        Tabled(each.values, each.tone, link(each.file, output) * (each.state != ABSENT), _findings(each.file, known, reports or {}, output))
        for each in table
    ]
    end = [*_notes(files), _tally(table), *(closing(files, gathered) if gathered.in_folder else ())]
    return page(files, False, end, TITLE, (HEAD, rows)).encode()


def _findings(file: str, known: Mapping[str, int], reports: Mapping[str, Path], output: Path | None) -> str:
    """The address of what was found in a file: its report, else its place below the table; empty for what is no file."""
    if file in reports:
        return link(reports[file].as_posix(), output)
    return f"#f{known[file]}" if file in known else ""


def link(file: str, output: Path | None) -> str:
    """The address of a file from the folder where the summary is written."""
    try:
        return quote(Path(relpath(file, output.parent if output else Path())).as_posix())
    except ValueError:  # Windows 的另一个盘
        return Path(file).resolve().as_uri()


def as_xlsx(files: Sequence[Checked], gathered: Gathered, output: Path | None = None) -> bytes:
    """A workbook of two sheets: the table, and every finding."""
    from generator.commands.summary_sheets import workbook_of

    table = list(lines(files))
    end = [*_notes(files), _tally(table), *(closing(files, gathered) if gathered.in_folder else ())]
    return workbook_of(files, table, [link(each.file, output) for each in table], end)


FORMATS: dict[str, Callable[[Sequence[Checked], Gathered, Path | None], bytes]] = {
    "text": as_text,
    "json": as_json,
    "html": as_html,
    "xlsx": as_xlsx,
}
