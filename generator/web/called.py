"""What a key is called where an officer sees neither keys nor lines."""

from typing import TYPE_CHECKING

from generator.model.titles import title

if TYPE_CHECKING:
    from generator.web.view import View


def told(view: "View", name: str) -> str:
    """The published title; a paragraph of the department's own is known by the heading above it, all else by its keys."""
    catalogue = view.department.catalogue
    if (known := title(name, catalogue)) != name:
        return known
    above, _, number = name.rpartition(".")
    where = next((where for where, _ in view.printed.get(name, ())), "")
    if number.isdecimal() and above:
        item = f"{told(view, above)}第{number}条"
        return f"“{where}”里的一段（{item}）" if where and "：" not in item else item
    return "：".join(f"{step} {catalogue.name(step)}" if catalogue.name(step) else step for step in name.split("."))
