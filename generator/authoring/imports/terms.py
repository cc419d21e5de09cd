"""The terms that a published text explains, beside those of the profile."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.document.profile import Profile
from generator.model.facts import Facts
from generator.model.figure import Words
from generator.published.outline import Line
from generator.published.text import fold

GLOSSARY = "名词解释"
TERM = re.compile(r"(?P<term>[^：:。]{2,30})[：:](?P<meaning>.{4,})")


def terms_of(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines that explain a term, in the part of that name."""
    inside = False
    for line in lines:
        text = line.text.text
        if line.level == 1 or text == GLOSSARY:
            inside = text.endswith(GLOSSARY) or (inside and text == GLOSSARY)
        elif inside and TERM.fullmatch(bare(line)):
            yield line


def glossary(lines: Sequence[Line], profile: Profile) -> Facts:
    """The terms that are explained otherwise than in the profile, and those of the profile that are not."""
    part = next((part for part in profile.parts if any(s.file == GLOSSARY for s in part.sections)), None)
    if not lines or part is None:
        return Facts()
    known: Mapping[str, str] = profile.data(part.folder, f"{GLOSSARY}.yaml")
    told = {match["term"]: (match["meaning"], line) for line in lines if (match := TERM.fullmatch(bare(line)))}
    same = {_folded(term): term for term in known}
    other = {same.get(_folded(t), t): value for t, value in told.items() if "." not in t}
    own = {t: v for t, v in other.items() if t not in known or _folded(known[t]) != _folded(v[0])}
    out = Facts({f"{GLOSSARY}.补充.{term}": Words(text, line.text.place(0)) for term, (text, line) in own.items()})
    if own:
        out[f"{GLOSSARY}.补充"] = tuple(out)
    absent = [Words(term, lines[0].text.place(0)) for term in known if term not in other]
    out.update(listed(f"{GLOSSARY}.不列", absent))
    return out


def listed(name: str, words: Iterable[Words]) -> Facts:
    """A list of texts under a name."""
    named = {f"{name}.{number}": text for number, text in enumerate(words, 1)}
    return Facts({**named, name: tuple(named)}) if named else Facts()


def bare(line: Line) -> str:
    """A line without its number."""
    return line.text.text.removeprefix(line.number)


def _folded(text: str) -> str:
    return fold(text).strip("“”。")
