"""What is otherwise in an answer than in the one that a tab holds: whole answers are kept for a while, changes are sent."""

from collections.abc import Iterator
from secrets import token_hex
from typing import Any

KEPT = 6
NAMES = ("id", "path", "code", "key", "title")
Json = Any
Change = dict[str, Json]
"""`is`: another value; `keys` and `gone`: those of an object; `list`: in order, runs of the old elements ([from, to]), old
elements that changed (`of`, `to`), new ones (`is`)."""


class Answers:
    """The last answers about a file, by their revision; each tab tells which one it holds."""

    def __init__(self) -> None:
        self.kept: dict[str, Json] = {}

    def next(self, held: str, now: Change) -> Change:
        """What to send to a tab that holds an answer: the change of it, or the whole where that is not known any more."""
        revision = token_hex(8)
        before, whole = self.kept.get(held), {"revision": revision, **now}
        self.kept[revision] = whole
        while len(self.kept) > KEPT:
            del self.kept[next(iter(self.kept))]
        return whole if before is None else change(before, whole) or {"keys": {}}


def change(old: Json, new: Json) -> Change | None:
    """What makes the new value of the old one; None where they are alike."""
    if old is new or old == new:
        return None
    if isinstance(old, dict) and isinstance(new, dict):
        keys = {key: {"is": value} if key not in old else change(old[key], value) for key, value in new.items()}
        gone = [key for key in old if key not in new]
        return {"keys": {key: each for key, each in keys.items() if each is not None}} | ({"gone": gone} if gone else {})
    if isinstance(old, list) and isinstance(new, list):
        return {"list": list(_runs(list(_elements(old, new))))}
    return {"is": new}


def _elements(old: list[Json], new: list[Json]) -> Iterator[int | Change]:
    """For each new element the number of the old one that it is, else what it is or what changed of an old one."""
    where = {_name(element): number for number, element in reversed([*enumerate(old)])}
    last = -1
    for element in new:
        name = _name(element)
        follows = last + 1 < len(old) and _name(old[last + 1]) == name
        at = last + 1 if follows else where.get(name)
        if at is None:
            yield {"is": element}
            continue
        last = at
        changed = change(old[at], element)
        yield at if changed is None else {"of": at, "to": changed}


def _runs(elements: list[int | Change]) -> Iterator[list[int] | Change]:
    """The same, numbers that follow one another as one run."""
    run: list[int] = []
    for element in elements:
        if isinstance(element, int) and run and element == run[1]:
            run[1] += 1
            continue
        if run:
            yield run
        run = [element, element + 1] if isinstance(element, int) else []
        if not isinstance(element, int):
            yield element
    if run:
        yield run


def _name(element: Json) -> Json:
    """What an element of a list is known by in both: a text by itself."""
    if isinstance(element, dict):
        return next((value for key in NAMES if isinstance(value := element.get(key), str)), None)
    return element if isinstance(element, str) else None
