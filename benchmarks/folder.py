"""A thousand published files in one folder, checked by the real command: how many a second, CPU a file, memory as it goes on.

Run: .venv/bin/python -m benchmarks.folder [--files 1000] [-j 2] [--seed 0] [--keep folder]
"""

import argparse
import os
import random
import re
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.measure import REPOSITORY, juesuan, spend
from benchmarks.scale import quarters
from generator.commands.files import names_profile
from generator.disclosure.department import compose, read_department
from generator.disclosure.render import render
from generator.document.tree import Document, Paragraph, Run, Table, lines

KINDS = ("docx", "pdf", "html", "xlsx", "txt")
LEAST, MOST_GROWTH = 3.0, 1.15
AMOUNT = re.compile(r"[\d,]+\.\d\d(?:万元)?")
WORDS = "水利林业农村教育卫生健康交通运输文化旅游商务审计统计司法民政体育信访档案气象地震粮食物资供销园艺渔政水文"
NAMES = "".join(dict.fromkeys(WORDS))
BROKEN = (b"", b"PK\x03\x04 torn", b"%PDF-1.7\ntorn", b"\xd0\xcf\x11\xe0" + bytes(600))


def main() -> int:
    """Make the folder, check it, print what it took; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description="一个文件夹里一千个公开文件")
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        if not folder.exists() or not any(folder.iterdir()):
            fill(folder, options.files, options.seed)
        return measure(folder, options.jobs)


def measure(folder: Path, jobs: int) -> int:
    """Check a folder and print what it took."""
    number = sum(path.is_file() for path in folder.rglob("*"))
    command = [*juesuan("check", str(folder), "--summary", "-j", str(jobs))]
    spent = spend(command, well=(1, 2))
    each, rate = spent.cpu / number, number / spent.wall
    workers, parent = quarters(spent.course), quarters(spent.parent)
    print(f"{number} 个文件 {spent.wall:.1f} 秒，{rate:.2f} 个/秒，每个 {each:.3f} CPU 秒（{os.cpu_count()} 核，-j {jobs}）")
    print(f"两核不被别人占着时 {2 / each:.1f} 个/秒；目标 {LEAST:.0f} 个/秒")
    print(f"最大的进程 {workers[0]:.0f} → {workers[1]:.0f} MB，主进程 {parent[0]:.0f} → {parent[1]:.0f} MB（前、后四分之一）")
    return int(2 / each < LEAST or workers[1] > workers[0] * MOST_GROWTH)


def fill(folder: Path, number: int, seed: int) -> None:
    """So many files of different units: documents of every file of data/, two of three with a digit changed, and broken ones."""
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as made:
        data = shutil.copytree(REPOSITORY / "data", Path(made) / "data")
        sources = [path for path in sorted(data.rglob("20*.yaml")) if names_profile(path)]
        for index in range(number):
            below = folder / f"第 {index // 40} 批" / f"第{index}局"
            below.mkdir(parents=True, exist_ok=True)
            if index % 100 == 7:
                (below / f"损坏{index}.{draw.choice(KINDS[:2])}").write_bytes(draw.choice(BROKEN))
                continue
            document = _document(sources[index % len(sources)], f"清溪县{NAMES[index // 40]}{NAMES[index % 40]}局")
            kind = KINDS[index // len(sources) % len(KINDS)]
            content = _content(slipped(document, draw) if index % 3 else document, kind)
            kind, content = ("txt", _text(document)) if content is None else (kind, content)  # 没有表的做不成 xlsx
            (below / f"部门决算 公开{index}.{kind}").write_bytes(content)


def _document(source: Path, unit: str) -> Document:
    """The document of a data file under the name of another unit."""
    text = source.read_text("utf-8")
    path = source.with_name(f"{unit}.yaml")
    path.write_text(text.replace(source.parent.name, unit), "utf-8")
    document, _ = compose(read_department(path), draft=True)
    path.unlink()
    assert document is not None
    return replace(document, draft=False)


def _content(document: Document, kind: str) -> bytes | None:
    return _text(document) if kind == "txt" else render(document, (kind,), "typst")[0].get(kind)


def _text(document: Document) -> bytes:
    """The text as it is copied from a page: cells of a row with tabs between them."""
    rows = []
    for block in document.blocks:
        if isinstance(block, Table):
            rows += [block.title, block.number, f"{block.left}\t{block.middle}\t{block.right}"]
            rows += ("\t".join(cell.text for cell in row.cells) for row in (*block.head, *block.body))
            rows += block.notes
        else:
            rows += lines(replace(document, blocks=(block,)))
    return "\n".join(rows).encode()


def slipped(document: Document, draw: random.Random) -> Document:
    """The document with a digit of one amount of its paragraphs changed."""
    blocks = list(document.blocks)
    found = [
        (at, number)
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph)
        for number, run in enumerate(block.runs)
        if AMOUNT.fullmatch(run.text)
    ]
    if not found:
        return document
    at, number = draw.choice(found)
    block = blocks[at]
    assert isinstance(block, Paragraph)
    text = block.runs[number].text
    other = Run(str(int(text[0]) % 9 + 1) + text[1:])
    blocks[at] = replace(block, runs=(*block.runs[:number], other, *block.runs[number + 1 :]))
    return replace(document, blocks=tuple(blocks))


if __name__ == "__main__":
    sys.exit(main())
