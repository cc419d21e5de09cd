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
    return {path: each for path, value in changes if (each := _one(path, value, view)) is not None or at(view.tree, path) is not None}


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
