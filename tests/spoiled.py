"""A department's document with a share and a cell misprinted, as a file of each format, checked once for all tests."""

import atexit
import shutil
import warnings
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

from generator.commands.check import check_file
from generator.commands.checked import Checked
from generator.disclosure.department import compose, read_department
from generator.disclosure.render import render
from generator.document.tree import Cell, Document, Paragraph, Run, Table

T = TypeVar("T", Run, Cell)
ROOT = Path(__file__).resolve().parents[1]
DATA = "data/株洲市工业和信息化局/2021.yaml"
SHARE, CELL = ("50.7%", "57.0%"), ("2,590.81", "2,509.81")


def _misprinted(printed: T, change: tuple[str, str]) -> T:
    return replace(printed, text=change[1]) if printed.text == change[0] else printed


def spoiled() -> Document:
    """The document, with a share and a cell misprinted."""
    document = compose(read_department(ROOT / DATA))[0]
    assert document is not None
    blocks, told = [], False
    for block in document.blocks:
        if isinstance(block, Paragraph):
            block = replace(block, runs=tuple(_misprinted(run, SHARE) for run in block.runs))
        elif isinstance(block, Table) and not told and any(cell.text == CELL[0] for row in block.body for cell in row.cells):
            told = True
            block = replace(block, body=tuple(replace(r, cells=tuple(_misprinted(c, CELL) for c in r.cells)) for r in block.body))
        blocks.append(block)
    return replace(document, blocks=tuple(blocks))


@cache
def file(kind: str) -> Path:
    """The file of a format."""
    folder = mkdtemp(prefix="juesuan-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / f"公开.{kind}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path.write_bytes(render(spoiled(), (kind,))[0][kind])
    return path


@cache
def checked(path: Path) -> Checked:
    """What is found in a file."""
    return check_file(path, drawn=True)
