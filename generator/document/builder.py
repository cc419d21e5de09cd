"""Parts, sections and sentences of a profile to blocks, one after another: headings numbered, what is lacking noted."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.derive.ledger import Equation
from generator.document.glossary import glossary
from generator.document.grammar import Branches, Lines, Loop, TemplateLine, layout, parse, place_in
from generator.document.lacking import finding_of
from generator.document.layout_file import load_layout
from generator.document.performance_table import performance_table
from generator.document.pictures import build_picture
from generator.document.profile import Part, Profile, Section
from generator.document.tables import build_table
from generator.document.tree import (
    Block,
    Entry,
    Heading,
    Paragraph,
    Picture,
    Run,
    Style,
    Table,
    plain,
)
from generator.document.write import MissingFact, Scope, WrongBase, authored, branch, names_of, prose, write
from generator.model.catalogue import Catalogue
from generator.model.figure import Words
from generator.model.numerals import heading_number
from generator.source.finding import Finding
from generator.source.place import Place
from generator.source.template import TemplateError

LEVELS = {"#": 2, "##": 3, "###": 4}
STYLES: dict[str, Style] = {"@题": "题", "@注": "注", "@右": "右"}
ITEM = 4
REPORT = "绩效自评.报告"
OUTLINE, DEFAULT_OUTLINE = "绩效自评.提纲", "整体支出"
SECTION = "@节"
PICTURE = "@图"
TABLE = "@表"


class Builder:
    """Blocks as they are made, with the counters that number headings."""

    def __init__(self, scope: Scope, profile: Profile, catalogue: Catalogue, sums: Sequence[Equation] = ()) -> None:
        self.scope = scope
        self.profile = profile
        self.catalogue = catalogue
        self.sums = sums
        self.blocks: list[Block] = []
        self.entries: list[Entry] = []
        self.findings: list[Finding] = []
        self.counters = dict.fromkeys((1, 2, 3, 4), 0)
        self.only: int | None = None
        self.depth = 0
        self.place: Place | None = None
        self.own_text = ""
        self.template = ""
        self.title = ""
        self.sections: dict[str, tuple[Part, Section, int]] = {}

    def part(self, part: Part) -> None:
        """A part: its heading, and the department's own text or everything in its folder."""
        self.heading(1, self.one_line(part.title))
        if part.own and self.scope.facts.names(part.own):
            self.sections = {name: (part, section, depth) for name, section, depth in part.files()}
            self.own(part.own)
            self.sections = {}
        else:
            for position, section in enumerate(part.sections, 1):
                self.section(part, section, position)

    def section(self, part: Part, section: Section, position: int) -> None:
        """A section of a part: one file, or a heading with sections one level lower."""
        if section.file:
            return self.file(part, section, position)
        self.heading(2 + self.depth, self.one_line(section.title))
        self.depth += 1
        for inner in section.inner:
            self.section(part, inner, 0)
        self.depth -= 1
        return None

    def file(self, part: Part, section: Section, position: int) -> None:
        """One file: the report, the score table, the glossary, a table layout or sentences."""
        facts, name = self.scope.facts, section.file
        if name == "报告":
            self.report(part)
        elif name == "自评表":
            self.table(performance_table(self.profile.data(part.folder, "自评表.yaml"), facts))
        elif name == "名词解释":
            for term in glossary(self.profile.data(part.folder, "名词解释.yaml"), facts, self.text()):
                runs = Run(f"{self.number(2)}{term.term}："), Run(term.meaning)
                self.blocks.append(Paragraph(runs, source=f"{part.folder}/名词解释.yaml"))
        elif (path := self.profile.file(part.folder, f"{name}.yaml")) is not None:
            self.table(self.sheet(path, position))
        else:
            self.title, self.template = section.title, f"{part.folder}/{name}.j2"
            self.lines(self.profile.lines(part.folder, name), self.scope)

    def sheet(self, path: Path, position: int) -> Table:
        """The table of a layout, which stands at that position in its part."""
        return build_table(load_layout(path), position, self.scope.facts, self.catalogue, self.profile.look, self.sums)

    def listed(self, name: str) -> None:
        """A table between sentences; one without a title is no section."""
        path = next((path for part in self.profile.parts if (path := self.profile.file(part.folder, f"{name}.yaml"))), None)
        if path is None:
            raise TemplateError(f"“{TABLE} {name}”：版式 {self.profile.folders[0]} 里没有 {name}.yaml 这张表。")
        self.blocks.append(self.sheet(path, 0))

    def report(self, part: Part) -> None:
        """The officer's own report, or the outline chosen."""
        if self.scope.facts.names(REPORT):
            return self.own(REPORT)
        chosen = self.scope.facts.get(OUTLINE)
        name, place = (chosen.text, chosen.place) if isinstance(chosen, Words) else (DEFAULT_OUTLINE, None)
        self.template = f"{part.folder}/{name}"
        return self.lines(self.profile.outline(part.folder, name, place), self.scope)

    def own(self, name: str) -> None:
        """Paragraphs and headings of the officer's own, with sections of the profile between them."""
        facts = self.scope.facts
        for element in facts.names(name):
            if not isinstance(words := facts.get(element), Words):
                continue
            self.place, self.own_text = words.place, element
            try:
                self.lines(layout(prose(words)), self.scope)
            except TemplateError as error:
                self.complain(error)
        self.place, self.own_text = None, ""

    def include(self, text: str) -> None:
        """A section of the profile in the midst of the officer's own text; a title behind a colon replaces its heading."""
        name, _, title = text.partition("：")
        if name not in self.sections:
            known = f"有：{'、'.join(self.sections)}。" if self.sections else "它只能写在代替一个部分的正文里。"
            raise TemplateError(f"“{SECTION} {text}”：版式 {self.profile.folders[0]} 的这一部分没有叫“{name}”的节。{known}")
        part, section, self.depth = self.sections[name]
        place, own, self.place, self.own_text = self.place, self.own_text, None, ""
        self.file(part, replace(section, title=title or section.title), 0)
        self.place, self.own_text, self.depth = place, own, 0

    def text(self) -> str:
        """All text so far."""
        return "".join(block.text for block in self.blocks if isinstance(block, Heading | Paragraph))

    def lines(self, lines: Lines, scope: Scope) -> None:
        """Paragraphs and headings of a template."""
        for line in lines:
            match line:
                case TemplateLine():
                    self.line(line, scope)
                case Branches():
                    try:
                        chosen = branch(line.branches, scope)
                    except MissingFact as error:
                        self.complain(error)
                    else:
                        self.lines(chosen, scope)
                case Loop():
                    for name in names_of(scope, line.names):
                        self.lines(line.body, scope.bind(line.variable, name))

    def line(self, line: TemplateLine, scope: Scope) -> None:
        """One paragraph or heading; what it lacks becomes a finding."""
        try:
            runs = authored(write(line.nodes, scope), self.own_text)
        except (MissingFact, WrongBase, TemplateError) as error:
            self.complain(error)
            return
        if not plain(runs):
            return
        if line.mark in LEVELS:
            runs, self.title = (self.one_line(self.title) if self.title else runs), ""
            self.heading(min(LEVELS[line.mark] + self.depth, 4), runs)
        elif line.mark == SECTION:
            self.include(plain(runs).strip())
        elif line.mark == PICTURE:
            self.picture(plain(runs))
        elif line.mark == TABLE:
            self.listed(plain(runs).strip())
        elif line.mark == "-":
            self.blocks.append(Paragraph((Run(self.number(ITEM)), *runs), source=self.source(line)))
        else:
            style = STYLES.get(line.mark, "正文")
            self.blocks.append(Paragraph(runs, style, self.source(line)))

    def source(self, line: TemplateLine) -> str:
        """Where a sentence of the profile is written; empty for the officer's own."""
        if self.own_text:
            return ""
        place = place_in(line.nodes)
        return f"{place.file} 第{place.line}行" if place else self.template

    def picture(self, name: str) -> None:
        """A chart with the next number, where the department or the profile wants charts."""
        if not self.profile.draws(self.scope.facts):
            return
        number = 1 + sum(isinstance(block, Picture) for block in self.blocks)
        try:
            picture = build_picture(name, self.profile.charts(), number, self.scope)
        except TemplateError as error:
            self.complain(error)
            return
        if picture is not None:
            self.blocks.append(picture)

    def number(self, level: int) -> str:
        """The next number of a level; the levels below begin anew."""
        if level < ITEM:
            self.settle()
        self.counters[level] += 1
        if level == ITEM:
            self.only = len(self.blocks) if self.counters[level] == 1 else None
        for lower in range(level + 1, 5):
            self.counters[lower] = 0
        return heading_number(level, self.counters[level])

    def settle(self) -> None:
        """Take the number from an item that has no second one beside it; a heading that is no sentence stays one."""
        if self.only is not None:
            match self.blocks[self.only]:
                case Heading() as heading if not plain(heading.runs).endswith("。"):
                    self.blocks[self.only] = replace(heading, number="")
                case Heading(runs=runs) | Paragraph(runs=(_, *runs)):
                    self.blocks[self.only] = Paragraph(tuple(runs))
        self.only = None

    def heading(self, level: int, runs: tuple[Run, ...]) -> None:
        """A numbered heading; levels 1 and 2 are listed in the contents."""
        heading = Heading(level, self.number(level), runs, f"h{len(self.blocks)}", level > 1 or self.profile.apart)
        self.blocks.append(heading)
        if level <= 2:
            self.entries.append(Entry(level, heading.text, heading.anchor))

    def table(self, table: Table) -> None:
        """A table, listed in the contents as a numbered section; a sum that lacks a part is not left blank."""
        for name in dict.fromkeys(cell.lacks for row in table.body for cell in row.cells if cell.lacks):
            self.complain(MissingFact(name))
        table = replace(table, anchor=f"t{len(self.blocks)}")
        self.blocks.append(table)
        self.entries.append(Entry(2, self.number(2) + table.title, table.anchor))

    def one_line(self, source: str) -> tuple[Run, ...]:
        """The runs of a short text of the profile; what it lacks becomes a finding."""
        try:
            return write(parse(source, ""), self.scope)
        except (MissingFact, WrongBase) as error:
            self.complain(error)
            return ()

    def complain(self, error: Exception) -> None:
        """Keep a finding, once however often the same is lacking."""
        place = getattr(error, "place", None) or self.place
        finding = finding_of(error, self.scope.facts, place)
        told = {known.quote for known in self.findings if known.code == finding.code}
        again = isinstance(error, MissingFact) and self.scope.facts.lacking(error.name) and finding.quote in told
        if finding not in self.findings and not again:
            self.findings.append(finding)
