"""Documents built from data, each read back as it would be published, and copies with something taken out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from generator.checks import registry, rules  # noqa: F401  (enters every rule)
from generator.checks.report import Passage, Report
from generator.disclosure.department import compose, read_department
from generator.document.profile import Profile, load_profile
from generator.document.tree import Document, Heading, Table
from generator.published.as_printed import printed_blocks
from generator.published.audit import audited
from generator.published.outline import Line
from generator.published.reading import PublishedFile
from generator.published.sections import sections
from generator.published.tables.codes_and_notes import published_tables
from generator.readers.blocks import Block, Paragraph, Piece
from generator.source.finding import Finding

ROOT = Path(__file__).resolve().parents[1]
FILE = "成文"


@dataclass(frozen=True)
class Built:
    """A document, its profile, its blocks as read, and what was read of it."""

    document: Document
    profile: Profile
    blocks: tuple[Block, ...]
    report: Report

    def found(self, *codes: str) -> list[Finding]:
        """What these rules, or all, find on the whole of it."""
        return _found(self.report, codes)

    def without(self, codes: Sequence[str], gone: set[int], told: dict[int, str] | None = None) -> list[Finding]:
        """What is found where the blocks of these lines are gone, and the text of others is another: facts as they were."""
        blocks = tuple(changed(self.blocks, gone, told or {}))
        parts = PublishedFile.of(blocks).parts
        lines = [part for part in parts if isinstance(part, Line)]
        passages = tuple(Passage(line.section, line.text.text, line.text.place(0)) for line in lines)
        kinds = tuple(published_tables(parts))
        report = replace(self.report, passages=passages, sections=tuple(sections(parts)), tables=kinds)
        return _found(report, codes)

    def read_again(self, codes: Sequence[str], told: dict[int, str]) -> list[Finding]:
        """What is found where the text of these lines is another and all is read anew."""
        return _found(audited(tuple(changed(self.blocks, set(), told)), self.profile).report, codes)


def _found(report: Report, codes: Sequence[str]) -> list[Finding]:
    """What these rules, or all, find."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "RULES", {code: rule for code, rule in registry.RULES.items() if code in codes or not codes})
        return list(registry.run(report))


def changed(blocks: Sequence[Block], gone: set[int], told: dict[int, str]) -> Iterator[Block]:
    for block in blocks:
        line = line_of(block)
        if line in told and isinstance(block, Paragraph):
            yield Paragraph((Piece(told[line], block.pieces[0].place),))
        elif line not in gone:
            yield block


def line_of(block: Block) -> int:
    """The number of the block of the document that a block was printed from."""
    piece = block.pieces[0] if isinstance(block, Paragraph) else block.rows[0][0]  # type: ignore[union-attr]
    return piece.place.line


@cache
def built(file: str) -> Built:
    """The document of a data file."""
    department = read_department(ROOT / file)
    document = compose(department)[0]
    assert document is not None
    profile = load_profile(department.facts.text("版式"))
    blocks = tuple(printed_blocks(document, FILE))
    return Built(document, profile, blocks, audited(blocks, profile).report)


def sections_of(document: Document) -> Iterator[tuple[str, set[int]]]:
    """The title of each section (一、 and （一）) outside the annexes, with the lines that it takes."""
    blocks = list(enumerate(document.blocks, 1))
    part = ""
    for at, (number, block) in enumerate(blocks):
        part = block.text if isinstance(block, Heading) and block.level == 1 else part
        if "附件" not in part and isinstance(block, Heading) and block.level in (2, 3):
            end = next((n for n, other in blocks[at + 1 :] if isinstance(other, Heading) and other.level <= block.level), len(blocks) + 1)
            yield block.text, set(range(number, end))


def tables_of(document: Document) -> Iterator[tuple[str, int]]:
    """The title of each table with its line."""
    for number, block in enumerate(document.blocks, 1):
        if isinstance(block, Table):
            yield block.title, number


def texts(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """The paragraphs with their lines."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield line_of(block), block.raw

