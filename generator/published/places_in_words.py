"""Where something stands in a published file, in the words of the reader: heading and sentence, or table, row and column."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.published.outline import Line, Sheet
from generator.published.private import hidden
from generator.published.publication import Publication
from generator.published.tables.column_heads import Row, head_rows
from generator.published.text import fold, folded
from generator.published.unread import title_of
from generator.source.finding import Finding, once
from generator.source.place import Place

COUNTED = frozenset({".txt", ".xlsx", ".xlsm"})  # 行号、格子读者自己看得到
SENTENCE = re.compile(r"[^。；！？]*[。；！？]?")
LONGEST, TITLE, PATH = 36, 24, 36
FEW, TITLED = 3, 2
GROUPED = frozenset({"三公经费"})  # 两组列同名，预算数和决算数
FIGURE = re.compile(r"[-\d,.%—]*")


@dataclass(frozen=True, slots=True)
class Spots:
    """The lines and cells of one published file by page and row."""

    file: str
    rows: dict[tuple[int, int], list[tuple[str, Line]]]
    cells: dict[tuple[int, int, int], str]

    def worded(self, place: Place, quote: str = "") -> Place:
        """The place with its words, those round what is quoted where it is that of a whole paragraph.

        It stays as it is where the file shows its lines or nothing stands there.
        """
        if place.file != self.file or place.words:
            return place
        found = self.cells.get((place.page, place.line, place.column)) or self._sentence(place, fold(quote))
        return replace(place, words=found) if found else place

    def told(self, message: str) -> str:
        """A message, the places in it in words."""
        spot = re.compile(rf"{re.escape(self.file)}:(?:第(\d+)页:)?(\d+):(\d+)")
        return spot.sub(lambda m: str(self.worded(Place(self.file, int(m[2]), int(m[3]), int(m[1] or 0)))), message)

    def _sentence(self, place: Place, quote: str) -> str:
        """The heading and the sentence that a character stands in, or what is quoted of a paragraph that begins there."""
        for heading, line in self.rows.get((place.page, place.line), ()):
            for start, end, first in _runs(line):
                at = start + place.column - first.column
                if (first.page, first.line) == (place.page, place.line) and start <= at <= end:
                    at = at or max(line.text.text.find(quote), 0)
                    return f"{heading}“{_around(hidden(line.text.text), at)}”"
        return ""


def worded(findings: Iterable[Finding], spots: Spots) -> tuple[Finding, ...]:
    """Findings with their places in the reader's words, each once."""
    told = (replace(f, places=tuple(spots.worded(place, f.quote) for place in f.places), message=spots.told(f.message)) for f in findings)
    return tuple(once(told))


def spots_of(publication: Publication, file: str, counted: bool = False) -> Spots:
    """The spots of a file; none where its lines are counted by whoever opens it, unless those of such a file are wanted."""
    if Path(file).suffix.lower() in COUNTED and not counted:
        return Spots(file, {}, {})
    rows: dict[tuple[int, int], list[tuple[str, Line]]] = {}
    heading, cells = "", dict[tuple[int, int, int], str]()
    for part in publication.parts:
        if isinstance(part, Sheet):
            cells.update(_cells(part))
            continue
        for place in part.text.places:
            rows.setdefault((place.page, place.line), []).append(("" if part.heading else heading, part))
        heading = _cut(part.text.text, TITLE) if part.heading else heading
    return Spots(file, rows, cells)


def _runs(line: Line) -> Iterator[tuple[int, int, Place]]:
    ends = (*line.text.starts[1:], len(line.text.text))
    return zip(line.text.starts, ends, line.text.places, strict=False)


def _around(text: str, at: int) -> str:
    """The sentence round a character, a long one cut."""
    found = next((m for m in SENTENCE.finditer(text) if m.start() <= at < m.end()), None)
    start, sentence = (found.start(), found.group()) if found else (0, text)
    if len(sentence) <= LONGEST:
        return sentence
    begin = min(max(at - start - LONGEST // 3, 0), len(sentence) - LONGEST)
    return f"{'…' if begin else ''}{_cut(sentence[begin:], LONGEST)}"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"


def _cells(sheet: Sheet) -> Iterator[tuple[tuple[int, int, int], str]]:
    """The cells of a table with its name, the label of their row and the head of their column."""
    rows = [[folded(piece) for piece in row] for row in sheet.grid.rows]
    grouped = rows[: len(head_rows([Row(tuple(texts), row) for texts, row in zip(rows, sheet.grid.rows, strict=True)]))]
    grouped = [row for row in grouped if sum(map(bool, row)) > 1] if sheet.kind in GROUPED else []
    above = next((text for text in reversed(sheet.above) if len(text) >= 4 and not FIGURE.fullmatch(text)), "")
    name = title_of(sheet) if sheet.kind == "条目" else f"{sheet.kind}表" if sheet.kind else _cut(above, TITLE) or "表"
    heads: list[Sequence[str]] = []  # 上面的各行表头，近的在前：自评表里一行接一行
    width = max(map(len, rows), default=0)
    named = [row for row in rows if width <= FEW or sum(map(bool, row)) > TITLED]  # 表名、单位印在表里的，不当作表头
    first = [_first(named, column) or _first(rows, column) for column in range(width)]
    for texts, row in zip(rows, sheet.grid.rows, strict=True):
        labels = [at for at, text in enumerate(texts) if text and not FIGURE.fullmatch(text)]
        for column, piece in enumerate(row):
            beside = [at for at in labels if at <= column] if sheet.kind else []  # 左右几栏并排的，是这一栏的
            label = texts[(beside[-1:] or labels[:1] or [0])[0]] if labels else ""
            head = "·".join(_path(grouped, column)) or _first(heads, column) or first[column]
            told = ((label, "行", TITLE), (head, "列", PATH))
            spot = "".join(f"“{_cut(hidden(text), longest)}”{what}" for text, what, longest in told if text)
            yield (piece.place.page, piece.place.line, piece.place.column), f"{name}{spot}"
        if not sheet.kind and sum(map(bool, texts)) > 1 and not any(text and FIGURE.fullmatch(text) for text in texts):
            heads.insert(0, texts)


def _first(rows: Iterable[Sequence[str]], column: int) -> str:
    """The first words in a column of some rows, empty where there are none."""
    cells = (row[column] for row in rows if column < len(row))
    return next((text for text in cells if text and not FIGURE.fullmatch(text)), "")


def _path(heads: Sequence[Sequence[str]], column: int) -> Iterator[str]:
    """The labels over a column from the top down, each that which spans to it from the left below the one before."""
    begins = 0
    for row in heads:
        spans = (n for n in range(min(column, len(row) - 1), begins - 1, -1) if row[n] and not FIGURE.fullmatch(row[n]))
        if (label := next(spans, None)) is not None:
            begins = label
            yield row[label]

