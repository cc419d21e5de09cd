"""The terms that a published text explains, beside those of the profile."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.document.profile import Profile
from generator.model.facts import Facts
from generator.model.figure import Words
from generator.model.numerals import value_of
from generator.published.outline import Line, goes_on
from generator.published.text import fold
from generator.source.words import said

GLOSSARY = "名词解释"
TERM = re.compile(r"(?P<term>[^：:。]{2,60})[：:](?P<meaning>.{4,})")
DEFINED = said("篇.名词的释义")
SENTENCE = re.compile(r"[。；：:]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A term and its meaning, with the lines that say them."""

    term: str
    meaning: str
    lines: tuple[Line, ...]


def terms_of(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines that explain a term, in the part of that name."""
    return (line for entry in entries(lines) for line in entry.lines)


def entries(lines: Iterable[Line]) -> Iterator[Entry]:
    """The terms explained: on one line, or on a numbered line and the one behind it."""
    waiting: Line | None = None
    for line in _of_glossary(lines):
        text = bare(line)
        if waiting is not None and not line.number and not TERM.fullmatch(text):
            yield Entry(bare(waiting), text, (waiting, line))
            waiting = None
        elif match := TERM.fullmatch(text) or DEFINED.fullmatch(text):
            yield Entry(match["term"], match["meaning"], (line,))
        else:
            waiting = line if line.number and not SENTENCE.search(text) else None


def _of_glossary(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines of the part, without its heading."""
    head, inner = None, list[int]()
    for line in lines:
        number = value_of(line.number)
        if bare(line).strip() == GLOSSARY or (line.level in (1, 2) and line.text.text.endswith(GLOSSARY)):
            head, inner = line, []
        elif head is None or line.level == 1 or (line.level == head.level == 2 and goes_on(value_of(head.number), inner, number)):
            head = None
        else:
            inner += [number] if line.level == 2 else []
            yield line


def glossary(lines: Sequence[Line], profile: Profile) -> Facts:
    """The terms that are explained otherwise than in the profile, and those of the profile that are not."""
    part = next((part for part in profile.parts if any(s.file == GLOSSARY for s in part.sections)), None)
    said = list(entries(lines))
    if not said or part is None:
        return Facts()
    known: Mapping[str, str] = profile.data(part.folder, f"{GLOSSARY}.yaml")
    same = {_folded(term): term for term in known}
    other = {_as_key(same.get(_folded(entry.term), entry.term)): entry for entry in said}
    own = {term: entry for term, entry in other.items() if term not in known or _folded(known[term]) != _folded(entry.meaning)}
    out = Facts({f"{GLOSSARY}.补充.{term}": Words(entry.meaning, entry.lines[-1].text.place(0)) for term, entry in own.items()})
    if own:
        out[f"{GLOSSARY}.补充"] = tuple(out)
    absent = [Words(term, said[0].lines[0].text.place(0)) for term in known if term not in other]
    out.update(listed(f"{GLOSSARY}.不列", absent))
    return out


def _as_key(term: str) -> str:
    """A term as a key, in which a dot would part two names."""
    return term.replace(".", "．")


def listed(name: str, words: Iterable[Words]) -> Facts:
    """A list of texts under a name."""
    named = {f"{name}.{number}": text for number, text in enumerate(words, 1)}
    return Facts({**named, name: tuple(named)}) if named else Facts()


def bare(line: Line) -> str:
    """A line without its number."""
    return line.text.text.removeprefix(line.number)


def _folded(text: str) -> str:
    return fold(text).strip("“”。")
