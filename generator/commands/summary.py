"""juesuan check --summary: one line a department for the bureau, as text, JSON, HTML and XLSX."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from unicodedata import east_asian_width

from generator.checks.acceptance import between
from generator.commands.checked import Checked
from generator.console import show_finding
from generator.document.tree import Align, Cell, Cover, Document, Row, Table
from generator.model.figure import Figure
from generator.source.finding import Finding, Level, ordered

TITLE = "部门决算核对汇总表"
HEAD = ("部门", "年度", "错误", "警告", "提示", "能否公开", "缺少", "文件")
ALIGNS: tuple[Align, ...] = ("left", "center", "right", "right", "right", "center", "left", "left")
WIDTHS = (16, 7, 6, 6, 6, 11, 28, 20)
DETAILS = ("部门", "代码", "级别", "发现", "位置", "说明")
DETAIL_WIDTHS = (12, 8, 7, 14, 20, 39)
ON_SCREEN = 7
NAMED = 2
UNREADABLE, ERRORS, PRIOR, INCOMPLETE, READY = "读不出", "有错误", "只供下年比较", "内容不全", "可以公开"
STATES = (READY, INCOMPLETE, ERRORS, UNREADABLE, PRIOR)
FILL = {"A112", "A130", "A131"}
LACKING = ("W70", "W710", "W90")


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A line of the table."""

    department: str
    year: int
    errors: int
    warnings: int
    hints: int
    state: str
    missing: str
    file: str

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of its columns."""
        return tuple(str(value) if value or name in COUNTS else "" for name, value in asdict(self).items())


COUNTS = {"errors", "warnings", "hints"}


def line(checked: Checked) -> SummaryLine:
    """What the bureau wants to know of one file."""
    levels = [finding.level for finding in checked.findings]
    errors, warnings, hints = (levels.count(level) for level in (Level.ERROR, Level.WARNING, Level.HINT))
    missing = "；".join(_missing(checked.findings))
    name = _name(checked)
    year = checked.department.year if checked.department else 0
    return SummaryLine(name, year, errors, warnings, hints, _state(checked, errors, missing), missing, checked.file)


def _name(checked: Checked) -> str:
    """The department, or the file where that is not known."""
    return (checked.department.name if checked.department else "") or Path(checked.file).name


def _state(checked: Checked, errors: int, missing: str) -> str:
    if checked.unreadable:
        return UNREADABLE
    if errors:
        return ERRORS
    if checked.department and not checked.department.facts.text("版式"):
        return PRIOR
    return INCOMPLETE if missing else READY


def _missing(findings: Sequence[Finding]) -> Iterator[str]:
    """What is not there yet, a title once with the first names it concerns."""
    quotes: dict[str, list[str]] = {}
    for finding in findings:
        if finding.code in FILL or finding.code.startswith(LACKING):
            quotes.setdefault(finding.title, []).append(finding.quote)
    for title, names in quotes.items():
        first = "、".join(dict.fromkeys(filter(None, names[:NAMED])))
        more = f" 等 {len(names)} 处" if len(names) > NAMED else ""
        yield f"{title}（{first}{more}）" if first else title


def as_text(files: Sequence[Checked]) -> bytes:
    """The table for the console, what was found between departments, and how many are ready."""
    lines = [line(checked) for checked in files]
    rows = [HEAD[:ON_SCREEN], *(each.texts[:ON_SCREEN] for each in lines)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    shown = ["  ".join(_pad(*cell) for cell in zip(row, widths, ALIGNS, strict=False)).rstrip() for row in rows]
    shared = [show_finding(f) + "\n" for checked in files for f in checked.findings if between(f.code)]
    unreadable = [show_finding(f) + "\n" for checked in files if checked.unreadable for f in checked.findings]
    return "\n".join([*shown, "", *unreadable, *shared, _tally(lines)]).encode()


def _tally(lines: Sequence[SummaryLine]) -> str:
    states = [each.state for each in lines]
    return f"共 {len(lines)} 个文件：" + "，".join(f"{s} {states.count(s)} 个" for s in STATES if s in states) + "。"


def _pad(text: str, width: int, align: Align) -> str:
    room = " " * (width - _width(text))
    return room + text if align == "right" else text + room


def _width(text: str) -> int:
    return len(text) + sum(east_asian_width(character) in "WFA" for character in text)


def as_json(files: Sequence[Checked]) -> bytes:
    """The lines as a list of objects."""
    return json.dumps([asdict(line(checked)) for checked in files], ensure_ascii=False, indent=1).encode()


def as_xlsx(files: Sequence[Checked]) -> bytes:
    """A workbook of two sheets: the table, and every finding."""
    from generator.writers.xlsx import write_xlsx

    return write_xlsx(document(files))


def as_html(files: Sequence[Checked]) -> bytes:
    """One page that needs no other file."""
    from generator.writers.html import write_html
    from generator.writers.look import look_file

    return write_html(document(files), look_file("screen.css").parent)


FORMATS: dict[str, Callable[[Sequence[Checked]], bytes]] = {
    "text": as_text,
    "json": as_json,
    "html": as_html,
    "xlsx": as_xlsx,
}


def document(files: Sequence[Checked]) -> Document:
    """The table and the list of all findings as a document."""
    lines = [line(checked) for checked in files]
    tables = [_table("各部门情况", HEAD, WIDTHS, [_row(each) for each in lines], (_tally(lines),))]
    if findings := [_detail(checked, finding) for checked in files for finding in ordered(checked.findings)]:
        tables.append(_table("全部发现", DETAILS, DETAIL_WIDTHS, findings))
    return Document(TITLE, "", 0, (Cover((TITLE,)), *tables))


def _row(each: SummaryLine) -> Row:
    counts = dict(zip(HEAD[2:5], (each.errors, each.warnings, each.hints), strict=True))
    return Row(tuple(
        Cell(text, Figure(name, Decimal(counts[name]), "处") if name in counts else None, align)
        for name, text, align in zip(HEAD, each.texts, ALIGNS, strict=True)
    ))  # fmt: skip


def _detail(checked: Checked, finding: Finding) -> Row:
    place = str(finding.places[0]) if finding.places else checked.file
    texts = (_name(checked), finding.code, finding.level.value, finding.title, place, finding.message)
    return Row(tuple(Cell(text) for text in texts))


def _table(
    title: str, head: tuple[str, ...], widths: tuple[int, ...], body: list[Row], notes: tuple[str, ...] = ()
) -> Table:
    top = Row(tuple(Cell(text, align="center", bold=True) for text in head))
    return Table(title, "", "", "", "", widths, (top,), tuple(body), notes, True, title)
