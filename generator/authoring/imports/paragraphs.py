"""Paragraphs that no template matched: kept as authored text where the keys have a place for it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import takewhile

from generator.authoring.imports.terms import bare, glossary, listed, terms_of
from generator.document.profile import Profile
from generator.model.facts import Facts
from generator.model.figure import Figure, Words
from generator.model.numerals import value_of
from generator.model.unit_names import is_unit
from generator.published.extent import is_report_alone
from generator.published.outline import REPORT, REPORT_TITLE, Line, Sheet, goes_on
from generator.published.passages import title_only
from generator.published.places_in_lines import Row, row, within
from generator.published.publication import Publication, body
from generator.published.templates_backwards import lists
from generator.readers.captions import is_caption, is_note, says_nothing
from generator.source.words import said

PROSE = {"政府性基金": "政府性基金.说明", "国有资本经营": "国有资本经营.说明", "预算绩效": "预算绩效.情况"}
OWN_REPORT = "绩效自评.报告"
DUTIES, OFFICES, UNITS = "概况.职责", "概况.内设机构", "概况.下属单位"
LISTED, LEAD = said("正文.内设哪些机构"), said("正文.列举的开头")
OWN_LEVEL = said("单位.本级")
UNIT = re.compile(r"(?P<name>[^。；，：]{3,40}?)。?")
TITLE, NOTHING = said("篇.只有标题的一行"), said("正文.只说没有基金")
LEAST, SHORT, TOP, DEEPEST = 5, 32, 2, 3


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences of a profile say in some files, and the lines behind the contents that none of them matched."""

    facts: Facts
    unread: tuple[Line, ...]


def told(publications: Iterable[Publication]) -> Told:
    """All files, one after another; what is said first counts."""
    facts = Facts()
    unread: list[Line] = []
    for publication in publications:
        for name, fact in publication.told.items():
            facts.setdefault(name, fact)
        behind = set(body(publication.lines)) - beside_tables(publication.parts)
        unread += [line for line in publication.unmatched if line in behind]
    return Told(lists(facts), tuple(unread))


@dataclass(frozen=True, slots=True)
class Retold:
    """The facts that paragraphs became, and the paragraphs that became none."""

    facts: Facts
    left: tuple[Line, ...]


def paragraph(line: Line) -> bool:
    """Whether a line says something: no heading, nor a title, a date or the head line of a table."""
    text = line.text.text
    short = len(text) < SHORT and (TITLE.search(text) or is_unit(text) or text.endswith(("：", ":")))
    return len(text) > LEAST and not says_nothing(text) and not short and not title_only(line)


def beside_tables(parts: Sequence[Line | Sheet]) -> frozenset[Line]:
    """The head lines above tables and the notes below them."""
    found: set[Line] = set()
    above: list[Line] = []
    below = False
    for part in parts:
        if isinstance(part, Sheet):
            found.update(line for line in above if _head(line))
            above, below = [], True
            continue
        below = below and (is_note(part.text.text) or part.text.text.endswith("本表无数据。"))
        if below:
            found.add(part)
        above.append(part)
    return frozenset(found)


def _head(line: Line) -> bool:
    text = line.text.text
    return is_caption(text) or text.endswith("表")


def retold(lines: Sequence[Line], unread: Iterable[Line], facts: Facts, profile: Profile) -> Retold:
    """The facts of the lines that no template matched, beside those already read."""
    waiting = [line for line in unread if paragraph(line)]
    report = report_lines(lines)
    out = Facts()
    kept: list[Line] = []
    if any(line in waiting for line in report):
        out.update(listed(OWN_REPORT, map(marked, report)))
        kept += report
    waiting = [line for line in waiting if line not in kept]
    for section, name in PROSE.items():
        mine = [line for line in waiting if line.section == section]
        nothing = [line for line in mine if NOTHING.search(line.text.text)]
        kept += mine
        if told := [_whole(line) for line in mine if line not in nothing]:
            out.update(listed(name, sorted([*facts.words(name), *told], key=_place)))
    for name, words, line in _overview(lines, waiting):
        out.setdefault(name, ())
        out[name] = (*out.names(name), f"{name}.{len(out.names(name)) + 1}")
        out[out.names(name)[-1]] = words
        kept.append(line)
    out.update(glossary(lines, profile))
    done = {*kept, *terms_of(lines)}
    return Retold(_with(out, facts), tuple(line for line in waiting if line not in done))


def without_report(facts: Facts, lines: Sequence[Line]) -> Facts:
    """Facts without the texts of a report that is kept whole, and without the items that have only texts."""
    by_row: dict[Row, list[Line]] = {}
    for line in report_lines(lines):
        for place in line.text.places:
            by_row.setdefault(row(place), []).append(line)
    texts = {name: fact.place for name, fact in facts.items() if isinstance(fact, Words) and fact.place}
    told = {name for name, place in texts.items() if any(within(line, place) for line in by_row.get(row(place), ()))}
    items = {name.rpartition(".")[0] for name, fact in facts.items() if isinstance(fact, Figure)}
    gone = {n for n in told if not n.startswith("部门.") and n.rpartition(".")[0] not in items - {"绩效自评"}}
    kept = {name: fact for name, fact in facts.items() if name not in gone}
    return Facts({n: f for n, f in kept.items() if not isinstance(f, tuple) or any(_some(e, kept) for e in f)})


def without_copies(facts: Facts, own: Set[Line]) -> Facts:
    """Facts without the paragraphs that a part's own text holds too; a list goes on with the others."""
    rows = {row(place) for line in own for place in line.text.places}
    out = Facts(facts)
    for name in (*PROSE.values(), DUTIES):
        words = list(facts.words(name))
        kept = [text for text in words if not (text.place and row(text.place) in rows)]
        if len(kept) < len(words):
            for gone in (name, *facts.names(name)):
                out.pop(gone, None)
            out.update(listed(name, kept))
    return out


def _some(name: str, facts: Mapping[str, object]) -> bool:
    return name in facts or any(other.startswith(f"{name}.") for other in facts)


def _with(out: Facts, facts: Facts) -> Facts:
    """The lists of duties and offices only where templates read fewer of them."""
    for name in (DUTIES, OFFICES, UNITS):
        if out.names(name) and name != DUTIES and facts.names(name):
            for element in (name, *out.names(name)):
                out.pop(element, None)
        elif name == DUTIES and out.names(name):
            out.update(listed(name, sorted([*facts.words(name), *out.words(name)], key=_place)))
    return out


def _overview(lines: Sequence[Line], waiting: Sequence[Line]) -> Iterator[tuple[str, Words, Line]]:
    """The duties, offices and units of 概况, by the heading they stand under."""
    under = ""
    for line in lines:
        if line.section != "概况":
            continue
        if line.heading and line not in waiting:
            under = UNITS if "单位构成" in line.title and "机构" not in line.title else OFFICES if "机构" in line.title else DUTIES
        elif line in waiting and (match := LISTED.search(line.text.text)):
            at = match.start("list")
            for office in match["list"].split("、"):
                yield OFFICES, Words(LEAD.sub("", office), line.text.place(at)), line
        elif line in waiting and under == DUTIES:
            yield DUTIES, _body(line), line
        elif under == UNITS and line.number and (match := UNIT.fullmatch(bare(line))) and not OWN_LEVEL.search(match["name"]):
            yield UNITS, Words(match["name"], line.text.place(len(line.number))), line


def report_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines of the 自评 report: all of a file that is nothing else, or from the report's beginning to what follows it."""
    end = len(lines)
    if is_report_alone(lines):
        begin = _behind_cover(lines) if any("绩效" in line.text.text for line in lines) else len(lines)
    else:
        begin = next((at for at, line in enumerate(lines) if line.section == REPORT), len(lines))
        end = _end(lines, begin)
    return [line for line in lines[begin:end] if line.text.text and not says_nothing(line.text.text)]


def _end(lines: Sequence[Line], begin: int) -> int:
    """Where a report ends: before the heading that goes on numbering behind the report's own, else with the file."""
    inner: list[int] = []
    for at in range(begin + 1, len(lines)):
        if lines[at].level == TOP:
            number = value_of(lines[at].number)
            if goes_on(value_of(lines[begin].number), inner, number):
                return at
            inner.append(number)
    return len(lines)


def _behind_cover(lines: Sequence[Line]) -> int:
    """Where a report that is the whole file begins: at the last of its titles before anything is said."""
    opening = [at for at, _ in takewhile(lambda pair: "。" not in pair[1].text.text and pair[1].level in {0, 1, 2}, enumerate(lines))]
    return next((at for at in reversed(opening) if REPORT_TITLE.search(lines[at].text.text) and not lines[at].number), 0)


def _place(words: Words) -> tuple[int, int]:
    return (words.place.page, words.place.line) if words.place else (0, 0)


def marked(line: Line, shift: int = 0) -> Words:
    """A line as its author would write it: headings, raised by `shift` levels, with marks instead of numbers."""
    depth = max(line.level - TOP + 1 - shift, 1)
    if not line.heading or not title_only(line) or depth > DEEPEST:  # 更深的标题（（1）、①）照原样，程序不编它的序号
        return _whole(line)
    if not line.number:
        return Words(f"@题 {line.text.text}", line.text.place(0))
    return Words("#" * depth + " " + bare(line), line.text.place(len(line.number)))


def _whole(line: Line) -> Words:
    return Words(line.text.text, line.text.place(0))


def _body(line: Line) -> Words:
    return Words(bare(line), line.text.place(len(line.number)))
