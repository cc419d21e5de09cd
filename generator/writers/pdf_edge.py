"""Lines that WeasyPrint sets flush: it stretches spaces only, which Chinese has not, so what is left over goes between all letters."""

from typing import Any

ROUNDING, WIDE, WIDEST = 0.7, 4, 7


def spread_evenly() -> None:
    """Have WeasyPrint justify lines so; where its insides are others than expected, it does as it would."""
    from weasyprint.layout import inline

    if hasattr(inline, "justify_line") and hasattr(inline, "create_layout"):
        inline.justify_line = _justify


def _justify(context: Any, line: Any, extra: float) -> None:
    """Make a line wider by `extra` pixels; one that would be torn apart, before a long address, stays as it is."""
    for whole in (True, False):
        gap = (extra - ROUNDING) / max(1, _letters(line, whole) - 1)
        if 0 < gap < (WIDE if whole else WIDEST):
            _spread(context, line, gap, 0, whole)
            return


def _letters(box: Any, whole: bool) -> int:
    """The letters of a line; those of an amount with its unit count as one where it is kept `whole`."""
    if hasattr(box, "pango_layout"):
        return 1 if whole and _unbroken(box) else len(box.text.rstrip())
    return sum(_letters(child, whole) for child in getattr(box, "children", ()) if child.is_in_normal_flow())


def _unbroken(box: Any) -> bool:
    """Whether text is not to be broken, such as an amount with its unit."""
    return bool(box.style["white_space"] == "nowrap")


def _spread(context: Any, box: Any, gap: float, moved: float, whole: bool) -> float:
    """Set the letters of a box `gap` further apart, the box `moved` to the right; return by how much what follows is moved."""
    from weasyprint.layout.inline import create_layout

    if hasattr(box, "pango_layout"):
        box.position_x += moved
        if whole and _unbroken(box):
            return moved + gap
        spacing = box.style["letter_spacing"]
        box.style = box.style.copy()  # 同一段的各行原来共用
        box.style["letter_spacing"] = (0 if spacing == "normal" else spacing) + gap
        box.pango_layout = create_layout(box.text, box.style, context, None, box.justification_spacing)
        box.pango_layout.deactivate()
        wider = gap * len(box.text)
        box.width += wider
        return moved + wider
    if not hasattr(box, "children"):
        box.translate(moved, 0)
        return moved
    box.position_x += moved
    before = moved
    for child in box.children:
        if child.is_in_normal_flow():
            moved = _spread(context, child, gap, moved, whole)
    box.width += moved - before
    return moved
