"""The growth of the “三公” 经费, in all and of vehicles, against that of the items, where a text gives nothing of last year but rates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.checks.printed.same_figure import LAW
from generator.checks.registry import PRINTED, Problem, rule
from generator.checks.report import Report, places_of
from generator.model.articulation import THREE_PUBLIC, TITLES, three_public
from generator.model.claim import Claim, Note
from generator.model.figure import PERCENT, Figure, add, ratio, subtract
from generator.model.format import NumberStyle, count, percent, plain
from generator.model.interval import interval
from generator.source.place import Place

SPENT = THREE_PUBLIC[1]
STYLE = NumberStyle(percent_places=2, strip_rates=True)
WHOLE = Decimal(100)
ALL = Figure("上年", Decimal("100.000000"), PERCENT)


@rule("W237", "总数的增减率与各项的合不上", of=PRINTED, final=True,
    reason="由各项的决算数和增减率可以倒推各项上年的数，加起来就是上年的合计；总数的增减率应当由它算得",
    basis=LAW,
    good="公务接待费 5 万元，增长 25%，公务用车运行维护费 10 万元，下降 10%，合计 15 万元，下降 0.74%",
    bad="七、“三公”经费财政拨款支出决算情况说明\n"
    "2021年“三公”经费财政拨款支出15.00万元，比上年⟦增长10.00%→下降0.74%⟧。其中：因公出国（境）费0万元；"
    "公务用车购置及运行维护费10.00万元，比上年下降10.00%，主要是车辆使用减少；公务接待费5.00万元，比上年增长25.00%，主要是来访增多。",
)
def weighted_growth(report: Report) -> Iterator[Problem]:
    """The rate of a total, where every item has an amount and a rate, or is nothing."""
    for found in weighted(report):
        if found.fits:
            continue
        before = found.before
        right = ratio("增减率", subtract("增减额", found.now, before), before)
        message = (
            f"“{found.rate.quote}”：由各项的决算数和增减率倒推，上年合计是 {count(before.value)} 万元，"
            f"总数的增减率应是 {percent(right.value, STYLE)}%。"
            "请核对总数和各项的增减率；本年是零、上年有支出的项目，请写明上年的数。"
        )
        places = tuple(dict.fromkeys((found.rate.place, *places_of(before), *places_of(found.now))))
        yield Problem(message, places, found.rate.quote, plain(found.rate.value) + PERCENT)


@dataclass(frozen=True, slots=True)
class Weighted:
    """The rate of change of a total, what that is now, and its items with theirs."""

    rate: Claim
    now: Figure
    items: tuple[tuple[Figure, Claim], ...]

    @property
    def before(self) -> Figure:
        """What last year comes to by the items."""
        return add("上年合计", tuple(_last_year(figure, rate) for figure, rate in self.items))

    @property
    def fits(self) -> bool:
        """Whether the total comes to as much by its own rate."""
        return interval(_last_year(self.now, self.rate)).meets(interval(self.before))

    def others(self, at: Place, by: Decimal) -> Iterator["Weighted"]:
        """The same with the rate at a place another, more or less by an amount."""
        for way in (by, -by):
            every = [replace(one, value=one.value + way) if one.place == at else one for one in (self.rate, *(r for _, r in self.items))]
            if all(one.value > -WHOLE for one in every):
                yield Weighted(every[0], self.now, tuple(zip((f for f, _ in self.items), every[1:], strict=True)))


def weighted(report: Report) -> Iterator[Weighted]:
    """The “三公” 经费 and the cost of vehicles, where each item spent on has its rate and the items known make the total."""
    rates = {claim.name: claim for claim in reversed(report.claims) if claim.kind == "增减率" and claim.note is Note.ALONE}
    (vehicles, both), (every, items) = three_public(SPENT)
    of_all = [_of(report, rates, every, names) for names in (items, [SPENT.format(f"{item}.") for item in TITLES])]
    of_vehicles = _of(report, rates, vehicles, both)
    yield from [found for found in of_all if found][:1]
    if of_vehicles and len(of_vehicles.items) == len(both):  # 今年没有购车，去年买没买不知道
        yield of_vehicles


def _of(report: Report, rates: dict[str, Claim], whole: str, names: Sequence[str]) -> Weighted | None:
    """A total with its items; None where one of them lacks its rate, or they are not known to be all."""
    rate, now = rates.get(whole), report.figure(whole)
    known = [(figure, rates.get(name)) for name in names if (figure := report.figure(name)) is not None]
    spent = [(figure, own) for figure, own in known if own is not None and figure.value]
    if rate is None or now is None or not spent or any(one.value <= -WHOLE for one in (rate, *(own for _, own in known if own))):
        return None
    complete = len(known) == len(names) or interval(now).meets(interval(add(whole, tuple(figure for figure, _ in known))))
    return Weighted(rate, now, tuple(spent)) if complete and all(own or not figure.value for figure, own in known) else None


def _last_year(now: Figure, rate: Claim) -> Figure:
    """Last year's amount by this year's and its rate of change."""
    return ratio("上年数", now, add("比上年", (ALL, rate.figure)))
