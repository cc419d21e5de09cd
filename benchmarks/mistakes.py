"""Mistakes of rows, columns and tables put into good and real documents: how often each is told, and in how many findings.

Run: .venv/bin/python -m benchmarks.mistakes [--only 下移,重一行] [--kinds 支出,收入] [-v] [文件…]
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generator.cli import main as juesuan
from tests.factory import make
from tests.mistakes import MISTAKES, made
from tests.plaintext import LAYOUTS, text_of
from tests.test_mistakes import DATA, Good, good, loud, spot

MADE = ("编码三列", "无行次", "补零")


def documents(files: list[Path], folder: Path) -> Iterator[Good]:
    """The departments of data/ built, one of our own in other layouts of tables, and the given files."""
    assert juesuan(["build", str(DATA), "-o", str(folder), "--to", "html"]) == 0
    for name in MADE:
        document = make({"版式": "通用"} if name == "无行次" else {}).document
        assert document is not None
        (folder / f"{name}.txt").write_text(text_of(document, LAYOUTS[name]), "utf-8")
    for path in (*sorted(folder.rglob("*.html")), *sorted(folder.glob("*.txt")), *files):
        if (found := good(path)).tables:
            yield found


def main(files: list[Path], only: list[str], kinds: list[str], verbose: bool) -> None:
    """Print planted, told and findings a mistake by kind of mistake and of table."""
    planted: Counter[tuple[str, str]] = Counter()
    told: Counter[tuple[str, str]] = Counter()
    number: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as name:
        for document in documents(files, Path(name)):
            for mistake in only or MISTAKES:
                for kind, tables in document.tables.items():
                    if not kind or (kinds and kind not in kinds):
                        continue
                    for _, blocks, what in made(document.blocks, tables[:1], MISTAKES[mistake], f"{document.name}{mistake}"):
                        found = [finding for finding in loud(blocks) if spot(finding) not in document.told]
                        planted[mistake, kind] += 1
                        told[mistake, kind] += bool(found)
                        number[mistake, kind] += len(found)
                        if verbose and (not found or len(found) > 1):
                            print(f"{'没有' if not found else '多'} {mistake} {kind} {document.name} {what}")
                            print(*(f"      {f.code} {f.message[:150]}" for f in found[:6]), sep="\n")
    for mistake in only or MISTAKES:
        each = [key for key in planted if key[0] == mistake]
        total, hit, every = (sum(count[key] for key in each) for count in (planted, told, number))
        shown = "，".join(f"{kind} {told[key]}/{planted[key]}·{number[key] / max(told[key], 1):.1f}" for key in each for kind in [key[1]])
        print(f"{mistake}：{hit}/{total}，每处 {every / max(hit, 1):.1f} 条（{shown}）")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--only", default="", help="用逗号分开的几种错")
    parser.add_argument("--kinds", default="", help="用逗号分开的几种表")
    parser.add_argument("-v", "--verbose", action="store_true")
    given = parser.parse_args()
    main(given.files, list(filter(None, given.only.split(","))), list(filter(None, given.kinds.split(","))), given.verbose)
