"""Where a value was written."""

import re
from dataclasses import dataclass, field
from typing import Any

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]|(?<![\r\n])[\f\v](?![\r\n])")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file; page, line and column count from 1, a page of 0 means the file has no pages.

    `words` say it to a reader where he sees no lines (a heading with its sentence), and are then shown instead.
    Of a workbook the page is the number of the sheet, `sheet` its name: the place is then shown as that of a cell.
    """

    file: str
    line: int
    column: int
    page: int = 0
    sheet: str = ""
    words: str = field(default="", compare=False)

    @property
    def cell(self) -> str:
        """The sheet and cell of a workbook (公开02表 D10); empty in other files."""
        return f"{self.sheet} {letters(self.column)}{self.line}" if self.sheet else ""

    def record(self, **more: Any) -> dict[str, Any]:
        """The place for JSON, with what `more` is known of it; page is null where the file has none, `where` is as it is shown."""
        return {"file": self.file, "line": self.line, "column": self.column, "page": self.page or None, **more, "where": str(self)}

    def __str__(self) -> str:
        if self.sheet:
            return f"{self.file}:{self.cell}"
        page = f"第{self.page}页:" if self.page else ""
        return f"{self.file}:{page}{self.words or f'{self.line}:{self.column}'}"


def letters(column: int) -> str:
    """A column of a sheet as a workbook names it: A, B, … Z, AA."""
    before, last = divmod(column - 1, 26)
    return (letters(before) if before else "") + chr(ord("A") + last)


def rows_of(text: str) -> list[str]:
    """The lines of a text, which places count: at every kind of line end, and at a page end that stands within a line."""
    return _BREAK.split(text)
