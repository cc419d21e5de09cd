"""A new year's file: from last year's, what stays the same, the rest to be filled; or from the list of keys alone."""

import re
from collections.abc import Mapping
from decimal import Decimal

from generator.authoring.new.carried_over import carried
from generator.authoring.yaml.document import yaml_text
from generator.model.facts import LAST_YEAR, Facts
from generator.model.figure import Figure, Words
from generator.model.keys import OWN_PARTS, ROOT
from generator.model.schema import PENDING, Codes, Figures, Group, Items, Key, Text
from generator.source.place import Place

KEPT = ("部门", "金额单位", "数字样式", "图表", "概况", "科目", "情况说明", "名词解释", "绩效自评.提纲", "绩效自评.职责")
DROPPED = {"上年", "接受", "批复日期", "公开日期"}
OTHERS = "其他数"
OF_CODE = re.compile(r"\d+\.编码")
NOTES = (
    "每个“待填”改成数或文字，没有发生的写 0，用不着的整行删去。",
    "随时可以运行 juesuan check 看还差多少，填完运行 juesuan build。",
)


def new_text(
    name: str,
    year: int,
    profile: str,
    link: str,
    before: Facts | None = None,
    source: str = "",
    figures: Mapping[str, str] | None = None,
) -> str:
    """The YAML of a department's new year; `before` are last year's authored facts, `link` last year's file.

    `figures` are what the profile cannot do without of its 其他数, each with what it is.
    """
    complete = before is not None and bool(before.text("版式"))
    maker = _Carried(year, before) if before is not None and complete else _Skeleton(year, before or Facts())
    maker.keep()
    maker.state(name, profile, link)
    for field, key in ROOT.fields.items():
        maker.make(key, field)
    maker.need(figures or {})
    begun = f"由 {source} 建立：科目和结构照旧，数字、原因和绩效要重新填写。" if complete else "各键后面注明写什么。"
    return yaml_text(maker.facts, (f"{name} {year} 年度部门决算。{begun}", *NOTES), maker.comments, maker.blanks)


class _Maker:
    """The facts that are known, the names still to be filled, and comments."""

    def __init__(self, year: int, before: Facts) -> None:
        self.year = year
        self.before = before
        self.facts = Facts()
        self.blanks: dict[str, str] = {}
        self.comments: dict[str, str] = {}

    def keep(self) -> None:
        """Take over what stays the same from year to year."""
        for name, fact in self.before.items():
            if any(name == kept or name.startswith(f"{kept}.") for kept in KEPT):
                own = isinstance(fact, Words) and name.startswith(tuple(f"{own}." for own in OWN_PARTS))
                self.facts[name] = carried(fact) if own and isinstance(fact, Words) else fact

    def state(self, name: str, profile: str, link: str) -> None:
        """Write what is known of the new year."""
        here = Place("", 1, 1)
        self.facts["年度"] = Figure("年度", Decimal(self.year), "年", here)
        for path, text in (("版式", profile), ("部门.名称", name), (LAST_YEAR, link)):
            if text:
                self.facts[path] = Words(text, here)
            else:
                self.blanks[path] = PENDING

    def need(self, figures: Mapping[str, str]) -> None:
        """Mark the profile's own figures as 待填."""
        for figure, told in figures.items():
            self.blanks[f"{OTHERS}.{figure}"] = PENDING
            self.comments[f"{OTHERS}.{figure}"] = told
        if figures:
            self.blanks.pop(OTHERS, None)

    def make(self, key: Key, name: str) -> None:
        """Enter a key, and those below it."""
        raise NotImplementedError

    def fields(self, fields: Mapping[str, Key], name: str) -> None:
        """Enter the fields that this year's form has."""
        for field, key in fields.items():
            if key.years.hold(self.year):
                self.make(key, f"{name}.{field}")


class _Carried(_Maker):
    """The structure of last year's file, without its figures."""

    def make(self, key: Key, name: str) -> None:
        """Mark as 待填 what was written last year, and what the form asks for since."""
        if name in self.facts or name in self.blanks or name.rpartition(".")[2] in DROPPED:
            return
        match key:
            case Group(fields=fields):
                if any(True for _ in self.before.under(name)):
                    self.fields(fields, name)
            case Codes():
                self.codes(key, name)
            case Items(item=item):
                if self.before.names(name):
                    self.facts[name] = (f"{name}.1",)
                    self.fields(item.fields, f"{name}.1")
            case Figures():
                self.blanks |= dict.fromkeys(self.before.names(name), PENDING)
            case _ if name in self.before or not key.years.hold(self.year - 1):
                self.blanks[name] = PENDING

    def codes(self, key: Codes, name: str) -> None:
        """The same rows, or, where there are none, the same totals."""
        rows = [row for row in self.before if row.startswith(f"{name}.") and OF_CODE.fullmatch(row, len(name) + 1)]
        for row in rows:
            self.facts[row] = self.before[row]
            owner = row.removesuffix(".编码")
            if (title := self.before.get(f"{owner}.名称")) is not None:
                self.facts[f"{owner}.名称"] = title
            if isinstance(key.row, Group):
                self.fields(key.row.fields, owner)
            else:
                self.blanks[owner] = PENDING
        if not rows:
            self.fields(key.fields, name)


class _Skeleton(_Maker):
    """Every key with its explanation: what a disclosure cannot do without 待填, the rest empty."""

    def make(self, key: Key, name: str) -> None:
        """Enter a key with its help."""
        owner, _, field = name.rpartition(".")
        known = name in self.facts or name in self.blanks
        wanted = key.wanted
        if key.help != field and not (known and owner):
            self.comments[name] = explained(key)
        match key:
            case _ if known:
                pass
            case Group(fields=fields):
                self.fields(fields, name)
            case Items(item=item) if wanted:
                self.facts[name] = (f"{name}.1",)
                self.fields(item.fields, f"{name}.1")
            case _:
                self.blanks[name] = PENDING if wanted else ""


def explained(key: Key) -> str:
    """What a key means, what may be chosen, what stands in a row or an entry."""
    match key:
        case Text(choices=choices, default=default):
            chosen = f"：{'、'.join(choices)}" if choices else ""
            return f"{key.help}{chosen}" + (f"；不写则为{default}" if default else "")
        case Codes(row=Group(fields=fields)):
            return f"{key.help}。每行写“编码: {{键: 数, …}}”，键有 {'、'.join(fields)}"
        case Codes():
            return f"{key.help}。每行写“编码: 数”"
        case Items(item=item):
            return f"{key.help}。每条写“- {{键: 值, …}}”，键有 {'、'.join(item.fields)}"
    return key.help
