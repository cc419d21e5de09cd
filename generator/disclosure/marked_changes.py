"""Two wordings side by side: the sentences that differ, the characters that do marked."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from generator.published.differing import Runs, apart

SENTENCE = re.compile(r"[^。；]*[。；]?")
LEFT_OUT = "……"
Spans = tuple[tuple[int, int], ...]
Told = tuple[str, Spans]


def set_beside(old: str, new: str) -> tuple[Told, Told]:
    """What is shown of an old and of a new wording, each with the stretches that are not in the other."""
    if not (old and new):
        return (old, ()), (new, ())
    was, now = _differing(old, new)
    before, after = apart(was, now)
    return (was, tuple(_spans(before))), (now, tuple(_spans(after)))


def _differing(old: str, new: str) -> tuple[str, str]:
    """Both without the sentences that they share; whole where they share none."""
    before, after = SENTENCE.findall(old), SENTENCE.findall(new)
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return _left(before, [(tag, a, b) for tag, a, b, _, _ in codes]), _left(after, [(tag, c, d) for tag, _, _, c, d in codes])


def _left(sentences: Sequence[str], codes: Sequence[tuple[str, int, int]]) -> str:
    shown = (LEFT_OUT if tag == "equal" else "".join(sentences[start:end]) for tag, start, end in codes if any(sentences[start:end]))
    return "".join(shown)


def _spans(runs: Runs) -> Iterator[tuple[int, int]]:
    """Where the runs that differ begin and end."""
    at = 0
    for text, differs in runs:
        if differs:
            yield at, at + len(text)
        at += len(text)
