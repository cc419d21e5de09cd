"""Numbers in the attributes of a file from outside, which may be anything."""

_MOST = 32_767


def integer(text: str | None, otherwise: int, most: int = _MOST) -> int:
    """The whole number that a text is, no larger than `most`; `otherwise` where it is none."""
    digits = (text or "").strip()
    if not digits.isdecimal():
        return otherwise
    return min(int(digits), most) if len(digits) < 10 else most
