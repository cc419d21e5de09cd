"""Where each value was read, as one comment for a row: file, table, page, line or cell."""

from collections.abc import Iterable, Mapping, Sequence

from openpyxl.utils import get_column_letter

from generator.authoring.imports.one_value import Conflict, LeftOut
from generator.model.catalogue import FUNDS
from generator.model.facts import Facts
from generator.model.figure import Figure
from generator.model.format import plain
from generator.model.keys import ROOT
from generator.model.schema import Codes, Group, Items, Key, PriorYear, Prose, Terms
from generator.model.schema import Names as Listed
from generator.published.publication import Publication
from generator.source.finding import Finding, Level
from generator.source.place import Place
from generator.source.words import said

NUMBER = said("表.公开的表号")
NOT_READ = {"年度", "版式", "金额单位"}


def sources(facts: Facts, publications: Sequence[Publication], files: Sequence[str]) -> dict[str, str]:
    """A comment by the name of each row, group or value that was read."""
    labels = {
        piece.place: _label(sheet.above)
        for publication in publications
        for sheet in publication.sheets
        for row in sheet.grid.rows
        for piece in row
    }
    places: dict[str, list[Place]] = {}
    for name, fact in facts.items():
        if not isinstance(fact, tuple) and fact.place is not None and name not in NOT_READ:
            places.setdefault(owner(name, facts), []).append(fact.place)
    numbers = {file: f"[{number}] " if len(files) > 1 else "" for number, file in enumerate(files, 1)}
    return {name: _comment(found, labels, numbers) for name, found in places.items()}


def doubts(
    facts: Facts, conflicts: Iterable[Conflict], left_out: Iterable[LeftOut], findings: Iterable[Finding]
) -> dict[str, str]:
    """What is to be looked at, by the row that is written: printed otherwise elsewhere, left out, in a finding on the files."""
    told: dict[str, dict[str, None]] = {}

    def note(name: str, text: str) -> None:
        fund, _, rest = name.partition(".")
        row = owner(f"支出.{rest}" if fund in FUNDS and rest[:1].isdigit() else name, facts)  # 三本预算的科目写在支出里
        while row and row not in facts and not any(True for _ in facts.under(row)):
            row = row.rpartition(".")[0]
        if row:
            told.setdefault(row, {})[text] = None

    for conflict in conflicts:
        for other in conflict.others:
            note(conflict.name, f"第{other.place.line}行另印作 {plain(other.value)}")
    for each in left_out:
        spot = f"第{each.printed.place.line}行" if each.printed.place else ""
        note(each.printed.name, f"{spot}{each.printed.name}印作 {plain(each.printed.value)}，没有写：{each.why}")
    at = {place: finding for finding in findings if finding.level is not Level.HINT for place in finding.places[:1]}
    for name, fact in facts.items():
        if isinstance(fact, Figure) and fact.place in at:
            note(name, f"{at[fact.place].code} {at[fact.place].title}")
    return {row: f"待核：{'；'.join(texts)}" for row, texts in told.items()}


def owner(name: str, facts: Facts) -> str:
    """The row, group or value whose line has the comment for a value."""
    key: Key = ROOT
    here = ""
    for part in name.split("."):
        match key:
            case Items():
                return f"{here}.{part}"
            case Prose() | Listed() | Terms():
                return here
            case Codes(fields=fields) if part not in fields:
                return f"{here}.{part}"
            case Codes(fields=fields) | Group(fields=fields) if part in fields:
                key = fields[part]
            case PriorYear() if part in ROOT.fields:
                key = ROOT.fields[part]
            case _:
                return name
        here = f"{here}.{part}".lstrip(".")
        if isinstance(key, Group) and _flat(here, key, facts):
            return here
    return here


def _flat(name: str, group: Group, facts: Facts) -> bool:
    """Whether nothing but single values is written in a group."""
    return not any(
        isinstance(key, Group | Codes | Items | Prose | Listed | Terms) and any(True for _ in facts.under(f"{name}.{field}"))
        for field, key in group.fields.items()
    )


def _comment(places: Iterable[Place], labels: Mapping[Place, str], numbers: Mapping[str, str]) -> str:
    """The places of a row, each once, those in one table or file together."""
    by_head: dict[str, list[str]] = {}
    for place in places:
        cell = place.file.endswith(".xlsx")
        page = f"第{place.page}页" if place.page and not cell else ""
        head = f"{numbers.get(place.file, '')}{labels.get(place, '')}{page}".strip()
        where = f"{get_column_letter(place.column)}{place.line}" if cell else f"第{place.line}行"
        by_head.setdefault(head, []).append(where)
    return "；".join(f"{head} {_joined(found)}".strip() for head, found in by_head.items())


def _joined(found: Sequence[str]) -> str:
    """Lines or cells in order, a run of lines as its ends."""
    once = list(dict.fromkeys(found))
    return f"{once[0]}至{once[-1]}" if len(once) > 4 else "、".join(once)


def _label(above: Sequence[str]) -> str:
    """What a table is called for short: its number, else its title."""
    number = next((match for line in reversed(above) if (match := NUMBER.search(line))), None)
    title = next((line for line in reversed(above) if line.endswith("表") and not NUMBER.search(line)), "")
    return f"公开{number[1]}表" if number else title[:20]
