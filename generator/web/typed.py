"""What is typed on the page, as it is to be written: what an emptied field means, and texts of one line."""

from collections.abc import Iterable

from generator.authoring.yaml.tree import at
from generator.model import schema
from generator.model.schema import PENDING
from generator.model.unknown_values import key_of
from generator.web.view import View

NUMBERS = (schema.Amount, schema.Count)


def as_written(changes: Iterable[tuple[str, str | None]], view: View) -> dict[str, str | None]:
    """The values to write, None for what is to be taken out.

    An emptied number is 待填 again, unless the program works it out; an emptied text goes, unless the forms ask for it.
    """
    whole = _in_blocks(dict(changes), view)
    return {path: each for path, value in whole.items() if (each := _one(path, value, view)) is not None or at(view.tree, path) is not None}


def _in_blocks(changes: dict[str, str | None], view: View) -> dict[str, str | None]:
    """The same, a paragraph of a text block (概况.职责.3) as a change of its block, in which each is a row."""
    found: dict[str, str | None] = {}
    for path, value in changes.items():
        block, _, number = path.rpartition(".")
        if not number.isdecimal() or not isinstance(written := at(view.tree, block), str) or written in {"", PENDING}:
            found[path] = value
            continue
        rows = (found.get(block) or "\n".join(words.text for words in view.department.facts.words(block))).split("\n")
        rows[int(number) - 1 : int(number)] = ["".join(map(str.strip, (value or "").splitlines()))]
        found[block] = "\n".join(rows)
    return found


def _one(path: str, value: str | None, view: View) -> str | None:
    key = key_of(path)
    if value is None or not value.strip():
        return None if value is None or at(view.tree, path) is None or _goes(path, key, view) else PENDING
    return value if isinstance(key, schema.Prose) else "".join(map(str.strip, value.splitlines()))


def _goes(path: str, key: schema.Key | None, view: View) -> bool:
    """Whether a value that is emptied is taken out."""
    if isinstance(key, NUMBERS):
        return any(equation.name == path for equation in view.department.ledger.equations)
    return not (key is not None and key.wanted)
