"""How wide a text is where a Chinese character takes the room of two Latin ones: on a screen, in a table."""

from functools import lru_cache
from unicodedata import east_asian_width


@lru_cache(10_000)
def halves(text: str) -> int:
    """The width of a text in half-width characters."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def cut(text: str, width: int) -> str:
    """The text, or as much of its beginning as goes into so many half-width characters, with … at the end."""
    if halves(text) <= width:
        return text
    shown = text[:width]
    while halves(shown) > width - halves("…"):
        shown = shown[:-1]
    return f"{shown}…"
