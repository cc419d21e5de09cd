"""What changed against last year or the budget, and the reason given for it: what the rules on explanations look at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.checks.report import Report
from generator.checks.two_figures import gap, shown
from generator.derive.funds import GENERAL, GOVERNMENT_FUND
from generator.model.articulation import EVENTS, RECEPTION, RUNNING, TITLES, TRIPS, VEHICLE_COST
from generator.model.facts import PRIOR
from generator.model.figure import Figure
from generator.model.format import TABLE_PLACES, count, rounded

BASIS = "财预〔2016〕143号：说明收支增减变化情况，“三公”经费增减变化的原因"
TOTALS = (
    ("收支总计.收入", "收支总计.较上年原因"),
    ("财政拨款收支总计.收入", "财政拨款收支总计.较上年原因"),
    ("一般公共预算.合计", "一般公共预算.较上年原因"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """A figure, what it is compared with, and the key of the reason; `asked` where a large change must be explained."""

    name: str
    now: Figure
    base: Figure
    base_name: str
    reason: str
    asked: bool

    @property
    def move(self) -> Decimal:
        """What was added, negative for less."""
        return self.now.value - self.base.value

    @property
    def flat(self) -> bool:
        """Whether both figures are printed alike."""
        return self.printed == rounded(self.base.value, TABLE_PLACES)

    @property
    def printed(self) -> Decimal:
        """The figure as tables print it."""
        return rounded(self.now.value, TABLE_PLACES)

    @property
    def share(self) -> Decimal | None:
        """The change in percent of the base, without sign; None from zero."""
        return abs(self.move) / self.base.value * 100 if self.base.value else None

    def told(self, called: Callable[[str], str] = str) -> str:
        """Both figures, called so, the difference and the percentage, in words."""
        name, base = called(self.name), called(self.base_name)
        if not self.move:
            return f"{shown(self.now, name)}，与 {base}相同"
        way = "增加" if self.move > 0 else "减少"
        rate = "" if self.share is None else f"（{count(self.share)}%）"
        return f"{shown(self.now, name)}，比 {shown(self.base, base)} {way} {gap(self.now, self.base)}{rate}"


def changes(report: Report) -> Iterator[Change]:
    """Every pair of known figures, not below zero, that a reason can be written for; of data only."""
    if report.published:
        return  # 公开的文本里原因在句子里，看 told
    for name, base, reason, asked in (*_against_last_year(report), *_against_budget(), *_by_code(report)):
        now, before = report.figure(name), report.figure(base)
        if now is not None and before is not None and now.value >= 0 and before.value >= 0:
            yield Change(name, now, before, base, reason, asked)


Names = Iterator[tuple[str, str, str, bool]]


def _against_last_year(report: Report) -> Names:
    yield from ((name, f"{PRIOR}{name}", reason, True) for name, reason in TOTALS)
    for owner in ("三公经费", "机关运行经费"):
        yield f"{owner}.决算", f"{PRIOR}{owner}.决算", f"{owner}.较上年原因", True
    for item in (f"三公经费.{part}" for part in _compared(report)):
        yield f"{item}.决算", f"{item}.上年", f"{item}.较上年原因", True


def _compared(report: Report) -> Iterator[str]:
    """The 三公 items that are compared with last year: both costs of vehicles together where they are told so."""
    both = report.facts.text(f"三公经费.{VEHICLE_COST}.较上年原因") or report.figure(f"三公经费.{RUNNING}.上年") is None
    return iter((TRIPS, VEHICLE_COST, RECEPTION) if both else TITLES)


def _against_budget() -> Names:
    for owner in ("三公经费", *(f"三公经费.{part}" for part in TITLES)):
        yield f"{owner}.决算", f"{owner}.预算", f"{owner}.原因", True
    for owner in ("机关运行经费", *(f"一般性支出.{cost}" for cost in EVENTS)):
        yield f"{owner}.决算", f"{owner}.年初预算", f"{owner}.原因", False


def _by_code(report: Report) -> Names:
    """The 项 of two funds; their reasons are written under 支出."""
    for grid in (GENERAL, GOVERNMENT_FUND):
        for row in report.facts.names(f"{grid}.各项"):
            yield f"{row}.合计", f"{row}.年初预算", f"支出.{row.rpartition('.')[2]}.原因", True
