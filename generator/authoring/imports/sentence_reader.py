"""The sentences of published files read backwards by a profile."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.authoring.imports.paragraphs import beside_tables
from generator.document.profile import Profile
from generator.model.catalogue import Catalogue
from generator.model.facts import Facts
from generator.published.outline import Line
from generator.published.prose.labels import Names
from generator.published.publication import Publication, body
from generator.published.templates_backwards import Backwards, lists, sentences


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences say, and the lines behind the contents that no template matched."""

    facts: Facts
    unread: tuple[Line, ...]


def read_sentences(publications: Iterable[Publication], catalogue: Catalogue, profile: Profile, stated: Facts) -> Told:
    """All files, one after another; what is said first counts, and a change is one of what the tables have `stated`."""
    facts = Facts()
    unread: list[Line] = []
    for publication in publications:
        reader = Backwards(Names.of(catalogue, {}), sentences(profile), Facts(stated))
        reader.read(publication.parts)
        for name, fact in reader.known().items():
            facts.setdefault(name, fact)
        behind = set(body(publication.lines)) - beside_tables(publication.parts)
        unread += [line for line in reader.unread if line in behind]
    return Told(lists(facts), tuple(unread))
