"""What the slots of a profile's sentences print in a published text, as claims: facts by their names, what follows from them computed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from generator.document.kinds import KINDS, Kind
from generator.model.claim import Claim, ClaimKind, Note
from generator.model.figure import PERCENT, WAN, Figure, ratio, subtract
from generator.published.outline import Line
from generator.published.prose.figures import Mention
from generator.source.numbers import parse_number

UNITS = {"万元": WAN, "额": WAN, "百分比": PERCENT, "数": ""}
OF_TWO: dict[str, ClaimKind] = {"占": "占", "完成率": "完成率", "差额": "差额", "幅度": "幅度"}
UNSIGNED = {"差额", "幅度"}
SAID = re.compile(r"[^，。；：、]*\Z")
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Filled:
    """A slot as a line fills it: the fact it names, its kind, what that compares it with, its signed value, its span.

    `unknown` is the 科目 as printed where no list knows it, so that the name is no fact of the model.
    """

    name: str
    kind: str
    others: tuple[str, ...]
    value: Decimal
    start: int
    end: int
    unknown: str = ""

    @property
    def follows(self) -> ClaimKind | None:
        """The kind of claim of a slot that follows from two facts; None where it is a fact itself."""
        if self.kind in UNITS or not self.others:
            return None
        return OF_TWO.get(self.kind) or ("增减率" if self.kind.endswith("率") else "增减额")


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots that lines fill, by the id of the line: of whole sentences, and, of other lines, of clauses alone (`perhaps`)."""

    filled: dict[int, list[Filled]] = field(default_factory=dict)
    perhaps: dict[int, list[Filled]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Following:
    """A figure that follows from two facts, as printed (with what rounding it has), and its slot."""

    claim: Claim
    slot: Filled
    shown: Figure


def with_bare(mentions: Iterable[Mention], slots: Sequence[Filled], line: Line) -> Iterator[Mention]:
    """The figures of a line, and those of its slots that no unit follows, so that they were not seen as figures."""
    found = list(mentions)
    yield from found
    for slot in slots:
        if not any(slot.start <= mention.start < slot.end for mention in found):
            yield from _bare(slot, line)


def slot_at(start: int, slots: Sequence[Filled]) -> Filled | None:
    """The slot in which a figure begins."""
    return next((slot for slot in slots if slot.start <= start < slot.end), None)


def said_before(text: str, start: int) -> str:
    """The words in front of a place, since the last mark."""
    found = SAID.search(text, max(start - LONGEST, 0), start)
    return found.group() if found else ""


def _bare(slot: Filled, line: Line) -> Iterator[Mention]:
    text = line.text.text[slot.start : slot.end]
    if (value := parse_number(text)) is not None:
        unit, label = UNITS.get(slot.kind, ""), said_before(line.text.text, slot.start)
        yield Mention(slot.start, slot.end, value, unit, label, label, False, Figure(text, value, unit, line.text.place(slot.start)))


def following(found: Sequence[Following], stated: Mapping[str, Figure], silent: Mapping[str, Figure]) -> Iterator[Claim]:
    """The claims on figures that follow from two facts, computed from what is `stated` of those, or said without a figure.

    Where nothing else tells the base of a change, the first change of it does, for the other figures that are made of it.
    """
    known = dict(silent) | dict(stated)
    told = {}
    for each in found:
        base = each.slot.others[0]
        if each.claim.kind == "增减额" and base not in known and (now := known.get(each.slot.name)) is not None:
            known[base] = subtract(base, now, replace(each.shown, name="增减额"))
            told[base] = each
    for each in found:
        now, base_ = known.get(each.slot.name), known.get(each.slot.others[0])
        if told.get(each.slot.others[0]) is each:
            yield each.claim
        elif now is not None and base_ is not None:
            yield from _made_of(each, now, base_)


def _made_of(each: Following, now: Figure, base: Figure) -> Iterator[Claim]:
    if each.claim.unit != PERCENT or base.value:
        yield replace(each.claim, computed=_computed(each.slot.kind, now, base))
    elif each.claim.kind in {"完成率", "增减率"}:
        yield replace(each.claim, note=None if now.value else Note.OF_NOTHING)


def _computed(kind: str, now: Figure, base: Figure) -> Figure:
    """What a kind prints of two figures; without a sign where it has none."""
    made = KINDS[kind]
    assert isinstance(made, Kind)
    if kind in OF_TWO and kind not in UNSIGNED:
        return made.shown(now, base)
    told = base.formula.terms if base.formula else ()
    change = told[1] if told[:1] == (now,) else subtract("增减额", now, base)
    if kind in UNSIGNED and change.value < 0:
        change = replace(change, value=-change.value) if change.formula is None else subtract("增减额", base, now)
    return ratio(f"{now.name}增减率", change, base) if made.shown(now, base).unit == PERCENT else change
