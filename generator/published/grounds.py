"""In the reader's words: what proves a figure of a published text, what contradicts it, and what would be needed to prove it."""

import re
from collections.abc import Collection

from generator.checks.demands import due_tables
from generator.checks.printed.ratios import terms
from generator.checks.report import Report
from generator.derive.ledger import Equation
from generator.model.claim import Claim, Note
from generator.model.facts import PRIOR
from generator.model.figure import WAN, Figure
from generator.model.format import count, plain
from generator.model.titles import title
from generator.published.prose.relation_words import CHANGE
from generator.source.place import Place

QUOTED = 24
LAST_FIGURE = re.compile(r"[\d,.]+\D*$")
OF_SUM = {"和", "约和", "列和", "预算和"}
OF_CHANGE = {"增减额", "增减率", "差额", "幅度"}
KINDS = {"结转结余": "收支总计", "财政拨款": "财政拨款收支总计"}


def agreed(claim: Claim, other: Figure, place: Place, report: Report) -> str:
    """How a claim that agrees with what it is computed from, or with another place, proves the figure at a place."""
    if claim.computed is None:
        return f"与{where(other.place if place == claim.place else claim.place)}印的{title(claim.name, report.catalogue)}相同"
    if claim.kind in OF_SUM:
        whole = f"“{claim.quote[-QUOTED:]}”（{where(claim.place)}）"
        return "等于列出的各部分之和" if place == claim.place else f"与其余各部分相加，等于{whole}"
    if place == claim.place:
        return f"由文中的数算得：{terms(claim.computed)}"
    return f"“{claim.quote[-QUOTED:]}”（{where(claim.place)}）由它算得"


def differing(claim: Claim, other: Figure | None, report: Report) -> str:
    """How a claim is contradicted by what it is computed from, or by another place."""
    if claim.computed is not None:
        return f"按文中的数应是 {count(claim.computed.value)}{claim.unit}：{terms(claim.computed)}"
    if claim.note is Note.OPPOSITE:
        return "与它的增减额一个说增、一个说减"
    if other is None:
        return "基数是 0，没有比率可言"
    return f"{where(other.place)}印的{title(claim.name, report.catalogue)}是 {plain(other.value)}{other.unit}"


def added_up(equation: Equation, report: Report, holds: bool = True) -> str:
    """What a sum says, or an equality of two facts."""
    name, computed = title(equation.name, report.catalogue), equation.computed
    if computed.formula is None:
        return f"{name}与{title(computed.name, report.catalogue)}{'相等' if holds else '应当相等而不等'}"
    return f"{name}{'等于' if holds else '不等于'}各部分之和"


def wanting(claim: Claim, tables: Collection[str]) -> str:
    """What would prove a figure of which nothing in a document that has these `tables` speaks."""
    grid, _, rest = claim.name.partition(".")
    kind, names = KINDS.get(grid, grid), {due.kind: due.name for due in due_tables()}
    changed = not claim.name and CHANGE.search(LAST_FIGURE.sub("", claim.quote))
    if claim.kind in OF_CHANGE or claim.name.startswith(PRIOR) or changed:
        return "要有上年的数：与上年的决算公开对照"
    if rest.endswith("预算"):
        return "要有别处的预算数：与预算公开对照"
    if claim.unit == WAN and kind in names and kind not in tables:
        return f"要有{names[kind]}"
    return "要有原始数据：与数据文件或账表对照"


def where(place: Place | None) -> str:
    """A place within its own file."""
    if place is None:
        return "别处"
    page = f"第{place.page}页" if place.page else ""
    return place.cell or place.words or f"{page}第{place.line}行"
