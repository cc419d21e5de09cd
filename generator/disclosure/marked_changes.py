"""Two wordings side by side: the sentences that differ, the characters that do marked."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

SENTENCE = re.compile(r"[^。；]*[。；]?")
PIECE = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?|.", re.DOTALL)  # 一个数是一块，不从中间断开
LEFT_OUT = "……"
Spans = tuple[tuple[int, int], ...]
Told = tuple[str, Spans]


def set_beside(old: str, new: str) -> tuple[Told, Told]:
    """What is shown of an old and of a new wording, each with the stretches that are not in the other."""
    was, now = _differing(old, new) if old and new else (old, new)
    before, after = PIECE.findall(was), PIECE.findall(now)
    changed = [codes for codes in SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if codes[0] != "equal"]
    marks = ([(a, b) for _, a, b, _, _ in changed], [(c, d) for _, _, _, c, d in changed]) if old and new else ([], [])
    return (was, tuple(_spans(before, marks[0]))), (now, tuple(_spans(after, marks[1])))


def _differing(old: str, new: str) -> tuple[str, str]:
    """Both without the sentences that they share; whole where they share none."""
    before, after = SENTENCE.findall(old), SENTENCE.findall(new)
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return _left(before, [(tag, a, b) for tag, a, b, _, _ in codes]), _left(after, [(tag, c, d) for tag, _, _, c, d in codes])


def _left(sentences: Sequence[str], codes: Sequence[tuple[str, int, int]]) -> str:
    shown = (LEFT_OUT if tag == "equal" else "".join(sentences[start:end]) for tag, start, end in codes if any(sentences[start:end]))
    return "".join(shown)


def _spans(pieces: Sequence[str], marks: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in marks:
        at = len("".join(pieces[:start]))
        if end > start:
            yield at, at + len("".join(pieces[start:end]))
