"""Parts of a published text that the profile words otherwise, kept as the department's own text, section by section."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

from generator.authoring.imports.paragraphs import beside_tables, marked, report_lines
from generator.authoring.imports.terms import listed, terms_of
from generator.authoring.imports.units import told_units, unit_lines
from generator.derive.ledger import Ledger
from generator.document.assemble import sections
from generator.document.builder import SECTION
from generator.document.grammar import parse
from generator.document.profile import Profile, Section
from generator.document.tree import Block, Heading, Paragraph, Table, plain
from generator.document.write import Scope, write
from generator.model.catalogue import Catalogue
from generator.model.facts import Facts
from generator.model.figure import Words
from generator.published.outline import REPORT, Line, Sheet, classify, titles_table
from generator.published.passages import NUMBERED, folded, loosely, masked, title_of, title_only
from generator.published.publication import Publication, body
from generator.readers.captions import says_nothing

NOT_HERE = {"", REPORT, "绩效自评表", "名词解释"}
ALIKE, HEADED = 0.5, "1、"
TOP = 2


@dataclass(frozen=True, slots=True)
class Said:
    """A section as the profile words it: how deep its heading stands, the heading, and the texts behind it."""

    depth: int
    title: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """The own text of the parts that need one, and the lines of the files that it holds word by word."""

    facts: Facts
    lines: frozenset[Line]


def own_words(publications: Sequence[Publication], ledger: Ledger, profile: Profile, catalogue: Catalogue, wrong: Set[Line]) -> Own:
    """Own text for each part that the files word otherwise; a line that is `wrong` may print other figures than the data."""
    facts, lines = Facts(), set[Line]()
    every = {name: _said(depth, blocks) for name, (depth, blocks) in sections(ledger, profile, catalogue).items() if blocks}
    parts = {part: {name: every[name] for name, _, _ in part.files() if name in every} for part in profile.parts if part.own}
    kinds = {part.own: {classify(section.title) for section in said.values()} - NOT_HERE for part, said in parts.items()}
    scope = Scope(ledger.facts, profile.style(ledger.facts))
    for part, said in parts.items():
        own = part.own
        others = {kind for other in kinds if other != own for kind in kinds[other]}
        mine = next(filter(None, (_lines(publication, kinds[own], others) for publication in publications)), ())
        texts = list(_texts(mine, said, wrong))
        if texts and [words.text for words, _ in texts] != [*_plan(part.sections, said, scope)]:
            facts.update(listed(own, (words for words, _ in texts)))
            lines.update(line for words, line in texts if not words.text.startswith(SECTION))
    return Own(facts, frozenset(lines))


def _plan(sections: Iterable[Section], said: Collection[str], scope: Scope, mark: str = "#") -> Iterator[str]:
    """What the own text of a part would be where all is as the profile has it."""
    for section in sections:
        if section.file in said:
            yield f"{SECTION} {section.file}"
        elif section.inner:
            yield f"{mark} {plain(write(parse(section.title, ''), scope))}"
            yield from _plan(section.inner, said, scope, mark + "#")


def _said(depth: int, blocks: Sequence[Block]) -> Said:
    title, *texts = (text for block in blocks for text in _told(block))
    return Said(depth, title.removeprefix(HEADED), tuple(texts))


def _told(block: Block) -> Iterator[str]:
    """The lines of a block, headings with a number before them as published ones have."""
    match block:
        case Heading():
            yield HEADED + plain(block.runs)
        case Paragraph():
            yield block.text
        case Table():
            yield from told_units(block)


def _lines(publication: Publication, kinds: Set[str], others: Set[str]) -> Sequence[Line]:
    """The lines of the part: from its first heading to another part, to a table of the 决算 or to the terms explained."""
    behind = set(body(publication.lines))
    report = set(report_lines(body(publication.lines)))
    apart = beside_tables(publication.parts) | set(terms_of(publication.lines)) | report
    waiting = iter(part for part in publication.parts if isinstance(part, Sheet) or part in behind)
    first = next((part for part in waiting if isinstance(part, Line) and part.level in (2, 3) and part.section in kinds), None)
    if first is None:
        return ()

    def goes_on(part: Line | Sheet) -> bool:
        if isinstance(part, Sheet):
            return part.kind in {"", "条目"}
        if part in report:
            return True
        return part.level != 1 and not titles_table(part) and part.section not in others | NOT_HERE - {""}

    parts = list(takewhile(goes_on, waiting))
    rest = [line for part in parts for line in (unit_lines(part) if isinstance(part, Sheet) else (part,)) if line not in apart]
    lines = [first, *(line for line in rest if line.text.text and not says_nothing(line.text.text))]
    while lines and lines[-1].level == 2 and not lines[-1].section:
        lines.pop()
    return lines


def _texts(lines: Sequence[Line], said: Mapping[str, Said], wrong: Set[Line]) -> Iterator[tuple[Words, Line]]:
    """The part as its author would write it: sections of the profile by name, the others as they stand."""
    left = dict(said)
    shift = lines[0].level - TOP if lines else 0
    at = 0
    while at < len(lines):
        line = lines[at]
        name = _name(line, line.level - shift, left)
        inner = _under(line, lines[at + 1 :]) if name else []
        if name and _same(inner, left[name], wrong):
            title = "" if title_of(line.title) == title_of(left[name].title) else f"：{line.title}"
            yield Words(f"{SECTION} {name}{title}", line.text.place(0)), line
            at += len(inner)
            del left[name]
        else:
            yield marked(line, shift), line
        at += 1


def _under(heading: Line, lines: Sequence[Line]) -> list[Line]:
    return list(takewhile(lambda line: not 0 < line.level <= heading.level, lines))


def _name(line: Line, level: int, said: Mapping[str, Said]) -> str:
    """The section that a heading of a level begins, as deep as in the profile; empty where it begins none."""
    if not title_only(line):
        return ""
    kind, title = classify(line.title), title_of(line.title)
    found = [name for name, section in said.items() if level == TOP + section.depth and kind and classify(section.title) == kind]
    likeness = {name: SequenceMatcher(None, title, title_of(said[name].title)).ratio() for name in found}
    best = max(found, key=lambda name: likeness[name], default="")
    return best if best and (len(found) == 1 or likeness[best] >= ALIKE) else ""


def _same(lines: Sequence[Line], section: Said, wrong: Set[Line]) -> bool:
    """Whether lines say what the profile would: word by word, numbers of headings and wrong figures aside."""
    return len(lines) == len(section.texts) and all(
        _alike(line.text.text, text, line in wrong) for line, text in zip(lines, section.texts, strict=True)
    )


def _alike(published: str, own: str, wrong: bool) -> bool:
    mine, theirs = folded(own), folded(published)
    if (NUMBERED.match(mine) is None) != (NUMBERED.match(theirs) is None):
        return False
    mine, theirs = NUMBERED.sub("", mine), NUMBERED.sub("", theirs)
    return loosely(mine) == loosely(theirs) or (wrong and masked(mine) == masked(theirs))
