"""Entries of a YAML file to its lines: what goes on one line, what below it, and where the comments stand."""

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from generator.model.bind import BLANKS, FOLDED
from generator.source.load import UNPRINTABLE

WIDTH = 110
STEP = "  "
LINE_ENDS = re.compile("[\n\x85\u2028\u2029]")
LITERAL = "|"
MARKED = re.compile(r"#{1,3} |@\w ")
OTHER_TYPES = {"true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<"}
BREAK = re.compile(r"(?<=[，。；、！？])(?=[^\s”’）》，。；、！？])")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, quoted where need be; or, `bare`, a number or a blank that is printed as it is."""

    text: str
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Prose: a folded block of long paragraphs, a literal one where lines begin with marks, or a list."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple["Entry", ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A mapping; `spread` is never put on one line."""

    entries: tuple["Entry", ...]
    spread: bool = False


Value = Scalar | Paragraphs | Listing | Branch


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value, the comment at the end of its line, and comment lines above; entries of a list have no key."""

    key: str | None
    value: Value
    comment: str = ""
    above: tuple[str, ...] = ()


def scalar(text: str, flow: bool) -> str:
    """The text as YAML, plain where it can be; `flow`: inside braces or brackets."""
    style = '"' if LINE_ENDS.search(text) else "'" if text in BLANKS or text.lower() in OTHER_TYPES else None
    events: list[Any] = [
        yaml.StreamStartEvent(),
        yaml.DocumentStartEvent(explicit=False),
        yaml.SequenceStartEvent(None, None, True, flow_style=flow),
        yaml.ScalarEvent(None, None, (True, True), text, style=style),
        yaml.SequenceEndEvent(),
        yaml.DocumentEndEvent(explicit=False),
        yaml.StreamEndEvent(),
    ]
    written = str(yaml.emit(events, allow_unicode=True, width=math.inf))
    return written[1:-2] if flow else written[2:-1]


def columns(text: str) -> int:
    """How wide a text shows, a Chinese character as two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def remark(text: str) -> str:
    """A comment on one line."""
    return " ".join(UNPRINTABLE.sub("", text).split())


def lines(entries: Sequence[Entry], pad: str = "") -> Iterator[str]:
    """The lines of a mapping's entries, or of a list's."""
    heads = [pad + ("-" if entry.key is None else f"{scalar(entry.key, True)}:") for entry in entries]
    column = _comment_column(entries, heads)
    for entry, head in zip(entries, heads, strict=True):
        yield from (f"{pad}# {remark(text)}" for text in entry.above)
        yield from _entry(entry, head, pad, column)


def _comment_column(entries: Sequence[Entry], heads: Sequence[str]) -> int:
    """Where the comments of a column of figures stand; 0 where each follows its value."""
    values = [entry.value for entry in entries]
    if not all(isinstance(value, Scalar) and value.bare for value in values):
        return 0
    return max((columns(f"{head} {one_line(value)}") for head, value in zip(heads, values, strict=True)), default=0)


def _entry(entry: Entry, head: str, pad: str, column: int) -> Iterator[str]:
    one = one_line(entry.value)
    if isinstance(entry.value, Scalar):
        yield _commented(_block_scalar(entry.value, head), [entry.comment], column)
    elif one is not None and columns(f"{head} {one}") <= WIDTH:
        yield _commented(f"{head} {one}", [entry.comment, *_inner(entry.value)], column)
    elif isinstance(entry.value, Branch) and entry.key is None:
        first, *rest = lines(entry.value.entries, pad + STEP)
        yield _commented(f"{head} {first.lstrip(' ')}", [entry.comment], 0)
        yield from rest
    else:
        block = _block(entry.value, pad) if isinstance(entry.value, Paragraphs) else ""
        yield _commented(f"{head} {block}".rstrip(), [entry.comment], 0)
        yield from _below(entry.value, pad + STEP, block)


def _block_scalar(value: Scalar, head: str) -> str:
    return f"{head} {value.text if value.bare else scalar(value.text, False)}".rstrip(" ")


def _commented(line: str, comments: Sequence[str], column: int) -> str:
    """The line with its comments, each once; one space after a bare key, two after a value."""
    texts = [text for text in dict.fromkeys(remark(comment) for comment in comments) if text]
    gap = " " * max(column - columns(line), 0) + ("  " if column or not line.endswith((":", ">", "|")) else " ")
    return f"{line}{gap}# {'；'.join(texts)}" if texts else line


def _inner(value: Value) -> list[str]:
    """The comments inside a value."""
    match value:
        case Branch(entries=entries) | Listing(items=entries):
            return [entry.comment for entry in entries]
    return []


def one_line(value: Value) -> str | None:
    """The value in flow style; None where it holds more than scalars, or comments that differ."""
    if len({comment for comment in _inner(value) if comment}) > 1:
        return None
    match value:
        case Scalar(text=text, bare=bare):
            return text if bare else scalar(text, True)
        case Branch(entries=entries, spread=spread) if not spread or not entries:
            parts = [
                f"{scalar(entry.key or '', True)}: {one}" for entry in entries if (one := _leaf(entry)) is not None
            ]
            return "{" + ", ".join(parts) + "}" if len(parts) == len(entries) else None
        case Listing(items=entries):
            parts = [one for entry in entries if (one := _leaf(entry)) is not None]
            return "[" + ", ".join(parts) + "]" if len(parts) == len(entries) else None
        case Paragraphs(texts=()):
            return "[]"
    return None


def _leaf(entry: Entry) -> str | None:
    return one_line(entry.value) if isinstance(entry.value, Scalar) and not entry.above else None


def _below(value: Value, pad: str, block: str) -> Iterator[str]:
    match value:
        case Branch(entries=entries) | Listing(items=entries):
            yield from lines(entries, pad)
        case Paragraphs(texts=texts) if block == LITERAL:
            yield from (pad + text for text in texts)
        case Paragraphs(texts=texts) if block:
            for number, text in enumerate(texts):
                yield from [""] * (number > 0)
                yield from (pad + row for row in _wrapped(text, WIDTH - len(pad)))
        case Paragraphs(texts=texts):
            yield from (f"{pad}- {scalar(text, False)}" for text in texts)


def _block(value: Paragraphs, pad: str) -> str:
    """The sign of the block that prose is: literal with marks, folded where it is long, none for a list."""
    texts = value.texts
    plain = all(text == FOLDED.sub("", text).strip() != "" and not scalar(text, False).startswith('"') for text in texts)
    if plain and len(texts) > 1 and any(MARKED.match(text) for text in texts):
        return LITERAL
    return ">" if _is_folded(texts, pad) else ""


def _is_folded(texts: Sequence[str], pad: str) -> bool:
    """Whether prose is a folded block: one paragraph, or long ones, and none that folding would change."""
    short = len(texts) > 1 and all(columns(f"{pad}{STEP}- {text}") <= WIDTH for text in texts)
    safe = all(text == FOLDED.sub("", text) != "" and not scalar(text, False).startswith('"') for text in texts)
    return not short and safe and not re.match(r"-\S|[－—]", texts[0])


def _wrapped(text: str, width: int) -> Iterator[str]:
    """A paragraph in rows that folding makes one again: broken after a punctuation mark only."""
    row = ""
    for part in BREAK.split(text):
        if row and columns(row + part) > width:
            yield row
            row = ""
        row += part
    yield row
