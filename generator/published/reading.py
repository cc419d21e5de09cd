"""The steps in which a published file is read: its parts, then its tables, its text and its 自评表."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import chain, pairwise
from typing import TypeVar

from generator.checks.registry import BREATH
from generator.document.profile import Profile
from generator.model.catalogue import Catalogue, load_catalogue, years_listed
from generator.model.claim import Claim
from generator.model.figure import Figure
from generator.model.unit_names import owner_of, speaks_of_itself
from generator.published.extent import is_budget
from generator.published.outline import Line, Sheet, outline, year_of
from generator.published.profile import likeliest
from generator.published.prose.context import Seen
from generator.published.prose.figures import counts_in_yuan, in_whole_wan
from generator.published.prose.full_lists import FullLists
from generator.published.prose.labels import Names
from generator.published.prose.reader import Reader, made
from generator.published.prose.restated import restated
from generator.published.prose.scopes import COSTS, by_scope, narrowed, of_one_fund, widened
from generator.published.prose.sums import budgets, settle
from generator.published.publication import body
from generator.published.tables.amounts import columns_in, read_sheet
from generator.published.tables.by_layout import units_in
from generator.published.tables.cell_sums import cell_sums
from generator.published.tables.column_heads import rows_of
from generator.published.tables.elsewhere import amounts_said, of_another_table, of_the_right_size, printed_in
from generator.published.tables.exchanged import in_their_columns
from generator.published.tables.exchanged_blocks import in_their_blocks
from generator.published.tables.forms import Form, form_of, forms
from generator.published.tables.left_blank import filled
from generator.published.tables.score_layouts import in_usual_words, score_layouts
from generator.published.tables.scores import Evaluation, is_score_table, read_evaluations
from generator.published.tables.shifted import moved_back
from generator.published.tables.which import kind_of
from generator.published.tables.wrong_codes import under_their_codes
from generator.published.template_claims import following
from generator.published.templates_backwards import Backwards, sentences
from generator.readers.blocks import Block, Paragraph
from generator.readers.captions import is_chart_caption
from generator.readers.cells import CODE
from generator.source.template import TemplateError
from generator.source.words import said

TITLE = 40
T = TypeVar("T")
IN_YUAN = said("表.以元为单位")


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A published file before its figures are read: its parts in order, its year (0: not said) and the names of that year.

    `forms` are the layouts that its `sheets` are printed in; `wide` and `narrow` are the lines without the contents: all, or all
    but those on 一般公共预算 alone, and those; `scored` are the 自评表, as printed and in
    the usual words.
    """

    blocks: tuple[Block, ...]
    parts: tuple[Line | Sheet, ...]
    lines: tuple[Line, ...]
    sheets: tuple[Sheet, ...]
    forms: tuple[Form | None, ...]
    scored: tuple[tuple[Sheet, Sheet], ...]
    year: int
    catalogue: Catalogue
    names: Names
    wide: tuple[Line, ...]
    narrow: tuple[Line, ...]

    @classmethod
    def of(cls, blocks: tuple[Block, ...]) -> "PublishedFile":
        """The parts of the blocks, each table with its kind."""
        known = forms()
        each = [(part, form_of(part, known) if isinstance(part, Sheet) else None) for part in _one_by_one(outline(blocks))]
        parts = tuple(_with_kind(part, form) if isinstance(part, Sheet) else part for part, form in each)
        lines = tuple(part for part in parts if isinstance(part, Line))
        sheets = tuple(part for part in parts if isinstance(part, Sheet))
        fitting = tuple(form for part, form in each if isinstance(part, Sheet))
        layouts = score_layouts()
        usual = ((sheet, in_usual_words(sheet, layouts)) for sheet in sheets if not sheet.kind and not sheet.grid.blurred)
        scored = tuple((sheet, told) for sheet, told in usual if is_score_table(told))
        year = year_of(lines)
        catalogue = load_catalogue(year or years_listed()[-1])
        names = Names.of(catalogue, _own_names(sheets), _units(sheets, fitting))
        return cls(blocks, parts, lines, sheets, fitting, scored, year, catalogue, names, *by_scope(body(lines)))

    @property
    def budget(self) -> bool:
        """Whether it is a 预算 and no 决算."""
        return is_budget(self.lines)

    @property
    def charts(self) -> bool:
        """Whether there are captions of charts."""
        return any(is_chart_caption(block.raw) for block in self.blocks if isinstance(block, Paragraph))


def tables_read(file: PublishedFile) -> list[list[Claim]]:
    """The claims of each table; those of one on 一般公共预算 alone apart where the text has both scopes."""
    read = [read_sheet(s, form, file.names, _unit(s)) for s, form in _one_by_one(zip(file.sheets, file.forms, strict=True))]
    told = list(_in_their_rows(file, [claims for claims, _ in read], [blanks for _, blanks in read]))
    apart = [bool(file.narrow) and of_one_fund(sheet) for sheet in file.sheets]
    return [narrowed(found) if alone else found for found, alone in zip(told, apart, strict=True)]


def _in_their_rows(file: PublishedFile, told: Sequence[list[Claim]], blanks: Sequence[list[Claim]]) -> Iterator[list[Claim]]:
    """The claims of each table, those that stand wrong, as the rest of the document tells, named and counted as what they are.

    `blanks` are its blank cells: those that are to hold a figure have a claim too.
    """
    said = amounts_said(file.lines)
    for at, (sheet, form, claims) in enumerate(_one_by_one(zip(file.sheets, file.forms, told, strict=True))):
        others = [found for n, found in enumerate(told) if n != at]
        known: dict[str, Decimal] = {}
        for claim in chain(*others):
            known.setdefault(claim.name, claim.value)
        printed = printed_in(said, others)
        columns = {piece.place: n for row in sheet.grid.rows for n, piece in enumerate(row)}
        claims = of_the_right_size(in_their_blocks(in_their_columns(claims, known), sheet.grid.rows), columns, printed)
        claims = under_their_codes(claims, rows_of(sheet.grid), known, file.catalogue)
        claims = moved_back(claims, known, partial(columns_in, sheet, form, file.names, claims))
        yield filled(of_another_table(claims, known, printed), blanks[at], known, columns)


def _one_by_one(parts: Iterable[T]) -> Iterator[T]:
    """The same; before each, whoever has something more urgent to do comes first."""
    for part in parts:
        BREATH.get()()
        yield part


def read_by_form(file: PublishedFile, profile: Profile | None = None) -> Backwards:
    """A file read by the sentences of a profile, raising TemplateError where it cannot be used, or of the likeliest that can."""
    found = profile or likeliest(file.year, file.lines)
    form = Backwards(file.names, {})
    with suppress(*() if profile else (TemplateError,)):
        form = Backwards(file.names, sentences(found) if found else {})
    form.read(file.parts)
    return form


@dataclass(frozen=True, slots=True)
class ReadText:
    """What the text says: its claims, those on lists and on sums too, and the reader behind the last line.

    `narrow` are the claims on the “三公” 经费 of 一般公共预算 alone under the names of those of all 财政拨款.
    """

    reader: Reader
    narrow: tuple[Claim, ...]
    claims: tuple[Claim, ...]
    seen: tuple[Seen, ...]

    @property
    def yuan(self) -> bool:
        """Whether the text counts in 元."""
        return self.reader.yuan

    @property
    def bare(self) -> Iterator[Claim]:
        """Claims without a name on what is bound to the figures around it alone."""
        told = {claim.place for claim in self.claims}
        for entry in self.seen:
            claim = made(entry.mention, entry.line, "", "数", None, entry.mention.figure)
            if entry.bound and claim.place not in told:
                yield claim


def text_read(file: PublishedFile, cells: Iterable[Claim], form: Backwards) -> ReadText:
    """The text read with what the tables state in mind: what a profile's sentences match as they say, the rest by its words."""
    stated: dict[str, Figure] = {}
    for claim in cells:
        stated.setdefault(claim.name, claim.figure)
    texts = [line.text.text for line in file.lines]
    owner = owner_of(text for text in texts if len(text) < TITLE) or speaks_of_itself(texts)
    reader = Reader(file.names, stated, file.year, counts_in_yuan(texts), owner, file.budget, in_whole_wan(texts), form.slots)
    reader.read(file.wide)
    reader.claims += following(reader.following, stated, dict(form.silent))
    narrow = _of_one_fund(reader, file.narrow)
    seen, lists = settle(reader.seen, stated)
    told = {claim.place for claim in lists}
    found = FullLists(file.wide, reader.seen, reader.claims, file.year).found()
    full = tuple(claim for claim in found if claim.kind == "列和" or claim.place not in told)
    claims = (*reader.claims, *lists, *full, *budgets(stated, reader.seen), *restated(reader.seen))
    return ReadText(reader, narrow, claims, tuple(_listed(seen, full)))


def _listed(seen: Iterable[Seen], full: Iterable[Claim]) -> Iterator[Seen]:
    """What was seen, the parts of lists with their total bound too."""
    places = {leaf.place for claim in full if claim.computed for leaf in claim.computed.leaves}
    for entry in seen:
        yield entry if entry.bound else replace(entry, bound=entry.mention.figure.place in places)


def _of_one_fund(reader: Reader, lines: tuple[Line, ...]) -> tuple[Claim, ...]:
    """The claims of the lines on 一般公共预算 alone, added to the reader under names of their own."""
    apart = {name: figure for name, figure in reader.stated.items() if COSTS not in name} | widened(reader.stated)
    within = Reader(reader.names, apart, reader.year, reader.yuan, reader.owner, reader.budget, reader.rounded, reader.form)
    within.read(lines)
    within.claims += following(within.following, apart, {})
    reader.claims += narrowed(within.claims)
    reader.seen += within.seen
    reader.comparisons += within.comparisons
    return tuple(within.claims)


def beside_text(told: list[list[Claim]], text: Sequence[Claim], lines: Sequence[Line]) -> list[list[Claim]]:
    """The claims of each table, those without their names of which the text says nearly all otherwise."""
    known = {claim.name: claim.value for claim in reversed(text) if claim.states and not claim.fitted}
    said = amounts_said(lines)
    return [of_another_table(claims, known, printed_in(said, (o for o in told if o is not claims)), 1) for claims in told]


@dataclass(frozen=True, slots=True)
class ReadScores:
    """What the 自评表 say: the facts of each, claims on cells whose parts do not make their total, how many figures were read."""

    evaluations: tuple[Evaluation, ...]
    claims: tuple[Claim, ...]
    number: int


def scores_read(sheets: Sequence[Sheet], yuan: bool) -> ReadScores:
    """The 自评表 read, in a file whose text counts in 元 or not."""
    claims, listed = cell_sums(sheets, yuan)
    evaluations = tuple(read_evaluations(sheets))
    points = sum(isinstance(fact, Figure) for each in evaluations for fact in each.facts.values())
    return ReadScores(evaluations, tuple(claims), points + listed)


def _with_kind(sheet: Sheet, form: Form | None) -> Sheet:
    return replace(sheet, kind=form.kind if form else kind_of(sheet))


def _unit(sheet: Sheet) -> int:
    """−4 where the table says 单位：元, else 0."""
    above = "".join(sheet.above) + "".join(piece.text for row in sheet.grid.rows[:3] for piece in row)
    return -4 if IN_YUAN.search(above) else 0


def _units(sheets: Iterable[Sheet], fitting: Iterable[Form | None]) -> tuple[str, ...]:
    """The units that tables by units list, in the order of the first that has each."""
    listed = (units_in(form, sheet) for sheet, form in zip(sheets, fitting, strict=True) if form is not None)
    return tuple(dict.fromkeys(name for names in listed for name in names))


def _own_names(sheets: Iterable[Sheet]) -> dict[str, str]:
    """Code to name as the tables print them."""
    own: dict[str, str] = {}
    for sheet in sheets:
        if sheet.kind:
            for row in sheet.grid.rows:
                texts = [piece.text.strip() for piece in row]
                for code, name in pairwise(texts):
                    if CODE.fullmatch(code) and re.search(r"[一-鿿]", name):
                        own.setdefault(code, name)
    return own
