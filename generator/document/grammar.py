"""What a template may hold, and nothing else: text, slots, if and for; templates are parsed by Jinja2, never run by it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from jinja2 import Environment, TemplateSyntaxError
from jinja2 import nodes as jinja

from generator.document.kinds import KINDS, NAMES, near_kind
from generator.source.place import Place
from generator.source.template import Placed, TemplateError


@dataclass(frozen=True, slots=True)
class FixedText:
    """Literal text."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A value: the name of a fact, its kind, and the names the kind compares it with."""

    name: str
    kind: str
    others: tuple[str, ...]
    line: int

    @property
    def expression(self) -> str:
        """The slot as written, 支出.基本支出|占(支出.合计)."""
        return f"{self.name}|{self.kind}" + (f"({'，'.join(self.others)})" if self.others else "")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text to compare with."""

    text: str


@dataclass(frozen=True, slots=True)
class Test:
    """A condition: has (a fact that is there and not zero), defined, not, and, or, or a comparison of two operands."""

    op: str
    operands: "tuple[str | Decimal | Quoted | Test, ...]"


@dataclass(frozen=True, slots=True)
class Choice:
    """The first branch whose test holds; a test of None always holds."""

    branches: "tuple[tuple[Test | None, Nodes], ...]"


@dataclass(frozen=True, slots=True)
class Repeat:
    """The body once for each name in a list, with a separator between."""

    variable: str
    names: str
    separator: str
    body: "Nodes"


Node = FixedText | Slot | Choice | Repeat
Nodes = tuple[Node, ...]
Phrases = tuple[tuple[str, Nodes], ...]
PARAMETERS = ("甲", "乙", "丙")

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
BRACKETED = re.compile(r"(?:[\w·]+\.)+[\w·]*(?:（[\w·]+）[\w·]*)+")  # 副部（省）级及以上领导用车
CLOSED = str.maketrans("（）", "ꀀꀁ")
OPENED = str.maketrans("ꀀꀁ", "（）")
ENVIRONMENT = Environment(autoescape=False)
TOO_DEEP = "if、for 或括号套得太深了。请拆成几段。"
LARGEST = 10**15
SHOWN = 40
COMPARISONS = {"eq": "==", "ne": "!=", "gt": ">", "lt": "<", "gteq": ">=", "lteq": "<="}

FIRST = "这是这个文件里的第一处，后面的还没有看；改好后再运行一次。"


@lru_cache(2_000)  # 各部门自己写的段落也从这里过,不能只增不减
def parse(source: str, file: str, phrases: Phrases = ()) -> Nodes:
    """The nodes of a template, its names knowing where they stand; raises TemplateError.

    Without a file, as authored text has none, nothing has a place. `phrases` are kinds of the profile's own.
    """
    try:
        tree = ENVIRONMENT.parse(TAG.sub(_bracketed, source))
        return _Reader(file, tuple(source.splitlines()), dict(phrases)).nodes(tree.body)
    except TemplateSyntaxError as error:
        place = Place(file, error.lineno, 1) if file else None
        told = _told((error.message or "").translate(OPENED), source, error.lineno)
        raise TemplateError(told + (FIRST if file else ""), place) from None
    except RecursionError:
        raise TemplateError(TOO_DEEP, Place(file, 1, 1) if file else None) from None
    except (ValueError, OverflowError):  # 几千位的数字
        raise TemplateError("里面有一个数太长了。请核对。", Place(file, 1, 1) if file else None) from None


def _told(said: str, source: str, line: int) -> str:
    """What Jinja2 means by its words, with the row."""
    advice = "花括号和百分号要成对，if、for 要有 endif、endfor"
    if tag := re.search(r"unknown tag '([^']+)'", said):
        known = tag[1] in {"else", "elif", "endif", "endfor"}
        advice = f"“{tag[1]}”前面没有与它成对的 if 或 for" if known else f"没有“{tag[1]}”这种标记，只有 if 和 for"
    elif end := re.search(r"end of (?:print statement|statement block)', got '?([^']+)", said):
        advice = f"“{end[1]}”前面写错了：一处引用只写一个名称、一条竖线和一个种类，如 {{{{ 支出.合计|万元 }}}}"
    rows = source.splitlines()
    row = rows[line - 1].strip() if 0 < line <= len(rows) else ""
    return f"写法有误：{advice}。" + (f"看“{row[:SHOWN]}{'…' if len(row) > SHOWN else ''}”这一行。" if row else "")


def _bracketed(tag: re.Match[str]) -> str:
    """A tag in which the brackets of names are letters to Jinja2."""
    return BRACKETED.sub(lambda name: name.group().translate(CLOSED), tag.group())


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns Jinja2's nodes into ours, refusing all others."""

    file: str
    rows: tuple[str, ...]
    phrases: Mapping[str, Nodes]

    def refuse(self, node: jinja.Node, message: str) -> TemplateError:
        return TemplateError(message, Place(self.file, node.lineno, 1) if self.file else None)

    def placed(self, name: str, line: int) -> str:
        """A name that knows where it stands, in a file."""
        if not self.file:
            return name
        row = self.rows[line - 1] if line <= len(self.rows) else ""
        return Placed.at(name, Place(self.file, line, row.find(name) + 1 or 1))

    def nodes(self, body: Iterable[jinja.Node]) -> Nodes:
        return tuple(ours for node in body for ours in self.node(node))

    def node(self, node: jinja.Node) -> Iterator[Node]:
        match node:
            case jinja.Output():
                for item in node.nodes:
                    yield from (FixedText(item.data),) if isinstance(item, jinja.TemplateData) else self.value(item)
            case jinja.If():
                yield self.choice(node)
            case jinja.For():
                yield self.repeat(node)
            case _:
                raise self.refuse(node, f"模板里只能用文字、值、if 和 for，不能用 {type(node).__name__}。")

    def value(self, node: jinja.Expr) -> Nodes:
        """A slot, or what a phrase of the profile says of the names given to it."""
        if not isinstance(node, jinja.Filter) or node.name not in self.phrases or node.node is None:
            return (self.slot(node),)
        nodes = self.phrases[node.name]
        names = tuple(self.path(each) for each in (node.node, *node.args))
        wanted = [name for name in PARAMETERS if _names(nodes, name)]
        if len(names) != len(wanted) or node.kwargs:
            raise self.refuse(node, f"“{node.name}”要写 {len(wanted) - 1} 个比较的名称，写了 {len(names) - 1} 个。")
        return _given(nodes, dict(zip(wanted, names, strict=True)), node.lineno)

    def slot(self, node: jinja.Expr) -> Slot:
        if not isinstance(node, jinja.Filter) or node.name not in KINDS or node.node is None:
            near = near_kind(node.name) if isinstance(node, jinja.Filter) and node.name not in KINDS else ""
            raise self.refuse(node, f"值要写明种类，如 {{{{ 支出.合计|万元 }}}}。{near}种类有：{NAMES}。")
        kind = KINDS[node.name]
        others = tuple(self.path(argument) for argument in node.args)
        if len(others) != kind.others or node.kwargs:
            raise self.refuse(node, f"“{node.name}”要写 {kind.others} 个比较的数，写了 {len(others)} 个。")
        return Slot(self.path(node.node), node.name, others, node.lineno)

    def choice(self, node: jinja.If) -> Choice:
        branches = [(self.test(branch.test), self.nodes(branch.body)) for branch in (node, *node.elif_)]
        return Choice((*branches, (None, self.nodes(node.else_))))

    def repeat(self, node: jinja.For) -> Repeat:
        if not isinstance(node.target, jinja.Name) or node.else_ or node.test or node.recursive:
            raise self.refuse(node, "for 只能写成 {% for 名 in 列表 %}。")
        inner = list(node.body)
        if len(inner) > 1 and _blank(inner[-1]):
            inner.pop()
        separator = _separator(inner[-1]) if inner else None
        body = self.nodes(node.body if separator is None else inner[:-1])
        return Repeat(node.target.name, self.path(node.iter), separator or "", body)

    def path(self, node: jinja.Node) -> str:
        """The name that a node is, with its place."""
        return self.placed(self.steps(node), node.lineno)

    def steps(self, node: jinja.Node) -> str:
        match node:
            case jinja.Name(name="loop"):
                raise self.refuse(node, "loop 只能写在循环的末尾：{% if not loop.last %}分隔符{% endif %}。")
            case jinja.Name():
                return node.name.translate(OPENED)
            case jinja.Getattr():
                return f"{self.steps(node.node)}.{node.attr.translate(OPENED)}"
            case jinja.Getitem(arg=jinja.Const(value=int(index) | str(index))):
                return f"{self.steps(node.node)}.{index}"
            case _:
                raise self.refuse(node, "这里只能写数据的名称，如 支出.合计，不能写算式。")

    def test(self, node: jinja.Node) -> Test:
        match node:
            case jinja.Not():
                return Test("not", (self.test(node.node),))
            case jinja.And() | jinja.Or():
                return Test(type(node).__name__.lower(), (self.test(node.left), self.test(node.right)))
            case jinja.Test(name="defined"):
                return Test("defined", (self.path(node.node),))
            case jinja.Compare(ops=[operand]) if operand.op in COMPARISONS:
                return Test(COMPARISONS[operand.op], (self.operand(node.expr), self.operand(operand.expr)))
            case _:
                return Test("has", (self.path(node),))

    def operand(self, node: jinja.Node) -> str | Decimal | Quoted:
        if isinstance(node, jinja.Const):
            return self.constant(node)
        return self.path(node)

    def constant(self, node: jinja.Const) -> Decimal | Quoted:
        if isinstance(node.value, int | float) and not isinstance(node.value, bool):
            if abs(node.value) > LARGEST:
                raise self.refuse(node, f"{node.value} 太大，不像是要比较的数。")
            return Decimal(str(node.value))
        return Quoted(str(node.value))


def _names(nodes: Nodes, name: str) -> bool:
    """Whether nodes speak of that name."""
    return _given(nodes, {name: ""}, 0) != _given(nodes, {}, 0)


def _given(nodes: Nodes, names: Mapping[str, str], line: int) -> Nodes:
    """The nodes of a phrase with names for its parameters, all on the line that uses it."""

    def full(name: str) -> str:
        head, dot, rest = name.partition(".")
        return names.get(name) or (names[head] + dot + rest if head in names else name)

    def asked(test: Test | None) -> Test | None:
        if test is None:
            return None
        operands = (asked(each) if isinstance(each, Test) else full(each) if isinstance(each, str) else each for each in test.operands)
        return Test(test.op, tuple(each for each in operands if each is not None))

    def one(node: Node) -> Node:
        match node:
            case Slot():
                return Slot(full(node.name), node.kind, tuple(map(full, node.others)), line)
            case Choice():
                return Choice(tuple((asked(test), _given(body, names, line)) for test, body in node.branches))
            case Repeat():
                return Repeat(node.variable, full(node.names), node.separator, _given(node.body, names, line))
        return node

    return tuple(map(one, nodes))


def _blank(node: jinja.Node) -> bool:
    """Whether a node is nothing but the end of a line; an empty line is a paragraph break and stays."""
    match node:
        case jinja.Output(nodes=[jinja.TemplateData(data=data)]):
            return not data.strip() and not BREAK.search(data)
    return False


def _separator(node: jinja.Node) -> str | None:
    """The text of a closing {% if not loop.last %}…{% endif %}."""
    match node:
        case jinja.If(test=jinja.Not(node=jinja.Getattr(attr="last")), body=[jinja.Output(nodes=[data])]):
            return data.data if isinstance(data, jinja.TemplateData) else None
    return None


def place_in(nodes: Nodes) -> Place | None:
    """Where the first value of a sentence is written; None where it has none, or is of no file."""
    return next((name.place for name in _spoken(nodes) if isinstance(name, Placed)), None)


def _spoken(nodes: Nodes) -> Iterator[str]:
    """The names that a sentence speaks of, in order."""
    for node in nodes:
        match node:
            case Slot():
                yield from (node.name, *node.others)
            case Choice():
                yield from (name for _, body in node.branches for name in _spoken(body))
            case Repeat():
                yield from (node.names, *_spoken(node.body))


BREAK = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One paragraph or heading: its mark (#, ##, ###, - or @题) and what it holds."""

    mark: str
    nodes: Nodes


@dataclass(frozen=True, slots=True)
class Branches:
    """Paragraphs that depend on a test."""

    branches: "tuple[tuple[Test | None, Lines], ...]"


@dataclass(frozen=True, slots=True)
class Loop:
    """Paragraphs repeated for each name in a list."""

    variable: str
    names: str
    body: "Lines"


Lines = tuple[TemplateLine | Branches | Loop, ...]
MARK = re.compile(r"\s*(#{1,3}|-|@\w)[ \t]+")


def set_apart(source: str, file: str) -> None:
    """Raise TemplateError for a line with a mark that no empty line parts from the one before, or a heading from the one behind."""
    rows = source.splitlines()
    for number, (above, row) in enumerate(pairwise(rows), 2):
        if (mark := MARK.match(row)) and above.strip():
            raise TemplateError(f"以“{mark[1]} ”开头的一行自成一段，前面要空一行。", Place(file, number, 1))
        if (mark := MARK.match(above)) and mark[1].startswith("#") and row.strip():
            raise TemplateError("标题自成一段，下面要空一行再写正文。", Place(file, number, 1))


def layout(nodes: Nodes) -> Lines:
    """Nodes cut into paragraphs at empty lines; other line ends and indents are folded away."""
    out: list[TemplateLine | Branches | Loop] = []
    open_nodes: list[Node] = []

    def close() -> None:
        if line := _line(open_nodes):
            out.append(line)
        open_nodes.clear()

    for node in nodes:
        match node:
            case FixedText():
                first, *rest = BREAK.split(node.text)
                open_nodes.append(FixedText(first))
                for piece in rest:
                    close()
                    open_nodes.append(FixedText(piece))
            case Choice() if _breaks(node):
                close()
                out.append(Branches(tuple((test, layout(body)) for test, body in node.branches)))
            case Repeat() if _breaks(node):
                close()
                out.append(Loop(node.variable, node.names, layout(node.body)))
            case _:
                open_nodes.append(node)
    close()
    return tuple(out)


def _breaks(node: Node) -> bool:
    """Whether a node holds whole paragraphs."""
    match node:
        case FixedText():
            return BREAK.search(node.text) is not None
        case Choice():
            return any(_breaks(inner) for _, body in node.branches for inner in body)
        case Repeat():
            return any(_breaks(inner) for inner in node.body)
    return False


def _folded(text: str) -> str:
    """The text without its line ends and the white space around them."""
    first, *rest = text.split("\n")
    if not rest:
        return text
    return first.rstrip(" \t") + "".join(row.strip(" \t") for row in rest[:-1]) + rest[-1].lstrip(" \t")


def _fold(node: Node) -> Node:
    match node:
        case FixedText():
            return FixedText(_folded(node.text))
        case Choice():
            return Choice(tuple((test, tuple(map(_fold, body))) for test, body in node.branches))
        case Repeat():
            return Repeat(node.variable, node.names, _folded(node.separator), tuple(map(_fold, node.body)))
    return node


def _line(nodes: list[Node]) -> TemplateLine | None:
    folded = [node for node in map(_fold, nodes) if node != FixedText("")]
    if not folded:
        return None
    mark = ""
    if isinstance(folded[0], FixedText) and (match := MARK.match(folded[0].text)):
        mark = match.group(1)
        folded[0] = FixedText(folded[0].text[match.end() :])
    return TemplateLine(mark, tuple(node for node in folded if node != FixedText("")))
