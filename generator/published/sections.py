"""What the body of a published text says, section by section: without the contents, the glossary and the 自评 report apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.checks.report import Section
from generator.model.numerals import TITLED
from generator.published.outline import REPORT, TABLE_TITLE, Line, Sheet, classify
from generator.published.passages import title_only
from generator.published.publication import contents
from generator.source.words import said

GLOSSARY, PERFORMANCE, TABLES = "名词解释", "预算绩效", "决算表"
TITLE = said("篇.名词解释的标题")


def sections(parts: Sequence[Line | Sheet]) -> Iterator[Section]:
    """Each section that the body has, once, with its titles and what is said under them; tables that are no 决算表 are said too."""
    titles: dict[str, list[str]] = {}
    texts: dict[str, list[str]] = {}
    first: dict[str, Line] = {}
    of_table: set[str] = set()
    for name, part in _named(parts):
        if isinstance(part, Line):
            if name not in first or (name in of_table and not _titles_table(part)):  # 表也叫这个名字的，一节从说明的标题起
                first[name] = part
                of_table = of_table | {name} if _titles_table(part) else of_table - {name}
            (titles if title_only(part) else texts).setdefault(name, []).append(part.text.text)
        elif not part.kind:
            texts.setdefault(name, []).append("".join(piece.text for row in part.grid.rows for piece in row))
    for name, line in first.items():
        yield Section(name, line.text.place(0), "\n".join(titles.get(name, [])), "\n".join(texts.get(name, [])))


def _titles_table(line: Line) -> bool:
    return title_only(line) and TABLE_TITLE.search(line.text.text) is not None


def _named(parts: Sequence[Line | Sheet]) -> Iterator[tuple[str, Line | Sheet]]:
    """Each part of the body with its section: the glossary, the 自评 report and what stands around 决算表 as one each."""
    lines = [part for part in parts if isinstance(part, Line)]
    listed = {id(line) for line in lines[contents(tuple(lines))]}
    reader = _Reader()
    for part in parts:
        if isinstance(part, Sheet):
            reader.tables = reader.tables or bool(part.kind)
            yield reader.name, part
        elif id(part) not in listed:
            yield reader.read(part), part


@dataclass(slots=True)
class _Reader:
    """Where a reading of the body stands: the level at which the glossary began, in a 自评 report apart or within, among tables."""

    name: str = ""
    glossary: int = 0
    annex: bool = False
    inner: bool = False
    tables: bool = False

    def read(self, line: Line) -> str:
        """The section of the next line."""
        if TITLE.fullmatch(re.sub(f"^{TITLED}", "", line.text.text)):
            self.glossary = line.level or 1
        elif line.level == 1 or (0 < line.level <= self.glossary and classify(line.title)) or line.section == REPORT:
            self.glossary = 0
        if line.level in (1, 2) and not self.annex:
            # 正文里编了号的一节叫自评报告的，就是绩效的说明
            self.inner = line.level == 2 and bool(line.number) and classify(line.title) == REPORT
        self.annex = line.level != 1 and (self.annex or (line.section == REPORT and not self.inner))
        self.tables = self.tables and not line.level
        self.name = GLOSSARY if self.glossary else REPORT if self.annex else self._plain(line)
        return self.name

    def _plain(self, line: Line) -> str:
        if self.inner and line.section == REPORT:
            return PERFORMANCE
        return TABLES if self.tables and not line.section else line.section
