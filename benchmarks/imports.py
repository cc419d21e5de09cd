"""How much of published texts juesuan import keeps: figures as figures, as slots in prose, as they stand, or not at all.

    python benchmarks/imports.py 文件…
"""

import sys
from pathlib import Path

from generator.authoring.imports.files import import_files
from generator.disclosure.department import compose, read_department
from generator.published.audit import read_publication
from generator.published.compare import Kind, compare

HEAD = "| 文件 | 数 | 写成数 | 随数改的文字 | 照抄的文字 | 没有写进 | 没有写进的段 | 一致的段 | 数不同 |"


def main(paths: list[str]) -> None:
    """A row of a table for each file."""
    print(HEAD)
    print("|" + "---|" * (HEAD.count("|") - 1))
    for path in sorted(map(Path, paths)):
        print(row(path))


def row(path: Path) -> str:
    """The counts of one file, and how what is built of it compares with it."""
    imported = import_files([path])
    kept = imported.shares
    parts = [f"{count} ({100 * count // max(kept.total, 1)}%)" for count in (kept.figures, kept.slots, kept.frozen, kept.lost)]
    target = Path("output") / f"{path.stem}.yaml"
    target.parent.mkdir(exist_ok=True)
    target.write_text(imported.text, "utf-8")
    department = read_department(target)
    document, _ = compose(department, draft=True)
    kinds = [d.kind for d in compare(document, department.facts, read_publication(path))] if document else []
    target.unlink()
    cells = [path.name[:3], kept.total, *parts, len(imported.left), kinds.count(Kind.EQUAL), kinds.count(Kind.FIGURE)]
    return "| " + " | ".join(map(str, cells)) + " |"


if __name__ == "__main__":
    main(sys.argv[1:])
