"""Files that would be built into the same folder: of these none is, since nobody knows which of them counts."""

from collections.abc import Iterable
from pathlib import Path

from generator.checks.bureau import same_again
from generator.source.file_names import same_folder
from generator.source.finding import Finding
from generator.source.header import Header, read_header


def rivals(paths: Iterable[Path]) -> dict[Path, tuple[Finding, ...]]:
    """For each file of a department and year of which there is another among them, an E904 for each of the others."""
    claimed: dict[tuple[str, int], list[tuple[Path, Header]]] = {}
    for path in paths:
        if (header := read_header(path)) is not None:
            claimed.setdefault((same_folder(header.name), header.year), []).append((path, header))
    return {
        path: tuple(
            same_again(header.name, header.year, header.place, other.place) for rival, other in group if rival != path
        )
        for group in claimed.values()
        if len(group) > 1
        for path, header in group
    }
