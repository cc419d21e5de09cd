"""A profile's templates run backwards over a published text: what its sentences say, texts as well as figures."""

from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import count

from generator.checks.registry import BREATH
from generator.derive.funds import INCOME, SPENDING
from generator.document.grammar import (
    Branches,
    Choice,
    FixedText,
    Lines,
    Loop,
    Node,
    Nodes,
    Repeat,
    TemplateLine,
    parse,
)
from generator.document.profile import Profile
from generator.document.read import Reading, equals, quoted, read, zeros
from generator.model.articulation import TITLES
from generator.model.facts import PRIOR, Facts
from generator.model.figure import WAN, Figure, Words
from generator.published.outline import Line, Sheet
from generator.published.prose.labels import Names
from generator.published.template_claims import UNITS, Filled, Slots, said_before
from generator.published.template_clauses import clauses_in, variables_of
from generator.published.text import fold
from generator.source.place import Place

REPORT = "报告"
UNWRITTEN = {"@题", "@图", "@表"}
ITEM = 4
LOWEST = "###"
TELLING = 4
COUNTED = ("保有量", "购置数", "团组", "人次", "批次", "车辆合计", "设备", "人数", "项目个数")
YEAR = "年"
LINEAGE = ("类名", "款名", "项名")
SPOKEN = {"文", "名", "因", "段"}
COLUMNS = {"收入.各来源": {v: k for k, v in INCOME.items()}, "支出.各用途": {v: k for k, v in SPENDING.items()}}
Loops = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line of a template with its text folded for matching, and the loops around it from the outside in.

    `first` is the first line of its loop; `position` counts the lines of the file; `under` are the positions of the
    headings it may stand under, its own for a heading.
    """

    mark: str
    nodes: Nodes
    loops: Loops
    first: bool
    under: frozenset[int] = frozenset()
    position: int = 0

    @property
    def heading(self) -> bool:
        """Whether this is a heading."""
        return self.mark.startswith("#")


Walk = Generator[Sentence, None, frozenset[int]]


@dataclass(slots=True)
class Backwards:
    """Reads lines against one profile; `facts` gathers what they say, `unread` the lines that no sentence matched.

    `slots` are those that hold a figure, `silent` the figures that words state without printing them: what is equal to
    another, what there is none of. `unknown` are the names of rows whose 科目 no list knows: they are
    called by it, as printed, for want of a code.
    """

    names: Names
    files: Mapping[str, tuple[Sentence, ...]]
    facts: Facts = field(default_factory=Facts)
    bound: dict[str, str] = field(default_factory=dict)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    file: str = ""
    under: int = -1
    position: int = 0
    matched: int = 0
    unread: list[Line] = field(default_factory=list)
    slots: Slots = field(default_factory=Slots)
    silent: dict[str, Figure] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)

    def read(self, parts: Iterable[Line | Sheet]) -> None:
        """Every line: a heading turns to its file, a paragraph is matched with the sentences under that heading."""
        for line in parts:
            BREATH.get()()
            if isinstance(line, Sheet):
                self.file = ""
                continue
            if line.heading:
                self.turn(line)
            text = line.text.text.removeprefix(line.number)
            for sentence in sorted(self.candidates(line), key=self.doubt):
                if (found := read(sentence.nodes, text)) is not None:
                    self.matched += 1
                    self.position = sentence.position
                    self.under = sentence.position if sentence.heading else self.under
                    self.keep(sentence, found, line)
                    break
            else:
                self.unread.append(line)
                self.part(line, text)

    def part(self, line: Line, text: str) -> None:
        """Keep what the clauses of a line say that no whole sentence matches."""
        known = self.files.get(self.file, ())
        sentences = tuple(sentence.nodes for sentence in known)
        variables = {variable for sentence in known for variable, _ in sentence.loops} | set(variables_of(sentences))
        for reading in clauses_in(text, sentences, frozenset(variables)):
            self.fill(reading, {}, line, self.slots.perhaps)

    def doubt(self, sentence: Sentence) -> tuple[int, int, int]:
        """The order of trial: those with fixed text, most first; then in document order from where the last one stood."""
        fixed = _weight(sentence.nodes)
        if fixed >= TELLING:
            return (0, -fixed, 0)
        return (1, int(sentence.position < self.position), sentence.position)

    def candidates(self, line: Line) -> Iterator[Sentence]:
        """The sentences that a line may be: headings of the file, or what stands under the present heading."""
        for sentence in self.files.get(self.file, ()):
            alike = sentence.heading == line.heading or line.level >= ITEM or sentence.mark == LOWEST  # 只有一项的不编号
            if sentence.mark in UNWRITTEN or not alike:
                continue
            if sentence.heading or (self.under in sentence.under and _numbered(sentence, line)):
                yield sentence

    def turn(self, line: Line) -> None:
        """Note which file of the profile a heading begins; a heading that begins none ends the one before."""
        title = line.text.text.removeprefix(line.number)
        heads = [name for name, known in self.files.items() if any(_begins(sentence, title) for sentence in known)]
        if heads and self.file not in heads:
            self.file, self.under, self.position = heads[0], 0, 0
            self.bound.clear()
        elif not heads and line.level < 3:
            self.file = ""

    def keep(self, sentence: Sentence, found: list[Reading], line: Line) -> None:
        """The facts of one matched sentence, and those it says are equal to one of them."""
        for variable, listed in sentence.loops:
            self.bind(variable, listed, sentence, [r for r in found if r.slot.name.startswith(f"{variable}.")])
        for turns, readings in _by_turn(found):
            scope = dict(self.bound)
            for (variable, listed), turn in zip(readings[0].loops, turns, strict=True):
                own = [r for r in readings if r.slot.name.split(".")[0] == variable]
                scope[variable] = self.element(listed, own, turn + 1, scope)
            for reading in readings:
                self.fact(reading, scope, line.text.place(reading.start + len(line.number)))
                self.fill(reading, scope, line, self.slots.filled)
        self.untold(sentence.nodes, line)

    def untold(self, nodes: Nodes, line: Line) -> None:
        """The figures that the words of a line say are equal to others, or nothing."""
        text = line.text.text.removeprefix(line.number)
        for left, right in equals(nodes, text):
            one, other = self.full(left, self.bound), self.full(right, self.bound)
            if (figure := self.facts.figure(one)) is not None:
                self.silent.setdefault(other, replace(figure, name=other))
        for slot in zeros(nodes, text):
            name = self.full(slot, self.bound)
            self.silent.setdefault(name, Figure(name, Decimal(0), _unit(name), line.text.place(0)))
        for name, figure in self.silent.items():
            self.facts.setdefault(name, figure)
        for slot, word in quoted(nodes, text):
            self.facts.setdefault(self.full(slot, self.bound), Words(word, line.text.place(0)))

    def bind(self, variable: str, listed: str, sentence: Sentence, own: list[Reading]) -> None:
        """Bind the variable of a loop over paragraphs: by the names read, else by counting its turns."""
        named = any(r.slot.name.endswith(("名", "名称")) and r.slot.kind == "名" for r in own)
        if sentence.first or named:
            turn = self.counts.get((self.file, listed), 0) + 1
            self.counts[self.file, listed] = turn
            self.bound[variable] = self.element(listed, own, turn, self.bound)

    def element(self, listed: str, own: list[Reading], number: int, scope: Mapping[str, str]) -> str:
        """The full name of an element of a list, told by the names it prints."""
        values = {r.slot.name.partition(".")[2]: str(r.value) for r in own if r.slot.kind in {"名", "文"}}
        name = values.get("名称", "")
        listed = self.full(listed, scope)
        head = listed.rpartition(".")[0]
        if listed in COLUMNS:
            return f"{head}.{COLUMNS[listed].get(name, name)}"
        if listed == "三公经费.各项":
            return f"{head}.{next((part for part, title in TITLES.items() if title == name), name)}"
        if listed == "一般性支出.各费":
            return f"{head}.{name}"
        if listed == "国有资产.各类车辆":
            return f"{head}.车辆.{name}"
        if "简称" in values:
            return self.subject(head, (values["简称"],))
        if LINEAGE[0] in values:
            return self.subject(head, tuple(values[level] for level in LINEAGE if level in values))
        return f"{listed}.{number}"

    def subject(self, head: str, lineage: tuple[str, ...]) -> str:
        """The row of a 科目 by its name and those above it; one that no list knows is called by its name and noted as unknown."""
        code = self.names.code(lineage)
        row = f"{head}.{code or lineage[-1]}"
        if not code:
            self.unknown.add(row)
        return row

    def known(self) -> Facts:
        """The facts that were read, without those of 科目 that no list knows."""
        rows = tuple(f"{row}." for row in self.unknown)
        return Facts({name: fact for name, fact in self.facts.items() if not name.removeprefix(PRIOR).startswith(rows)})

    @staticmethod
    def full(name: str, scope: Mapping[str, str]) -> str:
        """A name with the variable at its head replaced."""
        head, dot, rest = name.partition(".")
        return scope.get(head, head) + dot + rest

    def fact(self, reading: Reading, scope: Mapping[str, str], place: Place) -> None:
        """Keep what one slot says: a text, a figure, or the figure that a change was measured from."""
        name = self.full(reading.slot.name, scope)
        kind = reading.slot.kind
        if kind in SPOKEN:
            self.facts.setdefault(name, Words(str(reading.value), place))
        elif (kind == YEAR or kind in UNITS) and isinstance(reading.value, Decimal):
            self.facts.setdefault(name, Figure(name, reading.value, YEAR if kind == YEAR else UNITS[kind] or "个", place))
        elif kind == "增减额" and isinstance(reading.value, Decimal) and (now := self.facts.figure(name)):
            other = self.full(reading.slot.others[0], scope)
            self.facts.setdefault(other, Figure(other, now.value - reading.value, now.unit, place))

    def fill(self, reading: Reading, scope: Mapping[str, str], line: Line, into: dict[int, list[Filled]]) -> None:
        """Keep a slot that holds a figure, a year left aside."""
        if isinstance(reading.value, Decimal) and reading.slot.kind != YEAR:
            name, *others = (self.full(each, scope) for each in (reading.slot.name, *reading.slot.others))
            start, end = (at + len(line.number) for at in (reading.start, reading.end))
            unknown = next((row.rpartition(".")[2] for row in self.unknown if name.startswith(f"{row}.")), "")
            if unknown and unknown in (words := said_before(line.text.text, start)):
                unknown = words
            into.setdefault(id(line), []).append(Filled(name, reading.slot.kind, tuple(others), reading.value, start, end, unknown))


def lists(facts: Facts) -> Facts:
    """The facts with the lists that their numbered names make up."""
    numbered: dict[str, set[int]] = {}
    for name in facts:
        parts = name.split(".")
        for depth, part in enumerate(parts):
            if depth and part.isdecimal() and len(part) < 3:
                numbered.setdefault(".".join(parts[:depth]), set()).add(int(part))
    out = Facts(facts)
    for name, numbers in numbered.items():
        out[name] = tuple(f"{name}.{number}" for number in sorted(numbers))
    return out


def sentences(profile: Profile) -> dict[str, tuple[Sentence, ...]]:
    """The sentences of every file of a profile, by file; a heading that the profile replaces stands beside its own."""
    files = {}
    for part in profile.parts:
        for file, section, _ in part.files():
            for name in profile.outlines(part.folder) if file == REPORT else (file,):
                if profile.file(part.folder, f"{name}.j2") is not None:
                    known = tuple(_sentences(profile.lines(part.folder, name), (), frozenset(), count()))
                    heading = Sentence("#", folded_nodes(parse(section.title, "profile.yaml")), (), False, frozenset({0}))
                    files[name] = (*([heading] if section.title else []), *known)
    return files


def _unit(name: str) -> str:
    """The unit of a fact by its name: amounts are in 万元, what is counted is named for it."""
    return "个" if name.endswith(COUNTED) else WAN


def _begins(sentence: Sentence, title: str) -> bool:
    return sentence.mark == "#" and read(sentence.nodes, title) is not None


def _numbered(sentence: Sentence, line: Line) -> bool:
    """Whether both have a number; an item may do without, there being no second one, if its words are telling enough."""
    item = sentence.mark == "-"
    return item == bool(line.number) or (item and _weight(sentence.nodes) >= TELLING)


def _weight(nodes: Nodes) -> int:
    """How much fixed text any paragraph written from the nodes has at least."""
    total = 0
    for node in nodes:
        match node:
            case FixedText():
                total += len(node.text)
            case Choice():
                total += min(_weight(body) for _, body in node.branches)
    return total


def _sentences(lines: Lines, loops: Loops, under: frozenset[int], number: Iterator[int]) -> Walk:
    """The sentences of a file in order; gives back the headings under which what follows may stand."""
    first = bool(loops)
    for line in lines:
        match line:
            case TemplateLine():
                position = next(number)
                under = frozenset({position}) if line.mark.startswith("#") else under
                yield Sentence(line.mark, folded_nodes(line.nodes), loops, first, under, position)
                first = False
            case Branches():
                ends = frozenset() if any(test is None for test, _ in line.branches) else under
                for _, inner in line.branches:
                    ends |= yield from _sentences(inner, loops, under, number)
                under = ends
            case Loop():
                under |= yield from _sentences(line.body, (*loops, (line.variable, line.names)), under, number)
    return under


def folded_nodes(nodes: Nodes) -> Nodes:
    """Nodes with their literal text folded as published text is."""
    return tuple(map(_fold, nodes))


def _fold(node: Node) -> Node:
    match node:
        case FixedText():
            return FixedText(fold(node.text))
        case Choice():
            return Choice(tuple((test, folded_nodes(body)) for test, body in node.branches))
        case Repeat():
            return Repeat(node.variable, node.names, fold(node.separator), folded_nodes(node.body))
    return node


def _by_turn(found: Iterable[Reading]) -> list[tuple[tuple[int, ...], list[Reading]]]:
    """The readings of each turn of each loop, in order."""
    turns: dict[tuple[object, ...], list[Reading]] = {}
    for reading in found:
        turns.setdefault((reading.turns, reading.loops), []).append(reading)
    return [(readings[0].turns, readings) for readings in turns.values()]
