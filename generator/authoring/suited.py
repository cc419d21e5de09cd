"""Which profile suits published files: the one that reads most of them and writes least besides."""

import re
from collections.abc import Iterator, Sequence

from generator.authoring.retold import is_report_alone
from generator.document.profile import Profile, load_profile
from generator.document.profile_check import usable
from generator.model.catalogue import load_catalogue
from generator.published.audit import Publication
from generator.published.backwards import Backwards, sentences
from generator.published.naming import Names
from generator.source.resources import find
from generator.source.template import TemplateError

Score = tuple[int, int, int]
FAR = 1000


def best_profile(year: int, publications: Sequence[Publication]) -> Profile:
    """The profile with most of the files' sentences and table titles, then fewest parts of its own, then nearest in year.

    One for a report alone is only for files that are nothing else.
    """
    names = Names.of(load_catalogue(year), {})
    alone = all(is_report_alone(publication.lines) for publication in publications) and not any(p.sheets for p in publications)
    known = [profile for profile in profiles() if alone or any(part.own for part in profile.parts)]
    found = [(_score(profile, names, year, publications), profile) for profile in known or profiles()]
    if not found:
        raise FileNotFoundError("没有可用的版式。")
    return max(found, key=lambda pair: pair[0])[1]


def profiles() -> Iterator[Profile]:
    """Every profile that can be used, in order of its folder."""
    for path in sorted(find("科目").parent.glob("*/*/profile.yaml")):
        try:
            profile = load_profile(f"{path.parent.parent.name}/{path.parent.name}")
            if usable(profile):
                yield profile
        except (TemplateError, FileNotFoundError):
            continue


def _score(profile: Profile, names: Names, year: int, publications: Sequence[Publication]) -> Score:
    reader = Backwards(names, sentences(profile))
    for publication in publications:
        reader.read(publication.parts)
    titles = [bare(line) for publication in publications for sheet, _ in publication.sheets for line in sheet.above]
    tables = sum(bare(name) in titles for part in profile.parts for name, _, _ in part.files())
    return reader.matched + tables, -len(profile.parts), -_distance(profile, year)


def _distance(profile: Profile, year: int) -> int:
    """How far the profile's year is: one that a later year has replaced only where there is none after it."""
    own = profile.folders[0].rpartition("/")[2]
    if not own.isdigit():
        return FAR
    return int(own) - year if int(own) >= year else FAR // 2 + year - int(own)


def bare(title: str) -> str:
    """A title without quotation marks and white space."""
    return re.sub(r"[“”\"\s]", "", title)
