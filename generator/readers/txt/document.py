"""Plain text to blocks: lines broken at line and page ends joined, rows of cells gathered into tables."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.readers.blocks import Block, UnreadablePublication, up_to_most
from generator.readers.captions import is_page_number, without_leader
from generator.readers.paragraphs import PrintedLine, paragraphs, prose, width
from generator.readers.run_together import segments
from generator.readers.tables import blocks_of, joined, up_to_bounds
from generator.readers.txt.collapsed import parted
from generator.readers.txt.rows import BLANK, RawLine, glued_tables, is_rule, with_rows
from generator.readers.txt.stacked_cells import unstacked
from generator.source.place import Place, rows_of

_BULLET = re.compile(r"[-*•]\s+(?=\D)")
_MARK = re.compile(r"(#{1,6})\s+")
_SHORTEST, _WIDEST, _RAGGED, _FEWEST = 40, 130, 6, 5  # half characters, and lines
_ASIDE = 20  # 每这么多长行里可以有一行更长：表下的小字，横排的页
_PROSE_LINE = 48
_MOST_LINES = 100_000
_GLUED = (
    "{name} 没有分行：段落和表格接成了一行，分不开，没有核对。请由原来的 Word、网页重新复制，或另存为文本，留住换行。"
)


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a text is set: its file, the width its lines are broken at (0: not broken), its left edge, indents or none."""

    file: str
    edge: int
    left: int
    indents: bool


def read_text(text: str, file: str) -> list[Block]:
    """The blocks of a text; places carry the line and the column of each piece in `file`."""
    rows = rows_of(text)
    if len(rows) > _MOST_LINES:
        raise UnreadablePublication(f"{file.rpartition('/')[2]} 行数太多，不像一份决算公开文本，没有读。")
    if any(map(glued_tables, rows)):
        raise UnreadablePublication(_GLUED.format(name=file.rpartition("/")[2]))
    parts = list(_parted(with_rows([RawLine(n, line) for n, line in enumerate(rows, 1)], file), file))
    setting = _setting([line.text for part in parts if isinstance(part, list) for line in part], file)
    found: list[Block] = []
    for part in parts:
        found += unstacked(list(paragraphs(_lines(part, setting), setting.indents))) if isinstance(part, list) else [part]
    return joined(up_to_most(found))


def _parted(lines: Iterable[RawLine], file: str) -> Iterator[Block | list[RawLine]]:
    """The tables of a text, and the lines that stand between them."""
    for tabled, group in groupby(lines, key=lambda line: bool(line.row)):
        if tabled:
            yield from blocks_of(up_to_bounds(line.row for line in group))
        else:
            yield from parted(list(group), file)


def _setting(texts: list[str], file: str) -> _Setting:
    """Lines of a text broken at a width crowd there, and are never much longer."""
    long = sorted(width(body) for text in texts if width(body := text.rstrip(BLANK)) >= _SHORTEST and without_leader(body) == body)
    edge = long[-1 - len(long) // _ASIDE] if long else _WIDEST + 1
    crowd = [text for text in texts if edge - _RAGGED <= width(text.rstrip(BLANK)) <= edge + _RAGGED]
    if edge > _WIDEST or len(crowd) * 3 < len(long) or len(crowd) < _FEWEST:
        return _Setting(file, 0, 0, False)
    lefts = Counter(_indent(text) for text in crowd)
    left = min((indent for indent, count in lefts.items() if count * 10 >= len(crowd)), default=0)
    indented = sum(count for indent, count in lefts.items() if indent >= left + 2)
    return _Setting(file, edge - _RAGGED, left, indented * 10 >= len(crowd))


def _indent(text: str) -> int:
    return width(text) - width(text.lstrip(BLANK))


def _lines(raws: Iterable[RawLine], setting: _Setting) -> Iterator[PrintedLine]:
    for raw in raws:
        parts = list(_parts(raw.text))
        filled = bool(parts) and _fills(raw.text, parts[-1][1], setting)
        for n, (column, text, level) in enumerate(parts, 1):
            place = Place(setting.file, raw.number, column)
            indented = n == 1 and _indent(raw.text) >= setting.left + 2
            yield PrintedLine(text, place, filled and n == len(parts), indented, level)


def _fills(line: str, text: str, setting: _Setting) -> bool:
    """Whether a line that ends in this text is as long as one broken off."""
    end = width(line.rstrip(BLANK))
    return end >= setting.edge if setting.edge else end >= _PROSE_LINE and prose(text)


def _parts(text: str) -> Iterator[tuple[int, str, int]]:
    """Column, text and heading level of what stands on a line; nothing of a blank line or a page number."""
    body = text.strip(BLANK)
    if not body or is_page_number(body) or is_rule(body):
        return
    start = text.find(body)
    mark = _MARK.match(body) or _BULLET.match(body)
    skip = mark.end() if mark else 0
    level = len(mark.group(1)) if mark and mark.re is _MARK else 0
    entry = without_leader(body[skip:])
    yield from ((start + skip + at + 1, part, level) for at, part in segments(entry))
