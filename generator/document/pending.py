"""A draft of what is not all filled in: composed with made-up values, which are taken out again and marked 待填."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from generator.document.tree import Block, Cell, Document, Heading, Paragraph, Picture, Row, Run, Table
from generator.document.write import TO_CONFIRM
from generator.model.figure import Figure
from generator.model.schema import PENDING

MARK = f"【{PENDING}】"
NOTE = "还没有填：{}。填上以后重新生成。"
WORDS = "还没有填。填上以后重新生成。"
HANGS = "这段话怎么说（有没有、增还是减）也要等数填上才定。"
SHOWN = 3
NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class MadeUp:
    """What is made up: whether a figure that was typed in is, and the codes and names of 科目 that are."""

    figure: Callable[[Figure], bool]
    names: Collection[str] = ()


def marked(document: Document, other: Document, made_up: MadeUp) -> Document:
    """The document with 【待填】 for what is made up; what `other`, with other made-up values, says differently is marked too."""
    said = {text for block in _masked(other, made_up) for text in _texts(block)}
    return replace(document, blocks=tuple(_hanging(block, said) for block in _masked(document, made_up)))


def _texts(block: Block) -> Iterator[str]:
    """The text of a paragraph and of each of its runs, and those of the cells of a table."""
    match block:
        case Paragraph():
            yield block.text
            yield from (run.text for run in block.runs)
        case Table():
            yield from (cell.text for row in block.body for cell in row.cells)


def _masked(document: Document, made_up: MadeUp) -> Iterator[Block]:
    for block in document.blocks:
        match block:
            case Paragraph() | Heading():
                yield replace(block, runs=tuple(_run(run, made_up) for run in block.runs))
            case Table():
                yield replace(block, body=tuple(_row(row, made_up) for row in block.body))
            case Picture() if any(_depends(run.figure, made_up) for group in block.groups for bar in group.bars for run in bar.runs):
                yield Paragraph((Run(block.caption), Run(MARK, note=WORDS)), "注")
            case _:
                yield block


def _run(run: Run, made_up: MadeUp) -> Run:
    if names := _depends(run.figure, made_up):
        return Run(MARK, note=_note(names), wants=names[0])
    text = run.text.replace(PENDING, MARK)
    for name in made_up.names:
        text = text.replace(name, MARK)
    return run if text == run.text else replace(run, text=text, note=WORDS)


def _row(row: Row, made_up: MadeUp) -> Row:
    """A row with 待填 for the figures that are made up, told of in its first such cell."""
    told = [name for cell in row.cells for name in _depends(cell.figure, made_up)]
    cells: list[Cell] = []
    for cell in row.cells:
        wanting = bool(_depends(cell.figure, made_up)) or PENDING in cell.text or bool(told and cell.text in made_up.names)
        first = wanting and not any(each.note for each in cells)
        note = (_note(dict.fromkeys(told)) if told else WORDS) if first else ""
        wants = next(iter(_depends(cell.figure, made_up)), "")
        pending = Cell(PENDING, None, cell.align, cell.colspan, cell.rowspan, cell.bold, note=note, wants=wants)
        cells.append(pending if wanting else cell)
    return Row(tuple(cells))


def _depends(figure: Figure | None, made_up: MadeUp) -> tuple[str, ...]:
    """The names of the made-up figures from which one follows."""
    leaves = (leaf.name.split(".") for leaf in figure.leaves if made_up.figure(leaf)) if figure else ()
    told = (".".join(takewhile(lambda step: step not in made_up.names, steps)) for steps in leaves)
    return tuple(dict.fromkeys(told))


def _note(names: Collection[str]) -> str:
    shown = "、".join(list(names)[:SHOWN])
    return NOTE.format(shown if len(names) <= SHOWN else f"{shown}等 {len(names)} 项")


def _hanging(block: Block, said: Collection[str]) -> Block:
    """A block with what hangs on figures that are not filled in, which the other version says otherwise, marked."""
    match block:
        case Table():
            return replace(block, body=tuple(_judged(row, said) for row in block.body))
        case Paragraph() if block.text and block.text not in said:
            return replace(block, runs=tuple(_worded(block, said)))
    return block


def _judged(row: Row, said: Collection[str]) -> Row:
    """A row without what its words, such as a grade or the points of a group, say that follows from figures not filled in."""
    return Row(tuple(cell if cell.figure or cell.text in said else replace(cell, text=_open(cell.text)) for cell in row.cells))


def _open(text: str) -> str:
    """Words with their numbers open; those without one are open themselves."""
    return NUMBER.sub(PENDING, text) if NUMBER.search(text) else PENDING


def _worded(block: Paragraph, said: Collection[str]) -> Iterator[Run]:
    """The runs of a paragraph that the other version does not have: told so at its first mark; a reason made up is dropped."""
    told = False
    for run, after in zip(block.runs, (*block.runs[1:], None), strict=True):
        if after is not None and after.text == TO_CONFIRM and run.text not in said:
            run = Run(MARK, note=WORDS, said=run.said)
        yield run if told or MARK not in run.text else replace(run, note=run.note + HANGS)
        told = told or MARK in run.text
    if not told:
        yield Run(MARK, note=HANGS)
