"""What is shown of a file: its document block by block, its figures as buttons, and what was found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from html import escape
from pathlib import Path

from generator.authoring.yaml.tree import Tree, tree_of
from generator.disclosure.department import PROFILE, Department, read_department
from generator.disclosure.proofread import examined
from generator.document.profile import OwnFigure, load_profile
from generator.document.tree import Document, sectioned
from generator.model.facts import PRIOR
from generator.model.figure import Figure
from generator.model.schema import Amount, Count
from generator.model.unknown_values import key_of
from generator.source.finding import Finding
from generator.source.load import load
from generator.source.template import TemplateError
from generator.writers.html import block_markup


@dataclass(frozen=True, slots=True)
class View:
    """A department read, composed as a draft, and checked; `blocks` are its markup by key, `printed` where each figure is.

    `tree` is what its file says, as it is typed; `own_figures` what its form asks for beside the keys.
    """

    department: Department
    document: Document | None
    findings: tuple[Finding, ...]
    blocks: Mapping[str, str]
    printed: Mapping[str, tuple[tuple[str, str], ...]]
    tree: Tree
    own_figures: Mapping[str, OwnFigure]
    figures: tuple[Figure, ...]


def view_of(path: Path) -> View:
    """The view of a file; raises UnreadableFile."""
    department = read_department(path)
    publishes = bool(department.facts.text(PROFILE))
    document, findings = examined(department, draft=True) if publishes else (None, department.findings)
    drawn = _Drawn(path.as_posix())
    blocks = dict(drawn.blocks(document)) if document else {}
    printed = {name: tuple(where) for name, where in drawn.printed.items()}
    tree = tree_of(load(path, path.as_posix())[0])
    return View(department, document, findings, blocks, printed, tree, _own_figures(department), tuple(drawn.figures.values()))


def _own_figures(department: Department) -> Mapping[str, OwnFigure]:
    try:
        return load_profile(department.facts.text(PROFILE)).figures
    except TemplateError:
        return {}


class _Drawn:
    """Draws the blocks of a document, and notes in which section each figure is printed."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.printed: dict[str, dict[tuple[str, str], None]] = {}
        self.figures: dict[str, Figure] = {}

    def blocks(self, document: Document) -> Iterator[tuple[str, str]]:
        """The markup of each block, by a key of its own."""
        seen: dict[str, int] = {}
        for section, block in sectioned(document):
            where = section.title, section.anchor

            def show(text: str, figure: Figure, where: tuple[str, str] = where) -> str:
                self.printed.setdefault(figure.name, {})[where] = None
                self.figures[figure.name] = figure
                return button(text, figure, self.file)

            markup = block_markup(block, show)
            key = blake2b(markup.encode(), digest_size=12).hexdigest()
            seen[key] = seen.get(key, 0) + 1
            yield key if seen[key] == 1 else f"{key}-{seen[key]}", markup


def button(text: str, figure: Figure, file: str) -> str:
    """A figure as it is printed, which tells its name when pressed; with the key where it may be written."""
    path = f' data-path="{escape(figure.name)}"' if may_be_written(figure, file) else ""
    label = "" if text else ' aria-label="零"'
    return f'<button type="button" class="fig" data-name="{escape(figure.name)}"{path}{label}>{escape(text)}</button>'


def may_be_written(figure: Figure, file: str) -> bool:
    """Whether a figure is, or may be, written in that file under its name."""
    if figure.name.startswith(PRIOR):
        return figure.place is not None and figure.place.file == file
    return isinstance(key_of(figure.name), Amount | Count)
