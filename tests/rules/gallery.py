"""Every message as an officer sees it, one text a group. To write the texts anew: python -m tests.rules.gallery"""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import chdir
from dataclasses import replace
from pathlib import Path

from generator.checks.registry import Rule
from generator.commands.rules import by_group
from generator.console import read_again, show_finding
from generator.source.finding import Finding
from tests.rules.examples import found

MACHINE = {"T101"}  # 说的是这台机器上的文件夹
FOLDER = Path(__file__).resolve().parents[1] / "gallery"
END, BETWEEN = "\n", "\n\n"  # 一条一段，中间空一行


def is_shown(rule: Rule) -> bool:
    """Whether the gallery has an entry of a rule: all but those whose message is not the same everywhere."""
    return rule.code not in MACHINE


def entries(title: str) -> list[str]:
    """The entries of a group as they were last looked at, in order of their rules."""
    file = FOLDER / f"{title}.txt"
    return [f"{entry.removesuffix(END)}{END}" for entry in file.read_text("utf-8").split(BETWEEN)] if file.exists() else []


def entry(rule: Rule, findings: Iterable[Finding], folder: Path) -> str:
    """What is shown, to one who works there, of the findings on a rule's bad example that was written to a folder."""
    read_again()  # 显示时按路径记住文件的各行，各个文件夹里的文件名称一样
    with chdir(folder):
        shown = [show_finding(_here(finding, folder)) for finding in findings if finding.code == rule.code]
    return "\n".join(shown).replace(f"{folder.as_posix()}/", "") + END


def _here(finding: Finding, folder: Path) -> Finding:
    """A finding whose places are told from that folder, so that excerpts are as long wherever it is."""
    places = tuple(replace(place, file=place.file.removeprefix(f"{folder.as_posix()}/")) for place in finding.places)
    return replace(finding, places=places)


def _entries(rules: list[Rule], folder: Path) -> Iterator[str]:
    for rule in filter(is_shown, rules):
        own = folder / rule.code
        own.mkdir()
        yield entry(rule, found(rule, own), own)


def write() -> None:
    """Write the texts anew; look at the difference before committing it."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for title, rules in by_group().items():
            if text := "\n".join(_entries(rules, Path(folder))):
                (FOLDER / f"{title}.txt").write_text(text, "utf-8")
                print(f"已写 tests/gallery/{title}.txt")


if __name__ == "__main__":
    write()
