"""Which profile suits published files: the one that reads most of them and writes least besides."""

import re
from collections.abc import Iterator, Sequence

from generator.authoring.imports.paragraphs import is_report_alone
from generator.document.profile import Profile, load_profile, profiles
from generator.document.profile_check import usable
from generator.model.catalogue import load_catalogue
from generator.published.prose.labels import Names
from generator.published.publication import Publication
from generator.published.templates_backwards import Backwards, sentences
from generator.source.template import TemplateError

Score = tuple[int, int, int]
FAR = 1000


def suited(year: int, publications: Sequence[Publication], name: str = "") -> Profile:
    """The profile of that name, or the best one; raises TemplateError or FileNotFoundError where it cannot be loaded."""
    return load_profile(name) if name else _best(year, publications)


def _best(year: int, publications: Sequence[Publication]) -> Profile:
    """The profile with most of the files' sentences and table titles, then fewest parts of its own, then nearest in year.

    One for a report alone is only for files that are nothing else, one of a place only for files that name the place.
    """
    names = Names.of(load_catalogue(year), {})
    alone = all(_is_report(publication) for publication in publications)
    every = tuple(profile for profile in _usable() if _named(profile.places, publications))
    known = [profile for profile in every if alone or any(part.own for part in profile.parts)]
    found = [(_score(profile, names, year, publications), profile) for profile in known or every]
    if not found:
        raise FileNotFoundError("没有可用的版式。")
    return max(found, key=lambda pair: pair[0])[1]


def _named(places: Sequence[str], publications: Sequence[Publication]) -> bool:
    """Whether one of the places is named anywhere in the files; no place always is."""
    texts = (line.text.text for publication in publications for line in publication.lines)
    return not places or any(place in text for text in texts for place in places)


def _is_report(publication: Publication) -> bool:
    """Whether a file has neither the sections nor the tables of a 决算."""
    return is_report_alone(publication.lines) and not any(sheet.kind for sheet in publication.sheets)


def _usable() -> Iterator[Profile]:
    """Every profile that can be used, an office's own too, in order of its folder."""
    for name in sorted(profiles()):
        try:
            profile = load_profile(name)
            if usable(profile):
                yield profile
        except (TemplateError, FileNotFoundError):
            continue


def _score(profile: Profile, names: Names, year: int, publications: Sequence[Publication]) -> Score:
    reader = Backwards(names, sentences(profile))
    for publication in publications:
        reader.read(publication.parts)
    titles = [bare(line) for publication in publications for sheet in publication.sheets for line in sheet.above]
    tables = sum(bare(name) in titles for part in profile.parts for name, _, _ in part.files())
    return reader.matched + tables, -len(profile.parts), -_distance(profile, year)


def _distance(profile: Profile, year: int) -> int:
    """How far the profile's year is: one that a later year has replaced only where there is none after it."""
    own = profile.folders[0].rpartition("/")[2]
    if not own.isdecimal():
        return FAR
    return int(own) - year if int(own) >= year else FAR // 2 + year - int(own)


def bare(title: str) -> str:
    """A title without quotation marks and white space."""
    return re.sub(r"[“”\"\s]", "", title)
