"""What a report shows of a checked file at the side of the findings: lines, tables and pages, with the words of each finding marked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.source.finding import Finding
from generator.source.place import Place

WHOLE = "全文"
STOPS = ",，{}[]#"  # 数据文件里一个值到此为止


@dataclass(frozen=True, slots=True)
class Run:
    """Characters or a cell: at which places of findings they are, which of these begin here, and what is known of a figure.

    `figure` is the name of its place, `behind` those of the figures that prove or contradict it, one after the other.
    """

    text: str
    at: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    status: str = ""
    told: str = ""
    figure: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of a file, a heading where it has a level; `number` is that of its row where rows are counted."""

    runs: tuple[Run, ...]
    level: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """Where words stand on a page, in hundredths of its width and height; of which place of a finding, or what is known of a figure."""

    at: str
    begins: bool
    left: float
    top: float
    width: float
    height: float
    status: str = ""
    told: str = ""
    figure: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of a PDF as a picture (a data: address), its size in pixels, and what is marked on it."""

    number: int
    address: str
    width: int
    height: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its cells."""

    rows: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a report shows of a file; the section of each place of a finding and its words, by its name in the page."""

    parts: tuple[Text | Table | Picture, ...]
    sections: Mapping[str, str]
    words: Mapping[str, str]


def name(place: Place) -> str:
    """A place in the addresses of a page."""
    return f"{place.page}-{place.line}-{place.column}"


def mentioned(message: str, file: str) -> Iterator[tuple[str, Place | None]]:
    """A message cut at each place of a file that it names, with that place."""
    done = 0
    for found in re.finditer(rf"{re.escape(file)}:(?:第(\d+)页:)?(\d+):(\d+)", message):
        yield message[done : found.start()], Place(file, int(found[2]), int(found[3]), int(found[1] or 0))
        done = found.end()
    yield message[done:], None


def every(finding: Finding, file: str) -> list[Place]:
    """The places of a finding in a file, those that its message names too."""
    named = (place for _, place in mentioned(finding.message, file) if place)
    return list(dict.fromkeys([*(place for place in finding.places if place.file == file), *named]))


def source(written: Sequence[str], findings: Sequence[Finding], file: str, paths: Mapping[Place, str] | None = None) -> Shown:
    """A data file with its rows counted, what stands at the place of a finding marked to its end."""
    places = {place: name(place) for finding in findings for place in every(finding, file)}
    words = {at: (paths or {}).get(place, "") for place, at in places.items()}
    sections = {at: path.split(".")[0] or WHOLE for at, path in words.items()}
    rows = enumerate(written, 1)
    return Shown(tuple(Text(tuple(_of_row(row, n, places)), number=n) for n, row in rows), sections, words)


def _of_row(row: str, number: int, places: Mapping[Place, str]) -> Iterator[Run]:
    """A row of a data file, each place marked up to where its value ends."""
    done = 0
    for place, at in sorted((place, at) for place, at in places.items() if place.line == number):
        start = min(place.column - 1, len(row))
        if start >= done:
            stop = next((n for n in range(start + 1, len(row)) if row[n] in STOPS), len(row))
            end = start + max(len(row[start:stop].rstrip()), 1)
            yield from (Run(row[done:start]), Run(row[start:end] or " ", (at,), (at,)))
            done = end
    yield Run(row[done:])
