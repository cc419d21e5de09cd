"""Which profile suits published files: the one with most of their titles, sentences and tables."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import islice

from generator.document.grammar import Nodes, TemplateLine, parse
from generator.document.profile import COMMON, FILE, Part, Profile, Section, load_profile, profiles
from generator.document.profile_check import usable
from generator.document.read import read
from generator.model.catalogue import load_catalogue
from generator.published.extent import is_report_alone
from generator.published.outline import Line, Sheet
from generator.published.prose.labels import Names
from generator.published.tables.forms import form_of, forms_of
from generator.published.templates_backwards import Backwards, folded_nodes, sentences
from generator.published.text import fold
from generator.source.resources import is_own
from generator.source.template import TemplateError, read_template

Parts = Sequence[Line | Sheet]
FAR, SOME, TELLING = 1000, 6, 8
CHANCE, BEGINNING = 3, 12  # 别处的版式碰巧相同的处数；文件开头的行数
MARKS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\s*\n\s*", re.DOTALL)


def likeliest(year: int, lines: Sequence[Line]) -> Profile | None:
    """The profile that may have written some lines: of whose words most are in them, an office's own first, then the nearest in year.

    None where they have few words of any; told without parsing a template, and not by the place that they name. One that shows
    nothing of its own is taken for the one that it is based on.
    """
    text = "\n".join(line.text.text for line in lines)
    words = {profile.folders[0]: (profile, _words(profile)) for profile in _loaded()}
    said = {word for word in set[str]().union(*(own for _, own in words.values())) if word in text}  # 各版式的字样大半相同
    known = {name: len(own & said) for name, (_, own) in words.items()}
    like = [profile for name, (profile, own) in words.items() if known[name] * SOME > len(own)]
    best = max(like, key=lambda each: (known[each.folders[0]], _is_own(each), -_distance(each, year)), default=None)
    if best is None or _is_own(best):
        return best
    base = best.folders[-1]
    return words[base][0] if base in words and known[base] == known[best.folders[0]] else best


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


@dataclass(frozen=True, slots=True)
class Fit:
    """How files and a profile agree: the titles of it that they have, those that they lack, its sentences and tables in them.

    `near` is whether they are of its place, so far as they say; what a form of another place has in common by chance is not counted.
    """

    profile: Profile
    titles: int
    sentences: int
    tables: int
    lacking: int
    near: bool

    @property
    def agreeing(self) -> int:
        """All that agrees."""
        return self.titles + self.sentences + self.tables

    def rank(self, year: int) -> tuple[int, bool, int, int]:
        """What agrees, then an office's own before the program's, then the nearest in year, then the one with fewest titles besides."""
        return self.agreeing + (CHANCE if self.near else 0), _is_own(self.profile), -_distance(self.profile, year), -self.lacking

    @property
    def why(self) -> str:
        """What agrees, in the officer's words."""
        counts = {"标题 {} 个": self.titles, "句子 {} 句": self.sentences, "表 {} 张": self.tables}
        alike = "、".join(words.format(number) for words, number in counts.items() if number)
        return f"{alike}和它的相同" if alike else "没有一处像哪个版式，是按地方和年度选的"


def suited(year: int, files: Sequence[Parts], titles: Sequence[str] = ()) -> Fit:
    """The profile that agrees most with files, given by their parts and, as `titles`, what they are called.

    One for a report alone is only for files that are nothing else. Raises FileNotFoundError where there is no profile.
    """
    names = Names.of(load_catalogue(year), {})
    alone = all(map(_is_report, files))
    every = tuple(_loaded())
    known = [profile for profile in every if alone or any(part.own for part in profile.parts) or forms_of(profile)]
    near = _near(every, _heads(files, titles))
    fits = (fit for profile in known or every if (fit := _fit(profile, names, files, profile in near)) is not None)
    best = sorted(fits, key=lambda fit: fit.rank(year), reverse=True)
    if (found := next((fit for fit in best if usable(fit.profile)), None)) is None:
        raise FileNotFoundError("没有可用的版式。")
    return found


def _heads(files: Sequence[Parts], titles: Sequence[str]) -> str:
    """Where files say whose they are: what they are called and how they begin."""
    return "\n".join([*titles, *(line.text.text for file in files for line in islice(_lines(file), BEGINNING))])


def _near(every: Sequence[Profile], heads: str) -> Sequence[Profile]:
    """The profiles of the place that files name; where they name none that a profile has, those that are for any place."""
    of_place = [profile for profile in every if any(place in heads for place in profile.places)]
    anywhere = [profile for profile in every if not profile.places or profile.folders == (COMMON,)]
    return [*(of_place or anywhere), *filter(_is_own, every)]


def _is_own(profile: Profile) -> bool:
    return is_own(profile.file(FILE))


def _lines(file: Parts) -> Iterator[Line]:
    return (part for part in file if isinstance(part, Line))


def _sheets(file: Parts) -> Iterator[Sheet]:
    return (part for part in file if isinstance(part, Sheet))


def _is_report(file: Parts) -> bool:
    """Whether a file has neither the sections nor the tables of a 决算."""
    return is_report_alone(_lines(file)) and not any(sheet.kind for sheet in _sheets(file))


def _loaded() -> Iterator[Profile]:
    """Every profile of which the parts and the places can be read."""
    for name in sorted(profiles()):
        with suppress(TemplateError, FileNotFoundError):
            profile = load_profile(name)
            if profile.parts or profile.places:
                yield profile


def _fit(profile: Profile, names: Names, files: Sequence[Parts], near: bool) -> Fit | None:
    """How a profile agrees with files; None for one whose files cannot be read."""
    try:
        return _agreement(profile, names, files, near)
    except TemplateError:
        return None


def _agreement(profile: Profile, names: Names, files: Sequence[Parts], near: bool) -> Fit:
    reader = Backwards(names, sentences(profile))
    for file in files:
        reader.read(file)
    known = forms_of(profile)
    tables = sum(form_of(sheet, known) is not None for file in files for sheet in _sheets(file))
    printed = {text for file in files for text in _titles_in(file)}
    found = [any(read(title, text) is not None for text in printed) for title in _titles(profile)]
    return Fit(profile, sum(found), reader.matched, tables, found.count(False), near)


def _titles_in(file: Parts) -> Iterator[str]:
    """The headings of a file, as printed without their numbers."""
    return (line.text.text.removeprefix(line.number) for line in _lines(file) if line.heading)


def _titles(profile: Profile) -> list[Nodes]:
    """The titles of the parts of a profile and of their sections, folded as published text is."""
    return [title for part in profile.parts for title in (_title(part.title), *_of(profile, part, part.sections))]


def _of(profile: Profile, part: Part, sections: Iterable[Section]) -> Iterator[Nodes]:
    """The titles of sections, as the profile gives them or their files do, those within others too."""
    for section in sections:
        if section.title:
            yield _title(section.title)
        elif profile.file(part.folder, f"{section.file}.j2") is not None:
            lines = profile.lines(part.folder, section.file)
            yield from (folded_nodes(line.nodes) for line in lines[:1] if isinstance(line, TemplateLine) and line.mark == "#")
        yield from _of(profile, part, section.inner)


def _title(text: str) -> Nodes:
    return folded_nodes(parse(text, FILE))


def _distance(profile: Profile, year: int) -> int:
    """How far the profile's year is: one that a later year has replaced only where there is none after it."""
    own = profile.folders[0].rpartition("/")[2]
    if not own.isdecimal():
        return FAR
    return int(own) - year if int(own) >= year else FAR // 2 + year - int(own)
