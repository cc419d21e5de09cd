"""YAML nodes to facts, by the list of keys: what is not understood becomes a finding."""

import re
from collections.abc import Iterator, Mapping

import yaml

from generator.model import schema
from generator.model.dates import day_of
from generator.model.facts import Facts
from generator.model.figure import WAN, Figure, Words
from generator.model.key_advice import meant_by, on_key, on_number, on_parted
from generator.model.keys import ROOT
from generator.model.schema import PENDING
from generator.model.years import possible
from generator.source.file_names import unfit
from generator.source.finding import Finding, Level
from generator.source.load import place_of
from generator.source.numbers import parse_number
from generator.source.place import Place

FOLDED = re.compile(r"(?<!^@.)(?:(?<=[^\x00-\x7f]) (?=[^\s}])|(?<=[^\s#{-]) (?=[^\x00-\x7f])|(?<=\}) (?=\S))")
CODE = re.compile(r"[0-9]{3}([0-9]{2}){0,2}")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
LIMITS = {"年": possible(), "位": range(7)}
LONGEST, SHOWN = 5_000, 40
DIGITS = re.compile(r"[0-9０-９]{60}")
WIDE_COMMA = re.compile("[，、](?![^（]*）)")
NAME = "名称"
BLANKS = {"", "~", "null", PENDING}


def bind(root: yaml.Node, file: str, around: Facts | None = None) -> tuple[Facts, list[Finding], yaml.Node | None]:
    """The facts of a file, its findings, and the node of 上年 (a file name or a mapping) where there is one.

    `around` are the facts of the file in which these stand under 上年: its 金额单位 holds, no key is required.
    """
    binder = _Binder(file, _unit_shift(root, around or Facts()))
    binder.bind(root, ROOT, "")
    if around is None:
        binder.require(root, ROOT)
    return binder.facts, binder.findings, binder.prior


def _unit_shift(root: yaml.Node, around: Facts) -> int:
    unit = next((v.value for k, v in _pairs(root) if k.value == "金额单位"), around.text("金额单位", WAN))
    return -4 if unit == "元" else 0


def _pairs(node: yaml.Node) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        yield from ((key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode))


def _short(text: str) -> str:
    """A text as a message quotes it."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…（共 {len(text)} 个字）"


def _blank(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value.strip() in BLANKS and not node.style


def _pending(node: yaml.Node) -> bool:
    """Whether a value is yet to be filled in, which is asked for with all that is."""
    return isinstance(node, yaml.ScalarNode) and node.value.strip() == PENDING


class _Binder:
    """Walks nodes and keys together, filling facts and findings."""

    def __init__(self, file: str, shift: int) -> None:
        self.file = file
        self.shift = shift
        self.facts = Facts()
        self.findings: list[Finding] = []
        self.prior: yaml.Node | None = None

    def bind(self, node: yaml.Node, key: schema.Key, name: str) -> None:
        """Bind one node as one kind of key."""
        if _blank(node):
            self._left_empty(key, name)
            if str(node.value).strip() == PENDING and name:
                self.facts.unknown[name] = place_of(node, self.file)
            return
        match key:
            case schema.Amount():
                self._number(node, name, WAN, self.shift)
            case schema.Count(unit=unit):
                self._number(node, name, unit, 0)
            case schema.Text():
                self._text(node, key, name)
            case schema.Prose():
                self._prose(node, name)
            case schema.Names(item=item):
                self._names(node, name, item)
            case schema.Figures():
                self._figures(node, name)
            case schema.Terms():
                self._terms(node, name)
            case schema.Group(fields=fields):
                if not self._one_number(node, fields, name):
                    self._fields(node, fields, name)
            case schema.Codes():
                self._codes(node, key, name)
            case schema.Items(item=item):
                self._items(node, item, name)
            case schema.PriorYear() if isinstance(node, yaml.SequenceNode):
                message = "“上年”只能写一个文件。几个单位合并成一个的，把各单位上年的数加起来，写成 上年: {收支总计: {收入: …}, …}。"
                self._complain("A111", "这里应是一组键", message, node, "", name)
            case schema.PriorYear():
                self.prior = node

    def _left_empty(self, key: schema.Key, name: str) -> None:
        """Remember an amount of a 科目 whose key was written and left empty; of a whole 科目, its 合计.

        Elsewhere a key that is left empty may just not be needed.
        """
        if any(map(CODE.fullmatch, name.split("."))):
            self.facts.blank.add(f"{name}.合计" if isinstance(key, schema.Group) else name)

    def require(self, root: yaml.Node, group: schema.Group, name: str = "") -> None:
        """A finding for every required key that is missing."""
        for field, key in group.fields.items():
            path = f"{name}.{field}".lstrip(".")
            node = next((value for own, value in _pairs(root) if own.value == field), None)
            if isinstance(key, schema.Group):
                self.require(node or root, key, path)
            elif isinstance(key, schema.Text | schema.Count) and key.required and (node is None or (_blank(node) and not _pending(node))):
                self._complain("A106", "缺少必填的键", f"没有写“{path}”（{key.help}）。请补上。", root)

    def _number(self, node: yaml.Node, name: str, unit: str, shift: int) -> None:
        value = parse_number(node.value) if isinstance(node, yaml.ScalarNode) else None
        if value is None:
            shown = _short(node.value) if isinstance(node, yaml.ScalarNode) else "一组值"
            self._complain("A107", "这里应是数", on_number(shown, name, unit), node, shown, name)
        elif unit in LIMITS and value not in LIMITS[unit]:
            least, most = LIMITS[unit][0], LIMITS[unit][-1]
            message = f"“{name}”只能是 {least} 到 {most} 的整数，写的是“{node.value}”。请改正。"
            self._complain("A108", "值不在可选范围", message, node, str(node.value), name)
        else:
            self.facts[name] = Figure(name, value.scaleb(shift) if shift else value, unit, place_of(node, self.file))

    def _text(self, node: yaml.Node, key: schema.Text, name: str) -> None:
        words = self._scalar(node, name)
        if words is None:
            return
        if key.choices and words.text not in key.choices:
            message = f"“{name}”只能是 {'、'.join(key.choices)}，写的是“{_short(words.text)}”。请改成其中一个。"
            self._complain("A108", "值不在可选范围", message, node, _short(words.text), name)
        elif key.date and day_of(words.text) is None:
            message = f"“{name}”应是一个日期，写的是“{_short(words.text)}”。请写成 2025-08-12 这样。"
            self._complain("A108", "值不在可选范围", message, node, _short(words.text), name)
        elif key.names_file and (wrong := unfit(words.text)):
            message = f"“{name}”{wrong}；生成的文件夹和文件用它命名。请改成正式的全称。"
            self._complain("A140", "不能作文件名", message, node, words.text[:20], name)
        else:
            self.facts[name] = words

    def _scalar(self, node: yaml.Node, name: str) -> Words | None:
        wrong = _wrong(node.value) if isinstance(node, yaml.ScalarNode) else "应是一段文字，写成了一组值。文字里有冒号时请加引号。"
        if isinstance(node, yaml.ScalarNode) and not wrong:
            self._pending(node, name)
            return Words(node.value.strip(), place_of(node, self.file))
        self._complain("A109", "这里应是文字", f"“{name}”{wrong}", node, lost=name)
        return None

    def _pending(self, node: yaml.ScalarNode, name: str) -> None:
        """Remember a text that has 待填 in it."""
        if PENDING in node.value and not node.style:
            self.facts.unknown[f"{name}.{PENDING}{node.start_mark.line}"] = place_of(node, self.file)

    def _prose(self, node: yaml.Node, name: str) -> None:
        if isinstance(node, yaml.ScalarNode) and re.match(r"-\S|[－—]", node.value):
            message = f"“{name}”的列表写错了：每条一行，以半角“- ”（一横加一个空格）开头。"
            self._complain("A110", "这里应是列表", message, node, node.value[:20], name)
        elif isinstance(node, yaml.ScalarNode):
            place = place_of(node, self.file)
            if node.style in {"|", ">"}:
                place = Place(self.file, place.line + 1, 1)
            if self._scalar(node, name) is not None:
                self._store(name, list(_paragraphs(node.value, place, folded=node.style == ">")))
        else:
            self._names(node, name)

    def _names(self, node: yaml.Node, name: str, item: schema.Group | None = None) -> None:
        if not isinstance(node, yaml.SequenceNode):
            self._complain("A110", "这里应是列表", f"“{name}”应是列表：每条一行，以“- ”开头。", node, lost=name)
            return
        words = [self._entry(each, name, item) for each in node.value]
        for each in node.value if node.flow_style else ():
            if isinstance(each, yaml.ScalarNode) and not each.style and WIDE_COMMA.search(each.value):
                remedy = "要分开，请改成半角逗号加空格“, ”；本来是一条的，请加上半角引号。"
                message = f"“{name}”的“{_short(each.value)}”里是全角标点，整个算作一条。{remedy}"
                self._complain("A110", "这里应是列表", message, each, _short(each.value))
        kept = [(entry, node) for entry, node in zip(words, node.value, strict=True) if entry is not None]
        self._store(name, [entry for entry, _ in kept])
        for number, (_, each) in enumerate(kept, 1):
            if item is not None and isinstance(each, yaml.MappingNode):
                self._fields(each, item.fields, f"{name}.{number}")

    def _entry(self, node: yaml.Node, name: str, item: schema.Group | None) -> Words | None:
        """The text of an entry: itself, or the 名称 of one that is written as a group of keys."""
        if item is None or not isinstance(node, yaml.MappingNode):
            return self._scalar(node, name)
        named = next((value for key, value in _pairs(node) if key.value == NAME), None)
        if named is None:
            self._complain("A106", "缺少必填的键", f"“{name}”的一条没有写“{NAME}”。请补上。", node, lost=name)
            return None
        return self._scalar(named, f"{name}.{NAME}")

    def _store(self, name: str, words: list[Words]) -> None:
        names = tuple(f"{name}.{i}" for i in range(1, len(words) + 1))
        self.facts.update(zip(names, words, strict=True))
        self.facts[name] = names

    def _terms(self, node: yaml.Node, name: str) -> None:
        for key, value in self._mapping(node, name):
            if (words := self._scalar(value, f"{name}.{key.value}")) is not None:
                self.facts[f"{name}.{key.value}"] = words
        self.facts[name] = tuple(f"{name}.{key.value}" for key, _ in _pairs(node))

    def _figures(self, node: yaml.Node, name: str) -> None:
        """Numbers under names that only a profile knows, with their units."""
        for key, value in self._mapping(node, name):
            self.bind(value, schema.Count("", ""), f"{name}.{key.value}")
        self.facts[name] = tuple(path for key, _ in _pairs(node) if (path := f"{name}.{key.value}") in self.facts)

    def _one_number(self, node: yaml.Node, fields: Mapping[str, schema.Key], name: str) -> bool:
        """Whether a number stands where a group of keys belongs, which is told with the key that it lacks."""
        number = node.value.strip() if isinstance(node, yaml.ScalarNode) else ""
        amounts = [field for field, key in fields.items() if isinstance(key, schema.Amount)]
        if parse_number(number) is None or not amounts:
            return False
        whole = () if name.rpartition(".")[2].isdecimal() else ("决算", "合计")  # 科目的一行，先写来源或类别
        likely = next(field for field in (*whole, *(each for each in amounts if each != "合计"), *amounts) if field in amounts)
        message = (
            f"“{name}”写的是一个数，没有写明是哪一种。请在花括号里写明，如 {{{likely}: {number}}}；"
            f"可写的有 {'、'.join(amounts)}。"
        )
        self._complain("A111", "这里应是一组键", message, node, number, name)
        return True

    def _fields(self, node: yaml.Node, fields: Mapping[str, schema.Key], name: str) -> None:
        for key, value in self._mapping(node, name):
            if key.value in fields:
                self.bind(value, fields[key.value], f"{name}.{key.value}".lstrip("."))
            else:
                self._unknown(key, value, fields, name, False)
        for field, known in fields.items():
            if isinstance(known, schema.Text) and known.default:
                self.facts.setdefault(f"{name}.{field}".lstrip("."), Words(known.default))

    def _codes(self, node: yaml.Node, key: schema.Codes, name: str) -> None:
        for code, value in self._mapping(node, name):
            if CODE.fullmatch(code.value):
                self.facts[f"{name}.{code.value}.编码"] = Words(code.value, place_of(code, self.file))
                self.bind(value, key.row, f"{name}.{code.value}")
            elif code.value in key.fields:
                self.bind(value, key.fields[code.value], f"{name}.{code.value}")
            else:
                self._unknown(code, value, key.fields, name, True)

    def _items(self, node: yaml.Node, item: schema.Group, name: str) -> None:
        if not isinstance(node, yaml.SequenceNode):
            self._complain("A110", "这里应是列表", f"“{name}”应是列表：每条以“- ”开头。", node, lost=name)
            return
        names = tuple(f"{name}.{i}" for i in range(1, len(node.value) + 1))
        for child, path in zip(node.value, names, strict=True):
            self._fields(child, item.fields, path)
        self.facts[name] = names

    def _mapping(self, node: yaml.Node, name: str) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            hint = "（键后面是不是用了全角冒号，或冒号后面没有空格？）" if re.search("[：:]", str(node.value)) else ""
            message = f"“{name or '文件'}”下面应是“键: 值”，写的是一段文字或列表{hint}。"
            self._complain("A111", "这里应是一组键", message, node, str(node.value)[:20], name)
            return
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._complain("A111", "这里应是一组键", f"“{name or '文件'}”里有一个键不是文字。请改成“键: 值”。", key)
        yield from _pairs(node)

    def _unknown(
        self, key: yaml.ScalarNode, value: yaml.Node, fields: Mapping[str, schema.Key], name: str, codes: bool
    ) -> None:
        where = f"“{name}”里" if name else "最外层"
        shown = _short(key.value.strip())
        parted = _blank(value) and parse_number(shown.rstrip("%元万")) is not None
        advice = on_parted(shown) if parted else on_key(key.value[:SHOWN], fields, codes)
        message = f"{where}没有“{shown}”这个键。{advice}"
        meant = meant_by(key.value[:SHOWN], fields, codes)
        self._complain("A105", "不认识的键", message, key, shown, f"{name}.{meant}".lstrip(".") if meant and not parted else "")

    def _complain(self, code: str, title: str, message: str, node: yaml.Node, quote: str = "", lost: str = "") -> None:
        """Keep a finding; `lost` is the name whose value is not known because of it."""
        place = place_of(node, self.file)
        if lost:
            self.facts.unknown[lost] = place
        self.findings.append(Finding(code, Level.ERROR, title, message, (place,), quote))


def _wrong(text: str) -> str:
    """Why a text cannot be one, if so: what no sentence has would also take the rules on sentences for ever."""
    if CONTROL.search(text):
        return "里有看不见的控制字符。请删去。"
    if DIGITS.search(text):
        return "里有一串 60 位以上的数字，不像文字。请改正。"
    if (longest := max(map(len, text.splitlines() or [""]))) > LONGEST:
        return f"的一段有 {longest} 个字。请分成几段，每段不超过 {LONGEST} 字。"
    return ""


def _paragraphs(text: str, place: Place, folded: bool) -> Iterator[Words]:
    """Each line that is not empty, a paragraph; the spaces that folding (>) puts between Chinese characters go.

    Folding hides in which line a paragraph began: it has the place of the first.
    """
    for number, row in enumerate(text.splitlines()):
        if row.strip():
            line = place.line + (0 if folded else number)
            yield Words(FOLDED.sub("", row.strip()), Place(place.file, line, place.column))


def year_of(facts: Facts) -> int:
    """The year, or 0 where it is not given."""
    figure = facts.figure("年度")
    return int(figure.value) if figure is not None and figure.value == figure.value.to_integral_value() else 0


