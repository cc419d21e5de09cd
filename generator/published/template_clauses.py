"""The clauses of a profile's sentences, for lines that no whole sentence matches: words and slots between two marks."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from generator.document.grammar import Choice, FixedText, Nodes, Repeat, Slot
from generator.document.read import Reading, read

MARK = re.compile(r"[，；。：！？]")
ANCHORED = 5


def clauses_in(text: str, sentences: tuple[Nodes, ...], variables: frozenset[str]) -> Iterator[Reading]:
    """The figures of the clauses of a text that stand in one of the sentences word for word, where all that have them mean the same.

    `variables` are the names of loops, of whose turn a clause alone does not tell.
    """
    known, start = _clauses_of(sentences), 0
    for clause in MARK.split(text):
        fitting = [found for words, nodes in known if all(word in clause for word in words) and (found := read(nodes, clause))]
        if len({tuple(reading.slot.expression for reading in found) for found in fitting}) == 1:
            yield from (_moved(reading, start) for reading in fitting[0] if _tells(reading, variables))
        start += len(clause) + 1


def _tells(reading: Reading, variables: frozenset[str]) -> bool:
    """Whether a slot holds a figure of a fact that is named without a loop."""
    named = not any(name.partition(".")[0] in variables for name in (reading.slot.name, *reading.slot.others))
    return named and isinstance(reading.value, Decimal)


def _moved(reading: Reading, by: int) -> Reading:
    return Reading(reading.slot, (), reading.value, reading.start + by, reading.end + by)


@lru_cache(200)
def _clauses_of(sentences: tuple[Nodes, ...]) -> tuple[tuple[tuple[str, ...], Nodes], ...]:
    """Every clause with enough words of its own, and these."""
    clauses = dict.fromkeys(clause for nodes in sentences for clause in _clauses(nodes))
    each = ((tuple(node.text for node in clause if isinstance(node, FixedText)), clause) for clause in clauses)
    return tuple((words, clause) for words, clause in each if sum(map(len, words)) >= ANCHORED and len(words) < len(clause))


def _clauses(nodes: Nodes) -> Iterator[Nodes]:
    """The stretches of words and slots between marks, branches and loops, inside of those too."""
    run: list[FixedText | Slot] = []
    for node in nodes:
        match node:
            case FixedText():
                first, *rest = MARK.split(node.text)
                run += [FixedText(first)] if first else []
                for piece in rest:
                    yield tuple(run)
                    run = [FixedText(piece)] if piece else []
            case Slot():
                run.append(node)
            case Choice() | Repeat():
                yield tuple(run)
                run = []
                for body in (body for _, body in node.branches) if isinstance(node, Choice) else (node.body,):
                    yield from _clauses(body)
    yield tuple(run)


def variables_of(nodes: Iterable[Nodes]) -> Iterator[str]:
    """The variables of the loops inside of paragraphs."""
    for each in nodes:
        for node in each:
            if isinstance(node, Repeat):
                yield node.variable
                yield from variables_of([node.body])
            elif isinstance(node, Choice):
                yield from variables_of(body for _, body in node.branches)
