"""What may be written at a place of the YAML: keys with their help, codes with their names, choices."""

from collections.abc import Iterator, Mapping

from generator.authoring.new.year import explained
from generator.authoring.yaml.tree import at
from generator.disclosure.department import PROFILE
from generator.document.profile import profiles
from generator.model import schema
from generator.model.articulation import PERSONNEL, PUBLIC
from generator.model.facts import PRIOR
from generator.model.keys import ROOT
from generator.model.unknown_values import key_of
from generator.web.view import View

MOST = 60
LENGTHS = {"功能": 7, "经济": 5}
ECONOMIC = (*PERSONNEL, *PUBLIC)
Offer = dict[str, str]


def completions(view: View, path: str, word: str) -> list[Offer]:
    """The keys and codes that may stand under the key at a path, or the values that it may have, those with the word in them."""
    name = path.removeprefix(PRIOR)
    key = ROOT if not name else key_of(name)
    found = _offers(view, key, path)
    return [each for each in found if word in each["label"] or word in each["detail"]][:MOST]


def _offers(view: View, key: schema.Key | None, path: str) -> Iterator[Offer]:
    match key:
        case schema.Group(fields=fields) | schema.Items(item=schema.Group(fields=fields)) | schema.Names(item=schema.Group(fields=fields)):
            yield from _keys(view, fields, path)
        case schema.Codes(row=row, fields=fields, catalogue=catalogue):
            yield from _codes(view, catalogue, path, isinstance(row, schema.Group))
            yield from _keys(view, fields, path)
        case schema.PriorYear():
            yield from _keys(view, ROOT.fields, path)
        case schema.Text() if path == PROFILE:
            yield from ({"label": name, "detail": "版式", "insert": name} for name in profiles())
        case schema.Text(choices=choices):
            yield from ({"label": choice, "detail": key.help, "insert": choice} for choice in choices)


def _keys(view: View, fields: Mapping[str, schema.Key], path: str) -> Iterator[Offer]:
    """The keys that are not written there yet."""
    written = at(view.tree, path)
    known = written if isinstance(written, dict) else {}
    for field, key in fields.items():
        if field not in known:
            yield {"label": field, "detail": explained(key), "insert": f"{field}: "}


def _codes(view: View, kind: str, path: str, group: bool) -> Iterator[Offer]:
    """The codes of the list of the year that are not written there yet."""
    written = at(view.tree, path)
    known = written if isinstance(written, dict) else {}
    for code, name in sorted(view.department.catalogue.names.items()):
        if len(code) == LENGTHS[kind] and code.startswith(ECONOMIC) == (kind == "经济") and code not in known:
            yield {"label": code, "detail": name, "insert": f"{code}: {{}}" if group else f"{code}: "}
