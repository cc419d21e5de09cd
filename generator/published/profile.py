"""Which profile suits published files: the one that reads most of them and writes least besides."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache

from generator.document.profile import FILE, Profile, load_profile, profiles
from generator.document.profile_check import usable
from generator.model.catalogue import load_catalogue
from generator.published.extent import is_report_alone
from generator.published.outline import Line, Sheet
from generator.published.prose.labels import Names
from generator.published.tables.forms import form_of, forms_of
from generator.published.templates_backwards import Backwards, sentences
from generator.published.text import fold
from generator.source.resources import is_own
from generator.source.template import TemplateError, read_template

Parts = Sequence[Line | Sheet]
Score = tuple[int, int, int]
FAR, SOME, TELLING = 1000, 6, 8
MARKS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\s*\n\s*", re.DOTALL)


def likeliest(year: int, lines: Sequence[Line]) -> Profile | None:
    """The profile that may have written some lines: of whose words most are in them, an office's own first, then the nearest in year.

    None where they have few words of any; told without parsing a template.
    """
    text = "\n".join(line.text.text for line in lines)
    found = []
    for profile in _loaded():
        words = _words(profile) if profile.named_in(text) or _is_own(profile) else ()
        known = sum(word in text for word in words)
        if known * SOME > len(words):
            found.append(((known, _is_own(profile), -_distance(profile, year)), profile))
    return max(found, key=lambda pair: pair[0], default=(None, None))[1]


def _words(profile: Profile) -> set[str]:
    """The longer stretches of words of a profile's sentences."""
    files = ((part.folder, name) for part in profile.parts for name, _, _ in part.files())
    paths = (path for folder, name in files if (path := profile.file(folder, f"{name}.j2")) is not None)
    return {word for path in paths for word in _pieces(read_template(path))}


@cache
def _pieces(template: str) -> frozenset[str]:
    """The longer stretches of words between the marks of a template, folded as published text is; profiles share most templates."""
    pieces = (fold(piece) for piece in MARKS.split(template) if not piece.startswith("#"))
    return frozenset(piece for piece in pieces if len(piece) >= TELLING)


def suited(year: int, files: Sequence[Parts], name: str = "", titles: Sequence[str] = ()) -> Profile:
    """The profile of that name, or the best one for files, given by their parts and, as `titles`, what they are called.

    Raises TemplateError or FileNotFoundError for one that cannot be loaded.
    """
    return load_profile(name) if name else _best(year, files, titles)


def _best(year: int, files: Sequence[Parts], titles: Sequence[str]) -> Profile:
    """The profile with most of the files' sentences and table titles, then fewest parts of its own, then nearest in year.

    One for a report alone is only for files that are nothing else, the program's own of a place only for files that name the place.
    """
    names = Names.of(load_catalogue(year), {})
    alone = all(map(_is_report, files))
    text = "\n".join([*titles, *(line.text.text for file in files for line in _lines(file))])
    every = tuple(profile for profile in _usable() if profile.named_in(text) or _is_own(profile))
    known = [profile for profile in every if alone or any(part.own for part in profile.parts) or forms_of(profile)]
    found = [(_score(profile, names, year, files), profile) for profile in known or every]
    if not found:
        raise FileNotFoundError("没有可用的版式。")
    return max(found, key=lambda pair: pair[0])[1]


def _is_own(profile: Profile) -> bool:
    return is_own(profile.file(FILE))


def _lines(file: Parts) -> Iterator[Line]:
    return (part for part in file if isinstance(part, Line))


def _sheets(file: Parts) -> Iterator[Sheet]:
    return (part for part in file if isinstance(part, Sheet))


def _is_report(file: Parts) -> bool:
    """Whether a file has neither the sections nor the tables of a 决算."""
    return is_report_alone(_lines(file)) and not any(sheet.kind for sheet in _sheets(file))


def _usable() -> Iterator[Profile]:
    """Every profile that can be used, an office's own too, in order of its folder."""
    yield from filter(usable, _loaded())


def _loaded() -> Iterator[Profile]:
    """Every profile that can be read."""
    for name in sorted(profiles()):
        with suppress(TemplateError, FileNotFoundError):
            yield load_profile(name)


def _score(profile: Profile, names: Names, year: int, files: Sequence[Parts]) -> Score:
    reader = Backwards(names, sentences(profile))
    for file in files:
        reader.read(file)
    known = forms_of(profile)
    tables = sum(form_of(sheet, known) is not None for file in files for sheet in _sheets(file))
    return reader.matched + tables, -len(profile.parts), -_distance(profile, year)


def _distance(profile: Profile, year: int) -> int:
    """How far the profile's year is: one that a later year has replaced only where there is none after it."""
    own = profile.folders[0].rpartition("/")[2]
    if not own.isdecimal():
        return FAR
    return int(own) - year if int(own) >= year else FAR // 2 + year - int(own)
