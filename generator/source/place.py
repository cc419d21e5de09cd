"""Where a value was written."""

from dataclasses import dataclass


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
