"""A zip whose entries all carry one date, whatever the clock says: the same bytes each time, also before 1980."""

from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

DATE = (1980, 1, 1, 0, 0, 0)


class DatedZip(ZipFile):
    """A zip to be written to a file or buffer."""

    def __init__(self, file: Any) -> None:
        super().__init__(file, "w", ZIP_DEFLATED)

    def writestr(self, entry: ZipInfo | str, data: Any, compression: int | None = None, level: int | None = None) -> None:
        """Add an entry with that content."""
        name = entry.filename if isinstance(entry, ZipInfo) else entry
        super().writestr(ZipInfo(name, DATE), data, ZIP_DEFLATED, level)

    def write(self, file: Any, name: Any = None, compression: int | None = None, level: int | None = None) -> None:
        """Add a file."""
        self.writestr(str(name or file), Path(file).read_bytes())
