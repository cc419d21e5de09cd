"""The form of a part, made from the list of keys: every key of it can be filled in, grids where there are many alike."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.authoring.yaml.tree import Tree, at
from generator.checks.completeness import COMPARED
from generator.model import schema
from generator.model.bind import CODE
from generator.model.keys import ROOT
from generator.model.schema import PENDING
from generator.web.derived import told
from generator.web.reasons import reasons
from generator.web.view import View

Item = dict[str, Any]
Leaf = schema.Amount | schema.Count | schema.Text
LEAVES = (schema.Amount, schema.Count, schema.Text)
TOTALS = "合计"


def form_of(view: View, part: str, fields: Iterable[str]) -> Item:
    """The form for JSON."""
    form = _Form(view)
    items = form.group({field: ROOT.fields[field] for field in fields}, "", part)
    return {"part": part, "items": [*items, *reasons(view, tuple(fields), form.value)]}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a grid: the key below the row, what stands above it, the key."""

    key: str
    title: str
    leaf: schema.Key

    def record(self, unit: str) -> Item:
        return {"key": self.key, "title": self.title, **_kind(self.leaf, unit), "hint": self.leaf.help}


class _Form:
    """Walks keys and what is written together."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.facts = view.department.facts
        self.year = view.department.year
        self.unit = self.facts.text("金额单位", "万元")

    def written(self, path: str) -> Tree:
        """What is written at a path, None where nothing is."""
        return at(self.view.tree, path)

    def value(self, path: str) -> str:
        """The text written at a path; empty where there is none yet."""
        return _typed(self.written(path))

    def group(self, fields: Mapping[str, schema.Key], name: str, title: str) -> Iterator[Item]:
        """What is filled in at once, then what has more below it."""
        own = {f"{name}.{field}".removeprefix("."): key for field, key in fields.items()}
        asked = {path: key for path, key in own.items() if key.years.hold(self.year) or self.written(path) is not None}
        leaves = [(path, key) for path, key in asked.items() if isinstance(key, LEAVES) or self._names_a_file(path, key)]
        if leaves:
            yield {"kind": "fields", "title": title, "fields": [self.field(path, key) for path, key in leaves]}
        for path in (path for path, key in leaves if isinstance(key, schema.PriorYear) and not self.value(path)):
            totals = [self.field(f"{path}.{each}", schema.Amount("上年决算数"), each.replace(".", "")) for each in COMPARED]
            yield {"kind": "fields", "title": "没有上年的文件的，写出上年的数", "fields": totals}
        known = dict(leaves)
        for path, key in asked.items():
            if path not in known:
                yield from self.items(key, path, f"{title}：{path.rpartition('.')[2]}" if name else path)

    def _names_a_file(self, path: str, key: schema.Key) -> bool:
        return isinstance(key, schema.PriorYear) and not isinstance(self.written(path), dict)

    def items(self, key: schema.Key, name: str, title: str) -> Iterator[Item]:
        """The items of a key that has more below it."""
        match key:
            case schema.Group(fields=fields):
                yield from self.group(fields, name, title)
            case schema.PriorYear():
                yield from self.group(ROOT.fields, name, title)
            case schema.Codes(row=row, fields=fields):
                yield self.grid(name, title, row, [each for each in self._keys(name) if CODE.fullmatch(each)], "编码")
                yield from self.group(fields, name, f"{title}：{TOTALS}")
            case schema.Items(item=item) | schema.Names(item=schema.Group() as item):
                yield self.grid(name, title, item, self._keys(name), "序号")
            case schema.Terms():
                yield self.grid(name, title, schema.Text(key.help), self._keys(name), "名称")
            case schema.Names() | schema.Prose():
                yield self.texts(name, title)
            case schema.Figures():
                yield from self.figures(name, title)

    def _keys(self, name: str) -> list[str]:
        """The keys that are written below a name, the numbers of a list."""
        tree = self.written(name)
        return list(map(str, range(1, len(tree) + 1))) if isinstance(tree, list) else list(tree) if isinstance(tree, dict) else []

    def field(self, path: str, key: schema.Key, label: str = "") -> Item:
        """One key that holds a value."""
        derived = "" if self.written(path) not in {None, "", PENDING} else told(self.facts.get(path))
        default = key.default if isinstance(key, schema.Text) else ""
        return {
            "path": path,
            "label": label or path.rpartition(".")[2],
            **_kind(key, self.unit),
            "value": self.value(path),
            "pending": self.written(path) == PENDING,
            "derived": derived or (f"不写则为{default}" if default else ""),
            "hint": key.help,
        }

    def grid(self, name: str, title: str, row: schema.Key, keys: Iterable[str], of: str) -> Item:
        """Many rows with the same keys; each is known by a code, its number in a list, or a name."""
        columns = [each for each in self._columns(name, row) if each.leaf.years.hold(self.year) or self._used(name, each.key)]
        rows = [self.row(name, key, columns) for key in keys]
        return {"kind": "grid", "title": title, "path": name, "addable": True, "of": of, "rows": rows, "more": list(_groups(row)),
                "columns": [column.record(self.unit) for column in columns]}  # fmt: skip

    def _columns(self, name: str, row: schema.Key, key: str = "", title: str = "") -> Iterator[_Column]:
        """The columns of a row, those of its groups under both names; of codes below it those that some row has."""
        if isinstance(row, schema.Group | schema.Codes):
            for field, below in row.fields.items():
                yield from self._columns(name, below, f"{key}.{field}".removeprefix("."), f"{title}：{field}".removeprefix("："))
        if isinstance(row, schema.Codes):
            codes = {code for each in self._keys(name) for code in self._keys(f"{name}.{each}.{key}") if CODE.fullmatch(code)}
            called = self.view.department.catalogue.name
            yield from (_Column(f"{key}.{code}", f"{title}：{code} {called(code) or ''}".rstrip(), row.row) for code in sorted(codes))
        elif isinstance(row, LEAVES):
            yield _Column(key, title, row)

    def _used(self, name: str, column: str) -> bool:
        return any(self.written(f"{name}.{key}.{column}") is not None for key in self._keys(name))

    def row(self, name: str, key: str, columns: Iterable[_Column]) -> Item:
        """A row with the name of its 科目, where it is one."""
        path = f"{name}.{key}"
        entry = self.written(path)
        called = self.facts.text(f"{path}.名称") or self.view.department.catalogue.name(key) or ""
        return {"code": key, "name": called, "cells": [self.cell(path, entry, column) for column in columns]}

    def cell(self, row: str, entry: Tree, column: _Column) -> Item:
        """A cell of a row; of an entry that is but a text, that text is its 名称."""
        tree = entry
        for step in column.key.split(".") if column.key else ():
            tree = tree.get(step) if isinstance(tree, dict) else tree if step == "名称" else None
        path = f"{row}.{column.key}" if column.key and not (isinstance(entry, str) and column.key == "名称") else row
        figure = None if isinstance(tree, str) and tree not in {"", PENDING} else self.facts.figure(path)
        derived = told(figure, short=True) if figure and figure.name else ""
        return {"path": path, "value": _typed(tree), "derived": derived} | ({"pending": True} if tree == PENDING else {})

    def texts(self, name: str, title: str) -> Item:
        """Paragraphs or short texts, each by itself; those of a text block as one."""
        tree = self.written(name)
        whole = isinstance(tree, str) and tree not in {"", PENDING}
        if whole:
            block = "\n".join(words.text for words in self.facts.words(name)) or tree
            items = [{"path": name, "value": block}]
        else:
            items = [{"path": f"{name}.{number}", "value": self.value(f"{name}.{number}")} for number in self._keys(name)]
        pending = tree == PENDING or (isinstance(tree, list) and PENDING in tree)
        return {"kind": "texts", "title": title, "path": name, "addable": not whole, "pending": pending, "items": items}

    def figures(self, name: str, title: str) -> Iterator[Item]:
        """The figures that the form asks for beside the keys, and those written."""
        wanted = self.view.own_figures
        fields = []
        for key in dict.fromkeys((*wanted, *self._keys(name))):
            own = wanted.get(key)
            fields.append(self.field(f"{name}.{key}", schema.Count(own.told if own else "", own.unit if own else ""), key))
        if fields:
            yield {"kind": "fields", "title": title, "fields": fields}


def _groups(row: schema.Key, key: str = "", title: str = "") -> Iterator[Item]:
    """The groups of codes below a row, of which columns may be added."""
    if isinstance(row, schema.Codes):
        yield {"key": key, "title": title}
    elif isinstance(row, schema.Group):
        for field, below in row.fields.items():
            yield from _groups(below, f"{key}.{field}".removeprefix("."), f"{title}：{field}".removeprefix("："))


def _kind(key: schema.Key, unit: str) -> Item:
    match key:
        case schema.Amount():
            return {"type": "数", "unit": unit, "choices": []}
        case schema.Count(unit=own):
            return {"type": "数", "unit": own, "choices": []}
        case schema.Text(choices=choices) if choices:
            return {"type": "选", "unit": "", "choices": list(choices)}
    return {"type": "文字", "unit": "", "choices": []}


def _typed(tree: Tree) -> str:
    return tree if isinstance(tree, str) and tree != PENDING else ""
