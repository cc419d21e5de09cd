"""The form of a part, made from the list of keys: every key of it can be filled in."""

from collections.abc import Iterable
from typing import Any

from generator.web.view import View


def form_of(view: View, part: str, fields: Iterable[str]) -> dict[str, Any]:
    """The form for JSON."""
    return {"part": part, "items": []}
