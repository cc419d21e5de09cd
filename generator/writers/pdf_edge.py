"""Lines that WeasyPrint sets flush: it stretches spaces only, which Chinese has not, so what is left over goes between all letters.

A stop at the end of a line may have its blank part beyond the edge, as in Word and Typst.
"""

from typing import Any

STOPS, BLANK = tuple("，。；：、）”"), 0.7  # 右边大半是空的
ROUNDING, LITTLE, WIDE, WIDEST = 0.7, 0.01, 4, 7


def spread_evenly() -> None:
    """Have WeasyPrint justify lines so; where its insides are others than expected, it does as it would."""
    from weasyprint.layout import inline

    if hasattr(inline, "justify_line") and hasattr(inline, "create_layout"):
        inline.justify_line = _justify
    if hasattr(inline, "split_text_box") and inline.split_text_box is not _split:
        vars(_split)["usual"], inline.split_text_box = inline.split_text_box, _split


def _split(context: Any, box: Any, available_width: float | None, skip: int, is_line_start: bool = True) -> Any:
    """As WeasyPrint splits, but a stop after what is not to be broken needs but its left part at the end of a line."""
    begun, rest, preserved = vars(_split)["usual"](context, box, available_width, skip, is_line_start)
    if begun is not None and available_width is not None and _unbroken(box) and begun.text.endswith(STOPS):
        over = begun.width - available_width + LITTLE
        begun.width -= over if LITTLE < over <= box.style["font_size"] * BLANK else 0
    return begun, rest, preserved


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
