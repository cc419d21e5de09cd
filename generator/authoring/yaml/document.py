"""Authored facts back to the YAML that an officer would have written: the inverse of load and bind."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from generator.authoring.yaml.lines import WIDTH, Branch, Entry, Listing, Paragraphs, Scalar, Value, columns, lines
from generator.model import schema
from generator.model.bind import CODE, year_of
from generator.model.catalogue import NAME, OWN, Catalogue, load_catalogue
from generator.model.facts import LAST_YEAR, PRIOR, Fact, Facts
from generator.model.figure import WAN, Figure, Words
from generator.model.keys import ROOT

SECTIONS = {
    "第一部分 概况": ("概况",),
    "第二部分 决算表": (
        "科目", "收入", "支出", "一般公共预算", "政府性基金", "国有资本经营", "收支总计", "财政拨款收支总计", "结转结余", "基本支出明细",
    ),
    "第三部分 情况说明": ("三公经费", "机关运行经费", "一般性支出", "政府采购", "国有资产", "预算绩效", "其他数", "情况说明"),
    "第四部分 名词解释": ("名词解释",),
    "第五部分 附件：绩效自评报告和自评表": ("绩效自评",),
    "上年，和核对过的发现": (LAST_YEAR, "接受"),
}  # fmt: skip
SECTION_OF = {key: title for title, keys in SECTIONS.items() for key in keys}


def yaml_text(
    facts: Facts,
    header: Sequence[str] = (),
    comments: Mapping[str, str] | None = None,
    blanks: Mapping[str, str] | None = None,
) -> str:
    """The YAML of the facts that were authored (those with a place); the text 上年 is last year's file.

    `comments` by fact name stand at the end of the line, `blanks` are names without a value and what stands there.
    """
    writer = _Writer(facts, comments or {}, blanks or {})
    top = [f"# {line}".rstrip() for line in header] + [""] * bool(header)
    return "\n".join([*top, *_sections(writer.fields(ROOT.fields, ""))]) + "\n"


def _sections(entries: Iterable[Entry]) -> Iterator[str]:
    """The entries of the outermost level, a line above each part, an empty line around what takes several lines."""
    for title, group in groupby(entries, lambda entry: SECTION_OF.get(entry.key or "", "")):
        if title:
            rule = f"# ---- {title} "
            yield from ("", rule + "-" * (WIDTH - columns(rule)), "")
        before = 1
        for number, entry in enumerate(group):
            rows = list(lines([entry]))
            yield from [""] * (number > 0 and max(before, len(rows)) > 1)
            yield from rows
            before = len(rows)


def _authored(facts: Facts, catalogue: Catalogue) -> Iterator[str]:
    """The names of facts that were written, not derived; a 科目 name that the list gives for its code need not be."""
    for name, fact in facts.items():
        *_, grid, code, field = ("", "", *name.split("."))
        known = field == NAME and grid != OWN and isinstance(fact, Words) and fact.text == catalogue.name(code)
        if not known and _is_authored(name, fact, facts):
            yield name


def _is_authored(name: str, fact: Fact, facts: Facts) -> bool:
    match fact:
        case Figure():
            return fact.place is not None and fact.formula is None and fact.name == name
        case Words():
            return fact.place is not None
    return all(element.startswith(f"{name}.") for element in fact)


def _some(branch: Branch) -> Branch | None:
    return branch if branch.entries else None


class _Writer:
    """Walks the list of keys, making an entry of each that has something written under it."""

    def __init__(self, facts: Facts, comments: Mapping[str, str], blanks: Mapping[str, str]) -> None:
        self.facts = facts
        self.comments = comments
        self.blanks = blanks
        lists = load_catalogue(year_of(facts))
        self.catalogue = lists.with_own(facts)
        self.written = dict.fromkeys([*_authored(facts, lists), *blanks])
        self.below: dict[str, dict[str, None]] = {}
        for name in self.written:
            parts = name.split(".")
            for end in range(1, len(parts)):
                self.below.setdefault(".".join(parts[:end]), {})[parts[end]] = None

    def fields(self, fields: Mapping[str, schema.Key], name: str) -> tuple[Entry, ...]:
        """The entries of known keys, in the order of the list of keys."""
        prefix = f"{name}." if name else ""
        named = ((field, f"{prefix}{field}", key) for field, key in fields.items())
        values = ((field, path, self.value(key, path)) for field, path, key in named)
        return tuple(self.entry(field, path, value) for field, path, value in values if value is not None)

    def entry(self, key: str | None, name: str, value: Value) -> Entry:
        """An entry with its comment."""
        return Entry(key, value, self.comments.get(name, ""))

    def value(self, key: schema.Key, name: str) -> Value | None:
        """What is written for a key, None where there is nothing."""
        if name in self.blanks:
            return Scalar(self.blanks[name], bare=True)
        if name not in self.written and name not in self.below:
            return None
        fact = self.facts.get(name)
        match key:
            case schema.Amount() | schema.Count():
                shift = self._shift(name) if isinstance(key, schema.Amount) else 0
                return Scalar(f"{fact.value.scaleb(shift):f}", bare=True) if isinstance(fact, Figure) else None
            case schema.Text():
                return Scalar(fact.text) if isinstance(fact, Words) else None
            case schema.Prose():
                return Paragraphs(tuple(fact.text for _, fact in self._words(name)))
            case schema.Names(item=item):
                return Listing(tuple(self.entry(None, path, self._named(path, words, item)) for path, words in self._words(name)))
            case schema.Figures():
                return Branch(tuple(self._figures(name)))
            case schema.Terms():
                return Branch(tuple(self._term(name, path, words) for path, words in self._words(name)), spread=True)
            case schema.Group(fields=fields):
                entries = self.fields(fields, name)
                return _some(Branch(entries, any(isinstance(fields[entry.key or ""], schema.Prose) for entry in entries)))
            case schema.Codes():
                return _some(self._codes(key, name))
            case schema.Items(item=item):
                elements = self.facts.names(name)
                return Listing(
                    tuple(self.entry(None, path, Branch(self.fields(item.fields, path))) for path in elements)
                )
            case schema.PriorYear():
                stated = Branch(self.fields(ROOT.fields, name))
                return Scalar(fact.text) if isinstance(fact, Words) else _some(stated)

    def _words(self, name: str) -> Iterator[tuple[str, Words]]:
        """The texts of a list."""
        return ((path, fact) for path in self.facts.names(name) if isinstance(fact := self.facts.get(path), Words))

    def _named(self, path: str, words: Words, item: schema.Group | None) -> Value:
        """An entry of a list: its text, or, with more than its 名称, a group of keys."""
        more = self.fields({field: key for field, key in item.fields.items() if field != NAME}, path) if item else ()
        return Branch((self.entry(NAME, f"{path}.{NAME}", Scalar(words.text)), *more)) if more else Scalar(words.text)

    def _figures(self, name: str) -> Iterator[Entry]:
        """The numbers under the names of a profile's own, some still to be filled in."""
        below = (path for path in self.written if path.startswith(f"{name}."))
        for path in dict.fromkeys((*self.facts.names(name), *below)):
            figure = self.facts.figure(path)
            shift = self._shift(path) if figure is not None and figure.unit == WAN else 0
            told = self.blanks.get(path, "") if figure is None else f"{figure.value.scaleb(shift):f}"
            yield self.entry(path.removeprefix(f"{name}."), path, Scalar(told, bare=True))

    def _term(self, name: str, path: str, words: Words) -> Entry:
        return self.entry(path.removeprefix(f"{name}."), path, Scalar(words.text))

    def _shift(self, name: str) -> int:
        """How far an amount in 万元 is moved to the unit of the file, or of 上年 in it."""
        prior = f"{PRIOR}金额单位"
        own = name.startswith(PRIOR) and prior in self.written
        return 4 if self.facts.text(prior if own else "金额单位") == "元" else 0

    def _codes(self, key: schema.Codes, name: str) -> Branch:
        """The known keys, then the rows in order of code, the name of each 类 above its first row."""
        codes = sorted(code for code in self.below.get(name, ()) if CODE.fullmatch(code))
        first = {code[:3]: code for code in reversed(codes)}
        titles = {first[c[:3]]: f"{c[:3]} {self.catalogue.name(c[:3])}" for c in codes if self.catalogue.name(c[:3])}
        rows = [self._row(key, f"{name}.{code}", code, titles.get(code, "")) for code in codes]
        return Branch((*self.fields(key.fields, name), *rows), bool(rows))

    def _row(self, key: schema.Codes, name: str, code: str, above: str) -> Entry:
        """A row with the name of its 科目 as comment, where the name is not a key of its own."""
        empty: Value = Branch(()) if isinstance(key.row, schema.Group) else Scalar("", bare=True)
        fields = self.value(key.row, name)
        title = self.facts.text(f"{name}.名称") or self.catalogue.name(code) or ""
        titles = () if f"{name}.名称" in self.written and isinstance(key.row, schema.Group) else (title,)
        comment = "；".join(filter(None, (*titles, self.comments.get(name, ""))))
        return Entry(
            code, fields if fields is not None else empty, comment, (above,) if above and len(code) > 3 else ()
        )
