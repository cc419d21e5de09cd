"""The JSON Schema of a department's YAML, made from the list of keys, so that an editor completes and explains each."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from generator.model import schema
from generator.model.catalogue import every_name
from generator.model.keys import ROOT
from generator.model.schema import PENDING
from generator.model.years import ALWAYS

DRAFT = "http://json-schema.org/draft-07/schema#"
NUMBER = ["number", "string"]
CODE = r"^\d{3}(\d{2}){0,2}$"
# 只管文字：一组键、列表的地方，文字只能是“待填”
LEFT = {"pattern": f"^{PENDING}$", "patternErrorMessage": f"下面要一条一条地写；还没有写的填“{PENDING}”"}


def schema_text(profiles: Sequence[str] = ()) -> str:
    """The schema as indented JSON; `profiles` are the 版式 that an editor offers."""
    whole = {"$schema": DRAFT, "title": "部门决算公开", **_schema(ROOT)}
    if profiles:
        form = whole["properties"]["版式"]
        form |= {"examples": [*profiles], "description": f"{form['description']}。现有 {'、'.join(profiles)}"}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _schema(key: schema.Key) -> dict[str, Any]:
    told = f"{key.help}（{key.years}）" if key.years != ALWAYS else key.help
    return {"description": told, **_shape(key)}


def _shape(key: schema.Key) -> dict[str, Any]:
    match key:
        case schema.Amount() | schema.Count():
            return {"type": [*NUMBER, "null"]}
        case schema.Text(choices=choices):
            return {"enum": [*choices, PENDING, None]} if choices else {"type": [*NUMBER, "null"]}
        case schema.Prose():
            return {"type": ["string", "array", "null"], "items": {"type": "string"}}
        case schema.Names(item=item):
            entry: dict[str, Any] = {"type": "string"}
            entries = {"anyOf": [entry, _schema(item)]} if item else entry
            return {"type": ["array", "null", "string"], "items": entries} | LEFT
        case schema.Figures():
            return {"type": ["object", "null", "string"], "additionalProperties": {"type": [*NUMBER, "null"]}} | LEFT
        case schema.Terms():
            return {"type": ["object", "null", "string"], "additionalProperties": {"type": "string"}} | LEFT
        case schema.Group(fields=fields):
            return _object(fields)
        case schema.Codes(row=row, fields=fields):
            shape = _object(fields)
            return {**shape, "properties": shape["properties"] | _named(key), "patternProperties": {CODE: _schema(row)}}
        case schema.Items(item=item):
            return {"type": ["array", "null", "string"], "items": _schema(item)} | LEFT
        case schema.PriorYear():
            return {"type": ["string", "object", "null"]}


def _named(key: schema.Codes) -> dict[str, Any]:
    """The codes of 项 or 款 that an editor offers, with their names; what may stand under them is said by the pattern."""
    length, first = (7, "2") if key.catalogue == "功能" else (5, "3")
    names = sorted(every_name().items())
    return {code: {"description": name} for code, name in names if len(code) == length and code[0] == first}


def _object(fields: Mapping[str, schema.Key]) -> dict[str, Any]:
    required = [name for name, key in fields.items() if isinstance(key, schema.Text | schema.Count) and key.required]
    shape: dict[str, Any] = {
        "type": ["object", "null", "string"],
        **LEFT,
        "properties": {name: _schema(key) for name, key in fields.items()},
        "additionalProperties": False,
    }
    return {**shape, "required": required} if required else shape
