"""Files that were checked and what was found, as one HTML page: the findings, and beside them the file with their words marked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.checks.ledger import told
from generator.checks.registry import RULES, Rule
from generator.commands.checked import Checked, counted
from generator.commands.files import DATA
from generator.commands.shown import WHOLE, Picture, Shown, Table, mentioned, name, source
from generator.console import excerpt_row, file_rows
from generator.source.alike import grouped
from generator.source.finding import Finding, Level, ordered
from generator.source.place import Place
from generator.source.resources import find
from generator.source.template import TemplateError, first_line, read_template

HEADING = "决算公开核对结果"
MOST_BESIDE, AT_ONCE = 4, 4
MOST_SHOWN = 8  # 一页里的文件再多，就只列发现，不附原文


@dataclass(frozen=True, slots=True)
class Tabled:
    """A row of a table above the findings: its cells, how its state is coloured, the addresses of its file and of its findings."""

    cells: tuple[str | int, ...]
    tone: str
    link: str
    findings: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a finding: in words, the row there, and the address in the page of what is marked; empty where nothing is."""

    words: str
    row: str
    address: str


@dataclass(frozen=True, slots=True)
class Item:
    """A finding in the list: its address, its message with the spots that it names, its own spots and its section."""

    finding: Finding
    address: str
    message: tuple[tuple[str, Spot | None], ...]
    spots: tuple[Spot, ...]
    section: str

    @property
    def lists(self) -> tuple[tuple[Spot, ...], tuple[Spot, ...]]:
        """The spots that are shown at once, and those folded away."""
        return (self.spots[:AT_ONCE], self.spots[AT_ONCE:]) if len(self.spots) > AT_ONCE + 1 else (self.spots, ())

    @property
    def every(self) -> Iterator[Spot]:
        """Its own spots and those that its message names."""
        yield from self.spots
        yield from (spot for _, spot in self.message if spot)


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one rule, and how many places they are at."""

    level: str
    code: str
    title: str
    rule: Rule | None
    items: tuple[Item, ...]

    @property
    def number(self) -> int:
        """How many findings."""
        return len(self.items)


def as_html(files: Sequence[Checked], hints: bool = True, closing: Sequence[str] = (), served: Mapping[str, Any] | None = None) -> str:
    """One page that needs no other file, for reading and for sending on; without `hints` these are folded away.

    What is said in `closing` of a folder stands first. `served` is for a page that a server sends: see `rendered`.
    """
    return page(files, hints, closing, HEADING, served=served)


def page(
    files: Sequence[Checked],
    hints: bool,
    closing: Sequence[str],
    title: str,
    table: tuple[Sequence[str], Sequence[Tabled]] | None = None,
    served: Mapping[str, Any] | None = None,
) -> str:
    """The page under a title, with a table of head and rows above the findings where there is one."""
    whole = table is None and len(files) <= MOST_SHOWN
    shown = [_File(number, checked, whole) for number, checked in enumerate(files)]
    return rendered("findings.html", files=shown, open=hints, closing=closing, title=title, table=table, served=served)


def rendered(template: str, **data: Any) -> str:
    """A template of the look filled in, with the style and the script that all reports share; raises TemplateError.

    Where `served` is among the data, these are at the address that it calls `look`, and its `links` (words and address) stand above.
    """
    from jinja2 import Environment
    from jinja2 import TemplateError as JinjaError
    from markupsafe import Markup

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    path = find("look", template)
    own = {kind: Markup(read_template(find("look", f"report.{kind}"))) for kind in ("css", "js")}
    try:
        return environment.from_string(read_template(path)).render({"served": None, **data}, style=own["css"], script=own["js"])
    except JinjaError as error:
        line = getattr(error, "lineno", None) or 1
        message = "写法有误。请改正它，或者移走它，用程序自带的。"
        raise TemplateError(message, replace(first_line(path), line=line)) from None


class _File:
    """What the page says of one file."""

    def __init__(self, number: int, checked: Checked, whole: bool) -> None:
        self.id, self.checked = f"f{number}", checked
        self.shown = (checked.shown or _source(checked)) if whole else None
        self.anchors = frozenset(_begun(self.shown))
        found = ordered(checked.findings) if self.shown else grouped(checked.findings)  # 点得到的，各是一条
        self.items = [self._item(n, finding) for n, finding in enumerate(found)]
        self.accepted = [(self._item(n, each.finding), each.reason) for n, each in enumerate(checked.accepted, len(found))]
        self.back = {spot.address: item for item in reversed(self.items) for spot in item.every if spot.address}

    def _item(self, number: int, finding: Finding) -> Item:
        file = self.checked.file
        cut = mentioned(finding.message, file) if self.shown else iter([(finding.message, None)])
        message = tuple((text.replace(f"{file}:", ""), self._spot(place) if place else None) for text, place in cut)
        first = name(finding.places[0]) if finding.places else ""
        section = self.shown.sections.get(first, WHOLE) if self.shown else ""
        return Item(finding, f"{self.id}n{number}", message, tuple(map(self._spot, finding.places)), section)

    def _spot(self, place: Place) -> Spot:
        if self.shown is None or place.file != self.checked.file:
            return Spot(str(place), excerpt_row(place), "")
        at = name(place)
        row = "" if place.words or place.page else f"第{place.line}行"
        page = f"第{place.page}页" if place.page and not place.sheet else ""
        words = place.cell or " ".join(filter(None, (page or row, place.words or self.shown.words.get(at, ""))))
        return Spot(words, "" if at in self.anchors else excerpt_row(place), f"{self.id}-{at}" if at in self.anchors else "")

    def beside(self, item: Item) -> list[Item]:
        """The other findings at the first place of one, which may have the same cause."""
        at = item.spots[0].address if item.spots else ""
        return [other for other in self.items if at and other is not item and any(spot.address == at for spot in other.spots)][:MOST_BESIDE]

    def groups(self, hints: bool) -> list[Group]:
        """The findings that are hints, or those that are not, by rule in the order of their first."""
        items = [item for item in self.items if (item.finding.level is Level.HINT) is hints]
        kinds = dict[tuple[str, str, str], list[Item]]()
        for item in items:
            kinds.setdefault((item.finding.level.value, item.finding.code, item.finding.title), []).append(item)
        return [Group(*kind, RULES.get(kind[1]), tuple(each)) for kind, each in kinds.items()]

    @property
    def number(self) -> int:
        """How many hints."""
        return sum(finding.level is Level.HINT for finding in self.checked.findings)

    @property
    def title(self) -> str:
        """Its name without the folder, where it is shown too."""
        return Path(self.checked.file).name if self.shown else self.checked.file

    @property
    def counted(self) -> str:
        """How many figures were read."""
        return counted(self.checked.counts) + self.checked.note

    @property
    def ledger(self) -> str:
        """How many rules were asked."""
        return told(self.checked.outcomes, self.checked.counts is not None)

    @property
    def outcomes(self) -> list[tuple[Any, Rule]]:
        """What became of each rule."""
        return [(outcome, RULES[outcome.code]) for outcome in self.checked.outcomes]

    @property
    def parts(self) -> Iterable[tuple[str, Any]]:
        """What is shown of the file, each with its kind."""
        for part in self.shown.parts if self.shown else ():
            yield "table" if isinstance(part, Table) else "picture" if isinstance(part, Picture) else "text", part


def _source(checked: Checked) -> Shown | None:
    """A data file as it is written; None for what is none, or cannot be read."""
    rows = file_rows(checked.file) if Path(checked.file).suffix.lower() in DATA else []
    rows = rows[:-1] if rows and not rows[-1] else rows
    return source(rows, checked.findings, checked.file, checked.paths) if rows else None


def _begun(shown: Shown | None) -> Iterator[str]:
    """The places at which something is marked."""
    for part in shown.parts if shown else ():
        if isinstance(part, Picture):
            yield from (box.at for box in part.boxes if box.at)
        else:
            rows = part.rows if isinstance(part, Table) else (part.runs,)
            yield from (at for row in rows for run in row for at in run.begins)
