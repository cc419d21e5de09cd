"""Where a value was written."""

import re
from dataclasses import dataclass

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]|(?<![\r\n])[\f\v](?![\r\n])")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file; page, line and column count from 1, a page of 0 means the file has no pages."""

    file: str
    line: int
    column: int
    page: int = 0

    def __str__(self) -> str:
        page = f"第{self.page}页:" if self.page else ""
        return f"{self.file}:{page}{self.line}:{self.column}"


def rows_of(text: str) -> list[str]:
    """The lines of a text, which places count: at every kind of line end, and at a page end that stands within a line."""
    return _BREAK.split(text)
