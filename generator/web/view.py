"""What is shown of a file: its document block by block, its figures as buttons, and what was found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from generator.authoring.yaml.tree import Tree, at, tree_of
from generator.disclosure.department import PROFILE, Department, Known, compose, derive_department, judge
from generator.disclosure.proofread import examined
from generator.document.profile import OwnFigure, load_profile
from generator.document.tree import Block, Document, Paragraph, Table, sectioned
from generator.model.facts import PRIOR
from generator.model.figure import Figure, Words
from generator.model.schema import Amount, Count
from generator.model.unknown_values import key_of
from generator.source.finding import Finding
from generator.source.load import composed
from generator.source.template import TemplateError
from generator.web.findings import records
from generator.writers.html import block_markup
from generator.writers.html_table import Show, table_parts

DRAWN = 1 << 17
"""So many figures are kept as they were drawn: an edit leaves most of them as they are."""
Drawn = str | dict[str, Any]
"""The markup of a block; of a table in parts, since mostly but a few `rows` of it change: `id`, `before`, `rows`, `after`."""


@dataclass(frozen=True, slots=True)
class View:
    """A file of that version read and composed as a draft; `blocks` are its markup, `printed` where each figure is.

    `told` are the findings in words; `tree` is what its file says, as it is typed; `own_figures` what its form asks for beside
    the keys. Until it is `checked`, the department is not judged yet, and the findings are those of what was shown before.
    """

    version: str
    department: Department
    document: Document | None
    findings: tuple[Finding, ...]
    blocks: tuple[Drawn, ...]
    printed: Mapping[str, tuple[tuple[str, str], ...]]
    told: tuple[dict[str, Any], ...]
    tree: Tree
    own_figures: Mapping[str, OwnFigure]
    figures: tuple[Figure, ...]
    checked: bool = False


def view_of(path: Path, version: str, known: Known, before: View | None = None) -> View:
    """The view of a file, not checked yet; raises UnreadableFile."""
    department = derive_department(path, known)
    document = compose(department, draft=True)[0] if department.facts.text(PROFILE) else None
    node = composed(path.read_bytes().decode("utf-8-sig"))
    tree = tree_of(node) if node is not None else {}
    drawn = _Drawn(department, tree)
    blocks = tuple(drawn.blocks(document)) if document else ()
    printed = {name: tuple(where) for name, where in drawn.printed.items()}
    findings, told = (before.findings, before.told) if before else (department.findings, ())
    own = _own_figures(department)
    view = View(version, department, document, findings, blocks, printed, told, tree, own, tuple(drawn.figures.values()))
    return view if before else replace(view, told=tuple(records(view, findings)))


def checked(view: View) -> View:
    """The same with what is found in it."""
    department = judge(view.department)
    findings = found_in(department)
    judged = replace(view, department=department, findings=findings, checked=True)
    return replace(judged, told=tuple(records(judged, findings)))


def found_in(department: Department) -> tuple[Finding, ...]:
    """What is found in a department that is judged, and in its document where it publishes one."""
    return examined(department, draft=True)[1] if department.facts.text(PROFILE) else department.findings


def _own_figures(department: Department) -> Mapping[str, OwnFigure]:
    try:
        return load_profile(department.facts.text(PROFILE)).figures
    except TemplateError:
        return {}


class _Drawn:
    """Draws the blocks of a document, and notes in which section each figure is printed."""

    def __init__(self, department: Department, tree: Tree) -> None:
        self.file = department.path.as_posix()
        self.department = department
        self.tree = tree
        self.printed: dict[str, dict[tuple[str, str], None]] = {}
        self.figures: dict[str, Figure] = {}

    def blocks(self, document: Document) -> Iterator[Drawn]:
        """The markup of each block."""
        for section, block in sectioned(document):
            where = section.title, section.anchor

            def show(text: str, figure: Figure | str, where: tuple[str, str] = where) -> str:
                if isinstance(figure, str):
                    if text:
                        self.printed.setdefault(figure, {})[where] = None
                    return wanted(text, figure)
                self.printed.setdefault(figure.name, {})[where] = None
                self.figures[figure.name] = figure
                return button(text, figure, self.file)

            def said(markup: str, name: str, where: tuple[str, str] = where) -> str:
                if not (path := self.written(name)):
                    return markup
                self.printed.setdefault(path, {})[where] = None
                return f'<span class="said" data-path="{escape(path)}">{markup}</span>'

            yield _parts(block, show) if isinstance(block, Table) else block_markup(block, show, said=said) + whence(block)

    def written(self, name: str) -> str:
        """The key under which a text is, or may be, written in that file; empty where it is of another."""
        fact = self.department.facts.get(name)
        if not isinstance(fact, Words) or (fact.place is not None and fact.place.file != self.file):
            return ""
        typed = at(self.tree, name) is not None or isinstance(at(self.tree, name.rpartition(".")[0]), str)
        return name if typed or fact.place is None else self.department.paths.get(fact.place, "")


def _parts(table: Table, show: Show) -> Drawn:
    before, rows, after = table_parts(table, show)
    return {"id": f"{table.number} {table.title} {table.anchor}", "before": before, "rows": rows, "after": after}


def whence(block: Block) -> str:
    """What asks, by the keyboard too, where a paragraph comes from: it names the template, nothing where that is the department's text."""
    if not isinstance(block, Paragraph):
        return ""
    return f'<button type="button" class="whence" data-from="{escape(block.source)}" aria-label="这段话从哪里来"></button>'


def button(text: str, figure: Figure, file: str) -> str:
    """A figure as it is printed, which tells its name when pressed; with the key where it may be written."""
    return _button(text, figure.name, may_be_written(figure, file))


@lru_cache(DRAWN)
def _button(text: str, name: str, written: bool) -> str:
    named, label = escape(name), "" if text else ' aria-label="零"'
    path = f' data-path="{named}"' if written else ""
    return f'<button type="button" class="fig" data-name="{named}"{path}{label}>{escape(text)}</button>'


@lru_cache(DRAWN)
def wanted(text: str, name: str) -> str:
    """What stands where a figure would that is not known, 待填 or nothing: it can be written there too, where it has a key."""
    if not isinstance(key_of(name), Amount | Count):
        return escape(text)
    label, kind = ("", "fig wants") if text else (' aria-label="没有填"', "fig")
    return f'<button type="button" class="{kind}" data-name="{escape(name)}" data-path="{escape(name)}"{label}>{escape(text)}</button>'


def may_be_written(figure: Figure, file: str) -> bool:
    """Whether a figure is, or may be, written in that file under its name."""
    if figure.name.startswith(PRIOR):
        return figure.place is not None and figure.place.file == file
    return isinstance(key_of(figure.name), Amount | Count)
