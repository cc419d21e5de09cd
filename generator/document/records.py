"""A 决算表 as records: the lists that stand side by side come one after another, each column under one name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from generator.document.columns import Listing, listings
from generator.document.grid import place, squares
from generator.document.tree import Cell, Row, Table
from generator.model.figure import WAN
from generator.source.resources import find
from generator.source.template import compiled, read_yaml, reading_rows

COUNTED = re.compile(r"\d*|栏次")  # 表头里的栏次，标签里的行次
AMOUNT = re.compile(r"-?\d+(?:\.\d+)?")
PART, LEVELS = "部分", ("类", "款", "项")
KEYS = ("列", "编码", "字段", "名", "名称字段", "名称")


@dataclass(frozen=True, slots=True)
class Field:
    """A column of records: its name, what it is called, and the unit of its amounts, or the units; one of words has none."""

    name: str
    title: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a table: texts by the names of fields, amounts without separators; what the table leaves blank is not there."""

    fields: tuple[Field, ...]
    rows: tuple[Mapping[str, str], ...]


Grid = Mapping[tuple[int, int], Cell]  # 每个位置上的格子，合并的格子占几个位置


def records_of(table: Table) -> Records:
    """The rows of a table in which something is said or printed."""
    head, body, starts = _grid(table.head), _grid(table.body), {(row, column) for row, column, _ in place(table.body)}
    labels: dict[str, Field] = {}
    amounts: dict[str, Field] = {}
    rows: list[Mapping[str, str]] = []
    parts = listings(table)
    for listing in parts:
        columns = range(listing.labels.start, listing.amounts.stop)
        paths = {column: _path(head, column, len(table.head)) for column in columns}
        part = _part(paths) if len(parts) > 1 else ""
        fields = _fields(table, listing, {column: path[1:] if part else path for column, path in paths.items()}, body)
        labels |= {PART: Field(PART, PART)} if part else {}
        labels |= {fields[column].name: fields[column] for column in listing.labels}
        amounts |= {fields[column].name: fields[column] for column in listing.amounts}
        for row in range(len(table.body)):
            if told := _record(body, starts, row, listing, fields):
                rows.append({PART: part, **told} if part else told)
    return Records((*labels.values(), *amounts.values()), tuple(rows))


def _grid(rows: Sequence[Row]) -> Grid:
    return {square: cell for row, column, cell in place(rows) for square in squares(row, column, cell)}


def _path(head: Grid, column: int, rows: int) -> tuple[str, ...]:
    """The texts above a column from the top, each once, without the numbers of columns."""
    texts = (head[row, column].text for row in range(rows) if (row, column) in head)
    return tuple(dict.fromkeys(text for text in texts if not COUNTED.fullmatch(text)))


def _part(paths: Mapping[int, tuple[str, ...]]) -> str:
    """The text that stands above all columns of a list with others below it: 收入, 支出."""
    tops = {path[0] if len(path) > 1 else "" for path in paths.values()}
    return tops.pop() if len(tops) == 1 else ""


def _fields(table: Table, listing: Listing, paths: Mapping[int, tuple[str, ...]], body: Grid) -> dict[int, Field]:
    """The field of each column of a list: labels by the text next above, amounts by all above; codes as finance systems name them."""
    fields: dict[int, Field] = {}
    for column, path in paths.items():
        name = (path[-1:] or ("",))[0] if column in listing.labels else "_".join(path)
        name = name or f"第{column + 1}列"
        cells = [body[row, column] for row in range(len(table.body))]
        units = "、".join(dict.fromkeys(cell.figure.unit for cell in cells if cell.figure)) or WAN
        unit = units if column in listing.amounts else ""
        fields[column] = Field(name, name, unit)
    for codes in _code_columns(listing, {column: field.name for column, field in fields.items()}):
        rows = ([body[row, column] for column in codes] for row in range(len(table.body)))
        texts = ["".join(cell.text for cell in cells) for cells in rows if all(cell.colspan == 1 for cell in cells)]
        if code := _coded(fields[codes[0]].name, texts):
            fields |= dict.fromkeys(codes, Field(code["字段"], code["名"])) | {codes[-1] + 1: Field(code["名称字段"], code["名称"])}
    return _apart(fields)


def _code_columns(listing: Listing, heads: Mapping[int, str]) -> Iterator[tuple[int, ...]]:
    """Each column of labels that has another to its right; where 类, 款 and 项 stand in columns of their own, those together."""
    levels = tuple(column for column in listing.labels if heads[column] in LEVELS)
    if levels:
        yield levels
    yield from ((column,) for column in listing.labels if column not in levels and column + 1 in listing.labels)


def _apart(fields: Mapping[int, Field]) -> dict[int, Field]:
    """The fields, those of a name that another bears too numbered."""
    seen: dict[str, list[Field]] = {}
    out = {}
    for column, field in fields.items():
        same = seen.setdefault(field.name, [])
        if not any(field is other for other in same):
            same.append(field)
        out[column] = field if field is same[0] else replace(field, name=f"{field.name}_{len(same)}")
    return out


def _coded(head: str, texts: Sequence[str]) -> dict[str, str] | None:
    """The names of a column of codes and of the names after it."""
    codes = [text for text in texts if text]
    return next((row for row in _codes() if compiled(row["列"], "{}").fullmatch(head) and _all(row["编码"], codes)), None)


def _all(pattern: str, texts: Sequence[str]) -> bool:
    return all(compiled(pattern, "{}").fullmatch(text) for text in texts)


@cache
def _codes() -> list[dict[str, str]]:
    return reading_rows(read_yaml(find("读法", "字段.yaml")), *KEYS)


def _record(
    body: Grid, starts: set[tuple[int, int]], row: int, listing: Listing, fields: Mapping[int, Field]
) -> dict[str, str]:
    """What a row says in one list; a label over several columns is that of the last, one that reaches over the amounts is no row."""
    told: dict[str, str] = {}
    for column in listing.labels:
        if _ends(body, row, column, listing):
            told[fields[column].name] = told.get(fields[column].name, "") + body[row, column].text
    amounts = [column for column in listing.amounts if (row, column) in starts]
    printed = {fields[c].name: text for c in amounts if AMOUNT.fullmatch(text := body[row, c].text.replace(",", ""))}
    if (listing.amounts and not amounts) or (listing.labels and not printed and all(map(COUNTED.fullmatch, told.values()))):
        return {}
    return {name: text for name, text in told.items() if text} | printed


def _ends(body: Grid, row: int, column: int, listing: Listing) -> bool:
    """Whether the cell there ends with that column, or reaches out of the labels."""
    after = column + 1
    return after not in listing.labels or body[row, after] is not body[row, column]
