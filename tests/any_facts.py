"""Facts that any file may hold, drawn key by key from the list of keys, and how they are compared."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from hypothesis import strategies as st

from generator.model.bind import CONTROL, LIMITS, bind
from generator.model.facts import Fact, Facts
from generator.model.figure import WAN, Figure, Words
from generator.model.keys import ROOT
from generator.model.schema import (
    Amount,
    Codes,
    Count,
    Figures,
    Group,
    Items,
    Key,
    Names,
    PriorYear,
    Prose,
    Terms,
    Text,
)
from generator.source.file_names import unfit
from generator.source.finding import Finding
from generator.source.load import load
from generator.source.place import Place

HERE = Place("某处", 1, 1)
NASTY = (
    "- 一横", "-", "—— 破折号", "－全角", "*引用", "&锚", "%百分", "@甲", "`反引号`", "!标签", "| 竖", ">20%", "冒号: 空格", "末尾:",
    "井 # 号", "#号开头", "yes", "No", "null", "~", "true", "待填", "", "0101", "1e3", "12:30", "2021-01-01", "3.10", ".5", "=",
    "<<", "{花}", "[方]", "a, b", "“中文引号”", "'单'", '"双"', "it's", "? 问", "---", "...", "\\n", "两\n行", "空\n\n行", "制\t表",
    "{{ 支出.合计|万元 }}，完成。", "全角　空格", "\ufeff标记", "末尾是\u2028段", "表情😀", "句。" * 80, "无标点" * 60, "### 标题，" * 30,
)  # fmt: skip


def typed(text: str) -> bool:
    """Whether bind gives the text back as it is."""
    return text == text.strip() and not CONTROL.search(text)


texts = st.sampled_from(NASTY) | st.text(st.characters(codec="utf-8"), max_size=30).map(str.strip).filter(typed)
codes = st.text("0123456789", min_size=3, max_size=7).filter(lambda code: len(code) % 2 == 1) | st.sampled_from(
    ("201", "20101", "2150501", "2120801", "30101", "302", "31002")
)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(str)
file_names = texts.filter(lambda text: not unfit(text))
numbers = (
    st.sampled_from(("0", "-0.5", "3.00", "5107.53", "999999999999999.999999999999", "0.000000000001"))
    | st.decimals(-(10**15) + 1, 10**15 - 1, places=2).map(str)
    | st.integers(0, 10**6).map(str)
).map(Decimal)


class Maker:
    """Facts drawn key by key, as bind would have given them."""

    def __init__(self, draw: st.DrawFn, shift: int) -> None:
        self.draw = draw
        self.shift = shift
        self.facts = Facts()

    def make(self, key: Key, name: str) -> None:
        """A value for a key."""
        match key:
            case Amount():
                self.facts[name] = Figure(name, self.draw(numbers).scaleb(self.shift), WAN, HERE)
            case Count(unit=unit):
                limits = LIMITS.get(unit)
                value = Decimal(self.draw(st.sampled_from(limits))) if limits else self.draw(numbers)
                self.facts[name] = Figure(name, value, unit, HERE)
            case Text(choices=choices, names_file=names_file):
                drawn = days if key.date else file_names if names_file else st.sampled_from(choices) if choices else texts
                self.facts[name] = Words(self.draw(drawn), HERE)
            case Prose() | Names():
                self.list(name, self.draw(st.lists(texts, max_size=4)))
                if isinstance(key, Names) and key.item is not None:
                    for path in self.facts.names(name):
                        self.named(key.item, path)
            case Figures():
                names = self.draw(st.lists(texts, unique=True, min_size=1, max_size=3))
                self.facts.update({f"{name}.{each}": Figure(f"{name}.{each}", self.draw(numbers), "", HERE) for each in names})
                self.facts[name] = tuple(f"{name}.{each}" for each in names)
            case Terms():
                terms = self.draw(st.dictionaries(texts, texts, min_size=1, max_size=3))
                self.facts.update({f"{name}.{term}": Words(text, HERE) for term, text in terms.items()})
                self.facts[name] = tuple(f"{name}.{term}" for term in terms)
            case Group(fields=fields):
                self.fields(key, name, self.draw(st.sets(st.sampled_from(sorted(fields)), max_size=5)))
            case Codes():
                self.codes(key, name)
            case Items(item=item):
                self.items(item, name)
            case PriorYear():
                self.facts[name] = Words("2020.yaml", HERE)

    def list(self, name: str, words: list[str]) -> None:
        """A list of texts."""
        self.facts[name] = tuple(f"{name}.{number}" for number, _ in enumerate(words, 1))
        self.facts.update({f"{name}.{number}": Words(text, HERE) for number, text in enumerate(words, 1)})

    def named(self, item: Group, path: str) -> None:
        """More than the name of an entry of a list, or no more."""
        chosen = self.draw(st.sets(st.sampled_from(sorted(item.fields.keys() - {"名称"}))))
        if chosen:
            self.fields(item, path, chosen)
            self.facts[f"{path}.名称"] = self.facts[path]

    def fields(self, group: Group, name: str, chosen: set[str], always: bool = False) -> None:
        """The chosen fields, and the defaults that come with any."""
        before = len(self.facts)
        for field in sorted(chosen):
            self.make(group.fields[field], f"{name}.{field}".lstrip("."))
        for field, key in group.fields.items():
            if isinstance(key, Text) and key.default and (always or len(self.facts) > before):
                self.facts.setdefault(f"{name}.{field}".lstrip("."), Words(key.default))

    def codes(self, key: Codes, name: str) -> None:
        """Rows and known keys."""
        for code in sorted(self.draw(st.sets(codes, max_size=4))):
            self.facts[f"{name}.{code}.编码"] = Words(code, HERE)
            if self.draw(st.booleans()):
                self.make(key.row, f"{name}.{code}")
        for field in sorted(self.draw(st.sets(st.sampled_from(sorted(key.fields)), max_size=3)) if key.fields else ()):
            self.make(key.fields[field], f"{name}.{field}")

    def items(self, item: Group, name: str) -> None:
        """Entries of a list, empty ones too."""
        paths = tuple(f"{name}.{number}" for number in range(1, self.draw(st.integers(0, 3)) + 1))
        for path in paths:
            self.fields(item, path, self.draw(st.sets(st.sampled_from(sorted(item.fields)))), always=True)
        self.facts[name] = paths


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Facts that any file may hold, in 元 or 万元."""
    unit = draw(st.sampled_from(("元", "万元")))
    maker = Maker(draw, -4 if unit == "元" else 0)
    maker.facts["金额单位"] = Words(unit, HERE)
    chosen = draw(st.sets(st.sampled_from(sorted(ROOT.fields.keys() - {"金额单位", "上年"})), max_size=7))
    maker.fields(ROOT, "", chosen, always=True)
    return maker.facts


def read(text: str, around: Facts | None = None) -> tuple[Facts, list[Finding], yaml.Node | None]:
    """The facts of a text as of a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "x.yaml")
        path.write_bytes(text.encode())
        node, findings = load(path, "x.yaml")
    bound, more, prior = bind(node, "x.yaml", around)
    return bound, [*findings, *more], prior


def bare(facts: Facts) -> dict[str, object]:
    """Names, values and units, no places."""
    return dict(sorted((name, _bare(fact)) for name, fact in facts.items()))


def _bare(fact: Fact) -> object:
    match fact:
        case Figure(value=value, unit=unit):
            return (value, unit)
        case Words(text=text):
            return text
    return fact
