"""The record of a build, kept beside its files: from what it was made, and what it says, so that any file can be traced."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from generator.disclosure.fingerprint import fingerprints
from generator.disclosure.render import OF_TABLES, suffix
from generator.document.tree import Document, Heading, Paragraph, Picture, Row, Run, Table, printings, sectioned
from generator.model.format import plain
from generator.source.file_names import stays
from generator.source.last_year_file import prior_file
from generator.source.resources import PACKAGE, find

FILE = "生成记录.json"
LARGEST = 64 << 20
MAPS = ("inputs", "formats", "contents", "outputs", "figures", "printed")
PRIOR = re.compile(rb"^\xe4\xb8\x8a\xe5\xb9\xb4:\s*([^\s{#]+)", re.MULTILINE)  # 上年: 文件名
HAN, DIGIT = re.compile(r"[一-鿿]"), re.compile(r"[0-9]")
LOOKS = {
    "docx": ("look/reference.docx", "look/page.typ"),
    "pdf": ("look/page.css", "look/page.typ"),
    "html": ("look/screen.css", "读法/名.yaml"),
    "json": ("look/page.typ", "读法/名.yaml"),
    "csv": ("读法/字段.yaml",),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the document or a cell of a table: where it stands, its text, and the figures it prints by name."""

    section: str
    text: str
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What went into a build and what came out of it; hashes are SHA-256.

    `formats` are of the files that a format was made from, `contents` of what it shows of the document,
    `printed` is how it prints each of its `figures`; records of older programs have none.
    """

    version: str = ""
    inputs: dict[str, str] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    accepted: tuple[str, ...] = ()
    figures: dict[str, str] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    pieces: tuple[Piece, ...] = ()

    def text(self) -> str:
        """The record as JSON, a line for each field."""
        lines = (f'"{name}": {json.dumps(value, ensure_ascii=False, default=_fields)}' for name, value in _fields(self).items())
        return "{\n" + ",\n".join(lines) + "\n}\n"

    def stands(self, folder: Path, kind: str, wanted: str) -> bool:
        """Whether the file of a format was made from these inputs and is still there as it was made."""
        return self.formats.get(kind) == wanted and self._is_there(folder, kind)

    def shows(self, folder: Path, kind: str, content: str) -> bool:
        """Whether the file of a format shows this content and is still there as it was made."""
        return self.contents.get(kind) == content and self._is_there(folder, kind)

    def _is_there(self, folder: Path, kind: str) -> bool:
        made = [(name, digest) for name, digest in self.outputs.items() if name.endswith(f".{suffix(kind)}")]
        return bool(made) and all(_same(folder / name, digest) for name, digest in made)


def _fields(value: "Record | Piece") -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def load_record(folder: Path) -> Record | None:
    """The record of the last build in a folder; None where there is none or it cannot be read."""
    return load_record_file(folder / FILE)


def load_record_file(path: Path) -> Record | None:
    """A record by its own path; None where it is no record, or a damaged one. What it says besides is passed over."""
    try:
        if path.stat().st_size > LARGEST:
            return None
        raw = json.loads(path.read_text("utf-8"))
        maps = {name: _map(raw[name]) for name in MAPS if name in raw}
        _texts(maps.get("outputs", {}), lambda name: stays([name]))
        pieces = tuple(Piece(_text(p["section"]), _text(p["text"]), _texts(p["figures"])) for p in _list(raw["pieces"]))
        return Record(version=_text(raw["version"]), accepted=_texts(raw["accepted"]), pieces=pieces, **maps)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def made_from(path: Path) -> dict[str, str]:
    """The files that a record says a build was made from, each with its hash; nothing more of it is read, none where it is damaged."""
    try:
        return _map(json.loads(path.read_text("utf-8"))["inputs"]) if path.stat().st_size <= LARGEST else {}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _text(value: Any) -> str:
    """A text that can be written again; raises TypeError or ValueError for anything else."""
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode()
    return value


def _texts(values: Any, fit: Callable[[str], bool] = lambda text: True) -> tuple[str, ...]:
    texts = tuple(map(_text, _list(list(values) if isinstance(values, dict) else values)))
    if not all(map(fit, texts)):
        raise ValueError(texts)
    return texts


def _map(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return {_text(name): _text(entry) for name, entry in value.items()}


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def _same(path: Path, expected: str) -> bool:
    try:
        return digest(path.read_bytes()) == expected
    except OSError:
        return False


def inputs_of(path: Path) -> dict[str, str]:
    """The department's file and last year's, each with its hash; last year's files go back as far as they name one."""
    found: dict[str, str] = {}
    here: Path | None = path
    while here is not None and here.as_posix() not in found:
        try:
            data = here.read_bytes()
        except (OSError, ValueError):  # 上年写的不是文件：读的时候已经指出
            break
        found[here.as_posix()] = digest(data)
        named = PRIOR.search(data)
        here = prior_file(here, named[1].decode("utf-8", "replace").strip("\"'"))[0] if named else None
    return found


def wanted(inputs: Mapping[str, str], formats: Iterable[str], options: str) -> dict[str, str]:
    """For each format the hash of all that its file depends on: data, templates, look, fonts, program, options."""
    common = [program(), templates(), options, *inputs.values()]
    return {kind: digest("\n".join([*common, *_look(kind)]).encode()) for kind in formats}


def shown(document: Document, formats: Iterable[str], options: str) -> dict[str, str]:
    """For each format the hash of what its file shows of the document and of what decides how."""
    prints = fingerprints(document, formats)
    return {kind: digest("\n".join([program(), options, told, *_look(kind)]).encode()) for kind, told in prints.items()}


def _look(kind: str) -> Iterator[str]:
    for name in LOOKS.get(kind, ()):
        try:
            path = find(*name.split("/"))
            yield digest(path.read_bytes() if path.is_file() else b"")
        except OSError:  # 没有,或者读不出:做的时候会说
            continue
    if kind not in OF_TABLES:  # 图里的字用替代字体，页码跟着字体变
        from generator.writers.fonts import folder

        fonts = folder()
        yield from (f"{p.name} {p.stat().st_size}" for p in sorted(fonts.iterdir()) if p.is_file()) if fonts else ()


@cache
def program() -> str:
    """The version of the program and the hash of its own source."""
    from importlib.metadata import PackageNotFoundError, version  # 引用它要十几毫秒，核对用不到

    try:
        number = version("juesuan")
    except PackageNotFoundError:
        number = "0"
    sources = sorted(PACKAGE.rglob("*.py"))
    return f"{number} {digest(b''.join(path.read_bytes() for path in sources))[:12]}"


@cache
def templates() -> str:
    """The hash of every template and code list, an office's own ones included."""
    roots = {find("科目").parent, Path.cwd() / "templates"}
    files = sorted(p for root in roots for p in root.rglob("*") if p.suffix in {".j2", ".yaml", ".csv"} and p.is_file())
    return digest(b"".join(path.as_posix().encode() + path.read_bytes() for path in files))


def pieces_of(document: Document) -> Iterator[Piece]:
    """Every line and every filled cell of a document with the figures it prints."""
    for where, block in sectioned(document):
        section = where.title
        match block:
            case Heading() | Paragraph():
                yield Piece(section, block.text, _names(block.runs))
            case Table():
                for row in block.body:
                    yield from _cells(section, row)
            case Picture():
                yield Piece(section, block.alt, _names(block.runs))


def _cells(section: str, row: Row) -> Iterator[Piece]:
    """The figures of a row, each with the words nearest before it: a row of 收支总表 has a name on either side."""
    label = next((c.text for c in row.cells if c.figure is None and HAN.search(c.text)), "")
    for cell in row.cells:
        if cell.figure is not None:
            yield Piece(section, f"{label}：{cell.text}", (cell.figure.name,))
        elif HAN.search(cell.text) and not DIGIT.search(cell.text):  # “42处”是指标的值，不是名称
            label = cell.text


def _names(runs: tuple[Run, ...]) -> tuple[str, ...]:
    return tuple(run.figure.name for run in runs if run.figure is not None)


def figures_of(document: Document) -> dict[str, str]:
    """Every figure that is printed, by name, exact."""
    return {figure.name: plain(figure.value) + figure.unit for _, figure, _ in printings(document)}


def printed_of(document: Document) -> dict[str, str]:
    """Every figure that is printed, by name, as it is printed, with its unit; in each form where there are several."""
    found: dict[str, dict[str, None]] = {}
    blank = {}
    for _, figure, text in printings(document):
        forms = found.setdefault(figure.name, {})
        blank[figure.name] = plain(figure.value) + figure.unit
        if text:
            forms[with_unit(text, figure.unit)] = None
    return {name: "、".join(forms) or blank[name] for name, forms in found.items()}


def with_unit(text: str, unit: str) -> str:
    """A printed figure with its unit, which a cell and some sentences leave to what stands around; words such as 持平 have none."""
    return text if unit in text or not DIGIT.search(text) else text + unit

