"""第四部分 名词解释: the profile's terms, with the department's own added, replaced or left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.facts import Facts

NAME = "名词解释"
QUOTES = str.maketrans("", "", "“”\"（）()")


@dataclass(frozen=True, slots=True)
class Term:
    """A term and what it means."""

    term: str
    meaning: str


def glossary(terms: Mapping[str, str], facts: Facts, text: str) -> Iterator[Term]:
    """The terms in order; with 只列用到的, those that `text` does not use are left out.

    Where the department explains or leaves out every term of the profile, its own order holds.
    """
    own = {name.removeprefix(f"{NAME}.补充."): facts.text(name) for name in facts.names(f"{NAME}.补充")}
    left_out = {words.text for words in facts.words(f"{NAME}.不列")}
    only_used = facts.text(f"{NAME}.只列用到的") == "是"
    plain = text.translate(QUOTES)
    every = own if all(term in own or term in left_out for term in terms) else {**terms, **own}
    for term, meaning in every.items():
        if term not in left_out and not (only_used and term.translate(QUOTES) not in plain):
            yield Term(term, meaning)
