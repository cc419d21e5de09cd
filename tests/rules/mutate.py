"""One good report, and copies of it with keys changed: what the tests of rules start from."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from generator.disclosure.department import Department, compose, read_department
from generator.disclosure.proofread import examined
from generator.source.finding import Finding

HERE = Path(__file__).parent
PRIOR_FILE = "good_prior.yaml"
PRIOR = "上年."
GOOD, GOOD_PRIOR = ((HERE / name).read_text("utf-8") for name in ("good.yaml", PRIOR_FILE))


def apply(text: str, changes: Mapping[str, str]) -> str:
    """YAML text with the values at dotted key paths replaced by YAML source; missing keys are added, "" removes a key.

    Items of lists are numbered from 1 (概况.职责.1); one past the end appends.
    """
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    for path, value in changes.items():
        _change(root, path.split("."), yaml.compose(value, Loader=yaml.CSafeLoader) if value else None)
    return str(yaml.serialize(root, Dumper=yaml.CSafeDumper, allow_unicode=True, width=10_000))


def _change(node: yaml.Node, path: list[str], value: yaml.Node | None) -> None:
    """Walk down to the parent of the last key, and set or remove it there."""
    *above, last = path
    for step in above:
        node = _child(node, step)
    if isinstance(node, yaml.SequenceNode):
        node.value[int(last) - 1 : int(last)] = [value] if value else []
    elif isinstance(node, yaml.MappingNode):
        _set(node, last, value)
    else:
        raise KeyError(".".join(path))


def _child(node: yaml.Node, step: str) -> yaml.Node:
    """The value under a key or at a position; a key that is missing gets an empty mapping."""
    if isinstance(node, yaml.SequenceNode):
        return node.value[int(step) - 1]
    found = [value for key, value in node.value if key.value == step]
    if not found:
        found = [yaml.MappingNode("tag:yaml.org,2002:map", [], flow_style=False)]
        node.value.append((yaml.compose(step, Loader=yaml.CSafeLoader), found[0]))
    return found[0]


def _set(node: yaml.MappingNode, name: str, value: yaml.Node | None) -> None:
    """Replace the value where it stands, add it at the end, or leave the key out."""
    keys = [key.value for key, _ in node.value]
    if value is None:
        if name not in keys:
            raise KeyError(name)
        node.value = [pair for pair in node.value if pair[0].value != name]
    elif name in keys:
        node.value = [(key, value if key.value == name else old) for key, old in node.value]
    else:
        node.value.append((yaml.compose(name, Loader=yaml.CSafeLoader), value))


def write_report(folder: Path, changes: Mapping[str, str] | None = None) -> Path:
    """The good report and its last year in a folder, changed; keys below 上年. change last year's file."""
    changes = changes or {}
    before = {path.removeprefix(PRIOR): value for path, value in changes.items() if path.startswith(PRIOR)}
    now = {path: value for path, value in changes.items() if not path.startswith(PRIOR)}
    (folder / PRIOR_FILE).write_text(apply(GOOD_PRIOR, before), "utf-8")
    file = folder / "good.yaml"
    file.write_text(apply(GOOD, now), "utf-8")
    return file


def read_report(folder: Path, changes: Mapping[str, str] | None = None) -> Department:
    """The changed good report, read, derived and checked."""
    return read_department(write_report(folder, changes))


def findings_of(folder: Path, changes: Mapping[str, str] | None = None) -> list[Finding]:
    """All findings on the changed good report, those met while composing and proof-reading the document too."""
    department = read_report(folder, changes)
    proofs = [finding for finding in examined(department)[1] if finding.code == "W620"] if changes else []
    return [*department.findings, *compose(department)[1], *proofs]
