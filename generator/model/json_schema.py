"""The JSON Schema of a department's YAML, made from the list of keys, so that an editor completes and explains each."""

import json
from collections.abc import Mapping
from typing import Any

from generator.model.keys import ROOT
from generator.model.schema import Amount, Codes, Count, Group, Items, Key, Names, PriorYear, Prose, Terms, Text

DRAFT = "http://json-schema.org/draft-07/schema#"
NUMBER = ["number", "string"]
CODE = r"^\d{3}(\d{2}){0,2}$"


def schema_text() -> str:
    """The schema as indented JSON."""
    schema = {"$schema": DRAFT, "title": "部门决算公开", **_schema(ROOT)}
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _schema(key: Key) -> dict[str, Any]:
    return {"description": key.help, **_shape(key)}


def _shape(key: Key) -> dict[str, Any]:
    match key:
        case Amount() | Count():
            return {"type": NUMBER}
        case Text(choices=choices):
            return {"enum": list(choices)} if choices else {"type": [*NUMBER, "null"]}
        case Prose():
            return {"type": ["string", "array", "null"], "items": {"type": "string"}}
        case Names():
            return {"type": ["array", "null"], "items": {"type": "string"}}
        case Terms():
            return {"type": "object", "additionalProperties": {"type": "string"}}
        case Group(fields=fields):
            return _object(fields)
        case Codes(row=row, fields=fields):
            return {**_object(fields), "patternProperties": {CODE: _schema(row)}}
        case Items(item=item):
            return {"type": "array", "items": _schema(item)}
        case PriorYear():
            return {"type": ["string", "object", "null"]}


def _object(fields: Mapping[str, Key]) -> dict[str, Any]:
    required = [name for name, key in fields.items() if isinstance(key, Text | Count) and key.required]
    shape: dict[str, Any] = {
        "type": ["object", "null"],
        "properties": {name: _schema(key) for name, key in fields.items()},
        "additionalProperties": False,
    }
    return {**shape, "required": required} if required else shape
