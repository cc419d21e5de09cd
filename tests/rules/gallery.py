"""Every message as an officer sees it, one text a group. To write the texts anew: python -m tests.rules.gallery"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.checks.reading import WHOLE_FILE
from generator.checks.registry import Rule
from generator.commands.rules import by_group
from generator.console import show_finding
from tests.rules.mutate import findings_of

MACHINE = {"T101"}  # 说的是这台机器上的文件夹
FOLDER = Path(__file__).resolve().parents[1] / "gallery"


def gallery(folder: Path) -> dict[str, str]:
    """The text of each group: for each rule with a bad example in the good report, what is found there."""
    return {title: text for title, rules in by_group().items() if (text := "\n".join(_entries(rules, folder)))}


def _entries(rules: list[Rule], folder: Path) -> Iterator[str]:
    for rule in rules:
        if rule.bad and WHOLE_FILE not in rule.bad and rule.code not in MACHINE:
            own = folder / rule.code  # 每条一个文件夹：显示时按路径记住文件的各行
            own.mkdir()
            shown = [show_finding(f) for f in findings_of(own, rule.bad) if f.code == rule.code]
            yield "\n".join(shown).replace(f"{own.as_posix()}/", "") + "\n"


def write() -> None:
    """Write the texts anew; look at the difference before committing it."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for title, text in gallery(Path(folder)).items():
            (FOLDER / f"{title}.txt").write_text(text, "utf-8")
            print(f"已写 tests/gallery/{title}.txt")


if __name__ == "__main__":
    write()
