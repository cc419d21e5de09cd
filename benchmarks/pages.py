"""What a reader would dislike on the pages of the examples, counted: by both engines and, where LibreOffice is there, as DOCX."""

import argparse
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pdfplumber

from benchmarks.measure import REPOSITORY
from generator.disclosure.department import examine, read_department
from generator.disclosure.render import ENGINES, render
from generator.document.tree import Contents, Document, Heading

MM = 72 / 25.4
LEAST = 60  # 一页至少的字数，封面和各部分的隔页不算
BODY = 15.0  # 正文的字号不小于它
SHORT, STRETCHED = 8.0, 3.0  # 半个字；一个字多让出的
BROKEN = re.compile(r"[\d.,]$")
GOES_ON = re.compile(r"[\d.,]|[万亿]?元|[%％‰℃]")
Char = dict[str, Any]


class Seen(NamedTuple):
    """Counts over a file: pages, those nearly empty, body lines that go on, those short or stretched, figures and contents amiss."""

    pages: int
    empty: int
    lines: int
    short: int
    stretched: int
    broken: int
    contents: int


def told(line: list[Char]) -> str:
    """The text of a line."""
    return "".join(char["text"] for char in line).strip()


def lines_of(page: Any) -> list[list[Char]]:
    """The lines of the text area from the top, each from the left, blanks left out."""
    top, bottom = (27, 27) if page.width > page.height else (36, 34)
    inside = [c for c in page.chars if top * MM <= c["top"] and c["bottom"] <= page.height - bottom * MM and c["text"].strip()]
    placed = sorted(inside, key=lambda c: (round(c["matrix"][5] * -1), c["x0"]))
    return [list(line) for _, line in groupby(placed, key=lambda c: round(c["matrix"][5]))]


def body_lines(page: Any) -> Iterator[tuple[list[Char], list[Char]]]:
    """Each line of a paragraph that goes on, with the line after it."""
    left = 28 * MM
    body = [line for line in lines_of(page) if page.height > page.width and line[0]["size"] >= BODY and line[0]["x0"] < left + 40]
    for line, after in pairwise(body):
        if 20 < after[0]["top"] - line[0]["top"] < 36 and after[0]["x0"] < left + 10:
            yield line, after


def stretch(line: list[Char]) -> float:
    """The widest the letters of a line stand apart on average, in points beyond their widths."""
    gaps = [after["x0"] - char["x1"] for char, after in pairwise(line)]
    return sum(gaps) / len(gaps) if gaps else 0


def entries(pages: list[Any], document: Document) -> Iterator[tuple[str, int, int]]:
    """Each line of the contents: its text, the page that it names and the page that the heading is on, 0 where none was found."""
    listed = next((block.entries for block in document.blocks if isinstance(block, Contents)), ())
    texts = [re.sub(r"\s", "", page.extract_text() or "") for page in pages]
    first = next((n for n, text in enumerate(texts) if "—1—" in text), 0)
    named = [int(n) for text in texts[:first] for n in re.findall(r"\.{3,}(\d+?)(?=第|[一二三四五六七八九十]+、|$)", text)]
    page = first
    for entry, number in zip(listed, named + [0] * len(listed), strict=False):
        title = re.sub(r"\s", "", entry.text)
        bare = title.split("、", 1)[-1]
        page = next((n for n in range(page, len(texts)) if title in texts[n] or texts[n].startswith(bare)), page)
        yield entry.text, number, page - first + 1


def look(file: Path, document: Document, verbose: bool) -> Seen:
    """Count over one PDF."""
    dividers = {re.sub(r"\s", "", b.text) for b in document.blocks if isinstance(b, Heading) and b.level == 1 and b.apart}
    with pdfplumber.open(file) as pdf:
        pages = pdf.pages
        texts = [re.sub(r"\s", "", page.extract_text() or "") for page in pages]
        texts = [re.sub("—[0-9]+—|^草稿", "", text) for text in texts]
        empty = [n for n, text in enumerate(texts) if n and len(text) < LEAST and text not in dividers]
        going = [(n, *pair) for n, page in enumerate(pages) for pair in body_lines(page)]
        edge = [page.width - 26 * MM for page in pages]
        short = [(n, line) for n, line, _ in going if edge[n] - line[-1]["x1"] > SHORT]
        wide = [(n, line) for n, line, _ in going if stretch(line) > STRETCHED]
        broken = [(n, line) for n, line, after in going if BROKEN.search(told(line)) and GOES_ON.match(told(after))]
        wrong = [entry for entry in entries(pages, document) if entry[1] != entry[2]]
        for name, found in (("空", empty), ("短", short), ("稀", wide), ("断", broken), ("目录", wrong)):
            for each in found if verbose else ():
                print(f"  {name} {f'第{each[0] + 1}页 {told(each[1])}' if name in '短稀断' else each}")
        return Seen(len(pages), len(empty), len(going), len(short), len(wide), len(broken), len(wrong))


def printed(document: Document, folder: Path) -> Iterator[tuple[str, Path]]:
    """The document as PDF in each way."""
    for engine in ENGINES:
        file = folder / f"{engine}.pdf"
        file.write_bytes(render(document, ["pdf"], engine)[0]["pdf"])
        yield engine, file
    if not shutil.which("soffice"):
        return
    file = folder / "docx.docx"
    file.write_bytes(render(document, ["docx"])[0]["docx"])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)], check=True, capture_output=True
    )
    yield "docx", folder / "docx.pdf"


def main() -> int:
    """1 where anything was counted that should not be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(REPOSITORY.glob("data/*/*.yaml")))
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    amiss = 0
    print("页 近空页 接着的行 短半字 稀过3磅 断开的数 目录页码错")
    for file in options.files:
        document, _ = examine(read_department(file))
        if document is None:
            continue
        with tempfile.TemporaryDirectory() as temporary:
            folder = options.keep / f"{file.parent.name}{file.stem}" if options.keep else Path(temporary)
            folder.mkdir(parents=True, exist_ok=True)
            for way, pdf in printed(document, folder):
                seen = look(pdf, document, options.verbose)
                amiss += seen.empty + seen.short + seen.stretched + seen.broken + seen.contents
                print(file.parent.name, file.stem, way, *seen, flush=True)
    return int(amiss > 0)


if __name__ == "__main__":
    raise SystemExit(main())
